"""Named queries and pages of the workbench over a large graph: a table of name and seconds.

    python -m benchmarks.at_scale out                       all named queries, then all pages
    python -m benchmarks.at_scale out --only relations-as-of --only /actor
    python -m benchmarks.at_scale out --jobs queries --limit 30

``out`` is a folder that `kg build` made; it is read only. A query is asked in a process of its own, without and with
values for its parameters. The seconds are those of the processor, user time of that process after the graph was
opened, since these say the same on a busy machine and an idle one; beside them those of the clock. Pages are asked of
the workbench, started here with one process that reads; their seconds are user time of all its processes while the
page was made: the first page of a fresh server, then each page as it comes, and once more.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
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
ONE = """
import json, os, sys, time
from kg.graph.store import open_graph
from kg.query import run_query
with open_graph(sys.argv[1], read_only=True) as graph:
    run_query(graph, "ASK { ?s ?p ?o }")
    user, clock = os.times().user, time.monotonic()
    table = run_query(graph, sys.argv[2], json.loads(sys.argv[3]), time_limit=None)
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


def measure_query(graph: Path, name: str, params: Mapping[str, str], limit: float) -> str:
    """User seconds, clock seconds and rows, or that it was given up after ``limit`` seconds of the clock."""
    command = [sys.executable, "-c", ONE, str(graph), name, json.dumps(params)]
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


def pages(folder: Path, only: list[str]) -> None:
    """Print the table of pages."""
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        base = server.stdout.readline().split()[0].rstrip("/")
        print(f"{'a fresh server: /':74} {measure_page(server.pid, base + '/')}", flush=True)
        for path in PAGES:
            if not only or any(one in path for one in only):
                for which in ("", "  again"):
                    print(f"{path + which:74} {measure_page(server.pid, base + path)}", flush=True)
    finally:
        server.terminate()
        server.wait(20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", choices=["all", "queries", "pages"], default="all")
    parser.add_argument("--only", action="append", default=[], help="part of a query's name or a page's address")
    parser.add_argument("--limit", type=float, default=60, help="seconds of the clock for a query")
    options = parser.parse_args()
    print(f"{'':76} {'user s':>7} {'clock s':>7}")
    if options.jobs != "pages":
        for name, params in questions():
            if not options.only or any(one in name for one in options.only):
                asked = " ".join([name, *(f"{key}={value}" for key, value in params.items())])
                print(f"{asked:74} {measure_query(options.folder / 'graph', name, params, options.limit)}", flush=True)
    if options.jobs != "queries":
        pages(options.folder, options.only)


if __name__ == "__main__":
    main()
