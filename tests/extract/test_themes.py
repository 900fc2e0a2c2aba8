"""What is given is a thing, not a number of it or the way it is sent."""

from __future__ import annotations

import pytest

from tests.extract.cases import claims_in


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Norway sent a number of rocket launchers to Ukraine.", "rocket launchers"),
        ("Greece delivered several shipments of tank ammunition to Cyprus.", "tank ammunition"),
        ("Belarus gave Syria dozens of tanks.", "tanks"),
        ("Kenya sent three shipments of medicine to Somalia.", "medicine"),
        ("Egypt supplied rifles to Libya.", "rifles"),
    ],
)
def test_what_is_given_is_a_thing(text: str, thing: str) -> None:
    assert {claim.theme for claim in claims_in(text)} == {thing}
