"""What commands share: options, how errors are shown, the progress bar, and files written whole."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kg.errors import KgError, StoreError
from kg.limits import LONGEST

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn

P = ParamSpec("P")
R = TypeVar("R")
DATE = click.DateTime(formats=["%Y-%m-%d"])


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Print a KgError as one message and exit with 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(1)

    return wrapped


folder_argument = click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
model_option = click.option("--model", metavar="NAME", help="spaCy pipeline to parse with, by name or path.")
processes_option = click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that parse; two give about 1.7 times the speed on two cores.",
)


longest_option = click.option(
    "--longest",
    type=click.IntRange(1),
    default=LONGEST,
    show_default=True,
    metavar="N",
    help="Characters of the longest article that is read.",
)


def graph_folder(folder: Path) -> Path:
    """The store below a build's folder; the folder itself where it is the store."""
    return folder / "graph" if (folder / "graph").is_dir() else folder


def as_day(value: datetime | None) -> date | None:
    """The day of a ``DATE`` option."""
    return value.date() if value else None


def write_lines(lines: Iterator[str], output: Path | None) -> None:
    """Lines to a file, whole or not at all, or to standard output where there is none."""
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        unfinished.replace(output)
    except OSError as error:
        raise StoreError(f"{output}: can't be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def bar(label: str) -> Iterator[Callable[[], None]]:
    """A counter on standard error while articles are read; silent where that is not a terminal."""
    from rich.progress import SpinnerColumn, TextColumn

    with _progress(SpinnerColumn(), TextColumn(label), TextColumn("{task.completed} articles")) as progress:
        task = progress.add_task(label, total=None)
        yield lambda: progress.advance(task)


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
