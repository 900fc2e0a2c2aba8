"""Fit the reader: ``python -m training.fit --data A.pkl B.pkl --out DIR``."""

from __future__ import annotations

import argparse
import math
import pickle
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits as bce

from kg.reader.features import IMPLIED_OBJECT, speaker_features
from kg.reader.labels import EITHER_WAY, SECTORS, TYPES
from training.held_out import held_out
from training.model import LINK, Reader, running, spread

SEED = 1905
MAYBE = 0.5
_EITHER = [TYPES.index(name) for name in sorted(EITHER_WAY)]


def swapped(example: dict[str, Any], spare: dict[str, Any], rng: random.Random) -> list[tuple[int, ...]]:
    """Pieces of the words, with some states under other states' names: all words of a name share its first place."""
    pieces = list(example["pieces"])
    names = {n[2] for n in example["named"] if n[3] in {"name", "demonym"} and n[2] in spare}
    other = {code: rng.choice(list(spare)) for code in sorted(names) if rng.random() < 0.3}
    for start, end, code, kind in example["named"]:
        if code in other and kind in {"name", "demonym"}:
            name = rng.choice(spare[other[code]][kind])
            flat = tuple(p for word in name for p in word)
            pieces[start] = flat
            for i in range(start + 1, end):
                pieces[i] = ()
    return pieces


def collate(batch: list[dict[str, Any]], spare: dict[str, Any] | None, rng: random.Random) -> dict[str, Any]:
    """One batch as tensors over all its words, mentions and pairs."""
    rows, words_of, offset = [], [], 0
    spans, mfeat, pairs, pfeat, psent, sents = [], [], [], [], [], []
    links, speakers = [], []
    pair_base = 0
    m_base, labels, ignore, polarity, modality, weight = 0, [], [], [], [], []
    tag, tagw, sector, sector_rows, owner = [], [], [], [], []
    for number, ex in enumerate(batch):
        pieces = swapped(ex, spare, rng) if spare is not None else ex["pieces"]
        ids, of = [101], [-1]
        last = 0
        for w, p in enumerate(pieces):
            if w == ex["first"] and w:
                ids.append(102)
                of.append(-1)
            if len(ids) > 380:
                break
            ids.extend(p)
            of.extend([w + offset] * len(p))
        ids.append(102)
        of.append(-1)
        rows.append(ids)
        words_of.append(of)
        empty = [w for w, p in enumerate(pieces) if not p]
        home = list(range(len(pieces)))
        for w in empty:
            home[w] = home[w - 1]
        for head, start, end in ex["cands"]:
            spans.append((home[head] + offset, start + offset, end + offset))
        mfeat.append(ex["mention_features"])
        n = len(ex["cands"])
        for c in range(n):
            g = ex["gold"].get(c)
            tag.append(float(g is not None))
            tagw.append(1.0 if g is None or g[2] else MAYBE)
            if g is not None:
                sector_rows.append(m_base + c)
                sector.append(SECTORS.index(g[1]) if g[1] in SECTORS else 0)
        # links
        keys = [(code, (home[s] + offset if s >= 0 else -1), e + offset) for code, s, e in ex["keys"]]
        todo = [(c, 0, ex["links"][c], g[0]) for c, g in ex["gold"].items() if c in ex["links"]]
        todo += [(c, 1 if which == IMPLIED_OBJECT else 2, f, code) for (c, which), (f, code) in ex["implied"].items()]
        for c, which, f, code in todo:
            links.append((m_base + c, which, keys, f, [k[0] == code for k in keys]))
        # pairs
        code_of = [set(x) | ({ex["gold"][c][0]} if c in ex["gold"] else set()) for c, x in enumerate(ex["codes"])]
        sent_of = {}
        for k, (_, a, b) in enumerate(ex["sentences"]):
            for c, (h, _, _) in enumerate(ex["cands"]):
                if a <= h < b:
                    sent_of[c] = len(sents) + k
        base_sent = len(sents)
        sents.extend((a + offset, b + offset) for _, a, b in ex["sentences"])
        number_sent = {num: base_sent + k for k, (num, _, _) in enumerate(ex["sentences"])}
        lab = np.zeros((len(ex["pairs"]), len(TYPES)), np.float32)
        wgt = np.ones_like(lab)
        pol = np.zeros_like(lab)
        mod = np.full(lab.shape, -1, np.int64)
        where = {p: i for i, p in enumerate(ex["pairs"])}
        per_sent: dict[int, list[dict[str, Any]]] = {}
        for claim in ex["claims"]:
            per_sent.setdefault(number_sent[claim["sentence"]], []).append(claim)
        for i, (s, o) in enumerate(ex["pairs"]):
            here = sent_of[s if s >= 0 else o]
            for claim in per_sent.get(here, ()):
                if s >= 0 and o >= 0 and claim["s_code"] in code_of[s] and claim["o_code"] in code_of[o]:
                    wgt[i, claim["types"]] = 0
                if s >= 0 and o >= 0 and claim["s_code"] in code_of[o] and claim["o_code"] in code_of[s]:
                    both = [t for t in claim["types"] if t in _EITHER]
                    wgt[i, both] = 0
        ranges = {num: (a, b) for num, a, b in ex["sentences"]}
        for claim in ex["claims"]:
            i = where.get((claim["s"], claim["o"]))
            if i is None:
                continue
            told = speaker_features(ex["whole_keys"], ranges[claim["sentence"]], claim["s_code"], claim["o_code"])
            speakers.append((pair_base + i, keys, told, [k[0] == claim["speaker"] for k in keys]))
            for rank, t in enumerate(claim["types"]):
                value = 1.0 if rank == 0 else 0.5
                lab[i, t] = max(lab[i, t], value)
                wgt[i, t] = 1.0 if claim["sure"] else MAYBE
                pol[i, t] = claim["polarity"]
                mod[i, t] = claim["modality"]
        labels.append(lab)
        weight.append(wgt)
        polarity.append(pol)
        modality.append(mod)
        for s, o in ex["pairs"]:
            here = sent_of[s if s >= 0 else o]
            pairs.append((m_base + s if s >= 0 else -1 - 2 * here, m_base + o if o >= 0 else -2 - 2 * here))
            psent.append(here)
        pfeat.extend(ex["pair_features"])
        pair_base += len(ex["pairs"])
        owner.extend([number] * len(ex["pairs"]))
        m_base += n
        offset += len(pieces)
    width = max(map(len, rows))
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    of = torch.full((len(rows), width), -1, dtype=torch.long)
    mask = torch.zeros(len(rows), width, dtype=torch.long)
    for r, (row, w) in enumerate(zip(rows, words_of)):
        ids[r, : len(row)] = torch.tensor(row)
        of[r, : len(w)] = torch.tensor(w)
        mask[r, : len(row)] = 1
    return {
        "ids": ids, "mask": mask, "of": of, "words": offset, "spans": torch.tensor(spans),
        "mfeat": torch.from_numpy(np.concatenate(mfeat)), "pairs": torch.tensor(pairs), "psent": torch.tensor(psent),
        "pfeat": torch.from_numpy(np.array(pfeat)), "sents": torch.tensor(sents),
        "labels": torch.from_numpy(np.concatenate(labels)), "weight": torch.from_numpy(np.concatenate(weight)),
        "polarity": torch.from_numpy(np.concatenate(polarity)), "modality": torch.from_numpy(np.concatenate(modality)),
        "tag": torch.tensor(tag), "tagw": torch.tensor(tagw), "sector": torch.tensor(sector), "sector_rows": torch.tensor(sector_rows),
        "links": links, "speakers": speakers, "size": len(batch), "owner": owner,
    }  # fmt: skip


def run(model: Reader, b: dict[str, Any]) -> dict[str, Any]:
    """All scores of a batch."""
    word = model.words(b["ids"], b["mask"], b["of"], b["words"])
    mean = running(word)
    m = model.mentions(word, mean, b["spans"], b["mfeat"])
    sent = spread(mean, b["sents"][:, 0], b["sents"][:, 1])
    implied = torch.relu(model.implied(sent)).reshape(-1, m.shape[1])  # two rows a sentence: subject, object
    every = torch.cat([m, implied])
    s, o = b["pairs"][:, 0].clone(), b["pairs"][:, 1].clone()
    n = len(m)
    s[s < 0] = n + (-1 - s[s < 0])
    o[o < 0] = n + (-1 - o[o < 0])
    heads = torch.cat([b["spans"][:, 0], torch.zeros(len(implied), dtype=torch.long)])
    named = (b["pairs"] >= 0).all(1)
    low, high = torch.minimum(heads[s], heads[o]) + 1, torch.maximum(heads[s], heads[o])
    between = spread(mean, torch.where(named, low, 0), torch.where(named, high, 0))
    counts = torch.bincount(b["psent"], minlength=len(b["sents"])).tolist()
    attended = model.attend(word, every, s, o, b["sents"], counts)
    hid = model.pairs(every, s, o, between, model.sentence(sent)[b["psent"]], attended, b["pfeat"])
    return {"word": word, "m": m, "hid": hid, "types": model.types(hid), "polarity": model.polarity(hid),
            "modality": model.modality(hid).reshape(len(hid), len(TYPES), 4), "tag": model.tag(m).squeeze(1),
            "sector": model.sector(m)}  # fmt: skip


def link_scores(
    model: Reader, out: dict[str, Any], c: int, which: int, keys: list[Any], features: Any
) -> tuple[Tensor, Tensor]:
    """Score of each key, and of nobody."""
    q = model.query(out["m"][c]).reshape(3, LINK)[which]
    starts = torch.tensor([k[1] for k in keys], dtype=torch.long)
    if len(keys):
        k = torch.where((starts >= 0).unsqueeze(1), model.key(out["word"][starts.clamp(min=0)]), model.virtual)
        scores = k @ q / math.sqrt(LINK) + model.link_out(torch.relu(model.link(torch.from_numpy(features)))).squeeze(1)
    else:
        scores = torch.zeros(0)
    return scores, model.nobody(out["m"][c])[which]


def speaker_scores(model: Reader, out: dict[str, Any], pair: int, keys: list[Any], features: Any) -> Tensor:
    """Score of each key as the one who says so, and of nobody."""
    hid = out["hid"][pair]
    nobody = model.say_nobody(hid)
    if not keys:
        return nobody
    starts = torch.tensor([k[1] for k in keys], dtype=torch.long)
    k = torch.where((starts >= 0).unsqueeze(1), model.say_key(out["word"][starts.clamp(min=0)]), model.virtual)
    scores = k @ model.say_query(hid) / math.sqrt(LINK)
    bonus = model.say_out(torch.relu(model.say_link(torch.from_numpy(features)))).squeeze(1)
    return torch.cat([scores + bonus, nobody])


def losses(model: Reader, b: dict[str, Any], out: dict[str, Any]) -> dict[str, Tensor]:
    """The parts of the loss, a sentence."""
    size = len(b["sents"])
    parts = {"types": (bce(out["types"], b["labels"], reduction="none") * b["weight"]).sum() / size,
             "tag": (bce(out["tag"], b["tag"], reduction="none") * b["tagw"]).sum() / size}  # fmt: skip
    yes = (b["labels"] > 0) & (b["weight"] > 0)
    if yes.any():
        parts["polarity"] = bce(out["polarity"][yes], b["polarity"][yes], reduction="sum") / size
        parts["modality"] = (
            nn.functional.cross_entropy(out["modality"][yes], b["modality"][yes], reduction="sum") / size
        )
    if len(b["sector"]):
        parts["sector"] = (
            nn.functional.cross_entropy(out["sector"][b["sector_rows"]], b["sector"], reduction="sum") / size
        )
    total = torch.zeros(())
    for c, which, keys, features, right in b["links"]:
        scores, nobody = link_scores(model, out, c, which, keys, features)
        every = torch.cat([scores, nobody.reshape(1)])
        good = torch.tensor([*right, not any(right)])
        total = total + torch.logsumexp(every, 0) - torch.logsumexp(every[good], 0)
    parts["links"] = total / size
    told = torch.zeros(())
    for pair, keys, features, right in b["speakers"]:
        every = speaker_scores(model, out, pair, keys, features)
        told = told - (torch.logsumexp(every[torch.tensor([*right, not any(right)])], 0) - torch.logsumexp(every, 0))
    parts["speaker"] = told / size
    return parts


WEIGHTS = {"types": 1.0, "tag": 0.3, "polarity": 0.5, "modality": 0.5, "sector": 0.3, "links": 0.5, "speaker": 0.4}


def batches(data: list[dict[str, Any]], pieces: int, rng: random.Random | None) -> list[list[dict[str, Any]]]:
    """Windows of like length together, up to so many pieces a batch."""
    size = {id(d): sum(map(len, d["pieces"])) + 3 for d in data}
    noise = (lambda: rng.random() * 12) if rng else (lambda: 0.0)
    ordered = sorted(data, key=lambda d: size[id(d)] + noise())
    out: list[list[dict[str, Any]]] = [[]]
    for d in ordered:
        if out[-1] and (len(out[-1]) + 1) * size[id(d)] > pieces:
            out.append([])
        out[-1].append(d)
    if rng:
        rng.shuffle(out)
    return out


def predict(model: Reader, data: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Scores for each window, in order of the batches."""
    model.eval()
    found = []
    rng = random.Random(0)
    with torch.no_grad():
        for batch in batches(data, 1500, None):
            for ex in batch:
                b = collate([ex], None, rng)
                if not ex["pairs"]:
                    continue
                out = run(model, b)
                codes = []
                for c in range(len(ex["cands"])):
                    if ex["fixed"][c]:
                        codes.append(dict.fromkeys(ex["codes"][c], 1.0))
                        continue
                    keys = [(code, s, e) for code, s, e in ex["keys"]]
                    scores, nobody = link_scores(model, out, c, 0, keys, ex["links"][c])
                    codes.append(by_code(keys, scores, nobody))
                found.append(
                    {
                        "ex": ex,
                        "p": torch.sigmoid(out["types"]).numpy(),
                        "codes": codes,
                        "tag": torch.sigmoid(out["tag"]).numpy(),
                        "negated": torch.sigmoid(out["polarity"]).numpy(),
                        "modality": out["modality"].argmax(2).numpy(),
                    }
                )
    return found


def by_code(keys: list[Any], scores: Tensor, nobody: Tensor) -> dict[str, float]:
    """Probability of each code; what is missing to 1 is nobody's."""
    p = torch.softmax(torch.cat([scores, nobody.reshape(1)]), 0).tolist()
    total: dict[str, float] = {}
    for (code, _, _), value in zip(keys, p):
        total[code] = total.get(code, 0.0) + value
    return total


def evaluate(found: list[dict[str, Any]], gold: dict[str, list[dict[str, Any]]]) -> dict[str, float]:
    """F1 of the model alone at its best threshold, by state and type, an article at a time; and accuracy of the links."""
    said: dict[tuple[Any, ...], float] = {}
    link = [0, 0]
    rule = [0, 0]
    polar = [0, 0]
    for f in found:
        ex = f["ex"]
        best = [max(c.items(), key=lambda kv: (kv[1], kv[0])) if c else (None, 0.0) for c in f["codes"]]
        for c, (code, _, sure) in ex["gold"].items():
            if sure:
                link[1] += 1
                link[0] += code in f["codes"][c] if ex["fixed"][c] else best[c][0] == code
                rule[1] += 1
                rule[0] += code in ex["codes"][c]
        for i, (s, o) in enumerate(ex["pairs"]):
            if s < 0 or o < 0:
                continue
            ss = ex["codes"][s] if ex["fixed"][s] else ([best[s][0]] if best[s][1] > 0.3 else [])
            oo = ex["codes"][o] if ex["fixed"][o] else ([best[o][0]] if best[o][1] > 0.3 else [])
            for a in ss:
                for z in oo:
                    for t in np.nonzero(f["p"][i] > 0.05)[0]:
                        sc = f["p"][i][t]
                        key = (ex["article"], a, int(t), z)
                        said[key] = max(said.get(key, 0.0), float(sc))
    need = [(a, c) for a, cs in gold.items() for c in cs if c["sure"]]

    def fit(key: tuple[Any, ...], c: dict[str, Any]) -> bool:
        _, a, t, z = key
        if t not in c["types"]:
            return False
        return (a == c["s_code"] and z == c["o_code"]) or (t in _EITHER and z == c["s_code"] and a == c["o_code"])

    result = {"f1": 0.0, "link": link[0] / max(1, link[1]), "rule": rule[0] / max(1, rule[1])}
    ranked = [(p, any(fit(k, c) for c in gold.get(k[0], ()))) for k, p in said.items()]
    hits = []
    by_article: dict[str, list[Any]] = {}
    for k, p in said.items():
        by_article.setdefault(k[0], []).append((k, p))
    for a, c in need:
        hits.append(max([p for k, p in by_article.get(a, ()) if fit(k, c)], default=0.0))
    for th in np.arange(0.1, 0.9, 0.02):
        n = sum(p >= th for p, _ in ranked)
        r = sum(ok for p, ok in ranked if p >= th)
        prec, rec = r / max(1, n), sum(h >= th for h in hits) / max(1, len(hits))
        f1 = 2 * prec * rec / max(1e-9, prec + rec)
        if f1 > result["f1"]:
            result.update(f1=f1, P=prec, R=rec, th=float(th))
        if prec >= 0.75 and "R75" not in result:
            result.update(R75=rec, F75=f1, th75=float(th))
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", required=True)
    parser.add_argument("--base", required=True, help="folder of the pretrained encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--pieces", type=int, default=900)
    parser.add_argument("--all", action="store_true", help="hold nothing out")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = random.Random(SEED)
    data, spare = [], {}
    for path in args.data:
        with open(path, "rb") as file:
            content = pickle.load(file)
        data += content["data"]
        spare = content["spare"]
    train = [d for d in data if not held_out(d["article"]) or args.all]
    rest = [d for d in data if held_out(d["article"])]
    train = [d for d in train if d["pairs"]]
    gold: dict[str, list[dict[str, Any]]] = {}
    for d in rest:
        gold.setdefault(d["article"], []).extend(d["claims"])
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(args.base, add_pooling_layer=False)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    model = Reader(encoder)
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    head = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": args.rate}, {"params": head, "lr": 1e-3}], weight_decay=0.01)
    steps = args.epochs * len(batches(train, args.pieces, random.Random(0)))
    warm = steps // 15
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: (k + 1) / warm if k < warm else max(0.02, (steps - k) / (steps - warm))
    )
    print(len(train), "windows to train on,", len(rest), "held out,", steps, "steps", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(args.epochs):
        model.train()
        began, totals, done = time.time(), {}, 0
        plan = batches(train, args.pieces, rng)
        for k, batch in enumerate(plan):
            b = collate(batch, spare, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=True):
                out = run(model, b)
            out = {k2: v.float() if isinstance(v, Tensor) else v for k2, v in out.items()}
            parts = losses(model, b, out)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            loss.backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            for name, value in parts.items():
                totals[name] = totals.get(name, 0.0) + float(value)
            done += 1
            if k % 60 == 0:
                print(
                    f"  {k}/{len(plan)} {time.time() - began:.0f}s "
                    + " ".join(f"{n}={v / done:.3f}" for n, v in totals.items()),
                    flush=True,
                )
        print(
            f"epoch {epoch} {time.time() - began:.0f}s", {n: round(v / done, 3) for n, v in totals.items()}, flush=True
        )
        torch.save(model.state_dict(), args.out / "reader.pt")
        if rest and epoch >= 1:
            for part in ("wcep", "wikinews", ""):
                some = [d for d in rest if d["article"].startswith(part) and (part or not d["article"].startswith("w"))]
                if some:
                    score = evaluate(
                        predict(model, some), {a: c for a, c in gold.items() if a in {d["article"] for d in some}}
                    )
                    print("  held out", part or "statements", {k2: round(v, 3) for k2, v in score.items()}, flush=True)


if __name__ == "__main__":
    sys.exit(main())
