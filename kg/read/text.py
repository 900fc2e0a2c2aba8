"""Plain text and Markdown, the latter with an optional YAML head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from kg.model import Article
from kg.read.identity import article_id, make_article
from kg.read.nexis import read_nexis
from kg.read.skip import UnreadableError
from kg.read.source import Item, Source

_HEAD = re.compile(r"\A---[ \t\r]*\n(.*?)\n---[ \t\r]*(?:\n(?:[ \t\r]*\n)*|\Z)", re.DOTALL)
LONGEST_TITLE = 200
"""Characters: a longer first line is a paragraph."""


def read_text(source: Source) -> Iterator[Item]:
    """One article: the whole file; its title is the first line where that stands alone and is short.

    A download of Nexis Uni as text has many.
    """
    text = source.text()
    download = read_nexis(text.splitlines(), source)
    yield from [plain_article(text)] if download is None else download


def read_markdown(source: Source) -> Iterator[Item]:
    """One article: the text below the head. Keys of the head: title, date, source, url, author, language, section."""
    text = source.text()
    match = _HEAD.match(text)
    if match is None:
        yield plain_article(text)
        return
    try:
        head: Any = yaml.safe_load(match.group(1)) or {}
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2024-02-31
        mark = getattr(error, "problem_mark", None)
        first = text.count("\n", 0, match.start(1)) + 1
        problem = str(getattr(error, "problem", None) or error).split("\n", 1)[0]
        line = first + mark.line if mark else first
        raise UnreadableError(f"the YAML head is not valid: {problem}", line) from error
    except RecursionError as error:
        raise UnreadableError("the YAML head is not valid: nested too deep", 2) from error
    if not isinstance(head, dict):
        raise UnreadableError("the YAML head must be keys and values, such as 'title: …'", 2)
    body = text[match.end() :]
    if not body.strip():
        raise UnreadableError("no text below the YAML head", text.count("\n") + 1, kind="empty")
    try:
        article = make_article(body, head, source.name)
    except UnreadableError as error:
        raise UnreadableError(f"the YAML head is not valid: {error}", 2) from error
    yield replace(article, title=article.title or first_line_title(body))


def plain_article(text: str) -> Article:
    """An article of which nothing is told but its text."""
    return Article(id=article_id(text), text=text, title=first_line_title(text))


def first_line_title(text: str) -> str | None:
    """The first line, where it is short and followed by an empty line."""
    lines = text.lstrip("\n").split("\n", 2)
    first = lines[0].strip().lstrip("# ")
    alone = len(lines) > 1 and not lines[1].strip()
    return first if first and alone and len(first) <= LONGEST_TITLE else None
