"""Actor linking on gold sentences: country recall, and its time against the parser's.

    python benchmarks/linking.py ../shared/eval/gsr_dev.jsonl [--misses]

Country recall: the share of gold actors whose country is among the countries of the mentions found in their sentence.
Actors without an ISO 3166 country (IGO, NGO, IMG) are left out. Time: the linking component on parsed documents, over
all other components up to it (tagger, parser, entity recognizer), both on the same texts, the best
of three runs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.gazetteer.index import load_gazetteer
from kg.parse import Setup, load_pipeline

LINKER = "geopolitical_actors"


def countries_found(doc: Any) -> set[str]:
    """Countries of all actors mentioned in a document."""
    return {entity.country for mention in doc._.mentions for entity in mention.entities if entity.country}


def gold_actors(record: dict[str, Any]) -> list[tuple[str, str]]:
    """Text and country of each actor of a gold sentence, once each, where the country is one."""
    known = load_gazetteer().countries
    actors = [actor for event in record["events"] for side in ("source", "target") for actor in event[side]]
    return list(dict.fromkeys((actor["text"], actor["country"]) for actor in actors if actor["country"] in known))


def best_of_three(work: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    """Seconds of the fastest of three runs, and what the last one gave."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    return min(times), result


def main() -> None:
    """Print country recall and the ratio of times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--misses", action="store_true", help="print each gold actor whose country is not found")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    texts = [record["text"] for record in records]

    nlp = load_pipeline(Setup(reader="rules"))
    link = nlp.get_pipe(LINKER)
    with nlp.select_pipes(disable=[LINKER, "geopolitical_claims"]):
        parsing, docs = best_of_three(lambda: list(nlp.pipe(texts)))
    linking, docs = best_of_three(lambda: [link(doc) for doc in docs])

    found = total = 0
    for record, doc in zip(records, docs, strict=True):
        countries = countries_found(doc)
        for text, country in gold_actors(record):
            total += 1
            found += country in countries
            if options.misses and country not in countries:
                print(f"{country}  {text}  [{' '.join(sorted(countries))}]  {record['text']}")
    words = sum(len(doc) for doc in docs)
    speeds = f"{words / linking:,.0f} against {words / parsing:,.0f} words/s"
    print(f"country recall {found / total:.3f} ({found} of {total} gold actors)")
    print(f"linking takes {linking / parsing:.2f} of the parser's time ({speeds})")


if __name__ == "__main__":
    main()
