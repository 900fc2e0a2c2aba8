"""The analyst's files applied to a graph at once: corrections of claims, and who is the same; nothing is read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.building import decisions_for, write_outputs
from kg.correction_file import FILE_NAME, read_correction_file
from kg.errors import StoreError
from kg.graph.addresses import note_written
from kg.graph.corrections import apply_corrections, last_of_each, write_corrections
from kg.graph.follow import follow
from kg.graph.identities import write_decisions
from kg.graph.store import open_graph


def apply_files(folder: Path, *, write: bool | None = None, say: Callable[[str], None] = lambda text: None) -> None:
    """Apply ``corrections.csv`` and ``decisions.csv`` of a build's folder to its graph, as a build over it would.

    ``write`` is that of :func:`kg.building.build`; ``say`` is told what fits nothing, and what was not written.

    Raises:
        InputError: a file can't be read.
        StoreError: no graph there, or it is being written to.
    """

    def note(problems: Iterable[object]) -> None:
        for problem in problems:
            say(str(problem))

    if not folder.is_dir():
        raise StoreError(f"{folder}: no graph there; `kg build` makes one")
    corrected = read_correction_file(folder / FILE_NAME)
    decided = decisions_for(None, folder)
    note([*corrected.problems, *decided.problems])
    with open_graph(folder / "graph") as graph:
        write_decisions(graph, decided.decisions)
        write_corrections(graph, last_of_each(corrected.corrections))
        note(apply_corrections(graph))
        outcome = follow(graph, decisions=decided.decisions)
        note([*outcome.unknown, *outcome.contradictions])
        if left := write_outputs(graph, folder, write).note:
            say(left)
    note_written(folder / "graph")
