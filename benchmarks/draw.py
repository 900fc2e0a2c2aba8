"""A random draw of claims from real articles, read one by one against their sentences.

``python benchmarks/draw.py ARTICLES.jsonl`` extracts the claims of the articles and prints those of the judged draw
(wikinews_draw.tsv: claim id, right or not, what was wrong) that still come out, each with its sentence and verdict, and
how many of them are right. ``--fresh 100`` prints as many claims that nobody has judged yet, to be read next.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path

from kg.extract import extract_articles
from kg.graph.write import sentence_around
from kg.model import Article, Claim
from kg.read.identity import read_date

SEED = "2026-11-23 "
"""Put before a claim's id, whose hash gives its place in the draw: a claim keeps it when others come and go."""
JUDGED = Path(__file__).with_name("wikinews_draw.tsv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--fresh", type=int, default=0, metavar="N")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.articles.read_text(encoding="utf-8").splitlines()]
    texts = {record["id"]: record["text"] for record in records}
    articles = (Article(r["id"], r["text"], published=read_date(r.get("published"))) for r in records)
    claims = {claim.id: claim for _, found in extract_articles(articles) for claim in found}
    with JUDGED.open(encoding="utf-8") as file:
        judged = {row["id"]: row["right"] for row in csv.DictReader(file, delimiter="\t")}
    if options.fresh:
        unread = sorted(claims.keys() - judged.keys(), key=place)
        for key in unread[: options.fresh]:
            show(claims[key], "?", texts)
        return
    still = [key for key in judged if key in claims]
    for key in still:
        show(claims[key], judged[key], texts)
    right = sum(judged[key] == "yes" for key in still)
    print(
        f"\n{len(claims)} claims; of {len(judged)} drawn and read, {len(still)} still come out, {right} of them right"
    )


def place(claim: str) -> str:
    """What the draw is sorted by."""
    return hashlib.sha256((SEED + claim).encode()).hexdigest()


def show(claim: Claim, verdict: str, texts: dict[str, str]) -> None:
    evidence = claim.evidence
    print(f"{claim.id}  {verdict:3}  {claim.subject.label} {claim.relation} {claim.object.label} [{claim.polarity}]")
    print(f"    {sentence_around(texts[evidence.article], evidence.start, evidence.end)}")


if __name__ == "__main__":
    main()
