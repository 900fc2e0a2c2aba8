"""Where each actor stands: computed here, once, so that the page opens at rest and looks the same every time.

The actors of the best-evidenced relations (the core) are laid out by force (Fruchterman and Reingold 1991, as
networkx has it, with a fixed seed) and moved apart until no two labels touch. All others stand on rings around
the core, each on the side where its own neighbours are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from statistics import fmean

import networkx as nx

SEED = 7
ROW = 58.0
"""Height of an actor with its label, in the page's units (pixels at zoom 1)."""

WIDER = 1.25
"""How much wider than high: as the picture is between its two side panels, and as labels are."""

Point = tuple[float, float]


def layout(
    pairs: Mapping[tuple[str, str], float],
    core: Collection[tuple[str, str]],
    widths: Mapping[str, float],
    progress: Callable[[float], None] = lambda share: None,
) -> dict[str, tuple[int, int]]:
    """Positions of all actors, in whole pixels at zoom 1, y downward, centred on 0.

    ``pairs`` maps pairs of actors to the number of claims that join them, ``core`` is the part of them to be laid out
    by force, ``widths`` the width of every actor's label in pixels; actors without any pair stand on the rings too.
    ``progress`` is told the share of actors that have their place.
    """
    graph: nx.Graph[str] = nx.Graph()
    for pair in sorted(core):
        graph.add_edge(*pair, weight=1 + math.log2(max(1.0, pairs[pair])))
    parts = []
    for nodes in _components(graph):
        parts.append(_component(graph.subgraph(nodes).copy(), widths))
        progress(sum(map(len, parts)) / len(widths))
    placed = _pack(parts)
    _put_on_rings(placed, pairs, widths)
    progress(1.0)
    return {actor: (round(x), round(y)) for actor, (x, y) in sorted(placed.items())}


def _components(graph: nx.Graph[str]) -> list[list[str]]:
    """Connected parts, the largest first."""
    parts = [sorted(nodes) for nodes in nx.connected_components(graph)]
    return sorted(parts, key=lambda nodes: (-len(nodes), nodes))


def _component(graph: nx.Graph[str], widths: Mapping[str, float]) -> dict[str, Point]:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))  # the start positions are dealt out in this order
    edges = sorted((min(pair), max(pair)) for pair in graph.edges())
    ordered.add_weighted_edges_from((one, other, graph[one][other]["weight"]) for one, other in edges)
    count = len(ordered)
    if count == 1:
        return dict.fromkeys(ordered, (0.0, 0.0))
    found = nx.spring_layout(ordered, k=2.2 / math.sqrt(count), iterations=300, seed=SEED, method="force")
    scale = 85 * math.sqrt(count) - 40
    even = _evenly({node: (float(x), float(y)) for node, (x, y) in found.items()})
    return _apart({node: (x * scale * WIDER, y * scale) for node, (x, y) in even.items()}, widths)


def _evenly(points: dict[str, Point]) -> dict[str, Point]:
    """As many actors near the middle as far out, for its area: a force layout crowds the best connected together."""
    middle = (fmean(x for x, _ in points.values()), fmean(y for _, y in points.values()))
    away = {node: (x - middle[0], y - middle[1]) for node, (x, y) in points.items()}
    ranked = sorted(away, key=lambda node: (math.hypot(*away[node]), node))
    evened = {}
    for rank, node in enumerate(ranked):
        angle = math.atan2(away[node][1], away[node][0])
        radius = math.sqrt((rank + 0.5) / len(ranked))
        evened[node] = (radius * math.cos(angle), radius * math.sin(angle))
    return evened


def _apart(points: dict[str, Point], widths: Mapping[str, float], rounds: int = 200) -> dict[str, Point]:
    """Push actors apart, along the shorter way, until no two boxes of actor and label overlap."""
    names = sorted(points)
    xs, ys = [points[name][0] for name in names], [points[name][1] for name in names]
    for _ in range(rounds):
        moved = False
        for i in range(len(names)):
            for j in range(i + 1, len(names)):
                dx, dy = xs[j] - xs[i], ys[j] - ys[i]
                over_x = (widths[names[i]] + widths[names[j]]) / 2 + 14 - abs(dx)
                over_y = ROW - abs(dy)
                if over_x <= 0 or over_y <= 0:
                    continue
                moved = True
                if over_x < over_y:
                    step = math.copysign(over_x / 2 + 0.5, dx)
                    xs[i], xs[j] = xs[i] - step, xs[j] + step
                else:
                    step = math.copysign(over_y / 2 + 0.5, dy)
                    ys[i], ys[j] = ys[i] - step, ys[j] + step
        if not moved:
            break
    return dict(zip(names, zip(xs, ys, strict=True), strict=True))


def _pack(parts: list[dict[str, Point]]) -> dict[str, Point]:
    """The parts in rows, the largest first, together about ``WIDER`` times as wide as high, centred on 0."""
    sizes = [_size(part) for part in parts]
    room = max([wide for wide, _ in sizes[:1]] + [math.sqrt(WIDER * sum(wide * high for wide, high in sizes))])
    placed: dict[str, Point] = {}
    x = y = row = 0.0
    for part, (wide, high) in zip(parts, sizes, strict=True):
        if x > 0 and x + wide > room:
            x, y, row = 0.0, y + row, 0.0
        left, top = min(px for px, _ in part.values()), min(py for _, py in part.values())
        placed |= {actor: (px - left + x, py - top + y) for actor, (px, py) in part.items()}
        x, row = x + wide, max(row, high)
    if not placed:
        return placed
    middle_x = (min(px for px, _ in placed.values()) + max(px for px, _ in placed.values())) / 2
    middle_y = (min(py for _, py in placed.values()) + max(py for _, py in placed.values())) / 2
    return {actor: (px - middle_x, py - middle_y) for actor, (px, py) in placed.items()}


def _size(part: dict[str, Point]) -> Point:
    """Width and height of a part with the space that keeps it from its neighbours."""
    xs, ys = [x for x, _ in part.values()], [y for _, y in part.values()]
    return max(xs) - min(xs) + 110, max(ys) - min(ys) + 1.3 * ROW


def _put_on_rings(
    placed: dict[str, Point], pairs: Mapping[tuple[str, str], float], widths: Mapping[str, float]
) -> None:
    """Add every actor of ``widths`` that has no place yet, nearest rings first for the best attested."""
    weight: dict[str, float] = {}
    neighbours: dict[str, set[str]] = {}
    for (one, other), value in pairs.items():
        for actor, neighbour in ((one, other), (other, one)):
            weight[actor] = weight.get(actor, 0.0) + value
            neighbours.setdefault(actor, set()).add(neighbour)
    waiting = sorted((actor for actor in widths if actor not in placed), key=lambda a: (-weight.get(a, 0.0), a))
    known = dict(placed)
    radius = max((math.hypot(x / WIDER, y) for x, y in placed.values()), default=0.0) + 2 * ROW
    while waiting:
        room = max(6, int(2 * math.pi * radius / 120))
        ring, waiting = waiting[:room], waiting[room:]
        turns = sorted((_direction([known[n] for n in sorted(neighbours.get(a, ())) if n in known]), a) for a in ring)
        for number, (_, actor) in enumerate(turns):
            angle = -math.pi + 2 * math.pi * (number + 0.5) / len(turns)
            placed[actor] = known[actor] = (radius * WIDER * math.cos(angle), radius * math.sin(angle))
        radius += 1.7 * ROW


def _direction(points: list[Point]) -> float:
    return math.atan2(sum(y for _, y in points), sum(x for x, _ in points)) if points else math.pi
