"""What a terminal shows is text: nothing that an article brings along sets its clipboard, title or colours."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.graph.derive import derive
from kg.graph.store import open_graph
from kg.graph.write import add_claims
from kg.model import Article
from kg.printable import printable, printable_json
from tests.graph.samples import IRAN, KNOWN, RUSSIA, claim

CLIPBOARD = "\x1b]52;c;aGk=\x07"
LINK = "\x1b]8;;http://a.example\x1b\\here\x1b]8;;\x1b\\"
TITLE = f"{CLIPBOARD}Harbour {LINK} \x9b31mred\x7f\rhidden"
SHOWN = "]52;c;aGk=Harbour ]8;;http://a.example\\here]8;;\\ 31mredhidden"


def kg(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "news.jsonl"
    text = f"Ghana condemned Togo over {LINK} grain."
    record = {"id": f"one{CLIPBOARD}", "title": TITLE, "source": LINK, "text": text}
    broken = {"id": f"two{CLIPBOARD}", "text": 7}
    path.write_text(f"{json.dumps(record)}\n{json.dumps(broken)}\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph with all that in it, whatever reading would have left of it."""
    folder = tmp_path_factory.mktemp("out")
    read = Article(f"one{CLIPBOARD}", f"Iran met Russia {LINK}.", TITLE, source=LINK)
    with open_graph(folder / "graph", create=True) as graph:
        add_claims(graph, [(read, [claim(read, f"Iran met Russia {LINK}", IRAN, "meetsWith", RUSSIA)])])
        derive(graph, KNOWN)
    return folder


def is_text(shown: str) -> bool:
    return not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]", shown.replace("\r\n", "\n"))


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "articles"],
        ["query", "articles", "--format", "csv"],
        ["query", "articles", "--format", "json"],
        ["query", "timeline", "--param", f"actor={CLIPBOARD}"],
        ["actors"],
        ["actors", "Iran"],
        ["actors", "--unresolved", "--format", "csv"],
        ["analyse", "signed"],
        ["remove", f"three{CLIPBOARD}"],
    ],
)
def test_no_command_prints_control_characters(out: Path, arguments: list[str]) -> None:
    result = kg(arguments[0], out, *arguments[1:])
    assert is_text(result.stdout)
    assert is_text(result.stderr)


def test_reading_prints_none_either(news: Path, tmp_path: Path) -> None:
    extracted, built = kg("extract", news), kg("build", news, "--out", tmp_path / "out")
    explained = kg("explain", f"Ghana condemned Togo over {LINK} grain.")
    for result in (extracted, built, explained):
        assert result.exit_code == 0
        assert is_text(result.stdout)
        assert is_text(result.stderr)


def test_csv_leaves_them_out_and_json_says_the_same(out: Path) -> None:
    titles = "SELECT ?t { ?a schema:headline ?t }"
    (row,) = csv.DictReader(io.StringIO(kg("query", out, titles, "--format", "csv").stdout))
    assert row["t"] == SHOWN
    answer = json.loads(kg("query", out, titles, "--format", "json").stdout)
    assert answer["results"]["bindings"][0]["t"]["value"] == TITLE


def test_export_leaves_them_out_in_a_terminal_only(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CLIPBOARD in kg("export", out, "--format", "csv").stdout
    monkeypatch.setattr("kg.commands.export.is_terminal", lambda: True)
    shown = kg("export", out, "--format", "csv").stdout
    assert is_text(shown)
    assert SHOWN in shown


def test_text_stays_as_it_is_but_for_control_characters() -> None:
    assert printable("naïve\t“a”\r\nb\u200dc\x1b[1md\x00\x85") == "naïve\t“a”\r\nb\u200dc[1md"
    assert printable("\u202eevil\u2066 and\u200f good\u2028") == "evil and good"
    assert json.loads(printable_json(json.dumps({"a\x9b": "\x7f\x00"}, ensure_ascii=False))) == {"a\x9b": "\x7f\x00"}
