"""Claims into the graph and back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kg.errors import StoreError
from kg.graph.claims import articles, claims, claims_between, select
from kg.graph.derive import derive
from kg.graph.store import open_graph
from kg.graph.terms import article_id, article_iri, claim_iri, shorten
from kg.graph.write import AROUND, add_claims, remove_article, sentence_around
from kg.model import Article
from tests.graph.samples import (
    ARTICLES,
    CHINA,
    DRONE_CLAIMS,
    DRONES,
    IRAN,
    IRAN_MINISTRY,
    KNOWN,
    RUSSIA,
    SAUDI_ARABIA,
    TALK_CLAIMS,
    TALKS,
    USA,
    WAR,
    WAR_CLAIMS,
    claim,
    graph_of,
)  # fmt: skip


def test_claim_stands_in_its_articles_graph_as_designed() -> None:
    graph = graph_of((DRONES, DRONE_CLAIMS))
    (row,) = select(
        graph,
        f"""SELECT * {{ GRAPH article:drones {{ <{claim_iri(DRONE_CLAIMS[0])}> a kg:Claim ;
            rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; kg:event ?event ; kg:theme ?theme ;
            kg:context ?context ; kg:polarity ?polarity ; kg:modality ?modality ; kg:attributedTo ?speaker ;
            kg:confidence ?confidence ; kg:foundBy ?rule ; prov:wasQuotedFrom ?article ;
            oa:exact ?quote ; oa:start ?start ; oa:end ?end }} }}""",
    )
    assert {name: shorten(value) for name, value in row.items()} == {
        "subject": shorten(IRAN.id), "relation": "rel:suppliesArmsTo", "object": shorten(RUSSIA.id),
        "event": "plover:AID", "theme": "drones", "context": "plover:military", "polarity": "kg:affirmed",
        "modality": "kg:actual", "speaker": "entity:usa-gov", "confidence": "0.9", "rule": "by/hand",
        "article": "article:drones", "quote": "Iran shipped drones to Russia", "start": "0", "end": "29",
    }  # fmt: skip


def test_claims_come_back_as_they_were() -> None:
    """In order of article and place."""
    written = sorted(
        (one for _, found in ARTICLES for one in found),
        key=lambda one: (one.evidence.article, one.evidence.start, one.evidence.end, one.id),
    )
    assert list(claims(graph_of(*ARTICLES))) == written


def test_articles_come_back_without_their_text() -> None:
    expected = [replace(read, text="") for read, _ in sorted(ARTICLES, key=lambda one: one[0].id)]
    assert list(articles(graph_of(*ARTICLES))) == expected


@pytest.mark.parametrize("identifier", ["a b", "https://example.org/x?y=1#z", "Ürün/é", "<>\"'"])
def test_any_id_makes_an_iri_and_comes_back(identifier: str) -> None:
    assert article_id(article_iri(identifier)) == identifier
    graph = graph_of((Article(identifier, "Nothing."), []))
    assert [read.id for read in articles(graph)] == [identifier]


def test_article_read_again_replaces_exactly_its_graph() -> None:
    graph = graph_of((DRONES, DRONE_CLAIMS), (TALKS, TALK_CLAIMS))
    add_claims(graph, [(DRONES, DRONE_CLAIMS[:1])])
    derive(graph, KNOWN)
    assert set(graph.native) == set(graph_of((DRONES, DRONE_CLAIMS[:1]), (TALKS, TALK_CLAIMS)).native)


def test_article_that_lost_its_claims_keeps_none() -> None:
    graph = graph_of((DRONES, DRONE_CLAIMS))
    add_claims(graph, [(DRONES, [])])
    derive(graph, KNOWN)
    assert list(claims(graph)) == []
    assert [read.id for read in articles(graph)] == ["drones"]


def test_removing_an_article_takes_back_what_only_it_said() -> None:
    graph = graph_of((WAR, WAR_CLAIMS), (TALKS, TALK_CLAIMS))
    assert remove_article(graph, "war")
    derive(graph, KNOWN)
    assert set(graph.native) == set(graph_of((TALKS, TALK_CLAIMS)).native)
    assert not remove_article(graph, "war")


def test_claim_of_another_article_is_refused_and_nothing_is_written() -> None:
    graph = open_graph()
    with pytest.raises(StoreError, match="is of article 'drones', not 'talks'"):
        add_claims(graph, [(TALKS, DRONE_CLAIMS)])
    assert len(graph.native) == 0


def test_same_claim_by_two_frames_is_kept_once_the_surer_one() -> None:
    sure, unsure = (
        replace(DRONE_CLAIMS[0], confidence=0.8, rule="aid/a"),
        replace(DRONE_CLAIMS[0], confidence=0.3, rule="aid/b"),
    )
    assert sure.id == unsure.id
    for order in ([sure, unsure], [unsure, sure]):
        assert [one.rule for one in claims(graph_of((DRONES, order)))] == ["aid/a"]


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("The envoy left", "The envoy left Geneva."),
        ("U.S. envoy said", "The U.S. Senate waited, a U.S. envoy said."),
        ("no comment", "“We have no comment.”"),
        ("Talks go on", "Talks go on"),
        ("The U.S. Senate", "The U.S. Senate waited, a U.S. envoy said."),
        ("“We have", "“We have no comment.”"),
        ("7 left", "7 left."),
    ],
)
def test_sentence_around_a_quote(quote: str, sentence: str) -> None:
    text = (
        "Talks go on\n\nThe envoy left Geneva. The U.S. Senate waited, a U.S. envoy said. “We have no comment.” 7 left."
    )
    start = text.index(quote)
    assert sentence_around(text, start, start + len(quote)) == sentence


def test_sentence_around_a_quote_has_an_end_where_the_text_has_none() -> None:
    text = "tonga, " * 5000 + "and Samoa" + ", nauru" * 5000
    around = sentence_around(text, start := text.index("and Samoa"), start + len("and Samoa"))
    assert "tonga, and Samoa, nauru" in around
    assert len(around) <= len("and Samoa") + 2 * AROUND


class TestClaimsBetween:
    def test_row_has_what_a_tooltip_needs(self) -> None:
        (denial,) = [
            row
            for row in claims_between(graph_of((DRONES, DRONE_CLAIMS)), IRAN.id, RUSSIA.id)
            if row.polarity == "negated"
        ]
        assert denial.quote == "denied that Iran had sent drones to Russia"
        assert denial.sentence == "The Foreign Ministry denied that Iran had sent drones to Russia."
        assert (denial.speaker, denial.speaker_id) == ("Foreign Ministry of Iran", IRAN_MINISTRY.id)
        assert (denial.title, denial.source, denial.url) == ("Drones", "North Wire", "https://example.org/drones")
        assert (denial.published, denial.date) == (dt.date(2023, 2, 26), None)
        assert (denial.subject_label, denial.relation, denial.object_label) == ("Iran", "suppliesArmsTo", "Russia")
        assert (denial.modality, denial.confidence, denial.theme) == ("actual", 0.9, "drones")

    def test_relation_stands_for_those_below_it(self) -> None:
        found = claims_between(graph_of(*ARTICLES), relation="suppliesSupportTo")
        assert {row.relation for row in found} == {"suppliesArmsTo", "givesEconomicAidTo"}

    def test_symmetric_relation_is_found_from_either_side(self) -> None:
        graph = graph_of((TALKS, TALK_CLAIMS))
        assert TALK_CLAIMS[0].subject == SAUDI_ARABIA
        assert [row.relation for row in claims_between(graph, IRAN.id, SAUDI_ARABIA.id)] == [
            "meetsWith",
            "establishesTiesWith",
        ]
        assert [row.relation for row in claims_between(graph, IRAN.id, CHINA.id)] == ["visits"]
        assert [row.relation for row in claims_between(graph, CHINA.id, IRAN.id)] == ["mediatesBetween"]

    def test_in_order_of_date(self) -> None:
        days = [row.happened for row in claims_between(graph_of(*ARTICLES))]
        assert days == sorted(days)  # type: ignore[type-var]
        assert len(days) == sum(len(found) for _, found in ARTICLES)

    def test_quotes_and_braces_in_an_iri_stay_an_iri(self) -> None:
        with pytest.raises(StoreError, match="is not an IRI"):
            claims_between(graph_of((DRONES, DRONE_CLAIMS)), "http://x> } # {")


def test_markup_and_line_breaks_in_a_quote_survive() -> None:
    read = Article("odd", 'Iran "sent\n<b>arms</b>\\" to Russia. United States too.')
    odd = claim(read, 'Iran "sent\n<b>arms</b>\\" to Russia', IRAN, "suppliesArmsTo", RUSSIA)
    other = claim(read, "United States too", USA, "suppliesArmsTo", RUSSIA)
    assert {one.evidence.text for one in claims(graph_of((read, [odd, other])))} == {
        odd.evidence.text,
        other.evidence.text,
    }
