"""An analyst's corrections of claims: wrong, right, or of another relation. Applied over what was read, and undone.

A corrected claim is taken out of its article's graph, or changed there, so that every query and view honours it. How it
was read is kept as one literal (``kg:asRead``) in the graph ``kg:corrections``, which no query takes for a claim; from
that it is put back before articles change and before corrections are applied anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyoxigraph as ox

from kg.graph.changes import note_touched
from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import (
    ARTICLE,
    CLAIM,
    CORRECTIONS,
    DC,
    OA,
    PROV,
    RDF,
    RDFS,
    XSD,
    article_id,
    claim_iri,
    digest,
    node,
    relation_iri,
)
from kg.model import claim_id
from kg.resources import BASE
from kg.vocabulary import PLOVER, load_vocabulary

Kind = Literal["wrong", "right", "relation"]
RULE = "correction/relation"
"""What found a claim whose relation an analyst put right."""

_AS_READ, _REPLACED_BY = node(BASE + "asRead"), node(BASE + "replacedBy")


@dataclass(frozen=True, slots=True, order=True)
class Correction:
    """``claim`` is an id; ``value`` the relation that is right, where that is what is corrected.

    ``place`` is the file and line, for messages.
    """

    claim: str
    kind: Kind
    value: str = ""
    who: str = ""
    when: str = ""
    why: str = ""
    place: str = field(default="", compare=False)


def write_corrections(graph: KnowledgeGraph, corrections: Iterable[Correction]) -> None:
    """Put these in place of those that the graph has; they take effect on :func:`apply_corrections`."""
    kept = list(graph.native.quads_for_pattern(None, _AS_READ, None, CORRECTIONS))
    kept += graph.native.quads_for_pattern(None, _REPLACED_BY, None, CORRECTIONS)
    for quad in set(graph.native.quads_for_pattern(None, None, None, CORRECTIONS)) - set(kept):
        graph.native.remove(quad)
    graph.native.extend(quad for one in sorted(set(corrections)) for quad in _quads(one))


def read_corrections(graph: KnowledgeGraph) -> list[Correction]:
    """The corrections that the graph has, in order."""
    return sorted(
        Correction(
            row["claim"].removeprefix(CLAIM), row["kind"],  # type: ignore[arg-type]
            row.get("value", ""), row.get("who", ""), row.get("when", ""), row.get("why", ""),
        )
        for row in select(graph, _CORRECTIONS)
    )  # fmt: skip


def undo_corrections(graph: KnowledgeGraph) -> None:
    """Put every corrected claim back as it was read. Killed halfway it is completed by calling it again."""
    for record in list(graph.native.quads_for_pattern(None, _AS_READ, None, CORRECTIONS)):
        claim = record.subject
        assert isinstance(claim, ox.NamedNode)
        assert isinstance(record.object, ox.Literal)
        original = list(ox.parse(io.BytesIO(record.object.value.encode()), format=ox.RdfFormat.N_QUADS))
        note_touched(graph.native, _graphs(original))
        graph.native.extend(original)
        for replaced in list(graph.native.quads_for_pattern(claim, _REPLACED_BY, None, CORRECTIONS)):
            assert isinstance(replaced.object, ox.NamedNode)
            _remove(graph, graph.native.quads_for_pattern(replaced.object, None, None, None))
            graph.native.remove(replaced)
        _remove(graph, set(_read_quads(graph, claim)) - set(original))
        graph.native.remove(record)


def apply_corrections(graph: KnowledgeGraph) -> list[str]:
    """Apply the corrections that the graph has over what was read; derived graphs follow on ``derive``.

    Returns a message for each that fits no claim of the graph.
    """
    undo_corrections(graph)
    problems = []
    for one in read_corrections(graph):
        claim = node(claim_iri(one.claim))
        original = list(_read_quads(graph, claim))
        if not original:
            problems.append(f"{one.claim}: the graph has no such claim, so that its correction ({one.kind}) waits")
            continue
        note_touched(graph.native, _graphs(original))
        text = ox.serialize(original, format=ox.RdfFormat.N_QUADS)
        record = ox.Quad(claim, _AS_READ, ox.Literal((text or b"").decode()), CORRECTIONS)
        if one.kind == "relation":
            changed = list(_with_relation(original, one.value))
            graph.native.extend([record, ox.Quad(claim, _REPLACED_BY, changed[0].subject, CORRECTIONS)])
            graph.native.extend(changed)
            _remove(graph, original)
        elif one.kind == "wrong":
            graph.native.add(record)
            _remove(graph, original)
        else:
            graph.native.add(record)
            old = [quad for quad in original if quad.predicate == node(BASE + "confidence")]
            graph.native.extend(ox.Quad(claim, quad.predicate, _SURE, quad.graph_name) for quad in old)
            _remove(graph, [quad for quad in old if quad.object != _SURE])
    return problems


def _graphs(quads: Iterable[ox.Quad]) -> set[ox.NamedNode]:
    """The graphs of the articles that these stand in."""
    return {quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}


def _with_relation(original: Sequence[ox.Quad], relation: str) -> Iterator[ox.Quad]:
    """The claim as it would be if it had been read with this relation: it has another id."""
    value = {quad.predicate.value: _value(quad.object) for quad in original}
    speaker = value.get(BASE + "attributedTo", "")
    new = node(claim_iri(claim_id(
        article_id(value[PROV + "wasQuotedFrom"]), int(value[OA + "start"]), int(value[OA + "end"]),
        value[RDF + "subject"], relation, value[RDF + "object"], value[BASE + "polarity"].removeprefix(BASE),
        value[BASE + "modality"].removeprefix(BASE), speaker, headline=BASE + "inHeadline" in value,
    )))  # fmt: skip
    plover = load_vocabulary().relations[relation].plover
    changes: dict[str, ox.NamedNode | ox.Literal | None] = {
        RDF + "predicate": node(relation_iri(relation)),
        BASE + "event": node(PLOVER + plover) if plover else None,
        BASE + "foundBy": ox.Literal(RULE),
        BASE + "confidence": _SURE,
    }
    graph = original[0].graph_name
    for quad in original:
        if quad.predicate.value not in changes:
            yield ox.Quad(new, quad.predicate, quad.object, graph)
    for predicate, term in changes.items():
        if term is not None:
            yield ox.Quad(new, node(predicate), term, graph)


def _read_quads(graph: KnowledgeGraph, claim: ox.NamedNode) -> Iterator[ox.Quad]:
    """What articles' graphs say of a claim."""
    for quad in graph.native.quads_for_pattern(claim, None, None, None):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(ARTICLE):
            yield quad


def _remove(graph: KnowledgeGraph, quads: Iterable[ox.Quad]) -> None:
    for quad in list(quads):
        graph.native.remove(quad)


def _quads(one: Correction) -> Iterator[ox.Quad]:
    subject = node(BASE + "correction/" + digest(*(getattr(one, name) for name in _FIELDS)))
    yield ox.Quad(subject, node(RDF + "type"), node(BASE + "Correction"), CORRECTIONS)
    yield ox.Quad(subject, node(BASE + "corrects"), node(claim_iri(one.claim)), CORRECTIONS)
    for predicate, text in (
        (BASE + "correctionKind", one.kind),
        (BASE + "correctedTo", one.value),
        (DC + "creator", one.who),
        (DC + "date", one.when),
        (RDFS + "comment", one.why),
    ):
        if text:
            yield ox.Quad(subject, node(predicate), ox.Literal(text), CORRECTIONS)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def last_of_each(corrections: Iterable[Correction]) -> list[Correction]:
    """One correction a claim: where a file has several, the last."""
    return list({one.claim: one for one in corrections}.values())


_FIELDS = ("claim", "kind", "value", "who", "when", "why")
_SURE = ox.Literal("1.0", datatype=node(XSD + "decimal"))

_CORRECTIONS = """
SELECT ?claim ?kind ?value ?who ?when ?why
WHERE {
  ?c a kg:Correction ; kg:corrects ?claim ; kg:correctionKind ?kind .
  OPTIONAL { ?c kg:correctedTo ?value }
  OPTIONAL { ?c dc:creator ?who }
  OPTIONAL { ?c dc:date ?when }
  OPTIONAL { ?c rdfs:comment ?why }
}"""
