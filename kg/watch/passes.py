"""One pass over the feeds: what is new in them is read into the graph, and what is new in the graph is reported."""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kg.building import BeforeWriting, Summary
from kg.building import build as build_graph
from kg.errors import KgError, NothingReadError
from kg.fetch.articles import Web, entries_of, fetch, is_feed, read_entry
from kg.fetch.fault import FetchError
from kg.graph.claims import claims_of, has_article
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import Item as Written
from kg.model import Article
from kg.read import Item, Skip
from kg.watch.news import News, find_news
from kg.watch.report import headline, write_report
from kg.watch.state import (
    Seen,
    State,
    add_pending,
    clear_pending,
    digest_of,
    key_of,
    load_state,
    pending,
    save_state,
)

FOLDER = "watch"
"""Folder beside the graph: state, reports and the feed of them."""
GLANCE = 0.5
"""Seconds between two looks, while nothing is to be done, at whether to stop."""


@dataclass(slots=True)
class Due:
    """Entries that are to be read, by key; the feeds that have each; how each was read, and which articles it gave."""

    entries: dict[str, Article] = field(default_factory=dict)
    present: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    given: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    read: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Passed:
    """What came of a pass: the build's summary, None where there was nothing to read; the news, where there is any."""

    news: News | None
    summary: Summary | None
    faults: Sequence[str] = ()
    report: Path | None = None


def one_pass(feeds: Sequence[str], out: Path, web: Web, stop: Callable[[], bool], **options: Any) -> Passed:
    """Read what is new in the feeds into the graph in ``out``, and report what that makes new; ``options`` are those
    of :func:`kg.building.build`.

    A pass that is stopped or killed is completed by the next: what was not read is read then, and what was read and
    not reported is reported then.

    Raises:
        KgError: as :func:`kg.building.build` does, except that it is no fault when nothing can be read.
    """
    folder = out / FOLDER
    before = load_state(folder)
    due = _due(feeds, web, before)
    written: set[str] = set()

    def before_writing(graph: KnowledgeGraph, items: Sequence[Written]) -> None:
        written.update(item[0].id for item in items)
        add_pending(folder, _new_claims(graph, items))

    summary = _build(due, out, web, stop, before_writing, options) if due.entries and not stop() else None
    done = {key for key in due.read if not stop() or due.given[key] <= written}
    at = web.now().replace(microsecond=0)
    news = _news(out, at, len(written), due.faults)
    report = write_report(folder, news) if news else None
    clear_pending(folder)
    save_state(folder, _state_after(before, due, done, web))
    return Passed(news, summary, due.faults, report)


def watch(
    pass_once: Callable[[], Passed], told: Callable[[Passed], None], failed: Callable[[KgError], None],
    *, every: float, stop: Callable[[], bool], sleep: Callable[[float], None] = time.sleep,
) -> None:  # fmt: skip
    """A pass every so many seconds until ``stop`` says so; one that fails is told, and the next one tries again."""
    while not stop():
        begun = time.monotonic()
        try:
            told(pass_once())
        except KgError as error:
            failed(error)
        while not stop() and time.monotonic() - begun < every:
            sleep(min(GLANCE, every))


def in_words(passed: Passed) -> str:
    """A pass in a line."""
    return headline(passed.news) if passed.news else "nothing new"


def _due(feeds: Sequence[str], web: Web, state: State) -> Due:
    """The entries that no pass has read, or that say something else by now, hosts in turn so that none waits alone."""
    due = Due()
    found: dict[str, Article] = {}
    for url in feeds:
        if web.client.stop():
            break
        try:
            page, note = fetch(web, url)
        except FetchError as error:
            due.faults.append(f"{url}: {error}")
            continue
        if note:
            due.faults.append(str(note))
        if not is_feed(page):
            due.faults.append(f"{url}: no RSS or Atom feed")
            continue
        present: dict[str, str] = {}
        for item in entries_of(web, page):
            if isinstance(item, Article):
                key, digest = key_of(item), digest_of(item)
                present[key] = digest
                seen = state.seen(url, key)
                if seen is None or not seen.is_done(digest):
                    found.setdefault(key, item)
            elif isinstance(item, Skip) and item.kind != "read before":
                due.faults.append(str(item))
        due.present[url] = present
    by_host: dict[str, list[str]] = {}
    for key in found:
        by_host.setdefault(urlsplit(key).netloc, []).append(key)
    due.entries = {key: found[key] for turn in zip_longest(*by_host.values()) for key in turn if key is not None}
    return due


def _build(
    due: Due, out: Path, web: Web, stop: Callable[[], bool], before_writing: BeforeWriting, options: Mapping[str, Any]
) -> Summary | None:
    def read(key: str) -> Iterator[Item]:
        for item in read_entry(web, due.entries[key], follow=web.follow is not False):
            if isinstance(item, Article):
                due.given[key].add(item.id)
            yield item
        if not stop():
            due.read.add(key)

    try:
        return build_graph(
            list(due.entries), out, elsewhere=read, since=web.since, stop=stop, before_writing=before_writing, **options
        )
    except NothingReadError as error:
        if not stop():
            due.faults.append(str(error))
        return None


def _new_claims(graph: KnowledgeGraph, items: Sequence[Written]) -> Iterator[str]:
    """Ids of the claims of these articles that are not in the graph yet."""
    for article, claims, *_ in items:
        known = {claim.id for claim in claims_of(graph, article.id)} if has_article(graph, article.id) else set()
        yield from (claim.id for claim in claims if claim.id not in known)


def _news(out: Path, at: dt.datetime, articles: int, faults: Sequence[str]) -> News | None:
    """What is new, pending news of a pass that was killed included; None where nothing is."""
    new = pending(out / FOLDER)
    if not new:
        return None
    with open_graph(out / "graph", read_only=True) as graph:
        news = find_news(graph, new, at, articles, faults)
    return news if news.claims else None


def _state_after(before: State, due: Due, done: set[str], web: Web) -> State:
    """Of feeds that were read the entries that they have now, of others those of before."""
    feeds: dict[str, Mapping[str, Seen]] = dict(before.feeds)
    for feed, present in due.present.items():
        entries: dict[str, Seen] = {}
        for key, digest in present.items():
            seen = before.seen(feed, key)
            if key in done:
                failed = seen.failed if seen and seen.digest == digest else 0
                entries[key] = Seen(digest, failed + 1 if key in web.unanswered else 0)
            elif seen is not None:
                entries[key] = seen
        feeds[feed] = entries
    return State(feeds)
