"""Mentions that could not be resolved, in the graph of their article, and their count over all articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from kg.graph.claims import select
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import OA, RDF, XSD, article_id, article_iri, digest, node
from kg.model import Article, UnresolvedMention
from kg.resources import BASE


@dataclass(frozen=True, slots=True)
class UnresolvedName:
    """Words that nobody could be found for: how often they stand in which articles, by id."""

    text: str
    kind: str
    times: int
    articles: tuple[str, ...]


def mention_quads(article: Article, mentions: Iterable[UnresolvedMention]) -> Iterator[ox.Quad]:
    """One node for each text and kind, with the offsets where it stands."""
    graph = node(article_iri(article))
    starts: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mention in mentions:
        starts[mention.text, mention.kind].add(mention.start)
    for text, kind in sorted(starts):
        subject = node(BASE + "unresolved/" + digest(article.id, text, kind))
        yield ox.Quad(subject, node(RDF + "type"), node(BASE + "UnresolvedMention"), graph)
        yield ox.Quad(subject, node(BASE + "mentionedIn"), graph, graph)
        yield ox.Quad(subject, node(OA + "exact"), ox.Literal(text), graph)
        yield ox.Quad(subject, node(BASE + "mentionKind"), ox.Literal(kind), graph)
        for start in sorted(starts[text, kind]):
            number = ox.Literal(str(start), datatype=node(XSD + "integer"))
            yield ox.Quad(subject, node(OA + "start"), number, graph)


def unresolved_names(graph: KnowledgeGraph) -> list[UnresolvedName]:
    """All texts that could not be resolved, the most frequent first; "The Group" and "the group" are one."""
    rows: dict[tuple[str, str], list[tuple[str, str, int]]] = defaultdict(list)
    for row in select(graph, _UNRESOLVED):
        rows[row["text"].casefold(), row["kind"]].append((row["text"], article_id(row["article"]), int(row["times"])))
    found = [
        UnresolvedName(
            min(text for text, _, _ in same), kind, sum(times for *_, times in same),
            tuple(sorted({article for _, article, _ in same})),
        )
        for (_, kind), same in rows.items()
    ]  # fmt: skip
    return sorted(found, key=lambda name: (-name.times, -len(name.articles), name.text, name.kind))


_UNRESOLVED = """
SELECT ?text ?kind ?article (COUNT(?start) AS ?times)
WHERE { ?m a kg:UnresolvedMention ; oa:exact ?text ; kg:mentionKind ?kind ; kg:mentionedIn ?article ; oa:start ?start }
GROUP BY ?text ?kind ?article"""
