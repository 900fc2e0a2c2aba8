"""Articles in; a graph, its N-Quads, its claims and its picture out, the same bytes every time."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.errors import InputError, StoreError
from kg.graph.claims import claims
from kg.graph.store import open_graph
from kg.graph.validate import validate
from kg.model import Article
from kg.parse import Setup
from kg.read import read
from tests.conftest import ROOT, Built, read_lines

SANCTIONS = "Canada imposed sanctions on Belarus.\n\nBelarus condemned Canada.\n"
RULES = Setup(reader="rules")
VISIT = "The president of Chile visited Peru. Peru has not signed an agreement with Bolivia.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "sanctions.txt").write_text(SANCTIONS, encoding="utf-8")
    (folder / "visit.md").write_text(f"---\ntitle: A visit\ndate: 2023-05-04\n---\n{VISIT}", encoding="utf-8")
    return folder


def triples(out: Path) -> set[tuple[str, str, str, str]]:
    return {(claim["subject"]["country"], claim["relation"], claim["object"]["country"], claim["polarity"])
            for claim in read_lines(out / "claims.jsonl")}  # fmt: skip


def test_two_articles_give_graph_quads_picture_and_claims(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    summary = build([str(news)], out)
    assert {path.name for path in out.iterdir()} == {"graph", "graph.nq", "graph.html", "claims.jsonl", "texts.sqlite"}
    assert triples(out) >= {("CAN", "sanctions", "BLR", "affirmed"), ("BLR", "condemns", "CAN", "affirmed"),
                            ("PER", "signsAgreementWith", "BOL", "negated")}  # fmt: skip
    assert "Canada" in (out / "graph.html").read_text(encoding="utf-8")
    assert (summary.articles, summary.claims["sanctions", "affirmed"], summary.skipped) == (2, 1, [])
    assert summary.outputs["page"] == out / "graph.html"


def test_files_beside_a_large_graph_are_written_when_asked_for(
    news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, files = tmp_path / "out", ("graph.nq", "graph.html", "claims.jsonl")
    build([str(news)], out, setup=RULES)
    before = {name: (out / name).read_bytes() for name in files}
    monkeypatch.setattr("kg.building.WRITTEN_UP_TO", 2)
    summary = build([str(news)], out, setup=RULES)
    left = {path.name for path in out.iterdir()}
    assert left == {"graph", "texts.sqlite"}, "what no longer fits the graph is taken away"
    assert summary.outputs == {}
    assert summary.not_written == (
        "graph.nq, claims.jsonl and graph.html were not written (4 claims): --write does, or "
        f"`kg export {out} --format nquads --output {out / 'graph.nq'}` (or `--format claims`) and `kg view {out}`"
    )
    build([str(news)], out, setup=RULES, write=True)
    assert {name: (out / name).read_bytes() for name in files} == before
    for format_, name in (("nquads", "graph.nq"), ("claims", "claims.jsonl")):
        again = tmp_path / name
        arguments = ["export", str(out), "--format", format_, "--output", str(again)]
        CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert again.read_bytes() == before[name]


def test_command_says_which_files_it_did_not_write(news: Path, tmp_path: Path) -> None:
    arguments = ["build", str(news), "--out", str(tmp_path / "out"), "--reader", "rules", "--no-write"]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "were not written (4 claims): --write does, or `kg export" in result.stdout
    assert "page:" not in result.stdout


def test_claims_in_the_graph_are_the_claims_of_the_file(news: Path, tmp_path: Path) -> None:
    build([str(news)], tmp_path / "out")
    with open_graph(tmp_path / "out" / "graph", read_only=True) as graph:
        stored = {claim.id for claim in claims(graph)}
    assert stored == {claim["id"] for claim in read_lines(tmp_path / "out" / "claims.jsonl")}


def test_building_twice_gives_the_same_bytes(news: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        build([str(news)], tmp_path / name)
    for file in ("graph.nq", "claims.jsonl", "graph.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_building_again_over_a_graph_changes_nothing(news: Path, tmp_path: Path) -> None:
    build([str(news)], tmp_path / "out")
    before = {file: (tmp_path / "out" / file).read_bytes() for file in ("graph.nq", "claims.jsonl")}
    build([str(news)], tmp_path / "out")
    assert before == {file: (tmp_path / "out" / file).read_bytes() for file in before}


def test_two_processes_give_the_same_bytes_as_one(news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.extract"], "FOR_ONE", 0)
    monkeypatch.setattr(sys.modules["kg.extract"], "BATCH", 1)
    for processes in (1, 2):
        build([str(news)], tmp_path / str(processes), processes=processes)
    for file in ("graph.nq", "claims.jsonl"):
        assert (tmp_path / "1" / file).read_bytes() == (tmp_path / "2" / file).read_bytes()


def test_another_article_is_added_and_the_order_does_not_matter(news: Path, tmp_path: Path) -> None:
    first, second = str(news / "sanctions.txt"), str(news / "visit.md")
    build([first], tmp_path / "one")
    assert ("CAN", "sanctions", "BLR", "affirmed") in triples(tmp_path / "one")
    build([second], tmp_path / "one")
    build([second, first], tmp_path / "other")
    assert ("CAN", "sanctions", "BLR", "affirmed") in triples(tmp_path / "one")
    for file in ("graph.nq", "claims.jsonl"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()


def test_corrected_article_replaces_the_old_one(tmp_path: Path) -> None:
    for text in ("Canada imposed sanctions on Belarus.", "Canada imposed sanctions on Cuba."):
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps({"id": "1", "text": text}), encoding="utf-8")
        build([str(path)], tmp_path / "out")
    assert triples(tmp_path / "out") == {("CAN", "sanctions", "CUB", "affirmed")}


def test_what_cannot_be_read_is_named_and_the_rest_is_built(news: Path, tmp_path: Path) -> None:
    (news / "broken.jsonl").write_text('{"text": "Canada left.\n{"text": "Fiji condemned Tonga."}\n', encoding="utf-8")
    summary = build([str(news), str(tmp_path / "nowhere")], tmp_path / "out")
    assert [str(skip).removeprefix(str(tmp_path)) for skip in summary.skipped] == [
        "/news/broken.jsonl:1: not valid JSON: Unterminated string starting at at column 10",
        "/nowhere: no such file or folder",
    ]
    assert ("FJI", "condemns", "TON", "affirmed") in triples(tmp_path / "out")


def test_nothing_to_read_leaves_no_trace(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing could be read:\n  .*nowhere: no such file or folder"):
        build([str(tmp_path / "nowhere")], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_model_that_is_not_there_leaves_no_trace(news: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="spaCy model 'no_such_model' is not installed"):
        build([str(news)], tmp_path / "out", setup=Setup(model="no_such_model"))
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_made_is_named(news: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match=r"file/out: can't be made: Not a directory; choose another"):
        build([str(news)], tmp_path / "file" / "out")


class TestSampleArticles:
    def test_are_all_read_and_most_give_claims(self, samples: Built) -> None:
        assert samples.summary.skipped == []
        assert samples.summary.articles >= 25
        assert len({claim["article"] for claim in samples.claims}) >= 0.9 * samples.summary.articles

    def test_every_claim_quotes_its_article_at_its_offsets(self, samples: Built) -> None:
        articles = {item.id: item for item in read([str(ROOT / "data" / "articles")]) if isinstance(item, Article)}
        for claim in samples.claims:
            quote, article = claim["evidence"], articles[claim["article"]]
            text = (article.title or "") if quote["headline"] else article.text
            assert text[quote["start"] : quote["end"]] == quote["text"]

    def test_claims_stand_in_order_of_article_and_place(self, samples: Built) -> None:
        places = [(claim["article"], claim["evidence"]["start"]) for claim in samples.claims]
        assert places == sorted(places)

    def test_hold_denials_plans_and_speakers(self, samples: Built) -> None:
        assert {claim["polarity"] for claim in samples.claims} == {"affirmed", "negated"}
        assert {claim["modality"] for claim in samples.claims} == {"actual", "planned", "possible", "demanded"}
        assert any(claim["attributed_to"] for claim in samples.claims)

    def test_graph_fits_the_shapes(self, samples: Built) -> None:
        with open_graph(samples.out / "graph", read_only=True) as graph:
            assert [str(problem) for problem in validate(graph)] == []
