"""Annotations as offsets: packing and laying over the text gives back the words; and which texts are held out."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from training.annotations import joined, packed
from training.held_out import SHARE, held_out

TEXT = "Chad's army shelled\n a village in Niger. Nigerien troops shot back. Nobody was named."


def claim(sentence: int, subject: tuple[str, str], object_: tuple[str, str], **other: Any) -> dict[str, Any]:
    """A claim as annotators write it: each side its words and who is meant, "^" for one who is only understood."""
    sides = {side: {"text": words, "who": who} for side, (words, who) in zip(("subject", "object"), (subject, object_))}
    return {"article": "one", "sentence": sentence, **sides, "types": ["ASSAULT"], "polarity": "affirmed",
            "modality": "actual", "speaker": None, "sure": True} | other  # fmt: skip


ARTICLE = {"id": "one", "text": TEXT, "date": "2024-02-03", "sentences": [[0, 40], [41, 67], [68, 85]]}
CLAIMS = [
    claim(0, ("Chad's army", "TCD.MIL"), ("Niger", "NER")),
    claim(1, ("Nigerien troops", "NER.MIL"), ("^", "TCD.MIL"), polarity="negated", speaker="NER", sure=False),
]


def test_packed_claims_are_offsets_without_a_word_of_the_text() -> None:
    (record,) = packed([ARTICLE], CLAIMS)
    assert record["claims"][0]["subject"] == {"who": "TCD.MIL", "start": 0, "end": 11}
    assert record["claims"][1]["object"] == {"who": "TCD.MIL"}
    assert "shelled" not in json.dumps(record)
    assert "troops" not in json.dumps(record)


@pytest.mark.parametrize("name", ["corpus.jsonl", "corpus.jsonl.gz"])
def test_laid_over_the_text_they_give_back_the_words(tmp_path: Path, name: str) -> None:
    annotations, corpus = tmp_path / "annotations.jsonl", tmp_path / name
    annotations.write_text("".join(json.dumps(one) + "\n" for one in packed([ARTICLE], CLAIMS)), encoding="utf-8")
    lines = "".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in (("other", "No."), ("one", TEXT)))
    corpus.write_bytes(gzip.compress(lines.encode()) if name.endswith(".gz") else lines.encode())
    (record,) = joined([annotations], [corpus])
    assert (record["text"], record["sentences"]) == (TEXT, ARTICLE["sentences"])
    assert record["claims"] == [{key: one[key] for key in one if key != "article"} for one in CLAIMS]


def test_words_are_found_whole_across_line_ends_and_after_others_that_hold_them() -> None:
    text = "Nigerians and\nNigeria met in Mali."
    claims = [claim(0, ("Nigerians and Nigeria", "NGA"), ("Nigeria", "NGA"))]
    (record,) = packed([{"id": "one", "text": text, "sentences": [[0, len(text)]]}], claims)
    sides = [record["claims"][0][side] for side in ("subject", "object")]
    assert [text[side["start"] : side["end"]] for side in sides] == ["Nigerians and\nNigeria", "Nigeria"]
    assert sides[1]["start"] == text.rindex("Nigeria")


def test_text_without_a_claim_is_kept_as_one() -> None:
    (record,) = packed([ARTICLE], [])
    assert record == {"id": "one", "sentences": ARTICLE["sentences"], "claims": []}


def test_text_that_no_corpus_has_is_named(tmp_path: Path) -> None:
    annotations, corpus = tmp_path / "annotations.jsonl", tmp_path / "corpus.jsonl"
    annotations.write_text(json.dumps(next(packed([ARTICLE], CLAIMS))) + "\n", encoding="utf-8")
    corpus.write_text('{"id": "other", "text": "No."}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="one: no such text in the corpora"):
        list(joined([annotations], [corpus]))


def test_as_a_command_it_packs_files(tmp_path: Path) -> None:
    texts, claims, out = (tmp_path / name for name in ("texts.jsonl", "claims.jsonl", "out.jsonl"))
    texts.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    claims.write_text("".join(json.dumps(one) + "\n" for one in CLAIMS), encoding="utf-8")
    command = [sys.executable, "-m", "training.annotations", str(texts), str(claims), str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    assert json.loads(out.read_text(encoding="utf-8")) == next(packed([ARTICLE], CLAIMS))


def test_some_texts_are_held_out_by_their_id_alone() -> None:
    out = [key for key in map(str, range(4000)) if held_out(key)]
    assert abs(len(out) / 4000 - SHARE) < 0.02
    assert out == [key for key in map(str, range(4000)) if held_out(key)]
    assert held_out(out[0])
    assert not held_out(next(key for key in map(str, range(4000)) if key not in out))
