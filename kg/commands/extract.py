"""``kg extract``: claims as JSON lines."""

from __future__ import annotations

from typing import TYPE_CHECKING
from collections.abc import Iterator
from pathlib import Path

import click

from kg.commands.options import one_line_errors, processes_option, say, setup_options, write_lines

if TYPE_CHECKING:
    from kg.parse import Setup


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@setup_options
@processes_option
@one_line_errors
def extract(inputs: tuple[str, ...], output: Path | None, setup: Setup, processes: int) -> None:
    """Write the claims of articles as JSON lines.

    \b
    Examples:
      kg extract article.txt
      kg extract articles.jsonl --output claims.jsonl
    """
    from kg.building import json_line, readable
    from kg.errors import InputError
    from kg.extract import extract_articles
    from kg.read import Skip

    skipped: list[Skip] = []
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        found = extract_articles(readable(inputs, skipped), setup=setup, processes=processes, on_skip=skipped.append)
        for _, claims in found:
            read += 1
            yield from (json_line(claim) + "\n" for claim in claims)
        if not read:
            raise InputError("nothing could be read")

    try:
        write_lines(lines(), output)
    finally:
        for skip in skipped:
            say(f"kg: skipped {skip}", err=True)
