"""Surface forms: plurals of demonyms, spellings with other apostrophes and without accents, keys for lookup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LAST_STOP = re.compile(r"(?<=\b[A-Z]\.[A-Z])\.(?=\s|$)")
"""The stop that many leave out: "U.N troops"."""
UNCHANGED_PLURALS = ("ese", "ish", "sh", "ch", "ss", "s", "z", "ic", "y", "é", "kabe")
"""Endings of demonyms that have no plural in -s ("the Chinese", "the Polish", "the Kyrgyz")."""


def plural(demonym: str) -> str | None:
    """Iranian → Iranians; None where English forms no plural in -s."""
    return None if demonym.endswith(UNCHANGED_PLURALS) else f"{demonym}s"


def spellings(texts: Iterable[str]) -> list[str]:
    """The texts and their variants (curly apostrophe, no accents, "U.N", "IS–K"), each once, in order."""
    found: dict[str, None] = {}
    for text in texts:
        plain = unaccented(text.replace("’", "'"))
        for variant in (text, plain, plain.replace("'", "’"), _LAST_STOP.sub("", plain)):
            found.setdefault(variant)
        if "-" in text and is_acronym(text):
            found.setdefault(text.replace("-", "–"))
    return list(found)


def unaccented(text: str) -> str:
    """Élysée → Elysee."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def lookup_key(text: str) -> str:
    """Key under which a name is found: no case, no leading article, no accents, single spaces, plain hyphens."""
    words = unaccented(text.replace("’", "'").replace("–", "-")).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def is_acronym(text: str) -> bool:
    """True for US, U.S., DPRK, LeT: short, with several capitals; "us" and "Let" are other words."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) <= 6 and sum(letter.isupper() for letter in letters) > 1
