"""Plain text and Markdown, the latter with an optional YAML head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from kg.model import Article
from kg.read.identity import article_id, read_date
from kg.read.skip import Skip

_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
LONGEST_TITLE = 200
"""Characters: a longer first line is a paragraph."""


def read_text(text: str, name: str) -> Iterator[Article | Skip]:
    """One article: the whole file; its title is the first line where that stands alone and is short."""
    yield Article(id=article_id(text), text=text, title=first_line_title(text))


def read_markdown(text: str, name: str) -> Iterator[Article | Skip]:
    """One article: the text below the head. Keys of the head: title, date, source, url, author, language."""
    match = _HEAD.match(text)
    if match is None:
        yield from read_text(text, name)
        return
    try:
        head: Any = yaml.safe_load(match.group(1)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield Skip(name, mark.line + 2 if mark else 1, f"the YAML head is not valid: {getattr(error, 'problem', error)}")
        return
    if not isinstance(head, dict):
        yield Skip(name, 2, "the YAML head must be keys and values, such as 'title: …'")
        return
    body = text[match.end() :]
    if not body.strip():
        yield Skip(name, text.count("\n") + 1, "no text below the YAML head")
        return

    def string(key: str) -> str | None:
        return str(head[key]) if head.get(key) is not None else None

    yield Article(
        id=string("id") or article_id(body, string("url")),
        text=body,
        title=string("title") or first_line_title(body),
        published=read_date(head.get("date") or head.get("published")),
        source=string("source"),
        url=string("url"),
        author=string("author"),
        language=string("language") or "en",
    )


def first_line_title(text: str) -> str | None:
    """The first line, where it is short and followed by an empty line."""
    lines = text.lstrip("\n").split("\n", 2)
    first = lines[0].strip().lstrip("# ")
    alone = len(lines) > 1 and not lines[1].strip()
    return first if first and alone and len(first) <= LONGEST_TITLE else None
