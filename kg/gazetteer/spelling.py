"""Surface forms: plurals of demonyms, spellings with other apostrophes and without accents, keys for lookup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LAST_STOP = re.compile(r"(?<=\b[A-Z]\.[A-Z])\.(?=\s|$)")
"""The stop that many leave out: "U.N troops"."""
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_VARIES = re.compile(r"['.-]")
UNCHANGED_PLURALS = ("ese", "ish", "sh", "ch", "ss", "s", "z", "ic", "y", "é", "kabe")
"""Endings of demonyms that have no plural in -s ("the Chinese", "the Polish", "the Kyrgyz")."""


def plural(demonym: str) -> str | None:
    """Iranian → Iranians; None where English forms no plural in -s."""
    return None if demonym.endswith(UNCHANGED_PLURALS) else f"{demonym}s"


def spellings(texts: Iterable[str]) -> list[str]:
    """The texts and their variants (curly apostrophe, no accents, "U.N", "IS–K"), each once, in order."""
    found: dict[str, None] = {}
    for text in texts:
        if text.isascii() and not _VARIES.search(text):
            found.setdefault(text)
            continue
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
    return _BEYOND_ASCII.sub(lambda run: "".join(one for one in run[0] if not unicodedata.combining(one)), letters)


def plain_text(text: str) -> str:
    """The text with no case, no accents, and plain hyphens and apostrophes."""
    if not text.isascii():
        text = unaccented(text.replace("’", "'").replace("–", "-"))
    return text.casefold()


def lookup_key(text: str) -> str:
    """Key under which a name is found: no case, no leading article, no accents, single spaces, plain hyphens."""
    words = plain_text(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def is_acronym(text: str) -> bool:
    """True for US, U.S., DPRK, LeT: short, with several capitals; "us" and "Let" are other words."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) <= 6 and sum(letter.isupper() for letter in letters) > 1
