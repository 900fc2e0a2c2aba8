"""Names of the gazetteer found in a Doc; one is tokenized when a text first holds a word that it could begin with."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span

PREFIX = 3
"""Characters by which names are looked up; to tokenize all sixteen thousand takes longer than to load the parser."""


class NameMatcher:
    """Finds names token by token: ``attribute`` is ORTH for names as they are written, LOWER for any case."""

    def __init__(self, nlp: Language, names: Iterable[str], attribute: str) -> None:
        self._tokenize = nlp.tokenizer  # as it is now: later it rewrites headlines, and long names look like one
        self._matcher = PhraseMatcher(nlp.vocab, attr=attribute)
        self._waiting: dict[str, set[str]] = {}
        """Names by their first one, two and three characters, until a text holds a word that begins so."""
        self._added: set[str] = set()
        for name in names:
            for length in range(1, PREFIX + 1):
                self._waiting.setdefault(_start(name, length), set()).add(name)

    def __call__(self, doc: Doc) -> list[Span]:
        """Every stretch of tokens that is a name, overlapping ones too."""
        # the first token of a name is how it begins
        starts = {_start(token.text) for token in doc} & self._waiting.keys()
        # tokenized as they stand in running text, where "U.S." or "al-Qaeda" may be split otherwise than alone
        new = {name for start in starts for name in self._waiting.pop(start)} - self._added
        if new:
            self._matcher.add("name", [self._tokenize(name) for name in sorted(new)])
            self._added |= new
        return [doc[start:end] for _, start, end in self._matcher(doc)]


def _start(text: str, length: int = PREFIX) -> str:
    return text[:length].lower()
