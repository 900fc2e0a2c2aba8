"""Read claims and articles back: as the objects that were written, or as rows for a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.graph.levels import Level, at_level
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM, OA, ORIGINS, PREFIXES, RDF, SCHEMA, article_id, article_iri, node, relation_iri
from kg.model import Article, Claim, Entity, Evidence
from kg.partial_date import PartialDate
from kg.resources import BASE
from kg.vocabulary import PLOVER, RELATION, load_vocabulary

LAST = PartialDate.of(dt.date.max)
"""Comes after all others."""

FALSE = ("false", "0")
"""Both ways in which XML Schema writes it; some servers keep the second."""
AT_A_TIME = 300
"""IRIs that a query is asked of at once."""

Row = Mapping[str, str]
"""Variable → value, as text; a variable that is not bound is left out."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a reader needs it. ``subject``, ``object`` and ``speaker_id`` are IRIs, the other names labels.

    ``quote`` is the evidence and ``sentence`` the sentence that it stands in; ``date`` is when it happened,
    ``published`` when the article came out; ``source`` is the article's publisher. ``reported`` is False where the
    sentence refers to a deed as known. ``outlets`` are those who report it (:mod:`kg.graph.outlets`).
    """

    id: str
    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    polarity: str
    modality: str
    confidence: float
    quote: str
    sentence: str
    article: str
    theme: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    title: str | None = None
    source: str | None = None
    published: dt.date | None = None
    date: PartialDate | None = None
    url: str | None = None
    reported: bool = True
    outlets: tuple[str, ...] = ()

    @property
    def happened(self) -> PartialDate | None:
        """When it happened, else when the article came out."""
        return self.date or (PartialDate.of(self.published) if self.published else None)


def claims_between(
    graph: KnowledgeGraph,
    subject: str | None = None,
    object: str | None = None,
    relation: str | None = None,
    *,
    level: Level = "said",
) -> list[ClaimRow]:
    """Claims by subject IRI, object IRI and name of the relation, each optional; in order of date, then id.

    At the ``level`` "state" the actors of the rows, and those given, are the states and bodies that they stand for;
    speakers stay as said.
    A relation stands for those below it too. A symmetric one is found from either side.
    """
    vocabulary = load_vocabulary()
    names = {relation, *vocabulary.descendants(relation)} if relation else set(vocabulary.relations)
    both_ways = sorted(name for name in names if vocabulary.relations[name].symmetric)
    # Two queries, as Oxigraph answers them far faster than one with a UNION.
    found = _rows(graph, subject, object, sorted(names) if relation else [], level)
    if (subject or object) and both_ways:
        found |= _rows(graph, object, subject, both_ways, level)
    return sorted(found.values(), key=lambda row: (row.happened or LAST, row.id))


def claims_where(graph: KnowledgeGraph, pattern: str) -> list[ClaimRow]:
    """Claims that fit a pattern of ours over ``?claim``, ``?s``, ``?r`` and ``?o``; in order of date, then id."""
    found = {row["claim"]: _claim_row(row, graph) for row in select(graph, _ROWS % pattern)}
    return sorted(found.values(), key=lambda row: (row.happened or LAST, row.id))


def claims_listed(graph: KnowledgeGraph, claims: Sequence[str], level: Level = "said") -> list[ClaimRow]:
    """The claims with these IRIs, in order of date, then id."""
    text = at_level(_ROWS % "$given", level)
    found = {row["claim"]: _claim_row(row, graph) for row in select_of(graph, text, "claim", claims)}
    return sorted(found.values(), key=lambda row: (row.happened or LAST, row.id))


def _rows(
    graph: KnowledgeGraph, subject: str | None, object: str | None, relations: Sequence[str], level: Level
) -> dict[str, ClaimRow]:
    given = _values("s", subject) + _values("o", object) + _values("r", *map(relation_iri, relations))
    return {row["claim"]: _claim_row(row, graph) for row in select(graph, at_level(_ROWS % given, level))}


def claims(graph: KnowledgeGraph) -> Iterator[Claim]:
    """All claims, as they were written, in order of their article's id and of place in it; an article at a time."""
    for identifier in sorted(article_ids(graph)):
        yield from claims_of(graph, identifier)


def claims_of(graph: KnowledgeGraph, identifier: str) -> list[Claim]:
    """The claims of the article with this id, in order of place in it."""
    name = node(article_iri(identifier))
    about: dict[str, dict[str, str]] = {}
    # its quads one by one, which takes a tenth of the time of a query an article
    for quad in graph.native.quads_for_pattern(None, None, None, name):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            about.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    found = [_claim(facts, identifier, about) for facts in about.values() if facts.get(RDF + "type") == BASE + "Claim"]
    return sorted(found, key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.id))


def _claim(facts: Row, article: str, about: Mapping[str, Row]) -> Claim:
    """A claim of an article from what the graph says of it; ``about`` says it of the descriptions that it names."""
    event, context, speaker = facts.get(BASE + "event"), facts.get(BASE + "context"), facts.get(BASE + "speakerAs")
    return Claim(
        subject=_entity(about[facts[BASE + "subjectAs"]]),
        relation=facts[RDF + "predicate"].removeprefix(RELATION),
        object=_entity(about[facts[BASE + "objectAs"]]),
        evidence=Evidence(
            article,
            int(facts[BASE + "sentence"]),
            facts[OA + "exact"],
            int(facts[OA + "start"]),
            int(facts[OA + "end"]),
            headline=BASE + "inHeadline" in facts,
        ),
        rule=facts[BASE + "foundBy"],
        plover=event.removeprefix(PLOVER) if event else None,
        context=context.removeprefix(PLOVER) if context else None,
        theme=facts.get(BASE + "theme"),
        polarity=_local(facts[BASE + "polarity"]),
        modality=_local(facts[BASE + "modality"]),
        attributed_to=_entity(about[speaker]) if speaker else None,
        date=_partial(facts.get(BASE + "date")),
        reported=facts.get(BASE + "reported") not in FALSE,
        confidence=float(facts[BASE + "confidence"]),
        subject_text=facts.get(BASE + "subjectText", ""),
        object_text=facts.get(BASE + "objectText", ""),
    )


def article_ids(graph: KnowledgeGraph) -> Iterator[str]:
    """Ids of the articles that the graph has."""
    kind, article = node(RDF + "type"), node(SCHEMA + "NewsArticle")
    for quad in graph.native.quads_for_pattern(None, kind, article, None):
        yield article_id(str(quad.subject.value))  # type: ignore[union-attr]


def has_article(graph: KnowledgeGraph, identifier: str) -> bool:
    """Whether the graph has this article."""
    return graph.native.contains_named_graph(node(article_iri(identifier)))


def articles(graph: KnowledgeGraph) -> Iterator[Article]:
    """All articles in order of IRI, without their text, which the graph does not hold."""
    for row in select(graph, _ARTICLES):
        yield Article(
            row["id"], "", row.get("title"), _date(row.get("published")), row.get("source"), row.get("url"),
            row.get("author"), row.get("language", "en"), retrieved=_date(row.get("retrieved")),
            section=row.get("section"),
        )  # fmt: skip


def select(graph: KnowledgeGraph, query: str) -> Iterator[Row]:
    """Rows of a SELECT query of ours over the union of all graphs. For queries of users see :mod:`kg.query`."""
    solutions = graph.native.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {name: value.value for name, value in zip(names, solution, strict=True) if value is not None}


def date_of(row: Row) -> PartialDate | None:
    """When what a row tells of happened, else when its article came out: the variables ``date`` and ``published``."""
    return _partial(row.get("date") or row.get("published"))


def is_within(row: Row, since: dt.date | None, until: dt.date | None) -> bool:
    """Whether all of its date is from ``since`` to ``until``, both included; without a date where neither is given."""
    if since is None and until is None:
        return True
    date = date_of(row)
    return (
        date is not None and (since is None or since <= date.earliest()) and (until is None or date.latest() <= until)
    )


def values(variable: str, iris: Collection[str] | None) -> str:
    """The clause by which a query of ours asks of these only; empty for None, which is all."""
    return "" if iris is None else f"VALUES ?{variable} {{ {' '.join(str(node(iri)) for iri in iris)} }} "


def select_of(graph: KnowledgeGraph, query: str, variable: str, iris: Sequence[str]) -> Iterator[Row]:
    """Rows of a query with ``$given`` in it, some IRIs at a time: asked of a thousand, Oxigraph reads all claims."""
    for start in range(0, len(iris), AT_A_TIME):
        yield from select(graph, query.replace("$given", values(variable, iris[start : start + AT_A_TIME])))


def _values(variable: str, *iris: str | None) -> str:
    terms = " ".join(str(node(iri)) for iri in iris if iri)
    return f"VALUES ?{variable} {{ {terms} }} " if terms else ""


_OUTLET = node(BASE + "outlet")
_ROWS = """
SELECT ?claim ?s ?subject ?r ?o ?object ?polarity ?modality ?confidence ?quote ?sentence ?article
       ?theme ?speaker ?speakerLabel ?title ?source ?published ?date ?url ?reported
WHERE {
  %s
  ?claim rdf:subject/kg:canonical ?s ; rdf:predicate ?r ; rdf:object/kg:canonical ?o ;
         kg:polarity ?polarity ; kg:modality ?modality ; kg:confidence ?confidence ; oa:exact ?quote ;
         prov:wasQuotedFrom ?article ; kg:subjectAs/kg:statedLabel ?subject ; kg:objectAs/kg:statedLabel ?object .
  OPTIONAL { ?claim kg:sentenceText ?sentence }
  OPTIONAL { ?claim kg:theme ?theme }
  OPTIONAL { ?claim kg:reported ?reported }
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?claim kg:attributedTo ?named ; kg:speakerAs/kg:statedLabel ?speakerLabel . ?named kg:canonical ?speaker }
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:url ?url }
}"""

_ARTICLES = """
SELECT ?article ?id ?title ?published ?source ?url ?author ?language ?section ?retrieved
WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?id .
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article schema:url ?url }
  OPTIONAL { ?article dc:creator ?author }
  OPTIONAL { ?article schema:inLanguage ?language }
  OPTIONAL { ?article schema:articleSection ?section }
  OPTIONAL { ?article kg:retrieved ?retrieved }
}
ORDER BY ?article"""


def _claim_row(row: Row, graph: KnowledgeGraph) -> ClaimRow:
    outlets = graph.native.quads_for_pattern(node(row["article"]), _OUTLET, None, ORIGINS)
    return ClaimRow(
        id=row["claim"].removeprefix(CLAIM),
        subject=row["s"],
        subject_label=row["subject"],
        relation=row["r"].removeprefix(RELATION),
        object=row["o"],
        object_label=row["object"],
        polarity=_local(row["polarity"]),
        modality=_local(row["modality"]),
        confidence=float(row["confidence"]),
        quote=row["quote"],
        sentence=row.get("sentence", ""),
        article=article_id(row["article"]),
        theme=row.get("theme"),
        speaker=row.get("speakerLabel"),
        speaker_id=row.get("speaker"),
        title=row.get("title"),
        source=row.get("source"),
        published=_date(row.get("published")),
        date=_partial(row.get("date")),
        url=row.get("url"),
        reported=row.get("reported") not in FALSE,
        outlets=tuple(sorted(quad.object.value for quad in outlets if isinstance(quad.object, ox.Literal))),
    )


def _entity(facts: Row) -> Entity:
    """An actor as its article describes it."""
    return Entity(
        facts[BASE + "describes"],
        facts[BASE + "statedLabel"],
        _local(facts[BASE + "statedType"]),
        facts.get(BASE + "statedCountry"),
        facts.get(BASE + "statedSector"),
        facts.get(BASE + "statedPartOf"),
    )


def _local(iri: str) -> Any:
    return iri.removeprefix(BASE)


def _partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
