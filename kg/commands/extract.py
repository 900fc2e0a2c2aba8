"""``kg extract``: claims as JSON lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.fetching import Fetching, fetching_options
from kg.commands.options import Reading, one_line_errors, processes_option, reading_options, setup_options
from kg.commands.reading import write_readings

if TYPE_CHECKING:
    from kg.parse import Setup


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@setup_options
@processes_option
@reading_options
@fetching_options
@one_line_errors
def extract(
    inputs: tuple[str, ...], output: Path | None, setup: Setup, processes: int, reading: Reading, fetching: Fetching
) -> None:  # fmt: skip
    """Write the claims of articles as JSON lines.

    \b
    Examples:
      kg extract article.txt
      kg extract https://example.org/story
      kg extract articles.jsonl --output claims.jsonl
    """
    from kg.export.claim_lines import json_line

    write_readings(inputs, output, setup, processes, reading, fetching, lambda found: map(json_line, found.claims))
