"""The article that the project set out from: what a reader must find is found, and no trap is stepped in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.extract import extract_claims
from kg.model import Claim, Entity
from kg.read import Article, read
from kg.vocabulary import load_vocabulary
from tests.conftest import read_lines


@pytest.fixture(scope="module")
def claims(shared: Path) -> list[Claim]:
    articles = [item for item in read([str(shared / "seed")]) if isinstance(item, Article)]
    return list(extract_claims(articles))


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[dict[str, Any]]:
    return read_lines(shared / "eval" / "seed_gold.jsonl")


def test_everything_required_is_found(gold: list[dict[str, Any]], claims: list[Claim]) -> None:
    required = [line for line in gold if line.get("required")]
    missing = [say(line) for line in required if not any(fits(line, claim) for claim in claims)]
    assert required
    assert missing == []


def test_no_trap_is_stepped_in(gold: list[dict[str, Any]], claims: list[Claim]) -> None:
    traps = [line for line in gold if line.get("trap")]
    wrong = [(say(line), claim.evidence.text) for line in traps for claim in claims if falls_for(line, claim)]
    assert traps
    assert wrong == []


def fits(line: dict[str, Any], claim: Claim) -> bool:
    """Whether a claim is the one that a required line asks for; ``possible`` may be ``planned``."""
    vocabulary = load_vocabulary()
    modalities = {"possible", "planned"} if line["modality"] == "possible" else {line["modality"]}
    return (
        line["relation"] in (claim.relation, *vocabulary.ancestors(claim.relation))
        and claim.polarity == line["polarity"]
        and claim.modality in modalities
        and joins(line, claim, either_way=vocabulary.relations[line["relation"]].symmetric)
    )


def falls_for(line: dict[str, Any], claim: Claim) -> bool:
    return (
        claim.plover == line["plover"] and claim.polarity == line["polarity"] and joins(line, claim, either_way=False)
    )


def joins(line: dict[str, Any], claim: Claim, *, either_way: bool) -> bool:
    pairs = [(claim.subject, claim.object), (claim.object, claim.subject)]
    return any(
        is_called(one, line["subject"]) and is_called(other, line["object"]) for one, other in pairs[: 1 + either_way]
    )


def is_called(entity: Entity, name: str) -> bool:
    """A state's code stands for the state, its bodies and those who speak for it; other names are labels."""
    if len(name) == 3 and entity.country == name:
        return True
    return entity.label == name or (name == "CIA" and entity.label == "Central Intelligence Agency")


def say(line: dict[str, Any]) -> str:
    return " ".join(
        str(line.get(key)) for key in ("subject", "relation", "plover", "object", "polarity", "modality", "quote")
    )
