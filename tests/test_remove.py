"""An article taken back leaves the graph as if it had never been read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.errors import InputError, StoreError
from kg.remove import remove
from tests.conftest import read_lines

ARTICLES = [
    {"id": "one", "text": "Canada imposed sanctions on Belarus.", "url": "https://example.org/one"},
    {"id": "two/2", "text": "Ghana denied that it had shelled Togo."},
    {"id": "three", "text": "Chile and Peru signed an accord."},
]
FILES = ("graph.nq", "claims.jsonl", "graph.html")


def news(path: Path, *records: dict[str, str]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    build([news(tmp_path / "all.jsonl", *ARTICLES)], tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.parametrize("name", ["one", "https://w3id.org/geopolitical-kg/article/one", "https://example.org/one"])
def test_goes_by_id_iri_or_url(out: Path, tmp_path: Path, name: str) -> None:
    assert remove(out, [name]) == ["one"]
    assert {claim["article"] for claim in read_lines(out / "claims.jsonl")} == {"two/2", "three"}


def test_leaves_what_a_build_without_it_gives(out: Path, tmp_path: Path) -> None:
    remove(out, ["one", "two/2"])
    build([news(tmp_path / "rest.jsonl", ARTICLES[2])], tmp_path / "rest")
    for file in FILES:
        assert (out / file).read_bytes() == (tmp_path / "rest" / file).read_bytes()


def test_can_be_read_again(out: Path, tmp_path: Path) -> None:
    before = {file: (out / file).read_bytes() for file in FILES}
    remove(out, ["one"])
    build([news(tmp_path / "one.jsonl", ARTICLES[0])], out)
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
    assert CliRunner().invoke(main, ["remove", str(out), "one"]).exit_code == 1
