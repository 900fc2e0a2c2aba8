"""When it happened, as the sentence says it, counted from the article's date and never more precise than that."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from kg.extract.arguments import Predicate
from kg.gazetteer.word_lists import partitives
from kg.partial_date import PartialDate
from kg.syntax.relations import (
    is_affected,
    is_any_auxiliary,
    is_clause_marker,
    is_conjunct,
    is_direct_object,
    is_naming,
    is_nominal_subject,
    is_open_complement,
    is_predicate_nominal,
    is_prepositional_object,
    is_time_clause,
)
from kg.syntax.words import (
    is_adposition,
    is_article,
    is_clause_opening,
    is_common_noun,
    is_determiner_word,
    is_finite_form,
    is_noun,
    is_past_form,
    is_past_participle,
    is_past_tense,
    is_possessive_ending,
    is_present_tense,
    is_superlative,
    is_verbal,
)

_MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
), start=1) for name in names}  # fmt: skip
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip

_MONTH = r"(?P<month>" + "|".join(sorted((name.title() for name in _MONTHS), key=len, reverse=True)) + r")\b\.?"
_OTHER_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_OTHER_DAY = r"(?:\s?[-–/]\s?|\s(?:and|to|or)\s)[0-3]?\d(?:st|nd|rd|th)?\b"
_ANY_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_YEAR = rf"(?P<year>{_ANY_YEAR})\b"
_LASTING = "for|to|of|with|by|within|than|least|over|about|almost|nearly|another|further|next|first"
""" "Jailed for two years after", "almost two years after": a duration, or no year that can be counted."""
_COUNT = r"(?P<count>an?|\d{1,3}|" + "|".join(word for word in _NUMBERS if len(word) > 2) + r")"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_LIMITS = frozenset({"by", "until", "till", "to", "before", "after", "following", "prior"})
""" "By Friday", "after 2014", "postponed to May": a limit or an end, and no time at which it happened."""
_RANKING = frozenset({"first", "second", "third", "only", "ever", "record", "unprecedented"})
_OTHER_TIMES = frozenset({"following", "after", "since", "before", "until", "amid"})
"""What stands behind these happened at another time: "restored ties following a crisis in March"."""
_INVITING = frozenset({"invite"})
_DEADLINES = frozenset({"for"})
"""What is set for a day is not done on it."""
_CALLING_OFF = frozenset(
    {"cancel", "postpone", "delay", "defer", "reschedule", "call", "put", "scrap", "shelve", "axe"}
)
""" "Called off Friday's visit": it was still to come."""
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
"""How a date hangs on the word that it is a part of the name of: "the 2022 Russian invasion"."""
_FORWARD = frozenset({"from", "starting", "beginning", "effective"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """What a date is read against: the predicate, the day of publication and which way the sentence looks."""

    predicate: Predicate
    published: dt.date | None
    looks: str
    """back, ahead, or near where the tense does not tell."""
    is_speech: bool = False
    """Done by saying something, so that a date at its end is likely to be of what is spoken about."""
    called_off: bool = False
    """A noun whose event did not come to be: only a date in front of it is its own, and lies ahead."""


_Reading = Callable[[re.Match[str], _Clause], PartialDate | None]


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
    clause = _Clause(predicate, published, looks, spoken or predicate.lemma in _INVITING, called_off)
    counted = _counted_from_now(predicate, published)
    if counted is not None:
        return counted
    year = _year_before(predicate.token)
    if year is not None:
        return PartialDate(year)
    position = predicate.token.idx
    found = [
        (abs(begin - position), value)
        for begin, end, value in _expressions(predicate.token.sent, clause)
        if _dates_predicate(begin, end, value, clause)
    ]
    return min(found, key=lambda one: one[0])[1] if found else None


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
    return next((int(child.text) for child in token.lefts if re.fullmatch(_YEAR, child.text)), None)


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
            before = text[max(0, mark.idx - 24) : mark.idx]
            match = re.search(rf"(?i)(?:\b(?P<lasting>{_LASTING}) )?\b{_COUNT} years? $", before)
            if match and mark.lower_ == "after" and not match["lasting"]:
                return PartialDate(published.year - _count(match))
    return None


def _dates_predicate(start: int, end: int, value: PartialDate, clause: _Clause) -> bool:
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
    inside = {word.i for word in words}
    top = next(word for word in reversed(words) if word.head.i not in inside or word.head.i == word.i)
    named = top.head if is_naming(top) and top.head.i > last.i else None
    if named is not None and named.lower_ not in _PARTS_OF_DAY and not _is_no_name(named, value, doc, last, clause):
        return False
    if first.lower_ == "of" and first.head.i != token.i and first.head.lemma_.lower() not in _TIMES:
        return False  # "approved the Recovery Act of 2009"
    if first.lower_ in _MONTHS and first.i and is_article(first.nbor(-1)) and (named is None or named.i != token.i):
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


def _is_of_event(first: Token, clause: _Clause) -> bool:
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
    thing dates what is done with it where it is a day: "signed an agreement on 8 August", not "in 2014".
    """
    token = predicate.token
    governor = _governor(top)
    if governor.i == token.i or (predicate.support is not None and governor.i == predicate.support.i):
        return True
    if not is_verbal(governor):
        near = (is_affected(governor) or is_predicate_nominal(governor)) and governor.head.i == token.i
        return near and value.day is not None and governor.lemma_.lower() not in _OCCASIONS
    if is_noun(token):
        return is_nominal_subject(token) and token.head.i == governor.i
    below = token
    while is_conjunct(below) and below.head.i != below.i and first.i < below.head.i:
        below = below.head
        if below.i == governor.i:
            return first.i < governor.i
    return is_open_complement(token) and token.head.i == governor.i and first.i > token.i


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


def _is_no_name(named: Token, value: PartialDate, doc: Doc, last: Token, clause: _Clause) -> bool:
    """False for a date that only names what it stands before: "the 2022 invasion" for another word, "September 11"."""
    if is_possessive_ending(doc[last.i + 1]):
        return True
    days = abs((value.earliest() - clause.published).days) if clause.published else 0
    if any(re.fullmatch(_ANY_YEAR, word.text) for word in doc[max(0, last.i - 4) : last.i + 1]):
        return value.day is not None or named.i == clause.predicate.token.i
    return named.i == clause.predicate.token.i and days <= _RECENT


def _ranks(before: Span) -> bool:
    """ "The first visit since 1994", "the deadliest attack since May": what is counted from there, not when it was."""
    return any(
        word.lower_ in _RANKING or (is_superlative(word) and word.nbor().lower_ != "of")  # "most of"
        for word in before
    )


def _expressions(sentence: Span, clause: _Clause) -> Iterator[tuple[int, int, PartialDate]]:
    """Time expressions of a sentence with their offsets in the document."""
    for match, reading in _matches(sentence):
        try:
            value = reading(match, clause)
        except ValueError:  # 31 June
            continue
        if value is not None:
            yield sentence.start_char + match.start(), sentence.start_char + match.end(), value


def _matches(sentence: Span) -> list[tuple[re.Match[str], _Reading]]:
    """What looks like a time, the more telling kinds first, none within another; found once a sentence."""
    known: dict[int, list[tuple[re.Match[str], _Reading]]] = sentence.doc.user_data.setdefault("time_expressions", {})
    if sentence.start not in known:
        taken: list[tuple[int, int]] = []
        known[sentence.start] = found = []
        for pattern, reading in _KINDS:
            for match in pattern.finditer(sentence.text):
                if not any(match.start() < end and begin < match.end() for begin, end in taken):
                    taken.append(match.span())
                    found.append((match, reading))
    return known[sentence.start]


def _part(match: re.Match[str], name: str) -> int | None:
    text = match.groupdict().get(name)
    return int(text) if text else None


def _month(match: re.Match[str]) -> int:
    return _MONTHS[match["month"].lower()]


def _count(match: re.Match[str]) -> int:
    text = match["count"].lower()
    return int(text) if text.isdigit() else _NUMBERS[text]


def _whole(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    """A month, with its day where one is given, in the year that is given or else meant."""
    day, year = _part(match, "day"), _part(match, "year")
    if year is not None:
        return PartialDate(year, _month(match), day)
    if clause.published is None:
        return None
    looks = clause.looks
    which = (match.groupdict().get("which") or "").lower()
    lead = match.string[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    began = (
        lead in _FORWARD and looks == "back" and not is_past_tense(clause.predicate.support or clause.predicate.token)
    )
    if which == "last":
        looks = "back"
    elif which in {"next", "coming"}:
        looks = "ahead"
    elif which == "this" or began:
        looks = "near"
    return _nearest(clause.published, _month(match), day, looks)


def _nearest(published: dt.date, month: int, day: int | None, looks: str) -> PartialDate | None:
    """The month or day of that name before, after or nearest to the day of publication."""
    candidates = []
    for year in range(published.year - 4, published.year + 5):
        try:
            candidates.append(PartialDate(year, month, day))
        except ValueError:  # 29 February
            continue
    if looks == "back":
        return max((one for one in candidates if one.earliest() <= published), default=None)
    if looks == "ahead":
        return min((one for one in candidates if one.latest() >= published), default=None)
    return min(candidates, key=lambda one: abs((one.earliest() - published).days), default=None)


def _run(match: re.Match[str], clause: _Clause) -> PartialDate:
    """A decade, a century or the years between two."""
    if "century" in match.groupdict():
        number = int(match["century"])
        return PartialDate(100 * (number - 1) + 1, last_year=100 * number)
    if "decade" in match.groupdict():
        first = int(match["decade"])
        return PartialDate(first, last_year=first + 9)
    return PartialDate(int(match["first"]), last_year=int(match["last"]))


def _ago(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    """ "Three days ago" is a day, "two months ago" a month, "ten years ago" a year, "two weeks ago" no day."""
    if clause.published is None:
        return None
    count, unit, today = _count(match), match["unit"].lower(), clause.published
    if unit == "day" or (unit == "week" and count == 1):
        return PartialDate.of(today - dt.timedelta(days=count * (7 if unit == "week" else 1)))
    if unit == "week":
        return None
    months = 12 * today.year + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if year < 1:
        return None
    if match["exactly"]:
        return PartialDate(year, month, today.day)
    return PartialDate(year) if unit == "year" else PartialDate(year, month)


def _named_span(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    """ "Last year", "next month", "this year"."""
    if clause.published is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[match["which"].lower()]
    if match["unit"].lower() == "year":
        return PartialDate(clause.published.year + step)
    months = 12 * clause.published.year + clause.published.month - 1 + step
    return PartialDate(months // 12, months % 12 + 1)


def _relative_day(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    if clause.published is None:
        return None
    words = match.group().lower()
    back = words == "yesterday" or words.startswith(("last night", "last evening"))
    days = -1 if back else 1 if words == "tomorrow" else 0
    return PartialDate.of(clause.published + dt.timedelta(days=days))


def _weekday(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    if clause.published is None:
        return None
    which, published = (match["which"] or "").lower().split(), clause.published
    weekday = _WEEKDAYS.index(match["weekday"].lower())
    lead = match.string[: match.start()].rstrip().rsplit(" ", 1)[-1].lower()
    ahead = clause.looks == "ahead" or (clause.looks == "near" and lead in _FORWARD)
    if "next" in which or (ahead and "last" not in which):
        return PartialDate.of(published + dt.timedelta(days=(weekday - published.weekday() - 1) % 7 + 1))
    back = (published.weekday() - weekday) % 7
    if "last" in which and back == 0:
        back = 7
    return PartialDate.of(published - dt.timedelta(days=back))


def _this_day(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    """ "On this day in 2003"."""
    published = clause.published
    return PartialDate(int(match["year"]), published.month, published.day) if published else None


def _numeric(match: re.Match[str], clause: _Clause) -> PartialDate | None:
    """03/04/2023 may be March or April, so it is 2023; with a number above 12, or points between, it is a day."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["mark"] == "." or one > 12:
        return PartialDate(year, other, one)
    if other > 12 or one == other:
        return PartialDate(year, one, other)
    return PartialDate(year)


def _just_year(match: re.Match[str], clause: _Clause) -> PartialDate:
    return PartialDate(int(match["year"]))


def _iso(match: re.Match[str], clause: _Clause) -> PartialDate:
    return PartialDate.parse(match.group())


_PART_OF_YEAR = "early|late|mid|spring|summer|autumn|fall|winter|end|start|beginning"
_LEAD = "in|since|during|from|of|throughout|until|by|before|after"
_RELATIVE_DAYS = "today|tonight|this (?:morning|afternoon|evening)|yesterday|last (?:night|evening)|tomorrow"
_KINDS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b"), _iso),
    (
        re.compile(r"(?<![\d.,/])(?P<one>[0-3]?\d)(?P<mark>[./])(?P<other>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d)\b"),
        _numeric,
    ),
    (re.compile(rf"(?i:on (?:this day|this date)),? in {_YEAR}"), _this_day),
    (re.compile(rf"\b(?i:between) (?P<first>{_ANY_YEAR}) and (?P<last>{_ANY_YEAR})\b"), _run),
    (re.compile(r"\b(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"), _run),
    (re.compile(r"\b(?P<century>1[5-9]|2[01])(?:th|st)[- ]century\b"), _run),
    (re.compile(rf"\b{_MONTH}\s{_DAY}(?:{_OTHER_DAY})?(?:,?\s+{_YEAR})?(?!\s?[:.]?\d)"), _whole),
    (re.compile(rf"\b{_DAY}(?:{_OTHER_DAY})?(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?"), _whole),
    (
        re.compile(rf"\b{_MONTH}(?:\s(?:to|and|until)\s{_OTHER_MONTH}|[-–/]{_OTHER_MONTH})?,?\s+(?:of\s+)?{_YEAR}"),
        _whole,
    ),
    (
        re.compile(
            rf"(?:\b(?i:{_LEAD})\s(?:(?i:early|late|mid)[- ])?"
            rf"|\b(?P<which>(?i:last|next|this|coming))\s|\b(?i:early|late|mid)[- ](?:in\s)?){_MONTH}(?![-–]\w)"
        ),
        _whole,
    ),
    (
        re.compile(
            rf"(?:\b(?i:{_LEAD})\s(?:the\s)?(?:(?i:{_PART_OF_YEAR})[- ](?:of\s|in\s)?|year\s)?"
            rf"|\b(?i:{_PART_OF_YEAR})[- ](?:of\s)?){_YEAR}(?![-–/]\d)"
        ),
        _just_year,
    ),
    (re.compile(rf"(?i)\b{_COUNT} (?P<unit>day|week|month|year)s? ago\b(?P<exactly> today\b)?"), _ago),
    (re.compile(r"(?i)\b(?P<which>last|this|next|coming|previous) (?P<unit>month|year)\b"), _named_span),
    (re.compile(rf"(?i)\b(?:{_RELATIVE_DAYS})\b"), _relative_day),
    (re.compile(rf"(?P<which>(?:\b(?i:last|next|on|late|early|this|past|coming) )*)\b{_WEEKDAY}"), _weekday),
)
"""Kinds of time expressions with how each is read, the more telling first."""
