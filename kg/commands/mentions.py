"""``kg mentions``: whom the text names or refers to, as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.fetching import Fetching, fetching_options
from kg.commands.options import Reading, jobs_option, one_line_errors, reading_options, setup_options
from kg.commands.reading import write_readings

if TYPE_CHECKING:
    from kg.extract import Reading as Found
    from kg.model import Mention, UnresolvedMention
    from kg.parse import Setup


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@setup_options
@jobs_option
@reading_options
@fetching_options
@one_line_errors
def mentions(
    inputs: tuple[str, ...], output: Path | None, setup: Setup, jobs: int, reading: Reading, fetching: Fetching
) -> None:  # fmt: skip
    """Write whom the text names or refers to, a JSON line a mention; nobody where it could not be told.

    \b
    Examples:
      kg mentions article.txt
      kg mentions https://example.org/story
      kg mentions articles.jsonl --output mentions.jsonl
    """

    def lines(found: Found) -> Iterator[str]:
        every: list[Mention | UnresolvedMention] = [*found.mentions, *found.unresolved]
        ordered = sorted(every, key=lambda mention: (mention.start, mention.end))
        return (json.dumps(mention.to_json(found.article.id), ensure_ascii=False) for mention in ordered)

    write_readings(inputs, output, setup, jobs, reading, fetching, lines)
