"""CSV: claims, actors and articles as flat tables, in UTF-8 with a header line (RFC 4180, with line feeds).

Texts come from strangers, and a spreadsheet runs a cell that begins with = + - @, a tab or a line end as a formula:
such a text gets an apostrophe before it. Exact texts are in the RDF formats.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from kg.graph.claims import Row, select
from kg.graph.levels import Level, at_level
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM
from kg.resources import BASE
from kg.table import harmless
from kg.vocabulary import RELATION

CLAIMS = (
    "claim", "subject", "subject_id", "relation", "object", "object_id", "polarity", "modality", "speaker",
    "speaker_id", "event", "context", "theme", "date", "confidence", "quote", "sentence_text", "article", "title",
    "source", "published", "url", "found_by", "reported",
)  # fmt: skip
ACTORS = ("id", "label", "type", "country", "sector", "part_of")
ARTICLES = ("id", "title", "source", "author", "published", "language", "url")

_NUMBERS = {"confidence"}
_LOCAL = {"claim": CLAIM, "relation": RELATION, "polarity": BASE, "modality": BASE, "type": BASE}
_LOCAL |= {"event": BASE + "plover/", "context": BASE + "plover/"}


def write_claims(graph: KnowledgeGraph, stream: BinaryIO, level: Level = "said") -> None:
    """One row a claim, in order of its id. ``date`` is when it happened, ``published`` when the article appeared."""
    _write(stream, CLAIMS, select(graph, at_level(CLAIM_ROWS, level)))


def write_actors(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One row an actor, in order of id; several whole bodies in ``part_of`` are parted by blanks."""
    _write(stream, ACTORS, select(graph, ACTOR_ROWS))


def write_articles(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One row an article, in order of id."""
    _write(stream, ARTICLES, select(graph, ARTICLE_ROWS))


TABLES: dict[str, Callable[[KnowledgeGraph, BinaryIO], None]] = {
    "claims": write_claims,
    "actors": write_actors,
    "articles": write_articles,
}


def _write(stream: BinaryIO, columns: Sequence[str], rows: Iterable[Row]) -> None:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(name, row.get(name, "")) for name in columns] for row in rows)
    finally:
        text.detach()  # the stream is the caller's to close


def _cell(column: str, value: str) -> str:
    value = value.removeprefix(_LOCAL.get(column, ""))
    return value if column in _NUMBERS else harmless(value)


CLAIM_ROWS = """
SELECT ?claim ?subject ?subject_id ?relation ?object ?object_id ?polarity ?modality ?speaker ?speaker_id ?event
       ?context ?theme ?date ?confidence ?quote ?sentence_text ?article ?title ?source ?published ?url ?found_by
       ?reported
WHERE {
  ?claim a kg:Claim ; rdf:subject/kg:canonical ?subject_id ; rdf:predicate ?relation ;
         rdf:object/kg:canonical ?object_id ; kg:polarity ?polarity ; kg:modality ?modality ;
         kg:confidence ?confidence ; kg:foundBy ?found_by ; oa:exact ?quote ; prov:wasQuotedFrom ?report .
  ?subject_id rdfs:label ?subject . ?object_id rdfs:label ?object .
  ?report schema:identifier ?article .
  OPTIONAL { ?claim kg:attributedTo/kg:canonical ?speaker_id . ?speaker_id rdfs:label ?speaker }
  OPTIONAL { ?claim kg:event ?event }
  OPTIONAL { ?claim kg:context ?context }
  OPTIONAL { ?claim kg:theme ?theme }
  OPTIONAL { ?claim kg:reported ?mentioned }
  BIND (COALESCE(?mentioned, true) AS ?reported)
  OPTIONAL { ?claim kg:date ?date }
  OPTIONAL { ?claim kg:sentenceText ?sentence_text }
  OPTIONAL { ?report schema:headline ?title }
  OPTIONAL { ?report dc:publisher ?source }
  OPTIONAL { ?report schema:datePublished ?published }
  OPTIONAL { ?report schema:url ?url }
} ORDER BY ?claim"""

ACTOR_ROWS = """
SELECT ?id (SAMPLE(?l) AS ?label) (SAMPLE(?t) AS ?type) (SAMPLE(?c) AS ?country) (SAMPLE(?s) AS ?sector)
       (GROUP_CONCAT(?whole; separator=" ") AS ?part_of)
WHERE {
  { SELECT DISTINCT ?id ?l ?t ?c ?s ?whole WHERE {
    ?id a ?t ; rdfs:label ?l . ?t rdfs:subClassOf kg:Actor .
    OPTIONAL { ?id kg:country ?c }
    OPTIONAL { ?id kg:sector ?s }
    OPTIONAL { ?id kg:partOf ?w . BIND(STR(?w) AS ?whole) }
  } ORDER BY ?id ?whole }
} GROUP BY ?id ORDER BY ?id"""

ARTICLE_ROWS = """
SELECT ?id ?title ?source ?author ?published ?language ?url WHERE {
  ?article a schema:NewsArticle ; schema:identifier ?id .
  OPTIONAL { ?article schema:headline ?title }
  OPTIONAL { ?article dc:publisher ?source }
  OPTIONAL { ?article dc:creator ?author }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article schema:inLanguage ?language }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?id"""
