"""Fit the last step of the reader on texts that its network was not trained on.

``python -m training.weigh READER.npz GOLD.jsonl …`` reads the held-out articles of annotated files with everything but
that last step, fits the logistic regression, chooses the threshold, and writes both into the file of weights.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from kg.parse import Setup, load_pipeline, parse
from kg.read.identity import make_article
from kg.reader.labels import EITHER_WAY
from kg.reader.network import load_network
from kg.reader.statements import Statement, signs, statements
from kg.reader.weigh import features
from training.held_out import held_out

PRECISION = 0.77
"""Precision that the threshold keeps on the held-out texts: a little above what is promised."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statement, whether the annotators made it too, and which of the sure claims of its article it hits."""

    article: str
    key: tuple[str, str, str]
    row: list[float]
    right: bool
    hits: frozenset[int]
    weight: float


def cases(path: Path, *, everything: bool = False) -> Iterator[tuple[list[Case], str, int]]:
    """For each held-out article of a file: its cases, its id and the number of its sure claims."""
    setup = Setup()
    nlp, network = load_pipeline(setup), load_network()
    records = [record for line in path.read_text(encoding="utf-8").splitlines()
               if everything or held_out((record := json.loads(line))["id"])]  # fmt: skip
    if everything:
        records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for start in range(0, len(records), 32):
        some = records[start : start + 32]
        for record, doc in zip(some, parse(nlp, [make_article(record["text"], record) for record in some])):
            for name in setup.per_article[:-1]:
                doc = nlp.get_pipe(name)(doc)
            every = statements(doc, doc._.claims, network)
            found = [_case(record, one, features(sign)) for one, sign in zip(every, signs(every))]
            yield found, record["id"], sum(claim["sure"] for claim in record["claims"])


def _case(record: dict[str, Any], one: Statement, row: list[float]) -> Case:
    _, subject, kind, object_ = one.key
    kinds = {kind, *(claim.plover for claim in one.ruled)}
    hits, right = set(), False
    for number, claim in enumerate(record["claims"]):
        sides = (
            claim["subject"]["who"].split(".")[0].strip().upper(),
            claim["object"]["who"].split(".")[0].strip().upper(),
        )
        either = bool(set(claim["types"]) & EITHER_WAY)
        if set(claim["types"]) & kinds and (sides == (subject, object_) or (either and sides == (object_, subject))):
            right = True
            if claim["sure"]:
                hits.add(number)
    return Case(record["id"], (subject, kind, object_), row, right, frozenset(hits), 1.0)


def curve(found: list[tuple[Case, float]], sure: int) -> Iterator[tuple[float, float, float, float]]:
    """Threshold, precision, recall and F1, a statement of an article counted once."""
    best: dict[tuple[str, tuple[str, str, str]], tuple[float, bool]] = {}
    hits: dict[tuple[str, int], float] = defaultdict(float)
    for case, p in found:
        key = (case.article, case.key)
        before = best.get(key, (0.0, False))
        best[key] = (max(p, before[0]), case.right or before[1])
        for hit in case.hits:
            hits[case.article, hit] = max(hits[case.article, hit], p)
    for threshold in np.arange(0.2, 0.9, 0.01):
        said = [right for p, right in best.values() if p >= threshold]
        precision = sum(said) / max(1, len(said))
        recall = sum(p >= threshold for p in hits.values()) / max(1, sure)
        yield float(threshold), precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    read = [one for path in args.gold for one in cases(path)]
    found, articles = [case for some, _, _ in read for case in some], [article for _, article, _ in read]
    sure = sum(number for _, _, number in read)
    if args.cache:
        args.cache.write_bytes(pickle.dumps((found, sure)))
    rows, right = np.array([case.row for case in found]), np.array([case.right for case in found])
    print(len(articles), "articles,", len(found), "statements,", int(right.sum()), "right,", sure, "sure claims")
    apart = np.zeros(len(found))
    place = {article: number for number, article in enumerate(dict.fromkeys(articles))}
    fold = np.array([place[case.article] % 5 for case in found])
    for part in range(5):
        model = _fit(rows[fold != part], right[fold != part])
        apart[fold == part] = model.predict_proba(rows[fold == part])[:, 1]
    points = list(curve(list(zip(found, apart)), sure))
    for point in points[::5]:
        print("  threshold %.2f  P %.3f  R %.3f  F1 %.3f" % point)
    best = max((point for point in points if point[1] >= PRECISION), key=lambda point: point[3])
    print("chosen: threshold %.2f  P %.3f  R %.3f  F1 %.3f" % best)
    print("Brier %.4f" % float(np.mean((apart - right) ** 2)))
    model = _fit(rows, right)
    with np.load(args.weights) as file:
        arrays = {name: file[name] for name in file.files}
    arrays |= {"weigh.weight": model.coef_[0].astype(np.float32), "weigh.bias": model.intercept_[0].astype(np.float32),
               "threshold": np.float32(best[0])}  # fmt: skip
    with args.weights.open("wb") as file:
        np.savez(file, **arrays)


def _fit(rows: Any, right: Any) -> LogisticRegression:
    return LogisticRegression(C=0.5, max_iter=3000).fit(rows, right)


if __name__ == "__main__":
    main()
