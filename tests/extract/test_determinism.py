"""The same text gives the same claims, whatever else is read with it."""

from __future__ import annotations

import sys

import pytest

from kg.export.claim_lines import json_line
from kg.extract import extract_articles
from kg.model import Article

ARTICLES = [
    Article("a", "Canada imposed sanctions on Belarus. It also expelled two of its diplomats."),
    Article("b", "Ghana and Togo signed an accord. The two countries will train troops of Benin."),
    Article("c", "Peruvian miners went on strike. Police arrested dozens of demonstrators in Lima."),
    Article("d", "“We did not attack Chad,” Sudan's army said. Kenya condemned Egypt on Monday."),
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


def test_two_articles_give_the_same_bytes_alone_together_turned_round_and_by_two_processes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lines(articles: list[Article], processes: int = 1) -> dict[str, bytes]:
        read = extract_articles(articles, processes=processes)
        return {article.id: "\n".join(map(json_line, found)).encode() for article, found in read}

    two = ARTICLES[:2]
    together = lines(two)
    assert all(together.values())
    assert {**lines(two[:1]), **lines(two[1:])} == together
    assert lines(two[::-1]) == together
    monkeypatch.setattr(sys.modules["kg.extract"], "FOR_ONE", 0)
    monkeypatch.setattr(sys.modules["kg.extract"], "BATCH", 1)  # else both are one batch, of one process
    assert lines(two, processes=2) == together


def test_few_articles_start_no_other_process_and_the_first_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = sys.modules["kg.extract"]
    read: list[int] = []
    reading = extract.read_batch
    monkeypatch.setattr(extract, "ProcessPoolExecutor", lambda *_, **__: pytest.fail("started a process"))
    monkeypatch.setattr(extract, "read_batch", lambda batch, setup: read.append(len(batch)) or reading(batch, setup))
    assert [article.id for article, _ in extract_articles(ARTICLES, processes=8)] == ["a", "b", "c", "d", "e"]
    assert read == [1, 4]
