"""Files, folders and standard input → Articles, one at a time; what can't be read becomes a named Skip."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import IO

from kg.limits import LONGEST, FaultError, allowance, contained
from kg.model import Article
from kg.read.bounds import Bounds, bounded_lines
from kg.read.html import read_html
from kg.read.identity import is_known_by_text
from kg.read.jsonl import read_jsonl
from kg.read.skip import Skip, UnreadableError, decode
from kg.read.text import read_markdown, read_text

__all__ = ["FORMATS", "Skip", "read"]

_WHOLE: dict[str, Callable[[str, str], Iterator[Article | Skip]]] = {
    ".txt": read_text, ".md": read_markdown, ".html": read_html, ".htm": read_html,
}  # fmt: skip
"""Readers of formats that hold one article: from the file's text and its name."""

FORMATS = (*_WHOLE, ".jsonl")


def read(inputs: Sequence[str], *, longest: int = LONGEST) -> Iterator[Article | Skip]:
    """Articles of all inputs, in order: a file, a folder (searched through, by name) or ``-`` for standard input.

    The same article twice is read once; the second is skipped with that reason. So is a text of more than ``longest``
    characters, and a file, or a line of a .jsonl, that is too large to hold one within.
    """
    seen: dict[str, str] = {}
    bounds = Bounds(longest)
    for name in inputs:
        for path, item in _read_one(name, bounds):
            if isinstance(item, Article):
                if item.id in seen:
                    reason = f"article {item.id!r} was read before, from {seen[item.id]}"
                    item = Skip(path, None, reason, repeats=replace(item, text=""))
                else:
                    seen[item.id] = path
            yield item


def _read_one(name: str, bounds: Bounds) -> Iterator[tuple[str, Article | Skip]]:
    """What an input holds, each with the path of its file."""
    if name == "-":
        for item in _read_standard_input(sys.stdin.buffer, bounds):
            yield "standard input", item
        return
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        yield name, Skip(name, None, f"can't be read: {error.strerror}")
        return
    if is_folder:
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in FORMATS and not _is_folder(file)
                       and file.name.lower() != "readme.md")  # fmt: skip
        if not files:
            yield name, Skip(name, None, f"no articles in this folder; looked for {', '.join(FORMATS)}")
        for file in files:
            for item in _read_file(file, bounds):
                yield str(file), item
    elif is_there:
        for item in _read_file(path, bounds):
            yield name, item
    else:
        yield name, Skip(name, None, "no such file or folder")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it says why it can't be read


def _read_file(path: Path, bounds: Bounds) -> Iterator[Article | Skip]:
    name, suffix = str(path), path.suffix.lower()
    if suffix not in FORMATS:
        yield Skip(name, None, f"unknown format {suffix!r}; kg reads {', '.join(FORMATS)}")
        return
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait, a device may have no end
            yield Skip(name, None, "a device or a pipe, no file; kg reads standard input as -")
            return
        with path.open("rb") as file:
            if suffix == ".jsonl":
                items = read_jsonl(bounded_lines(file, bounds.size), name, bounds)
            else:
                items = _read_whole(file.read(bounds.size + 1), name, suffix, bounds)
            for item in items:
                yield _from_file(item, path, shared=suffix == ".jsonl") if isinstance(item, Article) else item
    except OSError as error:
        yield Skip(name, None, f"can't be read: {error.strerror}")


def _from_file(article: Article, path: Path, *, shared: bool) -> Article:
    """The article with its file, which a record of a .jsonl that has a name of its own may leave for another."""
    if shared and not is_known_by_text(article):
        return article
    name = str(path.resolve()).encode("utf-8", "backslashreplace").decode()  # a name need not be UTF-8
    return replace(article, file=name, shares_file=shared)


def _read_standard_input(stream: IO[bytes], bounds: Bounds) -> Iterator[Article | Skip]:
    """JSON lines where the first line that holds anything begins with ``{``, else the whole as one plain text."""
    name = "standard input"
    start, size = [], 0
    lines = bounded_lines(stream, bounds.size)
    for line in lines:
        start.append(line)
        size += len(line)
        if size > bounds.size or line.removeprefix(b"\xef\xbb\xbf").strip():
            break
    if start and start[-1].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_jsonl(chain(start, lines), name, bounds)
    else:
        rest = stream.read(max(bounds.size + 1 - size, 0))
        yield from _read_whole(b"".join(start) + rest, name, ".txt", bounds)


def _read_whole(content: bytes, name: str, suffix: str, bounds: Bounds) -> Iterator[Article | Skip]:
    if reason := bounds.too_large(content):
        yield Skip(name, None, reason)
        return
    try:
        text = decode(content)
    except UnreadableError as error:
        yield Skip(name, error.line, str(error))
        return
    if not text.strip():
        yield Skip(name, None, "the file is empty")
        return
    try:
        with contained(allowance(len(text))):
            found = list(_WHOLE[suffix](text, name))
    except FaultError as fault:
        found = [Skip(name, None, str(fault))]
    for item in found:
        reason = bounds.too_long(item.text) if isinstance(item, Article) else None
        yield Skip(name, None, reason) if reason else item
