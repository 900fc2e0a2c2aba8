"""``kg extract``: claims as JSON lines, or claims and mentions as Parquet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.fetching import Fetching, fetching_options
from kg.commands.options import (
    Engine,
    Reading,
    engine_options,
    jobs_option,
    one_line_errors,
    reading_options,
    say,
    setup_options,
)
from kg.commands.reading import read_inputs, write_readings

if TYPE_CHECKING:
    from kg.parse import Setup


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@click.option(
    "--shards", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write articles, claims and mentions as Parquet into this folder instead; `kg load` makes a graph of it.",
)  # fmt: skip
@setup_options
@jobs_option
@engine_options
@reading_options
@fetching_options
@one_line_errors
def extract(
    inputs: tuple[str, ...], output: Path | None, shards: Path | None, setup: Setup, jobs: int, engine: Engine,
    reading: Reading, fetching: Fetching,
) -> None:  # fmt: skip
    """Write the claims of articles as JSON lines, or with --shards all that was found as Parquet.

    \b
    Examples:
      kg extract article.txt
      kg extract https://example.org/story
      kg extract articles.jsonl --output claims.jsonl
      kg extract archive/ --shards shards
    """
    if shards is None:
        if engine.name == "ray":
            raise click.UsageError("what is read on Ray goes to Parquet: add --shards DIR")
        from kg.export.claim_lines import json_line

        write_readings(inputs, output, setup, jobs, reading, fetching, lambda found: map(json_line, found.claims))
        return
    if output is not None:
        raise click.UsageError("--output is for JSON lines and --shards for Parquet: leave one out")
    from kg.shards.files import write_shards

    with read_inputs(inputs, setup, jobs, reading, fetching, engine) as readings:
        for shard in write_shards(readings, shards):
            say(str(shard))
