"""Saved pages that lie beside the project: each is read as somebody would read it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kg.model import Article
from kg.read import read


@pytest.fixture(scope="module")
def pages(shared: Path) -> dict[str, list[Article]]:
    folder = shared / "cases" / "09_html"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    return {
        path.name[0]: [item for item in read([str(path)]) if isinstance(item, Article)]
        for path in sorted(folder.glob("*.html"))
    }


def test_no_menu_banner_or_comment_is_text(pages: dict[str, list[Article]]) -> None:
    (page,) = pages["a"]
    assert page.text.count("\n") > 3
    assert not any(word in page.text for word in ("subscribe", "joe42", "Read more", "most read", "bombs Lebanon"))


def test_cells_and_items_are_lines(pages: dict[str, list[Article]]) -> None:
    assert "\nJapan froze Russian assets.\n" in pages["b"][0].text
    assert "\nSudan expelled the Ethiopian ambassador\n" in pages["c"][0].text


def test_posts_of_a_live_blog_have_their_own_days(pages: dict[str, list[Article]]) -> None:
    days = [page.published for page in pages["d"]]
    assert days == [dt.date(2024, 3, 5), dt.date(2024, 3, 5), dt.date(2024, 3, 4)]


def test_declared_and_undeclared_encodings_are_read(pages: dict[str, list[Article]]) -> None:
    assert pages["e"][0].text.startswith("Côte d’Ivoire didn’t attack Mali. São Tomé")
    assert pages["f"][0].text.startswith("Türkiye didn’t attack Côte d’Ivoire.")


def test_an_index_takes_no_day_of_a_teaser(pages: dict[str, list[Article]]) -> None:
    assert [page.published for page in pages["i"]] == [None]


def test_a_page_filled_by_a_script_is_read_from_its_data(pages: dict[str, list[Article]]) -> None:
    (page,) = pages["h"]
    assert (page.published, page.text.startswith("Peru expelled")) == (dt.date(2024, 1, 5), True)
