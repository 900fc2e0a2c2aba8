"""Text from strangers, made fit for a terminal: control characters there set clipboards, draw links and hide lines."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)")
"""Unicode's category Cc but for tabs and line ends; Python's JSON escapes those below U+0020 itself."""


def printable(text: str) -> str:
    """The text without control characters; tabs and line ends stay."""
    return _CONTROL.sub("", text)


def printable_json(text: str) -> str:
    """JSON with its control characters escaped, so that it still says the same."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
