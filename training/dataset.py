"""Examples as plain numbers, ready for training: ``python -m training.dataset OUT.pkl GOLD.jsonl …``."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

from kg.reader.features import IMPLIED_OBJECT, IMPLIED_SUBJECT, keys_of, link_features, mention_features, pair_features
from kg.reader.labels import MODALITIES, TYPES
from kg.reader.pieces import pieces_of
from training.examples import IMPLIED, Example, examples, spare_names


def numbers(example: Example) -> dict[str, Any]:
    """One example as lists and arrays."""
    window = example.window
    candidates = list(window.candidates)
    index = {candidate.head: number for number, candidate in enumerate(candidates)}
    keys = keys_of(window)
    gold: dict[int, tuple[str, str, bool]] = {}
    for claim in example.claims:
        for actor in (claim.subject, claim.object):
            if actor.head in index:
                before = gold.get(index[actor.head])
                gold[index[actor.head]] = (actor.code, actor.sector, claim.sure or bool(before and before[2]))
    pairs, features, heads = [], [], []
    for number, first, last in window.sentences:
        inside = [n for n, candidate in enumerate(candidates) if first <= candidate.head < last]
        for s in inside:
            for o in inside:
                if s != o:
                    pairs.append((s, o))
                    features.append(pair_features(window, candidates[s], candidates[o]))
        for n in inside:
            pairs += [(n, IMPLIED_OBJECT), (IMPLIED_SUBJECT, n)]
            features += [pair_features(window, candidates[n], None), pair_features(window, None, candidates[n])]
        heads.extend(inside)
    claims = []
    for claim in example.claims:
        s = index.get(claim.subject.head) if claim.subject.head != IMPLIED else IMPLIED_SUBJECT
        o = index.get(claim.object.head) if claim.object.head != IMPLIED else IMPLIED_OBJECT
        claims.append({"s": s, "o": o, "s_code": claim.subject.code, "o_code": claim.object.code,
                       "types": [TYPES.index(t) for t in claim.types], "polarity": claim.polarity == "negated",
                       "modality": MODALITIES.index(claim.modality), "sure": claim.sure, "speaker": claim.speaker,
                       "sentence": claim.sentence})  # fmt: skip
    links = {n: link_features(window, candidate, keys) for n, candidate in enumerate(candidates) if not candidate.fixed}
    implied = {}
    for claim in claims:
        for other, code, which in (
            (claim["s"], claim["s_code"], IMPLIED_OBJECT),
            (claim["o"], claim["o_code"], IMPLIED_SUBJECT),
        ):
            missing = claim["o"] if which == IMPLIED_OBJECT else claim["s"]
            if missing == which and other is not None and other >= 0:
                target = claim["o_code"] if which == IMPLIED_OBJECT else claim["s_code"]
                implied[(other, which)] = (
                    link_features(window, candidates[other], keys, implied=which, own=code),
                    target,
                )
    return {
        "article": example.article,
        "pieces": [pieces_of(word) for word in window.words],
        "words": window.words,
        "first": window.first,
        "sentences": window.sentences,
        "cands": [(c.head, c.start, c.end) for c in candidates],
        "codes": [c.codes for c in candidates],
        "kinds": [c.kind for c in candidates],
        "fixed": [c.fixed for c in candidates],
        "mention_features": mention_features(candidates),
        "named": [(n.start, n.end, n.code, n.kind) for n in window.named],
        "whole_keys": keys,
        "keys": [(k.code, k.start, k.end) for k in keys],
        "links": links,
        "implied": implied,
        "gold": gold,
        "pairs": pairs,
        "pair_features": features,
        "claims": claims,
    }


def main() -> None:
    out, *paths = sys.argv[1:]
    data = [numbers(example) for path in paths for example in examples(Path(path))]
    spare = {code: {kind: [[pieces_of(w) for w in name.split()] for name in names] for kind, names in kinds.items()}
             for code, kinds in spare_names().items()}  # fmt: skip
    with open(out, "wb") as file:
        pickle.dump({"data": data, "spare": spare}, file, protocol=5)
    print(len(data), "windows", sum(len(d["claims"]) for d in data), "claims")


if __name__ == "__main__":
    main()
