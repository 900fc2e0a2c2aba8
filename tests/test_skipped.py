"""What is left out of a build is counted by reason and written down; --strict stops at it; a signal ends it well."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.commands.options import bar, course_text
from kg.errors import InputError
from kg.graph.store import is_behind, open_graph
from kg.parse import Setup
from kg.read import Course, read
from kg.stopping import stoppable
from tests.conftest import read_lines

RULES = Setup(reader="rules")
ENGLISH = "Canada imposed sanctions on Belarus."
GERMAN = "Der Präsident von Chile besuchte am Montag Peru und unterzeichnete dort ein Abkommen mit Bolivien."
FRENCH = "Le président du Chili a visité le Pérou lundi et a signé un accord avec la Bolivie dans la capitale."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with one article that can be read."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, content in {
        "a.txt": ENGLISH,
        "b.txt": "",
        "c.txt": GERMAN,
        "d.txt": FRENCH,
        "e.txt": GERMAN + " Ja.",
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_all_is_written_to_a_file_with_reason_and_kind(news: Path, tmp_path: Path) -> None:
    summary = build([str(news)], tmp_path / "out", setup=RULES)
    written = read_lines(tmp_path / "out" / "skipped.jsonl")
    assert [(Path(one["file"]).name, one["line"], one["kind"]) for one in written] == [
        ("b.txt", None, "empty"),
        ("c.txt", None, "in German"),
        ("d.txt", None, "in French"),
        ("e.txt", None, "in German"),
    ]
    assert summary.skips.by_kind() == "2 in German, 1 empty, 1 in French"
    assert summary.warnings == ["kg reads English; skipped for their language: 2 in German, 1 in French"]


def test_the_file_goes_when_nothing_is_skipped_any_more(news: Path, tmp_path: Path) -> None:
    build([str(news)], tmp_path / "out", setup=RULES)
    build([str(news / "a.txt")], tmp_path / "out", setup=RULES)
    assert not (tmp_path / "out" / "skipped.jsonl").exists()


def test_strict_stops_at_the_first(news: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"b\.txt: the file is empty \(--strict stops at the first"):
        build([str(news)], tmp_path / "out", setup=RULES, strict=True)


def test_strict_takes_no_offence_at_what_was_read_before(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ENGLISH, encoding="utf-8")
    assert build([str(tmp_path)], tmp_path / "out", setup=RULES, strict=True).articles == 1


def test_summary_of_the_command_counts_by_reason(news: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["build", str(news), "--out", str(tmp_path / "out"), "--reader", "rules"])
    assert "  in all 2 in German, 1 empty, 1 in French; skipped.jsonl names each" in result.stdout.splitlines()
    assert "kg: kg reads English; skipped for their language: 2 in German, 1 in French" in result.stderr.splitlines()


def test_columns_that_are_no_columns_are_refused() -> None:
    result = CliRunner().invoke(main, ["extract", "a.csv", "--columns", "body"])
    assert result.exit_code == 2
    assert "--columns has 'body': write FIELD=COLUMN, where FIELD is one of text, title" in result.stderr


class TestStopping:
    def test_ends_the_reading_and_finishes_the_graph(self, tmp_path: Path) -> None:
        texts = [f"Canada imposed sanctions on Belarus. This is report {number}." for number in range(200)]
        path = tmp_path / "news.jsonl"
        path.write_text("\n".join(json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)))
        read_so_far = 0

        def step(article: object) -> None:
            nonlocal read_so_far
            read_so_far += 1

        summary = build([str(path)], tmp_path / "out", setup=RULES, progress=step, stop=lambda: read_so_far > 10)
        assert summary.stopped
        assert 10 < summary.articles < 200
        with open_graph(tmp_path / "out" / "graph", read_only=True) as graph:
            assert not is_behind(graph)

    def test_is_asked_for_by_a_signal_and_a_second_breaks_off(self) -> None:
        before = signal.getsignal(signal.SIGINT)
        with stoppable() as stop:
            assert not stop()
            os.kill(os.getpid(), signal.SIGINT)
            assert stop()
            with pytest.raises(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is before


class TestProgress:
    def test_knows_how_much_there_is_and_how_far_it_is(self, news: Path) -> None:
        course = Course()
        for _ in read([str(news)], course=course):
            assert course.total == sum(path.stat().st_size for path in news.iterdir())
        assert course.done == course.total

    def test_is_shown_with_rate_and_time_left(self) -> None:
        assert course_text(1200, 150, 0.4) == "1,200 articles, 8.0 a second, 40%, 0:03:45 left"
        assert course_text(1200, 150, 0) == "1,200 articles, 8.0 a second"

    def test_a_log_gets_a_line_now_and_then(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("kg.commands.options.LINE_EVERY", 0.0)
        with bar("reading", lambda: 0.5) as step:
            step()
        assert capsys.readouterr().err.startswith("kg: reading: 1 articles, ")


class TestLanguages:
    @pytest.mark.parametrize(
        "text",
        [ENGLISH, "IRAN ATTACKS ISRAEL", "Côte d’Ivoire condemned Türkiye. Sao Tomé thanked Curaçao.",
         "Rwanda condemned Burundi. Burundi expelled Rwanda's ambassador Nkurunziza.",
         "وزير الخارجية (the foreign minister of Iraq) condemned Turkey, and the minister left with his aides."],
    )  # fmt: skip
    def test_english_with_names_from_anywhere_is_read(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        assert [type(item).__name__ for item in read([str(tmp_path)])] == ["Article"]

    @pytest.mark.parametrize(
        ("text", "language"),
        [(GERMAN, "German"), (FRENCH, "French"),
         ("Президент Чили в понедельник посетил Перу и подписал соглашение.", "Russian"),
         ("El presidente de Chile visitó Perú el lunes y firmó allí un acuerdo con Bolivia.", "Spanish"),
         ("智利总统星期一访问了秘鲁，并与玻利维亚签署了一项协议。", "Chinese")],
    )  # fmt: skip
    def test_others_are_skipped_by_name(self, tmp_path: Path, text: str, language: str) -> None:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        assert [str(item) for item in read([str(tmp_path)])] == [
            f"{tmp_path / 'a.txt'}: in {language}; kg reads English"
        ]
