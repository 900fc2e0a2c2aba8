"""Tokens of what no tokenizer was made for: long runs of signs, and words without end.

spaCy's tokenizer takes signs off a word one by one and looks at all of the rest each time, so that a run of n commas
costs n². Such a run is no language: it is one token, or a few where it is very long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from spacy.tokens import Doc

LONGEST_RUN = 31
"""Signs (no letter, digit or space) that stand side by side in a text: a line of dashes is longer, a smiley is not."""
LONGEST_WORD = 1000
"""Characters without a space between that are split as words are; longer than any address of a page."""

_ODD = re.compile(rf"[^\w\s]{{{LONGEST_RUN + 1},}}|\S{{{LONGEST_WORD + 1},}}")
_SIGNS = re.compile(rf"[^\w\s]{{{LONGEST_RUN + 1},}}")


class BoundedTokenizer:
    """Another tokenizer, in front of which such runs are set apart; all other text it gets as it is."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Tokens of the text, all of its characters in order: ``doc.text`` is the text."""
        if _ODD.search(text) is None:
            plain: Doc = self.tokenizer(text)
            return plain
        return Doc.from_docs(list(self._pieces(text)), ensure_whitespace=False, attrs=["NORM"])

    def _pieces(self, text: str) -> Iterator[Doc]:
        at = 0
        for start, end in _runs(text):
            if at < start:
                yield self.tokenizer(text[at:start])
            cuts = [*range(start, end, LONGEST_WORD), end]
            words = [text[one:other] for one, other in pairwise(cuts)]
            spaced = text[end : end + 1] == " "
            yield Doc(self.tokenizer.vocab, words=words, spaces=[False] * (len(words) - 1) + [spaced])
            at = end + spaced
        if at < len(text):
            yield self.tokenizer(text[at:])


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that are no words: runs of signs, and what is still too long a word without them."""
    for match in _ODD.finditer(text):
        at = match.start()
        for signs in [*_SIGNS.finditer(text, match.start(), match.end()), None]:
            start, end = signs.span() if signs else (match.end(), match.end())
            if start - at > LONGEST_WORD:
                yield at, start
            if signs:
                yield start, end
            at = end
