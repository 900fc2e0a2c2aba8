"""Windows as one batch of tensors: all their words, mentions and pairs in a row, with what annotators said of them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kg.reader.features import IMPLIED_OBJECT
from kg.reader.labels import EITHER_WAY, TYPES
from kg.reader.pieces import CLASSIFY, SEPARATE
from kg.reader.windows import LONGEST
from training.dataset import Numbers, Spare

MAYBE = 0.7
"""Weight of a claim that one could argue about."""
SECOND = 0.5
"""Target of a claim's second type."""
SWAPPED = 0.3
"""Share of the states of a window that are read under another state's name."""
_EITHER = [TYPES.index(name) for name in sorted(EITHER_WAY)]

Choice = tuple[int, int, list[tuple[str, int, int]], Any, list[bool]]
"""A row that asks, which of its questions, the keys, their features, and which keys are right."""


@dataclass(slots=True)
class Batch:
    """Everything flattened over the windows; ``pairs`` are rows of mentions, negative for implied actors."""

    ids: Tensor
    mask: Tensor
    word_of: Tensor
    words: int
    spans: Tensor
    mention_features: Tensor
    tags: Tensor
    tag_weights: Tensor
    sector_rows: Tensor
    sectors: Tensor
    sentences: Tensor
    pairs: Tensor
    pair_sentences: Tensor
    pair_features: Tensor
    labels: Tensor
    weights: Tensor
    negated: Tensor
    modality: Tensor
    links: list[Choice] = field(default_factory=list)
    speakers: list[Choice] = field(default_factory=list)


def batch_of(windows: list[Numbers], spare: Spare, rng: random.Random) -> Batch:
    """One batch; some states stand under the names of others, so that what is learned is not of whom one knows what."""
    rows: list[list[int]] = []
    words_of: list[list[int]] = []
    spans, tags, tag_weights, sector_rows, sectors, sentences = [], [], [], [], [], []
    pairs, pair_sentences, tables = [], [], []
    links: list[Choice] = []
    speakers: list[Choice] = []
    word, mention, pair = 0, 0, 0
    for one in windows:
        pieces = swapped(one, spare, rng)
        ids, of = _pieces(pieces, one["first"], word)
        rows.append(ids)
        words_of.append(of)
        home = _home(pieces)
        keys = [(code, home[start] + word if start >= 0 else -1, end + word) for code, start, end in one["keys"]]
        spans += [(home[head] + word, start + word, end + word) for head, start, end in one["spans"]]
        for n in range(len(one["spans"])):
            found = one["gold"].get(n)
            tags.append(float(found is not None))
            tag_weights.append(1.0 if found is None or found[2] else MAYBE)
        sector_rows += [mention + n for n in one["sectors"]]
        sectors += list(one["sectors"].values())
        for n, told in one["links"].items():
            links.append((mention + n, 0, keys, told, [key[0] == one["gold"][n][0] for key in keys]))
        for (n, which), (told, code) in one["implied"].items():
            question = 1 if which == IMPLIED_OBJECT else 2
            links.append((mention + n, question, keys, told, [key[0] == code for key in keys]))
        where = {both: number for number, both in enumerate(one["pairs"])}
        for claim in one["claims"]:
            right = [key[0] == claim["speaker"] for key in keys]
            speakers.append((pair + where[claim["pair"]], 0, keys, claim["speaker_features"], right))
        tables.append(_labels(one, where))
        for (s, o), place in zip(one["pairs"], one["pair_sentences"]):
            here = len(sentences) + place
            pairs.append((mention + s if s >= 0 else -1 - 2 * here, mention + o if o >= 0 else -2 - 2 * here))
            pair_sentences.append(here)
        sentences += [(first + word, last + word) for _, first, last in one["sentences"]]
        word, mention, pair = word + len(pieces), mention + len(one["spans"]), pair + len(one["pairs"])
    labels, weights, negated, modality = (torch.from_numpy(np.concatenate(part)) for part in zip(*tables))
    ids, mask, word_of = _padded(rows, words_of)
    return Batch(
        ids, mask, word_of, word, torch.tensor(spans),
        torch.from_numpy(np.concatenate([one["mention_features"] for one in windows])), torch.tensor(tags),
        torch.tensor(tag_weights), torch.tensor(sector_rows, dtype=torch.long), torch.tensor(sectors, dtype=torch.long),
        torch.tensor(sentences), torch.tensor(pairs), torch.tensor(pair_sentences),
        torch.from_numpy(np.array([row for one in windows for row in one["pair_features"]])),
        labels, weights, negated, modality, links, speakers,
    )  # fmt: skip


def swapped(one: Numbers, spare: Spare, rng: random.Random) -> list[tuple[int, ...]]:
    """Pieces of the words, some states under other names: a name's first word then has all pieces, the rest none."""
    pieces = list(one["pieces"])
    codes = sorted({code for _, _, code, kind in one["named"] if kind in {"name", "demonym"} and code in spare})
    others = {code: rng.choice(list(spare)) for code in codes if rng.random() < SWAPPED}
    for start, end, code, kind in one["named"]:
        if code in others and kind in {"name", "demonym"}:
            pieces[start:end] = [rng.choice(spare[others[code]][kind]), *[()] * (end - start - 1)]
    return pieces


def _pieces(pieces: list[tuple[int, ...]], first: int, offset: int) -> tuple[list[int], list[int]]:
    """Ids of a window, and the word of each, counted on from ``offset``; -1 for the marks between."""
    ids, of = [CLASSIFY], [-1]
    for number, own in enumerate(pieces):
        if number == first and number:
            ids.append(SEPARATE)
            of.append(-1)
        if len(ids) > LONGEST - 4:
            break
        ids.extend(own)
        of.extend([number + offset] * len(own))
    return [*ids, SEPARATE], [*of, -1]


def _home(pieces: list[tuple[int, ...]]) -> list[int]:
    """For each word the one that has its pieces."""
    home: list[int] = []
    for number, own in enumerate(pieces):
        home.append(number if own or not number else home[-1])
    return home


def _labels(one: Numbers, where: dict[tuple[int, int], int]) -> tuple[Any, Any, Any, Any]:
    """Target, weight, denial and modality of each pair and type.

    A pair whose actors are the same states as those of a claim, and which the annotators did not choose, counts neither
    for nor against it; nor does the other direction of what both do.
    """
    labels = np.zeros((len(one["pairs"]), len(TYPES)), np.float32)
    weights, negated, modality = np.ones_like(labels), np.zeros_like(labels), np.zeros(labels.shape, np.int64)
    codes = [set(own) | ({one["gold"][n][0]} if n in one["gold"] else set()) for n, own in enumerate(one["codes"])]
    place_of = {number: place for place, (number, _, _) in enumerate(one["sentences"])}
    for claim in one["claims"]:
        place, (subject, object_) = place_of[claim["sentence"]], claim["codes"]
        for row, ((s, o), here) in enumerate(zip(one["pairs"], one["pair_sentences"])):
            if here != place or s < 0 or o < 0:
                continue
            if subject in codes[s] and object_ in codes[o]:
                weights[row, claim["types"]] = 0
            if subject in codes[o] and object_ in codes[s]:
                weights[row, [kind for kind in claim["types"] if kind in _EITHER]] = 0
    for claim in one["claims"]:
        row = where[claim["pair"]]
        for rank, kind in enumerate(claim["types"]):
            labels[row, kind] = max(labels[row, kind], SECOND if rank else 1.0)
            weights[row, kind] = 1.0 if claim["sure"] else MAYBE
            negated[row, kind] = claim["negated"]
            modality[row, kind] = claim["modality"]
    return labels, weights, negated, modality


def _padded(rows: list[list[int]], words_of: list[list[int]]) -> tuple[Tensor, Tensor, Tensor]:
    width = max(map(len, rows))
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    word_of = torch.full((len(rows), width), -1, dtype=torch.long)
    for place, (row, of) in enumerate(zip(rows, words_of)):
        ids[place, : len(row)] = torch.tensor(row)
        mask[place, : len(row)] = 1
        word_of[place, : len(of)] = torch.tensor(of)
    return ids, mask, word_of


def batches(data: list[Numbers], pieces: int, rng: random.Random) -> list[list[Numbers]]:
    """Windows of like length together, up to so many pieces a batch, in random order."""
    sized = [(sum(map(len, one["pieces"])) + 3, one) for one in data]
    sized.sort(key=lambda pair: pair[0] + rng.random() * 12)
    out: list[list[Numbers]] = [[]]
    for size, one in sized:
        if out[-1] and (len(out[-1]) + 1) * size > pieces:
            out.append([])
        out[-1].append(one)
    rng.shuffle(out)
    return out
