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


class UnreadableError(ValueError):
    """Bytes that are no text; ``line`` is where that shows."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def decode(content: bytes) -> str:
    """UTF-8 text, without a byte order mark.

    Raises:
        UnreadableError: empty, binary, or not UTF-8.
    """
    if b"\x00" in content:
        raise UnreadableError("a binary file, not text")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError("not UTF-8; convert it first, for instance with iconv -t UTF-8", line) from error
    if not text.strip():
        raise UnreadableError("the file is empty")
    return text
