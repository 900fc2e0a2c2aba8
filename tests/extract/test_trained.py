"""Rows of tests/cases/trained.yaml by frames and network together: what the words deny is not affirmed."""

from __future__ import annotations

from typing import Any

import pytest

from kg.extract import extract_claims
from kg.model import Article
from kg.parse import Setup
from kg.read.skip import Skip
from tests.extract.cases import failures, table


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"][:60]) for row in table("trained")])
def test_the_network_affirms_nothing_that_the_words_deny(row: dict[str, Any]) -> None:
    assert list(failures(row, Setup())) == []


def test_what_the_next_sentence_tells_is_not_told_here() -> None:
    claims = extract_claims([Article("one", "In late 2022 Kuwait jailed eight Nepali nurses. It freed them.")])
    assert [(claim.relation, str(claim.date), claim.evidence.sentence) for claim in claims] == [
        ("arrests", "2022", 0),
        ("releases", "None", 1),
    ]


def test_a_name_beside_a_state_that_is_hardly_meant_is_read() -> None:
    text = (
        "Cables quote President of the European Council Jan Van Ryswyk as saying that American and NATO forces would "
        "leave Afghanistan, that European troops were there for the United States, and that a Belgian, a Dane and a "
        "Swede had been killed."
    )
    skips: list[Skip] = []
    list(extract_claims([Article("one", text)], on_skip=skips.append))
    assert skips == []
