"""Load on the workbench: many requests at once for a minute, errors counted, memory of all its processes watched.

    python -m benchmarks.serve out                     200 at once for 60 seconds
    python -m benchmarks.serve out --at-once 50 --seconds 10

``out`` is a folder that `kg build` made. The server is started here, on this machine's loopback address, and ended
afterwards. Half of the requests are queries to /sparql, of eight kinds, the rest pages and files in equal parts; a
second, short run adds four queries that never end to the same load. The yardstick beside it is what the same
connections reach on a page that needs no graph.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

QUERIES = [
    "ASK { ?claim kg:polarity kg:negated }",
    "SELECT (COUNT(*) AS ?n) { ?claim a kg:Claim }",
    "SELECT ?relation (COUNT(*) AS ?n) { ?claim rdf:predicate ?relation } GROUP BY ?relation ORDER BY DESC(?n)",
    "SELECT ?actor ?label { ?actor a kg:Country ; rdfs:label ?label } ORDER BY ?label LIMIT 50",
    "SELECT ?quote { ?claim oa:exact ?quote ; kg:confidence ?c } ORDER BY DESC(?c) LIMIT 20",
    "SELECT ?who ?whom { ?who rel:sanctions ?whom } LIMIT 100",
    "CONSTRUCT { ?who rel:accuses ?whom } WHERE { ?who rel:accuses ?whom } LIMIT 100",
    "SELECT ?title { ?article schema:headline ?title } LIMIT 30",
]
PAGES = [
    "/",
    "/actors",
    "/articles",
    "/relations",
    "/search.json?q=ir",
    "/query/denials.csv",
    "/relation/sanctions",
    "/editor",
]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@dataclass
class Result:
    """What a run gave; ``latencies`` are in seconds, ``memory`` in MB, one value a second."""

    statuses: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    seconds: float = 0.0


async def load(port: int, paths: list[str], at_once: int, seconds: float, process: int) -> Result:
    """``at_once`` connections, each sending its next request as soon as the last one is answered."""
    result, until, begun = Result(), time.monotonic() + seconds, time.monotonic()
    turn = itertools.cycle(paths)

    async def one() -> None:
        reader = writer = None
        while time.monotonic() < until:
            path, sent = next(turn), time.monotonic()
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
                status = await asyncio.wait_for(read_answer(reader), 60)
            except (OSError, EOFError, TimeoutError, ValueError) as error:
                result.errors[type(error).__name__] += 1
                if writer:
                    writer.close()
                reader = writer = None
                continue
            result.statuses[status] += 1
            result.latencies.append(time.monotonic() - sent)
        if writer:
            writer.close()

    async def watch() -> None:
        while time.monotonic() < until:
            result.memory.append(memory_of(process))
            await asyncio.sleep(1)

    await asyncio.gather(watch(), *(one() for _ in range(at_once)))
    result.seconds = time.monotonic() - begun
    return result


async def read_answer(reader: asyncio.StreamReader | None) -> int:
    """Read one answer whole; its status."""
    assert reader is not None
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1])


def memory_of(process: int) -> float:
    """MB that a process and all below it hold for themselves, shared pages by their share."""
    total, waiting = 0.0, [process]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text(encoding="ascii").split())
        except (OSError, ValueError):
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
    return total


def report(name: str, result: Result) -> None:
    """One block of figures."""
    answered = sum(result.statuses.values())
    ranked = sorted(result.latencies)
    quarter = max(len(result.memory) // 4, 1)
    first, last = (
        statistics.fmean(result.memory[1 : quarter + 1] or [0]),
        statistics.fmean(result.memory[-quarter:] or [0]),
    )
    print(f"{name}: {answered:,} answers in {result.seconds:.0f} s = {answered / result.seconds:,.0f} a second")
    print(f"  status {dict(sorted(result.statuses.items()))}, connection errors {dict(result.errors) or 'none'}")
    half, most = (ranked[int(len(ranked) * share)] * 1000 for share in (0.5, 0.99))
    print(f"  half within {half:.0f} ms, 99 of 100 within {most:.0f} ms, slowest {ranked[-1] * 1000:.0f} ms")
    print(f"  memory in all: {first:.0f} MB at first, {last:.0f} MB at last, at most {max(result.memory):.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--at-once", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    command = [sys.executable, "-m", "kg", "serve", str(options.folder), "--port", "0", "--seconds", "20"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        port = int(server.stdout.readline().split()[0].rstrip("/").rpartition(":")[2])
        queries = [f"/sparql?query={quote(text)}" for text in QUERIES]
        mixed = [path for pair in zip(queries, PAGES, strict=True) for path in pair]
        asyncio.run(load(port, mixed, 8, 3, server.pid))  # every process has started and opened the graph
        report(
            f"{options.at_once} at once", asyncio.run(load(port, mixed, options.at_once, options.seconds, server.pid))
        )
        report(
            "the same, a page that needs no graph",
            asyncio.run(load(port, ["/assets/search.js"], options.at_once, 5, server.pid)),
        )
        asyncio.run(beside_endless(port, mixed, options.at_once, server.pid))
    finally:
        server.terminate()
        server.wait(20)


async def beside_endless(port: int, mixed: list[str], at_once: int, process: int) -> None:
    """The same load while four queries never end: pages go on, queries wait for a process, nothing is lost."""
    endless = [asyncio.create_task(load(port, [f"/sparql?query={quote(ENDLESS)}"], 1, 1, process)) for _ in range(4)]
    await asyncio.sleep(0.5)
    pages = [path for path in mixed if not path.startswith(("/sparql", "/query"))]
    report("pages beside 4 queries that never end", await load(port, pages, at_once, 10, process))
    statuses = [dict((await one).statuses) for one in endless]
    print(f"  the endless ones: {statuses}")


if __name__ == "__main__":
    main()
