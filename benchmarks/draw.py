"""Draw claims at random to read one by one: ``python benchmarks/draw.py ARTICLES.jsonl [--count 100] [--seed 2026]``.

Prints each claim with its sentence. With the judgements of an earlier reading (benchmarks/wikinews_draw.tsv) it also
prints how many of the drawn claims that still come out were judged right.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from pathlib import Path

from kg.extract import extract_articles
from kg.graph.write import sentence_around
from kg.model import Article
from kg.read.identity import read_date

JUDGED = Path(__file__).with_name("wikinews_draw.tsv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=2026)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines()]
    texts = {record["id"]: record["text"] for record in records}
    articles = (Article(r["id"], r["text"], published=read_date(r.get("published"))) for r in records)
    claims = sorted((claim for _, found in extract_articles(articles) for claim in found), key=lambda claim: claim.id)
    drawn = random.Random(options.seed).sample(claims, min(options.count, len(claims)))
    with JUDGED.open(encoding="utf-8") as file:
        judged = {row["id"]: row for row in csv.DictReader(file, delimiter="\t")}
    for claim in drawn:
        evidence = claim.evidence
        verdict = judged.get(claim.id, {}).get("right", "?")
        print(f"{claim.id}  {verdict}  {claim.subject.label} {claim.relation} {claim.object.label} [{claim.polarity}]")
        print(f"    {sentence_around(texts[evidence.article], evidence.start, evidence.end)}")
    known = [judged[claim.id]["right"] for claim in drawn if claim.id in judged]
    print(f"\n{len(claims)} claims; of {len(drawn)} drawn, {len(known)} were read: {known.count('yes')} right")


if __name__ == "__main__":
    main()
