"""What ontology/geopolitics.ttl has to hold, and the one clear error for each thing that can be wrong with it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.vocabulary import load_vocabulary

TYPES = {
    "verbalCooperation": {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    "materialCooperation": {"COOPERATE", "AID", "RETREAT"},
    "verbalConflict": {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    "materialConflict": {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_sixteen_top_relations_stand_for_plovers_types_in_their_quads() -> None:
    found = defaultdict(set)
    for relation in load_vocabulary().relations.values():
        if relation.parent is None and relation.plover:
            found[relation.quad].add(relation.plover)
    assert dict(found) == TYPES


def test_every_type_has_exactly_one_top_relation() -> None:
    tops = [one.plover for one in load_vocabulary().relations.values() if one.parent is None and one.plover]
    assert sorted(tops) == sorted(load_vocabulary().event_types)


def test_lasting_relations_have_no_event_type() -> None:
    lasting = {one.name for one in load_vocabulary().relations.values() if one.plover is None}
    assert lasting == {"memberOf", "alliedWith", "holdsOffice", "partOf", "hosts"}


def test_supplying_arms_is_a_kind_of_aid() -> None:
    arms = load_vocabulary().relations["suppliesArmsTo"]
    assert (arms.label, arms.plover, arms.quad, arms.parent) == (
        "supplies arms to", "AID", "materialCooperation", "suppliesSupportTo",
    )  # fmt: skip
    assert load_vocabulary().ancestors("suppliesArmsTo") == ("suppliesSupportTo",)
    assert "suppliesArmsTo" in load_vocabulary().descendants("suppliesSupportTo")


def test_visiting_is_the_inverse_of_hosting_from_either_side() -> None:
    relations = load_vocabulary().relations
    assert relations["visits"].inverse == "hostsVisitBy"
    assert relations["hostsVisitBy"].inverse == "visits"


def test_only_what_both_sides_do_is_symmetric() -> None:
    assert {one.name for one in load_vocabulary().relations.values() if one.symmetric} == {
        "alliedWith", "ceasesFireWith", "cooperatesEconomicallyWith", "cooperatesMilitarilyWith", "cooperatesWith",
        "establishesTiesWith", "fights", "meetsWith", "negotiatesWith", "signsAgreementWith",
    }  # fmt: skip


def test_endings_name_what_they_end() -> None:
    relations = load_vocabulary().relations
    assert "sanctions" in relations["liftsSanctionsOn"].ends
    assert relations["leaves"].ends == ("memberOf",)
    assert set(relations["withdrawsFrom"].ends) == {"occupies", "deploysForcesTo"}


def test_no_two_relations_share_a_label() -> None:
    labels = [relation.label for relation in load_vocabulary().relations.values()]
    assert len(labels) == len(set(labels))


BOMBS = "rel:bombs a owl:ObjectProperty ;\n    rdfs:subPropertyOf rel:assaults"
MEETS = "rel:meetsWith a owl:ObjectProperty, owl:SymmetricProperty ;"
SANCTIONS = "rel:sanctions a owl:ObjectProperty ;"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (SANCTIONS, SANCTIONS.removesuffix(";"), r":\d+: not valid Turtle"),
        ('rdfs:label "bombs" ;', "", "bombs needs one label, has 0"),
        ('rdfs:label "bombs" ;', 'rdfs:label "bombs", "strikes" ;', "bombs needs one label, has 2"),
        (BOMBS, BOMBS.replace("assaults", "strikes"), "rel:bombs names rel:strikes, which is not there"),
        (BOMBS, BOMBS + ", rel:coerces", "rel:bombs has more than one parent, notation or inverse"),
        (BOMBS, BOMBS.replace("assaults", "accuses"), "rel:bombs is ASSAULT .*, but rel:accuses above it is"),
        ('"AGREE" ; kg', '"AGREED" ; kg', "rel:agreesWith has the notation 'AGREED', which is no kg:EventType"),
        ("kg:quadCategory kg:lasting", "kg:quadCategory kg:materialConflict", "rel:memberOf needs a skos:notation"),
        ("kg:quadCategory kg:lasting", "kg:quadCategory kg:eternal", "rel:memberOf has the quad category 'eternal'"),
        (SANCTIONS, SANCTIONS + " rdfs:subPropertyOf rel:embargoes ;", "stands below a circle of parents"),
        (MEETS, MEETS + " owl:inverseOf rel:warns ;", "rel:meetsWith is symmetric, so it can have no owl:inverseOf"),
    ],
)
def test_error_names_the_file_and_the_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = ontology_path("geopolitics.ttl").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "geopolitics.ttl"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as error:
        load_vocabulary(broken)
    assert str(broken) in str(error.value)
