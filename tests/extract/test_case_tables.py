"""Every row of the tables in tests/cases: a text in, its claims out.

Rows that the extractor can't do yet stand in tests/cases/known_gaps.yaml; one that begins to pass must be taken out.
"""

from __future__ import annotations

from typing import Any

import pytest

from kg.yaml_file import read_yaml
from tests.extract.cases import CASES, claims_in, failures, fits, show, table

TABLES = ["polarity", "modality", "attribution", "arguments", "reference", "dates", "partial_dates", "endings",
          "relations", "titles", "unreal", "blocked", "denials", "coordination", "headlines", "statements",
          "votes", "reported"]  # fmt: skip
GAPS: dict[str, list[str]] = read_yaml(CASES / "known_gaps.yaml")


def rows() -> list[Any]:
    return [
        pytest.param(
            row,
            id=f"{name}: {row['text'][:60]}",
            marks=[pytest.mark.xfail(strict=True, reason="known gap")] if row["text"] in GAPS["rows"] else [],
        )
        for name in TABLES
        for row in table(name)
    ]


@pytest.mark.parametrize("row", rows())
def test_a_sentence_gives_the_claims_that_a_careful_coder_would_write(row: dict[str, Any]) -> None:
    assert list(failures(row)) == []


def paraphrases(*, gaps: bool) -> list[Any]:
    return [
        pytest.param(
            group["claim"],
            text,
            id=text[:70],
            marks=[pytest.mark.xfail(strict=True, reason="known gap")] if gaps and text in GAPS["paraphrases"] else [],
        )
        for group in table("paraphrases")
        for text in group["texts"]
    ]


@pytest.mark.parametrize(("claim", "text"), paraphrases(gaps=True))
def test_saying_it_another_way_changes_nothing(claim: dict[str, Any], text: str) -> None:
    claims = claims_in(text)
    assert any(fits(found, claim) for found in claims), [show(found) for found in claims]


@pytest.mark.parametrize(("claim", "text"), paraphrases(gaps=False))
def test_no_way_of_saying_it_turns_it_round(claim: dict[str, Any], text: str) -> None:
    claims = claims_in(text)
    backwards = {**claim, "subject": claim["object"], "object": claim["subject"]}
    turned_round = any(fits(found, backwards) for found in claims) and not any(fits(found, claim) for found in claims)
    assert not turned_round, [show(found) for found in claims]
