"""IRIs and the addresses of their pages here: ``wd:Q794`` has its page at ``/actor/wd:Q794``."""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.graph.terms import ARTICLE, CLAIM, PREFIXES, article_id, shorten
from kg.resources import BASE, WIKIDATA
from kg.vocabulary import RELATION

ACTORS = (WIKIDATA, BASE + "entity/", BASE + "person/", BASE + "sector/")
"""Namespaces whose IRIs are of actors."""


def address(iri: str) -> str | None:
    """The address of an IRI's page on this server; None where it has none."""
    if iri.startswith(CLAIM):
        return "/claim/" + quote(iri.removeprefix(CLAIM), safe="")
    if iri.startswith(ARTICLE):
        return "/article/" + quote(article_id(iri), safe="")
    if iri.startswith(RELATION):
        return "/relation/" + quote(iri.removeprefix(RELATION), safe="")
    return actor_address(iri) if iri.startswith(ACTORS) else None


def actor_address(iri: str) -> str:
    """The address of an actor's page, whatever its IRI."""
    return "/actor/" + actor_name(iri)


def pair_address(one: str, other: str) -> str:
    """The address of the page of two actors: the same whoever is named first."""
    return "/pair/" + "/".join(map(actor_name, sorted((one, other))))


def actor_name(iri: str) -> str:
    """An actor's IRI as one part of a path: ``wd:Q794``."""
    return quote(shorten(iri), safe=":")


def actor_iri(name: str) -> str | None:
    """The IRI that a part of a path means; None where it is no IRI."""
    prefix, colon, local = name.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return name if re.match(r"[a-z][a-z0-9+.-]*://\S+$", name) else None
