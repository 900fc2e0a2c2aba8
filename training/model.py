"""The reader's network: an encoder, and small heads for mentions, their states, pairs of them, and who says so.

One pass of the encoder a window. A mention is the vector of its head and the mean of its phrase; an ordered pair is
scored from the two mentions, their product, the words between, the mean of the sentence and what its words say to a
question that the two ask (after Lee et al. 2017 and Vaswani et al. 2017), for all event types at once. The state of a
mention is chosen among the keys of the window by scaled dot product and a few features, summed over the keys of one
state.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from kg.reader.features import LINK_FEATURES, MENTION_FEATURES, PAIR_FEATURES, SPEAKER_FEATURES
from kg.reader.labels import MODALITIES, SECTORS, TYPES

WIDTH = 256
LINK = 64


class Reader(nn.Module):
    """``encoder`` is any encoder of the BERT family; its hidden size is taken from its configuration."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder
        hidden: int = encoder.config.hidden_size  # type: ignore[union-attr, assignment]
        self.mention = nn.Linear(2 * hidden + MENTION_FEATURES, WIDTH)
        self.implied = nn.Linear(hidden, 2 * WIDTH)
        self.tag = nn.Linear(WIDTH, 1)
        self.sector = nn.Linear(WIDTH, len(SECTORS))
        self.query = nn.Linear(WIDTH, 3 * LINK)
        self.key = nn.Linear(hidden, LINK)
        self.virtual = nn.Parameter(torch.zeros(LINK))
        self.link = nn.Linear(LINK_FEATURES, 24)
        self.link_out = nn.Linear(24, 1)
        self.nobody = nn.Linear(WIDTH, 3)
        self.subject = nn.Linear(WIDTH, WIDTH)
        self.object = nn.Linear(WIDTH, WIDTH, bias=False)
        self.product = nn.Linear(WIDTH, WIDTH, bias=False)
        self.between = nn.Linear(hidden, WIDTH, bias=False)
        self.sentence = nn.Linear(hidden, WIDTH, bias=False)
        self.ask_subject = nn.Linear(WIDTH, LINK)
        self.ask_object = nn.Linear(WIDTH, LINK, bias=False)
        self.answer = nn.Linear(hidden, LINK, bias=False)
        self.content = nn.Linear(hidden, WIDTH, bias=False)
        self.pair = nn.Linear(PAIR_FEATURES, WIDTH, bias=False)
        self.deep = nn.Linear(WIDTH, WIDTH)
        self.types = nn.Linear(WIDTH, len(TYPES))
        self.polarity = nn.Linear(WIDTH, len(TYPES))
        self.modality = nn.Linear(WIDTH, len(MODALITIES) * len(TYPES))
        self.say_query = nn.Linear(WIDTH, LINK)
        self.say_key = nn.Linear(hidden, LINK)
        self.say_link = nn.Linear(SPEAKER_FEATURES, 24)
        self.say_out = nn.Linear(24, 1)
        self.say_nobody = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(0.2)
        nn.init.constant_(self.types.bias, -4.0)
        nn.init.constant_(self.polarity.bias, -3.0)

    def words(self, ids: Tensor, mask: Tensor, word_of: Tensor, words: int) -> Tensor:
        """Mean of the pieces of each word, (words, hidden); ``word_of`` is the word of each piece, -1 for none."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        flat, of = hidden.reshape(-1, hidden.shape[-1]), word_of.reshape(-1)
        keep = of >= 0
        total = torch.zeros(words, hidden.shape[-1]).index_add_(0, of[keep], flat[keep])
        count = torch.zeros(words).index_add_(0, of[keep], torch.ones(int(keep.sum())))
        return total / count.clamp(min=1).unsqueeze(1)

    def mentions(self, word: Tensor, mean: Tensor, spans: Tensor, features: Tensor) -> Tensor:
        """(mentions, WIDTH); ``spans`` are head, start, end; ``mean`` is :func:`running` of the words."""
        phrase = spread(mean, spans[:, 1], spans[:, 2])
        return torch.relu(self.mention(self.dropout(torch.cat([word[spans[:, 0]], phrase, features], 1))))

    def pairs(
        self, m: Tensor, s: Tensor, o: Tensor, between: Tensor, sentence: Tensor, attended: Tensor, features: Tensor
    ) -> Tensor:
        """(pairs, WIDTH) for ordered pairs of rows of ``m``."""
        total = self.subject(m)[s] + self.object(m)[o] + self.product(m[s] * m[o]) + self.between(between)
        total = total + sentence + attended + self.pair(features)
        return torch.relu(self.deep(self.dropout(torch.relu(total))))

    def attend(self, word: Tensor, m: Tensor, s: Tensor, o: Tensor, sentences: Tensor, counts: list[int]) -> Tensor:
        """(pairs, WIDTH): what the words of its sentence say to a pair; ``counts`` are the pairs of each sentence."""
        asked = self.ask_subject(m)[s] + self.ask_object(m)[o]
        answers, content = self.answer(word), self.content(word)
        parts = []
        for question, (start, end) in zip(asked.split(counts), sentences.tolist()):
            weights = torch.softmax(question @ answers[start:end].T / math.sqrt(LINK), 1)
            parts.append(weights @ content[start:end])
        return torch.cat(parts)


def running(word: Tensor) -> Tensor:
    """Running sums with a row of zeros in front, so that the sum of words a to b is row b minus row a."""
    return torch.cat([torch.zeros(1, word.shape[1]), word.cumsum(0)])


def spread(mean: Tensor, start: Tensor, end: Tensor) -> Tensor:
    """Mean of the words from start to end; zeros where there are none."""
    size = (end - start).clamp(min=1).unsqueeze(1)
    return (mean[torch.maximum(end, start)] - mean[start]) / size
