"""A document through the network: who takes part in a claim, of which state, and what each pair of them does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.model import Article, Modality
from kg.reader.features import (
    IMPLIED_OBJECT,
    IMPLIED_SUBJECT,
    Key,
    keys_of,
    link_features,
    mention_features,
    pair_features,
    speaker_features,
)
from kg.reader.labels import MODALITIES, SECTORS, TYPES
from kg.reader.network import Array, Network, running, spread
from kg.reader.windows import Candidate, Window, windows

TAKES_PART = 0.03
"""Probability of taking part in a claim below which a word is looked at no further."""
WORTH = 0.03
"""Probability of an event type below which a pair's is not kept."""
ASKED = 0.1
"""Probability of its likeliest event type from which it is asked who says so."""
ATTENDED = 4
"""Words that are remembered as those that counted most for a pair."""
PLACES = 4
"""Decimals that scores are rounded to before anything is decided by them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate of a window after the network: its token, how likely it takes part, its sector and its state.

    ``states`` are the codes considered, with their probabilities, likeliest first; ``keys`` says for each code which
    words speak for it most.
    """

    token: int
    candidate: Candidate
    takes_part: float
    sector: str
    states: tuple[tuple[str, float], ...]
    keys: Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class Scores:
    """One event type of an ordered pair of mentions, by token; None where an actor is only understood."""

    sentence: int
    subject: int | None
    object: int | None
    type: str
    probability: float
    negated: float
    modality: tuple[float, ...]
    implied: tuple[tuple[str, float], ...] = ()
    """The states that the actor who is not named may have."""
    speakers: tuple[tuple[str, float, int | None], ...] = ()
    """Codes of who may say so, with their probabilities and the token that names them, likeliest first."""
    attended: tuple[int, ...] = ()
    """Tokens of the sentence that counted most, in order of weight."""


@dataclass(slots=True)
class ReadWindow:
    """A window with what the network made of it; ``mentions`` by token of the document."""

    window: Window
    words: Array
    sums: Array
    vectors: Array
    keys: list[Key]
    mentions: dict[int, Scored] = field(default_factory=dict)
    row: dict[int, int] = field(default_factory=dict)


def read_windows(doc: Doc, article: Article, network: Network) -> list[ReadWindow]:
    """The windows of a document in which somebody is named or spoken of, encoded, with their mentions scored."""
    return [_read(window, network) for window in windows(doc, article) if _worth_reading(window)]


def _worth_reading(window: Window) -> bool:
    """Nobody acts where nobody is named or known: such a window holds no claim."""
    return bool(window.candidates) and bool(window.named or window.common)


def _read(window: Window, network: Network) -> ReadWindow:
    words = network.words(window)
    sums = running(words)
    candidates = window.candidates
    spans = np.array([(c.head, c.start, c.end) for c in candidates], np.int64)
    vectors = network.mentions(words, sums, spans, mention_features(candidates))
    keys = keys_of(window)
    found = ReadWindow(window, words, sums, vectors, keys)
    part, sectors = network.tag(vectors), network.sector(vectors)
    for number, candidate in enumerate(candidates):
        takes_part = round(float(part[number]), PLACES)
        if takes_part < TAKES_PART and not candidate.codes:
            continue
        states, best = _states(network, found, number, candidate, 0, None)
        token = window.token(candidate.head)
        found.mentions[token] = Scored(token, candidate, takes_part, SECTORS[int(sectors[number])], states, best)
        found.row[token] = number
    return found


def _states(
    network: Network, read: ReadWindow, number: int, candidate: Candidate, which: int, own: str | None
) -> tuple[tuple[tuple[str, float], ...], dict[str, Key]]:
    """The codes that a mention's state may have, likeliest first, and for each the key that says so most."""
    if not which and candidate.fixed:
        return tuple((code, 1.0) for code in candidate.codes), {}
    implied = {0: 0, 1: IMPLIED_OBJECT, 2: IMPLIED_SUBJECT}[which]
    features = link_features(read.window, candidate, read.keys, implied=implied, own=own)
    shares = network.link(read.vectors[number], which, read.keys, read.words, features)
    ranked, best = _by_code(read.keys, shares)
    return tuple(ranked[:5]), best


def _by_code(keys: Sequence[Key], shares: Sequence[float]) -> tuple[list[tuple[str, float]], dict[str, Key]]:
    """Codes with the sum of their keys' shares, likeliest first, and for each the key with the largest share."""
    total: dict[str, float] = {}
    best: dict[str, tuple[float, Key]] = {}
    for key, share in zip(keys, shares):
        total[key.code] = total.get(key.code, 0.0) + share
        if key.code not in best or share > best[key.code][0]:
            best[key.code] = (share, key)
    ranked = sorted(((code, round(p, PLACES)) for code, p in total.items()), key=lambda item: (-item[1], item[0]))
    return ranked, {code: key for code, (_, key) in best.items()}


def score_pairs(read: ReadWindow, network: Network, actors: Mapping[int, str]) -> Iterator[Scores]:
    """Event types of the ordered pairs of a window's mentions, sentence by sentence.

    ``actors`` are the tokens that head an actor's mention, with its code.
    """
    for number, first, last in read.window.sentences:
        inside = [
            scored
            for token, scored in read.mentions.items()
            if first <= scored.candidate.head < last and token in actors
        ]
        if not inside:
            continue
        yield from _sentence(read, network, number, first, last, inside, actors)


def _sentence(
    read: ReadWindow, network: Network, number: int, first: int, last: int, inside: Sequence[Scored],
    actors: Mapping[int, str],
) -> Iterator[Scores]:  # fmt: skip
    start, end = np.array([first]), np.array([last])
    sentence = spread(read.sums, start, end)[0]
    subject, object_ = network.implied(sentence)
    count = len(inside)
    vectors = np.concatenate([read.vectors[[read.row[s.token] for s in inside]], subject[None], object_[None]])
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    pairs += [pair for a in range(count) for pair in ((a, count + 1), (count, a))]
    s, o = np.array([a for a, _ in pairs]), np.array([b for _, b in pairs])
    heads = np.array([*(scored.candidate.head for scored in inside), 0, 0])
    named = (s < count) & (o < count)
    low, high = np.minimum(heads[s], heads[o]) + 1, np.maximum(heads[s], heads[o])
    between = spread(read.sums, np.where(named, low, 0), np.where(named, high, 0))
    who: list[Candidate | None] = [*(scored.candidate for scored in inside), None, None]
    features = np.array([pair_features(read.window, who[a], who[b]) for a, b in pairs])
    scores = network.pairs(vectors, s, o, between, read.words[first:last], features)
    for row, (a, b) in enumerate(pairs):
        likely: NDArray[np.int64] = np.nonzero(scores.types[row] >= WORTH)[0]
        if not len(likely):
            continue
        implied: tuple[tuple[str, float], ...] = ()
        if a == count or b == count + 1:
            other, which = (b, 2) if a == count else (a, 1)
            scored = inside[other]
            implied, _ = _states(network, read, read.row[scored.token], scored.candidate, which, actors[scored.token])
        heard = np.argsort(-scores.attention[row], kind="stable")[:ATTENDED]
        speakers: tuple[tuple[str, float, int | None], ...] = ()
        if scores.types[row].max() >= ASKED:
            code = implied[0][0] if implied else None
            sides = [actors[inside[side].token] if side < count else code for side in (a, b)]
            speakers = _speakers(read, network, scores.vectors[row], (first, last), sides)
        attended = tuple(read.window.token(first + int(word)) for word in heard)
        for kind in likely:
            yield Scores(
                number, None if a == count else inside[a].token, None if b == count + 1 else inside[b].token,
                TYPES[kind], round(float(scores.types[row, kind]), PLACES),
                round(float(scores.negated[row, kind]), PLACES),
                tuple(round(float(p), PLACES) for p in scores.modality[row, kind]), implied, speakers, attended,
            )  # fmt: skip


def _speakers(
    read: ReadWindow, network: Network, pair: Array, sentence: tuple[int, int], sides: Sequence[str | None]
) -> tuple[tuple[str, float, int | None], ...]:
    """Who may say it: at most three codes, likeliest first."""
    shares = network.speaker(pair, read.keys, read.words, speaker_features(read.keys, sentence, *sides))
    ranked, best = _by_code(read.keys, shares)
    return tuple(
        (code, p, None if best[code].start < read.window.first else read.window.token(best[code].end - 1))
        for code, p in ranked[:3]
    )


def likeliest_modality(shares: Sequence[float]) -> Modality:
    """The modality with the largest share; the first of equals."""
    return MODALITIES[max(range(len(shares)), key=lambda place: (shares[place], -place))]
