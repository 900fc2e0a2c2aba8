"""Copies of one article are one origin; two reports of one event are two. And what follows from that."""

from __future__ import annotations

import random

import pytest

from kg.graph.claims import select
from kg.graph.derive import derive
from kg.graph.origins import origins, signature, wire_credit
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import add_claims, remove_article
from kg.model import Article
from kg.resources import BASE
from tests.graph.samples import IRAN, IRAN_MINISTRY, KNOWN, RUSSIA, USA, article, claim

REPORT = (
    "The harbour of Port Sahil was closed on Monday after two ships collided in the fairway in thick fog. "
    "Nobody was hurt, the harbour master said, but some four hundred tonnes of fuel oil leaked into the bay. "
    "Fishermen laid booms across the inlet to protect the oyster beds, and the navy sent a tug. "
    "The minister of transport promised an inquiry and said that the pilot of the larger ship had been suspended. "
    "Shipping agents expect that the port will open again on Thursday, when the wrecked bow has been towed away."
)
OTHER_REPORT = (
    "Two cargo vessels ran into each other off Port Sahil early in the week, spilling oil and shutting the port. "
    "Officials blamed fog. Oyster farmers fear for their harvest: black patches drifted towards the inlet by noon, and "
    "volunteers worked through the night. An investigation will look at why the pilot did not reduce speed, according "
    "to the transport ministry. Traffic may resume later this week."
)


def origin_of(*texts: str, credit: str | None = None) -> list[str]:
    """The origin of each text, by its place."""
    signatures = {str(place): signature(text) for place, text in enumerate(texts)}
    found = origins(signatures, dict.fromkeys(signatures, credit) if credit else {})
    return [found[str(place)] for place in range(len(texts))]


@pytest.mark.parametrize(
    "reprint",
    [
        REPORT,
        REPORT.upper(),
        "PORT SAHIL – " + REPORT.replace("The harbour", "Harbour", 1),
        REPORT[: len(REPORT) * 3 // 5],
        REPORT + " The last collision in the bay was six years ago, when a ferry hit the pier and sank within an hour.",
    ],
    ids=["word for word", "in capitals", "another head", "cut at the end", "a paragraph added"],
)
def test_reprint_has_the_same_origin(reprint: str) -> None:
    assert origin_of(REPORT, reprint) == ["0", "0"]


def test_two_reports_of_one_event_are_two_origins() -> None:
    assert origin_of(REPORT, OTHER_REPORT) == ["0", "1"]


def test_a_later_article_that_quotes_a_sentence_is_another_origin() -> None:
    quoting = OTHER_REPORT + " " + REPORT.split(". ")[3] + ". " + OTHER_REPORT.replace("Port Sahil", "the town")
    assert origin_of(REPORT, quoting) == ["0", "1"]


def test_half_of_it_is_enough_where_both_credit_one_agency() -> None:
    shortened = REPORT[: len(REPORT) * 3 // 10]
    assert origin_of(REPORT, shortened) == ["0", "1"]
    assert origin_of(REPORT, shortened, credit="Reuters") == ["0", "0"]


def test_copies_of_copies_are_one_whatever_their_order() -> None:
    texts = [REPORT, REPORT[: len(REPORT) * 3 // 5], REPORT + " More.", OTHER_REPORT, OTHER_REPORT + " More."]
    expected = {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"}
    signatures = dict(zip("abcde", map(signature, texts), strict=True))
    for seed in range(5):
        shuffled = list(signatures.items())
        random.Random(seed).shuffle(shuffled)
        assert origins(dict(shuffled), {}) == expected


def test_text_without_words_is_its_own_origin() -> None:
    assert signature(" … ") == ""
    assert origin_of("…", "…") == ["0", "1"]


@pytest.mark.parametrize(
    ("text", "source", "agency"),
    [
        ("LONDON (Reuters) - The bank raised its rate.", None, "Reuters"),
        ("VIENNA, Nov 3 (AP) — Talks went on.", None, "AP"),
        ("Talks went on.\n\nSource: AFP", None, "AFP"),
        ("Talks went on.\n(via Xinhua)", None, "Xinhua"),
        ("Talks went on.\n\n --- Source: AFP ---\n", None, "AFP"),
        ("Talks went on.", "Interfax", "Interfax"),
        ("Reuters, a news agency, reported that talks went on.", "Sample Wire", None),
        ("An AP course is taught (AP stands for advanced placement) in schools.", None, None),
    ],
)
def test_credit_of_a_news_agency(text: str, source: str | None, agency: str | None) -> None:
    assert wire_credit(Article("a", text, source=source)) == agency


def reported(identifier: str, text: str, day: str, source: str, **fields: object) -> tuple[Article, list[object]]:
    read = article(identifier, f"{text} Iran armed Russia.", day=day, source=source)
    return read, [claim(read, "Iran armed Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID", **fields)]


def graph_of(*read: tuple[Article, list[object]]) -> KnowledgeGraph:
    graph = open_graph()
    add_claims(graph, read)  # type: ignore[arg-type]
    derive(graph, KNOWN)
    return graph


def corroboration(graph: KnowledgeGraph) -> dict[str, str]:
    (row,) = select(graph, """
        SELECT ?claims ?sources ?origins ?speakers ?first ?last
        { ?s a kg:Statement ; kg:claimCount ?claims ; kg:sourceCount ?sources ; kg:originCount ?origins ;
             kg:speakerCount ?speakers ; kg:firstDate ?first ; kg:lastDate ?last }""")  # fmt: skip
    return dict(row)


def test_forty_reprints_are_forty_claims_and_sources_but_one_origin() -> None:
    graph = graph_of(*(reported(f"r{n}", REPORT, f"2024-01-{n % 28 + 1:02}", f"Paper {n}") for n in range(40)))
    assert corroboration(graph) == {
        "claims": "40", "sources": "40", "origins": "1", "speakers": "0", "first": "2024-01-01", "last": "2024-01-28",
    }  # fmt: skip


def test_speakers_are_counted_once_each_and_denials_do_not_corroborate() -> None:
    graph = graph_of(
        reported("a", REPORT, "2024-01-01", "Wire", attributed_to=USA),
        reported("b", OTHER_REPORT, "2024-02-01", "Herald", attributed_to=USA),
        reported(
            "c", "Something else was said.", "2024-03-01", "Courier", attributed_to=IRAN_MINISTRY, polarity="negated"
        ),
    )
    assert corroboration(graph) == {
        "claims": "2", "sources": "2", "origins": "2", "speakers": "1", "first": "2024-01-01", "last": "2024-02-01",
    }  # fmt: skip


def test_taking_a_copy_back_takes_its_weight_back() -> None:
    graph = graph_of(*(reported(name, REPORT, "2024-01-01", name) for name in ("a", "b", "c")))
    remove_article(graph, "a")
    derive(graph, KNOWN)
    assert corroboration(graph)["claims"] == "2"
    rows = select(graph, "SELECT DISTINCT ?origin { ?article kg:origin ?origin }")
    assert [row["origin"] for row in rows] == [BASE + "article/b"]
