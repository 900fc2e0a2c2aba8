"""When it happened, as the sentence says it, counted from the article's date and never more precise than that."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.predicate import Predicate
from kg.extract.scope.dated import dates_predicate
from kg.extract.scope.surroundings import clause_mark
from kg.extract.scope.time_expressions import COUNT, YEAR, Clause, count_of, expressions
from kg.partial_date import PartialDate
from kg.syntax.relations import (
    is_adverbial_clause,
    is_affected,
    is_any_auxiliary,
    is_clause_marker,
    is_open_complement,
    is_time_clause,
)
from kg.syntax.words import (
    is_common_noun,
    is_finite_form,
    is_past_form,
    is_past_participle,
    is_past_tense,
    is_present_tense,
)

_LASTING = "for|to|of|with|by|within|than|least|over|about|almost|nearly|another|further|next|first"
""" "Jailed for two years after", "almost two years after": a duration, or no year that can be counted."""
_INVITING = frozenset({"invite"})
_CALLING_OFF = frozenset(
    {"cancel", "postpone", "delay", "defer", "reschedule", "call", "put", "scrap", "shelve", "axe"}
)
""" "Called off Friday's visit": it was still to come."""


def claim_date(
    predicate: Predicate, published: dt.date | None, modality: str, *, spoken: bool = False
) -> PartialDate | None:
    """When it happened or began, as precisely as it is said; None when the sentence says nothing.

    The nearest time expression in the predicate's own clause counts. A weekday is the last one before the
    article's date, or the next one for what is still to come. What is planned is not over. ``spoken`` says that it is
    done by saying something.
    """
    return unless_over(_said(predicate, published, modality, spoken=spoken), published, modality)


def unless_over(when: PartialDate | None, published: dt.date | None, modality: str) -> PartialDate | None:
    """A date, but none for a plan that lies wholly before the day of publication: it is of the planning."""
    past = when is not None and published is not None and when.latest() < published
    return None if past and modality == "planned" else when


def _said(predicate: Predicate, published: dt.date | None, modality: str, *, spoken: bool) -> PartialDate | None:
    called_off = _is_called_off(predicate)
    looks = "ahead" if called_off else _looks(predicate, modality)
    clause = Clause(predicate, published, looks, spoken or predicate.lemma in _INVITING, called_off)
    counted = _counted_from_now(predicate, published)
    if counted is not None:
        return counted
    year = _year_before(predicate.token)
    if year is not None:
        return PartialDate(year)
    position = predicate.token.idx
    found = [
        (abs(begin - position), value)
        for begin, end, value in expressions(predicate.token.sent, clause)
        if dates_predicate(begin, end, value, clause)
    ]
    if not found and not spoken and looks == "back":
        return _when(predicate, clause)
    return min(found, key=lambda one: one[0])[1] if found else None


def _when(predicate: Predicate, clause: Clause) -> PartialDate | None:
    """ "Arrested him when he landed in September 2024": the date of what happened at the same time."""
    token = predicate.token
    verbs = [token, token.head] if is_open_complement(token) else [token]
    for below in [child for verb in verbs for child in verb.rights if is_adverbial_clause(child)]:
        if clause_mark(below) == "when":
            same = replace(clause, predicate=Predicate(below, below.lemma_.lower(), "verb"))
            for begin, end, value in expressions(token.sent, same):
                if dates_predicate(begin, end, value, same):
                    return value
    return None


def _looks(predicate: Predicate, modality: str) -> str:
    """Which way a date without its year or week is looked for, by modality and tense."""
    token = predicate.support or predicate.token
    tense = {child.lower_ for child in token.children if is_any_auxiliary(child)}
    perfect = bool(tense & {"have", "has", "had", "having", "'ve"})
    if modality in {"planned", "possible", "demanded"}:
        return "back" if perfect else "ahead"
    if perfect or (is_past_form(token) and not tense & {"is", "are", "be", "being"}):
        return "back"
    if is_past_participle(token) or is_present_tense(token):
        return "near"
    above = next(filter(is_finite_form, token.ancestors), None)
    return "near" if above is not None and not is_past_tense(above) else "back"


def _is_called_off(predicate: Predicate) -> bool:
    """ "Cancelled Friday's visit"; of "call" and "put" only with "off"."""
    token = predicate.token
    if not is_common_noun(token) or not is_affected(token):
        return False
    verb = token.head
    phrasal = verb.lemma_.lower() in {"call", "put"}
    return verb.lemma_.lower() in _CALLING_OFF and (not phrasal or any(child.lower_ == "off" for child in verb.rights))


def _year_before(token: Token) -> int | None:
    """ "The [1990] Iraqi invasion of Kuwait"."""
    if not is_common_noun(token):
        return None
    return next((int(child.text) for child in token.lefts if re.fullmatch(YEAR, child.text)), None)


def _counted_from_now(predicate: Predicate, published: dt.date | None) -> PartialDate | None:
    """ "The 42nd anniversary of its invasion", "a year after Chad invaded": counted back from the article."""
    if published is None:
        return None
    token = predicate.token
    text = token.doc.text
    for above in (token, *token.ancestors):
        if above.lower_ == "anniversary" and above.i < token.i:
            if token.head.lower_ != "of" or token.head.head.i != above.i:
                return None
            ordinal = re.search(r"(\d+)(?:st|nd|rd|th) $", text[max(0, above.idx - 8) : above.idx])
            return PartialDate(published.year - int(ordinal.group(1))) if ordinal else None
        if is_time_clause(above):
            mark = next((part for part in above.lefts if part.lower_ == "after" and is_clause_marker(part)), above.head)
            before = text[max(0, mark.idx - 36) : mark.idx]
            match = re.search(
                rf"(?i)(?:\b(?P<lasting>{_LASTING}) )?\b{COUNT} years?(?P<exactly> to the day)? $", before
            )
            if match and mark.lower_ == "after" and not match["lasting"]:
                if match["exactly"]:
                    return PartialDate(published.year - count_of(match), published.month, published.day)
                return PartialDate(published.year - count_of(match))
    return None
