"""A broken or hostile file ends in an article or in a skip that names it, within bounded memory, and stops no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import Item, Note, Skip, read
from tests.conftest import ROOT
from tests.read.bad_inputs import CASES, OUTSIDE, READ, Case, odt_xml
from tests.read.samples import odt, zipped

GOOD = "Samoa thanked Niue for its help in the harbour."
MEMORY = 1 << 30
"""Bytes that reading all of them, one after the other, may take."""


def write(case: Case, folder: Path) -> Path:
    name, make, _ = case
    path = folder / name
    content = make()
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path


def outcome(item: Item) -> str:
    return READ if isinstance(item, Article) else item.kind if isinstance(item, Skip) else ""


def test_there_are_many_of_every_format() -> None:
    assert len({name for name, _, _ in CASES}) == len(CASES) >= 80


@pytest.mark.parametrize("case", [pytest.param(case, id=case[0]) for case in CASES])
def test_ends_in_an_article_or_a_named_skip(case: Case, tmp_path: Path) -> None:
    """A tuple in the table is what follows each other, or where there is one outcome, what it may be."""
    wanted = case[2]
    path = write(case, tmp_path)
    items = [item for item in read([str(path)]) if not isinstance(item, Note)]
    found = [outcome(item) for item in items]
    if isinstance(wanted, str):
        assert found == [wanted]
    else:
        assert found == list(wanted) or (len(found) == 1 and found[0] in wanted)
    assert all(item.path.startswith(str(path)) and item.reason for item in items if isinstance(item, Skip))


SCRIPT = """
import re, sys
from pathlib import Path
from kg.read import Skip, read
items = list(read([sys.argv[1]]))
print([item.text for item in items if not isinstance(item, Skip) and "thanked Niue" in getattr(item, "text", "")])
status = Path("/proc/self/status").read_text()  # not getrusage, which counts the process that started this one
print(int(re.search(r"VmHWM:\\s*(\\d+)", status)[1]) * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
def test_all_in_one_folder_leave_the_good_one_and_memory(tmp_path: Path) -> None:
    for case in CASES:
        write(case, tmp_path)
    (tmp_path / "zz_good.txt").write_text(GOOD, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)], env=environment, capture_output=True, text=True, check=True
    )
    good, memory = done.stdout.splitlines()
    assert good == str([GOOD])
    assert int(memory) < MEMORY


class TestNamesAndLinks:
    def test_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
        (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
        assert [outcome(item) for item in read([str(tmp_path)])] == [READ, "broken"]

    def test_folder_that_holds_itself(self, tmp_path: Path) -> None:
        (tmp_path / "news").mkdir()
        (tmp_path / "news" / "again").symlink_to(tmp_path / "news")
        (tmp_path / "news" / "good.txt").write_text(GOOD, encoding="utf-8")
        assert [outcome(item) for item in read([str(tmp_path / "news")])] == [READ]

    def test_link_to_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
        (item,) = read([str(tmp_path)])
        assert str(item) == f"{tmp_path / 'gone.txt'}: can't be read: No such file or directory"

    def test_name_with_a_line_end_stays_on_its_line(self, tmp_path: Path) -> None:
        (tmp_path / "a\nb.txt").write_bytes(b"\0")
        (item,) = read([str(tmp_path)])
        assert str(item) == f"{tmp_path}/a\\nb.txt: a binary file, not text"

    @pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
    def test_name_that_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(GOOD, encoding="utf-8")
        (item,) = read([str(tmp_path)])
        assert isinstance(item, Article)
        assert item.file == f"{tmp_path}/caf\\udce9.txt"

    def test_folder_with_the_name_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "news.txt").mkdir()
        (tmp_path / "news.txt" / "good.txt").write_text(GOOD, encoding="utf-8")
        assert [outcome(item) for item in read([str(tmp_path)])] == [READ]


def test_nothing_outside_is_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("Fiji's secret", encoding="utf-8")
    content = odt(odt_xml("Fiji left. &j;", OUTSIDE.replace("/etc/passwd", str(secret))))
    (tmp_path / "a.odt").write_bytes(content)
    texts = [item.text for item in read([str(tmp_path / "a.odt")]) if isinstance(item, Article)]
    assert not any("secret" in text for text in texts)


def test_nothing_is_written_where_a_name_points(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(zipped({"../slipped.txt": GOOD}))
    assert [outcome(item) for item in read([str(tmp_path / "in")])] == [READ]
    assert not (tmp_path / "slipped.txt").exists()
