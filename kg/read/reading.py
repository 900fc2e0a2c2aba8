"""One file, page or member of an archive → its articles and named skips: the door through which every format goes."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.limits import FaultError, contained
from kg.model import Article
from kg.read.formats import SUFFIXES, Format, format_of
from kg.read.identity import article_id, is_known_by_text, read_date
from kg.read.language import foreign
from kg.read.skip import Skip, UnreadableError
from kg.read.source import Item, Settings, Source, buffered
from kg.resources import ENGLISH

for library in ("courlan", "htmldate", "pypdf", "trafilatura", "warcio"):
    logging.getLogger(library).setLevel(logging.CRITICAL)  # what they mend on their way is of no use to a reader
SECONDS = 40.0
"""Computing time that one article may take to be read from its file."""


def read_stream(
    stream: Any, name: str, suffix: str, settings: Settings, known: Mapping[str, Any] | None = None
) -> Iterator[Item]:
    """Articles, skips and notes of a binary stream, as they are asked for.

    ``suffix`` tells the format ("", and the first bytes tell it), ``name`` is what messages call it. ``known`` is what
    is known of an article from outside: ``url``, ``retrieved``, ``source``, ``charset``, and of the one article of a
    file or page also ``title``, ``published``, ``author`` and ``section``. It counts where the article does not say so
    itself. Whatever goes wrong becomes a Skip; what came before it stays.
    """
    return _read(Source(name, buffered(stream), settings, _read, known or {}), suffix)


def _read(source: Source, suffix: str) -> Iterator[Item]:
    items = _items(source, suffix)
    while True:
        try:
            with contained(SECONDS):
                item = next(items, None)
        except FaultError as fault:
            yield Skip(source.name, None, str(fault))
            return
        if item is None:
            return
        yield item


def _items(source: Source, suffix: str) -> Iterator[Item]:
    """What the reader of the format finds, and why it could not go on."""
    try:
        form = format_of(suffix, source.head())
        if form is None:
            yield Skip(source.name, None, unknown_format(suffix, shortly=source.depth > 0), kind="unknown format")
        elif missing := form.missing:
            yield Skip(source.name, None, missing, kind="library missing")
        else:
            for item in form.read(source):
                yield _finished(item, source, form) if isinstance(item, Article) else item
    except UnreadableError as error:
        yield Skip(source.name, error.line, str(error), kind=error.kind)
    except OSError as error:
        yield Skip(source.name, None, f"can't be read: {error.strerror or error}")


def unknown_format(suffix: str, *, shortly: bool = False) -> str:
    """Why a file with that suffix is not read; ``shortly`` where there may be many."""
    if suffix == ".doc":
        return "the old format .doc is not read; save it as .docx"
    return f"unknown format {suffix!r}" + ("" if shortly else f"; kg reads {', '.join(SUFFIXES)}")


def _finished(article: Article, source: Source, form: Format) -> Item:
    """The article with what is known of it from outside; a Skip where it is too long or in another language."""
    bounds = source.settings.bounds
    if reason := bounds.too_long(article.text):
        return Skip(source.name, None, reason, kind="too large")
    known = source.known
    url = article.url
    if not form.shared and not article.shares_file:
        url = url or known.get("url")
        article = replace(
            article, title=article.title or known.get("title"), author=article.author or known.get("author"),
            section=article.section or known.get("section"),
            published=article.published or read_date(known.get("published")),
        )  # fmt: skip
    changed = replace(
        article, url=url, source=article.source or known.get("source"),
        retrieved=article.retrieved or read_date(known.get("retrieved")),
        shares_file=article.shares_file or form.shared or source.depth > 0,
    )  # fmt: skip
    if url and is_known_by_text(article):
        changed = replace(changed, id=article_id(article.text, url))
    language = source.settings.language
    if language != ENGLISH and changed.language == ENGLISH:  # nothing is told, or what is told is a template's
        changed = replace(changed, language=language)
    return foreign(changed, source.name, language) or changed
