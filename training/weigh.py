"""Fit the last step of the reader on texts that its network was not trained on, and choose the threshold.

What is fitted is how much the network and the frames are to be believed; what is chosen is the threshold: of those that
keep a precision, the one with the best F1. Both are judged across five parts of the held-out texts.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kg.extract import extract_articles
from kg.parse import Setup, load_parser, load_pipeline, parse, steps_of
from kg.read.identity import make_article
from kg.reader.labels import EITHER_WAY
from kg.reader.network import load_network
from kg.reader.signs import signs
from kg.reader.statements import Statement, statements
from kg.reader.weigh import features
from training.judge import code, is_right
from training.trees import fitted, trees
from training.weights import write

PRECISION = 0.82
"""Precision that the threshold keeps on the held-out texts, above the 0.75 that is wanted on others."""
PARTS = 5
PRIOR = 4
"""How many claims of all frames a frame's own are mixed with."""


@dataclass(frozen=True, slots=True)
class Case:
    """A statement as numbers, whether annotators made it too, and which of their sure claims it hits."""

    article: str
    key: tuple[str, str, str]
    row: list[float]
    right: bool
    hits: frozenset[int]


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold gives."""

    threshold: float
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """How the last step does on the held-out texts: figures for the card."""

    texts: int
    statements: int
    chosen: Point
    brier: float
    calibration_error: float


def weigh(weights: Path, records: Iterable[dict[str, Any]]) -> Weighed:
    """Fit the last step on held-out texts and write it into the file of weights, which knows its frames already."""
    found: list[Case] = []
    sure, texts = 0, 0
    for some, number in cases(records):
        found += some
        sure += number
        texts += 1
    rows, right = np.array([case.row for case in found]), np.array([case.right for case in found])
    apart = _apart(found, rows, right)
    good = [point for point in curve(found, apart, sure) if point.precision >= PRECISION]
    chosen = max(good, key=lambda point: point.f1)
    model = fitted(rows, right)
    with np.load(weights) as file:
        arrays = {name: file[name] for name in file.files}
    about = json.loads(arrays.pop("about").tobytes())
    arrays |= trees(model) | {"threshold": np.array(chosen.threshold, np.float32)}
    write(weights, arrays, about)
    load_network.cache_clear()
    load_pipeline.cache_clear()
    load_parser.cache_clear()
    return Weighed(texts, len(found), chosen, float(np.mean((apart - right) ** 2)), _calibration_error(apart, right))


def cases(records: Iterable[dict[str, Any]]) -> Iterator[tuple[list[Case], int]]:
    """For each text its cases and the number of its sure claims."""
    setup = Setup()
    nlp, network = load_pipeline(setup), load_network()
    source = iter(records)
    while some := list(islice(source, 32)):
        articles = [make_article(record["text"], record, record["id"]) for record in some]
        for record, parsed in zip(some, parse(nlp, articles)):
            doc = parsed
            for name in steps_of(nlp, setup)[:-1]:  # all but this last step
                doc = nlp.get_pipe(name)(doc)
            every = statements(doc, doc._.claims, network)
            found = [_case(record, one, features(sign)) for one, sign in zip(every, signs(every, network))]
            yield found, sum(claim["sure"] for claim in record["claims"])


def _case(record: dict[str, Any], one: Statement, row: list[float]) -> Case:
    _, subject, kind, object_ = one.key
    kinds = {kind, *(claim.plover for claim in one.ruled)}
    hits, right = set(), False
    for number, claim in enumerate(record["claims"]):
        sides = code(claim["subject"]), code(claim["object"])
        either = bool(set(claim["types"]) & EITHER_WAY)
        if set(claim["types"]) & kinds and (sides == (subject, object_) or (either and sides == (object_, subject))):
            right = True
            if claim["sure"]:
                hits.add(number)
    return Case(record["id"], (subject, kind, object_), row, right, frozenset(hits))


def frames(records: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """How often each frame alone is right in texts, and all of them together, for what is to be known of the weights.

    A frame that said little is drawn towards the mean of all (as if it had been seen PRIOR times more).
    """
    said, right = Counter[str](), Counter[str]()
    source = iter(records)
    setup = Setup(reader="rules")
    while some := list(islice(source, 64)):
        articles = [make_article(record["text"], record, record["id"]) for record in some]
        for record, (_, claims) in zip(some, extract_articles(articles, setup=setup)):
            for claim in claims:
                if claim.plover is not None:
                    said[claim.rule] += 1
                    right[claim.rule] += is_right(record, claim)
    mean = right.total() / max(1, said.total())
    known = {rule: round((right[rule] + PRIOR * mean) / (said[rule] + PRIOR), 4) for rule in sorted(said)}
    return {"frame": round(mean, 4), "frames": known}


def _apart(found: Sequence[Case], rows: Any, right: Any) -> Any:
    """Probabilities of each part of the texts by a model of the other parts."""
    place = {article: number for number, article in enumerate(dict.fromkeys(case.article for case in found))}
    part = np.array([place[case.article] % PARTS for case in found])
    apart = np.zeros(len(found))
    for number in range(PARTS):
        model = fitted(rows[part != number], right[part != number])
        apart[part == number] = model.predict_proba(rows[part == number])[:, 1]
    return apart


def curve(found: Sequence[Case], apart: Any, sure: int) -> Iterator[Point]:
    """What thresholds give, a statement of an article counted once."""
    for least in np.arange(0.3, 0.82, 0.02):
        said: dict[tuple[str, tuple[str, str, str]], bool] = {}
        hits: set[tuple[str, int]] = set()
        for case, p in zip(found, apart):
            if p >= least:
                said[case.article, case.key] = case.right or said.get((case.article, case.key), False)
                hits.update((case.article, hit) for hit in case.hits)
        precision, recall = sum(said.values()) / max(1, len(said)), len(hits) / max(1, sure)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield Point(round(float(least), 2), precision, recall, f1)


def _calibration_error(p: Any, right: Any) -> float:
    """Expected calibration error in ten bands of equal width (Naeini et al. 2015)."""
    band = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs(p[band == b].mean() - right[band == b].mean()) * (band == b).mean() for b in set(band)))
