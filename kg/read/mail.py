"""Mail: .eml, one message, and .mbox, many; attachments of a known format are read too."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePath

from kg.read.bounds import bounded_lines
from kg.read.identity import make_article
from kg.read.markup import markup_text
from kg.read.skip import Skip, UnreadableError
from kg.read.source import Item, Source

PARTS = 100
"""Parts with parts of a message; each is copied as often as it lies within others."""
ATTACHED = frozenset({".pdf", ".docx", ".odt", ".rtf", ".txt", ".html", ".htm", ".eml", ".csv", ".zip"})
"""Suffixes of attachments that are read; the rest are pictures and signatures."""


def read_eml(source: Source) -> Iterator[Item]:
    """The message as an article: its subject is the title, its sender the author; then what is attached to it."""
    yield from _message(source.document(), source, None)


def read_mbox(source: Source) -> Iterator[Item]:
    """The messages of a mailbox, one at a time; each begins with a line "From …" behind an empty line."""
    bounds = source.settings.bounds
    message: list[bytes] = []
    size, start, blank = 0, 1, True
    for number, line in enumerate(bounded_lines(source.stream, bounds.document), 1):
        if blank and line.startswith(b"From "):
            if message:
                yield from _bounded(message, size, source, start)
            message, size, start = [], 0, number
        elif size <= bounds.document:
            message.append(line)
            size += len(line)
        blank = not line.strip()
    if not message:
        raise UnreadableError("the file is empty", kind="empty")
    yield from _bounded(message, size, source, start)


def _bounded(message: list[bytes], size: int, source: Source, line: int) -> Iterator[Item]:
    if size > source.settings.bounds.document:
        yield Skip(
            source.name, line, f"a message of more than {source.settings.bounds.document:,} bytes", kind="too large"
        )
        return
    try:
        yield from _message(b"".join(message), source, line)
    except UnreadableError as error:
        yield Skip(source.name, line, str(error), kind=error.kind)
    except (
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:  # what email raises for bad heads
        yield Skip(source.name, line, f"no message that can be read: {type(error).__name__}: {error}"[:200])


def _message(content: bytes, source: Source, line: int | None) -> Iterator[Item]:
    if content.count(b"boundary=") > PARTS:
        raise UnreadableError(f"more than {PARTS} parts within parts", line, kind="too deep")
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise UnreadableError("no mail: it has no head with From, Date and Subject", line)
    text = _body(message)
    name = f"{source.name}:{line}" if line else source.name
    attached = list(_attached(message))
    if text.strip():
        bounds = source.settings.bounds
        if reason := bounds.too_long(text):
            yield Skip(source.name, line, reason, kind="too large")
        else:
            sender = message["From"]
            about = {"title": message["Subject"], "author": sender, "published": message["Date"]}
            yield make_article(text, {key: str(value) for key, value in about.items() if value}, name)
    elif not attached:
        yield Skip(source.name, line, "no text in this message", kind="no text")
    for part_name, suffix, part in attached:
        yield from source.read_inside(part_name, io.BytesIO(part), suffix)


def _body(message: EmailMessage) -> str:
    """The text of a message: its plain text, else what its HTML says."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    text = content.replace("\r\n", "\n")
    return markup_text(text) if part.get_content_type() == "text/html" else text


def _attached(message: EmailMessage) -> Iterator[tuple[str, str, bytes]]:
    """Name, suffix and bytes of the attachments that may hold articles."""
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        suffix = PurePath(name).suffix.lower()
        content = part.get_payload(decode=True)
        if suffix in ATTACHED and isinstance(content, bytes):
            yield name, suffix, content
