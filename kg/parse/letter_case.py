"""Headlines in capitals and in Title Case, and texts without a capital, read like sentence case: "IRAN ATTACKS ISRAEL".

A line is rewritten letter by letter before it is tokenized, so that every offset stays what it was: names as the
gazetteer spells them, words that stand in the pipeline's own word lists small, and what nobody knows as a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer.index import Gazetteer
from kg.resources import ontology_path
from kg.yaml_file import read_word_lists

LONGEST = 24
"""Words: a longer line is no headline."""
LONGEST_NAME = 6
MOSTLY = 0.85
"""Share of a line's words that are capitalised where it is a headline."""
STATES = frozenset({"Country", "Territory"})
PEOPLES = frozenset({"RoleActor"})
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))
"""What a word of the lists may end in, and what stands there in the list."""
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"(?<=[.!?])\s+|\n")


Spellings = tuple[Mapping[str, str], frozenset[str]]
"""Names by their small spelling, and small words that are no names."""


class HeadlineTokenizer:
    """The pipeline's tokenizer, behind :func:`sentence_case`; whatever else the tokenizer has is reached through it.

    ``spellings`` gives names and words, and is asked at the first headline, since most texts have none.
    """

    def __init__(self, tokenizer: Callable[[str], Doc], spellings: Callable[[], Spellings]) -> None:
        self.tokenizer, self.spellings = tokenizer, cache(spellings)

    def __call__(self, text: str) -> Doc:
        return self.tokenizer(sentence_case(text, self.spellings))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["tokenizer"], name)


@cache
def headline_words() -> dict[str, frozenset[str]]:
    """The lists ``small`` and ``before_us`` of ontology/actors/headlines.yaml; raises VocabularyError."""
    return read_word_lists(ontology_path("actors", "headlines.yaml"), ["small", "before_us"])


def read_headlines(nlp: Language, gazetteer: Gazetteer) -> None:
    """Let a pipeline read headlines in capitals like running text."""
    nlp.tokenizer = HeadlineTokenizer(nlp.tokenizer, lambda: _spellings(nlp, gazetteer))


def _spellings(nlp: Language, gazetteer: Gazetteer) -> Spellings:
    lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
    words = set(nlp.Defaults.stop_words)
    for table in ("lemma_index", "lemma_exc"):
        for listed in lookups.get_table(table).values() if lookups and lookups.has_table(table) else ():
            words.update(map(str, listed))
    common: set[str] = set()
    for kind in ("verb", "adj", "adv"):
        common.update(map(str, lookups.get_table("lemma_index").get(kind, ())) if lookups else ())
    return headline_names(gazetteer, common | set(nlp.Defaults.stop_words)), frozenset(words)


def headline_names(gazetteer: Gazetteer, common: Iterable[str]) -> dict[str, str]:
    """Small spelling → name; of names that are words too ("Nice", "WHO") those of states, peoples and leaders only."""
    words = frozenset(common)
    found: dict[str, str] = {}
    for name in gazetteer.names:
        small = name.text.lower()
        leads = name.entity.type in STATES | PEOPLES or any(holding.leader for holding in gazetteer.holders(name.text))
        if name.text != small and (" " in small or small not in words or leads):
            found.setdefault(small, name.text)
    return found


def sentence_case(text: str, spellings: Callable[[], Spellings]) -> str:
    """The text with its headlines in sentence case; as long as it was, letter for letter.

    A text without any capital letter is written so throughout, and is read like a headline.
    """
    small = text.islower()
    parts: list[str] = []
    start = 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        line = text[start:end]
        parts.append(_rewritten(line, *spellings()) if small or _is_headline(line) else line)
        start = end
    return "".join(parts)


def _is_headline(line: str) -> bool:
    """True for a line in capitals, or one in Title Case that is no sentence."""
    if len(line) > 40 * LONGEST:
        return False
    found = _WORD.findall(line)
    if not 3 <= len(found) <= LONGEST:
        return False
    if sum(word.isupper() for word in found) / len(found) >= MOSTLY:
        return sum(map(len, found)) > 3 * len(found)
    if line.rstrip().endswith((".", "!", "”", '"')):
        return False
    large = [word for word in found if word.lower() not in headline_words()["small"] and len(word) > 1]
    return len(large) >= 3 and all(word[0].isupper() for word in large)


def _rewritten(line: str, names: Mapping[str, str], words: frozenset[str]) -> str:
    letters = list(line)
    found = list(_WORD.finditer(line))
    shouted = sum(match[0].isupper() for match in found) / len(found) >= MOSTLY
    number = 0
    while number < len(found):
        match = found[number]
        taken = next(
            (
                (size, name)
                for size in range(min(LONGEST_NAME, len(found) - number), 0, -1)
                if (name := names.get(line[match.start() : found[number + size - 1].end()].lower()))
                and len(name) == found[number + size - 1].end() - match.start()
            ),
            None,
        )
        before = found[number - 1][0].lower() if number else ""
        if taken is not None and not (shouted and match[0] == "US" and before in headline_words()["before_us"]):
            size, name = taken
            letters[match.start() : match.start() + len(name)] = name
            number += size
            continue
        word = match[0]
        small = word.lower()
        single = len(word) == 1 and line[match.end() : match.end() + 1] == "."
        if not single and len(small) == len(word) and (shouted or not word.isupper()):
            if number == 0 or not _is_word(small, words):
                small = word[0] + word[1:].lower() if len(word) > 1 else word
            if not (shouted and not _is_word(word.lower(), words) and len(word) <= 3 and word.lower() != "s"):
                letters[match.start() : match.end()] = "s" if word.lower() == "s" and number else small
        number += 1
    return "".join(letters)


def _is_word(word: str, words: frozenset[str]) -> bool:
    """True for a word of the lists, also with an ending."""
    if word in words:
        return True
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            base = word.removesuffix(ending)
            if base + instead in words or (ending in {"ed", "ing"} and base[-1:] == base[-2:-1] and base[:-1] in words):
                return True
    return False
