"""Resident memory of a build over 10,000 and 100,000 articles: it should be the same but for what a name takes.

    python -m benchmarks.memory [ARTICLES…]

Each build runs in a process of its own, over a .jsonl made for it: a sentence an article, every tenth with a claim.
Reading with frames alone, since what the network takes does not grow with the number of articles. It prints the memory
at the end of reading, before anything is derived, and the most that the whole build took.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

NAMES = ("Canada", "Belarus", "Chile", "Peru", "Fiji", "Tonga", "Samoa", "Niue", "Norway", "Kenya")
SIZES = (10_000, 100_000)


def main() -> None:
    """Build graphs of several sizes, one after the other."""
    sizes = [int(one) for one in sys.argv[1:]] or SIZES
    print(f"{'articles':>9} {'after reading':>14} {'at most':>9} {'seconds':>8}")
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "news.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in _articles(size))
            begun = time.monotonic()
            done = subprocess.run([sys.executable, "-m", "benchmarks.memory", "build", str(path), f"{folder}/out"],
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


def _build(path: str, out: str) -> None:
    from kg.building import build
    from kg.parse import Setup

    read = 0

    def note(article: object) -> None:
        nonlocal read
        read = _megabytes()

    build([path], Path(out), setup=Setup(reader="rules"), progress=note)
    print(read, _megabytes())


def _megabytes() -> int:
    """The most that this process has had in memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        _build(*sys.argv[2:])
    else:
        main()
