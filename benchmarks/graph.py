"""Load and query times of the graph, as ratios to raw pyoxigraph on the same data in the same run.

``python benchmarks/graph.py [--claims 20000]`` makes that many claims (the same ones every time) and prints, each the
best of three or more:

- writing: ``add_claims`` from articles and claims, against pyoxigraph's ``bulk_extend`` of the very quads that it
  writes, made beforehand; and against making those quads and ``bulk_extend``
- loading: ``load_nquads`` of the dumped graph, against pyoxigraph's ``bulk_load`` of the same file
- queries: each through ``kg.query.run_query`` (checked, bound, limited, sorted into a table), against pyoxigraph's own
  ``query`` with its solutions read to the end

``--scale`` makes five million quads on disk in ``--folder``, and prints the peak memory of fresh processes that open
the graph, read its claims about an actor, and query it; and the time and memory of deriving and dumping it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.gazetteer.index import load_gazetteer
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, dump_nquads, load_nquads, open_graph
from kg.graph.terms import PREFIXES
from kg.graph.write import add_claims, article_quads, claim_quads
from kg.model import Article, Claim, Evidence
from kg.query import prepare, run_query
from kg.vocabulary import load_vocabulary

TIMES = 3
CLAIMS_AN_ARTICLE = 10
QUADS_AT_SCALE = 5_000_000
QUERIES = (
    "relation-counts",
    "most-active-actors",
    "sanctions-network",
    "SELECT ?s ?o { ?s rel:suppliesSupportTo ?o }",
    "SELECT ?r (COUNT(*) AS ?n) { ?claim a kg:Claim ; rdf:predicate ?r ; kg:polarity kg:affirmed } GROUP BY ?r",
    "SELECT ?a (COUNT(?c) AS ?n) { ?c prov:wasQuotedFrom ?a } GROUP BY ?a ORDER BY DESC(?n) ?a LIMIT 10",
)
IN_FRESH_PROCESS = """
import sys
from kg.graph.claims import claims_between
from kg.graph.store import open_graph
from kg.query import run_query
with open_graph(sys.argv[1], read_only=True) as graph:
    if sys.argv[2] == "read":
        print(len(claims_between(graph, sys.argv[3])), end=" rows  ")
    elif sys.argv[2] == "query":
        print(len(run_query(graph, sys.argv[3], time_limit=None).rows), end=" rows  ")
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split(":")[1].strip())
"""


def made_articles() -> Iterator[tuple[Article, list[Claim]]]:
    """Articles with claims between countries, without end; the same ones every time."""
    draw = random.Random(7)
    countries = [country for _, country in sorted(load_gazetteer().countries.items())]
    relations = [relation for _, relation in sorted(load_vocabulary().relations.items()) if relation.plover]
    number = 0
    while True:
        number += 1
        day = dt.date(2015, 1, 1) + dt.timedelta(days=draw.randrange(3650))
        text = " ".join(f"Sentence {at} of article {number}." for at in range(CLAIMS_AN_ARTICLE))
        article = Article(f"made-{number}", text, f"Article {number}", day, f"Source {draw.randrange(200)}")
        claims = []
        for at in range(CLAIMS_AN_ARTICLE):
            quote = f"Sentence {at} of article {number}."
            start = text.index(quote)
            one, other = draw.sample(countries, 2)
            relation = draw.choice(relations)
            claims.append(Claim(
                one, relation.name, other, Evidence(article.id, at, quote, start, start + len(quote)), "made/up",
                plover=relation.plover, polarity="negated" if draw.random() < 0.05 else "affirmed", date=day,
                confidence=0.9, attributed_to=draw.choice(countries) if draw.random() < 0.3 else None,
            ))  # fmt: skip
        yield article, claims


def best(work: Callable[[], object]) -> float:
    """Seconds, the least of three runs or, where a run takes milliseconds, of as many as fit into one second."""
    took: list[float] = []
    while len(took) < TIMES or sum(took) < 1:
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return min(took)


def in_folder(work: Callable[[Path], object]) -> Callable[[], object]:
    """``work`` on a new folder that is taken away afterwards."""

    def run() -> None:
        with tempfile.TemporaryDirectory() as folder:
            work(Path(folder, "graph"))

    return run


def line(what: str, ours: float, raw: float, limit: float) -> None:
    print(f"{what:66} {ours:8.3f} s  {raw:8.3f} s  {ours / raw:5.2f}  (at most {limit})")


def ratios(count: int) -> None:
    """Print the table of ratios."""
    made = list(islice(made_articles(), count // CLAIMS_AN_ARTICLE))
    quads = [quad for article, claims in made for quad in (*claim_quads(article, claims), *article_quads(article))]
    print(f"{count} claims, {len(quads)} quads before derivation\n{'':68}   ours         raw  ratio")

    def write(path: Path) -> None:
        with open_graph(path, create=True) as graph:
            add_claims(graph, made)

    def write_raw(path: Path) -> None:
        store = ox.Store(str(path))
        store.bulk_extend(quads)
        store.flush()

    def make_and_write_raw(path: Path) -> None:
        store = ox.Store(str(path))
        store.bulk_extend(q for article, found in made for q in (*claim_quads(article, found), *article_quads(article)))
        store.flush()

    ours = best(in_folder(write))
    line("add_claims, against bulk_extend of quads made beforehand", ours, best(in_folder(write_raw)), 2)
    line("add_claims, against making the quads and bulk_extend", ours, best(in_folder(make_and_write_raw)), 2)

    graph = open_graph()
    add_claims(graph, made)
    derive(graph)
    with tempfile.TemporaryDirectory() as folder:
        file = dump_nquads(graph, Path(folder, "graph.nq"))

        def load(path: Path) -> None:
            with open_graph(path, create=True) as other:
                load_nquads(other, file)

        def load_raw(path: Path) -> None:
            store = ox.Store(str(path))
            store.bulk_load(path=str(file), format=ox.RdfFormat.N_QUADS)
            store.flush()

        line("load_nquads, against bulk_load of the file", best(in_folder(load)), best(in_folder(load_raw)), 2)
    for query in QUERIES:
        text = prepare(graph, query)
        ours = best(lambda query=query: run_query(graph, query))
        raw = best(lambda text=text: read_all(graph, text))
        line(query if len(query) < 64 else query[:61] + "...", ours, raw, 1.3)


def read_all(graph: KnowledgeGraph, text: str) -> int:
    """How many solutions a query has, each read to its last value."""
    solutions = graph.native.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return sum(1 for solution in solutions for value in solution if value is None or value.value is not None)


def scale(folder: Path) -> None:
    """Print memory and times at five million quads."""
    path = folder / "graph"
    shutil.rmtree(path, ignore_errors=True)
    started = time.perf_counter()
    written = 0
    with open_graph(path, create=True) as graph:
        source = made_articles()
        while written < QUADS_AT_SCALE:
            batch = list(islice(source, 2000))
            add_claims(graph, batch)
            written = len(graph.native)
            print(f"\r{written} quads written", end="", file=sys.stderr)
    print(f"\nwritten: {written} quads in {time.perf_counter() - started:.0f} s, peak {peak()}")
    with open_graph(path) as graph:
        for name, work in (
            ("derive", lambda: derive(graph)),
            ("dump", lambda: dump_nquads(graph, folder / "graph.nq")),
        ):
            started = time.perf_counter()
            work()
            print(f"{name}: {time.perf_counter() - started:.0f} s, peak of this process {peak()}")
    for what, argument in (("open", ""), ("read", "http://www.wikidata.org/entity/Q794"), ("query", QUERIES[4])):
        started = time.perf_counter()
        command = [sys.executable, "-c", IN_FRESH_PROCESS, str(path), what, argument]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        print(f"{what} in a fresh process: {said}, {time.perf_counter() - started:.1f} s")


def peak() -> str:
    """The most memory this process has had."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(line.split(":")[1].strip() for line in status.splitlines() if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--scale", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "kg-scale"))
    options = parser.parse_args()
    if options.scale:
        options.folder.mkdir(parents=True, exist_ok=True)
        scale(options.folder)
    else:
        ratios(options.claims)


if __name__ == "__main__":
    main()
