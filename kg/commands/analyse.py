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

METHODS = ("signed", "blocs", "balance", "brokers", "alignment", "movers")
TITLES = {
    "signed": "Ties: cooperation less conflict, the strongest first",
    "blocs": "Blocs: who cooperates within and is in conflict without",
    "balance": "Balance: the ties whose change would resolve most tension",
    "brokers": "Brokers: who stands between others",
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
    help="Days after which a claim counts half.",
)
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
    style: str,
) -> None:
    """Analyse the graph in DIR as a network of cooperation and conflict.

    METHOD is signed (ties), blocs, balance, brokers, alignment (of two actors over time) or movers; all but alignment
    where it is left out. Only claims affirmed as actual count. CSV and JSON name the claims behind each row.

    \b
    Examples:
      kg analyse out
      kg analyse out signed --actor Iran
      kg analyse out signed --actor 'Vladimir Putin' --level said
      kg analyse out alignment --actor Iran --actor Russia
      kg analyse out movers --since 2022-02-24 --format json
    """
    from kg.analyse.report import Question, report

    question = Question(as_day(since), as_day(until), level, half_life, actors)
    if method is None and style != "table":
        raise click.UsageError(f"name a method for --format {style}: {', '.join(METHODS)}")
    with graph_to_read(folder) as graph:
        if method is not None:
            table = report(graph, method, question)
            say_table(_shown(table) if style == "table" else table, style)
            return
        for name, title in TITLES.items():
            say(f"{title}\n")
            say_table(_shown(report(graph, name, replace(question, actors=() if name != "signed" else actors))), style)


def _shown(table: Any) -> Any:
    """For the terminal: how many claims, not which."""
    columns = table.columns[:-1]
    return replace(table, columns=columns, rows=tuple(row[: len(columns)] for row in table.rows))
