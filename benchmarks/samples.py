"""Samples drawn to be judged one by one, and the verdicts that were given.

``python -m benchmarks.samples draw KIND CLAIMS.jsonl ARTICLES.jsonl [--number 100]`` shows what was drawn, each
beside its sentence: memberships, offices, dates, persons and events from ``kg extract``, mentions from ``kg mentions``.
``python -m benchmarks.samples judged`` counts the verdicts in ``benchmarks/samples/*.tsv``: an id, right or wrong, why.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VERDICTS = Path(__file__).parent / "samples"
AROUND = 160
"""Characters of the text shown on each side of what was drawn."""


def drawable(kind: str, lines: Iterator[dict[str, Any]]) -> dict[str, tuple[dict[str, Any], str]]:
    """What may be drawn of a kind, by id: the line and what is to be judged of it."""
    found: dict[str, tuple[dict[str, Any], str]] = {}
    for line in lines:
        if kind == "mentions":
            who = ", ".join(f"{e['label']} [{e['country']} {e['sector']}]" for e in line["entities"])
            if who:
                found[f"{line['article']}:{line['start']}-{line['end']}"] = line, f"{line['text']} = {who}"
            continue
        said = f"{line['subject']['label']} – {line['relation']} → {line['object']['label']}"
        done = line["polarity"] == "affirmed" and line["modality"] == "actual"
        if kind == "persons":
            for side in ("subject", "object"):
                if line[side]["type"] == "Person":
                    found.setdefault(line[side]["id"], (line, f"{line[side]['label']} [{line[side]['country']}]"))
        elif kind == "dates" and line["date"] and line["plover"]:
            found[line["id"]] = line, f"{said}: {line['date']}"
        elif kind == "events" and line["plover"]:
            how = f"{line['plover']} {line['polarity']} {line['modality']} {line['confidence']}"
            found[line["id"]] = line, f"{said}: {how}"
        elif (kind, line["relation"]) in {("memberships", "memberOf"), ("offices", "holdsOffice")} and done:
            found[line["id"]] = line, said
    return found


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Lines of a JSONL file, packed or not."""
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def draw(kind: str, claims: Path, articles: Path, number: int, seed: int) -> None:
    """Show a sample, each with the words around it."""
    every = drawable(kind, read(claims))
    chosen = random.Random(seed).sample(sorted(every), min(number, len(every)))
    wanted = {line["article"] for line, _ in (every[key] for key in chosen)}
    texts = {record["id"]: record for record in read(articles) if record["id"] in wanted}
    for key in chosen:
        line, said = every[key]
        record = texts[line["article"]]
        start, end = (
            (line["start"], line["end"]) if kind == "mentions" else (line["evidence"]["start"], line["evidence"]["end"])
        )
        text = record["text"]
        around = f"{text[max(0, start - AROUND) : start]}[[{text[start:end]}]]{text[end : end + AROUND]}"
        print(
            f"{key}\t{said}\n    {record.get('published', '')} | {record.get('title', '')} | {' '.join(around.split())}"
        )
    print(f"{len(chosen)} of {len(every)}")


def judged() -> None:
    """Count the verdicts of each sample."""
    for path in sorted(VERDICTS.glob("*.tsv")):
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        right = sum(row[1] == "right" for row in rows)
        print(f"{path.stem}: {right} of {len(rows)} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("kind", choices=("memberships", "offices", "dates", "persons", "events", "mentions"))
    drawing.add_argument("claims", type=Path)
    drawing.add_argument("articles", type=Path)
    drawing.add_argument("--number", type=int, default=100)
    drawing.add_argument("--seed", type=int, default=1)
    commands.add_parser("judged")
    args = parser.parse_args()
    if args.command == "judged":
        judged()
    else:
        draw(args.kind, args.claims, args.articles, args.number, args.seed)


if __name__ == "__main__":
    main()
