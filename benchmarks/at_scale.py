"""What is asked of a large graph, and what it costs: a table of name and seconds.

    python -m benchmarks.at_scale out                       named queries, kg ask, kg analyse, pages, one more article
    python -m benchmarks.at_scale out --only relations-as-of --only /actor
    python -m benchmarks.at_scale out --jobs queries --level state --limit 30

What takes more of the processor than is wanted (:data:`WANTED`) is marked, and the slowest of each kind is told.
``out`` is a folder that `kg build` made; it is read only. A query is asked in a process of its own, without and with
values for its parameters; questions in words in one process, and so are the methods of analysis. The seconds are those
of the processor, user time of that process after the graph was opened, since these say the same on a busy machine and
an idle one; beside them those of the clock. Pages are asked of the workbench, started here with one process that reads;
their seconds are user time of all its processes while the page was made: the first page of a fresh server, then each
page as it comes, and once more; among them an article, the newest one and the one of most claims, and the explorer as
it opens and as it opens on an actor. One more article is added to a copy of ``out``, with a workbench open on it: the
seconds of the build, with the start of the program and of its parser, and the first page of the new snapshot.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.graph.claims import select
from kg.graph.store import open_graph
from kg.graph.terms import article_id
from kg.query import list_queries

VALUES = {
    "accused": "Russia", "accuser": "United States", "actor": "Russia", "day": "2017-07-01", "guest": "Russia",
    "host": "Turkey", "mediator": "Qatar", "recipient": "Ukraine", "relation": "accuses", "since": "2014-01-01",
    "supplier": "United States", "target": "Ukraine", "until": "2014-12-31", "x": "Russia", "y": "Ukraine",
}  # fmt: skip
MORE: Mapping[str, tuple[dict[str, str], ...]] = {
    "relations-as-of": ({"day": "2017-07-01", "actor": "Qatar"},),
    "who-supplies-whom": ({"recipient": "Ukraine"},),
    "timeline": ({"actor": "United States"},),
}
PAGES = (
    "/", "/explorer", "/explorer?focus=Qatar", "/explorer?focus=Russia", "/actors", "/actors?q=min", "/actor/Russia",
    "/actor/Q30", "/actor/United%20States?page=40", "/actor/Qatar?since=2017-01-01&until=2017-12-31",
    "/pair/Russia/Ukraine", "/pair/United%20States/Iran?whole=1", "/articles", "/articles?page=100", "/relations",
    "/relation/sanctions", "/relation/assaults", "/query",
    *(f"/query/{one.name}" for one in list_queries() if all(given.optional for given in one.parameters)),
    "/query/relations-as-of?day=2017-07-01&actor=Qatar", "/query/timeline?actor=Qatar", "/search.json?q=ir",
    "/words.json", "/editor", "/texts?q=%22grain%20corridor%22",
)  # fmt: skip
WANTED: Mapping[str, float] = {
    "named query": 2, "question": 2, "analysis": 3, "page": 1, "explorer": 3, "fresh server": 5, "one more article": 10,
}  # fmt: skip
"""Seconds of the processor; a page comes after the first one of a server, and the page of a query is a named query."""
QUESTIONS = (
    "Who armed Ukraine in 2014?", "Who sanctioned Iran?", "Which countries severed ties with Qatar in 2017?",
    "Who mediated between Israel and Hamas?", "Did Russia invade Ukraine?", "When did China visit India?",
    "Who accused Russia?", "Who sanctioned whom in 2018?",
)  # fmt: skip
NEWEST = "SELECT ?article { ?article schema:datePublished ?day } ORDER BY DESC(?day) ?article LIMIT 1"
FULLEST = """
SELECT ?article { ?claim prov:wasQuotedFrom ?article }
GROUP BY ?article ORDER BY DESC(COUNT(?claim)) ?article LIMIT 1"""
ASKED = """
import json, os, sys, time
from kg.ask import ask
from kg.graph.store import open_graph
with open_graph(sys.argv[1], read_only=True) as graph:
    for question in [sys.argv[2], *sys.argv[2:]]:
        user, clock = os.times().user, time.monotonic()
        rows = len(ask(graph, question).table.rows)
        print(json.dumps([question, os.times().user - user, time.monotonic() - clock, rows]), flush=True)
"""
ANALYSED = """
import json, os, sys, time
from kg.analyse.report import METHODS, Question, report
from kg.graph.store import open_graph
with open_graph(sys.argv[1], read_only=True) as graph:
    for level in ("state", "said"):
        for method in METHODS:
            question = Question(level=level, actors=("Russia", "China") if method == "alignment" else ())
            user, clock = os.times().user, time.monotonic()
            rows = len(report(graph, method, question).rows)
            print(json.dumps([f"{method} {level}", os.times().user - user, time.monotonic() - clock, rows]), flush=True)
"""
ARTICLE = "Norway sanctioned Iran on Monday. Iran condemned Norway. Russia said that it had not supplied arms to Mali."
ONE = """
import json, os, sys, time
from kg.graph.store import open_graph
from kg.query import run_query
with open_graph(sys.argv[1], read_only=True) as graph:
    run_query(graph, "ASK { ?s ?p ?o }")
    user, clock = os.times().user, time.monotonic()
    table = run_query(graph, sys.argv[2], json.loads(sys.argv[3]), level=sys.argv[4], time_limit=None)
    print(json.dumps([os.times().user - user, time.monotonic() - clock, len(table.rows)]))
"""


def questions() -> Iterator[tuple[str, dict[str, str]]]:
    """Each named query with what it needs, with all that it may be given, and as :data:`MORE` says."""
    for query in list_queries():
        needed = {one.name: VALUES[one.name] for one in query.parameters if not one.optional}
        full = {one.name: VALUES[one.name] for one in query.parameters if one.name in VALUES}
        asked = [needed, *([full] if full != needed else []), *MORE.get(query.name, ())]
        actors = [one.name for one in query.parameters if one.kind == "actor" and one.name in VALUES]
        asked += [one for one in ({**needed, name: VALUES[name]} for name in actors) if one not in asked]
        for params in asked:
            yield query.name, params


class Figures:
    """What was measured, printed line by line as it comes."""

    def __init__(self) -> None:
        self.slowest: dict[str, tuple[float, str]] = {}
        self.over: Counter[str] = Counter()
        print(f"{'':76} {'user s':>7} {'clock s':>7}")

    def add(self, kind: str, name: str, user: float, clock: float, what: str = "") -> None:
        """A row: seconds of the processor and of the clock, and what came."""
        is_over = user > WANTED[kind]
        self.over[kind] += is_over
        self.slowest[kind] = max(self.slowest.get(kind, (0.0, "")), (user, name))
        mark = f"  over {WANTED[kind]:g} s" if is_over else ""
        print(f"{name:76} {user:7.2f} {clock:7.2f} {what}{mark}", flush=True)

    def end(self) -> None:
        """Print the slowest of each kind."""
        for kind, (user, name) in self.slowest.items():
            print(f"slowest {kind}: {user:.2f} s, {name}; {self.over[kind]} over {WANTED[kind]:g} s")


def measure_query(
    figures: Figures, graph: Path, name: str, params: Mapping[str, str], level: str, limit: float
) -> None:
    """Add a named query, given up after ``limit`` seconds of the clock."""
    asked = " ".join([name, *(f"{key}={value}" for key, value in params.items())])
    command = [sys.executable, "-c", ONE, str(graph), name, json.dumps(params), level]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        figures.add("named query", asked, limit, limit, "given up")
    except subprocess.CalledProcessError as error:
        print(f"{asked:76} {error.stderr.strip().splitlines()[-1]}", flush=True)
    else:
        user, clock, rows = json.loads(done.stdout)
        figures.add("named query", asked, user, clock, f"{rows:6} rows")


def user_seconds(process: int) -> float:
    """User time of a process and all below it."""
    total, waiting = 0, [process]
    while waiting:
        one = waiting.pop()
        try:
            total += int(Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return total / os.sysconf("SC_CLK_TCK")


def measure_page(figures: Figures, kind: str, name: str, process: int, address: str) -> None:
    """Add a page, or what went wrong with it."""
    user, clock = user_seconds(process), time.monotonic()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "text/html"})) as answer:
            said = f"{len(answer.read()) / 1000:6.0f} kB"
    except urllib.error.HTTPError as error:
        said = f"status {error.code}"
    spent, waited = user_seconds(process) - user, time.monotonic() - clock
    # A process that was given up takes its seconds with it.
    figures.add(kind, name, spent if spent >= 0 else waited, waited, said)


def measure_in_one(figures: Figures, kind: str, script: str, arguments: Sequence[str]) -> None:
    """Add a row for each line that a script writes: name, user seconds, clock seconds, rows."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        name, user, clock, rows = json.loads(line)
        figures.add(kind, name, user, clock, f"{rows:6} rows")
    process.wait()


@contextmanager
def workbench(folder: Path) -> Iterator[tuple[int, str]]:
    """A server for this folder, by its process and its address."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        yield server.pid, server.stdout.readline().split()[0].rstrip("/")
    finally:
        server.terminate()
        server.wait(20)


def articles_shown(graph: Path) -> list[str]:
    """Addresses of the newest article and of the one of most claims."""
    with open_graph(graph, read_only=True) as opened:
        found = [next(select(opened, text), None) for text in (NEWEST, FULLEST)]
    return [f"/article/{quote(article_id(row['article']), safe='')}" for row in found if row]


def kind_of(page: str) -> str:
    """What is wanted of a page."""
    if page.startswith("/explorer"):
        return "explorer"
    return "named query" if page.startswith("/query/") else "page"


def pages(figures: Figures, folder: Path, only: list[str]) -> None:
    """Add the pages."""
    with workbench(folder) as (process, base):
        measure_page(figures, "fresh server", "a fresh server: /", process, base + "/")
        for path in (*PAGES, *articles_shown(folder / "graph")):
            if not only or any(one in path for one in only):
                for which in ("", "  again"):
                    measure_page(figures, kind_of(path), path + which, process, base + path)


def one_more(figures: Figures, folder: Path, reader: str) -> None:
    """Add what one more article costs, and the first page after it."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        copy, article = Path(beside) / "out", Path(beside) / "more.txt"
        shutil.copytree(folder, copy, ignore=lambda _, names: [one for one in names if one.startswith(".serving-")])
        article.write_text(ARTICLE, encoding="utf-8")
        with workbench(copy) as (process, base):
            measure_page(figures, "fresh server", "the copy: /", process, base + "/")
            for which in ("one more article", "the same, edited"):
                begun, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
                command = [sys.executable, "-m", "kg", "build", str(article), "--out", str(copy), "--no-write"]
                subprocess.run([*command, "--reader", reader], check=True, stdout=subprocess.DEVNULL)
                user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun.ru_utime
                figures.add("one more article", which, user, time.monotonic() - clock)
                article.write_text(ARTICLE + " Mali thanked Russia.", encoding="utf-8")
            measure_page(figures, "fresh server", "first page of the new snapshot", process, base + "/")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", choices=["all", "queries", "ask", "analyse", "pages", "add"], default="all")
    parser.add_argument("--only", action="append", default=[], help="part of a query's name or a page's address")
    parser.add_argument("--level", choices=["said", "state"], default="said", help="of the named queries")
    parser.add_argument("--reader", choices=["trained", "rules"], default="trained", help="of one more article")
    parser.add_argument("--limit", type=float, default=60, help="seconds of the clock for a query")
    options = parser.parse_args()
    graph = options.folder / "graph"
    figures = Figures()
    if options.jobs in ("all", "queries"):
        for name, params in questions():
            if not options.only or any(one in name for one in options.only):
                measure_query(figures, graph, name, params, options.level, options.limit)
    if options.jobs in ("all", "ask"):
        measure_in_one(figures, "question", ASKED, [str(graph), *QUESTIONS])
    if options.jobs in ("all", "analyse"):
        measure_in_one(figures, "analysis", ANALYSED, [str(graph)])
    if options.jobs in ("all", "pages"):
        pages(figures, options.folder, options.only)
    if options.jobs in ("all", "add"):
        one_more(figures, options.folder, options.reader)
    figures.end()


if __name__ == "__main__":
    main()
