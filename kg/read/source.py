"""What a reader of a format is given: a stream with a name, and how much of it may be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from kg.model import Article
from kg.read.bounds import Bounds
from kg.read.skip import Note, Skip, UnreadableError, decode
from kg.resources import ENGLISH

Item = Article | Skip | Note
BUFFER = 1 << 16
"""Bytes that can be looked at before anything is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How inputs are read.

    ``columns`` names the column, or the key of a record, of fields of an article; ``language`` is that of the texts
    which are read (ISO 639).
    """

    bounds: Bounds = field(default_factory=Bounds)
    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH


@dataclass(frozen=True, slots=True)
class Source:
    """One file, page or member of an archive.

    ``name`` is what messages call it. ``known`` is what is known of an article from outside (``url``, ``retrieved``,
    ``charset``), which counts where it does not say so itself. ``depth`` is the number of archives it lies within, and
    ``inside`` reads a source that lies within this one.
    """

    name: str
    stream: io.BufferedReader
    settings: Settings
    inside: Callable[[Source, str], Iterator[Item]]
    known: Mapping[str, Any] = field(default_factory=dict)
    depth: int = 0

    def head(self) -> bytes:
        """The first bytes, which stay to be read."""
        return self.stream.peek(BUFFER)[:BUFFER]

    def whole(self) -> bytes:
        """All bytes of a file that holds one text.

        Raises:
            UnreadableError: there are more than one article may have, or none.
        """
        bounds = self.settings.bounds
        return _not_empty(self.stream.read(bounds.size + 1), bounds.too_large)

    def document(self) -> bytes:
        """All bytes of a document, which holds pictures and markup beside its text.

        Raises:
            UnreadableError: there are more than one document may have, or none.
        """
        bounds = self.settings.bounds
        return _not_empty(self.stream.read(bounds.document + 1), bounds.document_too_large)

    def text(self) -> str:
        """The whole as UTF-8 text.

        Raises:
            UnreadableError: it is too large, empty, binary or not UTF-8.
        """
        text = decode(self.whole())
        if not text.strip():
            raise UnreadableError("the file is empty", kind="empty")
        return text

    def read_inside(
        self, name: str, stream: BinaryIO | io.RawIOBase, suffix: str, known: Mapping[str, Any] | None = None
    ) -> Iterator[Item]:
        """What a member holds; ``suffix`` tells its format, with the dot."""
        inner = Source(f"{self.name}/{name}" if name else self.name, buffered(stream), self.settings, self.inside,
                       {**self.known, **(known or {})}, self.depth + 1)  # fmt: skip
        return self.inside(inner, suffix)


def buffered(stream: Any) -> io.BufferedReader:
    """The stream with a buffer that can be looked into."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream, BUFFER)


def _not_empty(content: bytes, too_large: Callable[[bytes], str | None]) -> bytes:
    if reason := too_large(content):
        raise UnreadableError(reason, kind="too large")
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        raise UnreadableError("the file is empty", kind="empty")
    return content
