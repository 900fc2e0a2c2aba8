"""The trained network: one file of weights, an encoder run by onnxruntime, and small heads in numpy.

A window is encoded alone, on one thread, so that its scores are the same in any batch and any number of processes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.reader.features import Key
from kg.reader.labels import MODALITIES, TYPES
from kg.reader.pieces import CLASSIFY, SEPARATE, pieces_of
from kg.reader.windows import LONGEST, Window
from kg.resources import reader_path

Array = NDArray[Any]
FILE_NAME = "reader.npz"


@dataclass(frozen=True)
class Network:
    """``weights`` by name, each ``layer.weight`` (out, in) and ``layer.bias``; ``session`` runs the encoder."""

    session: Any
    weights: Mapping[str, Array]
    about: Mapping[str, Any]

    def words(self, window: Window) -> Array:
        """One row a word: the mean of its pieces' vectors; zeros for words beyond what is read."""
        ids, word_of = _pieces(window)
        given = {"input_ids": ids[None], "attention_mask": np.ones((1, len(ids)), np.int64)}
        hidden: Array = self.session.run(None, given)[0][0]
        rows = np.zeros((len(window.words), hidden.shape[1]), np.float32)
        counts = np.zeros(len(window.words), np.float32)
        inside = word_of >= 0
        np.add.at(rows, word_of[inside], hidden[inside])
        np.add.at(counts, word_of[inside], 1)
        means: Array = rows / np.maximum(counts, 1)[:, None]
        return means

    def mentions(self, words: Array, running: Array, spans: NDArray[np.int64], features: Array) -> Array:
        """One row a mention; ``spans`` are its head, first word and word behind."""
        phrase = spread(running, spans[:, 1], spans[:, 2])
        return _relu(self._layer("mention", np.concatenate([words[spans[:, 0]], phrase, features], axis=1)))

    def implied(self, sentence: Array) -> tuple[Array, Array]:
        """Subject and object who are not named, from the mean of their sentence."""
        both = _relu(self._layer("implied", sentence[None]))[0]
        half = len(both) // 2
        return both[:half], both[half:]

    def tag(self, mentions: Array) -> Array:
        """Probability that each mention takes part in a claim."""
        return sigmoid(self._layer("tag", mentions)[:, 0])

    def sector(self, mentions: Array) -> NDArray[np.int64]:
        """Number of the most likely sector of each mention."""
        likeliest: NDArray[np.int64] = np.argmax(self._layer("sector", mentions), axis=1)
        return likeliest

    def link(self, mention: Array, which: int, keys: Sequence[Key], words: Array, features: Array) -> list[float]:
        """Probability that the mention's state is that of each key; what is missing to 1 is that of nobody.

        ``which`` is 0 for the mention's own state, 1 for whom it acts upon, 2 for who acts upon it.
        """
        query = self._layer("query", mention[None])[0].reshape(3, -1)[which]
        nobody = self._layer("nobody", mention[None])[0][which]
        scores = np.zeros(len(keys) + 1, np.float32)
        scores[-1] = nobody
        if keys:
            starts = np.array([key.start for key in keys])
            vectors = self._layer("key", words[np.maximum(starts, 0)])
            vectors[starts < 0] = self.weights["virtual"]
            bonus = self._layer("link_out", _relu(self._layer("link", features)))[:, 0]
            scores[:-1] = vectors @ query / math.sqrt(len(query)) + bonus
        shares: list[float] = softmax(scores)[:-1].tolist()
        return shares

    def speaker(self, pair: Array, keys: Sequence[Key], words: Array, features: Array) -> list[float]:
        """Probability of each key that it says what the pair does; what is missing to 1 is the text's own voice's."""
        scores = np.zeros(len(keys) + 1, np.float32)
        scores[-1] = self._layer("say_nobody", pair[None])[0, 0]
        if keys:
            query = self._layer("say_query", pair[None])[0]
            starts = np.array([key.start for key in keys])
            vectors = self._layer("say_key", words[np.maximum(starts, 0)])
            vectors[starts < 0] = self.weights["virtual"]
            bonus = self._layer("say_out", _relu(self._layer("say_link", features)))[:, 0]
            scores[:-1] = vectors @ query / math.sqrt(len(query)) + bonus
        shares: list[float] = softmax(scores)[:-1].tolist()
        return shares

    def pairs(
        self, mentions: Array, s: NDArray[np.int64], o: NDArray[np.int64], between: Array, words: Array, features: Array
    ) -> Pairs:
        """Scores of ordered pairs of rows of ``mentions``, all of the one sentence whose ``words`` are given."""
        both, sentence = mentions[s] * mentions[o], words.mean(axis=0)
        asked = self._layer("ask_subject", mentions)[s] + self._layer("ask_object", mentions)[o]
        answers = self._layer("answer", words)
        attention = softmax(asked @ answers.T / np.float32(math.sqrt(answers.shape[1])))
        total = (
            self._layer("subject", mentions)[s] + self._layer("object", mentions)[o] + self._layer("product", both)
            + self._layer("between", between) + self._layer("sentence", sentence[None])
            + attention @ self._layer("content", words) + self._layer("pair", features)
        )  # fmt: skip
        deep = _relu(self._layer("deep", _relu(total)))
        modality = self._layer("modality", deep).reshape(len(deep), len(TYPES), len(MODALITIES))
        return Pairs(
            sigmoid(self._layer("types", deep)),
            sigmoid(self._layer("polarity", deep)),
            softmax(modality),
            attention,
            deep,
        )

    def _layer(self, name: str, rows: Array) -> Array:
        out: Array = rows @ self.weights[f"{name}.weight"].T
        bias = self.weights.get(f"{name}.bias")
        return out if bias is None else out + bias


@dataclass(frozen=True, slots=True)
class Pairs:
    """For each pair and event type: its probability, that it is denied, and its modality.

    ``attention`` says for each pair how much each word of the sentence counted; ``vectors`` are what is known of it.
    """

    types: Array
    negated: Array
    modality: Array
    attention: Array
    vectors: Array


@cache
def load_network() -> Network:
    """The network of ``data/reader``.

    Raises:
        InputError: the file of weights is not there.
    """
    import onnxruntime

    path: Path = reader_path(FILE_NAME)
    if not path.exists():
        raise InputError(f"{path}: the trained reader is not there: train it with `make model`, or use --reader rules")
    with np.load(path) as file:
        weights = {name: file[name] for name in file.files}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    encoder = weights.pop("encoder").tobytes()
    about = json.loads(weights.pop("about").tobytes())
    session = onnxruntime.InferenceSession(encoder, options, providers=["CPUExecutionProvider"])
    return Network(session, {name: value.astype(np.float32) for name, value in weights.items()}, about)


def _pieces(window: Window) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ids of a window's pieces, and the word of each: -1 for the marks between."""
    ids, word_of = [CLASSIFY], [-1]
    for number, word in enumerate(window.words):
        if number == window.first and number:
            ids.append(SEPARATE)
            word_of.append(-1)
        if len(ids) > LONGEST - 4:
            break
        pieces = pieces_of(word)
        ids.extend(pieces)
        word_of.extend([number] * len(pieces))
    return np.array([*ids, SEPARATE], np.int64), np.array([*word_of, -1], np.int64)


def running(words: Array) -> Array:
    """Running sums of rows, with a row of zeros in front."""
    return np.concatenate([np.zeros((1, words.shape[1]), np.float32), np.cumsum(words, axis=0, dtype=np.float32)])


def spread(sums: Array, start: NDArray[np.int64], end: NDArray[np.int64]) -> Array:
    """Mean of the words from ``start`` to ``end``; zeros where there are none."""
    means: Array = (sums[np.maximum(end, start)] - sums[start]) / np.maximum(end - start, 1)[:, None].astype(np.float32)
    return means


def sigmoid(values: Array) -> Array:
    """Logistic function; 0 and 1 to all decimals that count beyond ±30, without an overflow in 32 bits."""
    shares: Array = 1 / (1 + np.exp(-np.clip(values, -30, 30)))
    return shares


def softmax(values: Array) -> Array:
    """Shares over the last axis."""
    powers: Array = np.exp(values - values.max(axis=-1, keepdims=True))
    shares: Array = powers / powers.sum(axis=-1, keepdims=True)
    return shares


def _relu(values: Array) -> Array:
    kept: Array = np.maximum(values, 0)
    return kept
