"""Which people of the tables are one person: kept by hand as "Viktor Orban", by a source as "Viktor Orbán" (Q57641).

Only a person who is kept by hand is joined with another, in the same state or between a state and an organisation,
and only on a full name: the same words without accents and hyphens, or the same first and last word where the name
kept by hand has no more than those ("William Hague", "William Jefferson Hague").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.gazetteer.spelling import lookup_key

Person = tuple[str, str]
"""Name and state (or the key of an organisation), as in the tables."""


def same_people(
    by_hand: Mapping[Person, frozenset[str]], others: Mapping[Person, frozenset[str]], identified: Iterable[Person]
) -> dict[Person, Person]:
    """Each person who goes under another entry → that entry; both mappings give all names of a person.

    Where several entries are one person, the one with a Wikidata identifier stands for all, else the one by hand.
    """
    known = frozenset(identified)
    entries: dict[str, list[Person]] = {}
    for person, names in sorted((*by_hand.items(), *others.items())):
        for key in sorted({_key(name) for name in names if " " in name.strip()}):
            entries.setdefault(key, []).append(person)
            words = key.split()
            if len(words) > 2 and person not in by_hand and not _is_short(words[0]):
                entries.setdefault(f"{words[0]} {words[-1]}", []).append(person)
    found: dict[Person, Person] = {}
    for person, names in sorted(by_hand.items()):
        keys = {_key(name) for name in names if " " in name.strip()}
        same = {other for key in keys for other in entries.get(key, ()) if _may_be_one(person, other)}
        group = sorted(same | {person}, key=lambda one: (one not in known, one not in by_hand, one))
        for other in group[1:]:
            found.setdefault(other, group[0])
    return found


def _key(name: str) -> str:
    return lookup_key(name.replace("-", " "))


def _is_short(word: str) -> bool:
    return len(word.rstrip(".")) < 3


def _may_be_one(one: Person, other: Person) -> bool:
    """In one state, or one of them at the head of an organisation (whose keys are no codes of three letters)."""
    return one[1] == other[1] or not (one[1].isupper() and other[1].isupper())
