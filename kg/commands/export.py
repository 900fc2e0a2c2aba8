"""``kg export``: the graph in formats of other tools."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from kg.commands.options import Level, folder_argument, graph_to_read, level_option, one_line_errors, say

FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "csv", "claims", "followthemoney")


@click.command()
@folder_argument
@click.option("--format", "format_", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File, or folder of three tables for csv; standard output if left out.",
)
@level_option("said")
@one_line_errors
def export(folder: Path, format_: str, output: Path | None, level: Level) -> None:
    """Write the graph in DIR for other tools.

    RDF: nquads, trig and jsonld keep the named graph of each article; turtle is the union of all graphs.
    Networks (Gephi, networkx): graphml, gexf. Tables (pandas): csv, where a text that a spreadsheet would run as a
    formula gets an apostrophe before it. JSON lines, as in claims.jsonl: claims. Aleph, OpenSanctions: followthemoney,
    where only what is affirmed as actual becomes a link.

    \b
    Examples:
      kg export out --format trig --output graph.trig
      kg export out --format gexf --level state --output network.gexf
      kg export out --format csv --output tables
    """
    from kg.export import export as write

    with graph_to_read(folder) as graph:
        if output is None and is_terminal():  # to be looked at; elsewhere the bytes are as they are
            shown = io.BytesIO()
            write(graph, format_, shown, level=level)
            say(shown.getvalue().decode("utf-8"), nl=False)
            return
        paths = write(graph, format_, sys.stdout.buffer if output is None else output, level=level)
    for path in paths:
        say(str(path))


def is_terminal() -> bool:
    """Whether somebody looks at what is printed."""
    return sys.stdout.isatty()
