"""From network and claims to what the page holds: plain data, in one order whatever the input's."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.graph.claims import ClaimRow
from kg.view.actors import actor_nodes
from kg.view.colours import LASTING, Colours
from kg.view.facts import Facts
from kg.view.levels import Whole
from kg.view.places import Place, place_of
from kg.vocabulary import Vocabulary

LIMIT = 100
"""Lines drawn when the page opens, the best-evidenced ones; the reader asks for more."""


@dataclass(frozen=True, slots=True)
class PageData:
    """``nodes`` one an actor, ``edges`` one a relation between two actors, ``record`` all else the page reads."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    record: dict[str, Any]


def page_data(
    network: nx.MultiDiGraph[str],
    claims: Iterable[ClaimRow],
    colours: Colours,
    vocabulary: Vocabulary,
    facts: Mapping[str, Facts] = MappingProxyType({}),
    wholes: Mapping[str, Whole] = MappingProxyType({}),
    *,
    focus: str | None = None,
    origins: Mapping[str, str] = MappingProxyType({}),
    progress: Callable[[float], None] = lambda share: None,
) -> PageData:
    """What the page shows of ``network``, which is left as it is.

    ``claims`` are the rows behind its edges, ``facts`` what else is known of actors, by IRI, ``wholes`` the state or
    body that an actor belongs to, and ``focus`` is the IRI of the actor to open on. ``origins`` say of an article's id
    which one it is a copy of. ``progress`` is told the share of the layout that is done.
    """
    wanted = {claim for _, _, data in network.edges(data=True) for claim in data["claim_ids"]}
    rows = sorted((row for row in claims if row.id in wanted), key=lambda row: str(row.id))
    number = {row.id: index for index, row in enumerate(rows)}
    articles = {article: index for index, article in enumerate(sorted({_article(row) for row in rows}))}
    edges = _edges(network, number, colours, vocabulary)
    found_at = [_place(row, network) for row in rows]
    places = {place: index for index, place in enumerate(sorted({one for one in found_at if one}, key=_place_key))}
    whole_of = {actor: wholes[actor].iri for actor in network if actor in wholes}
    # Who is looked for by name is shown by that name.
    rolled_up = bool(whole_of) and focus not in whole_of
    record: dict[str, Any] = {
        "level": "body" if rolled_up else "said",
        "articles": [
            {
                "id": article,
                "title": title or None,
                "source": source or None,
                "date": date or None,
                "url": web_address(url),
                "origin": origins.get(article, article),
            }
            for article, title, source, date, url in articles
        ],
        "claims": [
            _claim(row) | {"article": articles[_article(row)], "place": places[at] if at else None}
            for row, at in zip(rows, found_at, strict=True)
        ],
        "places": [{"state": one.state, "name": one.name, "at": [one.east, one.north]} for one in places],
        "focus": focus if focus in network else None,
        "limit": LIMIT,
        "quads": [
            {"name": name, "label": vocabulary.quads.get(name, name), "light": colour.light, "dark": colour.dark}
            for name, colour in colours.quads.items()
            if any(edge["quad"] == name for edge in edges)
        ],
        "summary": _summary(len(network), rows),
    }
    actors = network.copy()
    for actor in whole_of:
        whole = wholes[actor]
        if whole.iri not in actors:
            actors.add_node(whole.iri, label=whole.label, type=whole.type, country=whole.country, sector=whole.sector)
    nodes, record["types"] = actor_nodes(
        actors, edges, record["claims"], record["articles"], colours, facts, whole_of, core=LIMIT, rolled_up=rolled_up,
        progress=progress,
    )  # fmt: skip
    return PageData(nodes, edges, record)


def _edges(
    network: nx.MultiDiGraph[str], number: Mapping[str, int], colours: Colours, vocabulary: Vocabulary
) -> list[dict[str, Any]]:
    """One edge a relation between two actors; one that holds both ways is one edge whoever is named first."""
    behind: dict[tuple[str, str, str], set[int]] = defaultdict(set)
    for source, target, relation, data in network.edges(keys=True, data=True):
        if vocabulary.relations[relation].symmetric:
            source, target = sorted((source, target))
        behind[source, target, relation].update(number[claim] for claim in data["claim_ids"] if claim in number)
    edges = []
    for (source, target, name), claims in sorted(behind.items()):
        relation = vocabulary.relations[name]
        if claims:
            edges.append(
                {
                    "from": source,
                    "to": target,
                    "relation": name,
                    "label": relation.label,
                    "quad": relation.quad if relation.quad in colours.quads else LASTING,
                    "plover": relation.plover,
                    "symmetric": relation.symmetric,
                    "claims": sorted(claims),
                }
            )
    return edges


def web_address(url: str | None) -> str | None:
    """The address if it is http or https; any other kind (``javascript:``, ``data:``, ``file:``) is dropped."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def _article(row: ClaimRow) -> tuple[str, str, str, str, str]:
    return (
        row.article,
        row.title or "",
        ", ".join(row.outlets) or row.source or "",
        _day(row.published) or "",
        row.url or "",
    )


def _claim(row: ClaimRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "quote": row.quote,
        "sentence": row.sentence,
        "speaker": row.speaker,
        "date": row.date.isoformat() if row.date else None,
        "until": row.date.latest().isoformat() if row.date and row.date.day is None else None,
        "polarity": row.polarity,
        "modality": row.modality,
        "reported": row.reported,
        "confidence": round(float(row.confidence), 2),
        "theme": row.theme,
    }


def _place(row: ClaimRow, network: nx.MultiDiGraph[str]) -> Place | None:
    actors = [network.nodes[iri] for iri in (row.object, row.subject) if iri in network]
    towns = [(str(one.get("country")), str(one.get("label"))) for one in actors if one.get("type") == "Place"]
    return place_of(row.quote, [str(one.get("country")) for one in actors], towns)


def _place_key(place: Place) -> tuple[str, str]:
    return place.state, place.name


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _summary(actors: int, rows: Sequence[ClaimRow]) -> str:
    articles = len({row.article for row in rows})
    days = [str(date) for date in sorted({row.happened for row in rows if row.happened})]
    period = f", {days[0]}" + (f" to {days[-1]}" if len(days) > 1 else "") if days else ""
    return f"{_count(actors, 'actor')}, {_count(len(rows), 'claim')} from {_count(articles, 'article')}{period}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")
