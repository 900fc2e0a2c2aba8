"""spaCy component ``geopolitical_sentences``: cuts what is too long for a sentence.

Effort and depth of the steps behind it grow with the length of a sentence. The longest in 24,000 of news and official
statements has 154 tokens; a list of two thousand names, or a page without a full stop, has more.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

SENTENCES = "geopolitical_sentences"
LONGEST = 250
"""Tokens of a sentence."""
_ATTRIBUTES: list[int | str] = ["HEAD", "DEP"]


@Language.factory(SENTENCES, assigns=["token.dep", "token.head", "token.is_sent_start"])
def create_sentence_cutter(nlp: Language, name: str) -> SentenceCutter:
    """Entry point of the component; see :class:`SentenceCutter`."""
    return SentenceCutter()


class SentenceCutter:
    """Makes several sentences of one that is too long.

    The first word of a part whose head is in another part becomes a root; others of that head hang on the first.
    """

    def __call__(self, doc: Doc) -> Doc:
        long = [sentence for sentence in doc.sents if len(sentence) > LONGEST]
        if not long:
            return doc
        array: Any = doc.to_array(_ATTRIBUTES)
        root = doc.vocab.strings.add("ROOT")
        for sentence in long:
            for start, end in _parts(sentence):
                first: dict[int, int] = {}
                for token in doc[start:end]:
                    if not start <= token.head.i < end:
                        above = first.setdefault(token.head.i, token.i)
                        array[token.i, 0] = (above - token.i) % 2**64
                        array[token.i, 1] = root if above == token.i else token.dep
        return doc.from_array(_ATTRIBUTES, array)


def _parts(sentence: Span) -> Iterator[tuple[int, int]]:
    """Token ranges; each ends in its second half, where the fewest words hang across, the latest of such places."""
    across = _arcs_across(sentence)
    start = sentence.start
    while sentence.end - start > LONGEST:
        places = range(start + LONGEST, start + LONGEST // 2, -1)
        end = min(places, key=lambda place: across[place - sentence.start])
        yield start, end
        start = end
    yield start, sentence.end


def _arcs_across(sentence: Span) -> list[int]:
    """How many words before each token of a sentence have their head there or behind it, or the other way round."""
    change = [0] * (len(sentence) + 1)
    for token in sentence:
        first, last = sorted((token.i - sentence.start, token.head.i - sentence.start))
        change[first + 1] += 1
        change[last + 1] -= 1
    return list(accumulate(change))
