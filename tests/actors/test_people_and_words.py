"""People of several sources joined, words that give a sector, offices told by a verb."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.actors.gazetteer import load_gazetteer
from kg.actors.same_person import same_people
from kg.actors.sector_words import sector_words
from kg.actors.word_lists import name_holders
from kg.model import Article
from kg.parse import Setup, load_pipeline
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


@pytest.mark.parametrize(
    ("phrase", "sector"),
    [
        ("Kenyan opposition senators", "OPP"),
        ("a Kenyan rebel spokesman", "REB"),
        ("Kenyan army leaders", "MIL"),
        ("a Kenyan women's group", "CVL"),
        ("Kenyan church officials", "REL"),
        ("the Kenyan minister of defence", "MIL"),
        ("anti-government activists in Kenya", "OPP"),
        ("Kenya's former finance minister", "ELI"),
        ("a Kenyan rebel-held town", "CVL"),
    ],
)
def test_words_before_a_noun_give_its_sector(phrase: str, sector: str) -> None:
    nlp = load_pipeline(Setup(reader="rules"))
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        doc = nlp(f"They met {phrase}.")
    found = [entity for mention in doc._.mentions for entity in mention.entities if entity.sector]
    assert {(entity.country, entity.sector) for entity in found} == {("KEN", sector)}


def offices(text: str) -> list[tuple[str, str, str]]:
    nlp = load_pipeline(Setup(reader="rules"))
    doc = nlp.make_doc(text)
    doc._.article = Article("case", text)
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        doc = nlp(doc)
    return [(office.person.label, office.label, office.body.label) for office in doc._.actors.offices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Idrissa Kanoute is the foreign minister of Mali.", [("Idrissa Kanoute", "foreign minister", "Mali")]),
        ("Nurlan Abenov was appointed energy minister of Kazakhstan.",
         [("Nurlan Abenov", "energy minister", "Kazakhstan")]),
        ("Mexico's ambassador to Japan, Lucia Arriaga, attended.", [("Lucia Arriaga", "ambassador", "Mexico")]),
        ("Idrissa Kanoute was not appointed foreign minister of Mali.", []),
        ("Idrissa Kanoute hopes to become the foreign minister of Mali.", []),
        ("Malian lawyer Idrissa Kanoute spoke.", []),
    ],
)  # fmt: skip
def test_offices(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert offices(text) == expected


def test_the_word_lists_do_not_contradict_each_other() -> None:
    assert not sector_words().taking_over.keys() & sector_words().lending.keys()
    assert all(word == word.lower() for word in name_holders().behind | name_holders().in_front)


def mentioned(text: str) -> dict[str, set[str | None]]:
    """Labels of whom each mention means, by its words; for places their country."""
    nlp = load_pipeline(Setup(reader="rules"))
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        doc = nlp(text)
    found: dict[str, set[str | None]] = {}
    for mention in doc._.mentions:
        found.setdefault(mention.text, set()).update(
            one.country if mention.kind in {"place", "seat"} else one.label for one in mention.entities
        )
    return found


@pytest.mark.parametrize(
    ("text", "town", "country"),
    [
        ("A warehouse burned down in Vienna, Virginia.", "Vienna", "USA"),
        ("Fans from Vienna, Virginia and elsewhere came.", "Vienna", "USA"),
        ("The fair in Paris, Texas drew crowds.", "Paris", "USA"),
        ("Snow fell on London, Ontario, all night.", "London", "CAN"),
        ("A storm hit Odessa, New York, and moved on.", "Odessa", "USA"),
        ("In Vienna, Virginia Hughes met reporters.", "Vienna", "AUT"),
        ("They met in Vienna, Austria.", "Vienna", "AUT"),
        ("The envoy flew to Vienna, Washington said.", "Vienna", "AUT"),
    ],
)
def test_a_town_lies_in_the_division_behind_it(text: str, town: str, country: str) -> None:
    assert mentioned(text)[town] == {country}


def test_the_division_behind_a_town_does_nothing_itself() -> None:
    assert mentioned("Deputies in Paris, Texas arrested a clerk.") == {"Paris": {"USA"}}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Omar Diallo, Guinea's trade minister, spoke. Awa Diallo sued a bank. Diallo left early.", set()),
        ("Awa Diallo sued a bank. Omar Diallo, Guinea's trade minister, spoke. Diallo left early.", {"Omar Diallo"}),
        ("Omar Diallo, Guinea's trade minister, spoke. Critics booed Omar Diallo. Diallo left early.", {"Omar Diallo"}),
        ("Omar Diallo, Guinea's trade minister, met Awa Diallo, Mali's trade minister. Diallo left early.", set()),
    ],
)
def test_a_last_name_alone_is_never_the_first_of_two(text: str, last: set[str]) -> None:
    assert mentioned(text).get("Diallo", set()) == last
