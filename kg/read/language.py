"""Which language a text is in. One is read, English as a rule; what is surely in another is skipped by its name."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.model import Article
from kg.read.skip import Skip
from kg.resources import ENGLISH

COMMON = frozenset(
    [
        "the",
        "and",
        "that",
        "with",
        "from",
        "said",
        "has",
        "have",
        "by",
        "after",
        "will",
        "its",
        "their",
        "were",
        "been",
        "who",
        "which",
        "would",
        "his",
        "for",
    ]
)
"""Words of English that are rare in other languages."""
SHARE = 0.1
"""Share of those words from which a text is English and the detector, which takes seconds to load, is not asked."""
SURE = 0.8
"""Probability from which a text is taken for another language; English with many foreign names comes to less."""
LEAST = 6
"""Words of a text that can be told at all."""
FEWEST = 3
"""Words without a capital that tell a language by themselves."""
NO_LANGUAGE = "zxx"
"""Code for figures and marks."""
LATIN = "\u0250"
"""Latin letters stand before it."""
ENOUGH = 3000
"""Characters that are looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = frozenset({"en", "pcm", "sco"})
"""English, Nigerian Pidgin and Scots, for which the detector takes English with names from there."""


def foreign(article: Article, name: str, read: str = ENGLISH) -> Skip | None:
    """Why an article is not read: the language that its text is surely in; None where it is ``read`` or unclear."""
    code = language_of(article.text)
    if code is None or code == read:
        return None
    language = f"in {language_name(code)}"
    which = f"article {article.id!r} is {language}" if article.shares_file else language
    return Skip(name, None, f"{which}; {reads(read)}", kind=language)


def reads(code: str) -> str:
    """Which language is read, in words."""
    return f"kg reads {language_name(code)}" + ("" if code == ENGLISH else " with this model")


def language_of(text: str) -> str | None:
    """ISO 639 code of the language, ``en`` for what is near it; None where it can't be told for sure."""
    words = [word.casefold() for word in _WORD.findall(text[:ENOUGH])]
    if len(words) < LEAST and text.isascii():
        return None
    if sum(word in COMMON for word in words) >= SHARE * len(words):
        return ENGLISH
    code, probability = _identifier().classify(text[:ENOUGH])
    if code == NO_LANGUAGE or (probability < SURE and not _is_in_another_script(text[:ENOUGH])):
        return None
    return ENGLISH if code in _NEAR or _is_english_but_for_names(text[:ENOUGH]) else str(code)


def _is_english_but_for_names(text: str) -> bool:
    """True for "Đặng Thị Ngọc Thịnh becomes President of Vietnam": its words without a capital are English."""
    small = [word for word in _WORD.findall(text) if word[0].islower()]
    return len(small) >= FEWEST and _identifier().classify(" ".join(small))[0] in _NEAR


def _is_in_another_script(text: str) -> bool:
    """Whether most letters are not Latin: it is some other language, whatever the probability of the likeliest."""
    letters = [character for character in text if character.isalpha()]
    return sum(character < LATIN for character in letters) < len(letters) / 2


def language_name(code: str) -> str:
    """English name of a language, its code where there is none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale("en").languages.get(code) or Locale.parse(code).english_name or code
    except (UnknownLocaleError, ValueError):
        return code


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
