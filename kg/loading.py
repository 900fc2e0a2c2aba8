"""Shards in; the graph that building from their articles would have made out, with nothing read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from kg.building import Progress, Summary, decisions_for, merge
from kg.graph.addresses import Addresses
from kg.shards.files import read_shards


def load(
    shards: Sequence[Path],
    out: Path,
    *,
    decisions: Path | None = None,
    write: bool | None = None,
    store: Addresses | None = None,
    progress: Progress | None = None,
    warn: Callable[[str], None] = lambda warning: None,
) -> Summary:
    """Load the union of the shards in these folders into the graph in ``out/graph``; the rest is as in
    :func:`kg.building.build`. Shards that are not whole are left out, and named in the summary.

    Raises:
        InputError: no whole shard is there.
        StoreError: ``out`` can't be written.
    """
    summary = Summary()

    def note(warnings: Iterable[object]) -> None:
        for warning in map(str, warnings):
            summary.warnings.append(warning)
            warn(warning)

    decided = decisions_for(decisions, out)
    note(decided.problems)
    merge(
        read_shards(shards, summary.skips.add), out, summary, decided, note, write=write, store=store, progress=progress
    )
    return summary
