"""What commands share: options, how text and errors are shown, the progress bar, and files written whole."""

from __future__ import annotations

import functools
import os
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


def jobs_option(command: Callable[..., R]) -> Callable[..., R]:
    """How many processes read, as an option; the command gets them as ``jobs``."""

    @click.option("--jobs", type=click.IntRange(1), metavar="N",
                  help="Processes that read; the claims are those of one.  [default: one a core]")  # fmt: skip
    @click.option("--processes", type=click.IntRange(1), hidden=True)  # as it was called before
    @functools.wraps(command)
    def wrapped(*args: Any, jobs: int | None, processes: int | None, **kwargs: Any) -> R:
        return command(*args, jobs=jobs or processes or cores(), **kwargs)

    return wrapped


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads the articles: processes of this machine, or the Ray cluster at ``address`` (one started here)."""

    name: Literal["local", "ray"]
    address: str | None


def engine_options(command: Callable[..., R]) -> Callable[..., R]:
    """What reads the articles, as options; the command gets them as one ``engine``."""

    @click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True,
                  help="Read with processes of this machine, or on Ray, which the extra [ray] brings.")  # fmt: skip
    @click.option("--address", metavar="HOST:PORT", help="Ray cluster to read on.  [default: one started here]")
    @functools.wraps(command)
    def wrapped(*args: Any, engine: Any, address: str | None, **kwargs: Any) -> R:
        if address and engine != "ray":
            raise click.UsageError("--address is that of a Ray cluster: add --engine ray")
        return command(*args, engine=Engine(engine, address), **kwargs)

    return wrapped


def store_options(command: Callable[..., R]) -> Callable[..., R]:
    """Where the graph is kept, as options; the command gets them as one ``store``, None for the folder."""

    @click.option("--store", metavar="URL", help="Keep the graph on this SPARQL 1.1 server; OUT notes its address.")
    @click.option("--store-update", metavar="URL", help="The server's address for updates.  [default: that of --store]")
    @functools.wraps(command)
    def wrapped(*args: Any, store: str | None, store_update: str | None, **kwargs: Any) -> R:
        from kg.graph.addresses import Addresses

        if store_update and not store:
            raise click.UsageError("--store-update goes with --store, the address for queries")
        try:
            addresses = Addresses(store, store_update or store) if store else None
        except InputError as error:
            raise click.UsageError(str(error)) from error
        return command(*args, store=addresses, **kwargs)

    return wrapped


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


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
    """The store below a build's folder, where it is or would be; the folder itself where it is the store."""
    from kg.graph.addresses import FILE_NAME

    return folder / "graph" if (folder / "graph").is_dir() or (folder / FILE_NAME).exists() else folder


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


LINE_EVERY = 60.0
"""Seconds between two lines on how far a build is, where there is no terminal."""


@contextmanager
def bar(label: str, share: Callable[[], float] = lambda: 0.0) -> Iterator[Callable[[], None]]:
    """A counter on standard error while articles are read, with rate and time left.

    Where that is no terminal it is a line every :data:`LINE_EVERY` seconds, so that a log tells how far a build is.
    ``share`` tells how much of the whole is read, from 0 (not known) to 1.
    """
    from rich.progress import SpinnerColumn, TextColumn

    with _progress(SpinnerColumn(), TextColumn(label), TextColumn("{task.fields[state]}")) as progress:
        task = progress.add_task(label, total=None, state="")
        begun, count, written = time.monotonic(), 0, 0.0

        def step() -> None:
            nonlocal count, written
            count += 1
            seconds = time.monotonic() - begun
            if not progress.disable:
                progress.update(task, state=course_text(count, seconds, share()))
            elif seconds - written >= LINE_EVERY:
                written = seconds
                say(f"kg: {label}: {course_text(count, seconds, share())}", err=True)

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
