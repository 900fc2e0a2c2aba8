"""The same text gives the same claims, whatever else is read with it."""

from __future__ import annotations

import sys

import pytest

from kg.extract import extract_articles
from kg.model import Article

ARTICLES = [
    Article("a", "Canada imposed sanctions on Belarus. It also expelled two of its diplomats."),
    Article("b", "Ghana and Togo signed an accord. The two countries will train troops of Benin."),
    Article("c", "Peruvian miners went on strike. Police arrested dozens of demonstrators in Lima."),
    Article("d", "“We did not shell Chad,” Sudan's army said. Egypt denied that it had sold drones to Kenya."),
    Article("e", "No news today."),
]


def claims(articles: list[Article]) -> dict[str, list[dict[str, object]]]:
    return {article.id: [claim.to_json() for claim in found] for article, found in extract_articles(articles)}


@pytest.mark.parametrize("size", [1, 2, 3, 64])
def test_batch_size_changes_nothing(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = claims(ARTICLES)
    assert all(whole[key] for key in "abcd")
    monkeypatch.setattr(sys.modules["kg.extract"], "BATCH", size)
    assert claims(ARTICLES) == whole


def test_neighbours_and_order_change_nothing() -> None:
    whole = claims(ARTICLES)
    assert claims(ARTICLES[::-1]) == whole
    for article in ARTICLES:
        assert claims([article])[article.id] == whole[article.id]
