"""When it happened, as the sentence says it, counted from the article's date."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import dateparser
from spacy.tokens import Token

from kg.extract.arguments import Predicate
from kg.extract.surroundings import way_up

_MONTH = (
    r"(January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)"
)
_WEEKDAY = r"(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_ABSOLUTE = re.compile(
    rf"\b(?:{_MONTH}\.?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\.?(?:,?\s+\d{{4}})?"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}})?"
    r"|(?<=in )(?:19|20)\d{2}\b|(?<=since )(?:19|20)\d{2}\b|(?<=from )(?:19|20)\d{2}\b|(?<=From )(?:19|20)\d{2}\b"
    r"|(?:early|late|mid)[- ](?:19|20)\d{2}"
    rf"|\d{{4}}-\d{{2}}-\d{{2}})",
)
_MONTH_ONLY = re.compile(rf"(?<=\bin ){_MONTH}\b|(?<=\bsince ){_MONTH}\b|(?<=\blast ){_MONTH}\b")
_DAYS_AGO = re.compile(
    r"\b(a|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (day|week)s? ago\b", re.IGNORECASE
)
_NUMBERS = {word: number for number, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {"a": 1}  # fmt: skip
_RELATIVE = re.compile(
    r"\b(today|this morning|this afternoon|this evening|yesterday|tomorrow"
    rf"|(?:(?:last|next|on|late|early|this) )*{_WEEKDAY})\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def claim_date(predicate: Predicate, published: dt.date | None, modality: str) -> dt.date | None:
    """The day it happened, or the first day of its month or year; None when the sentence gives none.

    The nearest time expression in the predicate's own clause counts. A weekday is the last one before the
    article's date, or the next one for what is planned.
    """
    year = _year_before(predicate.token)
    if year is not None:
        return dt.date(year, 1, 1)
    region = _clause_text(predicate)
    position = predicate.token.idx
    best: tuple[int, dt.date] | None = None
    for start, text in region:
        for found, value in _expressions(text, published, modality):
            distance = abs(start + found - position)
            if best is None or distance < best[0]:
                best = (distance, value)
    return best[1] if best else None


def _clause_text(predicate: Predicate) -> list[tuple[int, str]]:
    """Text of the predicate's clause and, where that names no time, of the clauses above it that report it."""
    pieces: list[tuple[int, str]] = []
    top = predicate.token
    for step in way_up(predicate):
        if step.below is not None and step.link in {"relative", "adverbial", "conjunct", "subject"}:
            break
        if step.below is not None and step.link == "complement" and step.token.lemma_ in {"say", "tell", "report"}:
            break
        top = step.token
    pieces.append(_span_text(top, predicate.token))
    return pieces


def _year_before(token: Token) -> int | None:
    """ "The [1990] Iraqi invasion of Kuwait"."""
    if token.pos_ != "NOUN":
        return None
    return next((int(child.text) for child in token.lefts if _YEAR.fullmatch(child.text)), None)


def _span_text(top: Token, inner: Token) -> tuple[int, str]:
    """Text of a clause without the subordinate clauses that ``inner`` is not in, blanked to keep the offsets."""
    clauses = (part for part in top.subtree if part.dep_ in {"advcl", "relcl"} and part.i != top.i)
    bodies = [{part.i for part in clause.subtree} for clause in clauses]
    outside = {position for body in bodies if inner.i not in body for position in body}
    tokens = sorted((part for part in top.subtree if part.i not in outside), key=lambda part: part.i)
    start = tokens[0].idx
    text = list(top.doc[tokens[0].i : tokens[-1].i + 1].text)  # not of doc.text, which is put together anew each time
    for position in outside:
        part = top.doc[position]
        for offset in range(part.idx - start, part.idx + len(part) - start):
            if 0 <= offset < len(text):
                text[offset] = " "
    return start, "".join(text)


def _expressions(text: str, published: dt.date | None, modality: str) -> list[tuple[int, dt.date]]:
    found: list[tuple[int, dt.date]] = []
    taken: list[tuple[int, int]] = []
    for match in _ABSOLUTE.finditer(text):
        value = _absolute(match.group(), published, modality)
        if value:
            found.append((match.start(), value))
            taken.append(match.span())
    if published is None:
        return found
    for match in _DAYS_AGO.finditer(text):
        count = _NUMBERS.get(match.group(1).lower()) or int(match.group(1))
        days = count * (7 if match.group(2).lower() == "week" else 1)
        found.append((match.start(), published - dt.timedelta(days=days)))
    for match in _RELATIVE.finditer(text):
        found.append((match.start(), _relative(match.group(), published, modality)))
    for match in _MONTH_ONLY.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            value = _absolute(match.group(), published, modality)
            if value:
                found.append((match.start(), value))
    return found


@lru_cache(maxsize=4096)
def _absolute(expression: str, published: dt.date | None, modality: str) -> dt.date | None:
    if not _YEAR.search(expression) and published is None:
        return None
    bare = re.sub(r"(?i)\b(early|late|mid)[- ]|\bof\b", "", expression).strip()
    if re.fullmatch(rf"{_MONTH}\.?,?\s+\d{{4}}", bare):
        bare = f"1 {bare}"  # dateparser would take today's day
    if re.fullmatch(r"\d{4}", bare):
        return dt.date(int(bare), 1, 1)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", bare):
        try:
            return dt.date.fromisoformat(bare)
        except ValueError:
            return None
    base = dt.datetime.combine(published, dt.time()) if published else dt.datetime(2000, 1, 1)
    parsed = dateparser.parse(
        bare,
        languages=["en"],
        settings={
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future" if modality == "planned" else "past",
            "PREFER_DAY_OF_MONTH": "first",
        },
    )
    return parsed.date() if parsed else None


def _relative(expression: str, published: dt.date, modality: str) -> dt.date:
    words = expression.lower().split()
    if words[-1] == "today" or (words[0] == "this" and words[-1] not in _WEEKDAYS):
        return published
    if words[-1] == "yesterday":
        return published - dt.timedelta(days=1)
    if words[-1] == "tomorrow":
        return published + dt.timedelta(days=1)
    weekday = _WEEKDAYS.index(words[-1])
    if "next" in words or (modality == "planned" and "last" not in words):
        return published + dt.timedelta(days=(weekday - published.weekday() - 1) % 7 + 1)
    back = (published.weekday() - weekday) % 7
    if "last" in words and back == 0:
        back = 7
    return published - dt.timedelta(days=back)
