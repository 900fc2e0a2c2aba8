"""How time and memory grow with what is read, with the frames alone: `python benchmarks/growth.py [KIND]...`.

Each row is a process of its own: what is read, its size, seconds of computing time for all steps from the text to the
statements of the graph (without loading the model), seconds per thousand of the size, peak memory in MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

KINDS: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "sentences": (lambda n: "Russia attacked Ukraine. " * n, (250, 1000, 2000, 8000)),
    "paragraphs": (lambda n: "President Aleksandr Lukashenko of Belarus met the Polish envoy. They signed a pact on "
                             "Monday.\n\n" * n, (250, 1000, 4000)),
    "clauses": (lambda n: "Russia attacked Ukraine" + " and Iran condemned Israel" * n + ".", (75, 150, 750, 3000)),
    "comma clauses": (lambda n: "Russia attacked Ukraine" + ", and Iran condemned Israel" * n + ".", (150, 3000)),
    "names": (lambda n: "Israel attacked " + "France and " * (n - 1) + "Spain.", (300, 1200)),
    "ministries": (lambda n: "Iran attacked " + "the ministry of " * n + "Israel.", (500, 2000)),
    "reports": (lambda n: "Iran said that " * n + "Israel attacked Syria.", (500, 2000)),
    "commas": (lambda n: "Russia attacked Ukraine" + "," * n, (10_000, 1_000_000)),
    "spaced commas": (lambda n: "Russia attacked Ukraine " + ", " * n, (2_000, 20_000)),
    "brackets": (lambda n: "Russia attacked Ukraine " + "(" * n, (10_000, 1_000_000)),
    "quotes": (lambda n: "Russia attacked Ukraine. " + '"' * n, (10_000, 1_000_000)),
    "emoji": (lambda n: "Russia attacked Ukraine \U0001f600" + "\U0001f680\u2764" * (n // 2), (10_000, 1_000_000)),
    "a-a-a": (lambda n: "a-" * (n // 2), (10_000, 100_000)),
    "line breaks": (lambda n: "Russia attacked Ukraine." + "\n" * n + "Iran condemned Israel.", (10_000, 1_000_000)),
    "letters": (lambda n: "Russia attacked " + "a" * n, (10_000, 1_000_000)),
}  # fmt: skip


def measure(kind: str, size: int) -> None:
    """Print the row of one kind and size."""
    from kg.extract import read_articles
    from kg.graph.mentions import mention_quads
    from kg.graph.write import article_quads, claim_quads
    from kg.model import Article
    from kg.parse import Setup
    from kg.read.skip import Skip

    def statements(article: Article) -> int:
        claims = 0
        for reading in read_articles([article], setup=Setup(reader="rules"), on_skip=skips.append):
            claims += len(reading.claims)
            list(article_quads(article)), list(claim_quads(article, reading.claims))
            list(mention_quads(article, reading.unresolved))
        return claims

    skips: list[Skip] = []
    statements(Article("warm", "Russia attacked Ukraine on Monday."))
    article = Article("growth", KINDS[kind][0](size))
    start = time.process_time()
    claims = statements(article)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    outcome = f"skipped: {skips[0].reason}" if skips else f"{claims:7} claims"
    each = 1000 * seconds / size
    print(f"{kind:14} {size:9,} {seconds:8.2f} s {each:8.3f} s/1000 {memory:6} MB  {outcome}", flush=True)


def main() -> None:
    """All kinds, or those named."""
    if len(sys.argv) == 3 and sys.argv[2].isdecimal():
        measure(sys.argv[1], int(sys.argv[2]))
        return
    for kind in sys.argv[1:] or KINDS:
        for size in KINDS[kind][1]:
            subprocess.run([sys.executable, __file__, kind, str(size)], check=True)


if __name__ == "__main__":
    main()
