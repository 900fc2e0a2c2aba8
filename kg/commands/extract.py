"""``kg extract``: claims as JSON lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from kg.commands.options import model_option, one_line_errors, processes_option, say, write_lines


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@model_option
@processes_option
@one_line_errors
def extract(inputs: tuple[str, ...], output: Path | None, model: str | None, processes: int) -> None:
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
        found = extract_articles(readable(inputs, skipped), model=model, processes=processes, on_skip=skipped.append)
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
