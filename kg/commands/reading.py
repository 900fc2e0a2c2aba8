"""What ``kg extract`` and ``kg mentions`` share: articles in, lines of JSON out, skips named at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.options import say, write_lines

if TYPE_CHECKING:
    from kg.extract import Reading
    from kg.parse import Setup
    from kg.read import Skip


def write_readings(
    inputs: tuple[str, ...], output: Path | None, setup: Setup, processes: int, longest: int,
    lines_of: Callable[[Reading], Iterable[str]],
) -> None:  # fmt: skip
    """Write the lines of each article that can be read, to a file or to standard output.

    Raises:
        InputError: none could be read.
    """
    from kg.building import readable
    from kg.errors import InputError
    from kg.extract import read_articles

    skipped: list[Skip] = []
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        articles = readable(inputs, skipped, longest, lambda doubt: say(f"kg: {doubt}", err=True))
        for reading in read_articles(articles, setup=setup, processes=processes, on_skip=skipped.append):
            read += 1
            yield from (line + "\n" for line in lines_of(reading))
        if not read:
            raise InputError("nothing could be read")

    try:
        write_lines(lines(), output)
    finally:
        for skip in skipped:
            say(f"kg: skipped {skip}", err=True)
