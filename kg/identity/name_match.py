"""How alike two names are, whatever the transliteration, and keys under which alike names are found.

Spelling is compared by Jaro-Winkler similarity (Winkler 1990) and sound by Metaphone (Philips 1990), both by jellyfish,
after letters that transliterations write at will were taken out: "Qadhafi", "Gaddafi" and "Khadafy" sound KTF.
Words are matched in any order ("Kim Jong Un", "Jong-un Kim"); an initial fits any word that begins so.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import jellyfish
from anyascii import anyascii

SOUND_ALIKE = 0.94
"""Similarity of words that sound alike, however they are written."""
LEAST_SPELLED = 0.65
"""Words that sound alike and are spelled less alike than this are different ones ("Masuku", "Micic")."""
INITIAL_ALIKE = 0.85
"""Similarity of an initial and a word that begins with it."""
UNALIKE = 0.8
"""Below this two words are different ones."""
ARTICLES = frozenset(["al", "an", "ar", "as", "at", "az", "da", "de", "del", "der", "di", "dos", "du", "el", "la", "le",
                      "of", "the", "van", "von", "y"])  # fmt: skip
"""Articles and prepositions of names, which some spellings have and others lack."""
PARTICLES = frozenset(["abd", "abdel", "abdul", "abu", "ben", "bin", "ibn", "ould"])
"""Words that a name of three or more words may have or lack."""
_ARTICLE = re.compile(r"\b(al|el|an|ar|as|ash|at|az)[-‑–](?=\w)")
_ASPIRATED = re.compile(r"(?<=[bdgjkqtrz])h(?!$)|(?<=[^aeiou])h$|(?<=\w)['`]")
_APOSTROPHES = re.compile(r"['’‘`ʿʾ]")


@lru_cache(maxsize=200_000)
def words_of(name: str) -> tuple[str, ...]:
    """Lower-case ASCII words of a name without particles: "Muammar al-Qaddafi" → ("muammar", "qaddafi")."""
    text = _APOSTROPHES.sub("", anyascii(_APOSTROPHES.sub("", name)).lower())
    text = _ARTICLE.sub("al ", text).replace(".", ". ")
    words = [word for word in re.split(r"[^a-z0-9]+", text) if word]
    words = [word for word in words if word not in ARTICLES] or words
    kept = [word for word in words if word not in PARTICLES]
    return tuple(kept if len(kept) > 1 else words)  # "Abdul Hajji" is more than a Hajji


@lru_cache(maxsize=200_000)
def sound_of(word: str) -> str:
    """How a word sounds: "zelenskyy" and "zelenskiy" alike; the word itself where nothing of it sounds."""
    plain = _ASPIRATED.sub("", word)
    plain = re.sub(r"^kh|^q", "k", plain)
    plain = re.sub(r"w(?=[aeiou])", "v", plain)
    plain = re.sub(r"(?<=\w)y(?=[aeiou])", "", plain)
    return jellyfish.metaphone(plain) or word


def word_similarity(one: str, other: str) -> float:
    """From 0 to 1; 1 for the same word."""
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return INITIAL_ALIKE if long.startswith(short) and len(long) > 1 else 0.0
    spelled = jellyfish.jaro_winkler_similarity(one, other)
    if sound_of(one) == sound_of(other) and spelled >= (LEAST_SPELLED if len(short) > 3 else UNALIKE):
        return max(spelled, SOUND_ALIKE)
    # other sounds: a slip of the pen at best ("Merkel", "Markel"), another name at worst ("Ivanov", "Ivanova")
    return spelled - 0.1


def name_similarity(one: str, other: str) -> float:
    """From 0 to 1: the mean similarity of words, each matched with its nearest; what is left over counts a little.

    0 where the names share initials only, or where a word of the shorter has no match in the longer; a word alone is
    taken for the last one of a name.
    """
    first, second = sorted((_joined_for(one, other), _joined_for(other, one)), key=lambda words: (len(words), words))
    pairs = sorted(
        ((word_similarity(a, b), i, j) for i, a in enumerate(first) for j, b in enumerate(second)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    matched: dict[int, float] = {}
    taken: set[int] = set()
    whole_words = 0
    for similarity, i, j in pairs:
        if similarity < UNALIKE or i in matched or j in taken:
            continue
        matched[i] = similarity
        taken.add(j)
        whole_words += min(len(first[i]), len(second[j])) > 1
    if len(matched) < len(first) or not whole_words or (len(first) == 1 and len(second) - 1 not in taken):
        return 0.0
    # a family name alone says little, a missing middle name takes little away
    missing = (len(second) - len(first)) * (0.2 if len(first) == 1 else 0.07)
    return max(0.0, sum(matched.values()) / len(matched) - missing)


def _joined_for(name: str, other: str) -> tuple[str, ...]:
    """The name's words, two of them joined where the other name writes them as one: "jong un", "jongun"."""
    words = words_of(name)
    wanted = set(words_of(other))
    for i in range(len(words) - 1):
        if words[i] + words[i + 1] in wanted:
            return (*words[:i], words[i] + words[i + 1], *words[i + 2 :])
    return words


def blocking_keys(name: str) -> list[str]:
    """Sounds of the words and of neighbouring words joined; names without a key in common are not compared."""
    words = [word for word in words_of(name) if len(word) > 1]
    joined = [one + other for one, other in pairwise(words)]
    return sorted({sound_of(word) for word in [*words, *joined]})
