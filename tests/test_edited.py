"""A file that was edited says what it says now, and no longer what it said before."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.building import Summary, build
from kg.graph.store import open_graph
from kg.parse import Setup
from kg.serve.index import article_entries, newest_articles
from tests.conftest import read_lines

RULES = Setup(reader="rules")
BELARUS, CUBA = "Canada imposed sanctions on Belarus.\n", "Canada imposed sanctions on Cuba.\n"


def sanctioned(out: Path) -> list[str]:
    return sorted(claim["object"]["country"] for claim in read_lines(out / "claims.jsonl"))


def files(out: Path) -> dict[str, tuple[str, ...]]:
    with open_graph(out / "graph", read_only=True) as graph:
        return {entry.id: entry.files for entry in article_entries(graph, newest_articles(graph))}


def built(text: str, path: Path, out: Path) -> Summary:
    path.write_text(text, encoding="utf-8")
    return build([str(path)], out, setup=RULES)


@pytest.mark.parametrize("name", ["note.txt", "note.md"])
def test_the_old_claims_go_and_that_is_said(tmp_path: Path, name: str) -> None:
    path, out = tmp_path / name, tmp_path / "out"
    built(BELARUS, path, out)
    (old,) = files(out)
    summary = built(CUBA, path, out)
    assert sanctioned(out) == ["CUB"]
    assert list(files(out).values()) == [(str(path),)]
    assert summary.warnings == [f"{path}: edited since it was read; what it said before, article {old}, is taken back"]


def test_the_graph_is_that_of_a_build_that_never_saw_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    for text in (BELARUS, BELARUS + CUBA, CUBA):
        built(text, path, tmp_path / "out")
    built(CUBA, path, tmp_path / "fresh")
    for file in ("graph.nq", "claims.jsonl"):
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "fresh" / file).read_bytes()


def test_a_file_is_the_same_from_wherever_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(BELARUS, tmp_path / "note.txt", tmp_path / "out")
    (tmp_path / "note.txt").write_text(CUBA, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert build(["note.txt"], tmp_path / "out", setup=RULES).warnings != []
    assert sanctioned(tmp_path / "out") == ["CUB"]


def test_a_file_that_gets_an_address_takes_back_what_it_said_without(tmp_path: Path) -> None:
    path, out = tmp_path / "note.md", tmp_path / "out"
    built(BELARUS, path, out)
    built(f"---\nurl: https://example.org/1\n---\n{BELARUS}", path, out)
    assert len(files(out)) == 1


def test_what_has_an_address_of_its_own_stays_when_its_file_gets_another_article(tmp_path: Path) -> None:
    path, out = tmp_path / "latest.md", tmp_path / "out"
    built(f"---\nurl: https://example.org/1\n---\n{BELARUS}", path, out)
    built(f"---\nurl: https://example.org/2\n---\n{CUBA}", path, out)
    assert sanctioned(out) == ["BLR", "CUB"]
    assert sorted(files(out).values()) == [(), (str(path),)]


class TestTwoFilesWithOneText:
    def test_are_one_article_that_names_both(self, tmp_path: Path) -> None:
        one, other, out = tmp_path / "one.txt", tmp_path / "other.txt", tmp_path / "out"
        for path in (one, other):
            path.write_text(BELARUS, encoding="utf-8")
        build([str(one), str(other)], out, setup=RULES)
        assert list(files(out).values()) == [(str(one), str(other))]
        build([str(one)], out, setup=RULES)
        assert list(files(out).values()) == [(str(one), str(other))]

    @pytest.mark.parametrize("reread", [("one.txt",), ("one.txt", "other.txt"), ("other.txt", "one.txt")])
    def test_keep_it_when_one_is_edited(self, tmp_path: Path, reread: tuple[str, ...]) -> None:
        out = tmp_path / "out"
        for name in ("one.txt", "other.txt"):
            (tmp_path / name).write_text(BELARUS, encoding="utf-8")
        build([str(tmp_path / "one.txt"), str(tmp_path / "other.txt")], out, setup=RULES)
        (tmp_path / "one.txt").write_text(CUBA, encoding="utf-8")
        build([str(tmp_path / name) for name in reread], out, setup=RULES)
        assert sanctioned(out) == ["BLR", "CUB"]
        assert sorted(files(out).values()) == [(str(tmp_path / "one.txt"),), (str(tmp_path / "other.txt"),)]

    def test_lose_it_when_one_was_moved_and_edited(self, tmp_path: Path) -> None:
        old, new, out = tmp_path / "old.txt", tmp_path / "new.txt", tmp_path / "out"
        built(BELARUS, old, out)
        old.rename(new)
        build([str(new)], out, setup=RULES)
        built(CUBA, new, out)
        assert sanctioned(out) == ["CUB"]

    def test_an_edit_may_make_them(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        (tmp_path / "a.txt").write_text(CUBA, encoding="utf-8")
        (tmp_path / "b.txt").write_text(BELARUS, encoding="utf-8")
        build([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], out, setup=RULES)
        (tmp_path / "b.txt").write_text(CUBA, encoding="utf-8")
        build([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")], out, setup=RULES)
        assert sanctioned(out) == ["CUB"]


class TestRecordsWithoutNames:
    def test_that_are_gone_stay_and_are_named(self, tmp_path: Path) -> None:
        path, out = tmp_path / "feed.jsonl", tmp_path / "out"
        lines = [json.dumps({"text": text}) for text in (BELARUS, CUBA, "Chile sanctioned Peru.")]
        built("\n".join(lines[:2]), path, out)
        (belarus,) = {claim["article"] for claim in read_lines(out / "claims.jsonl")
                      if claim["object"]["country"] == "BLR"}  # fmt: skip
        summary = built("\n".join(lines[1:]), path, out)
        assert sanctioned(out) == ["BLR", "CUB", "PER"]
        assert summary.warnings == [
            f"{path}: no longer holds articles that were read from it, which stay: {belarus}; "
            f"`kg remove {out} ID` takes one back"
        ]

    def test_that_only_moved_within_their_file_are_the_same(self, tmp_path: Path) -> None:
        path, out = tmp_path / "feed.jsonl", tmp_path / "out"
        lines = [json.dumps({"text": text}) for text in (BELARUS, CUBA)]
        built("\n".join(lines), path, out)
        before = (out / "graph.nq").read_bytes()
        assert built("\n".join([*lines[::-1], lines[0]]), path, out).warnings == []
        assert (out / "graph.nq").read_bytes() == before

    def test_with_names_leave_no_trace_of_their_file(self, tmp_path: Path) -> None:
        record = {"id": "1", "text": BELARUS}
        for name in ("one", "other"):
            built(json.dumps(record), tmp_path / f"{name}.jsonl", tmp_path / name)
        assert (tmp_path / "one" / "graph.nq").read_bytes() == (tmp_path / "other" / "graph.nq").read_bytes()


def test_standard_input_is_known_by_its_text_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in (BELARUS, CUBA):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert build(["-"], tmp_path / "out", setup=RULES).warnings == []
    assert sanctioned(tmp_path / "out") == ["BLR", "CUB"]
    assert list(files(tmp_path / "out").values()) == [(), ()]
