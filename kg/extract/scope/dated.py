"""Whether a time expression says when the predicate happened, or dates, names or limits something else."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from kg.extract.predicate import Predicate
from kg.extract.scope.time_expressions import ANY_YEAR, MONTHS, Clause
from kg.gazetteer.roles import role_nouns
from kg.gazetteer.word_lists import partitives
from kg.partial_date import PartialDate
from kg.syntax.relations import (
    is_affected,
    is_conjunct,
    is_direct_object,
    is_naming,
    is_nominal_subject,
    is_open_complement,
    is_predicate_nominal,
    is_prepositional_object,
)
from kg.syntax.words import (
    is_adposition,
    is_article,
    is_clause_opening,
    is_common_noun,
    is_determiner_word,
    is_finite_form,
    is_noun,
    is_possessive_ending,
    is_superlative,
    is_verbal,
)

_LIMITS = frozenset({"by", "until", "till", "to", "before", "after", "following", "prior"})
""" "By Friday", "after 2014", "postponed to May": a limit or an end, and no time at which it happened."""
_RANKING = frozenset({"first", "second", "third", "only", "ever", "record", "unprecedented"})
_OTHER_TIMES = frozenset({"following", "after", "since", "before", "until", "amid"})
"""What stands behind these happened at another time: "restored ties following a crisis in March"."""
_DEADLINES = frozenset({"for"})
"""What is set for a day is not done on it."""
_OCCASIONS = frozenset({
    "summit", "meeting", "conference", "election", "vote", "talk", "referendum", "deadline", "forum", "session",
    "trial", "report", "decision", "death", "ceremony", "hearing",
})  # fmt: skip
""" "Invited him to the summit on Friday": the day is the summit's."""
_EVENTS = _OCCASIONS | frozenset({
    "abduction", "accident", "ambush", "arrest", "assassin", "assassination", "attack", "ballot", "battle", "blast",
    "bombing", "campaign", "ceasefire", "celebration", "championship", "clash", "collapse", "congress", "convention",
    "coup", "crackdown", "crash", "cup", "debate", "demonstration", "derailment", "disappearance", "disaster",
    "earthquake", "exercise", "explosion", "festival", "final", "formation", "funeral", "game", "genocide",
    "hijacking", "inauguration", "incident", "invasion", "kidnapping", "killer", "killing", "launch", "massacre",
    "match", "murder", "murderer", "operation", "outbreak", "parade", "poll", "protest", "putsch", "race", "raid",
    "rally", "rape", "riot", "rioting", "runoff", "seizure", "shooting", "siege", "slaying", "strike", "takeover",
    "tour", "tournament", "unrest", "uprising", "violence", "visit", "war",
})  # fmt: skip
""" "Sentenced over the seizure of power in July": what else a time right behind it is likely to be of."""
_MEANWHILE = frozenset({"in", "at", "during", "amid", "with", "by", "through", "on"})
""" "Killed him in a raid on Friday": where these join them, the event's time is that of what is done."""
_GATHERINGS = frozenset({"talk", "meeting", "summit", "conference", "session", "ceremony", "visit", "exercise"})
""" "Met for talks on Friday": who comes for one comes then."""
_TIMES = frozenset({
    "day", "night", "morning", "afternoon", "evening", "week", "weekend", "month", "year", "hour", "end", "beginning",
    "start", "spring", "summer", "autumn", "fall", "winter", "century",
})  # fmt: skip
_PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night"})
_RECENT = 31
"""Days: "the 3 May attack" is of this year where it is so near, else it may be a name, as "September 11"."""


def dates_predicate(start: int, end: int, value: PartialDate, clause: Clause) -> bool:
    """Whether the expression at these offsets of the document says when, and of this predicate."""
    token = clause.predicate.token
    doc = token.doc
    words = [
        word
        for word in doc[token.sent.start : token.sent.end]
        if word.idx < end and word.idx + len(word) > start and not word.is_punct
    ]
    if not words:
        return False
    first, last = words[0], words[-1]
    if any(word.text == ";" for word in doc[min(last.i, token.i) : max(first.i, token.i)]):
        return False  # another clause's
    inside = {word.i for word in words}
    top = next(word for word in reversed(words) if word.head.i not in inside or word.head.i == word.i)
    named = top.head if is_naming(top) and top.head.i > last.i else None
    if named is not None and named.lower_ not in _PARTS_OF_DAY and not _is_no_name(named, value, doc, last, clause):
        return False
    if first.lower_ == "of" and first.head.i != token.i and first.head.lemma_.lower() not in _TIMES:
        return False  # "approved the Recovery Act of 2009"
    if first.lower_ in MONTHS and first.i and is_article(first.nbor(-1)) and (named is None or named.i != token.i):
        return False  # "under the March 3 accord", however it is parsed
    possessive = last.i + 1 < len(doc) and is_possessive_ending(doc[last.i + 1])
    if possessive and (named is None or named.i != token.i):
        return False
    if clause.called_off and not (named is not None and named.i == token.i):
        return False
    lead = first.lower_ if is_clause_opening(first) or not first.i else first.nbor(-1).lower_
    if lead in _LIMITS:
        return False
    if _is_of_event(first, clause):
        return False
    if lead == "since" and (
        _ranks(doc[max(token.sent.start, first.i - 25) : first.i]) or _is_simple_tense(clause.predicate)
    ):
        return False
    start = first.i - 1 if first.i and lead == first.nbor(-1).lower_ else first.i
    if any(word.lower_ in _OTHER_TIMES for word in doc[token.i + 1 : start]):
        return False
    if clause.is_speech and not (first.i <= token.i + 2 or (value.day and clause.looks == "back")):
        return False
    return lead not in _DEADLINES and _belongs(top, first, value, clause.predicate)


def _is_of_event(first: Token, clause: Clause) -> bool:
    """Whether a date stands right behind another event than the predicate, whatever the parse hangs it on.

    "Observers for the election on Friday", "a rebel wanted for the coup in May"; but "killed in a raid on Friday".
    """
    noun = first.nbor(-1) if first.i > first.sent.start else None
    if noun is not None and (is_adposition(noun) or is_determiner_word(noun)) and noun.i > first.sent.start:
        noun = noun.nbor(-1)
    while (
        noun is not None and is_prepositional_object(noun) and noun.lemma_.lower() not in _EVENTS and _is_detail(noun)
    ):
        noun = noun.head.nbor(-1) if noun.head.i > noun.sent.start else None
    own = {clause.predicate.token.i, *([clause.predicate.support.i] if clause.predicate.support else [])}
    if noun is None or noun.lemma_.lower() not in _EVENTS or not is_common_noun(noun) or noun.i in own:
        return False
    while is_prepositional_object(noun) and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in partitives():
        noun = noun.head.head  # "a series of attacks on Friday"
    if is_prepositional_object(noun):
        joined, above = noun.head.lower_, noun.head.head
        if noun.lemma_.lower() in _GATHERINGS and joined in {"for", *_MEANWHILE}:
            return above.i not in own
        near = above.i in own or (is_direct_object(above) and above.head.i in own)
        return clause.is_speech or joined not in _MEANWHILE or not near
    return clause.is_speech and is_direct_object(noun) and noun.i > clause.predicate.token.i


def _is_detail(noun: Token) -> bool:
    """ "The seizure [of power] in July", "the coup [in Mali] in July"."""
    return noun.head.lower_ in {"of", "in", "at", "near", "on"}


def _belongs(top: Token, first: Token, value: PartialDate, predicate: Predicate) -> bool:
    """Whether the date whose uppermost word is ``top`` hangs on the predicate, by the parse.

    Of two verbs in a row a date in front dates both, one behind "to attack" only the attack. A date that hangs on a
    thing dates what is done with it where it is a day: "signed an agreement on 8 August", not "in 2014"; one that hangs
    on whom it is done to does so always: "expelled the ambassador in 2014".
    """
    token = predicate.token
    governor = _governor(top)
    if governor.i == token.i or (predicate.support is not None and governor.i == predicate.support.i):
        return True
    if not is_verbal(governor):
        near = (is_affected(governor) or is_predicate_nominal(governor)) and governor.head.i == token.i
        whom = value.day is not None or governor.lemma_.lower() in role_nouns()
        dated = near and whom and governor.lemma_.lower() not in _OCCASIONS
        return dated or _is_scene(governor, predicate)
    if is_noun(token):
        return is_nominal_subject(token) and token.head.i == governor.i
    below = token
    while is_conjunct(below) and below.head.i != below.i and first.i < below.head.i:
        below = below.head
        if below.i == governor.i:
            return first.i < governor.i
    return is_open_complement(token) and token.head.i == governor.i and first.i > token.i


def _is_scene(gathering: Token, predicate: Predicate) -> bool:
    """ "At the summit in 2008 Greece vetoed": what is done at a gathering is done when it meets."""
    own = {predicate.token.i, *([predicate.support.i] if predicate.support else [])}
    met = is_prepositional_object(gathering) and gathering.lemma_.lower() in _GATHERINGS
    return met and gathering.head.lower_ in {"at", "during"} and gathering.head.head.i in own


def _governor(top: Token) -> Token:
    """The verb or common noun that a date hangs on, through prepositions, places and other dates."""
    word = top
    while word.head.i != word.i:
        word = word.head
        if is_verbal(word):
            return word
        if is_common_noun(word) and word.ent_type_ not in {"DATE", "TIME"} and word.lemma_.lower() not in _TIMES:
            return word
    return word


def _is_simple_tense(predicate: Predicate) -> bool:
    """ "Lifts the ban in place since May" began later; "has occupied it since May" and "held since May" began then."""
    return is_finite_form(predicate.token)


def _is_no_name(named: Token, value: PartialDate, doc: Doc, last: Token, clause: Clause) -> bool:
    """False for a date that only names what it stands before: "the 2022 invasion" for another word, "September 11"."""
    if is_possessive_ending(doc[last.i + 1]):
        return True
    days = abs((value.earliest() - clause.published).days) if clause.published else 0
    if any(re.fullmatch(ANY_YEAR, word.text) for word in doc[max(0, last.i - 4) : last.i + 1]):
        return value.day is not None or named.i == clause.predicate.token.i
    return named.i == clause.predicate.token.i and days <= _RECENT


def _ranks(before: Span) -> bool:
    """ "The first visit since 1994", "the deadliest attack since May": what is counted from there, not when it was."""
    return any(
        word.lower_ in _RANKING or (is_superlative(word) and word.nbor().lower_ != "of")  # "most of"
        for word in before
    )
