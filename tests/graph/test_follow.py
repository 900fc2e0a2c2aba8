"""Derived graphs that follow single articles are those that a derivation of everything gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import VocabularyError
from kg.gazetteer.index import Holding
from kg.gazetteer.members import Membership
from kg.graph.background import Background
from kg.graph.changes import touched
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
ORGANISED_RUSSIA, UNION = replace(RUSSIA, type="Organisation"), replace(EU, label="Union")
IRANIAN_DEPARTMENT, DEPARTMENT_ALONE = (
    replace(DEPARTMENT, part_of=IRAN.id, country="IRN"), replace(DEPARTMENT, part_of=None)
)  # fmt: skip
SAID = [
    (USA, "sanctions", IRAN), (USA, "embargoes", IRAN), (USA, "liftsSanctionsOn", IRAN), (NAVY, "sanctions", IRAN),
    (USA, "sanctions", IRAN_MINISTRY), (IRAN, "meetsWith", USA), (USA, "meetsWith", IRAN), (IRAN, "memberOf", EU),
    (IRAN, "leaves", EU), (RUSSIA, "memberOf", EU), (SPEAKER_ALONE, "holdsOffice", DEPARTMENT),
    (SPEAKER_ALONE, "sanctions", IRAN), (SPOKESWOMAN, "visits", IRAN_MINISTRY), (IRANIAN_DEPARTMENT, "meetsWith", NAVY),
    (DEPARTMENT_ALONE, "sanctions", IRAN), (NAVY, "meetsWith", ORGANISED_RUSSIA), (UNION, "visits", RUSSIAN_ARMY),
]  # fmt: skip
"""Few enough for articles to say the same, deny it, end it, and take one actor for different things."""

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
    """One of five articles, with up to four claims among few actors, as a text that others may copy."""
    text = draw(st.sampled_from(TEXTS))
    read = Article(
        f"article {draw(st.integers(1, 5))}", text, published=draw(st.none() | st.sampled_from(STARTS)),
        source=draw(st.sampled_from([None, "Reuters", "AFP", "North Wire"])),
    )  # fmt: skip
    found = []
    for at, (subject, relation, target) in enumerate(draw(st.lists(st.sampled_from(SAID), max_size=4))):
        found.append(Claim(
            subject, relation, target, Evidence(read.id, 0, text[at : at + 9], at, at + 9), "hand",
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
ANCHOR: Read = (
    BOTH, [claim(BOTH, "The navy met", NAVY, "meetsWith", EU), claim(BOTH, "Iran met", IRAN, "meetsWith", RUSSIA)]
)  # fmt: skip
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


def few(*read: Read) -> KnowledgeGraph:
    """A derived graph to which an article was added that nothing was derived of yet."""
    graph = derived(list(read))
    add_claims(graph, [ANCHOR])
    return graph


@pytest.mark.parametrize("moment", ["_identities", "_origins", "_apply"])
def test_cut_off_while_following_the_next_run_derives_everything(moment: str) -> None:
    graph = few(*ARTICLES)
    with (
        mock.patch(f"kg.graph.follow._Following.{moment}", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        follow(graph, KNOWN, most=9)
    assert is_behind(graph)
    assert touched(graph.native) is None
    follow(graph, KNOWN, most=9)
    assert not is_behind(graph)
    assert lines(graph) == lines(derived([*ARTICLES, ANCHOR]))


def test_what_is_touched_is_known_before_it_changes_and_until_it_is_derived() -> None:
    graph = derived(ARTICLES)
    with (
        mock.patch("kg.graph.write._drop", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        remove_article(graph, "war")
    changes = touched(graph.native)
    assert changes is not None
    assert changes.articles == {node(article_iri("war"))}
    assert (node(BASE + "describes"), node(RUSSIAN_ARMY.id)) in set().union(*changes.before.values())
    remove_article(graph, "talks")
    follow(graph, KNOWN, most=9)
    assert lines(graph) == lines(derived([one for one in ARTICLES if one[0].id != "talks"]))
    assert list(graph.native.quads_for_pattern(None, None, None, STATE)) == []


def test_with_many_articles_everything_is_touched() -> None:
    graph = derived(ARTICLES)
    with mock.patch("kg.graph.changes.MOST", 3):
        for read, _ in ARTICLES[:3]:
            remove_article(graph, read.id)
        assert touched(graph.native) is not None
        remove_article(graph, ARTICLES[3][0].id)
    assert touched(graph.native) is None
    follow(graph, KNOWN, most=9)
    assert lines(graph) == lines(derived(ARTICLES[4:]))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: {"most": 0}, id="more articles than are worth it"),
        pytest.param(lambda: {"background": replace(KNOWN, version="newer")}, id="another gazetteer"),
        pytest.param(lambda: {"decisions": [Decision(EU.id, NAVY.id, "same")]}, id="another decision"),
    ],
)
def test_everything_is_derived_anew_where_more_changed_than_articles(change: Callable[[], dict[str, Any]]) -> None:
    graph = few(*ARTICLES)
    add_claims(graph, [(article("other", "Iran met Russia."), [])])
    with mock.patch("kg.graph.follow.derive", wraps=derive) as everything:
        follow(graph, **{"background": KNOWN, "most": 9} | change())
    assert everything.called


def test_rule_without_keys_is_run_whole(tmp_path: Path) -> None:
    for rule in (one for one in rules() if one.level == "said"):
        (tmp_path / f"{rule.name}.rq").write_text(rule.text, encoding="utf-8")
    (tmp_path / "35-enemies.rq").write_text(
        "# title: Enemies\n# description: Whoever is sanctioned by somebody.\n# graph: relations\n"
        "CONSTRUCT { ?one <http://example.org/enemy> ?other } WHERE "
        "{ ?one <https://w3id.org/geopolitical-kg/relation/sanctions> ?other }\n",
        encoding="utf-8",
    )
    with (
        mock.patch("kg.graph.follow.rules", return_value=rules(tmp_path)),
        mock.patch("kg.graph.derive.rules", return_value=rules(tmp_path)),
    ):
        graph = derived(ARTICLES[1:])
        add_claims(graph, ARTICLES[:1])
        remove_article(graph, "war")
        with mock.patch("kg.graph.follow.derive", side_effect=AssertionError):
            follow(graph, KNOWN, most=9)
        assert lines(graph) == lines(derived([one for one in ARTICLES if one[0].id != "war"]))
        assert sum("example.org/enemy" in line for line in lines(graph)) == 4


@pytest.mark.parametrize(
    ("head", "pattern", "message"),
    [
        ("# by: ?country\n", "# keys\n?s ?p ?o", "a rule can be run by `\\?actor`"),
        ("# by: ?statement\n", "?s ?p ?o", "need each other"),
        ("", "# keys\n?s ?p ?o", "need each other"),
    ],
)
def test_odd_keys_are_named(tmp_path: Path, head: str, pattern: str, message: str) -> None:
    text = f"# title: Odd\n# description: Odd.\n# graph: odd\n{head}CONSTRUCT {{ ?s ?p ?o }} WHERE {{\n{pattern}\n}}\n"
    (tmp_path / "99-odd.rq").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=f"99-odd.rq: .*{message}"):
        rules(tmp_path)
