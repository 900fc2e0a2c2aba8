"""The decision file: what people write into it, and what is said of a bad line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.building import build
from kg.errors import InputError
from kg.graph.decisions import Decision
from kg.identity.decision_file import append_decision, read_decision_file

HEAD = "name,other,decision,who,when,why\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "decisions.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_line_says_two_names_same_or_different_who_when_and_why(tmp_path: Path) -> None:
    path = written(
        tmp_path, HEAD + '\n# checked in May\nAda Mole, "Mole, Ada",Same,A. Analyst,2026-11-23,"one post, one week"\n'
    )
    found = read_decision_file(path)
    assert found.problems == ()
    (decision,) = found.decisions
    assert decision == Decision("Ada Mole", "Mole, Ada", "same", "A. Analyst", "2026-11-23", "one post, one week")
    assert decision.place == f"{path}:4"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_do_as_well_and_columns_stand_in_any_order(tmp_path: Path, mark: str) -> None:
    lines = [["decision", "name", "other"], ["different", "Ada Mole", "Ida Mole"]]
    found = read_decision_file(written(tmp_path, "\ufeff" + "\r\n".join(mark.join(line) for line in lines)))
    assert found.decisions == (Decision("Ada Mole", "Ida Mole", "different"),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Ada Mole,Ida Mole,maybe,,,", "the decision is 'maybe'; write same or different"),
        ("Ada Mole,,same,,,", "two names are needed"),
        ("Ada Mole", "two names are needed"),
        ("Ada Mole,Ada Mole,same,,,", "both names are 'Ada Mole'; write IRIs to tell two of one name apart"),
        ("Ada Mole,Ida Mole,same,me,last week,", "'last week' is no day; write it as 2026-11-23"),
        (
            'https://a.example/"><b>,Ida Mole,same,,,',
            "'https://a.example/\"><b>' is no IRI; write a name or an IRI as `kg actors` shows it",
        ),
        ("Ada Mole,wd:Q 42,same,,,", "'wd:Q 42' is no IRI; write a name or an IRI as `kg actors` shows it"),
        (f"Ada Mole,{'x' * 200_000},same,,,", "200,017 characters, where a line has at most 10,000"),
        (
            "Ada Mole,Ida Mole,same,me,,one post, one week",
            "7 cells where the head has 6; put text with commas in double quotes",
        ),
    ],
)
def test_bad_line_is_named_and_the_rest_read(tmp_path: Path, line: str, problem: str) -> None:
    path = written(tmp_path, f"{HEAD}{line}\nAda Mole,Ida Mole,same,,,\n")
    found = read_decision_file(path)
    assert found.problems == (f"{path}:2: {problem}; left out",)
    assert found.decisions == (Decision("Ada Mole", "Ida Mole", "same"),)


def test_file_without_head_or_not_there_is_an_error(tmp_path: Path) -> None:
    path = written(tmp_path, "Ada Mole,Ida Mole,same\n")
    with pytest.raises(InputError, match=r"decisions\.csv:1: no column name, other, decision; the first line is name,"):
        read_decision_file(path)
    with pytest.raises(InputError, match=r"nowhere\.csv: can't be read: No such file"):
        read_decision_file(tmp_path / "nowhere.csv")
    assert read_decision_file(written(tmp_path, "# nothing yet\n")).decisions == ()


def test_appended_line_is_read_back_and_what_was_there_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "# ours\nother;name;decision\nIda;Ada;same")
    append_decision(path, Decision("Ida; the first", "Eda", "different", "me", "2026-11-23", "two"))
    assert (
        path.read_text(encoding="utf-8")
        == '# ours\nother;name;decision\nIda;Ada;same\nEda;"Ida; the first";different\n'
    )
    new = tmp_path / "new.csv"
    append_decision(new, Decision("Ada", "Ida", "same", "me", "2026-11-23", "one, indeed"))
    assert read_decision_file(new).decisions == (Decision("Ada", "Ida", "same", "me", "2026-11-23", "one, indeed"),)
    with pytest.raises(InputError, match="both names are"):
        append_decision(new, Decision("Ada", "Ada", "same"))
    with pytest.raises(InputError, match="where a line has at most 10,000"):
        append_decision(new, Decision("Ada", "Ida", "same", why="x" * 10_000))


def test_bad_line_is_named_before_any_article_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, f'{HEAD}http://x/"><b>,Ida Mole,same,,,\nAda Mole,{"x" * 200_000},same,,,\n')
    said: list[str] = []
    (tmp_path / "news.txt").write_text("Ghana condemned Togo.", encoding="utf-8")
    build(
        [str(tmp_path / "news.txt")], tmp_path / "out", decisions=path, warn=said.append,
        progress=lambda article: said.append(article.text),
    )  # fmt: skip
    assert [line.partition(" ")[0] for line in said] == [f"{path}:2:", f"{path}:3:", "Ghana"]
