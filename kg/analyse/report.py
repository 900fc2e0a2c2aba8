"""The methods as tables for a reader: one function a method, and with each row the claims that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import pyoxigraph as ox

from kg.analyse.alignment import alignment
from kg.analyse.balance import balance
from kg.analyse.blocs import blocs
from kg.analyse.brokers import brokers
from kg.analyse.movers import movers
from kg.analyse.ties import HALF_LIFE, Tie, dated, signed_graph, ties
from kg.errors import QueryError
from kg.graph.levels import Level, find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, claim_iri
from kg.table import Table, Term

METHODS = ("signed", "blocs", "balance", "brokers", "alignment", "movers")
SHOWN = 20
"""Rows of a table."""
TIES_SHOWN = 3
QUARTERS = 12
"""The most quarters that alignment over time is cut into; longer times are cut into years."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the span of time, the level, how fast claims age, and whom it is about (names)."""

    since: dt.date | None = None
    until: dt.date | None = None
    level: Level = "state"
    half_life: float | None = HALF_LIFE
    actors: tuple[str, ...] = ()


def report(graph: KnowledgeGraph, method: str, question: Question) -> Table:
    """The table of a method; the column ``claims`` counts what a row rests on, ``claim_ids`` names them.

    Raises:
        QueryError: no such method, actor, or not what the method needs.
    """
    tables = {
        "signed": _signed, "blocs": _blocs, "balance": _balance, "brokers": _brokers, "alignment": _alignment,
        "movers": _movers,
    }  # fmt: skip
    if method not in tables:
        raise QueryError(f"no method is called {method!r}; there are {', '.join(METHODS)}")
    return tables[method](graph, question)


def _ties(graph: KnowledgeGraph, question: Question, **span: dt.date | None) -> list[Tie]:
    wanted = {"since": question.since, "until": question.until} | span
    return ties(graph, since=wanted["since"], until=wanted["until"], level=question.level, half_life=question.half_life)


def _network(graph: KnowledgeGraph, question: Question) -> nx.Graph[str]:
    return signed_graph(_ties(graph, question))


def _signed(graph: KnowledgeGraph, question: Question) -> Table:
    """The strongest ties."""
    wanted = {find_actor_at(graph, name, question.level) for name in question.actors}
    found = [tie for tie in _ties(graph, question) if not wanted or wanted & {tie.one, tie.other}]
    found.sort(key=lambda tie: (-abs(tie.weight), tie.one, tie.other))
    rows = [
        (_text(tie.one_label), _text(tie.other_label), *map(_number, (tie.weight, tie.positive, tie.negative)),
         *_claims(tie.claims))
        for tie in found
    ]  # fmt: skip
    return _table(("actor", "other", "weight", "cooperation", "conflict"), rows, "no two actors have a tie yet")


def _blocs(graph: KnowledgeGraph, question: Question) -> Table:
    network = _network(graph, question)
    found = blocs(network)
    rows = []
    for number, group in enumerate(found.groups, 1):
        inside = network.subgraph(group)
        claims = sorted({claim for *_, tie in inside.edges(data=True) for claim in tie["claims"]})
        if len(group) > 1:
            rows.append((_number(number), _number(len(group)), _text(_names(network, group)), *_claims(claims)))
    note = f"signed modularity {found.modularity:.3f}; {found.against:.0%} of all ties' weight runs against the blocs"
    return _table(("bloc", "actors", "members"), rows, "no two actors cooperate yet", note)


def _balance(graph: KnowledgeGraph, question: Question) -> Table:
    network = _network(graph, question)
    found = balance(network)
    rows = []
    for (one, other), fewer in found.resolves:
        tie = network[one][other]
        to = "conflict" if tie["weight"] > 0 else "cooperation"
        rows.append((_text(_name(network, one)), _text(_name(network, other)), _number(tie["weight"]), _text(to),
                     _number(fewer), *_claims(tie["claims"])))  # fmt: skip
    note = (
        f"{found.triads} triads, {found.share:.0%} of them balanced ({found.expected:.0%} expected by chance), "
        f"{len(found.tense)} in tension" + (f", such as {_names(network, found.tense[0])}" if found.tense else "")
    )
    columns = ("actor", "other", "weight", "if it turned to", "fewer triads in tension")
    return _table(columns, rows, "no change of one tie would resolve any tension", note)


def _brokers(graph: KnowledgeGraph, question: Question) -> Table:
    network = _network(graph, question)
    rows = [
        (_text(broker.label), _number(broker.betweenness), _number(broker.partners), _number(broker.blocs),
         *_claims(broker.claims))
        for broker in brokers(network, blocs(network).groups)
    ]  # fmt: skip
    return _table(("actor", "betweenness", "partners", "blocs reached"), rows, "nobody stands between others yet")


def _alignment(graph: KnowledgeGraph, question: Question) -> Table:
    if len(question.actors) != 2:
        raise QueryError("alignment is of two actors: give --actor twice, as in --actor Iran --actor Russia")
    one, other = (find_actor_at(graph, name, question.level) for name in question.actors)
    rows = []
    for since, until in _spans(graph, question):
        found = alignment(signed_graph(_ties(graph, question, since=since, until=until)), one, other)
        if found.value is not None:
            rows.append((_day(since), _day(until), _number(found.value), _number(found.shared), *_claims(found.claims)))
    return _table(("since", "until", "alignment", "third parties"), rows, "they share no third party at any time")


def _movers(graph: KnowledgeGraph, question: Question) -> Table:
    """From before ``since`` to the time after it, or from the first to the second half of all claims by date."""
    first, last = _ends(graph, question)
    if first is None or last is None or first == last:
        return _table(("actor",), [], "the claims have no dates that could be compared")
    middle = question.since if question.since and question.since > first else first + (last - first) / 2
    before = signed_graph(_ties(graph, question, since=None, until=middle - dt.timedelta(days=1)))
    after = signed_graph(_ties(graph, question, since=middle, until=question.until))
    rows = []
    for mover in movers(before, after):
        changes = "; ".join(f"{label} {was:+.2f} → {is_:+.2f}" for label, was, is_ in mover.ties[:TIES_SHOWN])
        rows.append((_text(mover.label), _number(mover.moved), _text(changes), *_claims(mover.claims)))
    return _table(("actor", "moved", "ties"), rows, "nobody moved", f"before and from {middle.isoformat()} on")


def _spans(graph: KnowledgeGraph, question: Question) -> list[tuple[dt.date, dt.date]]:
    """Quarters from the first claim to the last, or years where they would be too many."""
    first, last = _ends(graph, question)
    if first is None or last is None:
        return []
    months = 3 if (last - first).days <= QUARTERS * 92 else 12
    start = dt.date(first.year, (first.month - 1) // months * months + 1, 1)
    starts = [start]
    while starts[-1] <= last:
        month = starts[-1].month - 1 + months
        starts.append(dt.date(starts[-1].year + month // 12, month % 12 + 1, 1))
    return [(since, after - dt.timedelta(days=1)) for since, after in pairwise(starts)]


def _ends(graph: KnowledgeGraph, question: Question) -> tuple[dt.date | None, dt.date | None]:
    days = dated(graph, until=question.until)
    return (days[0], days[-1]) if days else (None, None)


def _table(columns: tuple[str, ...], rows: Iterable[tuple[Term, ...]], empty: str, note: str | None = None) -> Table:
    rows = list(rows)
    more = f"{len(rows) - SHOWN} more rows" if len(rows) > SHOWN else None
    notes = [part for part in (empty if not rows else None, note, more) if part]
    return Table((*columns, "claims", "claim_ids"), tuple(rows[:SHOWN]), "; ".join(notes) or None)


def _claims(identifiers: Iterable[str]) -> tuple[Term, Term]:
    identifiers = list(identifiers)
    return _number(len(identifiers)), _text(" ".join(map(claim_iri, identifiers)))


def _names(network: nx.Graph[str], actors: Iterable[str]) -> str:
    return ", ".join(sorted(_name(network, actor) for actor in actors))


def _name(network: nx.Graph[str], actor: str) -> str:
    return str(network.nodes[actor].get("label", actor))


def _text(text: str) -> Term:
    return ox.Literal(text)


def _number(value: float) -> Term:
    if isinstance(value, int):
        return ox.Literal(value)
    return ox.Literal(f"{value:.3f}", datatype=ox.NamedNode(XSD + "decimal"))


def _day(day: dt.date) -> Term:
    return ox.Literal(day.isoformat(), datatype=ox.NamedNode(XSD + "date"))
