"""What changes in a graph, noted before it does, so that the derived graphs can follow whatever stops a build.

The graph ``kg:state`` notes which articles are touched (``kg:touches``), and what their claims and descriptions said
until then. With :data:`MOST` articles, or where it can't be told what is
touched, it notes that everything is. It is empty where nothing has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.remote import Native
from kg.graph.terms import RDF, STATE
from kg.resources import BASE

MOST = 1000
"""Articles that are noted one by one; where more are touched, everything is."""

_BEHIND = ox.Quad(STATE, ox.NamedNode(RDF + "type"), ox.NamedNode(BASE + "Behind"), STATE)
_TOUCHES = ox.NamedNode(BASE + "touches")
_EVERYTHING = ox.Quad(STATE, _TOUCHES, ox.NamedNode(BASE + "everything"), STATE)

_NOTED = {
    ox.NamedNode(namespace + name): ox.NamedNode(f"{BASE}before/{name}")
    for namespace, names in (
        (RDF, ("subject", "predicate", "object")),
        (BASE, ("subjectAs", "objectAs", "polarity", "modality")),
        (BASE, ("describes", "statedLabel", "statedType", "statedCountry", "statedSector", "statedPartOf")),
    )
    for name in names
}
"""What is noted of an article, by its predicate; under another one in the notes, so that no query finds it."""
_FROM_NOTE = {noted: predicate for predicate, noted in _NOTED.items()}

Said = dict[ox.NamedNode, set[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]]
"""Claims and descriptions with what is said of each, as predicates and values."""


@dataclass(slots=True)
class Touched:
    """Articles that came, changed or went since the graph was derived; what they said until then, and what now."""

    articles: set[ox.NamedNode] = field(default_factory=set)
    before: Said = field(default_factory=lambda: defaultdict(set))
    now: Said = field(default_factory=lambda: defaultdict(set))


def note_touched(native: Native, articles: Iterable[ox.NamedNode]) -> None:
    """Note, before these articles (by IRI) are written, changed or removed, that they are touched."""
    if _EVERYTHING in native:
        return
    already = {quad.object for quad in native.quads_for_pattern(STATE, _TOUCHES, None, STATE)}
    # what a touched article says by now was never derived
    touched = [article for article in articles if article not in already]
    if len(already) + len(touched) > MOST:
        note_everything(native)
        return
    quads = [_BEHIND]
    for article in touched:
        quads.append(ox.Quad(STATE, _TOUCHES, article, STATE))
        quads += [ox.Quad(subject, _NOTED[kind], value, STATE) for subject, kind, value in _said(native, article)]
    native.extend(quads)


def note_everything(native: Native) -> None:
    """Note that all that is derived has to be built anew."""
    native.extend([_BEHIND, _EVERYTHING])


def note_derived(native: Native) -> None:
    """Note that the derived graphs fit the articles."""
    native.remove_graph(STATE)


def is_noted(native: Native) -> bool:
    """Whether something has changed since the derived graphs were built."""
    return _BEHIND in native


def touched(native: Native) -> Touched | None:
    """What has changed since the derived graphs were built; None where that may be everything."""
    articles = [quad.object for quad in native.quads_for_pattern(STATE, _TOUCHES, None, STATE)]
    if _EVERYTHING in native or (not articles and is_noted(native)):
        return None
    found = Touched({article for article in articles if isinstance(article, ox.NamedNode)})
    for subject, kind, value in _triples(native, STATE):
        if kind in _FROM_NOTE:
            found.before[subject].add((_FROM_NOTE[kind], value))
    for article in found.articles:
        for subject, kind, value in _said(native, article):
            found.now[subject].add((kind, value))
    return found


def said_of(native: Native, subject: ox.NamedNode) -> frozenset[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """What a claim or a description says, as in :class:`Touched`."""
    quads = native.quads_for_pattern(subject, None, None, None)
    return frozenset(
        (quad.predicate, quad.object)
        for quad in quads
        if quad.predicate in _NOTED and isinstance(quad.object, ox.NamedNode | ox.Literal)
    )


Triples = Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]


def _said(native: Native, article: ox.NamedNode) -> Triples:
    return (triple for triple in _triples(native, article) if triple[1] in _NOTED)


def _triples(native: Native, graph: ox.NamedNode) -> Triples:
    for quad in native.quads_for_pattern(None, None, None, graph):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            yield quad.subject, quad.predicate, quad.object
