"""Who acts and who is acted upon: each way to the sides of a predicate, in its place in the order."""

from __future__ import annotations

import pytest

from kg.extract import resolve
from tests.extract.cases import claims_in

SHOWN = {
    "by_roles_of_frame": ("Fiji attacked Tonga.", "Fiji attacks Tonga"),
    "protest_at_home": (
        "Hundreds of people protested in Tunis.",
        "Tunisia (civilians) demonstratesAgainst Tunisia",
    ),
    "on_receiving_end": ("Fiji came under attack from Tonga.", "Tonga attacks Fiji"),
    "victims_by_place": ("Fiji shelled houses near Tonga.", "Fiji shells Tonga"),
    "at_home_with_other": ("Police arrested Kenyan protesters.", "Kenya (police) arrests Kenya (opposition)"),
    "people_of_state": ("Kenyans protested against Tonga.", "Kenya (civilians) protestsAgainst Tonga"),
    "both_sides_named_together": ("Talks between Fiji and Tonga began.", "Fiji negotiatesWith Tonga"),
    "each_other": ("Fiji and Tonga accused each other of spying.", "Fiji accuses Tonga"),
}


def said(text: str) -> list[str]:
    read = claims_in.__wrapped__(text)  # the cache knows nothing of the ways
    return [f"{claim.subject.label} {claim.relation} {claim.object.label}" for claim in read]


def test_every_way_is_shown_in_its_order() -> None:
    assert [way.__name__ for way in resolve.WAYS] == list(SHOWN)


@pytest.mark.parametrize("name", SHOWN)
def test_a_way_finds_what_no_other_does(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text, claim = SHOWN[name]
    assert claim in said(text)
    monkeypatch.setattr(resolve, "WAYS", tuple(way for way in resolve.WAYS if way.__name__ != name))
    assert claim not in said(text)
