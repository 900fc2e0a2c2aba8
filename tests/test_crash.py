"""Whatever kills a build, the graph opens, holds whole articles only, and the same command completes it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.building import build
from kg.errors import StoreError
from kg.graph.claims import articles, claims
from kg.graph.store import open_graph
from kg.graph.texts import read_text, texts_of
from kg.parse import Setup
from kg.remove import remove
from tests.conftest import ROOT

FILES = ("claims.jsonl", "graph", "graph.html", "graph.nq", "texts.sqlite")
MOMENTS = 20
RULES = Setup(reader="rules")
STATES = ["Canada", "Ghana", "Chile", "Kenya", "Japan", "Norway", "Peru", "Fiji", "Nepal", "Oman", "Qatar", "Togo"]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Twelve articles."""
    path = tmp_path / "news.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number, one in enumerate(STATES):
            other = STATES[(number + 1) % len(STATES)]
            text = f"{one} imposed sanctions on {other}. {one} denied that it had attacked {other}."
            file.write(json.dumps({"id": f"article {number}", "text": text}) + "\n")
    return path


PARENT = """
import json, os, resource, signal, sys
from pathlib import Path
from kg.building import build
from kg.errors import StoreError
from kg.extract import extract_claims
from kg.graph.background import load_background
from kg.model import Article
from kg.parse import Setup
from kg.remove import remove
RULES = Setup(reader="rules")
list(extract_claims([Article("warm", "Canada condemned Ghana.")], setup=RULES))
load_background()
print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    child = os.fork()
    if not child:
        sys.modules["kg.extract"].BATCH = 2
        sys.modules["kg.graph.write"].ARTICLES_AT_ONCE = 2
        if order["room"]:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["room"], order["room"]))
        try:
            if order["remove"]:
                remove(Path(order["out"]), order["remove"])
            else:
                build([order["news"]], Path(order["out"]), setup=RULES)
        except StoreError as error:
            print(error, file=sys.stderr, flush=True)
            os._exit(3)
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(4)
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""A process that has loaded all that takes long, and never opens a graph, so that others can be forked off it."""


@dataclass
class Builds:
    """Builds and removals in processes of their own."""

    parent: subprocess.Popen[str]

    def start(self, news: Path, out: Path, *, room: int = 0, remove: tuple[str, ...] = ()) -> int:
        """Id of a process that builds, or removes; ``room`` is how large a file may grow, in bytes."""
        assert self.parent.stdin
        order = {"news": str(news), "out": str(out), "room": room, "remove": remove}
        self.parent.stdin.write(json.dumps(order) + "\n")
        self.parent.stdin.flush()
        return self._answer()

    def end(self) -> int:
        """Exit status of the build that was started last; minus the signal that killed it."""
        return self._answer()

    def _answer(self) -> int:
        assert self.parent.stdout
        return int(self.parent.stdout.readline())


@pytest.fixture(scope="module")
def builds() -> Iterator[Builds]:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          cwd=ROOT) as parent:  # fmt: skip
        assert parent.stdout
        assert parent.stdout.readline() == "ready\n"
        yield Builds(parent)
        parent.kill()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_killed_at_any_moment_it_is_completed_by_running_again(news: Path, builds: Builds, tmp_path: Path) -> None:
    build([str(news)], tmp_path / "whole", setup=RULES)
    expected = (tmp_path / "whole" / "graph.nq").read_bytes()
    per_article = {article.id: 0 for article in articles_of(tmp_path / "whole")}
    for article in claims_of(tmp_path / "whole"):
        per_article[article] += 1

    takes = min(timed(builds, news, tmp_path / name) for name in ("first", "second"))

    chance = random.Random(20)
    killed = 0
    for moment in range(MOMENTS):
        out = tmp_path / f"killed-{moment}"
        child = builds.start(news, out)
        time.sleep(takes * (moment + chance.random()) / MOMENTS)
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        killed += builds.end() == -signal.SIGKILL
        if (out / "graph" / "CURRENT").exists():
            with open_graph(out / "graph") as graph:
                found = [claim.evidence.article for claim in claims(graph)]
                assert {a.id: found.count(a.id) for a in articles(graph)}.items() <= per_article.items()
                assert set(found) <= {article.id for article in articles(graph)}
                assert all(read_text(texts_of(out / "graph"), article.id) for article in articles(graph))
        build([str(news)], out, setup=RULES)
        assert (out / "graph.nq").read_bytes() == expected
        assert sorted(path.name for path in out.iterdir()) == [*FILES]
        shutil.rmtree(out)
    assert killed >= MOMENTS / 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_removal_killed_at_any_moment_is_completed_by_running_it_again(
    news: Path, builds: Builds, tmp_path: Path
) -> None:
    gone = ("article 1", "article 5", "article 11")
    build([str(news)], tmp_path / "whole", setup=RULES)
    shutil.copytree(tmp_path / "whole", tmp_path / "removed")
    takes = timed(builds, news, tmp_path / "removed", remove=gone)
    expected = {name: (tmp_path / "removed" / name).read_bytes() for name in ("graph.nq", "claims.jsonl")}

    chance = random.Random(9)
    killed = 0
    for moment in range(MOMENTS // 2):
        out = tmp_path / f"killed-{moment}"
        shutil.copytree(tmp_path / "whole", out)
        child = builds.start(news, out, remove=gone)
        time.sleep(takes * (moment + chance.random()) / (MOMENTS // 2))
        with contextlib.suppress(ProcessLookupError):  # it was quicker
            os.kill(child, signal.SIGKILL)
        killed += builds.end() == -signal.SIGKILL
        assert remove(out, gone) == list(gone)
        assert expected == {name: (out / name).read_bytes() for name in expected}
        shutil.rmtree(out)
    assert killed >= MOMENTS / 8


def timed(builds: Builds, news: Path, out: Path, *, remove: tuple[str, ...] = ()) -> float:
    """Seconds that a build or removal takes which nobody kills."""
    started = time.monotonic()
    builds.start(news, out, remove=remove)
    assert builds.end() == 0
    return time.monotonic() - started


def articles_of(out: Path) -> list[object]:
    with open_graph(out / "graph", read_only=True) as graph:
        return list(articles(graph))


def claims_of(out: Path) -> list[str]:
    with open_graph(out / "graph", read_only=True) as graph:
        return [claim.evidence.article for claim in claims(graph)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_full_disk_is_one_clear_error_and_leaves_what_was_there(news: Path, builds: Builds, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([str(news)], out, setup=RULES)
    before = {file: (out / file).read_bytes() for file in ("graph.nq", "claims.jsonl", "graph.html")}
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "more", "text": "Spain condemned Malta."}) + "\n", encoding="utf-8")

    builds.start(more, out, room=20_000)
    assert builds.end() == 3
    assert before == {file: (out / file).read_bytes() for file in before}
    build([str(more)], out, setup=RULES)
    assert len(articles_of(out)) == len(STATES) + 1


def test_folder_that_is_read_only_is_one_clear_error(news: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fixed"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        folder.chmod(0o500)
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write anywhere and may not mount")
    try:
        with pytest.raises(StoreError, match=r"can't be made: .*; choose another folder with --out"):
            build([str(news)], folder / "out", setup=RULES)
        assert list(folder.iterdir()) == []
    finally:
        if mounted.returncode == 0:
            subprocess.run(["umount", str(folder)], check=True)
