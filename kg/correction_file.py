"""The correction file: CSV with a head, one correction a line, kept under version control beside the graph.

    claim,correction,value,who,when,why
    1f3a9c0b5d2e4f67,wrong,,A. Analyst,2026-11-27,The sentence speaks of a film
    0a1b2c3d4e5f6071,relation,suppliesSupportTo,A. Analyst,2026-11-27,No arms were meant

``correction`` is wrong, right or relation, of which ``value`` is then the right one. Taking a line out undoes it with
the next build. Who is the same actor and who is not stands in the decision file.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.graph.corrections import Correction
from kg.limits import too_long
from kg.vocabulary import load_vocabulary
from kg.whole import whole_file

FILE_NAME = "corrections.csv"
"""Read from the folder of the graph."""
COLUMNS = ("claim", "correction", "value", "who", "when", "why")
KINDS = ("wrong", "right", "relation")


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """The corrections of a file, and one message for each line that can't be read."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[str, ...] = ()


def read_correction_file(path: Path) -> CorrectionFile:
    """Corrections in the order of the file; a bad line is named and the rest is read. None where there is no file.

    Raises:
        InputError: the file can't be read, or its first line doesn't name the columns.
    """
    if not path.exists():
        return CorrectionFile()
    lines = _lines(path)
    head = next(((number, line) for number, line in lines), None)
    if head is None:
        return CorrectionFile()
    columns = [cell.strip().lower() for cell in head[1].split(",")]
    if missing := [name for name in COLUMNS[:2] if name not in columns]:
        raise InputError(f"{path}:{head[0]}: no column {', '.join(missing)}; the first line is {','.join(COLUMNS)}")
    corrections: list[Correction] = []
    problems: list[str] = []
    for number, line in lines[1:]:
        if problem := too_long(f"{path}:{number}", line):
            problems.append(f"{problem}; left out")
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], skipinitialspace=True))]
        fields = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
        problem = _problem(fields) or ("more cells than the head has" if len(cells) > len(columns) else None)
        if problem:
            problems.append(f"{path}:{number}: {problem}; left out")
        else:
            corrections.append(_correction(fields, f"{path}:{number}"))
    return CorrectionFile(tuple(corrections), tuple(problems))


def append_correction(path: Path, correction: Correction) -> None:
    """Add one line at the end of the file, or begin one.

    Raises:
        InputError: the file can't be read, or the correction is none.
    """
    cells = [correction.claim, correction.kind, correction.value, correction.who, correction.when, correction.why]
    fields = dict(zip(COLUMNS, (" ".join(cell.split()) for cell in cells), strict=True))
    if problem := _problem(fields):
        raise InputError(problem)
    columns = list(COLUMNS)
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    if before.strip():
        read_correction_file(path)  # a file that is none is left alone
        columns = [cell.strip().lower() for cell in _lines(path)[0][1].split(",")]
    added = io.StringIO()
    writer = csv.writer(added, lineterminator="\n")
    if not before.strip():
        writer.writerow(COLUMNS)
    writer.writerow([fields.get(column, "") for column in columns])
    with whole_file(path) as file:
        file.write((before + ("\n" if before and not before.endswith("\n") else "") + added.getvalue()).encode())


def take_back(path: Path, claim: str) -> int:
    """Take the lines on a claim out of the file; how many there were.

    Raises:
        InputError: the file can't be read.
    """
    if not path.exists():
        return 0
    text = path.read_text(encoding="utf-8-sig")
    kept = [line for line in text.splitlines(keepends=True) if line.split(",")[0].strip() != claim]
    taken = len(text.splitlines()) - len(kept)
    if taken:
        with whole_file(path) as file:
            file.write("".join(kept).encode())
    return taken


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path}: can't be read: {reason}") from error
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip(" \t,") and line.lstrip()[0] != "#"]


def _problem(fields: dict[str, str]) -> str | None:
    if not re.fullmatch(r"[0-9a-f]{16}", fields["claim"]):
        return f"{fields['claim']!r} is no id of a claim; claims.jsonl and the pages of claims show it"
    if fields["correction"] not in KINDS:
        return f"the correction is {fields['correction']!r}; write {', '.join(KINDS)}"
    if fields["correction"] == "relation" and fields["value"] not in load_vocabulary().relations:
        return f"no relation is called {fields['value']!r}; see ontology/geopolitics.ttl"
    if fields["when"]:
        try:
            dt.date.fromisoformat(fields["when"])
        except ValueError:
            return f"{fields['when']!r} is no day; write it as 2026-11-23"
    return None


def _correction(fields: dict[str, str], place: str) -> Correction:
    return Correction(
        fields["claim"], fields["correction"], fields["value"],  # type: ignore[arg-type]
        fields["who"], fields["when"], fields["why"], place,
    )  # fmt: skip
