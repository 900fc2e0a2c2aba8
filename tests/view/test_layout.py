"""Where actors stand: apart from each other, and in the same place every time."""

from __future__ import annotations

import itertools
import random

from kg.view.layout import ROW, layout

ACTORS = [f"actor {number:02}" for number in range(30)]
WIDTHS = dict.fromkeys(ACTORS, 90.0)


def some_pairs() -> dict[tuple[str, str], float]:
    chosen = random.Random(4).sample(list(itertools.combinations(ACTORS[:20], 2)), 40)
    return {pair: 1.0 + number % 5 for number, pair in enumerate(chosen)}


def test_no_two_actors_of_the_core_overlap() -> None:
    pairs = some_pairs()
    places = layout(pairs, set(pairs), WIDTHS)
    for one, other in itertools.combinations(sorted({actor for pair in pairs for actor in pair}), 2):
        (x1, y1), (x2, y2) = places[one], places[other]
        assert abs(x1 - x2) >= 90 or abs(y1 - y2) >= ROW - 2, f"{one} and {other} overlap"


def test_the_order_of_the_input_changes_nothing() -> None:
    pairs = some_pairs()
    shuffled = list(pairs.items())
    random.Random(9).shuffle(shuffled)
    assert layout(dict(shuffled), {pair for pair, _ in shuffled}, dict(reversed(WIDTHS.items()))) == layout(
        pairs, set(pairs), WIDTHS
    )


def test_actors_outside_the_core_stand_around_it_on_the_side_of_their_neighbours() -> None:
    core = {("a", "b"): 5.0, ("b", "c"): 5.0, ("a", "c"): 5.0}
    pairs = core | {("a", "far from a"): 1.0}
    places = layout(pairs, set(core), dict.fromkeys(["a", "b", "c", "far from a", "unrelated"], 60.0))
    radius = max(x * x + y * y for name, (x, y) in places.items() if name in "abc")
    for name in ("far from a", "unrelated"):
        x, y = places[name]
        assert x * x + y * y > radius


def test_nothing_to_lay_out() -> None:
    assert layout({}, set(), {}) == {}
    assert set(layout({}, set(), {"alone": 50.0})) == {"alone"}
