"""``kg analyse``: the graph as a signed network."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kg.commands.options import (
    DATE,
    Level,
    as_day,
    folder_argument,
    graph_to_read,
    level_option,
    one_line_errors,
    say,
    say_table,
)

METHODS = ("signed", "blocs", "known", "balance", "brokers", "measures", "alignment", "movers")
TITLES = {
    "signed": "Ties: cooperation less conflict, the strongest first",
    "blocs": "Blocs: who cooperates within and is in conflict without",
    "known": "Known alliances: do their members stand together",
    "balance": "Balance: the ties whose change would resolve most tension",
    "brokers": "Brokers: who stands between others",
    "measures": "Measures: degree, strength, betweenness, PageRank",
    "movers": "Movers: whose ties changed most",
}


@click.command()
@folder_argument
@click.argument("method", required=False, type=click.Choice(METHODS), metavar="[METHOD]")
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="Only this actor's ties; two for alignment.")
@click.option("--since", type=DATE, help="First day, as 2022-02-24; for movers the day from which to compare.")
@click.option("--until", type=DATE, help="Last day.")
@level_option("state")
@click.option(
    "--half-life",
    type=click.FloatRange(min=0, min_open=True),
    default=365.0,
    show_default=True,
    metavar="DAYS",
    help="Days after which a deed counts half.",
)
@click.option(
    "--by-year", is_flag=True, help="Each year for itself, so that a change shows; not for movers, alignment."
)
@click.option("--everybody", is_flag=True, help="Organisations, armed groups, parties and firms too, not states alone.")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@one_line_errors
def analyse(
    folder: Path,
    method: str | None,
    actors: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    level: Level,
    half_life: float,
    by_year: bool,
    everybody: bool,
    style: str,
) -> None:
    """Analyse the graph in DIR as a network of cooperation and conflict.

    METHOD is signed (ties), blocs, known (blocs beside NATO, EU, CSTO and BRICS), balance, brokers, measures, alignment
    (of two actors over time) or movers; all but alignment where it is left out. Deeds affirmed as done count, whatever
    the number of reports; ontology/ties.yaml says which, how much and why. CSV and JSON name the claims of
    each row.

    \b
    Examples:
      kg analyse out
      kg analyse out signed --actor Iran
      kg analyse out signed --actor 'Vladimir Putin' --level said
      kg analyse out alignment --actor Iran --actor Russia
      kg analyse out blocs --by-year --since 2014-01-01
      kg analyse out movers --since 2022-02-24 --format json
    """
    from kg.analyse.deeds import deeds
    from kg.analyse.report import Question, report

    question = Question(as_day(since), as_day(until), level, half_life, actors, by_year, everybody)
    if method is None and style != "table":
        raise click.UsageError(f"name a method for --format {style}: {', '.join(METHODS)}")
    with graph_to_read(folder) as graph:
        if method is not None:
            table = report(graph, method, question)
            say_table(_shown(table) if style == "table" else table, style)
            return
        found = deeds(graph, level)  # once for all methods
        for name, title in TITLES.items():
            say(f"{title}\n")
            say_table(
                _shown(
                    report(
                        graph,
                        name,
                        replace(
                            question,
                            actors=actors if name in ("signed", "measures") else (),
                            by_year=by_year and name != "movers",
                        ),
                        found,
                    )
                ),
                style,
            )


def _shown(table: Any) -> Any:
    """For the terminal: how many claims, not which."""
    columns = table.columns[:-1]
    return replace(table, columns=columns, rows=tuple(row[: len(columns)] for row in table.rows))
