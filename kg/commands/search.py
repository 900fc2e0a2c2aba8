"""``kg search``: words and phrases in all articles."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import folder_argument, graph_folder, graph_to_read, one_line_errors, say_table


@click.command()
@folder_argument
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Articles that are shown.")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@one_line_errors
def search(folder: Path, words: tuple[str, ...], limit: int, style: str) -> None:
    """Find words and phrases in the texts of all articles of the graph in DIR, whether they hold a claim or not.

    WORDS are words, "phrases", beginnings (drone*), -words to leave out, OR between two, and filters: actor:, relation:
    (of one claim in the article), since:, until: (days, months or years of publication) and source:.

    \b
    Examples:
      kg search out '"grain exports" actor:Turkey since:2022-07'
      kg search out 'drone* -Ukraine relation:suppliesArmsTo'
      kg search out 'actor:"North Korea" source:"Sample Wire"' --format csv
    """
    from kg.graph.texts import texts_of
    from kg.search import findings_table
    from kg.search import search as find

    with graph_to_read(folder) as graph:
        findings = find(graph, texts_of(graph_folder(folder)), " ".join(words), limit=limit)
    say_table(findings_table(findings), style)
