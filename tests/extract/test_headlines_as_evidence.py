"""A title that is no part of the text is read too, as evidence of its own that says so."""

from __future__ import annotations

import pytest

from kg.extract import read_articles
from kg.graph.claims import claims
from kg.graph.derive import derive
from kg.graph.store import open_graph
from kg.graph.validate import validate
from kg.graph.write import add_claims
from kg.model import Article, Claim
from kg.parse import Setup

TITLE = "Canada sanctions Belarus"
BODY = "The measures were announced in Ottawa. Peru thanked Chile."


def found(article: Article) -> list[Claim]:
    (reading,) = read_articles([article], setup=Setup(reader="rules"))
    return list(reading.claims)


def test_claims_of_the_title_point_into_the_title() -> None:
    headline, body = found(Article("1", BODY, TITLE))
    assert (headline.relation, headline.evidence.headline) == ("sanctions", True)
    assert TITLE[headline.evidence.start : headline.evidence.end] == headline.evidence.text
    assert (body.evidence.headline, BODY[body.evidence.start : body.evidence.end]) == (False, body.evidence.text)


@pytest.mark.parametrize("text", [f"{TITLE}\n\n{BODY}", f"# {TITLE}\n{BODY}", f"By Ana Tui\n{TITLE.upper()}\n{BODY}"])
def test_a_title_that_the_text_begins_with_is_read_once(text: str) -> None:
    assert [claim.evidence.headline for claim in found(Article("1", text, TITLE))].count(True) == 0


def test_of_a_headline_alone_all_is_headline() -> None:
    (claim,) = found(Article("1", TITLE, TITLE))
    assert (claim.evidence.headline, claim.evidence.start) == (True, 0)


def test_the_same_words_in_title_and_text_are_two_claims() -> None:
    title, body = Article("1", BODY, TITLE), Article("1", TITLE)
    assert found(title)[0].id != found(body)[0].id


def test_survives_json_and_the_graph() -> None:
    article = Article("1", BODY, TITLE)
    own = found(article)
    assert [Claim.from_json(claim.to_json()).evidence for claim in own] == [claim.evidence for claim in own]
    with open_graph() as graph:
        add_claims(graph, [(article, own)])
        derive(graph)
        assert {claim.id: claim.evidence for claim in claims(graph)} == {claim.id: claim.evidence for claim in own}
        assert [str(problem) for problem in validate(graph)] == []


@pytest.mark.parametrize(
    "topic", ["Peruvian–Chilean conflict", "Withdrawal of Canadian troops from Chad", "2018 protests in Peru"]
)
def test_a_title_without_a_verb_is_a_topic_and_claims_nothing(topic: str) -> None:
    assert [claim.evidence.headline for claim in found(Article("1", BODY, topic))] == [False]


def test_a_paragraph_in_the_place_of_a_title_is_no_headline() -> None:
    title = "Canada sanctions Belarus over its elections. Chile expels the ambassador of Peru."
    assert [claim.evidence.headline for claim in found(Article("1", BODY, title))] == [False]
