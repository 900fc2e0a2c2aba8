"""``kg actors``, and decisions from file to graph with ``kg build``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

NEWS = {
    "one.txt": "Iran's foreign minister, Karim Zandvar, accused Canada. Karim Zandvar met Belarus on Monday.",
    "two.txt": "Iran's foreign minister, Kareem Zandwar, accused Canada. Linda Baker praised the Blue Lantern Fund.",
}

BUILD = ("build", "--reader", "rules")


def kg(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def rows(*args: object) -> list[dict[str, str]]:
    result = kg(*args, "--format", "csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def out(news: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "out"
    assert kg(*BUILD, news, "--out", folder).exit_code == 0
    return folder


def test_who_is_there_under_which_names_how_often_from_how_many_articles(out: Path) -> None:
    found = {row["actor"]: row for row in rows("actors", out)}
    assert {"Canada", "Karim Zandvar", "Kareem Zandwar"} <= set(found)
    canada = found["Canada"]
    assert (canada["type"], canada["country"], canada["claims"], canada["articles"]) == ("Country", "CAN", "2", "2")
    assert canada["names"] == "Canada"
    assert [int(row["claims"]) for row in found.values()] == sorted(
        (int(row["claims"]) for row in found.values()), reverse=True
    )


def test_one_actor_in_detail(out: Path) -> None:
    found = [(row["what"], row["value"]) for row in rows("actors", out, "Karim Zandvar")]
    assert ("country", "IRN") in found
    assert ("does accuses", "Canada") in found
    assert len([value for what, value in found if what == "article"]) == 1


def test_as_json_and_as_a_table(out: Path) -> None:
    document = json.loads(kg("actors", out, "--format", "json").stdout)
    assert document["head"]["vars"] == ["actor", "type", "country", "sector", "claims", "articles", "names", "id"]
    assert "Karim Zandvar" in kg("actors", out).stdout


def test_review_lists_what_may_be_one_with_reasons(out: Path) -> None:
    (row,) = rows("actors", out, "--review")
    assert {row["name"], row["other"]} == {"Karim Zandvar", "Kareem Zandwar"}
    assert float(row["score"]) > 0.8
    assert row["reasons"].startswith("names alike (0.94)")
    assert "same state (IRN)" in row["reasons"]


def test_unresolved_mentions_are_listed_and_counted_in_the_summary(out: Path, news: Path, tmp_path: Path) -> None:
    found = rows("actors", out, "--unresolved")
    assert ("Linda Baker", "person", "1") in [(row["text"], row["kind"], row["times"]) for row in found]
    number = sum(int(row["times"]) for row in found)
    printed = kg(*BUILD, news, "--out", tmp_path / "out").stdout
    assert f"{number} mentions could not be resolved" in printed


def test_decision_beside_the_graph_is_applied_and_undone_by_the_next_build(news: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kg(*BUILD, news, "--out", out)
    before = (out / "graph.nq").read_bytes()
    decided = kg("actors", out, "--same", "Karim Zandvar", "Kareem Zandwar", "--by", "me", "--why", "one post")
    assert decided.stdout == f"{out}/decisions.csv: one line added; the next `kg build` applies it\n"
    result = kg(*BUILD, news, "--out", out)
    assert "1 actors joined to others by decision" in result.stdout
    assert len([row for row in rows("actors", out) if "Zand" in row["actor"]]) == 1
    detail = {(row["what"], row["value"]) for row in rows("actors", out, "Karim Zandvar")}
    assert {value for what, value in detail if what == "same as"} != set()
    assert any(what == "decision" and ": same (me, " in value and "one post" in value for what, value in detail)
    assert rows("actors", out, "--review") == []
    (out / "decisions.csv").unlink()
    kg(*BUILD, news, "--out", out)
    assert (out / "graph.nq").read_bytes() == before


def test_bad_lines_are_named_on_standard_error_and_the_build_goes_on(news: Path, tmp_path: Path) -> None:
    file = tmp_path / "who.csv"
    file.write_text(
        "name,other,decision,who,when,why\n"
        "Karim Zandvar,Kareem Zandwar,perhaps,,,\n"
        "Karim Zandvar,Nobody Atall,same,,,\n"
        "Karim Zandvar,Kareem Zandwar,same,me,,\n"
        "Kareem Zandwar,Karim Zandvar,different,you,,\n",
        encoding="utf-8",
    )
    result = kg(*BUILD, news, "--out", tmp_path / "out", "--decisions", file)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        f"kg: {file}:2: the decision is 'perhaps'; write same or different; left out",
        f"kg: {file}:3: 'Nobody Atall' is not in the graph",
        f"kg: {file}:5: 'Kareem Zandwar' and 'Karim Zandvar' are different, which contradicts {file}:4 "
        "('Karim Zandvar' and 'Kareem Zandwar' are the same); none of these lines is applied: take one out",
    ]


def test_decision_file_that_is_not_there_ends_the_build_before_anything_is_read(news: Path, tmp_path: Path) -> None:
    result = kg(*BUILD, news, "--out", tmp_path / "out", "--decisions", tmp_path / "no.csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"kg: {tmp_path}/no.csv: can't be read: No such file or directory\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("args", [("--same", "a", "b"), ("Iran", "--review"), ("--review", "--unresolved")])
def test_usage_errors(out: Path, args: tuple[str, ...]) -> None:
    assert kg("actors", out, *args).exit_code == 2


def test_actor_that_no_claim_names(out: Path) -> None:
    result = kg("actors", out, "Fiji")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no claim in this graph names <http" in result.stderr
