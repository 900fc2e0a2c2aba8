"""Each frame's own examples and counterexamples, from ontology/frames/*.yaml."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kg.extract.frames import Frame, load_frames
from kg.yaml_file import read_yaml
from tests.extract.cases import CASES, claims_in, fits, show

GAPS: dict[str, list[str]] = read_yaml(CASES / "known_gaps.yaml")
EXPECTED = re.compile(r"(?P<no>not )?(?P<subject>.+?) (?P<relation>[a-z]+[A-Za-z]*) (?P<object>.+)")


def examples() -> list[Any]:
    return [mark(frame, text) for frame in load_frames().frames for text in frame.examples]


def counterexamples() -> list[Any]:
    return [mark(frame, text) for frame in load_frames().frames for text in frame.counterexamples]


def mark(frame: Frame, text: str) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason="known gap")] if text in GAPS["frames"] else []
    return pytest.param(frame, text, id=f"{frame.name}: {text[:60]}", marks=marks)


def example_failure(example: str) -> str:
    """What is wrong with the claims of an example, empty where nothing is."""
    text, _, expected = example.partition(" => ")
    claims = claims_in(text)
    for wanted in expected.split("; "):
        match = EXPECTED.fullmatch(wanted.strip())
        if match is None:
            return f"can't read {wanted!r}"
        row = {
            "subject": match["subject"],
            "relation": match["relation"],
            "object": match["object"],
            "polarity": "affirmed",
        }
        if any(fits(claim, row) for claim in claims) == bool(match["no"]):
            return f"{wanted}: found {[show(claim) for claim in claims]}"
    return ""


@pytest.mark.parametrize(("frame", "example"), examples())
def test_a_frame_finds_its_examples(frame: Frame, example: str) -> None:
    assert example_failure(example) == ""


@pytest.mark.parametrize(("frame", "example"), counterexamples())
def test_a_frame_leaves_its_counterexamples_alone(frame: Frame, example: str) -> None:
    claims = claims_in(example)
    assert not any(claim.rule == frame.name for claim in claims), [show(claim) for claim in claims]
