"""Names, role nouns and people: a phrase in, who is meant out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.gazetteer import entries
from kg.gazetteer.bodies import body_entries
from kg.gazetteer.index import body_entity, load_gazetteer, role_entity
from kg.gazetteer.people import load_people
from kg.gazetteer.spelling import lookup_key, plural
from kg.resources import BASE, WIKIDATA

GAZETTEER = load_gazetteer()

NAMES = [
    # text, label of the first reading, kind, country
    ("Iran", "Iran", "name", "IRN"),
    ("the Islamic Republic", "Iran", "name", "IRN"),
    ("IRAN", "Iran", "name", "IRN"),
    ("Iranian", "Iran", "demonym", "IRN"),
    ("Iranians", "Iran", "demonym", "IRN"),
    ("Tehran", "Iran", "place", "IRN"),
    ("U.S.", "United States", "name", "USA"),
    ("US", "United States", "name", "USA"),
    ("the United States of America", "United States", "name", "USA"),
    ("Americans", "United States", "demonym", "USA"),
    ("Washington", "United States", "place", "USA"),
    ("U.K.", "United Kingdom", "name", "GBR"),
    ("Britons", "United Kingdom", "demonym", "GBR"),
    ("DPRK", "North Korea", "name", "PRK"),
    ("North Koreans", "North Korea", "demonym", "PRK"),
    ("the Emirates", "United Arab Emirates", "name", "ARE"),
    ("Ivory Coast", "Côte d'Ivoire", "name", "CIV"),
    ("Cote d’Ivoire", "Côte d'Ivoire", "name", "CIV"),
    ("Burma", "Myanmar", "name", "MMR"),
    ("Holland", "Netherlands", "name", "NLD"),
    ("the Dutch", "Netherlands", "demonym", "NLD"),
    ("Spaniards", "Spain", "demonym", "ESP"),
    ("Czechs", "Czechia", "demonym", "CZE"),
    ("Turkey", "Turkey", "name", "TUR"),
    ("Türkiye", "Turkey", "name", "TUR"),
    ("Kosovo", "Kosovo", "name", "XKX"),
    ("Taiwan", "Taiwan", "name", "TWN"),
    ("Palestinians", "Palestine", "demonym", "PSE"),
    ("the Gaza Strip", "Gaza Strip", "name", "PSE"),
    ("the West Bank", "West Bank", "name", "PSE"),
    ("East Jerusalem", "East Jerusalem", "place", "PSE"),
    ("Chechens", "Chechnya", "demonym", "RUS"),
    ("Crimea", "Crimea", "name", "UKR"),
    ("Nagorno-Karabakh", "Nagorno-Karabakh", "name", "AZE"),
    ("Kurdish", "Kurds", "demonym", None),
    ("Soviets", "Soviet Union", "demonym", "RUS"),
    ("East German", "East Germany", "demonym", "DEU"),
    ("Kiev", "Ukraine", "place", "UKR"),
    ("Peking", "China", "place", "CHN"),
    ("N'Djamena", "Chad", "place", "TCD"),
    ("Lagos", "Lagos", "place", "NGA"),
    ("Kharkov", "Kharkiv", "place", "UKR"),
    ("Rangoon", "Yangon", "place", "MMR"),
    ("Texas", "Texas", "place", "USA"),
    ("The Hague", "The Hague", "place", "NLD"),
    ("the Kremlin", "Kremlin", "seat", "RUS"),
    ("the White House", "White House", "seat", "USA"),
    ("Downing Street", "Downing Street", "seat", "GBR"),
    ("Foggy Bottom", "US State Department", "seat", "USA"),
    ("the Elysee", "Élysée Palace", "seat", "FRA"),
    ("the Pentagon", "Pentagon", "seat", "USA"),
    ("Zhongnanhai", "Zhongnanhai", "seat", "CHN"),
    ("the State Department", "US State Department", "name", "USA"),
    ("Israeli Defence Forces", "Israel Defense Forces", "name", "ISR"),
    ("IRGC", "Islamic Revolutionary Guard Corps", "name", "IRN"),
    ("the PLA", "People's Liberation Army", "name", "CHN"),
    ("People’s Liberation Army", "People's Liberation Army", "name", "CHN"),
    ("NATO", "NATO", "name", None),
    ("Nato", "NATO", "name", None),
    ("the U.N. Security Council", "UN Security Council", "name", None),
    ("OPEC+", "OPEC+", "name", None),
    ("the European Community", "European Community", "name", None),
    ("Hizbollah", "Hezbollah", "name", "LBN"),
    ("Taleban", "Taliban", "name", "AFG"),
    ("al-Qaida", "Al-Qaeda", "name", None),
    ("Daesh", "Islamic State", "name", None),
    ("Houthis", "Houthi movement", "demonym", "YEM"),
    ("Tamil Tigers", "Liberation Tigers of Tamil Eelam", "name", "LKA"),
    ("MASSOB", "Movement for the Actualization of the Sovereign State of Biafra", "name", "NGA"),
    ("the Palestinian Authority", "Palestinian Authority", "name", "PSE"),
    ("Iran Air", "Iran Air", "name", "IRN"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "person", "UKR"),
]


@pytest.mark.parametrize(("text", "label", "kind", "country"), NAMES)
def test_name_means(text: str, label: str, kind: str, country: str | None) -> None:
    first = GAZETTEER.lookup(text)[0]
    assert (first.entity.label, first.kind, first.entity.country) == (label, kind, country)


@pytest.mark.parametrize("text", ["us", "who", "is", "Of", "Reading", "Mary", "un", "the", "cia", "Let"])
def test_word_means_nobody(text: str) -> None:
    assert GAZETTEER.lookup(text) == ()


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Georgia", ["Georgia", "Georgia (USA)"]),
        ("Congo", ["DR Congo", "Republic of the Congo"]),
        ("Korea", ["South Korea", "North Korea"]),
        ("Tripoli", ["Libya", "Tripoli"]),
        ("Brussels", ["Belgium", "European Union"]),
    ],
)
def test_ambiguous_name_has_all_readings_best_first(text: str, labels: list[str]) -> None:
    assert [name.entity.label for name in GAZETTEER.lookup(text)][: len(labels)] == labels


def test_capital_may_speak_and_another_city_may_not() -> None:
    assert GAZETTEER.lookup("Ankara")[0].capital
    istanbul = GAZETTEER.lookup("Istanbul")[0]
    assert not istanbul.capital
    assert istanbul.entity.type == "Place"
    assert istanbul.entity.part_of == GAZETTEER.country("TUR").id


def test_state_that_is_no_more_is_found_in_any_year() -> None:
    then, now = dt.date(1985, 3, 1), dt.date(2024, 3, 1)
    for date in (then, now, None):
        state = GAZETTEER.lookup("the Soviet Union", date=date)[0].entity
        assert (state.label, state.country) == ("Soviet Union", "RUS")
    assert GAZETTEER.lookup("Russia")[0].entity.id != state.id


def test_country_keeps_its_wikidata_id() -> None:
    assert GAZETTEER.country("IRN").id == f"{WIKIDATA}Q794"
    assert GAZETTEER.country("PSE").type == "Country"
    with pytest.raises(KeyError):
        GAZETTEER.country("XXX")


def test_role_of_a_state() -> None:
    military = role_entity(GAZETTEER.country("IRN"), "MIL")
    assert military.id == f"{BASE}entity/irn-mil"
    assert military.label == "Iran (military)"
    assert (military.type, military.country, military.sector) == ("RoleActor", "IRN", "MIL")
    assert military.part_of == GAZETTEER.country("IRN").id


def test_role_in_a_city_is_its_states_and_in_a_territory_the_territorys() -> None:
    abidjan, chechnya, soviet = (GAZETTEER.lookup(text)[0].entity for text in ("Abidjan", "Chechnya", "Soviet"))
    assert role_entity(abidjan, "CVL") == role_entity(GAZETTEER.country("CIV"), "CVL")
    rebels = role_entity(chechnya, "REB")
    assert (rebels.id, rebels.country, rebels.part_of) == (f"{BASE}entity/chechnya-reb", "RUS", chechnya.id)
    assert role_entity(soviet, "MIL").id == f"{BASE}entity/soviet-union-mil"


def test_unknown_sector_is_an_error() -> None:
    with pytest.raises(VocabularyError, match=r"sectors\.yaml: no sector 'XYZ'"):
        role_entity(GAZETTEER.country("IRN"), "XYZ")


def test_synonyms_of_a_ministry_are_one_body() -> None:
    iran = GAZETTEER.country("IRN")
    ministry = body_entity(iran, "Foreign Ministry")
    assert ministry == body_entity(iran, "ministry of foreign affairs")
    assert ministry.id == f"{BASE}entity/irn-foreign-ministry"
    assert (ministry.label, ministry.sector, ministry.part_of) == ("Foreign Ministry of Iran", "GOV", iran.id)
    assert body_entity(GAZETTEER.country("PER"), "Health Ministry").sector == "GOV"


def test_body_that_is_listed_is_the_listed_one() -> None:
    assert body_entity(GAZETTEER.country("USA"), "State Department") == GAZETTEER.lookup("State Department")[0].entity


@pytest.mark.parametrize(
    ("words", "sector", "kind"),
    [
        ("official", "GOV", "person"),
        ("officials", "GOV", "person"),
        ("authorities", "GOV", "people"),
        ("prime minister", "GOV", "person"),
        ("defence minister", "MIL", "person"),
        ("foreign ministry", "GOV", "body"),
        ("lawmaker", "LEG", "person"),
        ("parliament", "LEG", "people"),
        ("supreme court", "JUD", "people"),
        ("troops", "MIL", "forces"),
        ("soldier", "MIL", "forces"),
        ("coast guard", "MIL", "forces"),
        ("warships", "MIL", "forces"),
        ("general", "MIL", "person"),
        ("police", "COP", "forces"),
        ("intelligence", "SPY", "people"),
        ("rebel", "REB", "people"),
        ("separatist fighters", "REB", "people"),
        ("gunmen", "UAF", "people"),
        ("hostage-taker", "CRM", "people"),
        ("opposition", "OPP", "people"),
        ("protesters", "OPP", "people"),
        ("villager", "CVL", "people"),
        ("asylum seekers", "REF", "people"),
        ("farmer", "AGR", "people"),
        ("trade union", "LAB", "people"),
        ("students", "EDU", "people"),
        ("newspaper", "JRN", "people"),
        ("company", "BUS", "people"),
        ("doctor", "HLH", "people"),
        ("cleric", "REL", "people"),
        ("aid workers", "NGO", "people"),
        ("former president", "ELI", "person"),
    ],
)
def test_role_noun(words: str, sector: str, kind: str) -> None:
    role = GAZETTEER.role_nouns[words]
    assert (role.sector, role.kind) == (sector, kind)


@pytest.mark.parametrize(
    ("name", "date", "person", "country"),
    [
        ("Bush", dt.date(1990, 6, 1), "George Bush", "USA"),
        ("Bush", dt.date(2005, 6, 1), "George W. Bush", "USA"),
        ("Thatcher", dt.date(1985, 1, 1), "Margaret Thatcher", "GBR"),
        ("Gadhafi", dt.date(1988, 1, 1), "Muammar Gaddafi", "LBY"),
        ("Kim Jong-il", None, "Kim Jong Il", "PRK"),
        ("Hu", dt.date(2008, 1, 1), "Hu Jintao", "CHN"),
        ("Fox", dt.date(2003, 1, 1), "Vicente Fox Quesada", "MEX"),
        ("Burns", dt.date(2023, 2, 26), "William Burns", "USA"),
        ("William Burns", None, "William Burns", "USA"),
        ("Donald Rumsfeld", dt.date(2003, 4, 1), "Donald Rumsfeld", "USA"),
        ("Ferdinand Marcos", dt.date(1980, 1, 1), "Ferdinand E. Marcos", "PHL"),
        ("Ferdinand Marcos", dt.date(2023, 1, 1), "Ferdinand Marcos Jr.", "PHL"),
        ("King Salman", dt.date(2018, 1, 1), "Salman bin Abdulaziz", "SAU"),
        ("Lavrov", dt.date(2018, 1, 1), "Sergei Lavrov", "RUS"),
        ("Kofi Annan", dt.date(2001, 1, 1), "Kofi Annan", None),
        ("Hassan Nasrallah", dt.date(2006, 7, 20), "Hassan Nasrallah", "LBN"),
    ],
)
def test_holder_of_an_office(name: str, date: dt.date | None, person: str, country: str | None) -> None:
    holding = GAZETTEER.holders(name, date=date)[0]
    assert (holding.person.label, holding.person.country) == (person, country)


def test_family_name_out_of_office_means_nobody_and_a_full_name_still_its_bearer() -> None:
    long_after = dt.date(2024, 1, 1)
    assert GAZETTEER.holders("Thatcher", date=long_after) == ()
    assert GAZETTEER.holders("Margaret Thatcher", date=long_after)[0].office == "prime minister"


def test_person_that_wikidata_knows_keeps_that_id() -> None:
    assert GAZETTEER.holders("Joe Biden")[0].person.id == f"{WIKIDATA}Q6279"
    assert GAZETTEER.holders("Kofi Annan")[0].person.id == f"{BASE}person/kofi-annan"


def test_every_term_in_office_has_dates_that_can_be_read() -> None:
    people = load_people()
    backwards = [
        term for term in people.terms
        if (holding := people.holding(term)).since and holding.until and holding.since > holding.until
    ]  # fmt: skip
    assert backwards == []


def test_enough_organisations_and_groups() -> None:
    found = [entity for _, entity in body_entries()]
    assert sum(entity.type == "Organisation" for entity in found) >= 150
    assert sum(entity.type in {"ArmedGroup", "PoliticalGroup"} for entity in found) >= 200
    assert len({entity.id for entity in found}) == len(found)


@pytest.mark.parametrize(
    ("demonym", "expected"), [("Iraqi", "Iraqis"), ("Chinese", None), ("Polish", None), ("Swede", "Swedes")]
)
def test_plural_of_a_demonym(demonym: str, expected: str | None) -> None:
    assert plural(demonym) == expected


def test_lookup_key_drops_what_spelling_varies_in() -> None:
    assert lookup_key("The  Élysée") == lookup_key("elysee") == "elysee"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nato: {label: NATO, nmaes: [Nato]}", r"bodies\.yaml:1: unknown entry 'nmaes'; known are label"),
        (
            "nato: {label: NATO, names: Nato}",
            r"bodies\.yaml:1: entry 'nato': names should be a list of texts",
        ),
        ("nato: {label: NATO, years: [1949]}", r"entry 'nato': years should be \[first year, last year\]"),
        ("nato: {label: 5}", r"entry 'nato': label should be text, not 5"),
        ("nato: NATO", r"entry 'nato': expected fields in braces, found 'NATO'"),
        ("nato: {label: a}\nnato: {label: b}", r"bodies\.yaml:2: not valid YAML: entry 'nato' stands twice"),
        ("nato: {label: [", r"bodies\.yaml:\d: not valid YAML"),
        ("- nato", r"bodies\.yaml: expected a mapping of entries"),
    ],
)
def test_mistake_in_a_file_is_named(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bodies.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(entries, "ontology_path", lambda *parts: tmp_path / parts[-1])

    def read() -> list[object]:
        found = entries.read_entries("bodies.yaml", {"label", "names", "years"})
        return [(entry.text("label"), entry.texts("names"), entry.years("years")) for entry in found]

    with pytest.raises(VocabularyError, match=message):
        read()
