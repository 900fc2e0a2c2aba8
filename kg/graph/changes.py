"""What changes in a graph, noted before it does, so that the derived graphs can follow whatever stops a build.

The graph ``kg:state`` notes which articles are touched (``kg:touches``), and of what they said until then between whom
each claim is and what their descriptions say of whom. With :data:`MOST` articles, or where it can't be told what is
touched, it notes that everything is. It is empty where nothing has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph.terms import RDF, STATE
from kg.resources import BASE

MOST = 1000
"""Articles that are noted one by one; where more are touched, everything is."""

_BEHIND = ox.Quad(STATE, ox.NamedNode(RDF + "type"), ox.NamedNode(BASE + "Behind"), STATE)
_TOUCHES = ox.NamedNode(BASE + "touches")
_EVERYTHING = ox.Quad(STATE, _TOUCHES, ox.NamedNode(BASE + "everything"), STATE)

_SUBJECT, _OBJECT = ox.NamedNode(BASE + "saidOf"), ox.NamedNode(BASE + "saidAbout")
_SUBJECT_AS, _OBJECT_AS = ox.NamedNode(BASE + "saidOfAs"), ox.NamedNode(BASE + "saidAboutAs")
_ACTOR, _WHOLE = ox.NamedNode(BASE + "described"), ox.NamedNode(BASE + "describedAsPartOf")
_NOTED = {
    ox.NamedNode(RDF + "subject"): _SUBJECT,
    ox.NamedNode(RDF + "object"): _OBJECT,
    ox.NamedNode(BASE + "subjectAs"): _SUBJECT_AS,
    ox.NamedNode(BASE + "objectAs"): _OBJECT_AS,
    ox.NamedNode(BASE + "describes"): _ACTOR,
    ox.NamedNode(BASE + "statedPartOf"): _WHOLE,
}
"""What is noted of an article, by the predicate that it stands under there: under others, so that no query finds it."""


@dataclass(slots=True)
class Ends:
    """Between whom a claim is, by id, and as which descriptions have it; before the change, after it, or both."""

    subjects: set[ox.NamedNode] = field(default_factory=set)
    objects: set[ox.NamedNode] = field(default_factory=set)
    subjects_as: set[ox.NamedNode] = field(default_factory=set)
    objects_as: set[ox.NamedNode] = field(default_factory=set)


@dataclass(slots=True)
class Touched:
    """Articles that came, changed or went since the graph was derived; all that they say now and said then."""

    articles: set[ox.NamedNode] = field(default_factory=set)
    claims: dict[ox.NamedNode, Ends] = field(default_factory=lambda: defaultdict(Ends))
    descriptions: set[ox.NamedNode] = field(default_factory=set)
    ids: set[ox.NamedNode] = field(default_factory=set)
    """Of actors that a description is of, or has as a whole."""

    def _add(self, subject: ox.NamedNode, kind: ox.NamedNode, value: ox.NamedNode) -> None:
        if kind in (_ACTOR, _WHOLE):
            self.descriptions.add(subject)
            self.ids.add(value)
        elif kind == _SUBJECT:
            self.claims[subject].subjects.add(value)
        elif kind == _OBJECT:
            self.claims[subject].objects.add(value)
        elif kind == _SUBJECT_AS:
            self.claims[subject].subjects_as.add(value)
        elif kind == _OBJECT_AS:
            self.claims[subject].objects_as.add(value)


def note_touched(native: ox.Store, articles: Iterable[ox.NamedNode]) -> None:
    """Note, before these articles (by IRI) are written, changed or removed, that they are touched."""
    if _EVERYTHING in native:
        return
    already = {quad.object for quad in native.quads_for_pattern(STATE, _TOUCHES, None, STATE)}
    touched = list(articles)
    if len(already.union(touched)) > MOST:
        note_everything(native)
        return
    quads = [_BEHIND]
    for article in touched:
        quads.append(ox.Quad(STATE, _TOUCHES, article, STATE))
        quads += [ox.Quad(subject, kind, value, STATE) for subject, kind, value in _said(native, article)]
    native.extend(quads)


def note_everything(native: ox.Store) -> None:
    """Note that all that is derived has to be built anew."""
    native.extend([_BEHIND, _EVERYTHING])


def note_derived(native: ox.Store) -> None:
    """Note that the derived graphs fit the articles."""
    native.remove_graph(STATE)


def is_noted(native: ox.Store) -> bool:
    """Whether something has changed since the derived graphs were built."""
    return _BEHIND in native


def touched(native: ox.Store) -> Touched | None:
    """What has changed since the derived graphs were built; None where that may be everything."""
    articles = [quad.object for quad in native.quads_for_pattern(STATE, _TOUCHES, None, STATE)]
    if _EVERYTHING in native or (not articles and is_noted(native)):
        return None
    found = Touched()
    for quad in native.quads_for_pattern(None, None, None, STATE):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            found._add(quad.subject, quad.predicate, quad.object)
    for article in articles:
        if isinstance(article, ox.NamedNode):
            found.articles.add(article)
            for subject, kind, value in _said(native, article):
                found._add(subject, kind, value)
    return found


def _said(native: ox.Store, article: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    for quad in native.quads_for_pattern(None, None, None, article):
        kind = _NOTED.get(quad.predicate)
        if kind is not None and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            yield quad.subject, kind, quad.object
