"""How much is read of one article: a limit that is kept before anything is in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from kg.limits import LONGEST

BYTES_A_CHARACTER = 10
"""A file has more bytes than its article has characters: UTF-8 takes up to four, and a web page holds its markup."""

DOCUMENT_FOR_TEXT = 10
"""A document has more bytes than its text: pictures and fonts."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The longest text that is read, in characters of an article."""

    longest: int = LONGEST

    @property
    def size(self) -> int:
        """Bytes that are read at most of a file with one article, or of a line with one."""
        return self.longest * BYTES_A_CHARACTER

    @property
    def document(self) -> int:
        """Bytes of a document (PDF, Word) that is read at most, pictures and fonts included."""
        return self.size * DOCUMENT_FOR_TEXT

    def too_large(self, content: bytes) -> str | None:
        """Why bytes are not read on: None where they are within the bounds."""
        if len(content) <= self.size:
            return None
        return f"more than {self.size:,} bytes for one article; {self._remedy()}"

    def document_too_large(self, content: bytes) -> str | None:
        """Why the bytes of a document are not read on: None where they are within the bounds."""
        if len(content) <= self.document:
            return None
        return f"more than {self.document:,} bytes for one document; {self._remedy()}"

    def too_long(self, text: str) -> str | None:
        """Why a text is not read: None where it is within the bounds."""
        if len(text) <= self.longest:
            return None
        return f"{len(text):,} characters, too long for one article; {self._remedy()}"

    def _remedy(self) -> str:
        return f"--longest, now {self.longest:,} characters, can be raised"


def bounded_lines(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """Lines with their ends; of one with more than ``most`` bytes these and one more, and the rest is passed over."""
    while line := stream.readline(most + 1):
        yield line
        while len(line) > most and not line.endswith(b"\n"):
            if not (line := stream.readline(most + 1)):
                return
