"""``kg load``: build the graph from shards."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.build import print_summary
from kg.commands.options import bar, one_line_errors, say, store_options, write_option

if TYPE_CHECKING:
    from kg.graph.addresses import Addresses


@click.command()
@click.argument(
    "shards", nargs=-1, required=True, type=click.Path(file_okay=False, path_type=Path), metavar="SHARDS..."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True,
              help="Folder for the graph; an existing one is added to.")  # fmt: skip
@click.option("--decisions", type=click.Path(dir_okay=False, path_type=Path),
              help="Decision file: who is the same and who is not.  [default: OUT/decisions.csv]")  # fmt: skip
@write_option
@store_options
@one_line_errors
def load(
    shards: tuple[Path, ...], out: Path, decisions: Path | None, write: bool | None, store: Addresses | None
) -> None:
    """Build the graph from what was read before: the union of the Parquet shards in all folders SHARDS.

    `kg build --engine ray` leaves them in OUT/shards, `kg extract --shards SHARDS` writes nothing else. Of an article
    that was read several times the last reading counts.

    \b
    Examples:
      kg load out/shards --out again
      kg load monday/shards tuesday/shards --out week
    """
    from kg.loading import load as load_shards

    with bar("loading") as step:
        summary = load_shards(
            shards, out, decisions=decisions, write=write, store=store, progress=lambda article: step(),
            warn=lambda warning: say(f"kg: {warning}", err=True),
        )  # fmt: skip
    print_summary(summary)
