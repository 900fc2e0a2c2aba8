"""The methods as tables for a reader: one function a method, and with each row the claims that it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import networkx as nx
import pyoxigraph as ox

from kg.analyse.alignment import alignment
from kg.analyse.balance import balance
from kg.analyse.blocs import blocs
from kg.analyse.brokers import brokers
from kg.analyse.deeds import Deed, deeds, within
from kg.analyse.known import agreements
from kg.analyse.measures import measures
from kg.analyse.movers import movers
from kg.analyse.ties import HALF_LIFE, Tie, signed_graph, ties_of
from kg.errors import QueryError
from kg.graph.levels import Level
from kg.graph.stand_ins import find_actor_at
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import XSD, claim_iri
from kg.table import Table, Term

SHOWN = 20
"""Rows of a table, or of each of its years."""
TIES_SHOWN = 3
QUARTERS = 12
"""The most quarters that alignment over time is cut into; longer times are cut into years."""
YEARLY = ("signed", "blocs", "balance", "brokers", "measures", "known")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the span of time, the level, how fast deeds age, whom it is about (names), and whether by year.

    Blocs, balance, brokers, measures, movers and known alliances are of states alone at the level "state", unless
    ``everybody``.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    level: Level = "state"
    half_life: float | None = HALF_LIFE
    actors: tuple[str, ...] = ()
    by_year: bool = False
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the deeds that it is about, IRIs of the actors, and the year where it is of one."""

    question: Question
    deeds: Sequence[Deed]
    actors: tuple[str, ...]
    year: int | None = None

    def ties(self, deeds: Iterable[Deed] | None = None, *, states_only: bool = False) -> list[Tie]:
        question = self.question
        return ties_of(self.deeds if deeds is None else deeds, level=question.level, half_life=question.half_life,
                       states_only=states_only and question.level == "state" and not question.everybody)  # fmt: skip

    def network(self) -> nx.Graph[str]:
        return signed_graph(self.ties(states_only=True))


def report(graph: KnowledgeGraph, method: str, question: Question, found: Sequence[Deed] | None = None) -> Table:
    """The table of a method; the column ``claims`` counts what a row rests on, ``claim_ids`` names them.

    ``found`` are the :func:`deeds` of the question's level, where they were read before.

    By year, each year stands for itself, and nothing in it is weighed by its age.

    Raises:
        QueryError: no such method, actor, or not what the method needs.
    """
    if method not in _TABLES:
        raise QueryError(f"no method is called {method!r}; there are {', '.join(METHODS)}")
    if question.by_year and method not in YEARLY:
        raise QueryError(f"{method} goes over time as it is; by year there are {', '.join(YEARLY)}")
    actors = tuple(find_actor_at(graph, name, question.level) for name in question.actors)
    found = deeds(graph, question.level) if found is None else found
    span = within(found, question.since, question.until)
    if method == "movers":  # looks at the time before ``since`` as well
        return _movers(_Asked(question, found, actors))
    if not question.by_year:
        return _TABLES[method](_Asked(question, span, actors))
    years = sorted({one.date.year for one in span if one.date and one.date.last_year is None})
    tables = [
        (year, _TABLES[method](_Asked(replace(question, half_life=None), within(span, *_year(year)), actors, year)))
        for year in years
    ]
    return _joined(tables)


def _joined(tables: Sequence[tuple[int, Table]]) -> Table:
    columns = next((table.columns for _, table in tables), ("claims", "claim_ids"))
    rows = tuple((_number(year), *row) for year, table in tables for row in table.rows)
    notes = "; ".join(f"{year}: {table.note}" for year, table in tables if table.note)
    return Table(("year", *columns), rows, notes or (None if rows else "nothing that is dated"))


def _signed(asked: _Asked) -> Table:
    """The strongest ties."""
    wanted = set(asked.actors)
    found = [tie for tie in asked.ties() if not wanted or wanted & {tie.one, tie.other}]
    found.sort(key=lambda tie: (-abs(tie.weight), tie.one, tie.other))
    rows = [
        (_text(tie.one_label), _text(tie.other_label), *map(_number, (tie.weight, tie.positive, tie.negative)),
         _number(tie.deeds), _number(tie.reports), *_claims(tie.claims))
        for tie in found
    ]  # fmt: skip
    columns = ("actor", "other", "weight", "cooperation", "conflict", "deeds", "reports")
    return _table(columns, rows, "no two actors have a tie yet")


def _blocs(asked: _Asked) -> Table:
    network = asked.network()
    found = blocs(network)
    rows = []
    for number, group in enumerate(found.groups, 1):
        inside = network.subgraph(group)
        claims = sorted({claim for *_, tie in inside.edges(data=True) for claim in tie["claims"]})
        if len(group) > 1:
            rows.append((_number(number), _number(len(group)), _text(_names(network, group)), *_claims(claims)))
    note = f"signed modularity {found.modularity:.3f}; {found.against:.0%} of all ties' weight runs against the blocs"
    return _table(("bloc", "actors", "members"), rows, "no two actors cooperate yet", note)


def _balance(asked: _Asked) -> Table:
    network = asked.network()
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


def _brokers(asked: _Asked) -> Table:
    network = asked.network()
    rows = [
        (_text(broker.label), _number(broker.betweenness), _number(broker.partners), _number(broker.blocs),
         *_claims(broker.claims))
        for broker in brokers(network, blocs(network).groups)
    ]  # fmt: skip
    return _table(("actor", "betweenness", "partners", "blocs reached"), rows, "nobody stands between others yet")


def _measures(asked: _Asked) -> Table:
    wanted = set(asked.actors)
    rows = [
        (_text(one.label), _number(one.degree),
         *map(_number, (one.strength, one.cooperation, one.conflict, one.betweenness, one.pagerank)),
         *_claims(one.claims))
        for one in measures(asked.network()) if not wanted or one.actor in wanted
    ]  # fmt: skip
    columns = ("actor", "degree", "strength", "cooperation", "conflict", "betweenness", "pagerank")
    return _table(columns, rows, "no two actors have a tie yet")


def _known(asked: _Asked) -> Table:
    network = asked.network()
    rows = []
    for one in agreements(network, blocs(network).groups, asked.year):
        if one.ties:
            shares = (one.together, one.expected, one.friendly, one.usual)
            known = (_text(one.organisation), _text(one.rival or ""), _number(one.members), _number(one.ties))
            told = (None if share is None else _number(share) for share in shares)
            rows.append((*known, *told, *_claims(one.claims)))
    columns = ("organisation", "and", "members", "ties", "in one bloc", "of all pairs", "friendly ties", "of all ties")
    return _table(columns, rows, "no members of a known alliance have ties yet")


def _alignment(asked: _Asked) -> Table:
    if len(asked.actors) != 2:
        raise QueryError("alignment is of two actors: give --actor twice, as in --actor Iran --actor Russia")
    one, other = asked.actors
    rows = []
    for since, until in _spans(asked.deeds):
        found = alignment(signed_graph(asked.ties(within(asked.deeds, since, until))), one, other)
        if found.value is not None:
            rows.append((_day(since), _day(until), _number(found.value), _number(found.shared), *_claims(found.claims)))
    return _table(("since", "until", "alignment", "third parties"), rows, "they share no third party at any time")


def _movers(asked: _Asked) -> Table:
    """From before ``since`` to the time after it, or from the first to the second half of the graph's own span."""
    question = asked.question
    known = within(asked.deeds, None, question.until) if question.until else asked.deeds
    first, last = _ends(known)
    if first is None or last is None or first == last:
        return _table(("actor",), [], "the claims have no dates that could be compared")
    middle = question.since if question.since and question.since > first else first + (last - first) / 2
    # no ageing within the halves: else each would be no more than its last years
    plain = replace(asked, question=replace(question, half_life=None))
    before = signed_graph(plain.ties(within(known, None, middle - dt.timedelta(days=1)), states_only=True))
    after = signed_graph(plain.ties(within(known, middle, None), states_only=True))
    rows = []
    for mover in movers(before, after):
        if not asked.actors or mover.actor in asked.actors:
            changes = "; ".join(f"{label} {was:+.2f} → {is_:+.2f}" for label, was, is_ in mover.ties[:TIES_SHOWN])
            rows.append((_text(mover.label), _number(mover.moved), _text(changes), *_claims(mover.claims)))
    note = f"{first.isoformat()} to {(middle - dt.timedelta(days=1)).isoformat()}, and {middle.isoformat()} to {last}"
    return _table(("actor", "moved", "ties"), rows, "nobody moved", note)


_TABLES: dict[str, Callable[[_Asked], Table]] = {
    "signed": _signed, "blocs": _blocs, "known": _known, "balance": _balance, "brokers": _brokers,
    "measures": _measures, "alignment": _alignment, "movers": _movers,
}  # fmt: skip
METHODS = tuple(_TABLES)


def _spans(found: Sequence[Deed]) -> list[tuple[dt.date, dt.date]]:
    """Quarters from the first deed to the last, or years where they would be too many."""
    first, last = _ends(found)
    if first is None or last is None:
        return []
    months = 3 if (last - first).days <= QUARTERS * 92 else 12
    start = dt.date(first.year, (first.month - 1) // months * months + 1, 1)
    starts = [start]
    while starts[-1] <= last:
        month = starts[-1].month - 1 + months
        starts.append(dt.date(starts[-1].year + month // 12, month % 12 + 1, 1))
    return [(since, after - dt.timedelta(days=1)) for since, after in pairwise(starts)]


def _ends(found: Iterable[Deed]) -> tuple[dt.date | None, dt.date | None]:
    days = sorted(day for one in found if (day := one.day))
    return (days[0], days[-1]) if days else (None, None)


def _year(year: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _table(
    columns: tuple[str, ...], rows: Iterable[tuple[Term | None, ...]], empty: str, note: str | None = None
) -> Table:
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
