"""Examples as plain numbers: what a window, its candidates, pairs and annotated claims are to the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.reader.features import (
    IMPLIED_OBJECT,
    IMPLIED_SUBJECT,
    keys_of,
    link_features,
    mention_features,
    pair_features,
    speaker_features,
)
from kg.reader.labels import MODALITIES, SECTORS, TYPES
from kg.reader.pieces import pieces_of
from kg.reader.windows import Window
from training.examples import IMPLIED, Example, GoldActor, examples, spare_names

Numbers = dict[str, Any]
Spare = dict[str, dict[str, list[tuple[int, ...]]]]


def dataset(records: Iterable[dict[str, Any]]) -> Iterator[Numbers]:
    """Each window of annotated texts as numbers."""
    for example in examples(records):
        yield numbers(example)


def spare() -> Spare:
    """Pieces of the names and demonyms of states, by code and kind, to put in each other's place."""
    return {
        code: {kind: [tuple(p for word in name.split() for p in pieces_of(word)) for name in names]
               for kind, names in kinds.items()}
        for code, kinds in spare_names().items()
    }  # fmt: skip


def numbers(example: Example) -> Numbers:
    """One example as lists and arrays; mentions are numbers of candidates, IMPLIED_SUBJECT, IMPLIED_OBJECT beside."""
    window = example.window
    candidates = list(window.candidates)
    index = {candidate.head: number for number, candidate in enumerate(candidates)}
    keys = keys_of(window)
    pairs = list(_pairs(window))
    ranges = {number: (first, last) for number, first, last in window.sentences}
    gold: dict[int, tuple[str, str, bool]] = {}
    claims: list[dict[str, Any]] = []
    implied: dict[tuple[int, int], tuple[Any, str]] = {}
    for claim in example.claims:
        s, o = _place(claim.subject, index, IMPLIED_SUBJECT), _place(claim.object, index, IMPLIED_OBJECT)
        if s is None or o is None or s == o:
            continue
        for place, actor in ((s, claim.subject), (o, claim.object)):
            if place >= 0:
                gold[place] = (actor.code, actor.sector, claim.sure or bool(place in gold and gold[place][2]))
        if o == IMPLIED_OBJECT:
            own = link_features(window, candidates[s], keys, implied=IMPLIED_OBJECT, own=claim.subject.code)
            implied[s, IMPLIED_OBJECT] = (own, claim.object.code)
        if s == IMPLIED_SUBJECT:
            own = link_features(window, candidates[o], keys, implied=IMPLIED_SUBJECT, own=claim.object.code)
            implied[o, IMPLIED_SUBJECT] = (own, claim.subject.code)
        claims.append({
            "pair": (s, o), "codes": (claim.subject.code, claim.object.code),
            "types": [TYPES.index(kind) for kind in claim.types], "negated": claim.polarity == "negated",
            "modality": MODALITIES.index(claim.modality), "sure": claim.sure, "speaker": claim.speaker, "sentence": claim.sentence,
            "speaker_features": speaker_features(keys, ranges[claim.sentence], claim.subject.code, claim.object.code),
        })  # fmt: skip
    sectors = {place: SECTORS.index(found[1]) if found[1] in SECTORS else 0 for place, found in gold.items()}
    return {
        "article": example.article,
        "pieces": [pieces_of(word) for word in window.words],
        "first": window.first,
        "sentences": window.sentences,
        "spans": [(c.head, c.start, c.end) for c in candidates],
        "codes": [c.codes for c in candidates],
        "mention_features": mention_features(candidates),
        "named": [(n.start, n.end, n.code, n.kind) for n in window.named],
        "keys": [(k.code, k.start, k.end) for k in keys],
        "links": {n: link_features(window, candidates[n], keys) for n in gold if not candidates[n].fixed},
        "implied": implied,
        "gold": gold,
        "sectors": sectors,
        "pairs": [(s, o) for s, o, _ in pairs],
        "pair_sentences": [number for _, _, number in pairs],
        "pair_features": [
            pair_features(window, candidates[s] if s >= 0 else None, candidates[o] if o >= 0 else None)
            for s, o, _ in pairs
        ],
        "claims": claims,
    }  # fmt: skip


def _place(actor: GoldActor, index: dict[int, int], implied: int) -> int | None:
    return implied if actor.head == IMPLIED else index.get(actor.head)


def _pairs(window: Window) -> Iterator[tuple[int, int, int]]:
    """Ordered pairs of the candidates of a sentence, each also with one who is not named; the place of the sentence."""
    for place, (_, first, last) in enumerate(window.sentences):
        inside = [n for n, candidate in enumerate(window.candidates) if first <= candidate.head < last]
        yield from ((s, o, place) for s in inside for o in inside if s != o)
        for n in inside:
            yield n, IMPLIED_OBJECT, place
            yield IMPLIED_SUBJECT, n, place
