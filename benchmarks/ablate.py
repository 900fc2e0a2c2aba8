"""What each rule, frame and row of the lexicon does to the claims of real texts: ``make ablate``.

``python -m benchmarks.ablate [--shared ../shared] [--entries 4000] [--keep FOLDER] [--most 10]`` reads the
annotated training texts (never the development files), the sample articles and the first entries of a corpus of news
with the frames' reader. Stopped by a signal (Ctrl-C) it says what it found so far. Each text is parsed once.

A rule acts in a text where its answer is another than when it is switched off; in some of these texts the steps behind
parsing run again without it, and the claims that come, go and change are counted (of annotated texts also how many of
those the annotators made too). Of frames it counts how often each matches, of rows of the lexicon how often each is
found in a text. The last column counts the claims that a rule makes, keeps out or changes in the sentences of our own
in ``tests/cases``, each of which stands for a kind that must be read rightly. A table in Markdown comes out.
"""

from __future__ import annotations

import argparse
import datetime as dt
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language

from benchmarks.ablation_rules import RULES
from benchmarks.parsed import Parsed, annotated, entries, parsed
from benchmarks.switching import Switches, WatchedWords, replaced
from kg.extract import match
from kg.extract.frames import load_frames
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.model import Article, Claim
from kg.parse import Setup, load_pipeline, steps_of
from kg.read import read
from kg.read.identity import make_article
from kg.yaml_file import read_yaml
from training.judge import is_right

SETUP = Setup(reader="rules")
ANNOTATED = ("events_train", "news_train", "statements_train")
CORPUS = "current_events_2002_2021.jsonl.gz"


@dataclass(slots=True)
class Effect:
    """What a rule does. Claims that it makes, keeps out and changes, in the texts where it was switched off."""

    texts: int = 0
    tried: int = 0
    made: int = 0
    kept_out: int = 0
    changed: int = 0
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)

    @property
    def claims(self) -> int:
        """All of them together."""
        return self.made + self.kept_out + self.changed


@dataclass(slots=True)
class Counts:
    """What takes part in the claims of the texts."""

    texts: int = 0
    claims: int = 0
    rules: dict[str, Effect] = field(default_factory=lambda: {rule.title: Effect() for rule in RULES})
    frames: Counter[str] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)


def count(nlp: Language, texts: Iterable[Parsed], most: int, counts: Counts) -> None:
    """Read each text with all rules watched, and again without each rule that acted, in ``most`` texts a rule."""
    switches = Switches()
    with under(switches, counts):
        for one in texts:
            switches.watching = True
            switches.acted.clear()
            whole = claims(nlp, one)
            switches.watching = False
            counts.texts += 1
            counts.claims += len(whole)
            for rule in RULES:
                effect = counts.rules[rule.title]
                if rule.title in switches.acted:
                    effect.texts += 1
                    if effect.tried < most:
                        switches.off = rule
                        compare(effect, one, whole, claims(nlp, one))
            switches.off = None
            if counts.texts % 100 == 0:
                print(f"{counts.texts} texts, {counts.claims} claims", file=sys.stderr, flush=True)


def claims(nlp: Language, one: Parsed) -> list[Claim]:
    """What the steps behind parsing claim of a text."""
    doc = one.fresh()
    for name in steps_of(nlp, SETUP):
        doc = nlp.get_pipe(name)(doc)
    return list(doc._.claims)


def under(switches: Switches, counts: Counts) -> ExitStack:
    """Rules under switches, frames and rows of the lexicon counted, until the stack is closed."""
    stack = ExitStack()
    for rule in RULES:
        stack.enter_context(replaced(rule.module, rule.name, switches.under(rule)))
    lexicon = load_lexicon()
    words = {name: WatchedWords({name: getattr(lexicon, name)}, counts.words) for name in Lexicon.__slots__}
    watched = Lexicon(**words)  # type: ignore[arg-type]
    matching = match._match

    def counting(*given: Any) -> Any:
        outcome = matching(*given)
        if switches.watching and isinstance(outcome, match.Match):
            counts.frames[outcome.frame.name] += 1
        return outcome

    stack.enter_context(replaced("kg.extract.match", "_match", counting))
    stack.enter_context(
        replaced("kg.extract.lexicon", "load_lexicon", lambda: watched if switches.watching else lexicon)
    )
    return stack


def compare(effect: Effect, one: Parsed, whole: list[Claim], without: list[Claim]) -> None:
    """Add what the rule does in a text to its effect."""
    effect.tried += 1
    mine, others = _by_statement(whole), _by_statement(without)
    for key, claim in mine.items():
        if key not in others:
            effect.made += 1
            _judge(effect, "made", one, claim)
        elif claim != others[key]:
            effect.changed += 1
    for key, claim in others.items():
        if key not in mine:
            effect.kept_out += 1
            _judge(effect, "kept out", one, claim)


def _by_statement(found: list[Claim]) -> dict[tuple[object, ...], Claim]:
    return {(one.evidence.sentence, one.subject.id, one.relation, one.object.id, one.polarity): one for one in found}


def _judge(effect: Effect, what: str, one: Parsed, claim: Claim) -> None:
    if one.annotated is not None and claim.plover is not None:
        effect.judged[what] += 1
        effect.right[what] += is_right(one.annotated, claim)


def texts(nlp: Language, shared: Path, most: int, some: int, folder: Path) -> Iterator[Parsed]:
    """``most`` texts of each file of annotated ones, the sample articles, ``some`` entries of the corpus."""
    for name in ANNOTATED:
        yield from islice(parsed(nlp, annotated(shared / "gold" / f"{name}.jsonl"), folder / name), most)
    articles = ((item, None) for item in read(["data/articles"]) if isinstance(item, Article))
    yield from parsed(nlp, articles, folder / "articles")
    yield from islice(parsed(nlp, entries(shared / "corpus" / CORPUS), folder / "corpus"), some)


def own_sentences() -> Iterator[tuple[Article, None]]:
    """The sentences of the case tables."""
    for path in sorted(Path("tests/cases").glob("*.yaml")):
        for number, row in enumerate(read_yaml(path)):
            if not isinstance(row, dict) or not {"claim", "claims", "never"} & set(row):
                continue  # actors alone
            for text in row.get("texts") or [row["text"]]:
                yield make_article(text, {"published": row.get("published")}, f"{path.stem}-{number}"), None


def table(counts: Counts, own: Counts) -> Iterator[str]:
    """Lines of Markdown."""
    yield "| rule | acts in | off in | claims made (right) | kept out (right) | changed | own sentences |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, effect in counts.rules.items():
        made, out = (
            f"{number} ({effect.right[what]} of {effect.judged[what]})" if effect.judged[what] else str(number)
            for what, number in (("made", effect.made), ("kept out", effect.kept_out))
        )
        cells = [f"`{name}`", effect.texts, effect.tried, made, out, effect.changed, own.rules[name].claims]
        yield f"| {' | '.join(map(str, cells))} |"
    every = [frame.name for frame in load_frames().frames]
    yield ""
    yield unused("Frames", "matched", every, [name for name in every if not counts.frames[name] + own.frames[name]])
    lexicon = load_lexicon()
    rows = sorted({word for name in Lexicon.__slots__ for word in getattr(lexicon, name)})
    found = {word for _, word in (*counts.words, *own.words)}
    yield ""
    yield unused("Rows of the lexicon", "found", rows, [word for word in rows if word not in found])


def unused(what: str, used: str, every: list[str], never: list[str]) -> str:
    """How many there are, and the names of those that nothing used."""
    return f"{what}: {len(every)}, of which {len(never)} were never {used}: {', '.join(f'`{one}`' for one in never)}."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder of gold/ and corpus/")
    parser.add_argument("--entries", type=int, default=4000, help="entries of the corpus (default: %(default)s)")
    parser.add_argument("--keep", type=Path, default=Path("out/ablate"), help="folder of the parses (%(default)s)")
    parser.add_argument("--most", type=int, default=10, help="texts in which a rule is switched off (%(default)s)")
    parser.add_argument("--annotated", type=int, default=10_000, help="texts of each annotated file (%(default)s)")
    given = parser.parse_args()
    nlp, own, found = load_pipeline(SETUP), Counts(), Counts()
    count(nlp, parsed(nlp, own_sentences(), given.keep / "own"), given.most, own)
    for stop in (signal.SIGINT, signal.SIGTERM):  # in the background a shell lets the first be ignored
        signal.signal(stop, signal.default_int_handler)
    try:
        count(nlp, texts(nlp, given.shared, given.annotated, given.entries, given.keep), given.most, found)
    except KeyboardInterrupt:
        print("stopped: of what was read", file=sys.stderr)
    print(f"{found.texts} texts, {found.claims} claims, {dt.date.today():%-d %B %Y}\n")
    for line in table(found, own):
        print(line)


if __name__ == "__main__":
    main()
