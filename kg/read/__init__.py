"""Files, folders and standard input → Articles, one at a time; what can't be read becomes a named Skip."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.model import Article
from kg.read.html import read_html
from kg.read.jsonl import read_jsonl
from kg.read.skip import Skip, UnreadableError, decode
from kg.read.text import read_markdown, read_text

__all__ = ["READERS", "Skip", "read"]

Reader = Callable[[str, str], Iterator[Article | Skip]]
"""From a file's text and its name to articles."""

READERS: dict[str, Reader] = {
    ".txt": read_text, ".md": read_markdown, ".html": read_html, ".htm": read_html, ".jsonl": read_jsonl,
}  # fmt: skip


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
        for item in _read_bytes(sys.stdin.buffer.read(), "standard input", None):
            yield "standard input", item
        return
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        yield name, Skip(name, None, f"can't be read: {error.strerror}")
        return
    if is_folder:
        files = sorted(file for file in path.rglob("*") if file.suffix.lower() in READERS and file.is_file()
                       and file.name.lower() != "readme.md")  # fmt: skip
        if not files:
            yield name, Skip(name, None, f"no articles in this folder; looked for {', '.join(READERS)}")
        for file in files:
            for item in _read_file(file):
                yield str(file), item
    elif is_there:
        for item in _read_file(path):
            yield name, item
    else:
        yield name, Skip(name, None, "no such file or folder")


def _read_file(path: Path) -> Iterator[Article | Skip]:
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Skip(str(path), None, f"can't be read: {error.strerror}")
        return
    yield from _read_bytes(content, str(path), path.suffix.lower())


def _read_bytes(content: bytes, name: str, suffix: str | None) -> Iterator[Article | Skip]:
    try:
        text = decode(content)
    except UnreadableError as error:
        yield Skip(name, error.line, str(error))
        return
    if suffix is None:
        suffix = ".jsonl" if text.lstrip().startswith("{") else ".txt"
    reader = READERS.get(suffix)
    if reader is None:
        yield Skip(name, None, f"unknown format {suffix!r}; kg reads {', '.join(READERS)}")
        return
    yield from reader(text, name)
