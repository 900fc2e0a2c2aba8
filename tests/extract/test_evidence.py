"""Quotes of what is read in another form than it is written, or that spans an answer."""

from __future__ import annotations

import pytest

from kg.extract import extract_articles
from kg.model import Article
from kg.parse import Setup


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("PERU EXPELS CHILEAN DIPLOMATS", ["PERU EXPELS CHILEAN DIPLOMATS"]),
        ("Peru Expels Chilean Diplomats", ["Peru Expels Chilean Diplomats"]),
        (
            "Togo said Ghana had shelled it, but Accra denied it.",
            ["Ghana had shelled it", "Ghana had shelled it, but Accra denied it"],
        ),
    ],
)
def test_the_quote_is_what_stands_in_the_article(text: str, quotes: list[str]) -> None:
    [(article, claims)] = extract_articles([Article("a", text)], setup=Setup(reader="rules"))
    assert [claim.evidence.text for claim in claims] == quotes
    for claim in claims:
        assert article.text[claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_the_title_says_who_we_are() -> None:
    ours = Article("a", "We have recalled our envoy from Chad.", title="Statement by the Government of Mali")
    nobodys = Article("b", "We have recalled our envoy from Chad.", title="An envoy is recalled")
    found = {article.id: claims for article, claims in extract_articles([ours, nobodys], setup=Setup(reader="rules"))}
    assert [(claim.subject.country, claim.relation, claim.object.country) for claim in found["a"]] == [
        ("MLI", "severesTiesWith", "TCD")
    ]
    assert found["b"] == []
