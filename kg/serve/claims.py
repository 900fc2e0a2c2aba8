"""Claims as pages list them: newest first, a page at a time, each with its quote in its sentence."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from kg.graph.claims import Row, select
from kg.graph.levels import Level, at_level
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM, article_id, article_iri, node, relation_iri
from kg.partial_date import PartialDate
from kg.resources import BASE
from kg.view.page_data import web_address
from kg.vocabulary import RELATION, load_vocabulary

PER_PAGE = 50
ONE_BY_ONE = 500
"""Claims that are looked up one by one at most."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One claim. ``subject``, ``object`` and ``speaker`` are IRIs, beside each its label.

    ``before`` + ``quote`` + ``after`` is the sentence; ``start`` is where the quote begins in the article's text, in
    its title where ``headline`` says so.
    ``day`` is when it happened, else when it was published. ``quad`` is the quad category, empty for what lasts.
    """

    id: str
    subject: str
    subject_label: str
    relation: str
    relation_label: str
    quad: str
    object: str
    object_label: str
    polarity: str
    modality: str
    confidence: float
    before: str
    quote: str
    after: str
    start: int
    article: str
    rule: str
    theme: str | None = None
    speaker: str | None = None
    speaker_label: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: str | None = None
    happened: PartialDate | None = None
    headline: bool = False

    @property
    def denied(self) -> bool:
        """Said not to be so."""
        return self.polarity == "negated"

    @property
    def day(self) -> str | None:
        """ISO date: the last day that the act may have been on, else the day of the article."""
        return self.happened.latest().isoformat() if self.happened else self.published


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many claims of a quad category there are of a day (ISO, None for those without a date), denied or not.

    ``below`` are those that a histogram shows under its line.
    """

    day: str | None
    kind: str
    denied: bool
    below: bool
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of claims, and how many there are in all within the days asked for; ``days`` count those of all days."""

    claims: tuple[Listed, ...]
    total: int
    days: tuple[DayCount, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a claim stands in a list, and as what it counts."""

    day: str
    article: str
    start: int
    iri: str
    subject: str
    kind: str
    denied: bool


def of_actor(iri: str, side: str = "both", level: Level = "said") -> str:
    """Pattern for claims of an actor: ``does``, ``undergoes``, ``says``, or on either side.

    At the ``level`` "state" also those of whoever stands for it.
    """
    actor = node(iri)
    sides = {
        "does": f"?claim rdf:subject/kg:canonical {actor} .",
        "undergoes": f"?claim rdf:object/kg:canonical {actor} .",
        "says": f"?claim kg:attributedTo/kg:canonical {actor} .",
    }
    return at_level(sides.get(side) or f"{{ {sides['does']} }} UNION {{ {sides['undergoes']} }}", level)


def of_pair(one: str, other: str, *, whole: bool) -> str:
    """Pattern for claims between two actors; with ``whole`` also between those who belong to them."""
    path = "kg:partOf*" if whole else "kg:partOf{0}"
    if not whole:
        return (
            f"VALUES (?s ?o) {{ ({node(one)} {node(other)}) ({node(other)} {node(one)}) }} "
            "?claim rdf:subject/kg:canonical ?s ; rdf:object/kg:canonical ?o ."
        )
    ways = [
        f"{{ ?s {path} {node(x)} . ?o {path} {node(y)} . "
        "?claim rdf:subject/kg:canonical ?s ; rdf:object/kg:canonical ?o }"
        for x, y in ((one, other), (other, one))
    ]
    return " UNION ".join(ways)


def of_relation(name: str) -> str:
    """Pattern for claims of a relation and those below it."""
    names = sorted({name, *load_vocabulary().descendants(name)})
    return f"VALUES ?r {{ {' '.join(str(node(relation_iri(one))) for one in names)} }} ?claim rdf:predicate ?r ."


def of_article(identifier: str) -> str:
    """Pattern for the claims of an article."""
    return f"?claim prov:wasQuotedFrom {node(article_iri(identifier))} ."


def of_claim(identifier: str) -> str:
    """Pattern for one claim."""
    return f"BIND ({node(CLAIM + identifier)} AS ?claim) ?claim a kg:Claim ."


def listing(
    graph: KnowledgeGraph,
    pattern: str,
    page: int = 1,
    per_page: int = PER_PAGE,
    *,
    since: str = "",
    until: str = "",
    above: frozenset[str] | None = None,
) -> Listing:
    """The claims that fit a pattern of this module, newest first; ``page`` counts from 1.

    ``since`` and ``until`` are ISO dates, both included; with one of them claims without a date are left out. ``above``
    are the actors whose deeds a histogram shows above its line; None for all.
    """
    places = _places(graph, pattern, sides=above is not None)
    shown = [one for one in places if (not since or one.day >= since) and (not until or "" < one.day <= until)]
    ordered = sorted(shown, key=lambda one: (one.article, one.start, one.iri))
    ordered.sort(key=lambda one: one.day, reverse=True)
    offset = per_page * (max(page, 1) - 1)
    claims = details(graph, [one.iri for one in ordered[offset : offset + per_page]])
    return Listing(tuple(claims), len(shown), _day_counts(places, above))


def _places(graph: KnowledgeGraph, pattern: str, *, sides: bool) -> list[_Place]:
    """Few claims are looked up one by one, which many would make slow: those are joined, by hash.

    ``sides`` says that their subjects are asked for.
    """
    text = _PLACE if sides else _PLACE.replace(_SUBJECT, "")
    some = f"SELECT DISTINCT ?claim WHERE {{ {pattern} }}"
    found = [row["claim"] for row in select(graph, f"{some} LIMIT {ONE_BY_ONE + 1}")]
    if len(found) <= ONE_BY_ONE:
        return [_place(claim, next(select(graph, text.replace("$claim", str(node(claim)))))) for claim in found]
    joined = (
        text.replace("SELECT", "SELECT ?claim").replace("WHERE {", f"WHERE {{ {{ {some} }}").replace("$claim", "?claim")
    )
    rows = select(graph, plan(graph, joined, {}))
    return [_place(row["claim"], row) for row in rows]


def _place(claim: str, row: Row) -> _Place:
    relation = load_vocabulary().relations.get(row["r"].removeprefix(RELATION))
    return _Place(
        (row.get("until") or row.get("published", ""))[:10], row["article"], int(row["start"]), claim, row.get("s", ""),
        (relation.quad if relation else None) or "lasting", row["polarity"] == BASE + "negated",
    )  # fmt: skip


def _day_counts(places: Sequence[_Place], above: frozenset[str] | None) -> tuple[DayCount, ...]:
    counted = Counter((one.day, one.kind, one.denied, above is not None and one.subject not in above) for one in places)
    return tuple(
        DayCount(day or None, kind, denied, below, number)
        for (day, kind, denied, below), number in sorted(counted.items())
    )


def details(graph: KnowledgeGraph, iris: Sequence[str]) -> list[Listed]:
    """The claims with these IRIs, in their order."""
    return [
        _listed(row) for iri in iris for row in islice(select(graph, _DETAILS.replace("$claim", str(node(iri)))), 1)
    ]


def sides(graph: KnowledgeGraph, iri: str) -> frozenset[str]:
    """An actor and all who belong to it."""
    return frozenset({iri, *(row["part"] for row in select(graph, f"SELECT ?part {{ ?part kg:partOf* {node(iri)} }}"))})


def _listed(row: Row) -> Listed:
    relation = load_vocabulary().relations.get(row["r"].removeprefix(RELATION))
    sentence = row.get("sentence") or row["quote"]
    before, _, after = sentence.partition(row["quote"])
    return Listed(
        id=row["claim"].removeprefix(CLAIM),
        subject=row["s"],
        subject_label=row["subject"],
        relation=row["r"].removeprefix(RELATION),
        relation_label=relation.label if relation else row["r"].removeprefix(RELATION),
        quad=(relation.quad or "lasting") if relation else "lasting",
        object=row["o"],
        object_label=row["object"],
        polarity=row["polarity"].removeprefix(BASE),
        modality=row["modality"].removeprefix(BASE),
        confidence=float(row["confidence"]),
        before=before if row["quote"] in sentence else "",
        quote=row["quote"],
        after=after,
        start=int(row["start"]),
        article=article_id(row["article"]),
        rule=row.get("rule", ""),
        theme=row.get("theme"),
        speaker=row.get("speaker"),
        speaker_label=row.get("speakerLabel"),
        title=row.get("title"),
        source=row.get("source"),
        url=web_address(row.get("url")),
        published=_day(row.get("published")),
        happened=PartialDate.parse(row["date"]) if "date" in row else None,
        headline="headline" in row,
    )


def _day(text: str | None) -> str | None:
    return dt.date.fromisoformat(text[:10]).isoformat() if text else None


_SUBJECT = " rdf:subject/kg:canonical ?s ;"
_PLACE = f"""
SELECT ?article ?start ?s ?r ?polarity ?until ?published
WHERE {{
  $claim prov:wasQuotedFrom ?article ; oa:start ?start ;{_SUBJECT} rdf:predicate ?r ; kg:polarity ?polarity .
  OPTIONAL {{ $claim kg:dateUntil ?until }}
  OPTIONAL {{ ?article schema:datePublished ?published }}
}}"""

_DETAILS = """
SELECT ?claim ?s ?subject ?r ?o ?object ?polarity ?modality ?confidence ?quote ?sentence ?start ?article ?rule
       ?theme ?speaker ?speakerLabel ?title ?source ?published ?date ?url ?headline
WHERE {
  $claim rdf:subject/kg:canonical ?s ; rdf:predicate ?r ; rdf:object/kg:canonical ?o ; oa:start ?start ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; oa:exact ?quote ;
         prov:wasQuotedFrom ?article ; kg:subjectAs/kg:statedLabel ?subject ; kg:objectAs/kg:statedLabel ?object .
  OPTIONAL { $claim kg:foundBy ?rule }
  OPTIONAL { $claim kg:sentenceText ?sentence }
  OPTIONAL { $claim kg:inHeadline ?headline }
  OPTIONAL { $claim kg:theme ?theme }
  OPTIONAL { $claim kg:date ?date }
  OPTIONAL { $claim kg:attributedTo/kg:canonical ?speaker ; kg:speakerAs/kg:statedLabel ?speakerLabel }
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:url ?url }
  BIND ($claim AS ?claim)
}"""
