"""One table of what reading and building cost here: ``python -m benchmarks.table [FILE…] [--output TABLE.md]``.

Reads the articles of data/articles, or those in the files that are named, again and again under other names, up to
``--words`` words. Speeds of reading are words a second of wall time, best of two; stock spaCy is ``nlp.pipe`` of the
same pipeline on the same texts in the same run. Needs about ten minutes on two cores that do nothing else.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import spacy

from kg.commands.options import cores
from kg.extract import Reading, read_articles
from kg.graph.derive import derive
from kg.graph.follow import follow
from kg.graph.store import dump_nquads, open_graph
from kg.graph.write import add_claims
from kg.model import Article
from kg.parse import DEFAULT, Setup
from kg.parse.pipeline import DEFAULT_MODEL
from kg.query import list_queries, run_query
from kg.read import read

SAMPLES = Path(__file__).parent.parent / "data" / "articles"
Row = tuple[str, str]


def main() -> None:
    """Measure all, print the table, and write it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=[str(SAMPLES)])
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    articles = some_articles(options.files, options.words)
    words = sum(len(article.text.split()) for article in articles)
    rows: list[Row] = [("articles, words", f"{len(articles):,}, {words:,}")]
    for step in (reading_rows, first_claim_rows, graph_rows):
        for row in step(articles, words):
            print(*row, sep="\t", file=sys.stderr, flush=True)
            rows.append(row)
    rows.append(("most memory of one process", f"{peak():,} MB"))
    lines = [
        f"{machine()}\n",
        "| what | measured |",
        "| --- | --- |",
        *(f"| {what} | {value} |" for what, value in rows),
    ]
    text = "\n".join(lines) + "\n"
    print(text)
    if options.output:
        options.output.write_text(text, encoding="utf-8")


def machine() -> str:
    """Processor, cores, memory, and what runs on it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    name = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("spacy", "onnxruntime", "pyoxigraph"))
    return (
        f"{name}, {cores()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}, Python "
        f"{platform.python_version()}, {packages}; load average before: {load:.1f}"
    )


def some_articles(files: list[str], words: int) -> list[Article]:
    """Articles of about so many words: those in the files, again and again under other names."""
    originals = [item for item in read(files) if isinstance(item, Article)]
    found: list[Article] = []
    for turn in count():
        for article in originals:
            if words <= 0:
                return found
            words -= len(article.text.split())
            found.append(replace(article, id=f"{turn}-{article.id}", file=None, url=None))
    return found


def reading_rows(articles: list[Article], words: int) -> Iterator[Row]:
    """Words a second of spaCy alone and of ours, with one process and with all."""
    nlp = spacy.load(DEFAULT_MODEL)
    texts = [article.text for article in articles]

    def speed(work: Callable[[], object]) -> float:
        return words / min(timed(work) for _ in range(2))

    stock = speed(lambda: sum(1 for _ in nlp.pipe(texts)))
    yield "stock nlp.pipe", f"{stock:,.0f} words a second"
    ours: dict[tuple[str, int], float] = {}
    for setup in (DEFAULT, Setup(reader="rules")):
        for processes in sorted({1, cores()}):
            rate = speed(lambda one=setup, many=processes: all_read(articles, one, many))  # type: ignore[misc]
            ours[setup.reader, processes] = rate
            alone = ours[setup.reader, 1]
            beside = f"{rate / stock:.2f} of stock" if processes == 1 else f"{rate / alone:.2f} of one process"
            yield f"kg extract, {setup.reader}, --jobs {processes}", f"{rate:,.0f} words a second, {beside}"


def first_claim_rows(articles: list[Article], words: int) -> Iterator[Row]:
    """Seconds from the start of the command to its first line."""
    for jobs in sorted({1, cores()}):
        seconds = []
        for _ in range(3):
            begun = time.monotonic()
            command = [sys.executable, "-m", "kg", "extract", str(SAMPLES), "--jobs", str(jobs)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdout is not None
                process.stdout.readline()
                seconds.append(time.monotonic() - begun)
                process.kill()
        yield f"first claim, --jobs {jobs}", f"{statistics.median(seconds):.1f} s"


def graph_rows(articles: list[Article], words: int) -> Iterator[Row]:
    """Seconds from readings to a graph that answers, and of its answers."""
    readings = all_read(articles, Setup(reader="rules"), cores())
    items = [(one.article, list(one.claims), one.unresolved) for one in readings]
    claims = sum(len(one.claims) for one in readings)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        with open_graph(path, create=True) as graph:
            yield f"writing {claims:,} claims", f"{timed(lambda: add_claims(graph, items)):.1f} s"
            yield "deriving all", f"{timed(lambda: derive(graph)):.1f} s"
            last = (replace(articles[0], id="one-more"), [], [])
            yield "one article more", f"{timed(lambda: (add_claims(graph, [last]), follow(graph))):.2f} s"
            yield "writing N-Quads", f"{timed(lambda: dump_nquads(graph, Path(folder) / 'graph.nq')):.1f} s"
            asked = {
                query.name: timed(lambda name=query.name: run_query(graph, name))  # type: ignore[misc]
                for query in list_queries() if all(one.optional for one in query.parameters)
            }  # fmt: skip
            slowest = max(asked, key=lambda name: asked[name])
            yield "named query, median", f"{1000 * statistics.median(asked.values()):.0f} ms"
            yield f"named query, slowest ({slowest})", f"{1000 * asked[slowest]:.0f} ms"
        size = sum(file.stat().st_size for file in path.rglob("*"))
        yield "graph on disk", f"{size / 2**20:.1f} MiB, {size / max(claims, 1):,.0f} bytes a claim"


def all_read(articles: list[Article], setup: Setup, processes: int) -> list[Reading]:
    """What is found in all of them."""
    return list(read_articles(articles, setup=setup, processes=processes, on_skip=lambda skip: None))


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall time."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def peak() -> int:
    """Megabytes: of this process, or of the largest that it started."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024


if __name__ == "__main__":
    main()
