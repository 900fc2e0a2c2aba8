"""Files, folders and standard input → Articles, one at a time; what can't be read becomes a named Skip."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

from kg.model import Article
from kg.read.html import read_html
from kg.read.jsonl import read_jsonl
from kg.read.skip import Skip, UnreadableError, decode
from kg.read.text import read_markdown, read_text

__all__ = ["FORMATS", "Skip", "read"]

_WHOLE: dict[str, Callable[[str, str], Iterator[Article | Skip]]] = {
    ".txt": read_text, ".md": read_markdown, ".html": read_html, ".htm": read_html,
}  # fmt: skip
"""Readers of formats that hold one article: from the file's text and its name."""

FORMATS = (*_WHOLE, ".jsonl")


def read(inputs: Sequence[str]) -> Iterator[Article | Skip]:
    """Articles of all inputs, in order: a file, a folder (searched through, by name) or ``-`` for standard input.

    The same article twice is read once; the second is skipped with that reason.
    """
    seen: dict[str, str] = {}
    for name in inputs:
        for path, item in _read_one(name):
            if isinstance(item, Article):
                if item.id in seen:
                    item = Skip(path, None, f"article {item.id!r} was read before, from {seen[item.id]}")
                else:
                    seen[item.id] = path
            yield item


def _read_one(name: str) -> Iterator[tuple[str, Article | Skip]]:
    """What an input holds, each with the path of its file."""
    if name == "-":
        for item in _read_standard_input(sys.stdin.buffer):
            yield "standard input", item
        return
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        yield name, Skip(name, None, f"can't be read: {error.strerror}")
        return
    if is_folder:
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in FORMATS and _is_file(file)
                       and file.name.lower() != "readme.md")  # fmt: skip
        if not files:
            yield name, Skip(name, None, f"no articles in this folder; looked for {', '.join(FORMATS)}")
        for file in files:
            for item in _read_file(file):
                yield str(file), item
    elif is_there:
        for item in _read_file(path):
            yield name, item
    else:
        yield name, Skip(name, None, "no such file or folder")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return True  # reading it says why it can't be read


def _read_file(path: Path) -> Iterator[Article | Skip]:
    name, suffix = str(path), path.suffix.lower()
    if suffix not in FORMATS:
        yield Skip(name, None, f"unknown format {suffix!r}; kg reads {', '.join(FORMATS)}")
        return
    try:
        with path.open("rb") as file:
            yield from read_jsonl(file, name) if suffix == ".jsonl" else _read_whole(file.read(), name, suffix)
    except OSError as error:
        yield Skip(name, None, f"can't be read: {error.strerror}")


def _read_standard_input(stream: IO[bytes]) -> Iterator[Article | Skip]:
    """JSON lines where the first line that holds anything begins with ``{``, else the whole as one plain text."""
    name = "standard input"
    start = []
    for line in stream:
        start.append(line)
        if line.removeprefix(b"\xef\xbb\xbf").strip():
            break
    if start and start[-1].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from read_jsonl(chain(start, stream), name)
    else:
        yield from _read_whole(b"".join(start) + stream.read(), name, ".txt")


def _read_whole(content: bytes, name: str, suffix: str) -> Iterator[Article | Skip]:
    try:
        text = decode(content)
    except UnreadableError as error:
        yield Skip(name, error.line, str(error))
        return
    if text.strip():
        yield from _WHOLE[suffix](text, name)
    else:
        yield Skip(name, None, "the file is empty")
