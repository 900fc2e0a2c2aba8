"""Five short articles with their claims, made by hand: what the tests of graph, query and network read."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.gazetteer.index import load_gazetteer
from kg.graph.background import Background
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims
from kg.model import Article, Claim, Entity, Evidence
from kg.partial_date import PartialDate
from kg.resources import BASE

IRAN, RUSSIA, USA, CHINA, UKRAINE, SAUDI_ARABIA = map(
    load_gazetteer().country, ("IRN", "RUS", "USA", "CHN", "UKR", "SAU")
)
EU = Entity(BASE + "entity/eu", "European Union", "Organisation", sector="IGO")
US_OFFICIALS = Entity(BASE + "entity/usa-gov", "US officials", "RoleActor", "USA", "GOV", USA.id)
IRAN_MINISTRY = Entity(
    BASE + "entity/irn-foreign-ministry", "Foreign Ministry of Iran", "GovernmentBody", "IRN", "GOV", IRAN.id
)
RUSSIAN_ARMY = Entity(BASE + "entity/rus-mil", "Russian military", "RoleActor", "RUS", "MIL", RUSSIA.id)
IRAN_OPPOSITION = Entity(BASE + "entity/irn-opp", "Iranian opposition", "RoleActor", "IRN", "OPP", IRAN.id)
SPOKESWOMAN = Entity(
    BASE + "person/ada-example", "Ada Example", "Person", "USA", "GOV", BASE + "entity/example-department"
)
DEPARTMENT = Entity(BASE + "entity/example-department", "Example Department", "GovernmentBody", "USA", "GOV", USA.id)

KNOWN = Background({entity.id: entity for entity in (USA, RUSSIA, IRAN, DEPARTMENT)})
"""What a gazetteer of four entries would know."""


def article(identifier: str, text: str, *, day: str | None = None, source: str | None = None) -> Article:
    """An article whose title is its id."""
    published = dt.date.fromisoformat(day) if day else None
    url = f"https://example.org/{identifier}"
    return Article(identifier, text, identifier.title(), published, source, url)


def claim(read: Article, quote: str, subject: Entity, relation: str, target: Entity, **fields: Any) -> Claim:
    """A claim whose evidence is ``quote``, which has to stand in the article."""
    start = read.text.index(quote)
    sentence = read.text.count(". ", 0, start)
    evidence = Evidence(read.id, sentence, quote, start, start + len(quote))
    fields = {"rule": "by/hand", "confidence": 0.9} | fields
    return Claim(subject, relation, target, evidence, **fields)


DRONES = article(
    "drones",
    "Iran shipped drones to Russia, US officials said. "
    "The Foreign Ministry denied that Iran had sent drones to Russia. The United States sanctioned Iran and Russia. "
    "It warned that it may sanction China.",
    day="2023-02-26",
    source="North Wire",
)
DRONE_CLAIMS = [
    claim(DRONES, "Iran shipped drones to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID", context="military",
          theme="drones", attributed_to=US_OFFICIALS, subject_text="Iran", object_text="Russia"),
    claim(DRONES, "denied that Iran had sent drones to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID",
          context="military", theme="drones", polarity="negated", attributed_to=IRAN_MINISTRY),
    claim(DRONES, "The United States sanctioned Iran", USA, "sanctions", IRAN, plover="SANCTION"),
    claim(DRONES, "The United States sanctioned Iran and Russia", USA, "sanctions", RUSSIA, plover="SANCTION"),
    claim(DRONES, "it may sanction China", USA, "sanctions", CHINA, plover="SANCTION", modality="possible"),
]  # fmt: skip

SHIPMENTS = article(
    "shipments",
    "Iranian drone shipments to Russia went on. Europe sanctioned Iran and Russia as well.",
    day="2023-05-04",
    source="Gulf Courier",
)
SHIPMENT_CLAIMS = [
    claim(SHIPMENTS, "Iranian drone shipments to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID", theme="drone"),
    claim(SHIPMENTS, "Europe sanctioned Iran", EU, "embargoes", IRAN, plover="SANCTION"),
    claim(SHIPMENTS, "Europe sanctioned Iran and Russia", EU, "sanctions", RUSSIA, plover="SANCTION"),
]

TALKS = article(
    "talks",
    "Iran and Saudi Arabia met in Beijing on March 6. China mediated for both. They restored ties. "
    "Riyadh will lend Iran money. Iran visited, and China hosted.",
    day="2023-03-10",
    source="Gulf Courier",
)
TALK_CLAIMS = [
    claim(
        TALKS,
        "Iran and Saudi Arabia met",
        SAUDI_ARABIA,
        "meetsWith",
        IRAN,
        plover="CONSULT",
        date=PartialDate(2023, 3, 6),
    ),
    claim(TALKS, "China mediated for both", CHINA, "mediatesBetween", IRAN, plover="CONSULT"),
    claim(TALKS, "China mediated for both", CHINA, "mediatesBetween", SAUDI_ARABIA, plover="CONSULT"),
    claim(TALKS, "They restored ties", IRAN, "establishesTiesWith", SAUDI_ARABIA, plover="COOPERATE"),
    claim(
        TALKS,
        "Riyadh will lend Iran money",
        SAUDI_ARABIA,
        "givesEconomicAidTo",
        IRAN,
        plover="AGREE",
        modality="planned",
    ),
    claim(TALKS, "Iran visited", IRAN, "visits", CHINA, plover="CONSULT"),
]

WAR = article(
    "war",
    "Russian troops invaded Ukraine on 24 February 2022. Brussels urged Russia to pull its troops out of Ukraine. "
    "Ada Example accused Russia of shelling. Iran jailed opposition leaders, who condemned Russia. "
    "Russia is an ally of Iran. Ms Example is at the Example Department.",
    day="2022-03-01",
    source="North Wire",
)
WAR_CLAIMS = [
    claim(WAR, "Russian troops invaded Ukraine", RUSSIAN_ARMY, "invades", UKRAINE, plover="ASSAULT",
          date=PartialDate(2022, 2, 24)),
    claim(WAR, "urged Russia", EU, "urges", RUSSIA, plover="REQUEST"),
    claim(WAR, "Russia to pull its troops out of Ukraine", RUSSIA, "withdrawsFrom", UKRAINE, plover="REQUEST",
          modality="demanded", attributed_to=EU),
    claim(WAR, "Ada Example accused Russia", SPOKESWOMAN, "accuses", RUSSIA, plover="ACCUSE"),
    claim(WAR, "Iran jailed opposition leaders", IRAN, "arrests", IRAN_OPPOSITION, plover="COERCE"),
    claim(WAR, "opposition leaders, who condemned Russia", IRAN_OPPOSITION, "condemns", RUSSIA, plover="ACCUSE"),
    claim(WAR, "Russia is an ally of Iran", RUSSIA, "alliedWith", IRAN),
    claim(WAR, "Ms Example is at the Example Department", SPOKESWOMAN, "holdsOffice", DEPARTMENT, theme="spokeswoman"),
]  # fmt: skip

RELIEF = article("relief", "The United States lifted sanctions on Iran, a statement said.", day="2024-01-15")
RELIEF_CLAIMS = [
    claim(RELIEF, "The United States lifted sanctions on Iran", USA, "liftsSanctionsOn", IRAN, plover="CONCEDE"),
]

ARTICLES = [
    (DRONES, DRONE_CLAIMS), (SHIPMENTS, SHIPMENT_CLAIMS), (TALKS, TALK_CLAIMS), (WAR, WAR_CLAIMS),
    (RELIEF, RELIEF_CLAIMS),
]  # fmt: skip


def graph_of(*articles: tuple[Article, list[Claim]], background: Background = KNOWN) -> KnowledgeGraph:
    """A derived and valid graph in memory."""
    graph = open_graph()
    add_claims(graph, articles)
    derive(graph, background)
    assert [str(problem) for problem in validate(graph)] == []
    return graph
