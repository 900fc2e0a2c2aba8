"""Which form of an answer a client asks for (RFC 9110, section 12.5.1), and answers in that form."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.graph.terms import PREFIXES
from kg.table import Table, format_csv, format_json


@dataclass(frozen=True, slots=True)
class Format:
    """``suffix`` is what its addresses end in; ``aliases`` are media types that clients also call it by."""

    suffix: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """As the header says it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML = Format("html", "text/html", ("application/xhtml+xml",))
JSON = Format("json", "application/sparql-results+json", ("application/json",))
CSV = Format("csv", "text/csv")
RESULTS = (
    JSON,
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    CSV,
    Format("tsv", "text/tab-separated-values"),
)
"""Forms of the answer to SELECT and ASK; the first is for clients who don't mind."""

TURTLE = Format("ttl", "text/turtle", ("application/x-turtle",))
RDF = (
    TURTLE,
    Format("nt", "application/n-triples", ("text/plain",)),
    Format("jsonld", "application/ld+json", ("application/json",)),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
)
"""Forms of the answer to CONSTRUCT and DESCRIBE, and of a resource."""


def choose(accept: str | None, offers: Sequence[Format]) -> Format | None:
    """The offer that the header likes best, the first of equals; None where it accepts none of them."""
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [found for part in accept.split(",") if (found := _media_range(part))]
    liked = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, best = max(liked, key=lambda one: one[:2])
    return best if quality > 0 else None


def _media_range(text: str) -> tuple[str, float] | None:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    if not re.fullmatch(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", name):
        return None
    quality = 1.0
    for parameter in parameters:
        if given := re.fullmatch(r"q=([01](?:\.\d{0,3})?)", parameter.replace(" ", "")):
            quality = min(float(given[1]), 1.0)
    return name, quality


def _quality(offer: Format, ranges: Sequence[tuple[str, float]]) -> float:
    """By the closest range that fits: a type by name before ``text/*`` before ``*/*``; our own name before others."""
    wanted = dict(reversed(ranges))
    if offer.media_type in wanted:
        return wanted[offer.media_type]
    by_alias = [wanted[alias] for alias in offer.aliases if alias in wanted]
    if by_alias:
        return max(by_alias)
    kind = offer.media_type.split("/")[0] + "/*"
    return wanted.get(kind, wanted.get("*/*", 0.0))


def write_results(table: Table, style: Format) -> bytes:
    """The answer to SELECT or ASK. Only JSON has a place for the table's note."""
    if style == JSON:
        return format_json(table).encode()
    if style == CSV and table.answer is None:
        return format_csv(table).encode()
    plain = format_json(dataclasses.replace(table, note=None)).encode()
    parsed = ox.parse_query_results(plain, format=ox.QueryResultsFormat.JSON)
    written = parsed.serialize(format=ox.QueryResultsFormat.from_media_type(style.media_type))
    return cast("bytes", written)


def write_rdf(triples: Sequence[ox.Triple], style: Format) -> bytes:
    """Triples with our prefixes, in order, so that the same answer has the same bytes."""
    used = " ".join(str(triple) for triple in triples)
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in used}
    format_ = ox.RdfFormat.from_media_type(style.media_type)
    return cast("bytes", ox.serialize(sorted(triples, key=str), format=format_, prefixes=prefixes))
