"""Files, folders, standard input and what others read → Articles, one at a time; the rest becomes named Skips."""

from __future__ import annotations

import datetime as dt
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BufferedReader
from pathlib import Path

from kg.limits import LONGEST
from kg.model import Article
from kg.read.archive import is_hidden
from kg.read.bounds import Bounds
from kg.read.formats import SUFFIXES
from kg.read.identity import is_known_by_text
from kg.read.namesakes import told_apart
from kg.read.reading import read_stream, unknown_format
from kg.read.skip import Note, Skip
from kg.read.source import BUFFER, Item, Settings, buffered
from kg.resources import ENGLISH

__all__ = ["SUFFIXES", "Course", "Elsewhere", "Item", "Note", "Settings", "Skip", "read", "read_stream"]

STANDARD_INPUT = "standard input"
Elsewhere = Callable[[str], Iterator[Item] | None]
"""Reads an input that is no file, such as an address; None for one that it leaves to this module."""


@dataclass(slots=True)
class Course:
    """How far the reading is, in bytes of the files: of ``total``, 0 where it is not known, ``done`` are read."""

    total: int = 0
    done: int = 0


def read(
    inputs: Sequence[str],
    *,
    longest: int = LONGEST,
    columns: Mapping[str, str] | None = None,
    course: Course | None = None,
    since: dt.date | None = None,
    elsewhere: Elsewhere = lambda name: None,
    language: str = ENGLISH,
) -> Iterator[Item]:
    """Articles of all inputs, in order: a file, a folder (searched through, by name) or ``-`` for standard input.

    The same article twice is read once; the second is skipped with that reason. Another text under the same id in one
    input is another article, with an id of its own (see :mod:`kg.read.namesakes`), and a Note says so. Skipped is also
    a text of more than ``longest`` characters, a file, or a line of a .jsonl, that is too large to hold one within, and
    what is not in ``language``.
    ``columns`` names the columns of tables and keys of records that hold fields of an article; ``course`` is kept up to
    date while what is read is asked for. Articles published before ``since`` are left out, those without a day are not;
    a Note at the end says how many there were. ``elsewhere`` is asked for each input first.
    """
    seen: dict[str, str] = {}
    settings = Settings(Bounds(longest), columns or {}, language)
    too_old = 0
    for path, item in told_apart(_read_all(inputs, settings, course or Course(), elsewhere)):
        if isinstance(item, Article):
            if since and item.published and item.published < since:
                too_old += 1
                continue
            if item.id in seen:
                reason = f"article {item.id!r} was read before, from {seen[item.id]}"
                item = Skip(path, None, reason, repeats=replace(item, text=""), kind="read before")
            else:
                seen[item.id] = path
        yield item
    if too_old:
        yield Note(f"--since {since}", f"{too_old:,} articles of before were left out")


def _read_all(
    inputs: Sequence[str], settings: Settings, course: Course, elsewhere: Elsewhere
) -> Iterator[tuple[str, Item]]:
    """What the inputs hold, each with the path of its file."""
    others = [elsewhere(name) for name in inputs]
    files = [
        (name, other, list(_files(name)) if name != "-" and other is None else [])
        for name, other in zip(inputs, others, strict=True)
    ]
    if all(other is None for other in others):
        course.total = sum(_size(found) for _, _, several in files for found in several if isinstance(found, Path))
    for name, other, several in files:
        for item in other or ():
            yield name, item
        if name == "-":
            stream = buffered(sys.stdin.buffer)
            for item in read_stream(stream, STANDARD_INPUT, _suffix_of_input(stream), settings):
                yield STANDARD_INPUT, replace(item, shares_file=False) if isinstance(item, Article) else item
        for file in several:
            if isinstance(file, Skip):
                yield name, file
                continue
            for item in _read_file(file, settings, course):
                yield str(file), item


def _suffix_of_input(stream: BufferedReader) -> str:
    """JSON lines where the first line that holds anything begins an object and more of it."""
    first = stream.peek(BUFFER).removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")[0].strip()
    return ".jsonl" if first.startswith(b"{") and first != b"{" else ""


def _files(name: str) -> Iterator[Path | Skip]:
    """The files of an input, in order of name; why there are none."""
    path = Path(name)
    try:
        is_folder, is_there = path.is_dir(), path.exists()
    except OSError as error:
        yield Skip(name, None, f"can't be read: {error.strerror}")
        return
    if not is_folder:
        yield path if is_there else Skip(name, None, "no such file or folder", kind="not there")
        return
    files = [file for file in sorted(path.rglob("*")) if not _is_folder(file)
             and not is_hidden(str(file.relative_to(path)))]  # fmt: skip
    if not any(file.suffix.lower() in SUFFIXES for file in files):
        yield Skip(name, None, f"no articles in this folder; looked for {', '.join(SUFFIXES)}", kind="empty")
        return
    for file in files:
        suffix = file.suffix.lower()
        yield (
            file
            if suffix in SUFFIXES
            else Skip(str(file), None, unknown_format(suffix, shortly=True), kind="unknown format")
        )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False  # reading it says why it can't be read


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_file(path: Path, settings: Settings, course: Course) -> Iterator[Item]:
    name, before = str(path), course.done
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait, a device may have no end
            yield Skip(name, None, "a device or a pipe, no file; kg reads standard input as -", kind="no file")
            return
        with path.open("rb") as file:
            for item in read_stream(file, name, path.suffix.lower(), settings):
                course.done = before + os.lseek(file.fileno(), 0, os.SEEK_CUR)
                yield _from_file(item, path) if isinstance(item, Article) else item
    except OSError as error:
        yield Skip(name, None, f"can't be read: {error.strerror}")
    finally:
        course.done = before + _size(path)


def _from_file(article: Article, path: Path) -> Article:
    """The article with its file, which a record that has a name of its own may leave for another."""
    if article.shares_file and not is_known_by_text(article):
        return replace(article, shares_file=False)
    name = str(path.resolve()).encode("utf-8", "backslashreplace").decode()  # a name need not be UTF-8
    return replace(article, file=name)
