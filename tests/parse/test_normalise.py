"""Odd characters are put right before anything is read, and quotes stay those of the article."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import extract_articles
from kg.model import Article
from kg.parse.normalise import normalise
from tests.extract.cases import claims_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Chad hasn`t paid", "Chad hasn't paid"),
        ("Chad hasn\u00b4t paid", "Chad hasn't paid"),
        ("Chad hasn\u02bct paid", "Chad hasn't paid"),
        ("Chad hasn\u2032t paid", "Chad hasn't paid"),
        ("Chad hasn\uff07t paid", "Chad hasn't paid"),
        ("Chad hasn\u00e2\u20ac\u2122t paid", "Chad hasn't paid"),
        ("S\u00c3\u00a3o Tom\u00c3\u00a9", "S\u00e3o Tom\u00e9"),
        ("\ufeffChad\u200b paid\u200e", "Chad paid"),
        ("Ni\u00adge\u00adria", "Nigeria"),
        ("Chad\0 pa\0id\x07 \x1b[31mPeru\x1b[0m", "Chad paid Peru"),
        ("Chad&#8217;s army &amp; Peru&rsquo;s&nbsp;didn&#x2019;t pay", "Chad's army & Peru's didn't pay"),
        ("Chad paid AT&T; Peru &unknown; paid &co.", "Chad paid AT&T; Peru &unknown; paid &co."),
        ("Tu\u0308rkiye", "T\u00fcrkiye"),
        ("Chad\u00a0paid", "Chad paid"),
        ("Ch\u0430d p\u0430id \u0420\u0435ru", "Chad paid Peru"),
        ("\u0427\u0430\u0434 paid \u03b1\u03b2", "\u0427\u0430\u0434 paid \u03b1\u03b2"),
        ("\u2018Chad paid\u2019, a 5\u2032 wall, `quoted`", "\u2018Chad paid\u2019, a 5\u2032 wall, `quoted`"),
    ],
)
def test_odd_characters_are_read_as_what_they_stand_for(text: str, wanted: str) -> None:
    assert normalise(text).text == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Chad left Peru", "ALSO READ: Chad leaves Peru", "  - Related : Chad leaves", "Advertisement",
        "Reporting by Ana Tui in Lima; editing by Bob Lee", "Sign up for our letter on Chad", "© 2024 Harbour Wire",
    ],
)  # fmt: skip
def test_lines_that_are_no_part_of_an_article_are_not_read(line: str) -> None:
    text = f"Chad paid Peru.\n{line}\nPeru paid Mali."
    read = normalise(text)
    assert read.text == "Chad paid Peru.\n\nPeru paid Mali."
    start = read.text.index("Mali")
    assert text[slice(*read.original(start, start + 4))] == "Mali"


@pytest.mark.parametrize(
    "text",
    [
        "Read more: Chad paid Peru.", "Chad paid.\nRelated firms paid Peru.", "Chad paid.\nWatch makers paid: all.",
        "Chad paid.\nAdvertisements were banned.", "Chad paid. Read more: Peru paid.",
    ],
)  # fmt: skip
def test_what_only_looks_like_such_a_line_is_read(text: str) -> None:
    assert normalise(text).text == text


@given(st.text(st.sampled_from("ab \u00ad\u200b\u0301\u2032\u00e2\u20ac\u2122\u00a0e"), max_size=30))
def test_every_stretch_leads_back_to_the_original(text: str) -> None:
    read = normalise(text)
    for start in range(len(read.text)):
        first, last = read.original(start, start + 1)
        assert 0 <= first < last <= len(text)
    if read.text:
        assert read.original(0, len(read.text))[0] <= read.original(len(read.text) - 1, len(read.text))[0]


@pytest.mark.parametrize("mark", ["`", "\u00b4", "\u02bc", "\u2032", "\uff07", "\u00e2\u20ac\u2122", "\u2019"])
def test_no_apostrophe_turns_a_denial_round(mark: str) -> None:
    (claim,) = claims_in(f"Kenya didn{mark}t attack Somalia.")
    assert (claim.relation, claim.polarity) == ("attacks", "negated")


@pytest.mark.parametrize("text", ["Kenya attacked Somalia\0.", "Kenya&nbsp;attacked&nbsp;Somalia.",
                                  "Kenya at\0tacked Somalia\x1b[31m."])  # fmt: skip
def test_no_stray_sign_hides_a_deed(text: str) -> None:
    assert [claim.relation for claim in claims_in(text)] == ["attacks"]


def test_a_quote_is_the_articles_own_text() -> None:
    text = unicodedata.normalize("NFD", "\ufeffTürkiye didn\u00b4t con\u00addemn\u200b Côte d\u2019Ivoire.")
    [(_, (claim,))] = extract_articles([Article("odd", text)])
    assert (claim.subject.country, claim.object.country, claim.polarity) == ("TUR", "CIV", "negated")
    assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text == text[1:-1]
