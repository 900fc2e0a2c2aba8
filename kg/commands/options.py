"""What commands share: options, how text and errors are shown, the progress bar, and files written whole."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

import click

from kg.errors import InputError, KgError
from kg.limits import LONGEST
from kg.printable import printable, printable_json
from kg.whole import whole_file

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

    from kg.graph.store import KnowledgeGraph

P = ParamSpec("P")
R = TypeVar("R")
DATE = click.DateTime(formats=["%Y-%m-%d"])


Level = Literal["said", "state"]
"""As :data:`kg.graph.levels.Level`, which takes longer to load."""
WIDTH = 160
"""Columns of a table where the output is no terminal."""


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print text that may come from articles: without control characters, which a terminal would obey."""
    click.echo(printable(text), err=err, nl=nl)


def say_json(text: str, *, nl: bool = True) -> None:
    """Print JSON, its control characters escaped."""
    click.echo(printable_json(text), nl=nl)


def say_table(table: Any, style: str) -> None:
    """Print a table as "table", "csv" or "json"."""
    from kg.table import format_csv, format_json, format_table

    if style == "json":
        say_json(format_json(table))
    elif style == "csv":
        say(format_csv(table), nl=False)
        if table.note:  # CSV itself has no place for it
            say(f"kg: {table.note}", err=True)
    else:
        say(format_table(table, width=None if sys.stdout.isatty() else WIDTH))


@contextmanager
def graph_to_read(folder: Path) -> Iterator[KnowledgeGraph]:
    """The graph of a build, never to be changed; a warning where it is unfinished.

    Raises:
        StoreError: no graph there.
    """
    from kg.graph.store import BEHIND, is_behind, open_graph

    with open_graph(graph_folder(folder), read_only=True) as graph:
        if is_behind(graph):
            say(f"kg: {BEHIND}", err=True)
        yield graph


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Print a KgError as one message and exit with 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            say(f"kg: {error}", err=True)
            sys.exit(1)

    return wrapped


folder_argument = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
model_option = click.option("--model", metavar="NAME", help="spaCy pipeline to parse with, by name or path.")


def setup_options(command: Callable[..., R]) -> Callable[..., R]:
    """How articles are read, as options; the command gets them as one ``setup`` (see :class:`kg.parse.Setup`)."""

    @model_option
    @click.option(
        "--reader",
        type=click.Choice(["trained", "rules"]),
        default="trained",
        show_default=True,
        help="Frames and the trained network together, or frames alone.",
    )
    @click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        metavar="SHARE",
        help="Keep claims that are right with at least this probability; less keeps more, and more that is wrong.",
    )
    @functools.wraps(command)
    def wrapped(*args: Any, model: str | None, reader: Any, min_confidence: float | None, **kwargs: Any) -> R:
        from kg.parse import Setup

        return command(*args, setup=Setup(model, reader, min_confidence), **kwargs)

    return wrapped


processes_option = click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that parse; two give about 1.7 times the speed on two cores.",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read: the longest article, in characters; columns of tables; whether the first skip is the end."""

    longest: int
    columns: Mapping[str, str]
    strict: bool


def reading_options(command: Callable[..., R]) -> Callable[..., R]:
    """How inputs are read, as options; the command gets them as one ``reading``."""

    @click.option("--longest", type=click.IntRange(1), default=LONGEST, show_default=True, metavar="N",
                  help="Characters of the longest article that is read.")  # fmt: skip
    @click.option("--columns", metavar="FIELD=COLUMN,…",
                  help="What columns of a table, or keys of JSON, hold: text=body. The rest is guessed.")  # fmt: skip
    @click.option("--strict", is_flag=True, help="Stop at the first input that can't be read.")
    @functools.wraps(command)
    def wrapped(*args: Any, longest: int, columns: str | None, strict: bool, **kwargs: Any) -> R:
        from kg.read.columns import parse_columns

        try:
            named = parse_columns(columns or "")
        except InputError as error:
            raise click.UsageError(str(error)) from error
        return command(*args, reading=Reading(longest, named, strict), **kwargs)

    return wrapped


write_option = click.option(
    "--write/--no-write",
    default=None,
    help="Write graph.nq, claims.jsonl and graph.html beside the graph; without it those of before are deleted.  "
    "[default: if the graph has 50,000 claims or fewer]",
)


def level_option(default: Level) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """``--level``: who counts as an actor; the command gets it as ``level`` (see :mod:`kg.graph.levels`)."""
    return click.option(
        "--level",
        type=click.Choice(["said", "state"]),
        default=default,
        show_default=True,
        help="Actors as said, or rolled up to the state or body that they act for.",
    )


def graph_folder(folder: Path) -> Path:
    """The store below a build's folder; the folder itself where it is the store."""
    return folder / "graph" if (folder / "graph").is_dir() else folder


def as_day(value: datetime | None) -> date | None:
    """The day of a ``DATE`` option."""
    return value.date() if value else None


def write_lines(lines: Iterator[str], output: Path | None) -> None:
    """Lines of JSON to a file, whole or not at all, or to standard output where there is none."""
    if output is None:
        for line in lines:
            say_json(line, nl=False)
        return
    with whole_file(output) as file:
        file.writelines(line.encode() for line in lines)


@contextmanager
def bar(label: str, share: Callable[[], float] = lambda: 0.0) -> Iterator[Callable[[], None]]:
    """A counter on standard error while articles are read, with rate and time left; silent where that is no terminal.

    ``share`` tells how much of the whole is read, from 0 (not known) to 1.
    """
    from rich.progress import SpinnerColumn, TextColumn

    with _progress(SpinnerColumn(), TextColumn(label), TextColumn("{task.fields[state]}")) as progress:
        task = progress.add_task(label, total=None, state="")
        begun, count = time.monotonic(), 0

        def step() -> None:
            nonlocal count
            count += 1
            progress.update(task, state=course_text(count, time.monotonic() - begun, share()))

        yield step


def course_text(count: int, seconds: float, share: float) -> str:
    """As "1,200 articles, 8.3 a second, 40 %, 0:03:37 left"; ``share`` is 0 where it is not known."""
    text = f"{count:,} articles, {count / max(seconds, 0.001):.1f} a second"
    if not 0 < share <= 1:
        return text
    left = timedelta(seconds=round(seconds * (1 - share) / share))
    return f"{text}, {share:.0%}, {left} left"


@contextmanager
def share_bar(label: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error that fills to 1; silent where that is not a terminal."""
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn

    with _progress(TextColumn(label), BarColumn(), TaskProgressColumn()) as progress:
        task = progress.add_task(label, total=1.0)
        yield lambda share: progress.update(task, completed=share)


def _progress(*columns: ProgressColumn) -> Progress:
    from rich.console import Console
    from rich.progress import Progress, TimeElapsedColumn

    console = Console(stderr=True)
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=not console.is_terminal)
