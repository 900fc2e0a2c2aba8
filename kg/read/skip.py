"""What could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was left out; ``line`` counts from 1, None where the whole input is meant."""

    path: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}" if self.line else f"{self.path}: {self.reason}"


class Unreadable(ValueError):
    """Bytes that are no text; ``line`` is where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def decode(content: bytes) -> str:
    """UTF-8 text, without a byte order mark.

    Raises:
        Unreadable: empty, binary, or not UTF-8.
    """
    if not content.strip():
        raise Unreadable("the file is empty")
    if b"\x00" in content:
        raise Unreadable("a binary file, not text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise Unreadable("not UTF-8; convert it first, for instance with iconv -t UTF-8", line) from error
