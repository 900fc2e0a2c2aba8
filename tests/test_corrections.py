"""What an analyst puts right is a line in a file: applied at each build, honoured by all views, undone by removal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.correction_file import append_correction, read_correction_file
from kg.errors import InputError
from kg.graph.corrections import Correction, apply_corrections, undo_corrections
from kg.graph.store import dump_nquads, open_graph
from kg.parse import Setup
from kg.query import run_query
from kg.remove import remove
from tests.conftest import read_lines

RULES = Setup(reader="rules")
ARTICLES = [
    {"id": "one", "text": "Canada supplied rifles to Ghana. Canada condemned Belarus.", "published": "2024-05-06"},
    {"id": "two", "text": "Chile and Peru signed an accord. Togo bombed Benin."},
]


@pytest.fixture
def news(tmp_path: Path) -> str:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in ARTICLES), encoding="utf-8")
    return str(path)


@pytest.fixture
def out(news: str, tmp_path: Path) -> Path:
    build([news], tmp_path / "out", setup=RULES)
    return tmp_path / "out"


def claim_of(out: Path, relation: str) -> str:
    (found,) = {one["id"] for one in read_lines(out / "claims.jsonl") if one["relation"] == relation}
    return str(found)


def correct(out: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["correct", str(out), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def relations_in(out: Path) -> set[str]:
    return {one["relation"] for one in read_lines(out / "claims.jsonl")}


def test_a_wrong_claim_is_in_no_view(out: Path, news: str) -> None:
    said = correct(out, claim_of(out, "bombs"), "--wrong", "--by", "A. Analyst", "--why", "of a film")
    assert "the next build applies it" in said
    summary = build([news], out, setup=RULES)
    assert summary.warnings == []
    assert "bombs" not in relations_in(out)
    assert "Togo bombed" not in (out / "graph.html").read_text(encoding="utf-8")
    with open_graph(out / "graph", read_only=True) as graph:
        assert run_query(graph, "ASK { ?s rel:bombs ?o }").answer is False
        assert run_query(graph, "ASK { ?c a kg:Claim ; rdf:predicate rel:bombs }").answer is False
        assert run_query(
            graph, 'ASK { ?c a kg:Correction ; dc:creator "A. Analyst" ; rdfs:comment "of a film" }'
        ).answer


def test_another_relation_takes_its_place_with_an_id_of_its_own(out: Path, news: str) -> None:
    before = claim_of(out, "suppliesArmsTo")
    correct(out, before, "--relation", "suppliesSupportTo", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    (found,) = [one for one in read_lines(out / "claims.jsonl") if one["relation"] == "suppliesSupportTo"]
    assert found["id"] != before
    assert (found["plover"], found["confidence"], found["rule"]) == ("AID", 1.0, "correction/relation")
    assert "suppliesArmsTo" not in relations_in(out)
    with open_graph(out / "graph", read_only=True) as graph:
        assert run_query(graph, f"ASK {{ claim:{found['id']} a kg:Claim }}").answer


def test_a_right_claim_is_certain(out: Path, news: str) -> None:
    correct(out, claim_of(out, "condemns"), "--right", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    (found,) = [one for one in read_lines(out / "claims.jsonl") if one["relation"] == "condemns"]
    assert found["confidence"] == 1.0


def test_taken_out_of_the_file_it_leaves_no_trace(out: Path, news: str) -> None:
    before = (out / "graph.nq").read_bytes()
    wrong, other = claim_of(out, "bombs"), claim_of(out, "suppliesArmsTo")
    correct(out, wrong, "--wrong", "--by", "A. Analyst")
    correct(out, other, "--relation", "suppliesSupportTo", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    assert (out / "graph.nq").read_bytes() != before
    for claim in (wrong, other):
        assert "1 line taken out" in correct(out, claim, "--undo")
    build([news], out, setup=RULES)
    assert (out / "graph.nq").read_bytes() == before


def test_it_holds_when_other_articles_come_and_go(out: Path, tmp_path: Path) -> None:
    correct(out, claim_of(out, "bombs"), "--wrong", "--by", "A. Analyst")
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps({"id": "three", "text": "Kenya praised Fiji."}) + "\n", encoding="utf-8")
    build([str(more)], out, setup=RULES)
    assert relations_in(out) >= {"praises", "condemns"}
    assert "bombs" not in relations_in(out)
    remove(out, ["three"])
    assert "bombs" not in relations_in(out)
    remove(out, ["two"])
    with open_graph(out / "graph", read_only=True) as graph:
        assert run_query(graph, "ASK { ?claim kg:asRead ?text }").answer is False


def test_an_article_that_no_longer_says_so_is_not_brought_back(out: Path, news: str, tmp_path: Path) -> None:
    correct(out, claim_of(out, "bombs"), "--wrong", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    changed = tmp_path / "changed.jsonl"
    changed.write_text(json.dumps({"id": "two", "text": "Chile and Peru signed an accord."}) + "\n", encoding="utf-8")
    summary = build([str(changed)], out, setup=RULES)
    assert any("the graph has no such claim" in warning for warning in summary.warnings)
    assert "bombs" not in relations_in(out)


def test_cut_off_between_undoing_and_applying_it_is_completed(out: Path, news: str, tmp_path: Path) -> None:
    correct(out, claim_of(out, "suppliesArmsTo"), "--relation", "suppliesSupportTo", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    with open_graph(out / "graph") as graph:
        whole = dump_nquads(graph, tmp_path / "whole.nq").read_bytes()
        undo_corrections(graph)
        undo_corrections(graph)
        assert apply_corrections(graph) == []
    build([news], out, setup=RULES)
    assert (out / "graph.nq").read_bytes() == whole


def test_corrected_articles_are_exported_as_annotated_claims(out: Path, news: str, tmp_path: Path) -> None:
    correct(out, claim_of(out, "suppliesArmsTo"), "--relation", "suppliesSupportTo", "--by", "A. Analyst")
    build([news], out, setup=RULES)
    correct(out, "--export", str(tmp_path / "gold.jsonl"))
    (record,) = read_lines(tmp_path / "gold.jsonl")
    assert record["text"] == ARTICLES[0]["text"]
    assert record["sentences"] == [[0, 32], [33, 58]]
    supplied, condemned = record["claims"]
    assert supplied == {
        "sentence": 0, "subject": {"text": "Canada", "who": "CAN"}, "types": ["AID"],
        "object": {"text": "Ghana", "who": "GHA"}, "polarity": "affirmed", "modality": "actual", "speaker": None,
        "sure": True,
    }  # fmt: skip
    assert (condemned["types"], condemned["sentence"], condemned["sure"]) == (["ACCUSE"], 1, False)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("xyz,wrong,,A,2026-11-27,", "'xyz' is no id of a claim"),
        ("0123456789abcdef,odd,,A,2026-11-27,", "the correction is 'odd'; write wrong, right, relation"),
        ("0123456789abcdef,relation,arming,A,2026-11-27,", "no relation is called 'arming'"),
        ("0123456789abcdef,wrong,,A,yesterday,", "'yesterday' is no day"),
        ("0123456789abcdef,wrong,,A,2026-11-27,a,b", "more cells than the head has"),
        ("0123456789abcdef,wrong,,A,2026-11-27," + "a" * 200_000, "characters, where a line has at most 10,000"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "corrections.csv"
    good = 'fedcba9876543210,right,,A. Analyst,2026-11-27,"Read, twice"'
    path.write_text(f"claim,correction,value,who,when,why\n# a comment\n{line}\n{good}\n", encoding="utf-8")
    found = read_correction_file(path)
    assert [one.claim for one in found.corrections] == ["fedcba9876543210"]
    (problem,) = found.problems
    assert problem.startswith(f"{path}:3: ")
    assert message in problem


def test_a_file_that_is_no_correction_file_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "corrections.csv").write_text("something,else\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corrections.csv:1: no column claim, correction"):
        build([str(tmp_path / "nowhere.txt")], tmp_path / "out")


def test_a_file_that_is_no_correction_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("something,else\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"corrections.csv:1: no column claim, correction"):
        append_correction(path, Correction("0123456789abcdef", "wrong", who="A"))
    assert path.read_text(encoding="utf-8") == "something,else\n"
