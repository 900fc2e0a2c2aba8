"""Addresses and feeds → articles: a page is read as a saved one is, a feed by the pages that its entries point to."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urljoin, urlsplit

from kg.fetch.client import Client, get
from kg.fetch.fault import FetchError
from kg.fetch.kept import Page, kept_at, load, save
from kg.fetch.place import is_address, place_of
from kg.model import Article
from kg.read import SUFFIXES, Note, Settings, Skip, read_stream
from kg.read.formats import suffix_of_media
from kg.read.identity import article_id, is_known_by_text
from kg.read.source import Item

FEED = frozenset({".xml", ".rss", ".atom"})
_FRONT = 1024
"""Bytes in which a feed says that it is one."""
_FEED_TAGS = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True, slots=True)
class Web:
    """How addresses are read: by whom, kept where, since when, and whether the pages of entries are fetched.

    ``follow`` None fetches them for feeds that were fetched themselves, and not for a feed in a file. ``unanswered``
    takes the addresses of pages that may be there another time.
    """

    client: Client
    folder: Path
    settings: Settings = field(default_factory=Settings)
    since: dt.date | None = None
    follow: bool | None = None
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    unanswered: set[str] = field(default_factory=set)


def read_web(web: Web, name: str) -> Iterator[Item] | None:
    """What an input holds that is an address, or a feed whose entries are to be followed; None for any other."""
    if is_address(name):
        return read_address(web, name)
    if web.follow and Path(name).suffix.lower() in FEED and Path(name).is_file():
        return _read_feed_file(web, Path(name))
    return None


def read_address(web: Web, url: str) -> Iterator[Item]:
    """The article at an address, or those of the feed there; a Skip that says why there are none."""
    try:
        page, note = fetch(web, url)
    except FetchError as error:
        if not web.client.stop():
            yield Skip(url, None, str(error), kind=error.kind)
        return
    if note:
        yield note
    if is_feed(page):
        for item in entries_of(web, page):
            if isinstance(item, Article):
                yield from read_entry(web, item, follow=web.follow is not False)
            else:
                yield item
    else:
        yield from read_page(web, page)


def fetch(web: Web, url: str, told: Mapping[str, str] | None = None) -> tuple[Page, Note | None]:
    """The page of an address, as new as it is to be had, and kept; the copy of before, with a Note, for want of any.

    Raises:
        FetchError: it is not to be fetched, or is not there.
        StoreError: it can't be kept.
    """
    copies = [kept_at(web.folder, url), kept_at(web.folder, url, feed=True)]
    before = next((page for path in copies if (page := load(path)) and not page.resource), None)
    try:
        final, answer = get(web.client, url, before.validators if before else None)
        if answer.status == 304 and before is None:
            raise FetchError("the server says that nothing changed, to one who has nothing", "no answer", passing=True)
    except FetchError as error:
        if not error.passing or before is None or web.client.stop():
            raise
        return before, Note(url, f"{error}; the copy of {before.retrieved:%Y-%m-%d} is read")
    if before is not None and answer.status == 304:
        return before, None
    page = Page(final, web.now().replace(microsecond=0), answer.headers, answer.body, told or {})
    page = replace(page, told={**page.told, "source": page.told.get("source") or _outlet(final),
                               "suffix": _suffix(page)})  # fmt: skip
    save(kept_at(web.folder, url, feed=is_feed(page)), page)
    return page, None


def is_feed(page: Page) -> bool:
    """Whether it is RSS or Atom, by what it was taken for when it was fetched."""
    return page.told.get("suffix") in FEED


def read_page(web: Web, page: Page) -> Iterator[Item]:
    """The articles of a page, which is told its address, its day and what is told of it."""
    told = dict(page.told)
    suffix = told.pop("suffix", "")
    charset = page.headers.get("content-type", "").partition("charset=")[2].partition(";")[0].strip(" \"'")
    known = {"url": page.url or None, "retrieved": page.retrieved.isoformat(), "charset": charset or None, **told}
    return read_stream(io.BytesIO(page.body), page.url or "an entry of a feed", suffix, web.settings, known)


def entries_of(web: Web, feed: Page) -> Iterator[Item]:
    """The entries as articles with whole addresses, those of before ``since`` left out; skips and notes."""
    known = {"source": None, "retrieved": feed.retrieved.isoformat()}
    for item in read_stream(io.BytesIO(feed.body), feed.url, ".xml", web.settings, known):
        if not isinstance(item, Article):
            yield item
        elif web.since is None or item.published is None or item.published >= web.since:
            url = urljoin(feed.url, item.url) if item.url else None
            by_address = url is not None and not is_known_by_text(item)
            yield replace(
                item, url=url, id=article_id(item.text, url) if by_address else item.id,
                source=item.source or (_outlet(feed.url) if feed.url else None),
            )  # fmt: skip


def read_entry(web: Web, entry: Article, *, follow: bool) -> Iterator[Item]:
    """The page that an entry points to, told what the entry says of it; the entry where there is none to be read."""
    if follow and entry.url and is_address(entry.url):
        found = False
        try:
            page, note = fetch(web, entry.url, _told(entry))
            if note:
                yield note
            for item in [] if is_feed(page) else read_page(web, page):
                found = found or isinstance(item, Article)
                yield item
        except FetchError as error:
            if web.client.stop():
                return
            if error.passing:
                web.unanswered.add(entry.url)
            reason = f"{error}; what its feed says of it is read instead"
            yield Skip(entry.url, None, reason, kind="read from the feed alone")
        if found:
            return
    said = Page(entry.url or "", web.now().replace(microsecond=0), {}, entry.text.encode(),
                {**_told(entry), "suffix": ".txt"}, resource=True)  # fmt: skip
    save(kept_at(web.folder, entry.url or entry.id), said)
    yield from read_page(web, said)


def _read_feed_file(web: Web, path: Path) -> Iterator[Item]:
    try:
        feed = Page("", web.now(), {}, path.read_bytes())
    except OSError as error:
        yield Skip(str(path), None, f"can't be read: {error.strerror}")
        return
    for item in entries_of(web, feed):
        if isinstance(item, Article):
            yield from read_entry(web, item, follow=True)
        else:
            yield replace(item, path=str(path)) if isinstance(item, Skip) else item


def _told(entry: Article) -> dict[str, str]:
    day = entry.published.isoformat() if entry.published else None
    told = {"title": entry.title, "published": day, "author": entry.author, "source": entry.source,
            "section": entry.section}  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _suffix(page: Page) -> str:
    """Format of an answer: a feed, whatever it is said to be; else by its media type, else by its address."""
    front = page.body[:_FRONT].lower()
    if front.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and any(tag in front for tag in _FEED_TAGS):
        return ".xml"
    media = suffix_of_media(page.headers.get("content-type", ""))
    in_address = PurePosixPath(urlsplit(page.url).path).suffix.lower()
    if media in ("", ".txt", ".zip", ".gz") and in_address in SUFFIXES:
        return in_address
    return ".html" if media in FEED else media  # XML that is no feed: a page of XHTML


def _outlet(url: str) -> str:
    """Who publishes a page that does not say so: its host."""
    return place_of(url).host.removeprefix("www.")
