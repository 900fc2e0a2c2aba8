"""Who belongs, who only wants to, and whose names are read whole."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.cases import claims_in

DAY = dt.date(2010, 5, 3)


def held(text: str) -> list[tuple[str | None, str]]:
    """Country and modality of each affirmed membership."""
    return [
        (claim.subject.country, claim.modality)
        for claim in claims_in(text, DAY)
        if claim.relation == "memberOf" and claim.polarity == "affirmed"
    ]


@pytest.mark.parametrize(
    "text", ["Albania joins NATO.", "Albania is a member of NATO.", "Albania became a NATO member."]
)
def test_what_is_said_to_have_happened_is_a_membership(text: str) -> None:
    assert held(text) == [("ALB", "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "Georgia applied to join NATO.",
        "Georgia wants to join NATO.",
        "Georgia and NATO held talks about joining NATO.",
        "Georgia's accession to NATO was discussed in Riga.",
        "NATO invited Georgia to join the alliance.",
    ],
)
def test_what_is_wanted_or_talked_about_is_none(text: str) -> None:
    assert all(modality != "actual" for _, modality in held(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Omani Foreign Minister Yusuf al-Hadrami thanked Chad.", "Yusuf al-Hadrami"),
        ("German Defence Minister Petra von der Heide thanked Chad.", "Petra von der Heide"),
        ("South Korean Foreign Minister Ahn Ki-seok thanked Chad.", "Ahn Ki-seok"),
    ],
)
def test_a_name_is_read_whole(text: str, name: str) -> None:
    people = {claim.subject.label for claim in claims_in(text, DAY) if claim.subject.type == "Person"}
    assert people == {name}


def test_a_family_name_that_two_bear_is_nobody_in_particular() -> None:
    text = (
        "Idris Bello, Chad's defence minister, thanked Mali. Musa Bello, Niger's army chief, thanked Mali. "
        "Bello thanked Togo."
    )
    assert not [claim for claim in claims_in(text, DAY) if claim.object.country == "TGO"]
