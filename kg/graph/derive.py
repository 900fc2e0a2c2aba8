"""Derived graphs: cleared and built anew from the articles' graphs, so that they follow every change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import pyoxigraph as ox

from kg.errors import StoreError, VocabularyError
from kg.graph.background import Background, background_quads, load_background
from kg.graph.changes import note_derived, note_everything
from kg.graph.decisions import Decision
from kg.graph.identities import Outcome, identify, identity_quads, read_decisions
from kg.graph.origins import origin_quads
from kg.graph.rules import SparqlFile, rules
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import BACKGROUND, IDENTITIES, ORIGINS, VOCABULARY, digest, node
from kg.resources import BASE, ontology_path

QUADS_AT_ONCE = 200_000

METHOD = 1
"""To be raised where the code makes something else of the same articles: graphs of before are then derived anew."""


def derive(
    graph: KnowledgeGraph, background: Background | None = None, *, decisions: Iterable[Decision] | None = None
) -> Outcome:
    """Build all derived graphs: the vocabulary, who is who by the graph's decisions, which articles are copies, what
    the gazetteer knows, and what ontology/rules make of the claims.

    The same articles and decisions give the same derived graphs, however they came in; for a few articles
    :func:`kg.graph.follow.follow` gives them too, and sooner. ``background`` stands in for the
    gazetteer, ``decisions`` for those that the graph has. Returns what became of the decisions.

    Raises:
        StoreError: the disk refuses.
        VocabularyError: a rule is no valid CONSTRUCT query.
    """
    try:
        note_everything(graph.native)
        known = load_background() if background is None else background
        for name in derived_graphs():
            graph.clear_graph(name)
        path = str(ontology_path("geopolitics.ttl"))
        graph.native.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=VOCABULARY)
        graph.native.add(ox.Quad(VOCABULARY, _WITH, ox.Literal(made_with(known)), VOCABULARY))
        outcome = identify(graph, read_decisions(graph) if decisions is None else decisions, known)
        _write(graph, identity_quads(graph, outcome))
        _write(graph, origin_quads(graph))
        _write(graph, background_quads(graph, known, outcome.joined))
        for rule in rules():
            _write(graph, apply_rule(graph, rule, rule.text))
        note_derived(graph.native)
        graph.native.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(f"can't write to the graph: {error}") from error
    return outcome


def made_with(background: Background) -> str:
    """Stands for what derived graphs depend on beside articles and decisions: vocabulary, outlets, rules, gazetteer,
    method.
    """
    vocabulary, outlets = (
        ontology_path(name).read_text(encoding="utf-8") for name in ("geopolitics.ttl", "outlets.yaml")
    )
    return digest(METHOD, vocabulary, outlets, *(rule.text for rule in rules()), background.version)


def is_made_with(graph: KnowledgeGraph, background: Background) -> bool:
    """Whether that is still what the graph was derived with; it isn't where several graphs were put together."""
    found = [quad.object.value for quad in graph.native.quads_for_pattern(VOCABULARY, _WITH, None, VOCABULARY)
             if isinstance(quad.object, ox.Literal)]  # fmt: skip
    return found == [made_with(background)]


def derived_graphs() -> list[ox.NamedNode]:
    """Names of all graphs that ``derive`` builds."""
    filled = {node(BASE + rule.graph) for rule in rules() if rule.graph}
    return sorted({VOCABULARY, BACKGROUND, IDENTITIES, ORIGINS} | filled, key=str)


def _write(graph: KnowledgeGraph, quads: Iterator[ox.Quad]) -> None:
    """In parts, since what is loaded at once is held in memory."""
    while part := list(islice(quads, QUADS_AT_ONCE)):
        graph.native.bulk_extend(part)


def apply_rule(graph: KnowledgeGraph, rule: SparqlFile, text: str) -> Iterator[ox.Quad]:
    """What a rule, or its ``text`` for some keys, finds, one after the other: not all of it would fit into memory."""
    try:
        triples = graph.native.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise VocabularyError(f"ontology/rules/{rule.name}.rq: {error}") from error
    if not isinstance(triples, ox.QueryTriples):
        raise VocabularyError(f"ontology/rules/{rule.name}.rq: a rule is a CONSTRUCT query")
    target = node(BASE + str(rule.graph))
    return (ox.Quad(one.subject, one.predicate, one.object, target) for one in triples)


_WITH = node(BASE + "derivedWith")
