"""Derived graphs brought up to date with the articles that changed, without a look at the rest.

What is touched is found in the order in which one thing follows from another: ids and statements of the claims, origins
of the articles, what the gazetteer knows of the actors, then rule by rule the keys by which it is run. What a rule had
found for a key is taken away and what it finds now put in its place. The outcome is that of
:func:`kg.graph.derive.derive`, statement by statement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError, VocabularyError
from kg.graph.background import Background, background_changes, load_background
from kg.graph.changes import Touched, note_derived, note_everything, said_of, touched
from kg.graph.claims import select
from kg.graph.decisions import Decision
from kg.graph.derive import apply_rule, derive, is_made_with
from kg.graph.identities import (
    Outcome,
    canonical_quads,
    identify,
    is_applied,
    read_decisions,
    statement_quads,
)
from kg.graph.levels import Level
from kg.graph.origins import changed_origins
from kg.graph.outlets import outlet_quads
from kg.graph.rules import SparqlFile, rules, variable
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import IDENTITIES, ORIGINS, PROV, RDF, node, relation_iri
from kg.resources import BASE
from kg.vocabulary import RELATION, load_vocabulary

SHARE = 50
"""One article in so many may have changed: with more, deriving all anew is as fast."""

Key = tuple[ox.NamedNode, ...]


def follow(
    graph: KnowledgeGraph,
    background: Background | None = None,
    *,
    decisions: Iterable[Decision] | None = None,
    most: int | None = None,
) -> Outcome:
    """Bring the derived graphs up to date; arguments and result are those of :func:`kg.graph.derive.derive`.

    All is derived anew where more than ``most`` articles changed (one in :data:`SHARE` if it is left out), who is the
    same was decided otherwise, rules, vocabulary or gazetteer are not those of last time, or a run was cut off in here.

    Raises:
        StoreError: the disk refuses.
        VocabularyError: a rule is no valid CONSTRUCT query.
    """
    known = load_background() if background is None else background
    decided = list(read_decisions(graph) if decisions is None else decisions)
    changes = touched(graph.native)
    if changes is None or not is_made_with(graph, known) or _are_many(graph, changes, most):
        return derive(graph, known, decisions=decided)
    outcome = identify(graph, decided, known)
    if not is_applied(graph, outcome):
        return derive(graph, known, decisions=decided)
    try:
        note_everything(graph.native)  # cut off from here on, what is half done can't be told from what is not
        _Following(graph, changes, outcome.joined).run(known)
        note_derived(graph.native)
        graph.native.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(f"can't write to the graph: {error}") from error
    return outcome


def _are_many(graph: KnowledgeGraph, changes: Touched, most: int | None) -> bool:
    if most is None:
        (row,) = select(graph, "SELECT (COUNT(?article) AS ?count) { GRAPH kg:origins { ?article kg:origin ?origin } }")
        most = int(row["count"]) // SHARE
    return len(changes.articles) > max(most, 1)


@dataclass(slots=True)
class _Ends:
    """Between whom a claim is, by id, and as which descriptions have it; before the change, after it, or both."""

    claim: ox.NamedNode
    subjects: set[ox.NamedNode]
    objects: set[ox.NamedNode]
    subjects_as: set[ox.NamedNode]
    objects_as: set[ox.NamedNode]


class _Following:
    """One run: what was touched, and what was taken away and put in so far."""

    def __init__(self, graph: KnowledgeGraph, changes: Touched, joined: Mapping[str, str]) -> None:
        self.graph, self.native = graph, graph.native
        self.articles, self.joined = changes.articles, joined
        self.said: dict[ox.NamedNode, set[tuple[Any, Any]]] = {
            one: changes.before.get(one, set()) | changes.now.get(one, set()) for one in [*changes.before, *changes.now]
        }
        self.claims = {one for one, said in self.said.items() if any(kind == _SUBJECT for kind, _ in said)}
        self.descriptions = self.said.keys() - self.claims
        self.ids = self._otherwise_described(changes)
        self.statements: set[ox.NamedNode] = set()
        self.moved: set[ox.NamedNode] = set()
        """Claims of articles that have another origin now."""
        self.stated: dict[ox.NamedNode, list[ox.NamedNode]] = {}
        """What each touched claim stated, where it did before."""
        self.removed: set[ox.Triple] = set()
        self.added: set[ox.Triple] = set()

    def run(self, background: Background) -> None:
        self._identities()
        self._origins()
        old, new = background_changes(self.graph, background, self.joined, [iri.value for iri in self.ids])
        self._replace(old, new)
        whole = {rule.graph for rule in rules() if not rule.by}
        for name in whole:
            self._replace(self._quads(None, None, None, node(BASE + str(name))), [])
        written: dict[str | None, set[ox.Quad]] = {rule.graph: set() for rule in rules()}
        for rule in rules():
            self._apply(rule, rule.graph in whole, written[rule.graph])

    def _identities(self) -> None:
        for claim in self.claims:
            self._state(claim)
            self.stated[claim] = self._objects(claim, _STATEMENT, IDENTITIES)
        old = [quad for claim in self.claims for quad in self._quads(claim, None, None, IDENTITIES)]
        for iri in self.ids:
            old += [quad for kind in (_CANONICAL, _SAME) for quad in self._quads(iri, kind, None, IDENTITIES)]
        there = [article for article in self.articles if self.native.contains_named_graph(article)]
        new = list(statement_quads(self.graph, there, self.joined))
        for iri in self.ids:
            if any(next(self._quads(None, kind, iri, None), None) for kind in (_DESCRIBES, _PART_OF)):
                new += canonical_quads(iri.value, self.joined)
        self._replace(old, new)
        for claim in self.claims:
            self._state(claim)

    def _state(self, claim: ox.NamedNode) -> None:
        self.statements.update(self._objects(claim, _STATEMENT, IDENTITIES))
        self.statements.update(self._objects(claim, _ENDS, IDENTITIES))

    def _origins(self) -> None:
        now = changed_origins(self.graph, self.articles)
        articles = self.articles | {node(article) for article in now}
        old = {quad for article in articles for quad in self._quads(article, None, None, ORIGINS)}
        new = {ox.Quad(node(article), node(BASE + "origin"), node(origin), ORIGINS) for article, origin in now.items()}
        new.update(outlet_quads(self.graph, [node(article) for article in now]))
        for quad in old ^ new:
            for claim in self._subjects(_QUOTED_FROM, quad.subject):
                self._state(claim)
                self.moved.add(claim)
        self._replace(old, new)

    def _apply(self, rule: SparqlFile, is_whole: bool, written: set[ox.Quad]) -> None:
        """``written`` is what rules of the same graph have put in by now, which has to stay."""
        target = node(BASE + str(rule.graph))
        text = rule.text
        if not is_whole:
            keys = self._keys(rule.by, rule.level)
            if not keys:
                return
            self._replace([quad for quad in self._found(rule, keys, target) if quad not in written], [])
            text = rule.for_keys(sorted(keys, key=str))
        new = list(apply_rule(self.graph, rule, text))
        self._replace([], new)
        written.update(new)

    def _found(self, rule: SparqlFile, keys: Iterable[Key], target: ox.NamedNode) -> Iterator[ox.Quad]:
        """What the graph has of a rule by these keys: triples of them, or all of what names a key.

        Raises:
            VocabularyError: nothing that the rule finds names the key.
        """
        names = [variable(name) for name in rule.by]
        for triple in rule.template():
            if triple.subject in names:
                for key in keys:
                    bound: dict[Any, Any] = dict(zip(names, key, strict=True))
                    subject, predicate, value = (
                        bound.get(term, None if _is_variable(term) else term)
                        for term in (triple.subject, triple.predicate, triple.object)
                    )
                    yield from self._quads(subject, predicate, value, target)
            elif triple.object in names and len(names) == 1:
                for (value,) in keys:
                    for subject in self._subjects(triple.predicate, value, target):
                        yield from self._quads(subject, None, None, target)
        if not any(triple.subject in names or triple.object in names for triple in rule.template()):
            raise VocabularyError(f"ontology/rules/{rule.name}.rq: nothing that it makes names {' '.join(rule.by)}")

    def _keys(self, by: Sequence[str], level: Level) -> set[Key]:
        match by:
            case ("statement",) if level == "state":
                return {(one,) for one in self._state_statements()}
            case ("statement",):
                return {(one,) for one in self.statements}
            case ("claim",):
                return {(one,) for one in self.claims.union(self._claims_that_stand_otherwise())}
            case ("actor",):
                return {(self._actor(iri),) for iri in self.ids}
            case ("description",):
                return {(one,) for one in self.descriptions.union(self._reached())}
            case ("subject", "object"):
                return _both_ways(self._pairs())
            case _:
                return _both_ways([*self._pairs(), *self._pairs_of_states()])

    def _claims_that_stand_otherwise(self) -> Iterator[ox.NamedNode]:
        """Claims of whose actors or speaker one stands for another state or body than before."""
        changed = {triple.subject for triple in self.removed ^ self.added if triple.predicate == _STANDS_FOR}
        for description in changed:
            for kind in (_SUBJECT_AS, _OBJECT_AS, _SPEAKER_AS):
                yield from self._subjects(kind, description)

    def _state_statements(self) -> set[Any]:
        """Statements between states and bodies that touched claims make or end, or did before."""
        touched = self.claims | self.moved | set(self._claims_that_stand_otherwise())
        made = {one for claim in touched for kind in _STATE_STATEMENTS for one in self._objects(claim, kind)}
        return made | {one.object for one in self.removed | self.added if one.predicate in _STATE_STATEMENTS}

    def _pairs(self) -> Iterator[Key]:
        for ends in self._affirming():
            if not self._is_said_elsewhere(ends, as_well=False):
                yield from ((self._actor(one), self._actor(other)) for one in ends.subjects for other in ends.objects)
        members: defaultdict[Any, dict[Any, Any]] = defaultdict(dict)
        for triple in self.removed | self.added:
            if triple.predicate in (_MEMBER, _MEMBER_IN):
                members[triple.subject][triple.predicate] = triple.object
        yield from ((one[_MEMBER], one[_MEMBER_IN]) for one in members.values())

    def _pairs_of_states(self) -> Iterator[Key]:
        """Between those who act in a touched claim, or in one with somebody who now acts for another state."""
        acting = [ends for ends in self._affirming() if not self._is_said_elsewhere(ends, as_well=True)]
        for ends in [*acting, *self._claims_of_changed_states()]:
            sources = {self._actor(one) for one in ends.subjects} | self._states(ends.subjects_as)
            targets = {self._actor(one) for one in ends.objects} | self._states(ends.objects_as)
            yield from ((source, target) for source in sources for target in targets if source != target)

    def _affirming(self) -> Iterator[_Ends]:
        """Touched claims that affirm something as actual."""
        for claim in self.claims:
            said = self.said[claim]
            if _AFFIRMED in said and _ACTUAL in said:
                ends = ({value for kind, value in said if kind == one} for one in _ENDS_OF_CLAIMS)
                yield _Ends(claim, *ends)

    def _is_said_elsewhere(self, ends: _Ends, *, as_well: bool) -> bool:
        """Whether a claim of another article affirms the same, so that it makes no difference to what is held; with
        ``as_well`` by and to somebody who acts for the same. What lasts or is ended depends on days too.
        """
        relations = [value.value.removeprefix(RELATION) for kind, value in self.said[ends.claim] if kind == _PREDICATE]
        known = load_vocabulary().relations
        for name in relations:
            if name not in known or any(known[one].quad == "lasting" for one in (name, *known[name].ends)):
                return False
        for statement in self._objects(ends.claim, _STATEMENT, IDENTITIES) or self.stated.get(ends.claim, []):
            for claim in self._subjects(_STATEMENT, statement, IDENTITIES):
                if claim not in self.claims and self._is_affirming(claim):
                    acting = ((ends.subjects_as, _SUBJECT_AS), (ends.objects_as, _OBJECT_AS)) if as_well else ()
                    if all(self._states(own) <= self._states(self._objects(claim, kind)) for own, kind in acting):
                        return True
        return False

    def _is_affirming(self, claim: ox.NamedNode) -> bool:
        return all(value in self._objects(claim, kind) for kind, value in (_AFFIRMED, _ACTUAL))

    def _claims_of_changed_states(self) -> Iterator[_Ends]:
        changed = {triple.subject for triple in self.removed ^ self.added if triple.predicate == _ACTS_FOR}
        for description in changed - self.descriptions:
            for kind in (_SUBJECT_AS, _OBJECT_AS):
                for claim in self._subjects(kind, description):
                    yield _Ends(claim, *(set(self._objects(claim, one)) for one in _ENDS_OF_CLAIMS))

    def _otherwise_described(self, changes: Touched) -> set[Any]:
        """Ids of actors, and of wholes, of which something is said that was not, or no longer, over all articles."""
        before = {frozenset(changes.before[one]) for one in self.descriptions if one in changes.before}
        now = {frozenset(changes.now[one]) for one in self.descriptions if one in changes.now}
        return {
            value
            for said in before ^ now if not self._is_described_elsewhere(said)
            for kind, value in said if kind in (_DESCRIBES, _PART_OF)
        }  # fmt: skip

    def _is_described_elsewhere(self, said: Collection[tuple[Any, Any]]) -> bool:
        """Whether a description of an article that is not touched says the same, no more and no less."""
        for actor in (value for kind, value in said if kind == _DESCRIBES):
            for quad in self._quads(None, _DESCRIBES, actor):
                description: Any = quad.subject
                if description not in self.descriptions and said_of(self.native, description) == said:
                    return True
        return False

    def _states(self, descriptions: Iterable[Any]) -> set[Any]:
        """Whom these acted or now act for."""
        gone = [triple for triple in self.removed if triple.predicate == _ACTS_FOR]
        return {
            state for one in descriptions
            for state in (
                *self._objects(one, _ACTS_FOR), *(triple.object for triple in gone if triple.subject == one),
            )
        }  # fmt: skip

    def _reached(self) -> Iterator[ox.NamedNode]:
        """Descriptions whose actor has another type or office, or whose wholes have another type or whole."""
        changed = [(triple.subject, triple.predicate) for triple in self.removed ^ self.added]
        wholes = {one for one, kind in changed if kind in (_TYPE, _WHOLE)}
        waiting = list(wholes)
        while waiting:
            parts = set(self._subjects(_WHOLE, waiting.pop())) - wholes
            wholes |= parts
            waiting += parts
        people = {one for one, kind in changed if kind in (_TYPE, _HOLDS_OFFICE)}
        people |= {person for one in wholes for person in self._subjects(_HOLDS_OFFICE, one)}
        for actors, kind in ((wholes, _PART_OF), (people, _DESCRIBES)):
            for actor in actors:
                for iri in self._subjects(_CANONICAL, actor, IDENTITIES):
                    yield from self._subjects(kind, iri)

    def _actor(self, iri: ox.NamedNode) -> ox.NamedNode:
        return node(self.joined.get(iri.value, iri.value))

    def _quads(self, subject: Any, predicate: Any, value: Any, graph: Any = None) -> Iterator[ox.Quad]:
        return self.native.quads_for_pattern(subject, predicate, value, graph)

    def _subjects(self, predicate: Any, value: Any, graph: Any = None) -> list[Any]:
        return [quad.subject for quad in self._quads(None, predicate, value, graph)]

    def _objects(self, subject: Any, predicate: Any, graph: Any = None) -> list[Any]:
        return [quad.object for quad in self._quads(subject, predicate, None, graph)]

    def _replace(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        before, after = set(old), set(new)
        for quad in before - after:
            self.native.remove(quad)
        self.native.extend(after - before)
        self.removed.update(quad.triple for quad in before - after)
        self.added.update(quad.triple for quad in after - before)


def _both_ways(pairs: Iterable[Key]) -> set[Key]:
    return {key for one, other in pairs for key in ((one, other), (other, one))}


def _is_variable(term: object) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.startswith("variable:")


_TYPE, _SUBJECT, _PREDICATE, _OBJECT = (ox.NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
_AFFIRMED, _ACTUAL = (
    (ox.NamedNode(BASE + kind), ox.NamedNode(BASE + value))
    for kind, value in (("polarity", "affirmed"), ("modality", "actual"))
)
_SUBJECT_AS, _OBJECT_AS, _ACTS_FOR, _WHOLE, _DESCRIBES, _PART_OF, _CANONICAL, _STATEMENT, _ENDS, _MEMBER, _MEMBER_IN = (
    ox.NamedNode(BASE + name)
    for name in (
        "subjectAs", "objectAs", "actsFor", "partOf", "describes", "statedPartOf", "canonical", "statement",
        "endsStatement", "member", "memberIn",
    )
)  # fmt: skip
_SPEAKER_AS, _STANDS_FOR, *_STATE_STATEMENTS = (
    ox.NamedNode(BASE + name) for name in ("speakerAs", "standsFor", "stateStatement", "endsStateStatement")
)
_ENDS_OF_CLAIMS = (_SUBJECT, _OBJECT, _SUBJECT_AS, _OBJECT_AS)
_SAME = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
_QUOTED_FROM = ox.NamedNode(PROV + "wasQuotedFrom")
_HOLDS_OFFICE = ox.NamedNode(relation_iri("holdsOffice"))
