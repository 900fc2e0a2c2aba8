"""Time expressions of a sentence, each read against the day of publication and never more precise than it is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Span

from kg.extract.predicate import Predicate
from kg.partial_date import PartialDate
from kg.syntax.words import is_past_tense

MONTHS = {name: number for number, names in enumerate((
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
), start=1) for name in names}  # fmt: skip
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted((name.title() for name in MONTHS), key=len, reverse=True)) + r")\b\.?"
_OTHER_MONTH = _MONTH.replace("?P<month>", "?:")
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b"
_OTHER_DAY = r"(?:\s?[-–/]\s?|\s(?:and|to|or)\s)[0-3]?\d(?:st|nd|rd|th)?\b"
ANY_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
YEAR = rf"(?P<year>{ANY_YEAR})\b"
COUNT = r"(?P<count>an?|\d{1,3}|" + "|".join(word for word in _NUMBERS if len(word) > 2) + r")"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
_FORWARD = frozenset({"from", "starting", "beginning", "effective"})


@dataclass(frozen=True, slots=True)
class Clause:
    """What a date is read against: the predicate, the day of publication and which way the sentence looks."""

    predicate: Predicate
    published: dt.date | None
    looks: str
    """back, ahead, or near where the tense does not tell."""
    is_speech: bool = False
    """Done by saying something, so that a date at its end is likely to be of what is spoken about."""
    called_off: bool = False
    """A noun whose event did not come to be: only a date in front of it is its own, and lies ahead."""


_Reading = Callable[[re.Match[str], Clause], PartialDate | None]


def expressions(sentence: Span, clause: Clause) -> Iterator[tuple[int, int, PartialDate]]:
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
    return MONTHS[match["month"].lower()]


def count_of(match: re.Match[str]) -> int:
    text = match["count"].lower()
    return int(text) if text.isdigit() else _NUMBERS[text]


def _whole(match: re.Match[str], clause: Clause) -> PartialDate | None:
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


def _run(match: re.Match[str], clause: Clause) -> PartialDate:
    """A decade, a century or the years between two."""
    if "century" in match.groupdict():
        number = int(match["century"])
        return PartialDate(100 * (number - 1) + 1, last_year=100 * number)
    if "decade" in match.groupdict():
        first = int(match["decade"])
        return PartialDate(first, last_year=first + 9)
    return PartialDate(int(match["first"]), last_year=int(match["last"]))


def _ago(match: re.Match[str], clause: Clause) -> PartialDate | None:
    """ "Three days ago" is a day, "two months ago" a month, "ten years ago" a year, "two weeks ago" no day."""
    if clause.published is None:
        return None
    count, unit, today = count_of(match), match["unit"].lower(), clause.published
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


def _named_span(match: re.Match[str], clause: Clause) -> PartialDate | None:
    """ "Last year", "next month", "this year"."""
    if clause.published is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}[match["which"].lower()]
    if match["unit"].lower() == "year":
        return PartialDate(clause.published.year + step)
    months = 12 * clause.published.year + clause.published.month - 1 + step
    return PartialDate(months // 12, months % 12 + 1)


def _relative_day(match: re.Match[str], clause: Clause) -> PartialDate | None:
    if clause.published is None:
        return None
    words = match.group().lower()
    back = words == "yesterday" or words.startswith(("last night", "last evening"))
    days = -1 if back else 1 if words == "tomorrow" else 0
    if words.startswith("the day "):
        days = -2 if words.endswith("yesterday") else 2
    return PartialDate.of(clause.published + dt.timedelta(days=days))


def _weekday(match: re.Match[str], clause: Clause) -> PartialDate | None:
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


def _this_day(match: re.Match[str], clause: Clause) -> PartialDate | None:
    """ "On this day in 2003"."""
    published = clause.published
    return PartialDate(int(match["year"]), published.month, published.day) if published else None


def _numeric(match: re.Match[str], clause: Clause) -> PartialDate | None:
    """03/04/2023 may be March or April, so it is 2023; with a number above 12, or points between, it is a day."""
    one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
    if match["mark"] == "." or one > 12:
        return PartialDate(year, other, one)
    if other > 12 or one == other:
        return PartialDate(year, one, other)
    return PartialDate(year)


def _just_year(match: re.Match[str], clause: Clause) -> PartialDate:
    return PartialDate(int(match["year"]))


def _iso(match: re.Match[str], clause: Clause) -> PartialDate:
    return PartialDate.parse(match.group())


_PART_OF_YEAR = (
    "(?:first|second|third|fourth|last) (?:half|quarter|months|weeks|days)|middle|early|late|mid|spring|summer|autumn"
    "|fall|winter|end|start|beginning"
)
_LEAD = "in|since|during|from|of|throughout|until|by|before|after"
_RELATIVE_DAYS = (
    "the day (?:before yesterday|after tomorrow)|today|tonight|this (?:morning|afternoon|evening)|yesterday"
    "|last (?:night|evening)|tomorrow"
)
_KINDS: tuple[tuple[re.Pattern[str], _Reading], ...] = (
    (re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b"), _iso),
    (
        re.compile(r"(?<![\d.,/])(?P<one>[0-3]?\d)(?P<mark>[./])(?P<other>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d)\b"),
        _numeric,
    ),
    (re.compile(rf"(?i:on (?:this day|this date)),? in {YEAR}"), _this_day),
    (
        re.compile(
            rf"\b(?i:between) (?:{_OTHER_MONTH} )?(?P<first>{ANY_YEAR}) and (?:{_OTHER_MONTH} )?(?P<last>{ANY_YEAR})\b"
        ),
        _run,
    ),
    (re.compile(r"\b(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"), _run),
    (re.compile(r"\b(?P<century>1[5-9]|2[01])(?:th|st)[- ]century\b"), _run),
    (re.compile(rf"\b{_MONTH}\s{_DAY}(?:{_OTHER_DAY})?(?:,?\s+{YEAR})?(?!\s?[:.]?\d)"), _whole),
    (re.compile(rf"\b{_DAY}(?:{_OTHER_DAY})?(?:\s+of)?\s+{_MONTH}(?:,?\s+{YEAR})?"), _whole),
    (
        re.compile(rf"\b{_MONTH}(?:\s(?:to|and|until)\s{_OTHER_MONTH}|[-–/]{_OTHER_MONTH})?,?\s+(?:of\s+)?{YEAR}"),
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
            rf"|\b(?i:{_PART_OF_YEAR})[- ](?:of\s)?){YEAR}(?![-–/]\d)"
        ),
        _just_year,
    ),
    (re.compile(rf"(?i)\b{COUNT} (?P<unit>day|week|month|year)s? ago\b(?P<exactly> today\b)?"), _ago),
    (re.compile(r"(?i)\b(?P<which>last|this|next|coming|previous) (?P<unit>month|year)\b"), _named_span),
    (re.compile(rf"(?i)\b(?:{_RELATIVE_DAYS})\b"), _relative_day),
    (re.compile(rf"(?P<which>(?:\b(?i:last|next|on|late|early|this|past|coming) )*)\b{_WEEKDAY}"), _weekday),
)
"""Kinds of time expressions with how each is read, the more telling first."""
