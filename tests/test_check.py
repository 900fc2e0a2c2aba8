"""A brief and rows of event data are held against the sample graph: what supports each claim, who denies it, when."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kg.check.draft import as_text, check_text
from kg.check.page import page_html
from kg.cli import main
from kg.graph.store import KnowledgeGraph, open_graph
from kg.yaml_file import read_yaml
from tests.conftest import ROOT, Built

SENTENCES: list[dict[str, Any]] = read_yaml(ROOT / "tests/cases/brief.yaml")


@pytest.fixture(scope="module")
def graph(ruled_samples: Built) -> Iterator[KnowledgeGraph]:
    with open_graph(ruled_samples.out / "graph", read_only=True) as graph:
        yield graph


def test_there_are_forty_sentences_of_each_verdict() -> None:
    assert len(SENTENCES) >= 40
    assert {case["verdict"] for case in SENTENCES} == {
        "supported", "only planned", "no ground", "dated otherwise", "disputed", "contradicted", None,
    }  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(
    case, id=case["sentence"], marks=pytest.mark.xfail(reason=case["gap"], strict=True) if "gap" in case else (),
) for case in SENTENCES])  # fmt: skip
def test_sentence(graph: KnowledgeGraph, case: dict[str, Any]) -> None:
    (sentence,) = check_text(graph, case["sentence"])
    assert sentence.verdict == case["verdict"]
    if "by" in case:
        (ground,) = {one.ground for one in sentence.checked if one.ground.verdict == case["verdict"]}
        assert str(case["by"]) in {*ground.deniers, *ground.days, *ground.sources}


def test_a_sentence_is_as_bad_as_its_worst_claim(graph: KnowledgeGraph) -> None:
    (sentence,) = check_text(graph, "Turkey invaded Syria and France bombed Belgium.")
    assert [one.ground.verdict for one in sentence.checked] == ["supported", "no ground"]
    assert sentence.verdict == "no ground"


def test_missiles_are_no_drones(graph: KnowledgeGraph) -> None:
    (sentence,) = check_text(graph, "Iran supplied tanks to Russia.")
    assert sentence.verdict == "no ground"


def test_text_shows_quotes_outlets_and_days(graph: KnowledgeGraph) -> None:
    shown = as_text(check_text(graph, "Iran supplied drones to Russia. It rained."))
    assert "CONTRADICTED: Iran supplies arms to Russia – denied by Iran" in shown
    assert "“Iran denied supplying drones to Russia” (Sample Review, 2022-11-08, says Iran, denied)" in shown
    assert "(no claim was read)" in shown
    assert shown.endswith("1 contradicted, 1 without a claim\n")


def test_command_gives_json_and_a_page(ruled_samples: Built, tmp_path: Path) -> None:
    draft = tmp_path / "brief.md"
    draft.write_text(
        "---\ntitle: A brief\n---\nTurkey invaded Syria. France <b>bombed</b> Belgium.\n", encoding="utf-8"
    )
    page = tmp_path / "brief.html"
    command = ["check", str(draft), "--graph", str(ruled_samples.out), "--json", "--page", str(page)]
    found = json.loads(CliRunner().invoke(main, command, catch_exceptions=False).stdout)
    assert found[0]["verdict"] == "supported"
    assert found[0]["claims"][0]["by"][0]["quote"] == "Turkey invaded north-eastern Syria"
    text = page.read_text(encoding="utf-8")
    assert '<span style="--of: var(--supported)">Turkey invaded Syria.</span>' in text
    assert "default-src 'none'" in text


def test_what_a_draft_says_is_never_markup(graph: KnowledgeGraph) -> None:
    text = page_html(check_text(graph, "France bombed <script>Belgium</script>."), "<i>brief</i>")
    assert "<script>" not in text
    assert "<i>" not in text


def test_a_missing_draft_is_one_clear_error(ruled_samples: Built) -> None:
    result = CliRunner().invoke(main, ["check", "nowhere.md", "--graph", str(ruled_samples.out)])
    assert (result.exit_code, result.stderr) == (1, "kg: nowhere.md: no such file or folder\n")


EVENTS = """actor,type,recipient,date,text
Turkey,ASSAULT,Syria,,
Iran,suppliesArmsTo,Russia,,Iran sent drones to Russia.
Saudi Arabia,severesTiesWith,Qatar,2019,Saudi Arabia praised Qatar.
Saudi Arabia,severesTiesWith,Qatar,2017-06,
Atlantis,AID,Russia,,
Iran,HUGS,Russia,,
Iran,AID,Russia,yesterday,
"""


def test_rows_of_event_data_are_audited(ruled_samples: Built, tmp_path: Path) -> None:
    events, output = tmp_path / "events.csv", tmp_path / "audited.csv"
    events.write_text(EVENTS, encoding="utf-8")
    command = ["audit", str(events), "--graph", str(ruled_samples.out), "--output", str(output)]
    result = CliRunner().invoke(main, command,
                                catch_exceptions=False)  # fmt: skip
    with output.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["verdict"].partition(":")[0] for row in rows] == [
        "supported", "contradicted", "dated otherwise", "supported", "not checked", "not checked", "not checked",
    ]  # fmt: skip
    assert rows[0]["quotes"].startswith("Turkey invaded north-eastern Syria")
    assert (rows[1]["denied_by"], rows[1]["in_text"]) == ("Iran", "yes")
    assert (rows[2]["days"], rows[2]["in_text"]) == ("2017-06", "no")
    assert "no actor is called 'Atlantis'" in rows[4]["verdict"]
    assert "no event type or relation is called 'HUGS'" in rows[5]["verdict"]
    assert "'yesterday' is no date" in rows[6]["verdict"]
    assert result.stderr == "3 not checked, 2 supported, 1 contradicted, 1 dated otherwise\n"


def test_a_column_that_is_missing_is_named(ruled_samples: Built, tmp_path: Path) -> None:
    events = tmp_path / "events.csv"
    events.write_text("actor,recipient\nIran,Iraq\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["audit", str(events), "--graph", str(ruled_samples.out)])
    assert "no column for the type; call one of them type, event_type" in result.stderr
