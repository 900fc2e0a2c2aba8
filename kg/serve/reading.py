"""What single pages read of the graph: an actor's counterparts, an article's marked sentences, RDF of a resource."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph.actors import find_actor
from kg.graph.claims import select
from kg.graph.levels import Level, at_level
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import PREFIXES, node
from kg.graph.texts import read_text
from kg.networks import known_relation
from kg.resources import BASE
from kg.serve.claims import Listed, listing, of_article
from kg.serve.formats import Format, write_rdf
from kg.vocabulary import RELATION, load_vocabulary

MOST_COUNTERPARTS = 40
MOST_IN_ARTICLE = 2000
MOST_IN_EXPLORER = 100
"""Relations that the explorer holds of a large graph."""
MOST_TRIPLES = 20_000


@dataclass(slots=True)
class Counterpart:
    """Another actor, and how many claims go which way; ``quads`` counts them by quad category."""

    iri: str
    does: int = 0
    undergoes: int = 0
    denied: int = 0
    quads: dict[str, int] = dataclasses.field(default_factory=lambda: defaultdict(int))

    @property
    def total(self) -> int:
        """Claims both ways."""
        return self.does + self.undergoes


def counterparts(graph: KnowledgeGraph, iri: str, level: Level = "said") -> list[Counterpart]:
    """Those with whom an actor shares most claims, at this level."""
    relations = load_vocabulary().relations
    found: dict[str, Counterpart] = {}
    for row in select(graph, plan(graph, at_level(_COUNTERPARTS.replace("$actor", str(node(iri))), level), {})):
        if level == "state" and row["other"] == iri:
            continue
        other, number = found.setdefault(row["other"], Counterpart(row["other"])), int(row["n"])
        if row["way"] == "does":
            other.does += number
        else:
            other.undergoes += number
        if row["polarity"] == BASE + "negated":
            other.denied += number
        relation = relations.get(row["r"].removeprefix(RELATION))
        other.quads[(relation.quad if relation else None) or "lasting"] += number
    ranked = sorted(found.values(), key=lambda one: (-one.total, one.iri))[:MOST_COUNTERPARTS]
    return [dataclasses.replace(one, quads=dict(one.quads)) for one in ranked]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence cut into pieces of text, each with the numbers of the claims whose quote covers it."""

    pieces: tuple[tuple[str, tuple[int, ...]], ...]
    claims: tuple[tuple[int, Listed], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article as it is shown; ``whole`` says whether it is all of its text, a passage a paragraph, or only the
    sentences that hold claims.
    """

    passages: tuple[Sentence, ...]
    whole: bool


def marked_article(graph: KnowledgeGraph, identifier: str, texts: Path) -> Marked:
    """An article with its claims marked, which are numbered through it; its text where ``texts`` has it."""
    claims = sorted(
        listing(graph, of_article(identifier), per_page=MOST_IN_ARTICLE).claims,
        key=lambda one: (not one.headline, one.start, one.id),
    )
    text = read_text(texts, identifier)
    # Read again with other words while this snapshot is shown: the claims belong to the older text.
    if text is None or any(text[claim.start : claim.start + len(claim.quote)] != claim.quote for claim in claims):
        return Marked(tuple(_sentences(claims)), False)
    return Marked(tuple(_paragraphs(text, claims)), True)


def _paragraphs(text: str, claims: list[Listed]) -> Iterator[Sentence]:
    """The lines of a text that are not blank, each with the claims whose quotes begin in it."""
    numbered = list(enumerate(claims, 1))
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        within = [(number, claim) for number, claim in numbered if line.start() <= claim.start < line.end()]
        yield Sentence(_pieces(line.start(), line[0], within), tuple(within))


def _sentences(claims: list[Listed]) -> list[Sentence]:
    """The sentences that hold claims, in order, from what the claims themselves know."""
    found: list[tuple[int, str, list[tuple[int, Listed]]]] = []
    for number, claim in enumerate(claims, 1):
        text, begins = claim.before + claim.quote + claim.after, claim.start - len(claim.before)
        for start, other, within in found:
            # The same words again in one sentence look like another beginning; the same sentence far away is another.
            if other == text and abs(begins - start) < len(text) and within[0][1].headline == claim.headline:
                within.append((number, claim))
                break
        else:
            found.append((begins, text, [(number, claim)]))
    return [Sentence(_pieces(start, text, within), tuple(within)) for start, text, within in found]


def _pieces(begins: int, text: str, claims: list[tuple[int, Listed]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    spans = []
    for number, claim in claims:
        start = claim.start - begins
        if text[start : start + len(claim.quote)] != claim.quote:
            start = len(claim.before)
        spans.append((start, min(start + len(claim.quote), len(text)), number))
    cuts = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    return tuple(
        (text[start:end], tuple(number for first, last, number in spans if first <= start and end <= last))
        for start, end in itertools.pairwise(cuts)
    )


def explorer(graph: KnowledgeGraph, options: tuple[tuple[str, Any], ...] = (), is_editable: bool = False) -> str:
    """The page of ``kg view``; ``options`` are its keyword arguments, as pairs."""
    from kg.view import page_html

    links = {"focus": "/?focus={}", "actor": "/actor/{}", "pair": "/pair?x={}&y={}", "article": "/article/{}"}
    if is_editable:
        links["correct"] = "/correct/{}"
    return page_html(graph, **dict(options), links=links, most_relations=MOST_IN_EXPLORER)


def check_explorer(graph: KnowledgeGraph, focus: str | None, relation: str | None) -> None:
    """Refuse what :func:`explorer` would refuse, without drawing anything.

    Raises:
        QueryError: no such relation, or nobody is meant by ``focus``.
    """
    if relation is not None:
        known_relation(relation)
    if focus is not None:
        find_actor(graph, focus)


def describe(graph: KnowledgeGraph, iri: str, style: Format) -> bytes | None:
    """What the graph says of a resource, in a form of RDF; None where it says nothing.

    For an article that is its whole named graph; for an actor also the plain relations that others have to it.
    """
    name = node(iri)
    if graph.native.contains_named_graph(name):
        triples = [quad.triple for quad in graph.native.quads_for_pattern(None, None, None, name)]
    else:
        result = graph.native.query(
            _DESCRIBE.replace("$iri", str(name)), prefixes=dict(PREFIXES), use_default_graph_as_union=True
        )
        assert isinstance(result, ox.QueryTriples)
        triples = list({str(triple): triple for triple in result}.values())
    return write_rdf(triples, style) if triples else None


_COUNTERPARTS = """
SELECT ?other ?way ?r ?polarity (COUNT(?claim) AS ?n)
WHERE {
  { ?claim rdf:subject/kg:canonical $actor ; rdf:object/kg:canonical ?other ; rdf:predicate ?r ; kg:polarity ?polarity .
    BIND ("does" AS ?way) }
  UNION
  { ?claim rdf:object/kg:canonical $actor ; rdf:subject/kg:canonical ?other ; rdf:predicate ?r ; kg:polarity ?polarity .
    BIND ("undergoes" AS ?way) }
}
GROUP BY ?other ?way ?r ?polarity"""

_DESCRIBE = f"""
CONSTRUCT {{ $iri ?p ?o . ?s ?q $iri . ?as ?ap ?ao }}
WHERE {{
  {{ $iri ?p ?o }}
  UNION {{ GRAPH kg:relations {{ ?s ?q $iri }} }}
  UNION {{ $iri kg:subjectAs|kg:objectAs|kg:speakerAs ?as . ?as ?ap ?ao }}
}}
LIMIT {MOST_TRIPLES}"""
