"""What the tokenizer and the parser get wrong in known ways: a sentence in, claims out."""

from __future__ import annotations

import pytest

from kg.extract import extract_articles
from kg.model import Article
from kg.parse import Setup


def claims(sentence: str) -> list[str]:
    """Subject, relation and object of each claim, with "not" where it is negated."""
    ((_, found),) = extract_articles([Article("one", sentence)], setup=Setup(reader="rules"))
    return [
        f"{claim.subject.label} {'not ' if claim.polarity == 'negated' else ''}{claim.relation} {claim.object.label}"
        for claim in found
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Oman re-opened its embassy in Iraq.", ["Oman establishesTiesWith Iraq"]),
        ("Malta re-imposed sanctions on Libya.", ["Malta sanctions Libya"]),
        ("Iran test-fired three rockets toward Bahrain.", ["Iran mobilizesAgainst Bahrain"]),
        ("Chad accused neighbouring Libya of arson.", ["Chad accuses Libya"]),
        ("Chad accused Libya of arson, a charge Tripoli denied.", ["Chad accuses Libya"]),
        ("Panama condemned what it called Greek piracy.", ["Panama condemns Greece"]),
        ("A Danish sailor was killed in Libyan shelling.", ["Libya kills Denmark (military)"]),
        (
            "Egypt's Foreign Minister Nabil al-Araby calls on the United States to press Israel.",
            ["Nabil al-Araby urges United States", "Nabil al-Araby holdsOffice Egypt", "United States urges Israel"],
        ),
        ("Latvian guards seized a Panamanian-flagged tanker.", ["Latvia seizes Panama"]),
        ("Libyan envoy acquitted", []),  # nothing stands behind a verb at the end of a headline
    ],
)  # fmt: skip
def test_it_is_read_rightly(sentence: str, expected: list[str]) -> None:
    assert claims(sentence) == expected


def test_the_rebels_are_not_the_army() -> None:
    assert claims("The Sudanese army said Libya had armed the rebels.") == []
