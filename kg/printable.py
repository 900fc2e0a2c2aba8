"""Text from strangers, made fit for a terminal: control characters there set clipboards, draw links and hide lines."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\r(?!\n)"
)
"""Unicode's category Cc but for tabs and line ends, which JSON escapes below U+0020, what turns the direction of
writing (Unicode Standard Annex 9), and the line and paragraph separators.
"""


def printable(text: str) -> str:
    """The text without control characters; tabs and line ends stay."""
    return _CONTROL.sub("", text)


def printable_json(text: str) -> str:
    """JSON with its control characters escaped, so that it still says the same."""
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
