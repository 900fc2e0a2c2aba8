"""Who pronouns and plurals of offices refer to, and what refers to nobody."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.parse import Setup, load_pipeline


def states(text: str, words: str) -> set[str | None]:
    """The states of the actors that the last mention with these words means."""
    nlp = load_pipeline(Setup(reader="rules"))
    doc = nlp.make_doc(text)
    doc._.article = Article("case", text)
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        doc = nlp(doc)
    found = [mention for mention in doc._.mentions if mention.text.lower() == words]
    return {entity.country for entity in found[-1].entities} if found else set()


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        (
            "Chilean President Ana Rojas met Norwegian Prime Minister Kari Lund. The two leaders discussed fish.",
            "the two leaders",
            {"CHL", "NOR"},
        ),
        (
            "Chilean President Ana Rojas met Norwegian Prime Minister Kari Lund. The leaders praised the talks.",
            "the leaders",
            {"CHL", "NOR"},
        ),
        ("Chile criticised Norway. It is too early to say more.", "it", set()),
        ("Builders found an old mill in Hamburg. It is a rare find.", "it", set()),
        ("Norway criticised Chile. It then recalled its envoy.", "it", {"NOR"}),
    ],
)
def test_who_is_meant(text: str, words: str, meant: set[str]) -> None:
    assert states(text, words) == meant


def test_a_pronoun_behind_a_stranger_is_not_somebody_named_earlier() -> None:
    text = "Chilean President Ana Rojas opened the fair. Emily Brook smoked outside. She left early."
    assert states(text, "she") == set()
