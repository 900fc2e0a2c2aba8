"""Annotations of our own, of texts that stay where they are: where each claim's actors stand, and no words.

A line of ``data/annotations/*.jsonl`` is a text of a corpus by its id: ``sentences`` as character offsets and
``claims``, whose subjects and objects are offsets with a code (none for one who is only understood). :func:`joined`
lays them over the texts of the corpora, which gives the same form as other annotated files. ``python -m
training.annotations TEXTS.jsonl CLAIMS.jsonl OUT.jsonl`` packs lines that were written in words.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def joined(annotations: Iterable[Path], corpora: Iterable[Path]) -> Iterator[Record]:
    """Annotated texts in the form of ``{"id", "text", "sentences", "claims"}``, in the order of the annotations.

    Raises:
        ValueError: a text is in none of the corpora.
    """
    packed = [json.loads(line) for path in annotations for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {record["id"] for record in packed}
    texts = {record["id"]: record for path in corpora for record in lines(path) if record["id"] in wanted}
    for record in packed:
        if record["id"] not in texts:
            raise ValueError(f"{record['id']}: no such text in the corpora")
        whole = texts[record["id"]]
        yield {
            **whole,
            "sentences": record["sentences"],
            "claims": [_in_words(whole["text"], c) for c in record["claims"]],
        }


def packed(texts: Iterable[Record], claims: Iterable[Record]) -> Iterator[Record]:
    """Claims written in words as offsets, a text a record, those without a claim too."""
    of: dict[str, list[Record]] = {}
    for claim in claims:
        of.setdefault(claim["article"], []).append(claim)
    for text in texts:
        found = [_in_offsets(text, claim) for claim in of.get(text["id"], ())]
        yield {"id": text["id"], "sentences": text["sentences"], "claims": found}


def _in_offsets(text: Record, claim: Record) -> Record:
    start, end = text["sentences"][claim["sentence"]]
    kept = {key: claim[key] for key in ("sentence", "types", "polarity", "modality", "speaker", "sure")}
    for side in ("subject", "object"):
        words, who = claim[side]["text"], claim[side]["who"]
        match = place_of(words, text["text"][start:end]) if words != "^" else None
        kept[side] = {"who": who} | ({"start": start + match.start(), "end": start + match.end()} if match else {})
    return kept


def place_of(words: str, sentence: str) -> re.Match[str] | None:
    """Where words first stand in a sentence: as whole words ("he" is not in "the"), else within others."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.search(rf"(?<!\w){pattern}(?!\w)", sentence) or re.search(pattern, sentence)


def _in_words(text: str, claim: Record) -> Record:
    sides = {
        side: {"text": text[actor["start"] : actor["end"]] if "start" in actor else "^", "who": actor["who"]}
        for side in ("subject", "object")
        for actor in [claim[side]]
    }
    return {**claim, **sides}


def lines(path: Path) -> Iterator[Record]:
    """The lines of a file of texts, packed or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    texts, claims, out = map(Path, sys.argv[1:4])
    with out.open("w", encoding="utf-8") as file:
        for record in packed(lines(texts), lines(claims)):
            file.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
