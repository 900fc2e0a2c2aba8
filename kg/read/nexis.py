"""Downloads of Nexis Uni, in which one document holds many articles: an article each, with what stands about it.

What is known of the format is what the package nexis-uni-parser 0.1.5 (MIT) reads: a head of the search up to a line of
forty dashes, then articles that end in "End of Document", each with lines such as "Length:", "Section:", "Byline:" and
"Load-Date:" and its text behind a line "Body". What stands above the first of those lines is not named there: the first
of its lines is taken for the title, one that is a date for the day, and what stands between them for the outlet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.model import Article
from kg.read.identity import make_article, read_date
from kg.read.source import Source

END = "End of Document"
BODY = "Body"
_DASHES = re.compile(r"[-‐–—―_]{40,}")
_FIELD = re.compile(r"(Length|Section|Byline|Load-Date):\s*(.*)")
NAMES = {"Section": "section", "Byline": "author"}
"""Lines by their field of an article."""
_DAY = re.compile(r"(?:[A-Z][a-z]+ \d{1,2},? |\d{1,2} [A-Z][a-z]+,? )\d{4}\b")
"""How a date begins that is a line of its own: "March 2, 2024 Saturday"."""
BEFORE_BODY = 60
"""Lines above the text that may say something about it."""


def read_nexis(lines: Sequence[str], source: Source) -> list[Article] | None:
    """The articles of a download, each with what is told about it; None where the document is none."""
    lines = [line.strip() for line in lines]
    if END not in lines or BODY not in lines:
        return None
    found = [
        replace(make_article(text, {**source.known, **about}, source.name), shares_file=True)
        for part in _parts(lines) for text, about in _article(part)
    ]  # fmt: skip
    return found or None


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each article; the head of the search and its list of titles belong to none."""
    first = lines.index(END)
    dashes = [number for number, line in enumerate(lines[:first]) if _DASHES.fullmatch(line)]
    start = dashes[-1] + 1 if dashes else 0
    for number, line in enumerate(lines):
        if line == END and number >= start:
            yield list(lines[start:number])
            start = number + 1


def _article(lines: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Its text and what is told about it, where it has a text."""
    if BODY not in lines:
        return
    body = lines.index(BODY)
    text_lines = lines[body + 1 :]
    behind = (number for number, line in enumerate(text_lines) if line.startswith("Load-Date:"))
    end = next(behind, len(text_lines))
    text = "\n".join(text_lines[:end]).strip()
    if text:
        yield text, _about([line for line in lines[:body] if line][-BEFORE_BODY:])


def _about(lines: Sequence[str]) -> dict[str, str]:
    """What the lines above the text tell."""
    fields = [(number, match) for number, line in enumerate(lines) if (match := _FIELD.fullmatch(line))]
    about = {NAMES[match[1]]: match[2].split(";")[0] for _, match in fields if match[1] in NAMES and match[2]}
    above = lines[: fields[0][0]] if fields else lines
    if above:
        about["title"] = above[0]
    day = next((number for number, line in enumerate(above) if number and _DAY.match(line)), None)
    if day is not None:
        written = _DAY.match(above[day])
        if written and read_date(written[0]):
            about["published"] = written[0]
        if day > 1:
            about["source"] = above[1]
    return about
