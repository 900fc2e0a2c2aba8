"""What was fetched, on disk: a web archive (WARC) an address, which `kg build` reads as any other, with no network."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.fetch.client import Validators
from kg.fetch.fault import FetchError
from kg.fetch.place import place_of
from kg.read.warc import TOLD
from kg.whole import whole_file

FEEDS = ".feeds"
"""Folder of feeds beside those of hosts; hidden, since what a feed says of a page is kept with the page."""
_UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "keep-alive"})
"""Headers that tell of how the body was sent, which is kept unpacked."""


@dataclass(frozen=True, slots=True)
class Page:
    """An answer: the address that gave it, empty for a text without one; when; its headers, in lower case; its body.

    ``told`` is what a feed, or a guess, tells of the article in it: title, published, author, source, section, suffix.
    ``resource`` says that no server gave the text, but a feed.
    """

    url: str
    retrieved: dt.datetime
    headers: Mapping[str, str]
    body: bytes
    told: Mapping[str, str] = field(default_factory=dict)
    resource: bool = False

    @property
    def validators(self) -> Validators:
        """What to show the server when it is asked again."""
        return Validators(self.headers.get("etag", ""), self.headers.get("last-modified", ""))


def kept_at(folder: Path, asked: str, *, feed: bool = False) -> Path:
    """Where the answer of an address is kept; of another text, which has none, where its digest would be."""
    try:
        host = FEEDS if feed else re.sub(r"[^a-z0-9.-]", "_", place_of(asked).host).lstrip(".") or "_"
    except FetchError:
        host = "_"
    return folder / host / f"{hashlib.sha256(asked.encode()).hexdigest()[:20]}.warc"


def save(path: Path, page: Page) -> None:
    """Write a page, whole or not at all.

    Raises:
        StoreError: it can't be written.
    """
    block = page.body
    if not page.resource:
        headers = {name: value for name, value in page.headers.items() if name not in _UNPACKED}
        block = b"HTTP/1.1 200 OK\r\n" + _fields({**headers, "content-length": str(len(block))}) + b"\r\n" + block
    date = page.retrieved.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {
        "WARC-Type": "resource" if page.resource else "response",
        "WARC-Record-ID": f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{page.url} {date}').urn}>",
        "WARC-Target-URI": page.url, "WARC-Date": date, TOLD: json.dumps(dict(page.told), sort_keys=True),
        "Content-Type": "text/plain" if page.resource else "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }  # fmt: skip
    with whole_file(path) as stream:  # by hand, as warcio would leave a temporary file open for each record
        stream.write(b"WARC/1.0\r\n" + _fields(fields) + b"\r\n" + block + b"\r\n\r\n")


def load(path: Path) -> Page | None:
    """The page that was kept; None where there is none that can be read."""
    from warcio.archiveiterator import ArchiveIterator

    try:
        with path.open("rb") as stream:
            record = next(iter(ArchiveIterator(stream)))
            answer = record.http_headers
            return Page(
                record.rec_headers.get_header("WARC-Target-URI") or "",
                dt.datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
                {name.lower(): value for name, value in answer.headers} if answer else {},
                record.content_stream().read(),
                json.loads(record.rec_headers.get_header(TOLD) or "{}"),
                resource=record.rec_type == "resource",
            )
    except Exception:  # whatever is wrong with it, it is fetched again
        return None


def _fields(fields: Mapping[str, str]) -> bytes:
    """Headers, a line each; those with nothing to say are left out."""
    lines = (f"{name}: {' '.join(value.split())}\r\n" for name, value in fields.items() if value.strip())
    return "".join(lines).encode("utf-8", "replace")
