"""Transcripts: lines that begin with who speaks ("MR. PRICE: …", "Q: …", "Jane Doe, Foreign Minister: …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

FEWEST = 2
"""Lines with who speaks before them, from which a text is a transcript: one alone is a headline or a caption."""
_WORD = r"[^\W\d_][\w.'’-]*"
_CAPITAL = rf"(?![a-zß-öø-ÿ]){_WORD}"
SMALL = (
    "of", "the", "for", "and", "to", "in", "on", "at", "de", "del", "da", "do", "du", "la", "le", "von", "van", "der",
    "al", "el", "bin", "ibn",
)  # fmt: skip
"""Words that stand without a capital in names and offices."""
_SMALL = f"(?:{'|'.join(SMALL)})"
_NAMES = rf"{_CAPITAL}(?:,?[ \t]+(?:{_SMALL}\b|{_CAPITAL}|&)){{0,13}}"
_DESCRIBED = rf"{_CAPITAL}(?:[ \t]+{_CAPITAL}){{1,3}},(?:[ \t]+{_WORD}){{1,10}}"
"""A name and, in small letters, what its bearer is: "Jane Doe, the foreign minister of Kenya"."""
_LABEL = re.compile(
    rf"^[ \t]*(?P<label>(?:{_NAMES}|{_DESCRIBED})(?:[ \t]+\([^()\n]{{1,60}}\))?):[ \t]+(?=\S)",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says, in characters: ``start`` is where the name begins, ``said`` where the words do.

    ``end`` is where the next speaker is named; paragraphs without a name belong to who spoke last.
    """

    start: int
    said: int
    end: int


def turns_in(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none where the text is none."""
    found = list(_LABEL.finditer(text))
    if len(found) < FEWEST:
        return ()
    ends = [*(match.start("label") for match in found[1:]), len(text)]
    return tuple(Turn(match.start("label"), match.end(), end) for match, end in zip(found, ends, strict=True))
