"""On Ray the claims are those of one process, whatever dies meanwhile."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from kg.building import build
from kg.errors import InputError
from kg.extract import read_articles
from kg.extract.on_ray import read_articles_on_ray
from kg.model import Article
from kg.parse import Setup
from kg.shards.files import read_shards

pytest.importorskip("pyarrow", reason="needs the package pyarrow")
ray = pytest.importorskip("ray", reason="needs the package ray")

RULES = Setup(reader="rules")
NAMES = ("Peru", "Chile", "Bolivia", "Ghana", "Togo", "Benin", "Kenya", "Egypt", "Sudan", "Chad", "Nepal", "Laos")
ARTICLES = [Article(name, f"Canada imposed sanctions on {name}. {name} condemned Canada.") for name in NAMES]

pytestmark = pytest.mark.filterwarnings("ignore:::ray", "ignore::ResourceWarning", "ignore::FutureWarning")


@pytest.fixture(scope="module")
def three_workers() -> Iterator[None]:
    os.environ.setdefault("RAY_worker_niceness", "0")
    ray.init("local", num_cpus=3, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


def at_work() -> list[psutil.Process]:
    """Workers of Ray that are reading just now; Ray calls its processes by what they do."""
    children = psutil.Process().children(recursive=True)
    return [child for child in children if "ray::read_batch" in " ".join(child.cmdline())]


def test_one_process_two_and_ray_make_the_same_graph(
    three_workers: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.extract"], "FOR_ONE", 0)
    monkeypatch.setattr(sys.modules["kg.extract"], "BATCH", 1)
    news = tmp_path / "news"
    news.mkdir()
    for article in ARTICLES[:3]:
        (news / f"{article.id}.txt").write_text(article.text, encoding="utf-8")
    build([str(news)], tmp_path / "one", setup=RULES)
    build([str(news)], tmp_path / "two", setup=RULES, processes=2)
    build([str(news)], tmp_path / "ray", setup=RULES, engine="ray")
    for file in ("graph.nq", "claims.jsonl"):
        expected = (tmp_path / "one" / file).read_bytes()
        assert (tmp_path / "two" / file).read_bytes() == expected
        assert (tmp_path / "ray" / file).read_bytes() == expected
    found = list(read_shards([tmp_path / "ray" / "shards"], on_skip=pytest.fail))
    assert sorted(reading.article.text for reading in found) == sorted(article.text for article in ARTICLES[:3])


def test_killed_worker_loses_nothing_and_doubles_nothing(three_workers: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.extract"], "BATCH", 1)
    found, killed = [], 0
    for reading in read_articles_on_ray(ARTICLES, setup=RULES, on_skip=pytest.fail):
        found.append(reading)
        if not killed and (working := at_work()):
            os.kill(working[0].pid, signal.SIGKILL)
            killed = working[0].pid
    assert killed, "a worker was killed in the middle of an article"
    assert not psutil.pid_exists(killed) or psutil.Process(killed).status() == psutil.STATUS_ZOMBIE
    assert found == list(read_articles(ARTICLES, setup=RULES))


def test_model_that_is_not_there_is_named(three_workers: None) -> None:
    with pytest.raises(InputError, match="spaCy model 'no_such_model' is not installed"):
        list(read_articles_on_ray(ARTICLES, setup=Setup(model="no_such_model"), on_skip=pytest.fail))


def test_without_ray_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(Exception, match=r"this needs ray: pip install 'geopolitical-kg\[ray\]'"):
        list(read_articles_on_ray(ARTICLES, setup=RULES, on_skip=pytest.fail))
