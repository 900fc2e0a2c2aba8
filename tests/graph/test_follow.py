"""Derived graphs that follow single articles are those that a derivation of everything gives."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from unittest import mock

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.actors.gazetteer import Holding
from kg.actors.members import Membership
from kg.errors import VocabularyError
from kg.graph.background import Background
from kg.graph.changes import MOST, touched
from kg.graph.decisions import Decision
from kg.graph.derive import derive
from kg.graph.follow import follow
from kg.graph.identities import write_decisions
from kg.graph.rules import rules
from kg.graph.store import KnowledgeGraph, is_behind, open_graph
from kg.graph.terms import STATE, article_iri, node
from kg.graph.write import add_claims, remove_article
from kg.model import Article, Claim, Entity, Evidence
from kg.partial_date import PartialDate
from kg.resources import BASE
from tests.graph.samples import (
    ARTICLES,
    DEPARTMENT,
    EU,
    IRAN,
    IRAN_MINISTRY,
    RUSSIA,
    RUSSIAN_ARMY,
    SPOKESWOMAN,
    USA,
    article,
    claim,
)

Read = tuple[Article, list[Claim]]

NAVY = Entity(BASE + "entity/navy", "Navy", "RoleActor", "USA", "MIL", DEPARTMENT.id)
"""Whose state is found through a whole that may be known from the background alone."""
SPEAKER_ALONE = replace(SPOKESWOMAN, part_of=None, sector=None, country=None)
"""Whose office has to be looked for among the relations."""
ACTORS = [
    IRAN, RUSSIA, USA, EU, IRAN_MINISTRY, RUSSIAN_ARMY, DEPARTMENT, NAVY, SPOKESWOMAN, SPEAKER_ALONE,
    replace(DEPARTMENT, part_of=IRAN.id, country="IRN"), replace(DEPARTMENT, part_of=None),
    replace(RUSSIA, type="Organisation"), replace(EU, label="Union"),
]  # fmt: skip
RELATIONS = ["sanctions", "embargoes", "liftsSanctionsOn", "meetsWith", "visits", "memberOf", "leaves", "holdsOffice"]

STARTS = [dt.date(2020, 1, 1), dt.date(2021, 1, 1)]
TERMS = [Holding(SPOKESWOMAN, "spokeswoman", STARTS[0], STARTS[1], False)]
KNOWN = Background(
    {entity.id: entity for entity in (USA, RUSSIA, IRAN, DEPARTMENT, EU)},
    lambda name: TERMS if name == SPOKESWOMAN.label else [],
    [Membership(IRAN, EU, 1990, None), Membership(RUSSIA, EU, 1990, 2010), Membership(USA, EU, 2001, None)],
)

PARTS = [" ".join(f"{word}{part}{at}" for at, word in enumerate(["talks", "on", "aid", "went", "wrong", "in"] * 4))
         for part in range(4)]  # fmt: skip
TEXTS = [" ".join(PARTS[at] for at in parts) for parts in
         [(0,), (0, 1), (1, 0), (0, 1, 2), (1, 2), (2, 3), (2, 3, 0), (3,), (3, 1), (0, 2, 1, 3)]]  # fmt: skip


@st.composite
def reads(draw: st.DrawFn) -> Read:
    """One of five articles, with up to three claims among few actors, as a text that others may copy."""
    text = draw(st.sampled_from(TEXTS))
    read = Article(
        f"article {draw(st.integers(1, 5))}", text, published=draw(st.none() | st.sampled_from(STARTS)),
        source=draw(st.sampled_from([None, "Reuters", "AFP", "North Wire"])),
    )  # fmt: skip
    found = []
    for at in range(draw(st.integers(0, 3))):
        subject, target = draw(st.lists(st.sampled_from(ACTORS), min_size=2, max_size=2, unique_by=lambda one: one.id))
        found.append(Claim(
            subject, draw(st.sampled_from(RELATIONS)), target, Evidence(read.id, 0, text[at : at + 9], at, at + 9), "hand",
            polarity=draw(st.sampled_from(["affirmed", "affirmed", "negated"])),
            modality=draw(st.sampled_from(["actual", "actual", "actual", "planned"])),
            attributed_to=draw(st.none() | st.sampled_from([IRAN, IRAN_MINISTRY])),
            date=draw(st.sampled_from([None, PartialDate(2019), PartialDate(2020, 6), PartialDate(2022, 1, 1)])),
        ))  # fmt: skip
    return read, found


steps = st.lists(
    st.lists(reads() | st.integers(1, 5).map(lambda number: f"article {number}"), min_size=1, max_size=2), max_size=6
)
"""Batches of articles that are added, or replaced where they are there already, and of ids that are removed."""

JOINED = [Decision(EU.id, NAVY.id, "same"), Decision(IRAN.id, RUSSIA.id, "different")]
BOTH = article("both", "The navy met the union. Iran met Russia.")
ANCHOR: Read = (BOTH, [claim(BOTH, "The navy met", NAVY, "meetsWith", EU), claim(BOTH, "Iran met", IRAN, "meetsWith", RUSSIA)])
"""Because of it, who is meant by the decisions stays the same."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(reads(), max_size=4), steps, st.booleans())
def test_following_any_changes_gives_what_deriving_everything_gives(
    start: list[Read], batches: list[list[Read | str]], decided: bool
) -> None:
    there = {read.id: (read, found) for read, found in [*([ANCHOR] if decided else []), *start]}
    decisions = JOINED if decided else []
    graph = derived(list(there.values()), decisions)
    for batch in batches:
        for one in batch:
            if isinstance(one, str):
                remove_article(graph, one)
                there.pop(one, None)
            else:
                add_claims(graph, [one])
                there[one[0].id] = one
        with mock.patch("kg.graph.follow.derive", side_effect=AssertionError("everything was derived anew")):
            follow(graph, KNOWN, most=9)
        assert lines(graph) == lines(derived(list(there.values()), decisions))


def derived(read: list[Read], decisions: list[Decision] | None = None) -> KnowledgeGraph:
    graph = open_graph()
    add_claims(graph, read)
    write_decisions(graph, decisions or [])
    derive(graph, KNOWN)
    return graph


def lines(graph: KnowledgeGraph) -> list[str]:
    return sorted(map(str, graph.native))
