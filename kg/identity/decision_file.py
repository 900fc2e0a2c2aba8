"""The decision file: CSV with a head, one decision a line, written by people and kept under version control.

    name,other,decision,who,when,why
    # Comments and empty lines are fine; so are ; and tabs in place of commas, throughout the file.
    Yusuf Example,Youssef Example,same,A. Analyst,2026-11-23,"Same office, same week"
    Ali Example,Aly Example,different,A. Analyst,2026-11-23,

A name is a label that `kg actors` shows, any name the gazetteer knows, an IRI or a Q-number. The order of lines makes
no difference. Taking a line out undoes it with the next build.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError, StoreError
from kg.graph.decisions import Decision, Verdict
from kg.graph.terms import as_iri
from kg.limits import too_long
from kg.whole import whole_file

FILE_NAME = "decisions.csv"
"""Read from the folder of the graph where no other file is given."""
COLUMNS = ("name", "other", "decision", "who", "when", "why")
REQUIRED = COLUMNS[:3]
VERDICTS: dict[str, Verdict] = {"same": "same", "different": "different"}


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """The decisions of a file, and one message for each line that can't be read."""

    decisions: tuple[Decision, ...] = ()
    problems: tuple[str, ...] = ()


def read_decision_file(path: Path) -> DecisionFile:
    """Decisions in the order of the file; a bad line is named and the rest is read.

    Raises:
        InputError: the file can't be read, or its first line doesn't name the columns.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise InputError(f"{path}: can't be read: {reason}") from error
    rows = [(number, line) for number, line in enumerate(lines, 1) if line.strip(" \t,;") and line.lstrip()[0] != "#"]
    if not rows:
        return DecisionFile()
    number, head = rows[0]
    delimiter = next((mark for mark in "\t;" if mark in head), ",")
    columns = [cell.strip().lower() for cell in head.split(delimiter)]
    if missing := [name for name in REQUIRED if name not in columns]:
        raise InputError(f"{path}:{number}: no column {', '.join(missing)}; the first line is {','.join(COLUMNS)}")
    decisions: list[Decision] = []
    problems: list[str] = []
    for number, line in rows[1:]:
        place = f"{path}:{number}"
        if problem := too_long(place, line):
            problems.append(f"{problem}; left out")
            continue
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, skipinitialspace=True))]
        if problem := _problem(cells, columns):
            problems.append(f"{place}: {problem}; left out")
            continue
        fields = dict(zip(columns, cells, strict=False))
        decisions.append(
            Decision(
                fields["name"], fields["other"], VERDICTS[fields["decision"].lower()],
                fields.get("who", ""), fields.get("when", ""), fields.get("why", ""), place,
            )
        )  # fmt: skip
    return DecisionFile(tuple(decisions), tuple(problems))


def _problem(cells: list[str], columns: list[str]) -> str | None:
    if len([cell for cell in cells[len(columns) :] if cell]):
        return f"{len(cells)} cells where the head has {len(columns)}; put text with commas in double quotes"
    fields = dict(zip(columns, cells, strict=False))
    if not fields.get("name") or not fields.get("other"):
        return "two names are needed"
    verdict = fields.get("decision", "")
    if verdict.lower() not in VERDICTS:
        return f"the decision is {verdict!r}; write same or different"
    if fields["name"] == fields["other"]:
        return f"both names are {fields['name']!r}; write IRIs to tell two of one name apart"
    for name in (fields["name"], fields["other"]):
        try:
            as_iri(name)
        except StoreError:
            return f"{name!r} is no IRI; write a name or an IRI as `kg actors` shows it"
    if fields.get("when"):
        try:
            dt.date.fromisoformat(fields["when"])
        except ValueError:
            return f"{fields['when']!r} is no day; write it as 2026-11-23"
    return None


def append_decision(path: Path, decision: Decision) -> None:
    """Add one line at the end of the file, or begin one.

    Raises:
        InputError: the file can't be read or written, or the decision is none.
    """
    cells = [decision.name, decision.other, decision.verdict, decision.who, decision.when, decision.why]
    cells = [" ".join(cell.split()) for cell in cells]
    if problem := _problem(cells, list(COLUMNS)):
        raise InputError(problem)
    if path.exists():
        read_decision_file(path)  # a file that is no decision file is left alone
    try:
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        head = next((line for line in before.splitlines() if line.strip() and line.lstrip()[0] != "#"), None)
        columns = list(COLUMNS)
        delimiter = ","
        if head is not None:
            delimiter = next((mark for mark in "\t;" if mark in head), ",")
            columns = [cell.strip().lower() for cell in head.split(delimiter)]
        added = io.StringIO()
        writer = csv.writer(added, delimiter=delimiter, lineterminator="\n")
        if head is None:
            writer.writerow(COLUMNS)
        writer.writerow([dict(zip(COLUMNS, cells, strict=True)).get(column, "") for column in columns])
        if problem := too_long(str(path), added.getvalue()):
            raise InputError(problem)
        with path.open("a", encoding="utf-8", newline="") as file:
            file.write(("\n" if before and not before.endswith("\n") else "") + added.getvalue())
    except OSError as error:
        raise InputError(f"{path}: can't be written: {error.strerror}") from error


def take_back_decision(path: Path, name: str, other: str) -> int:
    """Take the lines on these two, whichever is named first, out of the file; how many there were.

    Raises:
        InputError: the file can't be read or written.
    """
    if not path.exists():
        return 0
    wanted = {name, other}
    gone = {
        int(one.place.rpartition(":")[2]) for one in read_decision_file(path).decisions
        if {one.name, one.other} == wanted
    }  # fmt: skip
    if gone:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
        with whole_file(path) as file:
            file.write("".join(line for number, line in enumerate(lines, 1) if number not in gone).encode())
    return len(gone)
