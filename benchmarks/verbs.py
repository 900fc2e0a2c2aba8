"""What share of the verbs of news has a frame, against the CAMEO verb dictionary as a list of what verbs there are.

``python benchmarks/verbs.py CAMEO.2.0.txt [--left-out]`` reads only the verbs and their codes from the dictionary of
the Open Event Data Alliance (PETRARCH format), and prints a table by root code: how many verbs, how many of them
trigger a frame, how many have an effect in the lexicon (they say of another verb who says it, or whether it is so). The
rest is counted by reason. ``--left-out`` lists the verbs that should have a frame and have none.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.extract.frames import load_frames
from kg.extract.lexicon import load_lexicon

BLOCK = re.compile(r"^---\s+\S+\s+\[:?(\w+|---)\]")
VERB = re.compile(r"^\+?([A-Z][A-Z_'-]*)")
CODE = re.compile(r"\[:?(\d{2})\d*|\[:?(---)")
ROOTS = {
    "01": "make a statement", "02": "appeal", "03": "intend to cooperate", "04": "consult", "05": "cooperate in words",
    "06": "cooperate", "07": "give aid", "08": "yield", "09": "investigate", "10": "demand", "11": "disapprove",
    "12": "reject", "13": "threaten", "14": "protest", "15": "show force", "16": "reduce relations", "17": "coerce",
    "18": "assault", "19": "fight", "20": "mass violence", "--": "none of its own",
}  # fmt: skip


@dataclass(frozen=True)
class Verb:
    """A verb with the root code that the dictionary gives it where it stands alone, "--" for none."""

    words: str
    root: str


def verbs_of(path: Path) -> Iterator[Verb]:
    """Each verb of the dictionary, once."""
    seen = set()
    block = None
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        head = BLOCK.match(line)
        if head:
            block = head.group(1)[:2]
            continue
        verb = VERB.match(line)
        if block is None or not verb:
            continue
        words = verb.group(1).strip("_").replace("_", " ").lower()
        code = CODE.search(line.split("#")[0])
        root = (code.group(1) or "--") if code else block
        if words not in seen:
            seen.add(words)
            yield Verb(words, root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--left-out", action="store_true")
    options = parser.parse_args()
    framed = set(load_frames().verbs)
    framed |= {verb.split()[0] for verb in framed}
    lexicon = load_lexicon()
    operating = {word for name in lexicon.__dataclass_fields__ if name.endswith("_verbs") or name == "support"
                 for word in getattr(lexicon, name)}  # fmt: skip
    count: Counter[tuple[str, str]] = Counter()
    left: dict[str, list[str]] = {}
    for verb in verbs_of(options.dictionary):
        root = verb.root if verb.root in ROOTS else "--"
        first = verb.words.split()[0]
        if verb.words in framed or (first in framed and " " in verb.words) or verb.words.replace(" ", "-") in framed:
            kind = "frame"
        elif verb.words in operating or (first in operating and " " in verb.words):
            kind = "operator"
        else:
            kind = "left out"
            left.setdefault(root, []).append(verb.words)
        count[root, kind] += 1
    print(f"{'root code':24} {'verbs':>6} {'frame':>6} {'operator':>9} {'left out':>9}  covered")
    for root, name in ROOTS.items():
        row(f"{root} {name}", [root], count)
    events = [root for root in ROOTS if root not in {"--", "01"}]
    row("all that code an event", events, count)
    row("all", list(ROOTS), count)
    print(
        f"\nLeft out because they code no event where they stand alone: {len(left.get('--', []))};"
        f"\n  because they code a plain statement, which PLOVER has no type for: {len(left.get('01', []))};"
        f"\n  still to be done: {sum(len(left.get(root, [])) for root in events)}."
    )
    if options.left_out:
        for root in events:
            if left.get(root):
                print(f"\n{root} {ROOTS[root]}: {', '.join(left[root])}")


def row(label: str, roots: list[str], count: Counter[tuple[str, str]]) -> None:
    """One line of the table."""
    frame, operator, out = (sum(count[root, kind] for root in roots) for kind in ("frame", "operator", "left out"))
    total = frame + operator + out
    if total:
        print(f"{label:24} {total:6} {frame:6} {operator:9} {out:9} {(frame + operator) / total:8.2f}")


if __name__ == "__main__":
    main()
