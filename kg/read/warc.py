"""Web archives, .warc: what a crawler was answered, page by page, with warcio."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from kg.read.skip import Skip, UnreadableError
from kg.read.source import Item, Source

SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
    "application/rss+xml": ".xml", "application/atom+xml": ".xml", "application/json": ".json",
}  # fmt: skip
"""Media types that may be articles; pictures, scripts and style sheets are passed over."""
TOLD = "Kg-Told"
"""Header of a record that kg kept itself: a JSON object of what is known of the article (see :mod:`kg.read.reading`),
and the suffix of its format under "suffix"."""


def read_warc(source: Source) -> Iterator[Item]:
    """The articles of its records, each with its address and the day it was fetched on."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    if source.head() and not source.head().startswith(b"WARC/"):
        raise UnreadableError("no web archive: it does not begin with WARC/")
    records = 0
    try:
        found = iter(ArchiveIterator(source.stream))
        while record := _next(found):
            records += 1
            if record.rec_type in ("response", "resource", "conversion"):
                yield from _record(record, source)
    except (ArchiveLoadFailed, EOFError) as error:
        raise UnreadableError(f"broken behind {records} records: {str(error).strip().splitlines()[0][:200]}") from error
    if not records:
        raise UnreadableError("no records in this web archive", kind="empty")


def _next(records: Iterator[Any]) -> Any:
    """The next record. What the library has to say of a broken one it would write to the terminal as it stands."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _record(record: Any, source: Source) -> Iterator[Item]:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    name = url or "no address"
    told = _told(headers.get_header(TOLD))
    answer = record.http_headers
    status = answer.get_statuscode() if answer else "200"
    kind = (answer.get_header("Content-Type") if answer else None) or headers.get_header("Content-Type") or ""
    media, _, more = kind.partition(";")
    suffix = told.pop("suffix", None) or SUFFIXES.get(media.strip().lower())
    if suffix is None:
        return
    if status != "200":
        yield Skip(f"{source.name}/{name}", None, f"the server answered {status}", kind="not found on the web")
        return
    charset = more.partition("charset=")[2].strip(" \"';") or None
    known = {"url": url, "retrieved": headers.get_header("WARC-Date"), "charset": charset, **told}
    stream = io.BytesIO(record.content_stream().read(source.settings.bounds.document + 1))
    yield from source.read_inside(name, stream, suffix, known)


def _told(value: str | None) -> dict[str, str]:
    """What a record of ours tells; nothing where it is none."""
    try:
        found: Any = json.loads(value or "{}")
    except (ValueError, RecursionError):
        return {}
    return {key: one for key, one in found.items() if isinstance(one, str)} if isinstance(found, dict) else {}
