"""Claims, events and relations as pandas DataFrames with plain values: text, numbers and timestamps, no RDF.

Needs the extra ``notebook``; pandas is imported when a frame is made. Days are ``datetime64``; a date that is only a
month or a year stands as it was said in ``date`` and by its last day in ``day``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.extras import notebook_package
from kg.graph.claims import ClaimRow, claims_between
from kg.graph.levels import Level
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.partial_date import PartialDate
from kg.relation_history import relations as relation_list
from kg.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import pandas as pd

_DAYS = ("day", "published", "first", "last", "ended")


def claims(
    graph: KnowledgeGraph,
    *,
    subject: str | None = None,
    relation: str | None = None,
    object: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    level: Level = "said",
) -> pd.DataFrame:
    """One row a claim, in order of day: who does what to whom, how far it holds, who says so, with the quote.

    Actors go by any name, a relation stands for those below it; ``since`` and ``until`` keep claims dated within (of
    the event, else of publication), both included. At the ``level`` "state" actors are the states and bodies that they
    stand for.

    Raises:
        QueryError: nobody is meant by a name.
        KgError: pandas is not installed.
    """
    return _frame(_CLAIM_COLUMNS, [_claim(row) for row in _rows(graph, subject, relation, object, since, until, level)])


def events(
    graph: KnowledgeGraph,
    *,
    subject: str | None = None,
    relation: str | None = None,
    object: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    level: Level = "said",
) -> pd.DataFrame:
    """One row an event affirmed as done: the same actors, relation and day once, whatever the number of reports.

    What sentences only refer to ("since the invasion") is no report.
    ``reports`` are articles, ``sources`` outlets. What lasts (memberships, offices) is no event. For the arguments
    and errors see :func:`claims`.
    """
    found: defaultdict[tuple[str, str, str, PartialDate | None], list[ClaimRow]] = defaultdict(list)
    known = load_vocabulary().relations
    for row in _rows(graph, subject, relation, object, since, until, level):
        name = known.get(row.relation)
        if (
            row.reported
            and row.polarity == "affirmed"
            and row.modality == "actual"
            and name is not None
            and name.plover
        ):
            one, other = sorted((row.subject, row.object)) if name.symmetric else (row.subject, row.object)
            found[one, other, row.relation, row.happened].append(row)
    return _frame(_EVENT_COLUMNS, [_event(rows) for rows in found.values()])


def relations(graph: KnowledgeGraph, **filters: Any) -> pd.DataFrame:
    """One row a relation, with how well it is founded and when it held; for the filters see :func:`kg.relations`."""
    rows = [
        {
            "subject": one.subject_label, "relation": one.relation, "object": one.object_label,
            "first": _day(one.first), "last": _day(one.last), "ended": _day(one.ended),
            "claims": len(one.claims), "sources": one.sources, "origins": one.origins, "speakers": one.speakers,
            "subject_id": one.subject, "object_id": one.object, "claim_ids": list(one.claims),
        }
        for one in relation_list(graph, **filters)
    ]  # fmt: skip
    return _frame(_RELATION_COLUMNS, rows)


_CLAIM_COLUMNS = (
    "day", "subject", "relation", "object", "polarity", "modality", "speaker", "theme", "confidence", "quote",
    "sentence", "date", "published", "source", "title", "url", "article", "quad", "plover", "subject_id", "object_id",
    "reported", "id",
)  # fmt: skip
_EVENT_COLUMNS = (
    "day", "subject", "relation", "object", "reports", "sources", "quote", "date", "quad", "plover", "subject_id",
    "object_id", "claim_ids",
)  # fmt: skip
_RELATION_COLUMNS = (
    "subject", "relation", "object", "first", "last", "ended", "claims", "sources", "origins", "speakers",
    "subject_id", "object_id", "claim_ids",
)  # fmt: skip


def _rows(
    graph: KnowledgeGraph,
    subject: str | None,
    relation: str | None,
    object: str | None,
    since: dt.date | None,
    until: dt.date | None,
    level: Level,
) -> list[ClaimRow]:
    ends = [find_actor_at(graph, name, level) if name else None for name in (subject, object)]
    rows = claims_between(graph, ends[0], ends[1], relation, level=level)
    return [row for row in rows if _within(row.happened, since, until)]


def _within(date: PartialDate | None, since: dt.date | None, until: dt.date | None) -> bool:
    if since is None and until is None:
        return True
    return (
        date is not None and (since is None or since <= date.earliest()) and (until is None or date.latest() <= until)
    )


def _claim(row: ClaimRow) -> dict[str, object]:
    relation = load_vocabulary().relations.get(row.relation)
    return {
        "day": _day(row.happened), "subject": row.subject_label, "relation": row.relation, "object": row.object_label,
        "polarity": row.polarity, "modality": row.modality, "speaker": row.speaker, "theme": row.theme,
        "confidence": row.confidence, "quote": row.quote, "sentence": row.sentence or None,
        "date": row.date.isoformat() if row.date else None, "published": row.published, "source": row.source,
        "title": row.title, "url": row.url, "article": row.article, "quad": relation.quad if relation else None,
        "plover": relation.plover if relation else None, "subject_id": row.subject, "object_id": row.object,
        "reported": row.reported, "id": row.id,
    }  # fmt: skip


def _event(rows: Sequence[ClaimRow]) -> dict[str, object]:
    best = max(rows, key=lambda row: (row.confidence, row.id))
    return _claim(best) | {
        "date": best.happened.isoformat() if best.happened else None,
        "reports": len({row.article for row in rows}),
        "sources": len({one for row in rows for one in row.outlets or [row.article]}),
        "claim_ids": sorted(row.id for row in rows),
    }


def _day(date: PartialDate | None) -> dt.date | None:
    return date.latest() if date else None


def _frame(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    pandas = notebook_package("pandas")
    frame: pd.DataFrame = pandas.DataFrame([[row[name] for name in columns] for row in rows], columns=list(columns))
    for name in _DAYS:
        if name in frame:
            frame[name] = pandas.to_datetime(frame[name]).astype("datetime64[s]")
    return frame
