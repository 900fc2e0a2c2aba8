"""A little news of our own, as claims: who said what about whom, with the sentence it stands in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import add_claims
from kg.model import Article, Claim, Entity, Evidence
from kg.resources import BASE

VARNIA = Entity(BASE + "entity/varnia", "Varnia", "Country", "VRN")
OSTLAND = Entity(BASE + "entity/ostland", "Ostland", "Country", "OST")
LEAGUE = Entity(BASE + "entity/coastal-league", "Coastal League", "Organisation")
FRONT = Entity(BASE + "entity/river-front", "River Front", "ArmedGroup", "OST", "REB")
MINISTER = Entity(BASE + "person/ada-mole", "Ada Mole", "Person", "VRN", "GOV", VARNIA.id)

ARMS = Article(
    "arms",
    "Officials in the capital said on Monday that Varnia supplied Ostland with radar units. "
    "Varnia never supplied Ostland with missiles, Ada Mole said. "
    "Ostland will sign a fishing agreement with Varnia next month.",
    "Radar for Ostland",
    dt.date(2021, 3, 2),
    "The Harbour Gazette",
    "https://example.org/radar",
)
RIVER = Article(
    "river",
    "Ostland shelled the River Front near the mouth of the river. Varnia met the Coastal League for talks. "
    "The Coastal League met Varnia again a day later. Varnia did supply Ostland with radar units. "
    "Varnia also trained the coast guard of Ostland.",
    "Shells on the river",
    dt.date(2021, 4, 9),
    "North Wire",
    "https://example.org/river",
)


def claim(article: Article, quote: str, subject: Entity, relation: str, object: Entity, **more: Any) -> Claim:
    """A claim whose evidence is ``quote``, wherever that stands in the article."""
    start = article.text.index(quote)
    evidence = Evidence(article.id, 0, quote, start, start + len(quote))
    return Claim(subject, relation, object, evidence, "test/by-hand", **{"confidence": 0.9, **more})


def news() -> list[tuple[Article, list[Claim]]]:
    """Two articles. Arms are affirmed twice and denied once; a treaty is planned; a meeting is told from both sides."""
    return [
        (
            ARMS,
            [
                claim(
                    ARMS, "Varnia supplied Ostland with radar units", VARNIA, "suppliesArmsTo", OSTLAND, theme="radar"
                ),
                claim(
                    ARMS,
                    "Varnia never supplied Ostland with missiles",
                    VARNIA,
                    "suppliesArmsTo",
                    OSTLAND,
                    polarity="negated",
                    attributed_to=MINISTER,
                ),
                claim(
                    ARMS,
                    "Ostland will sign a fishing agreement with Varnia",
                    OSTLAND,
                    "signsAgreementWith",
                    VARNIA,
                    modality="planned",
                ),
            ],
        ),
        (
            RIVER,
            [
                claim(RIVER, "Ostland shelled the River Front", OSTLAND, "shells", FRONT),
                claim(RIVER, "Varnia met the Coastal League", VARNIA, "meetsWith", LEAGUE),
                claim(RIVER, "The Coastal League met Varnia again", LEAGUE, "meetsWith", VARNIA),
                claim(RIVER, "Varnia did supply Ostland with radar units", VARNIA, "suppliesArmsTo", OSTLAND),
                claim(RIVER, "Varnia also trained the coast guard of Ostland", VARNIA, "trains", OSTLAND),
            ],
        ),
    ]


def graph_of(articles: list[tuple[Article, list[Claim]]]) -> KnowledgeGraph:
    """A graph in memory with these articles."""
    graph = open_graph()
    add_claims(graph, articles)
    derive(graph)
    return graph
