"""Names in the graph: namespaces, prefixes, the named graphs, and the IRIs of claims and articles."""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.errors import StoreError
from kg.model import Article, Claim
from kg.resources import BASE, WIKIDATA
from kg.vocabulary import OWL as OWL
from kg.vocabulary import PLOVER, RELATION, SKOS, load_vocabulary
from kg.vocabulary import RDF as RDF
from kg.vocabulary import RDFS as RDFS

XSD = "http://www.w3.org/2001/XMLSchema#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"
DC = "http://purl.org/dc/elements/1.1/"

ARTICLE = BASE + "article/"
CLAIM = BASE + "claim/"

PREFIXES = MappingProxyType(
    {
        "article": ARTICLE,
        "claim": CLAIM,
        "dc": DC,
        "entity": BASE + "entity/",
        "kg": BASE,
        "oa": OA,
        "owl": OWL,
        "person": BASE + "person/",
        "plover": PLOVER,
        "prov": PROV,
        "rdf": RDF,
        "rdfs": RDFS,
        "rel": RELATION,
        "schema": SCHEMA,
        "sector": BASE + "sector/",
        "skos": SKOS,
        "wd": WIKIDATA,
        "xsd": XSD,
    }
)
"""Prefixes that every query may use without declaring them."""

VOCABULARY = ox.NamedNode(BASE + "vocabulary")
"""Named graph: a copy of ontology/geopolitics.ttl, so that labels and parents can be asked for."""

BACKGROUND = ox.NamedNode(BASE + "background")
"""Named graph: what the gazetteer knows of actors that articles refer to."""

DECISIONS = ox.NamedNode(BASE + "decisions")
"""Named graph: an analyst's decisions on who is the same; not derived."""

CORRECTIONS = ox.NamedNode(BASE + "corrections")
"""Named graph: an analyst's corrections of claims, and how the claims were read; not derived."""

ORIGINS = ox.NamedNode(BASE + "origins")
"""Named graph: which articles are copies of each other."""

IDENTITIES = ox.NamedNode(BASE + "identities")
"""Named graph: which actor each id stands for, and what each claim states of whom by that."""

STATE = ox.NamedNode(BASE + "state")
"""Named graph: that the derived graphs are behind the articles; empty where they are not."""


def article_iri(article: Article | str) -> str:
    """IRI of an article, or of the article with this id; also the name of its graph."""
    return ARTICLE + quote(article.id if isinstance(article, Article) else article, safe="")


def article_id(iri: str) -> str:
    """Id of the article with this IRI."""
    return unquote(iri.removeprefix(ARTICLE))


def claim_iri(claim: Claim | str) -> str:
    """IRI of a claim, or of the claim with this id."""
    return CLAIM + (claim.id if isinstance(claim, Claim) else claim)


def relation_iri(name: str) -> str:
    """IRI of the relation with this local name."""
    return RELATION + name


def statement_iri(subject: str, relation: str, object: str) -> str:
    """IRI of what is claimed, whoever claims it; the direction of a symmetric relation makes no difference."""
    known = load_vocabulary().relations.get(relation)
    actors = [subject, object]
    if known is not None and known.symmetric:
        actors.sort()
    return BASE + "statement/" + digest(actors[0], relation, actors[1])


def shorten(iri: str) -> str:
    """``wd:Q794`` for Wikidata's Q794; IRIs outside our prefixes stay as they are."""
    fitting = [prefix for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    prefix = max(fitting, key=lambda one: len(PREFIXES[one]))
    local = iri[len(PREFIXES[prefix]) :]
    return f"{prefix}:{local}" if local and "/" not in local else iri


def as_iri(text: str) -> str | None:
    """The IRI that "Q794", "wd:Q794", "<http://…>" or "http://…" is; None for a name."""
    if re.fullmatch(r"Q[1-9]\d*", text):
        return WIKIDATA + text
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1]
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return node(PREFIXES[prefix] + local).value
    if re.match(r"[a-z][a-z0-9+.-]*://\S+$", text):
        return node(text).value
    return None


def node(iri: str) -> ox.NamedNode:
    """The term for an IRI; StoreError where it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"{iri!r} is not an IRI: {error}") from error


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits that stand for these parts, the same on every machine."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()[:16]
