"""What could not be read, and why."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kg.model import Article


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was left out; ``line`` counts from 1, None where the whole input is meant.

    ``repeats`` is what was read before and is here once more, without its text.
    """

    path: str
    line: int | None
    reason: str
    repeats: Article | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"


class UnreadableError(ValueError):
    """What is no text; ``line`` is where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def check_text(content: bytes) -> None:
    """Raise an UnreadableError for bytes that are no text or not in an encoding that has one byte a plain letter."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError("UTF-16, not UTF-8; convert it first, for instance with iconv -f UTF-16 -t UTF-8")
    if b"\x00" in content:
        raise UnreadableError("a binary file, not text")


def decode(content: bytes) -> str:
    """UTF-8 text, without a byte order mark.

    Raises:
        UnreadableError: binary, or not UTF-8.
    """
    check_text(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError("not UTF-8; convert it first, for instance with iconv -t UTF-8", line) from error
