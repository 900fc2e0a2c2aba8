"""``kg view``: draw the graph."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

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
    share_bar,
)


@click.command()
@folder_argument
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="HTML file; DIR/graph.html if left out."
)
@click.option("--focus", metavar="ACTOR", help="Only this actor and its neighbours; any name.")
@click.option("--since", type=DATE, help="First day, as 2022-02-24.")
@click.option("--until", type=DATE, help="Last day.")
@click.option("--relation", metavar="NAME", help="Only this relation and those below it.")
@level_option("said")
@one_line_errors
def view(
    folder: Path,
    output: Path | None,
    focus: str | None,
    since: datetime | None,
    until: datetime | None,
    relation: str | None,
    level: Level,
) -> None:
    """Draw the graph in DIR as one HTML file that needs no network.

    \b
    Examples:
      kg view out
      kg view out --focus Iran --relation sanctions --output iran.html
    """
    from kg.view import write_page

    with graph_to_read(folder) as graph, share_bar("laying out") as progress:
        path = write_page(
            graph,
            output or folder / "graph.html",
            focus=focus,
            since=as_day(since),
            until=as_day(until),
            relation=relation,
            level=level,
            progress=progress,
        )
    say(str(path))
