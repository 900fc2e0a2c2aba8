"""What ``kg extract`` and ``kg mentions`` share: articles in, what was found out, skips named at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.commands.fetching import Fetching, elsewhere
from kg.commands.options import Engine, Reading, say, write_lines

if TYPE_CHECKING:
    from kg.extract import Reading as Found
    from kg.parse import Setup


def write_readings(
    inputs: tuple[str, ...], output: Path | None, setup: Setup, jobs: int, options: Reading, fetching: Fetching,
    lines_of: Callable[[Found], Iterable[str]],
) -> None:  # fmt: skip
    """Write the lines of each article that can be read, to a file or to standard output.

    Raises:
        InputError: none could be read, or with --strict not all.
    """
    with read_inputs(inputs, setup, jobs, options, fetching) as readings:
        write_lines((line + "\n" for reading in readings for line in lines_of(reading)), output)


@contextmanager
def read_inputs(
    inputs: tuple[str, ...], setup: Setup, jobs: int, options: Reading, fetching: Fetching,
    engine: Engine | None = None,
) -> Iterator[Iterator[Found]]:  # fmt: skip
    """What was found in each article that can be read; what was skipped is named at the end.

    Raises:
        InputError: none could be read, or with --strict not all.
    """
    from kg.building import readable
    from kg.errors import InputError
    from kg.extract import read_articles
    from kg.read.skip_log import SkipLog

    skips = SkipLog(options.strict, language=setup.language)

    def readings(folder: Path) -> Iterator[Found]:
        articles = readable(
            inputs, skips, options.longest, lambda doubt: say(f"kg: {doubt}", err=True), columns=options.columns,
            since=fetching.since, elsewhere=elsewhere(fetching, folder, options, language=setup.language),
            language=setup.language,
        )  # fmt: skip
        if engine is not None and engine.name == "ray":
            from kg.extract.on_ray import read_articles_on_ray

            workers = None if engine.address else jobs
            found = read_articles_on_ray(articles, setup=setup, on_skip=skips.add, jobs=workers, address=engine.address)
        else:
            found = read_articles(articles, setup=setup, processes=jobs, on_skip=skips.add)
        is_empty = True
        for reading in found:
            is_empty = False
            yield reading
        if is_empty:
            raise InputError("nothing could be read")

    try:
        with TemporaryDirectory(prefix="kg-") as folder:
            yield readings(Path(folder))
    finally:
        for skip in skips.first:
            say(f"kg: skipped {skip}", err=True)
        if skips.total > len(skips.first):
            say(f"kg: skipped {skips.total - len(skips.first):,} more; in all {skips.by_kind()}", err=True)
        if foreign := skips.foreign():
            say(f"kg: {foreign}", err=True)
