"""Twenty years of world news as one graph: what building it costs, and what is in it.

    python -m benchmarks.world --out world                  make world: reads the whole corpus (40 minutes of two cores)
    python -m benchmarks.world --out world --entries 12000  its first entries alone
    python -m benchmarks.world --out world --measure        nothing is read: sizes and counts of the graph that is there

Entries of Wikipedia's Portal:Current events, 2002 to 2021; the file is no part of this project. Seconds are those of
the processor (the build and all its processes) and of the clock; memory is that of the largest process.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from kg.graph.claims import select
from kg.graph.store import open_graph

CORPUS = Path("../shared/corpus/current_events_2002_2021.jsonl.gz")
YEARS = """
SELECT ?year (COUNT(DISTINCT ?article) AS ?articles) (COUNT(?claim) AS ?claims) (COUNT(DISTINCT ?deed) AS ?deeds)
WHERE {
  ?article kg:origin ?origin ; schema:datePublished ?day .
  OPTIONAL { ?claim prov:wasQuotedFrom ?article . OPTIONAL { ?claim kg:deed ?deed } }
  BIND (SUBSTR(STR(?day), 1, 4) AS ?year)
}
GROUP BY ?year ORDER BY ?year"""


def build(corpus: Path, out: Path, entries: int | None, jobs: int | None) -> None:
    """Build the graph and print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        source = corpus
        if entries is not None:
            source = Path(folder) / "first.jsonl"
            with gzip.open(corpus, "rt", encoding="utf-8") as lines, source.open("w", encoding="utf-8") as first:
                first.writelines(islice(lines, entries))
        command = [sys.executable, "-m", "kg", "build", str(source), "--out", str(out)]
        begun = time.monotonic()
        subprocess.run([*command, *(["--jobs", str(jobs)] if jobs else [])], check=True)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"processor {spent.ru_utime + spent.ru_stime:,.0f} s, clock {time.monotonic() - begun:,.0f} s, "
          f"largest process {spent.ru_maxrss / 1024:,.0f} MB")  # fmt: skip


def size_of(path: Path) -> int:
    """Bytes of a file, or of all in a folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files)


def measure(out: Path) -> None:
    """Print sizes and counts by year."""
    for path in sorted(out.iterdir()):
        print(f"{path.name:20} {size_of(path) / 1e6:10,.1f} MB")
    with open_graph(out / "graph", read_only=True) as graph:
        (actors,) = select(graph, "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?d kg:describes/kg:canonical ?a }")
        print(f"{int(actors['n']):,} actors")
        print(f"{'year':6} {'articles':>9} {'claims':>9} {'deeds':>9}")
        for row in select(graph, YEARS):
            print(f"{row['year']:6} {int(row['articles']):9,} {int(row['claims']):9,} {int(row['deeds']):9,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--out", type=Path, default=Path("world"))
    parser.add_argument("--entries", type=int, help="the first so many alone")
    parser.add_argument("--jobs", type=int, help="processes that read; one a core where it is left out")
    parser.add_argument("--measure", action="store_true", help="build nothing, measure what is there")
    options = parser.parse_args()
    if not options.measure:
        if not options.corpus.is_file():
            parser.exit(1, f"{options.corpus} is not there: the world is built from the entries of Wikipedia's "
                           "Portal:Current events as JSON lines (id, published, source, url, title, text); "
                           "name a file of them with --corpus, or WORLD=FILE make world\n")  # fmt: skip
        build(options.corpus, options.out, options.entries, options.jobs)
    measure(options.out)


if __name__ == "__main__":
    main()
