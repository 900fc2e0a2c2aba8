"""Role nouns in running text: where they stand, and the sector that they and the words before them give.

"Prime minister", "secretary-general" and "ministry of defence" are one role noun each. "Rebel", "opposition" and
"former" change the sector of any noun behind them; "army" and "student" lend theirs to nouns without one of their
own ("group", "leader").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.gazetteer.index import Gazetteer, RoleNoun
from kg.gazetteer.roles import STATE_SECTORS
from kg.gazetteer.sector_words import SectorWords, sector_words
from kg.gazetteer.word_lists import past_offices
from kg.syntax.words import is_describing_form, is_proper_noun, may_be_role, may_mark_role

LONGEST = 8
"""Tokens of the longest role nouns, hyphens included."""
COMPLEMENTS = frozenset({"of", "for", "on", "without"})
"""Prepositions within a role noun: "ministry of defence", "minister for foreign affairs"."""


@dataclass(frozen=True, slots=True)
class RoleMention:
    """A role noun with its tokens, ``start`` to ``end`` (exclusive)."""

    role: RoleNoun
    start: int
    end: int


def role_noun(gazetteer: Gazetteer, token: Token) -> tuple[RoleNoun | None, int]:
    """Longest role noun of which ``token`` is the head or the end, and the token it starts at."""
    found = role_mention(gazetteer, token)
    return (found.role, found.start) if found else (None, token.i)


def role_mention(gazetteer: Gazetteer, token: Token) -> RoleMention | None:
    """The role noun that ``token`` heads ("[ministry] of defence") or ends ("coast [guard]"), with its sector here."""
    known: dict[int, RoleMention | None] = token.doc.user_data.setdefault("role_mentions", {})
    if token.i not in known:
        known[token.i] = _role_mention(gazetteer, token)
    return known[token.i]


def _role_mention(gazetteer: Gazetteer, token: Token) -> RoleMention | None:
    if not may_be_role(token):
        return None
    doc = token.doc
    listed = _complemented(gazetteer, token) or _listed(gazetteer, token)
    words = sector_words()
    noun = token.lemma_.lower()
    if listed is None and noun not in words.carriers:
        return None
    role, start, end = listed or (None, token.i, token.i + 1)
    if start == token.i and _is_family_name(gazetteer, token):
        return None
    before = list(_words_before(doc, start))
    if role is None:
        lent = _lent(words, before)
        return RoleMention(RoleNoun(noun, lent, "people", noun.capitalize()), start, end) if lent else None
    sector = _sector(words, role, before)
    if sector != role.sector:
        role = replace(role, sector=sector, office=role.office and sector in STATE_SECTORS)
    return RoleMention(role, start, end)


def _is_family_name(gazetteer: Gazetteer, token: Token) -> bool:
    """ "Linda Baker": the last word of a person's name, and no state's ("Malian Leader" in a headline)."""
    if not is_proper_noun(token) or token.ent_type_ != "PERSON" or token.ent_iob_ != "I":
        return False
    last = token.i + 1 == len(token.doc) or token.nbor().ent_iob_ != "I"
    return last and not gazetteer.lookup(token.nbor(-1).text)


def _listed(gazetteer: Gazetteer, token: Token) -> tuple[RoleNoun, int, int] | None:
    doc = token.doc
    lasts = tuple(dict.fromkeys((token.lemma_.lower(), token.lower_)))
    longest = max(gazetteer.role_ends.get(last, 0) for last in lasts)
    best: tuple[RoleNoun, int, int] | None = None
    before, start = "", token.i
    for _ in range(min(longest, LONGEST)):
        for last in lasts:
            role = gazetteer.role_nouns.get(before + last)
            if role:
                best = role, start, token.i + 1
        if doc[start].is_sent_start:
            break
        start -= 1
        before = doc[start].text_with_ws.lower() + before
    return best


def _complemented(gazetteer: Gazetteer, token: Token) -> tuple[RoleNoun, int, int] | None:
    """ "Ministry of Foreign Affairs", "minister for the interior": the noun, a preposition, and its object."""
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ not in COMPLEMENTS or doc[token.i + 1].is_sent_start:
        return None
    heads = [head for head in dict.fromkeys((token.lemma_.lower(), token.lower_)) if head in gazetteer.role_heads]
    if not heads:
        return None
    behind = doc[token.i + 1].text_with_ws.lower()
    best: tuple[RoleNoun, int, int] | None = None
    befores = [("", token.i)]
    for start in range(token.i - 1, max(token.i - 3, -1), -1):
        if doc[start + 1].is_sent_start:
            break
        befores.append((doc[start].text_with_ws.lower() + befores[-1][0], start))
    for end in range(token.i + 3, min(token.i + LONGEST, len(doc)) + 1):
        if doc[end - 1].is_sent_start:
            break
        behind += doc[end - 1].lower_
        for before, start in befores:
            for head in heads:
                text = f"{before}{head} {behind}"
                role = gazetteer.role_nouns.get(text) or gazetteer.role_nouns.get(text.replace(" the ", " "))
                if role:
                    best = role, start, end
        behind += doc[end - 1].whitespace_
    return best


def _words_before(doc: Doc, position: int) -> Iterator[str]:
    """Words of the phrase before ``position``, the nearest first; "anti-government" is one, and so is "ex-"."""
    while position > 0 and not doc[position].is_sent_start:
        position -= 1
        token = doc[position]
        if token.text == "-" and position + 1 < len(doc):
            continue
        if not may_mark_role(token) and token.text not in {"ex", "anti", "pro"}:
            return
        word = token.lower_
        while position >= 2 and doc[position - 1].text == "-":
            position -= 2
            word = f"{doc[position].lower_}-{word}"
        if doc[position + 1].text == "-" and "-" not in word and position + 2 < len(doc):
            # "rebel-held town", "opposition-led council": the town is neither
            if is_describing_form(doc[position + 2]):
                continue
            word = f"{word}-"
        yield word


def _sector(words: SectorWords, role: RoleNoun, before: list[str]) -> str:
    for word in before:
        sector = words.taking_over.get(word)
        if sector and role.kind != "body":
            return sector
    if role.kind == "person" and any(word.split("-")[0] in past_offices() for word in before):
        return "ELI"
    if role.lemma in words.carriers:
        return _lent(words, before) or role.sector
    return role.sector


def _lent(words: SectorWords, before: list[str]) -> str | None:
    for number, word in enumerate(before):
        pair = f"{before[number + 1]} {word}" if number + 1 < len(before) else ""
        sector = words.taking_over.get(word) or words.lending.get(pair) or words.lending.get(word)
        if sector:
            return sector
    return None
