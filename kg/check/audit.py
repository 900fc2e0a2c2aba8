"""Rows of an event data set (actor, type, actor, date, with or without the text) held against the claims of a graph."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from kg.ask.period import Period
from kg.check.ground import Asked, find_ground
from kg.errors import InputError, QueryError
from kg.extract import extract_claims
from kg.graph.actors import find_actor
from kg.graph.store import KnowledgeGraph
from kg.model import Article
from kg.parse import DEFAULT, Setup
from kg.partial_date import PartialDate
from kg.table import harmless
from kg.vocabulary import load_vocabulary

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "actor": ("actor", "actor1", "source", "source name", "actor name"),
    "type": ("type", "event_type", "event type", "event", "relation"),
    "recipient": ("recipient", "actor2", "target", "target name", "recipient name"),
    "date": ("date", "event_date", "event date"),
    "text": ("text", "article", "headline"),
}
"""Headings that a column may have; the date and the text may be missing."""
ADDED = ("verdict", "sources", "days", "denied_by", "quotes", "in_text")


def audit(graph: KnowledgeGraph, path: Path, *, setup: Setup = DEFAULT) -> Iterator[dict[str, str]]:
    """Each row of a CSV file with its verdict (see :mod:`kg.check.ground`), its sources, days and quotes.

    ``type`` is a PLOVER event type or a relation of the ontology. ``in_text`` says whether the reader finds the event
    in the row's own text. A row whose actor, type or date is not known says so in place of a verdict.

    Raises:
        InputError: the file can't be read, or lacks a column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    headings = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    places = {column: next((headings[name] for name in names if name in headings), None)
              for column, names in COLUMNS.items()}  # fmt: skip
    for column in ("actor", "type", "recipient"):
        if places[column] is None:
            raise InputError(f"{path}: no column for the {column}; call one of them {', '.join(COLUMNS[column])}")
    for row in rows:
        given = {column: (row.get(name) or "").strip() if name else "" for column, name in places.items()}
        yield {str(name): value or "" for name, value in row.items() if name is not None} | _audited(
            graph, given, setup
        )


def _audited(graph: KnowledgeGraph, row: Mapping[str, str], setup: Setup) -> dict[str, str]:
    try:
        asked = Asked(
            find_actor(graph, row["actor"]), find_actor(graph, row["recipient"]), _relations(row["type"]),
            period=_period(row["date"]),
        )  # fmt: skip
    except QueryError as error:
        return dict.fromkeys(ADDED, "") | {"verdict": f"not checked: {error}"}
    ground = find_ground(graph, asked)
    quotes = [" ".join(one.quote.split()) for one in (*ground.claims, *ground.against)]
    return {
        "verdict": ground.verdict, "sources": "; ".join(ground.sources), "days": "; ".join(ground.days),
        "denied_by": "; ".join(ground.deniers), "quotes": " | ".join(quotes[:3]),
        "in_text": _in_text(row["text"], asked, setup) if row["text"] else "",
    }  # fmt: skip


def _relations(name: str) -> frozenset[str]:
    vocabulary = load_vocabulary()
    plain = name.removeprefix("rel:")
    if plain in vocabulary.relations:
        return frozenset({plain, *vocabulary.descendants(plain)})
    found = frozenset(one.name for one in vocabulary.relations.values() if one.plover == name.upper())
    if not found:
        raise QueryError(f"no event type or relation is called {name!r}; write ASSAULT or suppliesArmsTo")
    return found


def _period(text: str) -> Period:
    try:
        date = PartialDate.parse(text) if text else None
    except ValueError as error:
        raise QueryError(str(error)) from error
    return Period(date.earliest(), date.latest()) if date else Period()


def _in_text(text: str, asked: Asked, setup: Setup) -> str:
    """ "yes", "denied", "planned" and the like, or "no": what the text itself says of the event."""
    found = []
    for claim in extract_claims([Article("row", text)], setup=setup):
        ends = [{entity.id, entity.part_of} for entity in (claim.subject, claim.object)]
        if claim.relation in asked.relations and asked.subject in ends[0] and asked.object in ends[1]:
            done = claim.polarity == "affirmed" and claim.modality == "actual"
            found.append("yes" if done else "denied" if claim.polarity == "negated" else claim.modality)
    return next((one for one in ("yes", "denied", "planned", "possible", "demanded") if one in found), "no")


def format_audit(rows: list[dict[str, str]]) -> str:
    """As CSV; what a spreadsheet would run as a formula is made harmless."""
    output = io.StringIO()
    writer = csv.DictWriter(output, list(rows[0]) if rows else list(ADDED), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: harmless(value) for name, value in row.items()} for row in rows)
    return output.getvalue()
