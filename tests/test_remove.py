"""An article taken back leaves the graph as if it had never been read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.errors import InputError, StoreError
from kg.graph.store import open_graph
from kg.parse import Setup
from kg.query import run_query
from kg.remove import remove
from tests.conftest import read_lines

ARTICLES = [
    {"id": "one", "text": "Canada imposed sanctions on Belarus.", "url": "https://example.org/one"},
    {"id": "two/2", "text": "Ghana denied that it had shelled Togo."},
    {"id": "three", "text": "Chile and Peru signed an accord."},
]
FILES = ("graph.nq", "claims.jsonl", "graph.html")
RULES = Setup(reader="rules")


def news(path: Path, *records: dict[str, str]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    build([news(tmp_path / "all.jsonl", *ARTICLES)], tmp_path / "out", setup=RULES)
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["one", "https://w3id.org/geopolitical-kg/article/one", "https://example.org/one"])
def test_goes_by_id_iri_or_url(out: Path, tmp_path: Path, name: str) -> None:
    assert remove(out, [name]) == ["one"]
    assert {claim["article"] for claim in read_lines(out / "claims.jsonl")} == {"two/2", "three"}


def test_leaves_what_a_build_without_it_gives(out: Path, tmp_path: Path) -> None:
    remove(out, ["one", "two/2"])
    build([news(tmp_path / "rest.jsonl", ARTICLES[2])], tmp_path / "rest", setup=RULES)
    for file in FILES:
        assert (out / file).read_bytes() == (tmp_path / "rest" / file).read_bytes()


def test_can_be_read_again(out: Path, tmp_path: Path) -> None:
    before = {file: (out / file).read_bytes() for file in FILES}
    remove(out, ["one"])
    build([news(tmp_path / "one.jsonl", ARTICLES[0])], out, setup=RULES)
    assert before == {file: (out / file).read_bytes() for file in FILES}


def test_unknown_article_removes_nothing(out: Path) -> None:
    before = (out / "graph.nq").read_bytes()
    with pytest.raises(InputError, match=r"no article 'four' in .*out; `kg query .*out articles` lists them"):
        remove(out, ["one", "four"])
    assert (out / "graph.nq").read_bytes() == before


def test_no_graph_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no graph there"):
        remove(tmp_path, ["one"])


def test_command_says_what_it_removed(out: Path) -> None:
    result = CliRunner().invoke(main, ["remove", str(out), "one", "three"], catch_exceptions=False)
    assert result.stdout == "removed one\nremoved three\n"
    assert CliRunner().invoke(main, ["remove", str(out), "on"]).exit_code == 1


def test_files_that_are_not_written_anew_do_not_keep_what_was_removed(out: Path) -> None:
    result = CliRunner().invoke(main, ["remove", str(out), "one", "--no-write"], catch_exceptions=False)
    assert result.stdout.startswith("removed one\ngraph.nq, claims.jsonl and graph.html were not written (")
    assert not any((out / file).exists() for file in FILES)


@pytest.mark.parametrize("step", ["remove_article", "follow", "write_outputs"])
def test_cut_off_at_any_step_it_is_completed_by_running_again(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"kg.remove.{step}", interrupted)
        with pytest.raises(KeyboardInterrupt):
            remove(out, ["one", "two/2"])
    assert remove(out, ["one", "two/2"]) == ["one", "two/2"]
    build([news(tmp_path / "rest.jsonl", ARTICLES[2])], tmp_path / "rest", setup=RULES)
    for file in FILES:
        assert (out / file).read_bytes() == (tmp_path / "rest" / file).read_bytes()


def test_what_is_gone_counts_as_removed_and_a_slip_of_the_pen_does_not(out: Path) -> None:
    remove(out, ["https://example.org/one"])
    for name in ("one", "https://w3id.org/geopolitical-kg/article/one", "https://example.org/one"):
        assert remove(out, [name, "three"]) == [name, "three"]
    with pytest.raises(InputError, match="no article 'onne'"):
        remove(out, ["onne"])


def test_nothing_of_an_article_is_kept_by_which_it_is_known_to_be_gone(out: Path) -> None:
    remove(out, ["https://example.org/one"])
    left = b"".join(path.read_bytes() for path in out.iterdir() if path.is_file())
    assert b"example.org/one" not in left
    assert b"sanctions on Belarus" not in left


def test_removal_that_was_cut_off_says_so_to_whoever_asks(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("kg.remove.follow", interrupted)
        with pytest.raises(KeyboardInterrupt):
            remove(out, ["one"])
    said = "this graph is unfinished: articles were added or removed"
    with open_graph(out / "graph", read_only=True) as graph:
        assert said in str(run_query(graph, "articles").note)
    csv = ("--format", "csv")
    for command in (["query", "ASK {}"], ["query", "articles", *csv], ["actors"], ["analyse"], ["export", *csv]):
        result = CliRunner().invoke(main, [command[0], str(out), *command[1:]], catch_exceptions=False)
        assert said in result.stderr
        assert "run `kg build` or `kg remove` again" in result.stderr
    remove(out, ["one"])
    assert CliRunner().invoke(main, ["query", str(out), "articles"]).stderr == ""
