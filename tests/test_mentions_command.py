"""``kg mentions``: whom a text names or refers to, a line each, with nobody where it could not be told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

TEXT = "Kenya’s envoy met Linda Baker in Chad. The group rejected the plan.\n"


def kg(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=stdin, catch_exceptions=False)


@pytest.fixture(scope="module", params=["trained", "rules"])
def mentions(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    result = kg("mentions", "-", "--reader", request.param, stdin=json.dumps({"id": "one", "text": TEXT}))
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def named(mentions: list[dict[str, Any]], text: str) -> dict[str, Any]:
    """The mention with these words."""
    (found,) = [mention for mention in mentions if mention["text"] == text]
    return found


def test_a_line_says_where_a_mention_stands_of_what_kind_it_is_and_why(mentions: list[dict[str, Any]]) -> None:
    assert {tuple(mention) for mention in mentions} == {("article", "start", "end", "text", "kind", "why", "entities")}
    chad = named(mentions, "Chad")
    assert (chad["article"], chad["kind"], chad["why"]) == ("one", "name", "a name of the gazetteer")
    assert [(entity["label"], entity["country"]) for entity in chad["entities"]] == [("Chad", "TCD")]


def test_offsets_are_those_of_the_text_and_lines_stand_in_its_order(mentions: list[dict[str, Any]]) -> None:
    for mention in mentions:
        assert TEXT[mention["start"] : mention["end"]] == mention["text"]
    places = [(mention["start"], mention["end"]) for mention in mentions]
    assert places == sorted(places)


def test_role_is_an_actor_of_its_state(mentions: list[dict[str, Any]]) -> None:
    (envoy,) = [mention for mention in mentions if mention["text"].endswith("envoy")]
    assert (envoy["kind"], envoy["entities"][0]["country"]) == ("role", "KEN")


def test_frames_alone_leave_who_is_unknown_with_nobody() -> None:
    result = kg("mentions", "-", "--reader", "rules", stdin=json.dumps({"text": TEXT}))
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {mention["text"]: mention["kind"] for mention in lines if not mention["entities"]} == {
        "Linda Baker": "person",
        "The group": "reference",
    }


def test_unresolved_mention_has_an_empty_list_with_the_trained_reader_too() -> None:
    result = kg("mentions", "-", stdin=json.dumps({"text": "The group rejected the plan."}))
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (line["text"], line["start"], line["end"], line["entities"]) == ("The group", 0, 9, [])


def test_what_cannot_be_read_is_named_and_a_file_is_written_whole(tmp_path: Path) -> None:
    article, output = tmp_path / "article.txt", tmp_path / "mentions.jsonl"
    article.write_text(TEXT, encoding="utf-8")
    result = kg("mentions", article, tmp_path / "nowhere", "--output", output, "--reader", "rules")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"kg: skipped {tmp_path / 'nowhere'}: no such file or folder\n"
    assert "Chad" in {json.loads(line)["text"] for line in output.read_text(encoding="utf-8").splitlines()}
