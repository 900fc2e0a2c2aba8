"""Exports of news databases, as far as a description of them was at hand; all texts are our own."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from kg.model import Article
from kg.read import read
from kg.read.identity import dated

NEXIS = """User Name: Ana Tui
Date and Time: Monday, 4 March 2024 10:00:00 AM
Job Number: 1
Documents (2)
1.
Fiji thanks Tonga
Client/Matter: -None-
2.
Samoa condemns Niue
----------------------------------------
Fiji thanks Tonga

Suva Courier
March 2, 2024 Saturday

Copyright 2024 Suva Courier

Section: NEWS; Pg. 4
Length: 12 words
Byline: Ana Tui

Body

Fiji thanked Tonga on Saturday.

Tonga had sent Fiji food.

Load-Date: March 3, 2024

End of Document

Samoa condemns Niue
Apia Post
4 March 2024
Length: 5 words
Body
Samoa condemned Niue on Monday.
End of Document
""".splitlines()


def as_rtf(lines: list[str]) -> bytes:
    return ("{\\rtf1\\ansi " + "\\par\n".join(lines) + "}").encode("ascii")


def as_docx(lines: list[str]) -> bytes:
    docx: Any = pytest.importorskip("docx")
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def articles(path: Path) -> list[Article]:
    return [item for item in read([str(path)]) if isinstance(item, Article)]


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".rtf", as_rtf), (".docx", as_docx), (".txt", lambda lines: "\n".join(lines).encode())]
)
def test_a_download_of_nexis_uni_is_read_article_by_article(tmp_path: Path, suffix: str, pack: Any) -> None:
    (tmp_path / f"download{suffix}").write_bytes(pack(NEXIS))
    one, other = articles(tmp_path / f"download{suffix}")
    assert one.text == "Fiji thanked Tonga on Saturday.\n\nTonga had sent Fiji food."
    assert (one.title, one.source, one.published, one.section, one.author) == (
        "Fiji thanks Tonga", "Suva Courier", dt.date(2024, 3, 2), "NEWS", "Ana Tui",
    )  # fmt: skip
    assert (other.text, other.title, other.source, other.published) == (
        "Samoa condemned Niue on Monday.", "Samoa condemns Niue", "Apia Post", dt.date(2024, 3, 4),
    )  # fmt: skip


def test_a_document_that_only_speaks_of_its_end_is_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Fiji thanked Tonga.\nEnd of Document\nSamoa left.\n")
    assert [article.text for article in articles(tmp_path)] == ["Fiji thanked Tonga.\nEnd of Document\nSamoa left.\n"]


class TestSnapshotsOfFactiva:
    """Their columns are those of Dow Jones' own package: the lead in one, the rest in another, days in milliseconds."""

    RECORD: ClassVar[dict[str, object]] = {
        "an": "SUVA000020240302", "title": "Fiji thanks Tonga", "snippet": "Fiji thanked Tonga on Saturday.",
        "body": "Tonga had sent food.", "byline": "Ana Tui", "source_name": "Suva Courier", "section": "News",
        "publication_datetime": 1709337600000, "language_code": "en",
    }  # fmt: skip

    def check(self, article: Article) -> None:
        assert article.text == "Fiji thanked Tonga on Saturday.\n\nTonga had sent food."
        assert (article.id, article.title, article.author, article.source, article.published, article.section) == (
            "SUVA000020240302", "Fiji thanks Tonga", "Ana Tui", "Suva Courier", dt.date(2024, 3, 2), "News",
        )  # fmt: skip

    def test_json(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps([self.RECORD]))
        self.check(*articles(tmp_path))

    def test_csv(self, tmp_path: Path) -> None:
        with (tmp_path / "a.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(self.RECORD))
            writer.writeheader()
            writer.writerow(self.RECORD)
        self.check(*articles(tmp_path))

    def test_parquet(self, tmp_path: Path) -> None:
        pa: Any = pytest.importorskip("pyarrow")
        parquet: Any = pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pa.Table.from_pylist([self.RECORD]), tmp_path / "a.parquet")
        self.check(*articles(tmp_path))

    def test_the_lead_of_another_table_is_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text(json.dumps([{"snippet": "Fiji thanked …", "body": "Fiji thanked Tonga."}]))
        assert [article.text for article in articles(tmp_path)] == ["Fiji thanked Tonga."]


@pytest.mark.parametrize(
    ("value", "day"),
    [(1709337600000, dt.date(2024, 3, 2)), ("1709337600000", dt.date(2024, 3, 2)), (1709683200, None), (-1.5, None)],
)
def test_milliseconds_are_a_day_and_other_numbers_are_none(value: object, day: dt.date | None) -> None:
    assert dated(value)[0] == day
