"""Precision, recall and F1 of the claims of annotated texts, and whether their confidence means what it says.

``python -m benchmarks.reader ../shared/gold/events_dev.jsonl … [--reader rules]``. The scorer is the one that lies
beside the annotated texts; tables for the README come out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.extract import extract_articles
from kg.parse import Setup
from kg.read.identity import make_article

BANDS = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


def scorer(beside: Path) -> ModuleType:
    """The module score.py of a folder of annotated texts."""
    spec = importlib.util.spec_from_file_location("score", beside.parent / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{beside.parent / 'score.py'}: not there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def claims_of(path: Path, setup: Setup) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The annotated texts of a file and the claims that are read in them."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [make_article(record["text"], record, record["id"]) for record in gold]
    return gold, [claim.to_json() for _, found in extract_articles(articles, setup=setup) for claim in found]


def verdicts(
    score: ModuleType, gold: list[dict[str, Any]], claims: list[dict[str, Any]], base: dict[str, str]
) -> list[tuple[float, bool]]:
    """Confidence of each event claim and whether the scorer calls it right, one for each statement of an article."""
    found = []
    texts = {text["id"]: text for text in gold}
    seen: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim in claims:
        if claim["plover"]:
            who = score.claim_who(claim["subject"]), score.claim_who(claim["object"])
            key = (claim["article"], who[0], claim["plover"], who[1], claim["polarity"])
            if key not in seen or claim["confidence"] > seen[key]["confidence"]:
                seen[key] = claim
    for claim in seen.values():
        result = score.score([texts[claim["article"]]], [claim], base)
        found.append((claim["confidence"], result["right"] == 1))
    return found


def report(paths: list[Path], setup: Setup) -> str:
    """The tables for annotated files, in Markdown."""
    score = scorer(paths[0])
    base = score.base_types()
    every: list[tuple[float, bool]] = []
    out = ["| texts | all: P / R / F1 | between states: P / R / F1 | polarity | modality | speaker |"]
    out.append("| --- " * 6 + "|")
    for path in paths:
        gold, claims = claims_of(path, setup)
        parts = [score.score(gold, claims, base), score.score(gold, claims, base, across=True)]
        figures = [" / ".join(_share(part[name]) for name in ("precision", "recall", "f1")) for part in parts]
        said = [_share(parts[0][name]) for name in ("polarity", "modality", "speaker")]
        out.append(f"| {path.stem} ({parts[0]['sure']} sure) | " + " | ".join([*figures, *said]) + " |")
        every += verdicts(score, gold, claims, base)
    out += ["", "| confidence | statements | right |", "| --- | --- | --- |"]
    error = 0.0
    for low, high in pairwise(BANDS):
        band = [(p, right) for p, right in every if low <= p < high]
        if band:
            share = sum(right for _, right in band) / len(band)
            error += abs(share - sum(p for p, _ in band) / len(band)) * len(band) / len(every)
            out.append(f"| {low:.1f}–{min(high, 1):.1f} | {len(band)} | {share:.2f} |")
    brier = sum((p - right) ** 2 for p, right in every) / max(1, len(every))
    out += ["", f"Brier score {brier:.3f}, expected calibration error {error:.3f}, {len(every)} statements"]
    return "\n".join(out)


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--reader", choices=("trained", "rules"), default="trained")
    parser.add_argument("--min-confidence", type=float)
    args = parser.parse_args()
    print(report(args.gold, Setup(reader=args.reader, min_confidence=args.min_confidence)))


if __name__ == "__main__":
    main()
