"""People of several sources joined, and word lists that agree with each other."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.gazetteer.index import load_gazetteer
from kg.gazetteer.same_person import same_people
from kg.gazetteer.sector_words import sector_words
from kg.gazetteer.word_lists import name_holders
from kg.resources import WIKIDATA


def test_a_person_kept_by_hand_is_joined_with_the_source_that_identifies_him() -> None:
    by_hand = {("Viktor Orban", "HUN"): frozenset({"Viktor Orban"})}
    others = {
        ("Viktor Orbán", "HUN"): frozenset({"Viktor Orbán"}),
        ("Viktor Orban", "SVK"): frozenset({"Viktor Orban"}),
    }
    same = same_people(by_hand, others, [("Viktor Orbán", "HUN")])
    assert same == {("Viktor Orban", "HUN"): ("Viktor Orbán", "HUN")}


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        (("William Hague", "GBR"), ("William Jefferson Hague", "GBR"), True),
        (("Antonio Guterres", "un"), ("Antonio Guterres", "PRT"), True),
        (("Bill Graham", "USA"), ("Bill Graham", "CAN"), False),
        (("Ali Hassan", "IRQ"), ("A. M. Hassan", "IRQ"), False),
    ],
)
def test_who_may_be_one_person(one: tuple[str, str], other: tuple[str, str], joined: bool) -> None:
    same = same_people({one: frozenset({one[0]})}, {other: frozenset({other[0]})}, [])
    assert same == ({other: one} if joined else {})


def test_a_person_of_both_tables_has_one_identifier_and_the_name_by_hand() -> None:
    holders = load_gazetteer().holders("Orban", date=dt.date(2015, 1, 1))
    assert {(one.person.label, one.person.id) for one in holders} == {("Viktor Orban", f"{WIKIDATA}Q57641")}


def test_the_word_lists_do_not_contradict_each_other() -> None:
    assert not sector_words().taking_over.keys() & sector_words().lending.keys()
    assert all(word == word.lower() for word in name_holders().behind | name_holders().in_front)
