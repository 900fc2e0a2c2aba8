"""The actors of the page: what each is called, how it is drawn and where it stands."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

import networkx as nx

from kg.view.colours import LASTING, Colours
from kg.view.facts import Facts
from kg.view.layout import layout


def actor_nodes(
    network: nx.MultiDiGraph[str],
    edges: Sequence[dict[str, Any]],
    claims: Sequence[dict[str, Any]],
    articles: Sequence[dict[str, Any]],
    colours: Colours,
    facts: Mapping[str, Facts],
    whole_of: Mapping[str, str],
    *,
    core: int,
    rolled_up: bool,
    progress: Callable[[float], None],
) -> tuple[list[dict[str, Any]], dict[str, dict[str, str]]]:
    """One node an actor, in order of IRI, and the style of each type that occurs.

    ``whole_of`` names the state or body that an actor belongs to. The actors of the ``core`` best-evidenced lines, with
    ``rolled_up`` those between such wholes, get the best places; ``progress`` is told the share of places found.
    """
    names = {actor: on_canvas(str(data.get("label") or actor)) for actor, data in network.nodes(data=True)}
    pairs, best = _pairs(edges, claims, articles, core, whole_of if rolled_up else {})
    widths = {actor: 6.0 * min(len(name), 20) + 10 for actor, name in names.items()}
    places = layout(pairs, best, widths, progress)
    behind = Counter[str]()
    for edge in edges:
        for actor in {edge["from"], edge["to"]}:
            behind[actor] += len(edge["claims"])
    nodes, types = [], {}
    for actor in sorted(network):
        data = network.nodes[actor]
        kind = str(data.get("type") or "Actor")
        style = colours.type_style(kind)
        types[kind] = {
            "name": style.name, "shape": style.shape, "light": style.colour.light, "dark": style.colour.dark,
        }  # fmt: skip
        known = facts.get(actor, Facts())
        x, y = places[actor]
        nodes.append(
            {
                "id": actor,
                "label": names[actor],
                "names": [name for name in known.names if name != names[actor]],
                "facts": list(known.lines),
                "type": kind,
                "country": data.get("country"),
                "sector": data.get("sector"),
                "whole": whole_of.get(actor),
                "claims": behind[actor],
                "shape": style.shape,
                "x": x,
                "y": y,
            }
        )
    return nodes, dict(sorted(types.items()))


def on_canvas(name: str) -> str:
    """The name without control and direction characters: a canvas has no markup that could isolate them."""
    shown = (char for char in " ".join(name.split()) if not unicodedata.category(char).startswith("C"))
    return "".join(shown).strip() or "?"


Pair = tuple[str, str]
Bundle = tuple[str, str, str, bool]
"""A line of the page: two actors, quad category, and whether it holds both ways."""


def _pairs(
    edges: Sequence[dict[str, Any]],
    claims: Sequence[dict[str, Any]],
    articles: Sequence[dict[str, Any]],
    core: int,
    whole_of: Mapping[str, str],
) -> tuple[dict[Pair, float], set[Pair]]:
    """How many claims join each two actors, and the pairs of the ``core`` best-evidenced lines.

    Best-evidenced is what byEvidence in selection.js means by it.
    """
    weights: dict[Pair, float] = defaultdict(float)
    bundles: dict[Bundle, list[int]] = defaultdict(list)
    for edge in edges:
        ends = (whole_of.get(edge["from"], edge["from"]), whole_of.get(edge["to"], edge["to"]))
        one, other = sorted(ends)
        weights[one, other] += len(edge["claims"])
        first, second = (one, other) if edge["symmetric"] else ends
        bundles[first, second, edge["quad"], edge["symmetric"]].extend(edge["claims"])

    def evidence(bundle: Bundle) -> tuple[bool, int, int, int, float, str]:
        behind = [claims[number] for number in bundles[bundle]]
        read = {articles[c["article"]]["source"] or c["article"] for c in behind}
        origins = {articles[c["article"]]["origin"] for c in behind}
        confidence = round(fmean(claim["confidence"] for claim in behind), 6)
        return bundle[2] == LASTING, -len(origins), -len(read), -len(behind), -confidence, " ".join(map(str, bundle))

    ranked = sorted(bundles, key=evidence)[:core]
    return dict(weights), {(min(one, other), max(one, other)) for one, other, _, _ in ranked}
