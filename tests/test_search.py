"""Words and phrases are found in all articles, with filters that ask the graph; the texts follow every change."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.errors import QueryError, StoreError
from kg.graph.store import open_graph
from kg.graph.texts import read_text, texts_of
from kg.parse import Setup
from kg.remove import remove
from kg.search import Search, plain_passage, read_search, search

RULES = Setup(reader="rules")
ARTICLES = [
    {"id": "convoy", "title": "Convoy at the border", "published": "2022-07-10", "source": "Lake Courier",
     "text": "Turkey supplied drones to Somalia. The salt corridor stays open."},
    {"id": "weather", "title": "Rain", "published": "2022-08-02", "source": "Shore Post",
     "text": "It rained on the salt flats, and the corridor of the old inn was flooded. Señor Peña saw it."},
    {"id": "army", "title": "Soldiers", "published": "2021-02-03", "source": "Shore Post",
     "text": "The Turkish army bombed Syria. Canada imposed sanctions on Belarus."},
    {"id": "undated", "text": "Turkey condemned Syria over the salt corridor."},
]  # fmt: skip


def write(path: Path, *records: dict[str, str]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("searched")
    build([write(folder / "news.jsonl", *ARTICLES)], folder / "out", setup=RULES)
    return folder / "out"


def found(out: Path, text: str) -> list[str]:
    with open_graph(out / "graph", read_only=True) as graph:
        return [one.hit.id for one in search(graph, texts_of(out / "graph"), text).found]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("rained", {"weather"}),
        ("salt corridor", {"convoy", "weather", "undated"}),
        ('"salt corridor"', {"convoy", "undated"}),
        ('"Salt Corridor"', {"convoy", "undated"}),
        ("rain*", {"weather"}),
        ("corridor -inn", {"convoy", "undated"}),
        ("rained OR bombed", {"weather", "army"}),
        ("senor pena", {"weather"}),
        ("salt-corridor", {"convoy", "undated"}),
        ("border", {"convoy"}),
        ("salt since:2022-08", {"weather"}),
        ("salt since:2022 until:2022-07", {"convoy"}),
        ('source:"shore post"', {"weather", "army"}),
        ("actor:Turkey", {"convoy", "undated", "army"}),
        ("actor:TUR corridor", {"convoy", "undated"}),
        ("actor:Turkey actor:Syria", {"army", "undated"}),
        ("actor:Turkey actor:Belarus", set()),
        ("relation:suppliesSupportTo", {"convoy"}),
        ("actor:Turkey relation:sanctions", set()),
        ("actor:Belarus relation:sanctions", {"army"}),
        ("snow", set()),
    ],
)
def test_finds_the_articles_that_fit(out: Path, text: str, ids: set[str]) -> None:
    assert set(found(out, text)) == ids


def test_filters_alone_give_the_newest_first(out: Path) -> None:
    assert found(out, "since:2020") == ["weather", "convoy", "army"]


def test_a_passage_shows_what_was_looked_for_and_the_claims_that_fit(out: Path) -> None:
    with open_graph(out / "graph", read_only=True) as graph:
        findings = search(graph, texts_of(out / "graph"), '"salt corridor" relation:suppliesArmsTo')
    (one,) = findings.found
    assert "The \x02salt corridor\x03 stays open" in one.hit.passage
    assert plain_passage(one.hit.passage).endswith("The salt corridor stays open.")
    assert len(one.claims) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to look for"),
        ('"salt', "a quotation mark is not closed"),
        ("colour:blue", "no filter is called 'colour'; there are actor, since"),
        ("-salt", "not only what to leave out"),
        ("salt OR", "OR stands between two words"),
        ("-actor:Turkey salt", "only words can be left out"),
        ("since:yesterday", "since: 'yesterday' is no date"),
        ("since:2020 since:2021", "since: is given twice"),
        ("relation:armed", "no relation is called 'armed'"),
    ],
)
def test_what_can_not_be_looked_for_is_said(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        read_search(text)


def test_what_was_typed_never_reaches_the_index_as_its_own_language() -> None:
    assert read_search("NEAR( a* ^b ) AND") == Search(words='"NEAR(" AND "a" * AND "^b" AND "AND"')


def test_nobody_of_that_name(out: Path) -> None:
    with pytest.raises(QueryError, match="no actor is called 'Turkiyeh'"):
        found(out, "actor:Turkiyeh")


def test_command_shows_a_table_and_csv(out: Path) -> None:
    shown = CliRunner().invoke(main, ["search", str(out), '"salt corridor"', "actor:Somalia"], catch_exceptions=False)
    assert "Convoy at the border" in shown.stdout
    assert "1 row" in shown.stdout
    lines = CliRunner().invoke(main, ["search", str(out), "salt", "--limit", "1", "--format", "csv"])
    assert lines.stdout.startswith("date,title,source,passage,claims,article\n")
    assert "the first 1 of 3 articles" in lines.stderr


def test_a_graph_of_before_has_no_texts(out: Path, tmp_path: Path) -> None:
    with open_graph(out / "graph", read_only=True) as graph, pytest.raises(StoreError, match="run `kg build` over"):
        search(graph, tmp_path / "texts.sqlite", "salt")


def test_an_article_read_again_has_its_new_text(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([write(tmp_path / "news.jsonl", *ARTICLES)], out, setup=RULES)
    changed = {**ARTICLES[0], "text": "Turkey supplied rice to Somalia. The pepper road is shut."}
    build([write(tmp_path / "again.jsonl", changed)], out, setup=RULES)
    assert found(out, "pepper") == ["convoy"]
    assert set(found(out, '"salt corridor"')) == {"undated"}


def test_a_file_edited_takes_its_old_text_along(tmp_path: Path) -> None:
    file = tmp_path / "note.txt"
    file.write_text("Turkey praised Somalia for its cinnamon.", encoding="utf-8")
    build([str(file)], tmp_path / "out", setup=RULES)
    file.write_text("Turkey praised Somalia for its cloves.", encoding="utf-8")
    build([str(file)], tmp_path / "out", setup=RULES)
    assert found(tmp_path / "out", "cinnamon") == []
    assert len(found(tmp_path / "out", "cloves")) == 1


def test_what_was_taken_back_leaves_no_word(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([write(tmp_path / "news.jsonl", *ARTICLES)], out, setup=RULES)
    assert b"flooded" in (out / "texts.sqlite").read_bytes()
    remove(out, ["weather"])
    assert found(out, "flooded") == []
    assert b"flooded" not in (out / "texts.sqlite").read_bytes()
    assert b"Lake Courier" in (out / "texts.sqlite").read_bytes()


def test_the_text_of_an_article_that_the_graph_lost_is_passed_over_and_dropped(tmp_path: Path) -> None:
    """A build killed between text and article leaves such a text."""
    out = tmp_path / "out"
    build([write(tmp_path / "news.jsonl", *ARTICLES)], out, setup=RULES)
    path = texts_of(out / "graph")
    with sqlite3.connect(path) as base:
        base.execute("INSERT INTO article (id, text) VALUES ('lost', 'A salt corridor of nobody.')")
    base.close()
    assert "lost" not in found(out, "salt")
    build([write(tmp_path / "one.jsonl", ARTICLES[0])], out, setup=RULES)
    assert read_text(path, "lost") is None
    assert read_text(path, "undated") == ARTICLES[3]["text"]


def test_a_broken_file_is_one_clear_error(tmp_path: Path) -> None:
    out = tmp_path / "out"
    news = write(tmp_path / "news.jsonl", ARTICLES[0])
    build([news], out, setup=RULES)
    (out / "texts.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match=r"texts.sqlite: the texts can't be read or written: .*delete it and run"):
        build([news], out, setup=RULES)
