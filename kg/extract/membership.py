"""What is said of joining and belonging that is no membership: applying, wanting, being invited, a part of the club."""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from kg.extract.fill import role_tokens
from kg.extract.match import Match
from kg.extract.predicate import Predicate
from kg.extract.scope.surroundings import way_up
from kg.gazetteer.members import memberships
from kg.gazetteer.word_lists import no_members, past_offices
from kg.model import Article, Entity, Modality
from kg.syntax.relations import is_premodifier, is_prepositional_complement
from kg.syntax.words import is_base_form, is_ing_form

STATES = frozenset({"Country", "Territory"})
NO_CLUBS = frozenset({"Country", "Territory", "Place", "RoleActor", "Person"})
DONE = frozenset({"after", "since", "by", "upon", "on"})
""" "After joining NATO": it has joined; "talks about joining": it may."""
SAME_CLUB = frozenset({"alliance", "bloc", "group", "organisation", "organization"})
"""Nouns, in lower case, that only say again what the club is: "joined the NATO alliance"."""


def may_belong(match: Match, member: Entity, club: Entity) -> bool:
    """Whether the two are member and club: no state is one, no person joins an alliance, no navy its mission.

    A thing that belongs to a group is no member of it, and who joins a body within a club need not join the club.
    """
    if club.type in NO_CLUBS:
        return False
    if club.sector == "IGO" and (member.type in {"Person", "Place"} or member.sector not in {None, "GOV", "IGO"}):
        return False
    predicate = match.predicate
    return not (
        _joins_only_in_something(predicate)
        or _joins_a_part(match)
        or _is_past(predicate.token)
        or _is_a_thing(match)
        or _is_no_member(predicate)
    )


def membership_modality(match: Match, member: Entity, club: Entity, article: Article, how: Modality) -> Modality:
    """ "Possible" for what is said to be actual by a word that does not say that it happened."""
    if how != "actual":
        return how
    if match.predicate.kind == "verb":
        return how if _is_said_to_happen(match.predicate) else "possible"
    if match.frame.name.endswith("/member-of"):
        return how  # "Latvia, a member of NATO"
    return "actual" if _is_known_member(member, club, article) else "possible"


def _joins_only_in_something(predicate: Predicate) -> bool:
    """ "Joined the EU in imposing sanctions"."""
    return predicate.kind == "verb" and any(
        part.lower_ == "in" and part.i + 1 < len(part.doc) and part.nbor().lower_.endswith("ing")
        for part in predicate.token.subtree
    )


def _is_past(token: Token) -> bool:
    """ "Were formerly members"."""
    return any(part.lower_ in past_offices() for word in (token, token.head) for part in word.children)


def _joins_a_part(match: Match) -> bool:
    """ "Joined NATO's mission", "joined a NATO committee": the mission or committee is what was joined."""
    doc = match.predicate.token.doc
    if any(
        filler.phrase.kind == "role" and filler.role != "agent" and doc[filler.phrase.head].text not in SAME_CLUB
        for filler in match.objects
    ):
        return True
    joined = match.predicate.roles.get("patient", []) if match.predicate.kind == "verb" else []
    return any(
        filler.indirect and filler.role == "patient" and all(part.i != filler.phrase.head for part in joined)
        for filler in match.objects
    )


def _is_a_thing(match: Match) -> bool:
    """ "The van that belonged to Mali's army": only its owner is an actor."""
    return match.predicate.lemma == "belong" and any(filler.indirect for filler in match.subjects)


def _is_no_member(predicate: Predicate) -> bool:
    """ "An associate member of ASEAN", "admitted as an observer"."""
    nouns = [predicate.token] if predicate.lemma in {"member", "membership"} else []
    nouns += [token for role in ("attribute", "as") for token in role_tokens(predicate, role)]
    return any(_is_marked(noun) for noun in nouns)


def _is_marked(noun: Token) -> bool:
    """By its own word or one in front of it, of two where a hyphen joins them ("would-be")."""
    words = {noun.lemma_.lower()}
    if noun.i > 1 and noun.nbor(-1).text == "-":  # "non-member", however it is parsed
        words.add(noun.nbor(-2).lower_)
    for part in noun.lefts:
        if is_premodifier(part):
            words |= {"".join(inner.lower_ for inner in part.subtree), *(inner.lower_ for inner in part.subtree)}
    return not no_members().isdisjoint(words)


def _is_said_to_happen(predicate: Predicate) -> bool:
    """A finite verb or a participle says so; no infinitive does, nor what is talked about or what somebody backs."""
    token = predicate.token
    if is_base_form(token):
        return False
    if is_ing_form(token) and is_prepositional_complement(token):
        return token.head.lower_ in DONE
    above = next(islice(way_up(predicate), 1, None), None)
    return not (is_ing_form(token) and above is not None and above.link == "complement")


def _is_known_member(member: Entity, club: Entity, article: Article) -> bool:
    """By the gazetteer, for the year of the article; a club whose members it does not list has none."""
    if article.published is None:
        return any(one.member.country == member.country and one.organisation.id == club.id for one in memberships())
    year = article.published.year
    return any(
        one.member.country == member.country
        and one.organisation.id == club.id
        and (one.since or 0) < year
        and (one.until is None or one.until >= year)
        for one in memberships()
    )
