"""Where a document is cut before it is parsed: what stands next to a sentence must not change how it is read.

A heading ("Drones", "War in Ukraine") above a sentence makes the parser cut that sentence in two, since it ends like no
sentence; so does who speaks in a transcript. Each is parsed by itself. Very long texts are cut too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc

from kg.parse.turns import turns_in

PIECE = 12_000
"""Tokens that are parsed at once, of one article or of several: what parsing takes in memory grows with them."""
LONGEST_HEADING = 150
"""Characters of a line that is a heading."""
_HEADING = re.compile(
    rf"^[ \t]*[^\s](?:[^\n]{{0,{LONGEST_HEADING}}}[^\n.!?:;,…\"”’)\]])?[ \t]*\n\s*+(?=[^\n]*[.!?…][\"”’)\]]*[ \t]*$)",
    re.MULTILINE,
)
"""A line that ends like no sentence, above one that does."""


def pieces(doc: Doc) -> Iterator[Doc]:
    """The document, or several that follow each other and make it up."""
    cuts = [0, *_cuts(doc), len(doc)]
    for start, end in pairwise(cuts):
        while end - start > PIECE:
            middle = _cut_within(doc, start)
            yield doc[start:middle].as_doc()
            start = middle
        yield doc if end - start == len(doc) else doc[start:end].as_doc()


def _cuts(doc: Doc) -> list[int]:
    """Tokens, in order, before which the document is cut on account of what it says."""
    text = doc.text
    places = {match.end() for match in _HEADING.finditer(text)}
    places.update(place for turn in turns_in(text) for place in (turn.start, turn.said))
    if not places:
        return []
    starts = [token.idx for token in doc]
    return sorted({bisect_left(starts, place) for place in places} - {0, len(doc)})


def _cut_within(doc: Doc, start: int) -> int:
    """Where a piece that is too long ends: behind a line break or else a full stop."""
    places = range(start + PIECE, start + PIECE // 2, -1)
    return (
        next((place for place in places if "\n" in doc[place - 1].text), 0)
        or next((place for place in places if doc[place - 1].text == "."), 0)
        or start + PIECE
    )
