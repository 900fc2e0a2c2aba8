"""From network and claims to what the page holds: plain data, in one order whatever the input's."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.view.actors import actor_nodes
from kg.view.colours import LASTING, Colours

LIMIT = 100
"""Lines drawn when the page opens, the best-evidenced ones; the reader asks for more."""


@dataclass(frozen=True, slots=True)
class PageData:
    """``nodes`` one an actor, ``edges`` one a relation between two actors, ``record`` all else the page reads."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    record: dict[str, Any]


def page_data(
    network: nx.MultiDiGraph,
    claims: Iterable[Any],
    colours: Colours,
    *,
    labels: Mapping[str, str] | None = None,
    symmetric: Collection[str] = (),
    focus: str | None = None,
) -> PageData:
    """What the page shows of ``network``, which is left as it is.

    ``claims`` are the rows behind its edges, ``labels`` the names of relations, ``symmetric`` the relations that
    hold both ways, ``focus`` the IRI of the actor to open on.
    """
    wanted = {claim for _, _, data in network.edges(data=True) for claim in data["claim_ids"]}
    rows = sorted((row for row in claims if row.id in wanted), key=lambda row: str(row.id))
    number = {row.id: index for index, row in enumerate(rows)}
    articles = {article: index for index, article in enumerate(sorted({_article(row) for row in rows}))}
    edges = [
        {
            "from": source,
            "to": target,
            "relation": relation,
            "label": (labels or {}).get(relation) or in_words(relation),
            "quad": quad if (quad := data.get("quad")) in colours.quads else LASTING,
            "plover": data.get("plover"),
            "symmetric": relation in symmetric,
            "claims": sorted(number[claim] for claim in data["claim_ids"] if claim in number),
        }
        for source, target, relation, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]
    edges = [edge for edge in edges if edge["claims"]]
    record = {
        "articles": [
            {"title": title or None, "source": source or None, "date": date or None, "url": web_address(url)}
            for _, title, source, date, url in articles
        ],
        "claims": [_claim(row) | {"article": articles[_article(row)]} for row in rows],
        "focus": focus if focus in network else None,
        "limit": LIMIT,
        "quads": [
            {"name": name, "light": colour.light, "dark": colour.dark}
            for name, colour in colours.quads.items()
            if any(edge["quad"] == name for edge in edges)
        ],
        "summary": _summary(len(network), len(rows), rows),
    }
    nodes, record["types"] = actor_nodes(network, edges, record["claims"], record["articles"], colours, core=LIMIT)
    return PageData(nodes, edges, record)


def in_words(relation: str) -> str:
    """``suppliesArmsTo`` as "supplies arms to"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", relation).lower()


def web_address(url: str | None) -> str | None:
    """The address if it is http or https; any other kind (``javascript:``, ``data:``, ``file:``) is dropped."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _article(row: Any) -> tuple[str, str, str, str, str]:
    return (row.article, row.title or "", row.source or "", _day(row.published) or "", row.url or "")


def _claim(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "quote": row.quote,
        "sentence": row.sentence,
        "speaker": row.speaker,
        "date": _day(row.date),
        "polarity": row.polarity,
        "modality": row.modality,
        "confidence": round(float(row.confidence), 2),
        "theme": row.theme,
    }


def _day(date: Any) -> str | None:
    return str(date)[:10] if date else None


def _summary(actors: int, claims: int, rows: Sequence[Any]) -> str:
    articles = len({row.article for row in rows})
    days = sorted(day for row in rows if (day := _day(row.date) or _day(row.published)))
    period = f", {days[0]} to {days[-1]}" if days else ""
    return f"{actors:,} actors, {claims:,} claims from {articles:,} articles{period}"
