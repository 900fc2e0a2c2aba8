"""Shards: a file a table with the same name in each of three folders, ``articles``, ``claims`` and ``mentions``.

A shard is named by the articles in it, so that written twice it is one. Its articles are written last: an article that
is there has all its claims and mentions beside it, whatever stopped the writing. Shards of several runs and machines
are put together by reading all their folders; of an article that stands in several the last reading counts.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.batches import batches
from kg.errors import InputError
from kg.extract import Reading
from kg.extras import extra_package
from kg.model import Mention, UnresolvedMention
from kg.read.skip import Skip
from kg.shards.schema import (
    ARTICLES,
    CLAIMS,
    MENTIONS,
    Row,
    article_of,
    article_row,
    claim_of,
    claim_row,
    mention_of,
    mention_row,
    schemas,
)
from kg.whole import whole_file

ARTICLES_A_SHARD, CHARACTERS_A_SHARD = 2_000, 8_000_000
"""Articles, and characters of their texts, in a shard: a few megabytes on disk, some tens in memory."""


@dataclass(frozen=True, slots=True)
class Shard:
    """``folder`` holds the three folders; ``name`` is that of the files in them."""

    folder: Path
    name: str

    def path(self, table: str) -> Path:
        """The file of one of its tables."""
        return self.folder / table / f"{self.name}.parquet"

    def __str__(self) -> str:
        return str(self.path(ARTICLES))


def write_shards(readings: Iterable[Reading], folder: Path) -> Iterator[Shard]:
    """Write readings into shards, each given out once it is whole.

    Raises:
        StoreError: the folder can't be written.
        KgError: pyarrow is not installed.
    """
    schemas()  # before anything is read, since it may be missing
    together = batches(readings, lambda one: len(one.article.text), most=ARTICLES_A_SHARD, largest=CHARACTERS_A_SHARD)
    for some in together:
        yield _write(some, folder)


def read_shard(shard: Shard) -> Iterator[Reading]:
    """What a shard holds, an article after the other, in the order in which they were read.

    Raises:
        InputError: one of its files is missing or broken.
    """
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    mentions: defaultdict[str, list[Mention | UnresolvedMention]] = defaultdict(list)
    for row in _rows(shard.path(CLAIMS)):
        claims[row["article"]].append(row)
    for row in _rows(shard.path(MENTIONS)):
        mentions[row["article"]].append(mention_of(row))
    for row in _rows(shard.path(ARTICLES)):
        found = mentions[row["id"]]
        yield Reading(
            article_of(row),
            tuple(map(claim_of, claims[row["id"]])),
            tuple(one for one in found if isinstance(one, Mention)),
            tuple(one for one in found if isinstance(one, UnresolvedMention)),
        )


def through_shards(readings: Iterable[Reading], folder: Path) -> Iterator[Reading]:
    """Readings as they come back from the shards that they are written into.

    Raises:
        StoreError: the folder can't be written.
    """
    for shard in write_shards(readings, folder):
        yield from read_shard(shard)


def read_shards(folders: Sequence[Path], on_skip: Callable[[Skip], object]) -> Iterator[Reading]:
    """The union of all shards in these folders, the last reading of each article; what is broken goes to ``on_skip``.

    Files that articles were read from count as files that may hold others: on another machine the same path is another
    file, so that nothing is taken back for it.

    Raises:
        InputError: a folder holds no shards.
    """
    last: dict[str, tuple[dt.datetime, str]] = {}
    places: dict[Shard, tuple[dt.datetime, str]] = {}
    for shard in [one for folder in folders for one in _shards_in(folder)]:
        try:
            rows = _rows(shard.path(ARTICLES), columns=["id", "extracted"])
        except InputError as error:
            on_skip(Skip(str(shard), None, str(error).removeprefix(f"{shard}: ")))
            continue
        if rows:
            places[shard] = (rows[0]["extracted"], str(shard))
            for row in rows:
                last[row["id"]] = max(places[shard], last.get(row["id"], places[shard]))
    for shard, place in sorted(places.items(), key=lambda item: item[1]):
        try:
            for reading in read_shard(shard):
                if last[reading.article.id] == place:
                    yield replace(reading, article=replace(reading.article, shares_file=True))
        except InputError as error:
            path, _, reason = str(error).partition(": ")
            on_skip(Skip(path, None, reason))


def _shards_in(folder: Path) -> list[Shard]:
    found = sorted((folder / ARTICLES).glob("*.parquet"))
    if not found:
        raise InputError(f"{folder}: no shards there; `kg extract --shards {folder}` writes some")
    return [Shard(folder, path.stem) for path in found]


def _write(readings: Sequence[Reading], folder: Path) -> Shard:
    extracted = dt.datetime.now(dt.UTC)
    shard = Shard(folder, _name(readings))
    rows: dict[str, list[Row]] = {
        MENTIONS: [
            mention_row(reading.article.id, mention, extracted)
            for reading in readings for mention in _mentions(reading)
        ],
        CLAIMS: [claim_row(claim, extracted) for reading in readings for claim in reading.claims],
        ARTICLES: [article_row(reading.article, extracted) for reading in readings],
    }  # fmt: skip
    pa, parquet = extra_package("pyarrow", "ray"), extra_package("pyarrow.parquet", "ray")
    for table, content in rows.items():
        with whole_file(shard.path(table)) as file:
            parquet.write_table(pa.Table.from_pylist(content, schema=schemas()[table]), file, compression="zstd")
    return shard


def _mentions(reading: Reading) -> list[Mention | UnresolvedMention]:
    return [*reading.mentions, *reading.unresolved]


def _name(readings: Iterable[Reading]) -> str:
    stands_for = hashlib.sha256()
    for reading in readings:
        for part in (reading.article.id, reading.article.text):
            stands_for.update(hashlib.sha256(part.encode()).digest())
    return stands_for.hexdigest()[:16]


def _rows(path: Path, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    pa, parquet = extra_package("pyarrow", "ray"), extra_package("pyarrow.parquet", "ray")
    table = schemas()[path.parent.name]
    if columns is not None:
        table = pa.schema([table.field(name) for name in columns])
    try:
        read = parquet.read_table(path, columns=table.names)
        rows: list[dict[str, Any]] = read.select(table.names).cast(table).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise InputError(f"{path}: no whole shard: {(str(error) or type(error).__name__).splitlines()[0]}") from error
    return rows
