"""Who is at home without saying so: a sentence in, claims out."""

from __future__ import annotations

import pytest

from tests.parse.test_mending import claims


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Gunmen killed a Dane in Niger.", ["Niger (unidentified armed forces) kills Denmark"]),
        ("The Peruvian army said guerrillas had murdered three farmers.", ["Peru (rebels) kills Peru (agriculture)"]),
        ("Ghanaian prosecutors began a probe into army officers.", ["Ghana (judiciary) investigates Ghana (military)"]),
        ("Malian students took to the streets to denounce graft.", ["Mali (education) demonstratesAgainst Mali"]),
        ("Chadian police used water cannon to break up a rally.", ["Chad (police) coerces Chad"]),
    ],
)  # fmt: skip
def test_those_who_name_no_state_are_of_the_one_that_is_named(sentence: str, expected: list[str]) -> None:
    assert claims(sentence) == expected


def test_terrorists_are_nobody_s_rebels() -> None:
    assert claims("Terrorists killed two Danish tourists in Niger.") == []
