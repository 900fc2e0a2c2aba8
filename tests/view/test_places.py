"""Where a claim's deed took place, from its own words."""

from __future__ import annotations

import pytest

from kg.view.places import Place, place_of


@pytest.mark.parametrize(
    ("quote", "city"),
    [
        ("Ghana arrested two envoys in Accra", "Accra"),
        ("Two envoys were shot near the Iraqi town of Tikrit", "Tikrit"),
        ("shelled homes on Monday in the besieged eastern city of Kharkiv", "Kharkiv"),
        ("a bomb went off in central Moscow at noon", "Moscow"),
        ("met in Kyiv's old town", "Kyiv"),
        ("soldiers marched at noon around Lagos, Nigeria", "Lagos"),
    ],
)  # fmt: skip
def test_a_city_after_a_preposition_of_place(quote: str, city: str) -> None:
    found = place_of(quote, ())
    assert found is not None
    assert found.name == city


@pytest.mark.parametrize(
    "quote",
    [
        "Moscow denied that it had armed Chad",  # a capital for its state
        "Chad took part in a deal with Moscow",
        "Chad is named in the London Gazette",
        "Chad signed it in May, Moscow did not",
        "Chad met Togo in the village of Nosuchplace",
    ],
)
def test_a_name_elsewhere_is_no_place(quote: str) -> None:
    assert place_of(quote, ()) is None


def test_of_two_cities_that_in_a_state_of_the_actors_is_meant() -> None:
    quote = "Two envoys met in Tripoli"
    assert [place.state for states in ((), ("LBN",)) if (place := place_of(quote, states))] == ["LBY", "LBN"]


def test_a_town_that_is_an_actor_is_where_it_happened() -> None:
    assert place_of("Ghana bombed Odesa", ("GHA", "UKR"), [("UKR", "Odesa")]) == Place("UKR", "Odesa", 46.49, 30.74)
    assert place_of("Ghana bombed Odesa", ("GHA", "UKR"), [("GHA", "Odesa")]) is None
