"""Scores of made-up sentences worked out by hand, and agreement with the scorer that comes with the gold data."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import InputError
from kg.evaluate import Evaluation, Score, evaluate, reliability
from kg.gold import CLAIM_KEYS, GOLD_KEYS, read_records
from tests.conftest import read_lines


def event(kind: str, sources: str, targets: str = "") -> dict[str, Any]:
    """An event between countries: ``event("SANCTION", "USA", "IRN RUS")``."""
    return {"event": kind, "source": [{"country": code} for code in sources.split()],
            "target": [{"country": code} for code in targets.split()]}  # fmt: skip


def sentence(key: str, *events: dict[str, Any]) -> dict[str, Any]:
    return {"id": key, "text": "…", "events": list(events)}


def claim(
    article: str,
    subject: str | None,
    plover: str | None,
    object_: str | None,
    polarity: str = "affirmed",
    confidence: float = 0.9,
) -> dict[str, Any]:
    return {"article": article, "plover": plover, "subject": {"country": subject}, "object": {"country": object_},
            "polarity": polarity, "confidence": confidence}  # fmt: skip


GOLD = [
    sentence("two targets", event("SANCTION", "USA", "IRN RUS")),
    sentence("reciprocal", event("CONSULT", "FRA DEU")),
    sentence("no country", event("ASSAULT", "IMG", "MLI")),
    sentence("refusal", event("REJECT", "CHN", "RUS")),
]


def test_two_targets_are_two_triples() -> None:
    result = evaluate(GOLD[:1], [claim("two targets", "USA", "SANCTION", "IRN")])
    assert (result.event, result.pair, result.triple) == (Score(1, 1, 1), Score(1, 1, 2), Score(1, 1, 2))
    assert (result.triple.precision, result.triple.recall, result.triple.f1) == (1.0, 0.5, pytest.approx(2 / 3))


def test_direction_counts_for_triples_and_not_for_pairs() -> None:
    result = evaluate(GOLD[:1], [claim("two targets", "IRN", "SANCTION", "USA")])
    assert (result.event.hit, result.pair.hit, result.triple.hit) == (1, 1, 0)


def test_several_sources_without_target_act_on_one_another() -> None:
    result = evaluate(GOLD[1:2], [claim("reciprocal", "DEU", "CONSULT", "FRA")])
    assert (result.pair, result.triple) == (Score(1, 1, 1), Score(1, 1, 2))


def test_sentence_with_an_actor_without_country_counts_for_events_only() -> None:
    result = evaluate(
        GOLD[2:3], [claim("no country", None, "ASSAULT", "MLI"), claim("no country", "MLI", "ASSAULT", "MLI")]
    )
    assert (result.event, result.pair, result.triple) == (Score(1, 1, 1), Score(0, 0, 0), Score(0, 0, 0))
    assert (result.sentences, result.scored_for_pairs) == (1, 0)


def test_denied_claim_counts_as_reject() -> None:
    result = evaluate(GOLD[3:], [claim("refusal", "CHN", "AID", "RUS", polarity="negated")])
    assert (result.event.hit, result.triple.hit) == (1, 1)


def test_claim_said_twice_counts_once() -> None:
    result = evaluate(GOLD[3:], [claim("refusal", "CHN", "REJECT", "RUS")] * 3)
    assert result.triple == Score(1, 1, 1)


def test_claims_about_other_articles_do_not_count() -> None:
    assert evaluate(GOLD[:1], [claim("elsewhere", "USA", "SANCTION", "IRN")]).triple == Score(0, 0, 2)


def test_nothing_found_scores_zero_and_divides_by_nothing() -> None:
    result = evaluate(GOLD, [])
    assert (result.event.precision, result.event.recall, result.event.f1) == (0.0, 0.0, 0.0)
    assert evaluate([], []).to_json()["event"]["f1"] == 0.0


def test_reliability_is_the_share_of_right_triples_by_confidence() -> None:
    claims = [
        claim("two targets", "USA", "SANCTION", "IRN", confidence=0.95),
        claim("two targets", "RUS", "AID", "IRN", confidence=1.0),
        claim("two targets", "USA", "SANCTION", "RUS", confidence=0.5),
        claim("two targets", "USA", None, None, confidence=0.5),
        claim("no country", "MLI", "ASSAULT", "MLI", confidence=0.5),
    ]
    bands = [(band.low, band.high, band.said, band.hit) for band in reliability(GOLD, claims) if band.said]
    assert bands == [(0.5, 0.6, 1, 1), (0.9, 1.0, 2, 1)]


def test_records_are_split_at_line_ends_only(tmp_path: Path) -> None:
    record = {"id": "1", "text": "one\u2028two\x85three", "events": []}
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read_records(path, GOLD_KEYS) == [record]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"article": "1"\n', r"claims.jsonl:1: not valid JSON: "),
        (b'{"article": "1"}\n', r"claims.jsonl:1: a line must be an object with .*; no plover here"),
        (b"[]\n", r"claims.jsonl:1: a line must be an object with article, plover"),
        (b'{"article": "caf\xe9"}\n', r"claims.jsonl: not UTF-8 at byte 16"),
        (b"[" * 100_000, r"claims.jsonl:1: not valid JSON: too long a number or too deep"),
        (b'{"article": [], "plover": null, "subject": null, "object": null}', r':1: "article" must be a string'),
        (b'{"article": "1", "plover": null, "subject": "CAN", "object": {}}', r':1: "subject" must be an actor, such'),
    ],
)
def test_broken_file_is_named_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_records(path, CLAIM_KEYS)


@pytest.mark.parametrize("events", [None, [1], [{"event": "AID"}], [{"event": "AID", "source": [], "target": ["RUS"]}]])
def test_gold_line_with_other_events_is_named(tmp_path: Path, events: Any) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "1", "text": "…", "events": events}), encoding="utf-8")
    with pytest.raises(InputError, match=r'gold.jsonl:1: "events" must be a list of {"event": "AID", "source"'):
        read_records(path, GOLD_KEYS)


@pytest.mark.parametrize("seed", range(3))
def test_agrees_with_the_scorer_of_the_gold_data(shared: Path, tmp_path: Path, seed: int) -> None:
    gold_path, claims_path = shared / "eval" / "gsr_dev.jsonl", tmp_path / "claims.jsonl"
    claims = list(made_up_claims(read_lines(gold_path), random.Random(seed)))
    claims_path.write_text("".join(json.dumps(one) + "\n" for one in claims), encoding="utf-8")
    command = [sys.executable, str(shared / "eval" / "score.py"), str(gold_path), str(claims_path), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    ours = evaluate(read_records(gold_path, GOLD_KEYS), read_records(claims_path, CLAIM_KEYS))
    assert isinstance(ours, Evaluation)
    assert ours.to_json() == theirs
    assert 0 < ours.triple.f1 < 1
    printed = subprocess.run(command[:-1], capture_output=True, check=True, text=True).stdout.splitlines()
    arguments = ["eval", str(gold_path), "--claims", str(claims_path)]
    assert CliRunner().invoke(main, arguments).stdout.splitlines() == [
        line for line in printed if not line.startswith("recall by type")
    ]


def made_up_claims(gold: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """For each gold event some claims: right, turned round, of another type, denied, or without a country."""
    claims = []
    for record in gold:
        for one in record["events"]:
            sources, targets = ([actor["country"] for actor in one[side]] or ["FRA"] for side in ("source", "target"))
            subject, object_ = chance.choice(sources), chance.choice(targets)
            for _ in range(chance.randrange(3)):
                claims.append(chance.choice([
                    claim(record["id"], subject, one["event"], object_),
                    claim(record["id"], object_, one["event"], subject),
                    claim(record["id"], subject, chance.choice(["AID", "SANCTION", "REJECT", None]), object_),
                    claim(record["id"], subject, one["event"], object_, polarity="negated"),
                    claim(record["id"], None, one["event"], object_),
                ]))  # fmt: skip
    return claims
