"""Resident memory of a build over 10,000 and 100,000 articles: it should be the same but for what a name takes.

    python -m benchmarks.memory [--parse] [ARTICLES…]

Each build runs in a process of its own, over a .jsonl made for it: a sentence an article, every tenth a claim. That
claim is made here without a parser, so that a hundred thousand take minutes; ``--parse`` reads with frames instead. It
prints the memory when the last article is read, before anything is derived, and the most that the whole build took.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extract import Reading
    from kg.model import Article

_CLAIM = re.compile(r"(\w+) imposed sanctions on (\w+)")
NAMES = ("Canada", "Belarus", "Chile", "Peru", "Fiji", "Tonga", "Samoa", "Niue", "Norway", "Kenya")
SIZES = (10_000, 100_000)


def main() -> None:
    """Build graphs of several sizes, one after the other."""
    parse = "--parse" in sys.argv
    sizes = [int(one) for one in sys.argv[1:] if one.isdigit()] or SIZES
    print(f"{'articles':>9} {'after reading':>14} {'at most':>9} {'seconds':>8}")
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "news.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in _articles(size))
            begun = time.monotonic()
            done = subprocess.run([sys.executable, "-m", "benchmarks.memory", "build", str(path), f"{folder}/out",
                                   *(["--parse"] if parse else [])],
                                  stdout=subprocess.PIPE, text=True, check=True)  # fmt: skip
            read, most = done.stdout.split()
            print(f"{size:>9,} {read:>11} MB {most:>6} MB {time.monotonic() - begun:>8.0f}", flush=True)


def _articles(size: int) -> Iterator[str]:
    for number in range(size):
        one, other = NAMES[number % 10], NAMES[number // 10 % 9]
        text = f"Report {number}: the harbour stayed calm."
        if number % 10 == 0:
            text = f"Report {number}: {one} imposed sanctions on {other}."
        yield json.dumps({"id": str(number), "text": text, "source": f"Wire {number % 50}", "published": "2024-03-01"})


def _build(path: str, out: str, parse: str = "") -> None:
    from kg import building
    from kg.parse import Setup

    if not parse:
        building.read_articles = _readings  # type: ignore[attr-defined]

    read = 0

    def note(article: object) -> None:
        nonlocal read
        read = _megabytes()

    building.build([path], Path(out), setup=Setup(reader="rules"), progress=note)
    print(read, _megabytes())


def _readings(articles: Iterable[Article], **_: object) -> Iterator[Reading]:
    """Every tenth article claims something; nothing is parsed."""
    from kg.extract import Reading
    from kg.model import Claim, Entity, Evidence

    for article in articles:
        found = _CLAIM.search(article.text)
        if found is None:
            yield Reading(article, (), ())
            continue
        one, other = (
            Entity(f"https://example.org/{name}", name, "Country", name[:3].upper()) for name in found.groups()
        )
        evidence = Evidence(article.id, 0, found[0], found.start(), found.end())
        yield Reading(article, (Claim(one, "sanctions", other, evidence, "benchmark", "SANCTION"),), ())


def _megabytes() -> int:
    """The most that this process has had in memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build(*sys.argv[2:])
    else:
        main()
