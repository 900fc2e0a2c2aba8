"""Full-text and phrase search over the articles of a graph, whether they hold a claim or not, with filters.

    "grain corridor" actor:Turkey since:2022-07

Words, "phrases", beginnings (drone*), -words to leave out, OR between two; ``source:``, ``since:`` and ``until:`` speak
of the article (day, month or year of publication), ``actor:`` and ``relation:`` of one claim in it: who is meant goes
by any name and stands for all who belong to it, a relation for those below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.actors import find_actor
from kg.graph.claims import has_article, select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CLAIM, XSD, article_id, article_iri, node, relation_iri
from kg.graph.texts import MARKS, Hit, find_texts, hits
from kg.partial_date import PartialDate
from kg.table import Table
from kg.vocabulary import load_vocabulary

FILTERS = ("actor", "since", "until", "source", "relation")
MOST = 50
"""Articles that are shown of those found, where nothing else is said."""

_PART = re.compile(r'(?P<not>-)?(?:(?P<key>[A-Za-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?P<star>\*)?')


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: ``words`` as a query of FTS5, None where only filters were given."""

    words: str | None = None
    actors: tuple[str, ...] = ()
    relation: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One article, and the ids of its claims that fit the filters (all of them where none speaks of claims)."""

    hit: Hit
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The best of the ``total`` articles that fit, best first; without words the newest first."""

    found: tuple[Found, ...] = field(default_factory=tuple)
    total: int = 0


def read_search(text: str) -> Search:
    """Read what was typed.

    Raises:
        QueryError: an unknown or empty filter, no such day or relation, or nothing to look for.
    """
    words, without, actors = list[str](), list[str](), list[str]()
    given: dict[str, str] = {}
    either = False
    if text.count('"') % 2:
        raise QueryError('a quotation mark is not closed: write "grain corridor"')
    for match in _PART.finditer(text):
        value = match["phrase"] if match["phrase"] is not None else match["word"]
        key = (match["key"] or "").casefold()
        if key and key not in FILTERS:
            if match["phrase"] is None:
                raise QueryError(f"no filter is called {key!r}; there are {', '.join(FILTERS)}; put words in quotes")
            raise QueryError(f"no filter is called {key!r}; there are {', '.join(FILTERS)}")
        if key and match["not"]:
            raise QueryError(f"-{key}: only words can be left out")
        if key == "actor":
            actors.append(value)
        elif key:
            if key in given:
                raise QueryError(f"{key}: is given twice")
            given[key] = value
        elif value == "OR" and match["phrase"] is None and not match["not"]:
            if not words:
                raise QueryError("OR stands between two words")
            either = True
        elif term := _term(value, match["star"] is not None or (match["phrase"] is None and value.endswith("*"))):
            if match["not"]:
                without.append(term)
            elif either:
                words[-1], either = f"({words[-1]} OR {term})", False
            else:
                words.append(term)
    if either:
        raise QueryError("OR stands between two words")
    if without and not words:
        raise QueryError("say what to look for, not only what to leave out")
    if not (words or actors or given):
        raise QueryError(f'nothing to look for: give words, a "phrase", or filters ({":, ".join(FILTERS)}:)')
    relation = given.get("relation", "").removeprefix("rel:") or None
    if relation is not None and relation not in load_vocabulary().relations:
        raise QueryError(f"no relation is called {relation!r}; see ontology/geopolitics.ttl")
    query = " AND ".join(words)
    if without:
        query = f"({query}) NOT ({' OR '.join(without)})"
    return Search(query or None, tuple(actors), relation, _day(given, "since"), _day(given, "until"),
                  given.get("source"))  # fmt: skip


def search(graph: KnowledgeGraph, texts: Path, text: str, *, limit: int = MOST, offset: int = 0) -> Findings:
    """The articles that fit what was typed; ``texts`` is the file of :func:`kg.graph.texts.texts_of`.

    Raises:
        QueryError: see :func:`read_search`; nobody is called so.
        StoreError: the graph has no texts, or they can't be read.
    """
    wanted = read_search(text)
    if not texts.exists():
        raise StoreError(f"{texts}: no texts there; run `kg build` over the articles again to make them")
    claims = _claims(graph, wanted) if wanted.actors or wanted.relation else None
    found = [
        (number, identifier)
        for number, identifier in find_texts(
            texts, wanted.words, since=wanted.since, until=wanted.until, source=wanted.source
        )
        if (identifier in claims if claims is not None else has_article(graph, identifier))
    ]
    shown = found[offset : offset + limit]
    return Findings(
        tuple(
            Found(hit, tuple(claims[hit.id] if claims is not None else _claims_in(graph, hit.id)))
            for hit in hits(texts, [number for number, _ in shown], wanted.words)
        ),
        len(found),
    )


def findings_table(findings: Findings) -> Table:
    """What was found as a table: date, title, source, passage, number of claims, id of the article."""
    integer = node(XSD + "integer")
    rows = []
    for one in findings.found:
        texts = (one.hit.published, one.hit.title, one.hit.source, plain_passage(one.hit.passage))
        rows.append((
            *(ox.Literal(text) if text else None for text in texts),
            ox.Literal(str(len(one.claims)), datatype=integer), ox.Literal(one.hit.id),
        ))  # fmt: skip
    note = None
    if findings.total > len(rows):
        note = f"the first {len(rows):,} of {findings.total:,} articles"
    return Table(("date", "title", "source", "passage", "claims", "article"), tuple(rows), note)


def plain_passage(passage: str) -> str:
    """A passage on one line, without the marks."""
    for mark in MARKS:
        passage = passage.replace(mark, "")
    return " ".join(passage.split())


def _term(value: str, beginning: bool) -> str | None:
    """A word or phrase as FTS5 reads it; None where no letter or digit is in it."""
    if not re.search(r"\w", value):
        return None
    quoted = '"' + value.replace('"', '""').rstrip("*") + '"'
    return quoted + " *" if beginning else quoted


def _day(given: dict[str, str], key: str) -> str | None:
    if key not in given:
        return None
    try:
        date = PartialDate.parse(given[key])
    except ValueError as error:
        raise QueryError(f"{key}: {error}") from error
    return (date.earliest() if key == "since" else date.latest()).isoformat()


def _claims(graph: KnowledgeGraph, wanted: Search) -> dict[str, list[str]]:
    """Article id → ids of the claims in which all actors take part, by a relation."""
    ids: dict[str, str] | None = None
    for name in wanted.actors:
        actor = node(find_actor(graph, name))
        found = {row["claim"]: row["article"] for row in select(graph, _OF_ACTOR.replace("$actor", str(actor)))}
        ids = found if ids is None else {claim: article for claim, article in ids.items() if claim in found}
    if wanted.relation:
        names = sorted({wanted.relation, *load_vocabulary().descendants(wanted.relation)})
        values = " ".join(str(node(relation_iri(name))) for name in names)
        found = {row["claim"]: row["article"] for row in select(graph, _OF_RELATION.replace("$relations", values))}
        ids = found if ids is None else {claim: article for claim, article in ids.items() if claim in found}
    by_article: dict[str, list[str]] = {}
    for claim, article in sorted((ids or {}).items()):
        by_article.setdefault(article_id(article), []).append(claim.removeprefix(CLAIM))
    return by_article


def _claims_in(graph: KnowledgeGraph, identifier: str) -> Sequence[str]:
    query = f"SELECT ?claim {{ ?claim prov:wasQuotedFrom {node(article_iri(identifier))} }} ORDER BY ?claim"
    return [row["claim"].removeprefix(CLAIM) for row in select(graph, query)]


_OF_ACTOR = """
SELECT DISTINCT ?claim ?article
WHERE {
  ?actor kg:partOf* $actor .
  { ?claim rdf:subject/kg:canonical ?actor } UNION { ?claim rdf:object/kg:canonical ?actor }
  UNION { ?claim kg:attributedTo/kg:canonical ?actor }
  ?claim prov:wasQuotedFrom ?article .
}"""

_OF_RELATION = """
SELECT ?claim ?article
WHERE { VALUES ?r { $relations } ?claim rdf:predicate ?r ; prov:wasQuotedFrom ?article }"""
