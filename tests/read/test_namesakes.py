"""Two texts under one id in one file are two articles; the second has an id of its own, the same every time."""

from __future__ import annotations

import json
from pathlib import Path

from kg.building import build
from kg.model import Article
from kg.parse import Setup
from kg.read import Note, Skip, read
from tests.conftest import read_lines

RULES = Setup(reader="rules")
FIJI, CUBA, PERU = "Canada condemned Fiji.", "Canada condemned Cuba.", "Canada condemned Peru."


def file_of(folder: Path, *texts: str, name: str = "news.jsonl") -> str:
    path = folder / name
    path.write_text("\n".join(json.dumps({"id": "34", "text": text}) for text in texts), encoding="utf-8")
    return str(path)


def condemned(path: Path) -> list[tuple[str, str]]:
    return [(claim["article"], claim["object"]["country"]) for claim in read_lines(path)]


def test_each_text_is_an_article_and_a_note_says_so(tmp_path: Path) -> None:
    path = file_of(tmp_path, FIJI, CUBA, PERU)
    *articles, note = read([path])
    assert [(a.id, a.text) for a in articles if isinstance(a, Article)] == [
        ("34", FIJI), ("34~2", CUBA), ("34~3", PERU),
    ]  # fmt: skip
    assert note == Note(path, "2 texts have the id of another text before; read as '34~2', '34~3'")


def test_a_text_that_stands_there_again_is_read_once(tmp_path: Path) -> None:
    items = list(read([file_of(tmp_path, FIJI, CUBA, FIJI, CUBA)]))
    assert [item.id for item in items if isinstance(item, Article)] == ["34", "34~2"]
    assert [item.reason.split(",")[0] for item in items if isinstance(item, Skip)] == [
        "article '34' was read before", "article '34~2' was read before",
    ]  # fmt: skip


def test_another_build_gives_the_same_graph(tmp_path: Path) -> None:
    path, out = file_of(tmp_path, FIJI, CUBA), tmp_path / "out"
    summary = build([path], out, setup=RULES)
    assert summary.warnings == [f"{path}: 1 text has the id of another text before; read as '34~2'"]
    before = (out / "graph.nq").read_bytes()
    build([path], out, setup=RULES)
    assert (out / "graph.nq").read_bytes() == before
    assert condemned(out / "claims.jsonl") == [("34", "FJI"), ("34~2", "CUB")]
    assert not (out / "history.jsonl").exists()


def test_the_second_text_edited_is_a_new_version_of_the_second_article(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build([file_of(tmp_path, FIJI, CUBA)], out, setup=RULES)
    build([file_of(tmp_path, FIJI, PERU)], out, setup=RULES)
    assert condemned(out / "claims.jsonl") == [("34", "FJI"), ("34~2", "PER")]
    assert condemned(out / "history.jsonl") == [("34~2", "CUB")]


def test_another_file_with_that_id_is_no_second_article(tmp_path: Path) -> None:
    items = list(read([file_of(tmp_path, FIJI), file_of(tmp_path, CUBA, name="other.jsonl")]))
    assert [item.id for item in items if isinstance(item, Article)] == ["34"]
