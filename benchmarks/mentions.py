"""Share of the annotated actors that are found in their sentence and given the right state or body.

``python -m benchmarks.mentions GOLD.jsonl … [--reader rules]``: a table by kind of phrase, over the sure claims.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.extract import read_articles
from kg.parse import Setup
from kg.read.identity import make_article
from kg.reader.codes import code_of
from training.annotations import place_of

PRONOUNS = frozenset(
    {"i", "me", "my", "we", "us", "our", "ours", "you", "your", "he", "him", "his", "she", "her", "hers", "it", "its",
     "they", "them", "their", "theirs", "who", "whom", "whose", "which", "that", "this", "these", "those", "both",
     "himself", "herself", "itself", "themselves"}
)  # fmt: skip


def kind_of(words: str, first: bool) -> str:
    """ "pronoun", "named" or "common noun"; ``first``: the words open their sentence, where a capital says nothing."""
    if words.lower() in PRONOUNS:
        return "pronoun"
    parts = words.split()
    named = any(part[0].isupper() for part in parts[1:]) or (parts[0][0].isupper() and not first)
    if first and parts[0][0].isupper() and parts[0].lower() not in {"the", "a", "an"}:
        named = named or (len(parts) == 1 and not parts[0].endswith("s"))
    return "named" if named else "common noun"


def actors(record: dict[str, Any]) -> Iterator[tuple[str, str, int, int]]:
    """Kind, code and offsets of each actor of a sure claim that stands in its sentence, each place once."""
    seen = set()
    for claim in record["claims"]:
        start, end = record["sentences"][claim["sentence"]]
        for actor in (claim["subject"], claim["object"]):
            match = place_of(actor["text"], record["text"][start:end])
            if not claim["sure"] or actor["text"] == "^" or match is None:
                continue
            code = actor["who"].split(".")[0].strip().upper()
            place = (start + match.start(), start + match.end())
            if (code, place) not in seen:
                seen.add((code, place))
                yield kind_of(actor["text"], match.start() == 0), code, *place


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--reader", choices=("trained", "rules"), default="trained")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    print(f"{'':24}{'all':>14}{'named':>14}{'common noun':>14}{'pronoun':>14}")
    for path in args.gold:
        records = {r["id"]: r for r in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
        need, found = Counter[str](), Counter[str]()
        articles = [make_article(record["text"], record, record["id"]) for record in records.values()]
        for reading in read_articles(articles, setup=Setup(reader=args.reader)):
            record = records[reading.article.id]
            for kind, code, start, end in actors(record):
                right = any(
                    mention.start < end and start < mention.end and code in map(code_of, mention.entities)
                    for mention in reading.mentions
                )
                for name in (kind, "all"):
                    need[name] += 1
                    found[name] += right
                if args.misses and not right:
                    print("missed", reading.article.id, kind, code, "|", record["text"][start:end])
        shares = (
            f"{found[name] / max(1, need[name]):8.3f} {need[name]:5}"
            for name in ("all", "named", "common noun", "pronoun")
        )
        print(f"{path.stem:24}" + "".join(shares))


if __name__ == "__main__":
    main()
