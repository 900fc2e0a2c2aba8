"""What ``kg extract`` and ``kg mentions`` share: articles in, lines of JSON out, skips named at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.commands.fetching import Fetching, elsewhere
from kg.commands.options import Reading, say, write_lines

if TYPE_CHECKING:
    from kg.extract import Reading as Found
    from kg.parse import Setup


def write_readings(
    inputs: tuple[str, ...], output: Path | None, setup: Setup, processes: int, options: Reading,
    fetching: Fetching, lines_of: Callable[[Found], Iterable[str]],
) -> None:  # fmt: skip
    """Write the lines of each article that can be read, to a file or to standard output.

    Raises:
        InputError: none could be read, or with --strict not all.
    """
    from kg.building import readable
    from kg.errors import InputError
    from kg.extract import read_articles
    from kg.read.skip_log import SkipLog

    skips = SkipLog(options.strict)
    read = 0

    def lines(folder: str) -> Iterator[str]:
        nonlocal read
        articles = readable(
            inputs, skips, options.longest, lambda doubt: say(f"kg: {doubt}", err=True), columns=options.columns,
            since=fetching.since, elsewhere=elsewhere(fetching, Path(folder), options),
        )  # fmt: skip
        for reading in read_articles(articles, setup=setup, processes=processes, on_skip=skips.add):
            read += 1
            yield from (line + "\n" for line in lines_of(reading))
        if not read:
            raise InputError("nothing could be read")

    try:
        with TemporaryDirectory(prefix="kg-") as folder:
            write_lines(lines(folder), output)
    finally:
        for skip in skips.first:
            say(f"kg: skipped {skip}", err=True)
        if skips.total > len(skips.first):
            say(f"kg: skipped {skips.total - len(skips.first):,} more; in all {skips.by_kind()}", err=True)
        if foreign := skips.foreign():
            say(f"kg: {foreign}", err=True)
