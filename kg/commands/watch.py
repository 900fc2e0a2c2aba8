"""``kg watch``: a graph kept up to date with feeds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.fetching import FETCHED, Fetching, fetching_options, web_for
from kg.commands.options import (
    Reading,
    bar,
    jobs_option,
    one_line_errors,
    reading_options,
    say,
    say_json,
    setup_options,
    write_option,
)  # fmt: skip

if TYPE_CHECKING:
    from kg.parse import Setup
    from kg.watch.passes import Passed


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True,
              help="Folder for the graph; an existing one is added to.")  # fmt: skip
@click.option("--once", is_flag=True, help="One pass, and no more.")
@click.option("--every", type=click.FloatRange(min=0, min_open=True), default=15, show_default=True, metavar="MINUTES",
              help="Time between two passes.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How news is printed; both are written to OUT/watch/reports.")  # fmt: skip
@setup_options
@jobs_option
@reading_options
@fetching_options
@write_option
@one_line_errors
def watch(
    feeds: tuple[str, ...], out: Path, once: bool, every: float, style: str, setup: Setup, jobs: int,
    reading: Reading, fetching: Fetching, write: bool | None,
) -> None:  # fmt: skip
    """Keep the graph in OUT up to date with feeds, and say what is new: claims, denials, reversals, first-time ties.

    FEEDS are OPML files, or addresses of feeds. Each pass reads the entries that no pass has read yet, by the pages
    that they point to. Reports are in OUT/watch/reports as text and JSON, and in OUT/watch/news.atom as a feed; what
    was fetched is in OUT/fetched. Ctrl-C or SIGTERM finishes the graph with what was read; the next run reads the rest.

    \b
    Examples:
      kg watch feeds.opml --out out --once
      kg watch feeds.opml https://example.org/feed.xml --out out --every 30
    """
    from kg.stopping import stoppable
    from kg.watch.passes import one_pass
    from kg.watch.passes import watch as keep_watching
    from kg.watch.subscriptions import feed_addresses

    addresses = feed_addresses(feeds)
    with stoppable() as stop:

        def pass_once() -> Passed:
            with bar("reading") as step:
                return one_pass(
                    addresses, out, web_for(fetching, out / FETCHED, reading, stop, setup.language), stop, setup=setup,
                    processes=jobs, longest=reading.longest, columns=reading.columns, strict=reading.strict,
                    write=write, progress=lambda article: step(), warn=lambda warning: say(f"kg: {warning}", err=True),
                )  # fmt: skip

        def told(passed: Passed) -> None:
            _say_pass(passed, style)

        if once:
            told(pass_once())
        else:
            say(f"kg: watching {len(addresses)} feeds, every {every:g} minutes; Ctrl-C stops", err=True)
            keep_watching(
                pass_once, told, lambda error: say(f"kg: {error}; the next pass tries again", err=True),
                every=every * 60, stop=stop,
            )  # fmt: skip
        if stop():
            say("kg: stopped; run it again to go on", err=True)


def _say_pass(passed: Passed, style: str) -> None:
    import json

    from kg.watch.passes import in_words
    from kg.watch.report import as_json, as_text

    if passed.news and style == "json":
        say_json(json.dumps(as_json(passed.news), ensure_ascii=False))
    elif passed.news:
        say(as_text(passed.news))
    else:
        say(f"kg: {in_words(passed)}", err=True)
        for fault in passed.faults:
            say(f"kg: not read: {fault}", err=True)
    if passed.summary is not None:
        for skip in passed.summary.skipped:
            say(f"kg: skipped {skip}", err=True)
