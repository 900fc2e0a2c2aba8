"""RSS and Atom files: an entry an article, with feedparser; half of a feed is headlines and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from kg.read.markup import markup_text
from kg.read.record import record_article
from kg.read.skip import UnreadableError
from kg.read.source import Item, Source


def read_feed(source: Source) -> Iterator[Item]:
    """The entries in order: title, summary or text, address, day, author, section; the outlet is the feed's title."""
    import feedparser

    content = source.document()
    if b"<!ENTITY" in content[:65536] or b"<!entity" in content[:65536]:
        raise UnreadableError("XML that defines entities of its own is not read", kind="unsafe")
    # its own cleaning of HTML takes long for what is cleaned below all the same
    found: Any = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not found.version and not found.entries:
        raise UnreadableError("XML, but no RSS or Atom feed", kind="no feed")
    if not found.entries:
        raise UnreadableError("a feed without entries", kind="empty")
    outlet = found.feed.get("title") or source.known.get("source")
    for number, entry in enumerate(found.entries, start=1):
        texts = [markup_text(one.get("value") or "") for one in entry.get("content", [])]
        texts.append(markup_text(entry.get("summary") or ""))
        title = " ".join(markup_text(entry.get("title") or "").split())
        record = {
            "text": max(texts, key=len) or title, "title": title or None, "url": entry.get("link"),
            "published": entry.get("published") or entry.get("updated"), "author": entry.get("author"),
            "source": (entry.get("source") or {}).get("title") or outlet, "language": found.feed.get("language"),
            "section": next((tag.get("term") for tag in entry.get("tags", [])), None),
            "retrieved": source.known.get("retrieved"),
        }  # fmt: skip
        yield record_article(record, f"{source.name}: entry {number}", None, source.settings.bounds)
