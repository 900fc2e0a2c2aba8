"""People in a text and their offices, and words before a noun that give its sector."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.tokens import Doc

from kg.model import Article
from kg.parse import Setup, load_pipeline
from kg.reader.mentions import person_named


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


def read(text: str, published: dt.date | None = None) -> Doc:
    nlp = load_pipeline(Setup(reader="rules"))
    doc = nlp.make_doc(text)
    doc._.article = Article("case", text, published=published)
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        return nlp(doc)


def offices(text: str) -> list[tuple[str, str, str]]:
    """Person, office and body of those who hold one."""
    return [(office.person.label, office.label, office.body.label) for office in read(text)._.actors.offices]


def people(text: str, published: dt.date | None = None) -> set[tuple[str, str | None]]:
    """Name and state of the persons whom the text names."""
    entities = [entity for mention in read(text, published)._.mentions for entity in mention.entities]
    return {(entity.label, entity.country) for entity in entities if entity.type == "Person"}


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


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("British diplomat Sir Edwin Tarleton met traders.", "Edwin Tarleton"),
        ("Qatar's interior minister, Shaikh Faraj al-Hamed, resigned.", "Faraj al-Hamed"),
        ("Omani trade minister Shieik Nasser al-Rawas resigned.", "Nasser al-Rawas"),
        ("Qatari foreign minister Sheikh Mohammed bin Saad met traders.", "Mohammed bin Saad"),
        ("Saudi Interior Minister Prince Nayef bin Turki met traders.", "Nayef bin Turki"),
        ("Dr Amina Yusufu, Nigeria's health minister, resigned.", "Amina Yusufu"),
        ("Lord Peter Hennessey, the British trade minister, resigned.", "Peter Hennessey"),
        ("Dutch foreign minister Sultan al-Rahim resigned.", "Sultan al-Rahim"),
        ("New Orleans Mayor Louisiana Ray Dunmore spoke.", "Ray Dunmore"),
        ("French Foreign Minister France Gaillard met traders.", "France Gaillard"),
        ("Kenyan foreign minister Joseph arap Chirchir met traders.", "Joseph arap Chirchir"),
        ("Afghan commander Ahmad Shah Durrani met traders.", "Ahmad Shah Durrani"),
        ("Crown Prince Faisal of Jordan met traders.", "Faisal"),
    ],
)
def test_a_name_has_no_title_and_is_not_cut(text: str, person: str) -> None:
    assert {name for name, _, _ in offices(text)} == {person}


@pytest.mark.parametrize(
    "text",
    [
        "The Spanish banking group Banco Levantino fired workers.",
        "Police raided Haji Karim, the Afghan restaurant, in Berlin.",
        "Major League Soccer of the United States suspended a player.",
        "A. R., the British trade minister, resigned.",
        "Snow fell on Svalbard, a Norwegian Arctic archipelago.",
    ],
)
def test_groups_buildings_and_initials_are_no_people(text: str) -> None:
    assert people(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Anwar Rizvi, leader of Tehreek-e-Haqqaniya Pakistan, was arrested.",
        "Nikos Varelas, the leader of the Independent Greeks, left the coalition.",
        "Ali Rahmani, leader of the Iran protests, was arrested.",
        "Ahmed Sultani, the leader of the Egyptian protest movement, was arrested.",
        "Omar Haddadi, head of the Armenian community in Lebanon, was arrested.",
        "Prince Faisal bin Turki of Saudi Arabia met traders.",
        "Prince Charles of the United Kingdom opened a bridge.",
    ],
)
def test_a_state_named_near_a_title_is_not_always_whose_it_is(text: str) -> None:
    assert offices(text) == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Dutch MEP Joost Hagedoorn criticised Hungary.", "European Parliament"),
        ("British Labour Party MP Harriet Winsloe resigned.", "United Kingdom"),
        ("Likud lawmaker Avner Goldfarb criticised Iran.", "Israel"),
        ("Emir Rashid of Qatar met traders.", "Qatar"),
        ("Queen Margarethe of Denmark opened a bridge.", "Denmark"),
        ("Iranian Foreign Ministry spokesman Karim Lotfi denied it.", "Foreign Ministry of Iran"),
        ("Senior Pakistani minister Anwar Rizvi resigned.", "Pakistan"),
        ("The president of Kenya Uhuru Kenyatta met traders.", "Kenya"),
        ("Tim Harlow becomes the first African American senator.", "United States"),
    ],
)
def test_whose_an_office_is(text: str, body: str) -> None:
    assert [owner for _, _, owner in offices(text)] == [body]


def test_a_member_of_the_european_parliament_keeps_the_state() -> None:
    assert people("Dutch MEP Joost Hagedoorn criticised Hungary.") == {("Joost Hagedoorn", "NLD")}


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Angela Merkel met traders.", dt.date(2018, 5, 1), {("Angela Merkel", "DEU")}),
        ("Angela Merkel met traders.", dt.date(1950, 5, 1), set()),
        ("Angela Merkel, the foreign minister of Ghana, met traders.", dt.date(2018, 5, 1), {("Angela Merkel", "GHA")}),
    ],
)
def test_a_leaders_name_is_not_always_the_leader(text: str, published: dt.date, expected: set[tuple[str, str]]) -> None:
    assert people(text, published) == expected


@pytest.mark.parametrize(
    ("text", "word", "told", "expected"),
    [
        ("Malian police held Oumar Tounkara.", "Tounkara", True, "Oumar Tounkara"),
        ("Malian police held Oumar Tounkara.", "Tounkara", False, None),
        ("Malian police held Tounkara.", "Tounkara", True, None),
        ("Malian police held Sheikh Tounkara.", "Tounkara", True, None),
        ("Malian police held Archbishop Oumar Tounkara.", "Tounkara", True, "Oumar Tounkara"),
    ],
)
def test_a_stranger_needs_two_words_and_a_state_beside_the_name(
    text: str, word: str, told: bool, expected: str | None
) -> None:
    actors = read(text)._.actors
    token = next(token for token in actors.doc if token.text == word)
    found = person_named(actors, token, actors.gazetteer.country("MLI"), "MLI", "CVL", told=told)
    assert (found and found.label) == expected


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
