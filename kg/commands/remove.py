"""``kg remove``: articles taken back."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import folder_argument, one_line_errors, say, write_option


@click.command()
@folder_argument
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@write_option
@one_line_errors
def remove(folder: Path, articles: tuple[str, ...], write: bool | None) -> None:
    """Take articles back out of the graph in DIR, with all that they said and what was derived from it.

    ARTICLE is an id, an IRI or a URL; `kg query DIR articles` lists them.

    \b
    Examples:
      kg remove out 5f2c9a1b
      kg remove out https://example.org/news/1 https://example.org/news/2
    """
    from kg.remove import remove as take_back

    notes: list[str] = []
    for identifier in take_back(folder, articles, write=write, say=notes.append):
        say(f"removed {identifier}")
    for note in notes:
        say(note)
