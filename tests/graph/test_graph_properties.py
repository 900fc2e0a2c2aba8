"""Properties that hold for any claims: merging is set union, and what goes out comes back."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph.claims import claims
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, dump_nquads, load_nquads, open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims, remove_article
from kg.model import Article, Claim, Entity, Evidence
from kg.partial_date import PartialDate
from kg.vocabulary import load_vocabulary
from tests.graph.samples import (
    CHINA,
    EU,
    IRAN,
    IRAN_MINISTRY,
    IRAN_OPPOSITION,
    KNOWN,
    RUSSIA,
    RUSSIAN_ARMY,
    SPOKESWOMAN,
    USA,
)

ACTORS: list[Entity] = [IRAN, RUSSIA, USA, CHINA, EU, IRAN_MINISTRY, IRAN_OPPOSITION, RUSSIAN_ARMY, SPOKESWOMAN]
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
DAYS = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
DATES = st.none() | st.sampled_from(
    [PartialDate(1994), PartialDate(2001, 5), PartialDate(2014, 3, 18), PartialDate(1980, last_year=1989)]
)

Read = tuple[Article, list[Claim]]


@st.composite
def reads(draw: st.DrawFn) -> list[Read]:
    """Up to four articles with different ids and up to four claims each."""
    identifiers = draw(st.lists(TEXT, unique=True, max_size=4))
    return [draw(read(identifier)) for identifier in identifiers]


@st.composite
def read(draw: st.DrawFn, identifier: str) -> Read:
    """One article whose claims quote it anywhere."""
    text = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=2, max_size=60))
    source = draw(st.none() | TEXT)
    article = Article(identifier, text, draw(st.none() | TEXT), draw(DAYS), source, draw(st.none() | TEXT))
    found: dict[str, Claim] = {}
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        subject, target = draw(st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique=True))
        relation = load_vocabulary().relations[draw(st.sampled_from(sorted(load_vocabulary().relations)))]
        claim = Claim(
            subject=subject, relation=relation.name, object=target,
            evidence=Evidence(identifier, draw(st.integers(0, 9)), text[start:end], start, end),
            rule=draw(TEXT), plover=relation.plover,
            context=draw(st.none() | st.sampled_from(sorted(load_vocabulary().contexts))),
            theme=draw(st.none() | TEXT),
            polarity=draw(st.sampled_from(["affirmed", "negated"])),
            modality=draw(st.sampled_from(["actual", "planned", "possible", "demanded"])),
            attributed_to=draw(st.none() | st.sampled_from(ACTORS)),
            date=draw(DATES), confidence=draw(st.integers(0, 100)) / 100, subject_text=draw(TEXT),
        )  # fmt: skip
        found[claim.id] = claim
    return article, list(found.values())


def graph_of(*batches: list[Read]) -> KnowledgeGraph:
    graph = open_graph()
    for batch in batches:
        add_claims(graph, batch)
    derive(graph, KNOWN)
    return graph


def lines(graph: KnowledgeGraph) -> set[ox.Quad]:
    return set(graph.native)


few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@few
@given(reads())
def test_reading_twice_changes_nothing(batch: list[Read]) -> None:
    assert lines(graph_of(batch, batch)) == lines(graph_of(batch))


@few
@given(reads(), st.randoms(use_true_random=False), st.integers(0, 4))
def test_order_and_grouping_make_no_difference(batch: list[Read], random: object, cut: int) -> None:
    shuffled = [(article, found[::-1]) for article, found in batch]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert lines(graph_of(shuffled[:cut], shuffled[cut:])) == lines(graph_of(batch))


@few
@given(reads())
def test_removing_what_was_added_leaves_what_was_there(batch: list[Read]) -> None:
    graph = graph_of(batch)
    for article, _ in batch[1:]:
        assert remove_article(graph, article.id)
    derive(graph, KNOWN)
    assert lines(graph) == lines(graph_of(batch[:1]))


@few
@given(reads())
def test_nquads_come_back_the_same(batch: list[Read]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = dump_nquads(graph_of(batch), Path(folder, "first.nq"))
        again = open_graph()
        load_nquads(again, first)
        assert dump_nquads(again, Path(folder, "second.nq")).read_bytes() == first.read_bytes()


@few
@given(reads())
def test_claims_come_back_as_they_were(batch: list[Read]) -> None:
    assert {one.id: one for one in claims(graph_of(batch))} == {one.id: one for _, found in batch for one in found}


@few
@given(reads())
def test_any_claims_fit_the_shapes(batch: list[Read]) -> None:
    graph = graph_of(batch)
    assert [str(problem) for problem in validate(graph)] == []
    triples = [quad.triple for quad in graph.native]
    assert len(triples) == len(set(triples))


@few
@given(reads(), st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.booleans()), max_size=8))
def test_derived_graphs_follow_any_adding_and_removing(batch: list[Read], steps: list[tuple[bool, int, bool]]) -> None:
    """Each step adds or removes an article; some derive in between. The end is what a fresh derivation gives."""
    graph, there = open_graph(), dict[str, Read]()
    for adds, number, derives in steps:
        if number < len(batch):
            one = batch[number]
            if adds:
                add_claims(graph, [one])
                there[one[0].id] = one
            else:
                assert remove_article(graph, one[0].id) == (there.pop(one[0].id, None) is not None)
        if derives:
            derive(graph, KNOWN)
    derive(graph, KNOWN)
    assert lines(graph) == lines(graph_of(list(there.values())))
