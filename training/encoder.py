"""The encoder with what it has read kept, so that markers can be read against a text without reading the text again."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

Kept = tuple[Tensor, Tensor]
"""Keys and values of all layers: (layers, windows, heads, pieces, width of a head) each."""


def encode(
    bert: nn.Module, ids: Tensor, positions: Tensor, extra: Tensor, mask: Tensor, past: Kept
) -> tuple[Tensor, Kept]:
    """Vectors of the pieces ``ids`` (windows, pieces), and their own keys and values.

    ``extra`` is added to each piece's embedding. ``mask`` (windows, pieces, pieces of the past and these) is added to
    what each piece makes of each other, so large and negative hides it. A model of the BERT family (Devlin et al.
    2019), layer by layer.
    """
    table = bert.embeddings
    hidden = table.word_embeddings(ids) + table.position_embeddings(positions)
    hidden = hidden + table.token_type_embeddings(torch.zeros_like(ids))
    hidden = table.dropout(table.LayerNorm(hidden + extra))
    keys, values = [], []
    for number, layer in enumerate(bert.encoder.layer):
        attention = layer.attention.self
        heads = attention.num_attention_heads
        asks = (attention.query, attention.key, attention.value)
        query, key, value = (one(hidden).unflatten(2, (heads, -1)).transpose(1, 2) for one in asks)
        keys.append(key)
        values.append(value)
        every_key, every_value = torch.cat([past[0][number], key], 2), torch.cat([past[1][number], value], 2)
        scores = query @ every_key.transpose(2, 3) / math.sqrt(query.shape[-1]) + mask.unsqueeze(1)
        seen = attention.dropout(torch.softmax(scores, 3)) @ every_value
        told = layer.attention.output(seen.transpose(1, 2).flatten(2), hidden)
        hidden = layer.output(layer.intermediate(told), told)
    return hidden, (torch.stack(keys), torch.stack(values))


def nothing(bert: nn.Module, windows: int) -> Kept:
    """What has been read before anything is."""
    attention = bert.encoder.layer[0].attention.self
    heads, layers = attention.num_attention_heads, len(bert.encoder.layer)
    none = torch.zeros(layers, windows, heads, 0, attention.attention_head_size)
    return none, none
