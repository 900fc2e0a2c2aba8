"""Markers of the pairs of a batch that are looked at again; :mod:`kg.reader.markers` says what they are."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from kg.reader.markers import HIDDEN, LOOKED_AT, NOBODY
from training.batch import Batch

MOST = 14
"""Pairs of a window that are looked at again in training."""


@dataclass(slots=True)
class Markers:
    """Two markers a pair, subject and object in turn, in a row of each window; ``rows`` are pairs of the batch."""

    rows: Tensor
    window: Tensor
    place: Tensor
    ids: Tensor
    positions: Tensor
    roles: Tensor
    mask: Tensor


def markers_of(batch: Batch, heads: Tensor, s: Tensor, o: Tensor, likeliest: Tensor) -> Markers | None:
    """Markers of the pairs that annotators chose and of those that seem likely, up to MOST a window.

    ``s`` and ``o`` are the pairs' actors as rows of ``heads``, the words that head them, -1 for one who is not named.
    """
    wanted = likeliest + 10 * (batch.labels.amax(1) > 0)
    window = batch.sentence_windows[batch.pair_sentences]
    order = torch.argsort(wanted, descending=True, stable=True)
    order = order[wanted[order] >= LOOKED_AT]
    order = order[torch.argsort(window[order], stable=True)]
    if not len(order):
        return None
    sizes = torch.bincount(window[order], minlength=len(batch.ids))
    number = torch.arange(len(order)) - (sizes.cumsum(0) - sizes)[window[order]]
    rows, number = order[number < MOST], number[number < MOST]
    window = window[rows]
    most = 2 * int(number.max()) + 2
    ids = torch.full((len(batch.ids), most), NOBODY)
    positions = torch.zeros(len(batch.ids), most, dtype=torch.long)
    for side, actor in enumerate((s, o)):
        head = heads[actor[rows]]
        place = torch.where(head >= 0, batch.places[head.clamp(min=0), 1], -1)
        seen = place >= 0
        where = 2 * number + side
        ids[window, where] = torch.where(seen, batch.ids[window, place.clamp(min=0)], NOBODY)
        positions[window, where] = place.clamp(min=0)
    width = batch.ids.shape[1]
    text = ((1 - batch.mask) * HIDDEN).unsqueeze(1).expand(-1, most, width)
    pair = torch.arange(most) // 2
    own = torch.where(pair[:, None] == pair[None], 0.0, HIDDEN).expand(len(batch.ids), most, most)
    return Markers(rows, window, number, ids, positions, torch.arange(most) % 2, torch.cat([text.float(), own], 2))
