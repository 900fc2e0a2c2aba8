"""Transcripts: lines that begin with who speaks ("MR. PRICE: …", "Q: …", "Jane Doe, Foreign Minister: …")."""

from __future__ import annotations

import re
from dataclasses import dataclass

FEWEST = 2
"""Lines with who speaks before them, from which a text is a transcript: one alone is a headline or a caption."""
_WORD = r"[^\W\d_][\w.'’-]*"
_CAPITAL = rf"(?![a-zß-öø-ÿ]){_WORD}"
_SMALL = r"(?:of|the|for|and|to|in|on|at|de|del|da|do|du|la|le|von|van|der|al|el|bin|ibn)"
_LABEL = re.compile(
    rf"^[ \t]*(?P<label>{_CAPITAL}(?:,?[ \t]+(?:{_SMALL}\b|{_CAPITAL}|&)){{0,13}}(?:[ \t]+\([^()\n]{{1,60}}\))?):[ \t]+(?=\S)",
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
    return tuple(
        Turn(match.start("label"), match.end(), end) for match, end in zip(found, ends, strict=True)
    )


def spelled_as_names(text: str) -> str:
    """The text with names in capitals before what is said spelled as names are ("Mr. Price: …"); as long as it was."""
    parts = []
    place = 0
    for turn in turns_in(text):
        label = text[turn.start : turn.said]
        parts += [text[place : turn.start], _spelled(label) if label.isupper() and len(label.split()) > 1 else label]
        place = turn.said
    return "".join([*parts, text[place:]])


def _spelled(label: str) -> str:
    return re.sub(
        r"[^\W\d_]{2,}", lambda word: word[0].title() if len(word[0].title()) == len(word[0]) else word[0], label
    )
