"""What is asked of a large graph, and what it costs: a table of name and seconds.

    python -m benchmarks.at_scale out                       named queries, kg ask, kg analyse, pages, one more article
    python -m benchmarks.at_scale out --only relations-as-of --only /actor
    python -m benchmarks.at_scale out --jobs queries --level state --limit 30

``out`` is a folder that `kg build` made; it is read only. A query is asked in a process of its own, without and with
values for its parameters; questions in words in one process, and so are the methods of analysis. The seconds are those
of the processor, user time of that process after the graph was opened, since these say the same on a busy machine and
an idle one; beside them those of the clock. Pages are asked of the workbench, started here with one process that reads;
their seconds are user time of all its processes while the page was made: the first page of a fresh server, then each
page as it comes, and once more. One more article is added to a copy of ``out``, with a workbench open on it: the
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

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
    "/", "/explorer", "/actors", "/actors?q=min", "/actor/Russia", "/actor/Q30", "/actor/United%20States?page=40",
    "/actor/Qatar?since=2017-01-01&until=2017-12-31", "/pair/Russia/Ukraine", "/pair/United%20States/Iran?whole=1",
    "/articles", "/articles?page=100", "/relations", "/relation/sanctions", "/relation/assaults", "/query",
    "/query/relations-as-of?day=2017-07-01&actor=Qatar", "/query/timeline?actor=Qatar", "/query/timeline",
    "/search.json?q=ir", "/words.json", "/editor", "/texts?q=%22grain%20corridor%22",
)  # fmt: skip
QUESTIONS = (
    "Who armed Ukraine in 2014?", "Who sanctioned Iran?", "Which countries severed ties with Qatar in 2017?",
    "Who mediated between Israel and Hamas?", "Did Russia invade Ukraine?", "When did China visit India?",
    "Who accused Russia?", "Who sanctioned whom in 2018?",
)  # fmt: skip
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


def measure_query(graph: Path, name: str, params: Mapping[str, str], level: str, limit: float) -> str:
    """User seconds, clock seconds and rows, or that it was given up after ``limit`` seconds of the clock."""
    command = [sys.executable, "-c", ONE, str(graph), name, json.dumps(params), level]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except subprocess.TimeoutExpired:
        return f"{'':7} {'>' + format(limit, 'g'):>7}"
    except subprocess.CalledProcessError as error:
        return error.stderr.strip().splitlines()[-1]
    user, clock, rows = json.loads(done.stdout)
    return f"{user:7.2f} {clock:7.2f} {rows:6} rows"


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


def measure_page(process: int, address: str) -> str:
    """User seconds, clock seconds and size of a page, or what went wrong."""
    user, clock = user_seconds(process), time.monotonic()
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept": "text/html"})) as answer:
            said = f"{len(answer.read()) / 1000:6.0f} kB"
    except urllib.error.HTTPError as error:
        said = f"  status {error.code}"
    return f"{user_seconds(process) - user:7.2f} {time.monotonic() - clock:7.2f} {said}"


def measure_in_one(script: str, arguments: Sequence[str]) -> None:
    """Print a row for each line that a script writes: name, user seconds, clock seconds, rows."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        name, user, clock, rows = json.loads(line)
        print(f"{name:74} {user:7.2f} {clock:7.2f} {rows:6} rows", flush=True)
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


def pages(folder: Path, only: list[str]) -> None:
    """Print the table of pages."""
    with workbench(folder) as (process, base):
        print(f"{'a fresh server: /':74} {measure_page(process, base + '/')}", flush=True)
        for path in PAGES:
            if not only or any(one in path for one in only):
                for which in ("", "  again"):
                    print(f"{path + which:74} {measure_page(process, base + path)}", flush=True)


def one_more(folder: Path) -> None:
    """Print what one more article costs, and the first page after it."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as beside:
        copy, article = Path(beside) / "out", Path(beside) / "more.txt"
        shutil.copytree(folder, copy, ignore=lambda _, names: [one for one in names if one.startswith(".snapshot")])
        article.write_text(ARTICLE, encoding="utf-8")
        with workbench(copy) as (process, base):
            measure_page(process, base + "/")
            for which in ("one more article", "the same, edited"):
                begun, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
                command = [sys.executable, "-m", "kg", "build", str(article), "--out", str(copy), "--no-write"]
                subprocess.run(command, check=True, capture_output=True)
                ended = resource.getrusage(resource.RUSAGE_CHILDREN)
                user = ended.ru_utime - begun.ru_utime
                print(f"{which:74} {user:7.2f} {time.monotonic() - clock:7.2f}", flush=True)
                article.write_text(ARTICLE + " Mali thanked Russia.", encoding="utf-8")
            print(f"{'first page of the new snapshot':74} {measure_page(process, base + '/')}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", choices=["all", "queries", "ask", "analyse", "pages", "add"], default="all")
    parser.add_argument("--only", action="append", default=[], help="part of a query's name or a page's address")
    parser.add_argument("--level", choices=["said", "state"], default="said", help="of the named queries")
    parser.add_argument("--limit", type=float, default=60, help="seconds of the clock for a query")
    options = parser.parse_args()
    graph = options.folder / "graph"
    print(f"{'':76} {'user s':>7} {'clock s':>7}")
    if options.jobs in ("all", "queries"):
        for name, params in questions():
            if not options.only or any(one in name for one in options.only):
                asked = " ".join([name, *(f"{key}={value}" for key, value in params.items())])
                print(f"{asked:74} {measure_query(graph, name, params, options.level, options.limit)}", flush=True)
    if options.jobs in ("all", "ask"):
        measure_in_one(ASKED, [str(graph), *QUESTIONS])
    if options.jobs in ("all", "analyse"):
        measure_in_one(ANALYSED, [str(graph)])
    if options.jobs in ("all", "pages"):
        pages(options.folder, options.only)
    if options.jobs in ("all", "add"):
        one_more(options.folder)


if __name__ == "__main__":
    main()
