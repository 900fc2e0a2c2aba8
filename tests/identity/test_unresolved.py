"""Mentions of somebody whom nobody could tell: kept with their article, counted, gone with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.extract import Reading, read_articles
from kg.graph.derive import derive
from kg.graph.mentions import UnresolvedName, unresolved_names
from kg.graph.store import open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims, remove_article
from kg.model import Article, UnresolvedMention
from kg.parse import Setup
from tests.graph.samples import KNOWN

RULES = Setup(reader="rules")
TEXT = (
    "Iran condemned Canada. Linda Baker met Iran's president. "
    "Linda Baker later praised the Blue Lantern Foundation. The group did not reply."
)
ONE = Article("one", TEXT)
OTHER = Article("other", "Canada thanked Linda Baker on Monday.")


@pytest.fixture(scope="module")
def readings() -> Sequence[Reading]:
    return list(read_articles([ONE, OTHER], setup=RULES))


def test_names_that_nothing_resolves_are_kept_with_offsets(readings: Sequence[Reading]) -> None:
    found = readings[0].unresolved
    assert ("Linda Baker", "person") in [(mention.text, mention.kind) for mention in found]
    for mention in found:
        assert TEXT[mention.start : mention.end] == mention.text
    assert not {"Iran", "Canada"} & {mention.text for mention in found}
    assert list(found) == sorted(found, key=lambda mention: mention.start)


def test_reference_that_was_left_alone_is_kept() -> None:
    alone = Article("alone", "The group rejected the plan. The countries agreed.")
    (reading,) = read_articles([alone], setup=RULES)
    assert [(mention.text, mention.kind) for mention in reading.unresolved] == [
        ("The group", "reference"),
        ("The countries", "reference"),
    ]


def test_they_are_counted_over_articles_and_go_with_their_article(readings: Sequence[Reading]) -> None:
    graph = open_graph()
    add_claims(graph, [(reading.article, list(reading.claims), reading.unresolved) for reading in readings])
    derive(graph, KNOWN)
    assert [str(problem) for problem in validate(graph)] == []
    names = {(name.text, name.kind): name for name in unresolved_names(graph)}
    times = sum(mention.text == "Linda Baker" for reading in readings for mention in reading.unresolved)
    assert names["Linda Baker", "person"] == UnresolvedName("Linda Baker", "person", times, ("one", "other"))
    remove_article(graph, "one")
    assert [(name.text, name.times) for name in unresolved_names(graph)] == [("Linda Baker", 1)]


def test_spellings_with_other_capitals_are_counted_together_most_frequent_first() -> None:
    graph = open_graph()
    mentions = [
        UnresolvedMention(0, 9, "The group", "reference"),
        UnresolvedMention(20, 29, "the group", "reference"),
        UnresolvedMention(40, 43, "Ada", "person"),
    ]
    add_claims(graph, [(ONE, [], mentions), (OTHER, [], mentions[1:])])
    assert [(name.text, name.times, name.articles) for name in unresolved_names(graph)] == [
        ("The group", 3, ("one", "other")),
        ("Ada", 2, ("one", "other")),
    ]
