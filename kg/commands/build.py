"""``kg build``: read articles and build the graph."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.fetching import FETCHED, Fetching, elsewhere, fetching_options
from kg.commands.options import (
    Engine,
    Reading,
    bar,
    engine_options,
    jobs_option,
    one_line_errors,
    reading_options,
    say,
    setup_options,
    store_options,
    write_option,
)  # fmt: skip

if TYPE_CHECKING:
    from kg.building import Summary
    from kg.graph.addresses import Addresses
    from kg.parse import Setup


STOPPED = 130
"""Exit status of a command that was stopped by Ctrl-C, as shells have it."""


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True,
              help="Folder for the graph; an existing one is added to.")  # fmt: skip
@click.option("--decisions", type=click.Path(dir_okay=False, path_type=Path),
              help="Decision file: who is the same and who is not.  [default: OUT/decisions.csv]")  # fmt: skip
@setup_options
@jobs_option
@engine_options
@reading_options
@fetching_options
@write_option
@store_options
@one_line_errors
def build(
    inputs: tuple[str, ...], out: Path, decisions: Path | None, setup: Setup, jobs: int, engine: Engine,
    reading: Reading, fetching: Fetching, write: bool | None, store: Addresses | None,
) -> None:  # fmt: skip
    """Read articles and build the graph: OUT/graph, graph.nq, graph.html and claims.jsonl.

    What follows from the articles is derived for what they touch alone, where they are few beside those that are there.

    INPUT is a file, a folder of files, the address of a page or a feed, or - for standard input: .txt, .md, .html,
    .jsonl, .json, .csv, .tsv, .parquet, .pdf, .docx, .odt, .rtf, .eml, .mbox, RSS and Atom, .warc, and .zip, .tar,
    .gz, .bz2 or .xz of these. What can't be read is skipped and named in OUT/skipped.jsonl. Ctrl-C ends the reading
    and finishes the graph with what was read; a second one breaks off.

    What is fetched is kept in OUT/fetched, from which `kg build OUT/fetched` makes the graph again with no network.

    On Ray, articles are read by all machines of a cluster, and what they hold goes to Parquet in OUT/shards as it
    comes; `kg load` puts shards of several runs and machines together.

    \b
    Examples:
      kg build data/articles --out out
      kg build export.csv mails.mbox scans.zip --out out
      kg build export.csv --columns text=story,published=day
      cat articles.jsonl | kg build - --out out
      kg build https://example.org/story https://example.org/feed.xml --since 2024-01-01
      kg build archive/ --out out --store http://localhost:7878/query --store-update http://localhost:7878/update
      kg build archive/ --out out --engine ray --address head:6379
    """
    from kg.building import build as build_graph
    from kg.read import Course
    from kg.stopping import stoppable

    course = Course()
    with stoppable() as stop, bar("reading", lambda: course.done / course.total if course.total else 0.0) as step:
        summary = build_graph(
            inputs, out, setup=setup, processes=jobs, engine=engine.name, address=engine.address,
            longest=reading.longest, columns=reading.columns,
            strict=reading.strict, decisions=decisions, write=write, store=store,
            progress=lambda article: step(), course=course, stop=stop,
            since=fetching.since, elsewhere=elsewhere(fetching, out / FETCHED, reading, stop, setup.language),
            warn=lambda warning: say(f"kg: {warning}", err=True),
        )  # fmt: skip
    print_summary(summary)
    if summary.stopped:
        say("kg: stopped before the end; run it again to read the rest", err=True)
        sys.exit(STOPPED)


def print_summary(summary: Summary) -> None:
    """What was read and found, what was skipped, and where it lies."""
    from rich.console import Console
    from rich.table import Table

    from kg.building import SHOWN

    table = Table("relation", "affirmed", "denied", box=None, pad_edge=False)
    totals = Counter[str]()
    for (name, _), count in summary.claims.items():
        totals[name] += count
    for name in sorted(totals, key=lambda name: (-totals[name], name)):
        table.add_row(name, str(summary.claims[name, "affirmed"]), str(summary.claims[name, "negated"] or ""))
    console = Console(width=max(Console().width, 80))
    console.print(table)
    console.print(
        f"\n{summary.articles} articles read, {totals.total()} claims, {len(summary.actors)} actors in them, "
        f"{summary.mentions} mentions of actors, {summary.skips.total} skipped",
        highlight=False, soft_wrap=True,
    )  # fmt: skip
    if summary.unresolved:
        console.print(
            f"{summary.unresolved} mentions could not be resolved; `kg actors OUT --unresolved` lists them",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    if summary.joined:
        console.print(f"{summary.joined} actors joined to others by decision", highlight=False, soft_wrap=True)
    for skip in summary.skipped[:SHOWN]:
        say(f"  skipped {skip}")
    if summary.skips.total > SHOWN:
        say(f"  and {summary.skips.total - SHOWN:,} more")
    if summary.skips.total > 1:
        say(f"  in all {summary.skips.by_kind()}; skipped.jsonl names each")
    for what, path in summary.outputs.items():
        say(f"{what + ':':8} {path}")
    if summary.not_written:
        say(summary.not_written)
