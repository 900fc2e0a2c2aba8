"""Fit the network: all its heads at once, on the windows of annotated texts."""

from __future__ import annotations

import math
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import Progress
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce
from torch.nn.functional import cross_entropy
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel

from kg.reader.labels import TYPES
from training.batch import Batch, Choice, batch_of, batches
from training.dataset import Numbers, Spare
from training.model import LINK, Reader, running, spread

SEED = 1905
WEIGHTS = {
    "types": 1.0, "tag": 0.3, "polarity": 0.5, "modality": 0.5, "sector": 0.3, "links": 0.5, "speaker": 0.4,
}  # fmt: skip
"""What each part of the loss counts."""


@dataclass(frozen=True, slots=True)
class Course:
    """How long and how fast is learned: ``pieces`` a batch, the encoder's and the heads' highest rates."""

    epochs: int = 7
    pieces: int = 900
    encoder_rate: float = 1.5e-4
    head_rate: float = 1e-3
    averaged: float = 0.998
    """Decay of the running mean of the weights, which is what is kept in the end."""
    early: int = 4
    """Epoch after which the mean is remembered, to be a third of what is kept: less sure of itself than the last."""


def fit(
    data: list[Numbers], spare: Spare, base: str, out: Path, course: Course, start: dict[str, Tensor] | None = None
) -> None:
    """Train on ``data`` from the encoder in the folder ``base``; ``out`` gets the mean weights after each epoch.

    ``start`` are weights to go on from in place of the encoder's own.
    """
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    model = Reader(AutoModel.from_pretrained(base, add_pooling_layer=False))
    if start is not None:
        model.load_state_dict(start)
    model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # type: ignore[union-attr]
    optimizer = _optimizer(model, course)
    steps = course.epochs * len(batches(data, course.pieces, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, steps))
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(course.averaged))
    early: dict[str, Tensor] = {}
    with Progress(disable=not sys.stderr.isatty()) as progress:
        bar = progress.add_task("training", total=steps)
        for epoch in range(course.epochs):
            began, totals = time.time(), dict.fromkeys(WEIGHTS, 0.0)
            plan = batches(data, course.pieces, rng)
            model.train()
            for windows in plan:
                parts = _step(model, batch_of(windows, spare, rng), optimizer)
                schedule.step()
                mean.update_parameters(model)
                progress.advance(bar)
                for name, value in parts.items():
                    totals[name] += value
            said = " ".join(f"{name} {value / len(plan):.3f}" for name, value in totals.items())
            print(f"epoch {epoch + 1} of {course.epochs}, {time.time() - began:.0f} s: {said}", flush=True)
            torch.save(mean.module.state_dict(), out)
            if epoch + 1 == course.early:
                early = {name: value.clone() for name, value in mean.module.state_dict().items()}
    if early:
        late = mean.module.state_dict()
        torch.save({name: (early[name] + 2 * late[name]) / 3 if late[name].is_floating_point() else late[name]
                    for name in late}, out)  # fmt: skip


FURTHER = Course(epochs=2, encoder_rate=1e-4, head_rate=7e-4, early=0)
"""For going on from a release when there are more annotations: most is learned already."""


def _optimizer(model: Reader, course: Course) -> torch.optim.Optimizer:
    body = [p for name, p in model.named_parameters() if name.startswith("encoder.") and p.requires_grad]
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": course.encoder_rate}, {"params": heads, "lr": course.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def _share(step: int, steps: int) -> float:
    """Of the highest rate: up over the first fifteenth, then down in a line."""
    warm = max(1, steps // 15)
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / max(1, steps - warm))


def _step(model: Reader, batch: Batch, optimizer: torch.optim.Optimizer) -> dict[str, float]:
    quick = torch.cpu._is_avx512_bf16_supported()  # elsewhere half precision is emulated, sixty times slower
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=quick):
        out = run(model, batch)
    parts = losses(model, batch, {name: value.float() for name, value in out.items()})
    loss = torch.stack([WEIGHTS[name] * value for name, value in parts.items()]).sum()
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return {name: float(value.detach()) for name, value in parts.items()}


def run(model: Reader, batch: Batch) -> dict[str, Tensor]:
    """What the network says of a batch."""
    word = model.words(batch.ids, batch.mask, batch.word_of, batch.words)
    sums = running(word)
    mentions = model.mentions(word, sums, batch.spans, batch.mention_features)
    sentence = spread(sums, batch.sentences[:, 0], batch.sentences[:, 1])
    implied = torch.relu(model.implied(sentence)).reshape(-1, mentions.shape[1])  # a subject and an object a sentence
    actors = torch.cat([mentions, implied])
    s, o = (torch.where(side < 0, len(mentions) - 1 - side, side) for side in batch.pairs.T)
    heads = torch.cat([batch.spans[:, 0], torch.zeros(len(implied), dtype=torch.long)])
    named = (batch.pairs >= 0).all(1)
    low, high = torch.minimum(heads[s], heads[o]) + 1, torch.maximum(heads[s], heads[o])
    between = spread(sums, torch.where(named, low, 0), torch.where(named, high, 0))
    counts = torch.bincount(batch.pair_sentences, minlength=len(batch.sentences)).tolist()
    attended = model.attend(word, actors, s, o, batch.sentences, counts)
    whole = model.sentence(sentence)[batch.pair_sentences]
    pairs = model.pairs(actors, s, o, between, whole, attended, batch.pair_features)
    return {
        "word": word, "mentions": mentions, "pairs": pairs, "types": model.types(pairs),
        "polarity": model.polarity(pairs), "tag": model.tag(mentions).squeeze(1),
        "modality": model.modality(pairs).reshape(len(pairs), len(TYPES), -1), "sector": model.sector(mentions),
    }  # fmt: skip


def losses(model: Reader, batch: Batch, out: dict[str, Tensor]) -> dict[str, Tensor]:
    """The parts of the loss, a sentence."""
    parts = {
        "types": (bce(out["types"], batch.labels, reduction="none") * batch.weights).sum(),
        "tag": (bce(out["tag"], batch.tags, reduction="none") * batch.tag_weights).sum(),
        "links": _choices(batch.links, lambda choice: _link_scores(model, out, choice)),
        "speaker": _choices(batch.speakers, lambda choice: _speaker_scores(model, out, choice)),
        "sector": cross_entropy(out["sector"][batch.sector_rows], batch.sectors, reduction="sum"),
    }
    yes = (batch.labels > 0) & (batch.weights > 0)
    parts["polarity"] = bce(out["polarity"][yes], batch.negated[yes], reduction="sum")
    parts["modality"] = cross_entropy(out["modality"][yes], batch.modality[yes], reduction="sum")
    return {name: value / len(batch.sentences) for name, value in parts.items()}


def _choices(choices: list[Choice], scores_of) -> Tensor:  # type: ignore[no-untyped-def]
    """Log loss of choices in which several keys may be right; nobody, the last score, where none is."""
    total = torch.zeros(())
    for choice in choices:
        scores = scores_of(choice)
        good = torch.tensor([*choice[4], not any(choice[4])])
        total = total + torch.logsumexp(scores, 0) - torch.logsumexp(scores[good], 0)
    return total


def _link_scores(model: Reader, out: dict[str, Tensor], choice: Choice) -> Tensor:
    row, which, keys, told, _ = choice
    mention = out["mentions"][row]
    nobody = model.nobody(mention)[which].reshape(1)
    if not keys:
        return nobody
    bonus = model.link_out(torch.relu(model.link(torch.from_numpy(told)))).squeeze(1)
    query = model.query(mention).reshape(3, LINK)[which]
    return torch.cat([_asked(query, model.key, model, out, keys) + bonus, nobody])


def _speaker_scores(model: Reader, out: dict[str, Tensor], choice: Choice) -> Tensor:
    row, _, keys, told, _ = choice
    pair = out["pairs"][row]
    nobody = model.say_nobody(pair)
    if not keys:
        return nobody
    bonus = model.say_out(torch.relu(model.say_link(torch.from_numpy(told)))).squeeze(1)
    return torch.cat([_asked(model.say_query(pair), model.say_key, model, out, keys) + bonus, nobody])


def _asked(
    query: Tensor, layer: nn.Linear, model: Reader, out: dict[str, Tensor], keys: list[tuple[str, int, int]]
) -> Tensor:
    """Scaled products of a question with the keys' words; one vector stands for all keys without words."""
    starts = torch.tensor([start for _, start, _ in keys])
    vectors = torch.where((starts >= 0).unsqueeze(1), layer(out["word"][starts.clamp(min=0)]), model.virtual)
    return vectors @ query / math.sqrt(LINK)
