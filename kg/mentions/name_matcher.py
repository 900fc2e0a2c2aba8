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
        """Names by their first characters, until a text holds a word that begins so."""
        self._longer: dict[str, set[str]] = {}
        """First characters of names by those one or two with which they begin."""
        for name in names:
            start = _start(name)
            if start not in self._waiting:
                self._waiting[start] = set()
                for length in range(1, PREFIX):
                    self._longer.setdefault(name[:length].lower(), set()).add(start)
            self._waiting[start].add(name)

    def __call__(self, doc: Doc) -> list[Span]:
        """Every stretch of tokens that is a name, overlapping ones too."""
        # the first token of a name is how it begins
        said = {token.text for token in doc}
        starts = {_start(word) for word in said}.union(
            *(self._longer.pop(word.lower(), ()) for word in said if len(word) < PREFIX)
        )
        # tokenized as they stand in running text, where "U.S." or "al-Qaeda" may be split otherwise than alone
        new = {name for start in starts for name in self._waiting.pop(start, ())}
        if new:
            self._matcher.add("name", [self._tokenize(name) for name in sorted(new)])
        return [doc[start:end] for _, start, end in self._matcher(doc)]


def _start(text: str) -> str:
    return text[:PREFIX].lower()
