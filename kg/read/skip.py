"""What could not be read, and why; what a reader wants to be known beside its articles."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kg.model import Article

BROKEN = "broken"
"""Kind of a skip where nothing narrower fits."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was left out; ``line`` counts from 1, None where the whole input is meant.

    ``repeats`` is what was read before and is here once more, without its text. ``kind`` is the reason in a word or
    two, the same for all of its kind, so that skips can be counted ("empty", "in German").
    """

    path: str
    line: int | None
    reason: str
    repeats: Article | None = None
    kind: str = BROKEN

    def __str__(self) -> str:
        name = self.path.replace("\r", "\\r").replace("\n", "\\n")
        return f"{name}:{self.line}: {self.reason}" if self.line else f"{name}: {self.reason}"

    def to_json(self) -> dict[str, str | int | None]:
        """The skip as one line of skipped.jsonl."""
        return {"file": self.path, "line": self.line, "reason": self.reason, "kind": self.kind}


@dataclass(frozen=True, slots=True)
class Note:
    """Something about a file that is no article and no skip: which of its columns were taken for what."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}"


class UnreadableError(ValueError):
    """What can't be read, in words for a user; ``line`` is where that shows, ``kind`` as that of a Skip."""

    def __init__(self, message: str, line: int | None = None, kind: str = BROKEN) -> None:
        super().__init__(message)
        self.line = line
        self.kind = kind


def check_text(content: bytes) -> None:
    """Raise an UnreadableError for bytes that are no text or not in an encoding that has one byte a plain letter."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError(
            "UTF-16, not UTF-8; convert it first, for instance with iconv -f UTF-16 -t UTF-8", kind="not UTF-8"
        )
    if b"\x00" in content:
        raise UnreadableError("a binary file, not text", kind="binary")


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
        raise UnreadableError(
            "not UTF-8; convert it first, for instance with iconv -t UTF-8", line, kind="not UTF-8"
        ) from error
