"""Articles and their claims into the graph and out of it: one named graph an article, replaced as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import pyoxigraph as ox

from kg.batches import batches
from kg.errors import StoreError
from kg.graph.changes import note_touched
from kg.graph.files import file_quad, files_of, replaced_by
from kg.graph.mentions import mention_quads
from kg.graph.origins import signature, wire_credit
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import (
    DC,
    OA,
    PROV,
    RDF,
    SCHEMA,
    XSD,
    article_iri,
    claim_iri,
    digest,
    node,
    relation_iri,
)
from kg.graph.versions import former_claims
from kg.model import Article, Claim, Entity, Evidence, UnresolvedMention
from kg.partial_date import PartialDate
from kg.resources import BASE
from kg.vocabulary import PLOVER

Item = tuple[Article, Sequence[Claim]] | tuple[Article, Sequence[Claim], Sequence[UnresolvedMention]]
"""An article with its claims and, where they are known, its mentions of nobody whom we could find."""

ARTICLES_AT_ONCE, CHARACTERS_AT_ONCE = 1000, 1_000_000
"""Articles, and characters of their texts, that are bulk-loaded together: fast, and memory stays bounded."""

AROUND = 2000
"""Characters; a longer sentence is a list without an end."""

_BREAK = re.compile(r"\n|(?<=[.!?])(?<!\b[A-Z]\.)[\"'”’)\]]*(\s+)(?=[\"'“‘(\[]?[A-Z0-9])")
"""Where a sentence ends: a line break, or a full stop that is not an initial's ("U.S.") before a capital."""


def add_claims(
    graph: KnowledgeGraph,
    articles_with_claims: Iterable[Item],
    on_replaced: Callable[[str, str], None] = lambda file, identifier: None,
    on_changed: Callable[[Article, list[Claim]], None] = lambda article, claims: None,
    before_writing: Callable[[Sequence[Item]], object] = lambda items: None,
) -> int:
    """Write articles with their claims; an article that is there already is replaced. Returns how many were written.

    So is what the file of one said before it was edited: ``on_replaced`` is told the file, and the id of what is gone.
    ``on_changed`` is told of each article whose text was another what that one claimed, as far as it claims so no more.
    ``before_writing`` is given the items that are written together, before they are.

    Derived graphs follow on :func:`kg.graph.derive.derive`. Killed at any moment, the graph holds whole articles only:
    an article's own description, without which its graph is dropped at the next opening, is written last.

    Raises:
        StoreError: a claim belongs to another article, an id is no IRI, or the disk refuses.
    """
    written = 0
    for items in batches(
        articles_with_claims, lambda item: len(item[0].text), most=ARTICLES_AT_ONCE, largest=CHARACTERS_AT_ONCE
    ):
        batch = {item[0].id: item for item in items}
        statements = [quad for article, claims, *_ in batch.values() for quad in claim_quads(article, claims)]
        for article, _, *unresolved in batch.values():
            statements += [quad for mentions in unresolved for quad in mention_quads(article, mentions)]
        descriptions = [quad for article, *_ in batch.values() for quad in article_quads(article)]
        before_writing(list(batch.values()))
        try:
            note_touched(graph.native, [node(article_iri(identifier)) for identifier in batch])
            for article, *_ in batch.values():
                for identifier in replaced_by(graph, article):
                    on_replaced(article.file or "", identifier)
            for article, claims, *_ in batch.values():
                former = former_claims(graph, article)
                kept = {claim.id for claim in claims}
                if gone := [claim for claim in former if claim.id not in kept]:
                    on_changed(article, gone)
            for identifier in batch:
                descriptions += [file_quad(identifier, file) for file in files_of(graph, identifier)]
                _drop(graph, identifier)
            graph.native.bulk_extend(statements)
            graph.native.extend(descriptions)
            graph.native.flush()
        except (OSError, RuntimeError) as error:
            raise StoreError(f"can't write to the graph: {error}") from error
        written += len(batch)
    return written


def remove_article(graph: KnowledgeGraph, identifier: str) -> bool:
    """Take back all that an article said; False where it was not there. Derived graphs follow on ``derive``.

    Raises:
        StoreError: the disk refuses.
    """
    try:
        note_touched(graph.native, [node(article_iri(identifier))])
        found = _drop(graph, identifier)
        graph.native.flush()
    except (OSError, RuntimeError) as error:
        raise StoreError(f"can't write to the graph: {error}") from error
    return found


def _drop(graph: KnowledgeGraph, identifier: str) -> bool:
    name = node(article_iri(identifier))
    if not graph.native.contains_named_graph(name):
        return False
    graph.native.remove_graph(name)
    return True


def article_quads(article: Article) -> Iterator[ox.Quad]:
    """The article's own description. Of its text the graph has the sentences that hold a claim, and no more."""
    subject = node(article_iri(article))
    yield ox.Quad(subject, _TYPE, ox.NamedNode(SCHEMA + "NewsArticle"), subject)
    for predicate, value in (
        (SCHEMA + "identifier", article.id),
        (SCHEMA + "headline", article.title),
        (SCHEMA + "inLanguage", article.language),
        (DC + "publisher", article.source),
        (DC + "creator", article.author),
        (SCHEMA + "articleSection", article.section),
    ):
        if value:
            yield ox.Quad(subject, ox.NamedNode(predicate), ox.Literal(value), subject)
    for name, value in (("signature", signature(article.text)), ("wireCredit", wire_credit(article))):
        if value:
            yield ox.Quad(subject, ox.NamedNode(BASE + name), ox.Literal(value), subject)
    if article.published:
        yield ox.Quad(subject, ox.NamedNode(SCHEMA + "datePublished"), _typed(article.published, "date"), subject)
    if article.retrieved:
        yield ox.Quad(subject, ox.NamedNode(BASE + "retrieved"), _typed(article.retrieved, "date"), subject)
    if article.file:
        yield file_quad(article.id, article.file)
    if article.url:
        yield ox.Quad(subject, ox.NamedNode(SCHEMA + "url"), _typed(article.url, "anyURI"), subject)


def claim_quads(article: Article, claims: Iterable[Claim]) -> Iterator[ox.Quad]:
    """The claims of one article, and what it takes their actors to be."""
    graph = node(article_iri(article))
    described: set[Entity] = set()
    for claim in _one_an_id(claims):
        if claim.evidence.article != article.id:
            raise StoreError(f"claim {claim.id} is of article {claim.evidence.article!r}, not {article.id!r}")
        subject = node(claim_iri(claim))
        for predicate, value in _about(claim, article):
            yield ox.Quad(subject, ox.NamedNode(predicate), value, graph)
        described.update(entity for entity in (claim.subject, claim.object, claim.attributed_to) if entity)
    for entity in sorted(described, key=lambda entity: description_iri(article, entity)):
        subject = node(description_iri(article, entity))
        for predicate, value in _describing(entity):
            yield ox.Quad(subject, ox.NamedNode(predicate), value, graph)


def _one_an_id(claims: Iterable[Claim]) -> list[Claim]:
    """Where two frames find the same claim in the same words, the surer one stands for both."""
    found: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda one: (-one.confidence, one.rule, str(one.date), str(one.theme))):
        found.setdefault(claim.id, claim)
    return list(found.values())


def description_iri(article: Article, entity: Entity) -> str:
    """IRI of what this article takes this actor to be."""
    fields = (entity.label, entity.type, entity.country, entity.sector, entity.part_of)
    return BASE + "description/" + digest(article.id, entity.id, *fields)


def _about(claim: Claim, article: Article) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    evidence = claim.evidence
    yield RDF + "type", ox.NamedNode(BASE + "Claim")
    yield RDF + "subject", node(claim.subject.id)
    yield RDF + "predicate", node(relation_iri(claim.relation))
    yield RDF + "object", node(claim.object.id)
    yield BASE + "subjectAs", node(description_iri(article, claim.subject))
    yield BASE + "objectAs", node(description_iri(article, claim.object))
    yield BASE + "polarity", node(BASE + claim.polarity)
    yield BASE + "modality", node(BASE + claim.modality)
    yield BASE + "confidence", _typed(round(claim.confidence, 2), "decimal")
    yield BASE + "foundBy", ox.Literal(claim.rule)
    yield BASE + "sentence", ox.Literal(evidence.sentence)
    yield PROV + "wasQuotedFrom", node(article_iri(article))
    yield OA + "exact", ox.Literal(evidence.text)
    yield OA + "start", ox.Literal(evidence.start)
    yield OA + "end", ox.Literal(evidence.end)
    if evidence.headline:
        yield BASE + "inHeadline", ox.Literal(True)
    if not claim.reported:
        yield BASE + "reported", ox.Literal(False)
    if claim.plover:
        yield BASE + "event", node(PLOVER + claim.plover)
    if claim.context:
        yield BASE + "context", node(PLOVER + claim.context)
    if claim.attributed_to:
        yield BASE + "attributedTo", node(claim.attributed_to.id)
        yield BASE + "speakerAs", node(description_iri(article, claim.attributed_to))
    if claim.date:
        yield BASE + "date", date_literal(claim.date)
        yield BASE + "dateFrom", _typed(claim.date.earliest(), "date")
        yield BASE + "dateUntil", _typed(claim.date.latest(), "date")
    for name, text in (
        ("theme", claim.theme),
        ("subjectText", claim.subject_text),
        ("objectText", claim.object_text),
        ("sentenceText", sentence_around(_said_in(article, evidence), evidence.start, evidence.end)),
    ):
        if text:
            yield BASE + name, ox.Literal(text)


def _said_in(article: Article, evidence: Evidence) -> str:
    return (article.title or "") if evidence.headline else article.text


def _describing(entity: Entity) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    yield RDF + "type", ox.NamedNode(BASE + "ActorDescription")
    yield BASE + "describes", node(entity.id)
    yield BASE + "statedLabel", ox.Literal(entity.label)
    yield BASE + "statedType", node(BASE + entity.type)
    if entity.country:
        yield BASE + "statedCountry", ox.Literal(entity.country)
    if entity.sector:
        yield BASE + "statedSector", ox.Literal(entity.sector)
    if entity.part_of:
        yield BASE + "statedPartOf", node(entity.part_of)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end by punctuation and line breaks; what is blank is none."""
    start = 0
    for end in [*(match.end() for match in _BREAK.finditer(text)), len(text)]:
        if text[start:end].strip():
            yield start, end
        start = end


def sentence_around(text: str, start: int, end: int) -> str:
    """The quote ``text[start:end]`` with the rest of its sentence, ``AROUND`` characters on each side at most.

    Empty where there is no text.
    """
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    # two characters more, as _BREAK looks for a capital behind the blank, and for a quotation mark before it
    before = [match.end() for match in _BREAK.finditer(text, first, start + 2) if match.end() <= start]
    breaks = (match.start(match.lastindex or 0) for match in _BREAK.finditer(text, end, last))
    return text[before[-1] if before else first : next(breaks, last)].strip()


def date_literal(date: PartialDate) -> ox.Literal:
    """As an xsd:date, gYearMonth or gYear; a run of years, for which XML Schema has no type, as text."""
    kind = "string" if date.last_year else "date" if date.day else "gYearMonth" if date.month else "gYear"
    return _typed(date.isoformat(), kind)


def _typed(value: object, datatype: str) -> ox.Literal:
    return ox.Literal(str(value), datatype=ox.NamedNode(XSD + datatype))


_TYPE = ox.NamedNode(RDF + "type")
