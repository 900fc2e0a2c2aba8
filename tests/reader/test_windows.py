"""What the network is given of an article: every sentence once, at its place, in windows of bounded size."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.tokens import Doc

from kg.model import Article
from kg.parse import Setup, load_pipeline, make_doc
from kg.reader.pieces import pieces_of
from kg.reader.windows import BEFORE, MAIN, TITLE, Window, windows

DAY = (
    "Ghana's foreign minister met her counterpart from Togo in Lomé. The two signed an accord on fishing. "
    "Police in Accra arrested nine miners. They had blocked a road for a week. Mali praised the accord.\n\n"
)
TITLE_OF_DAY = "Ghana and Togo agree on fish"


def read(text: str, title: str | None = None) -> tuple[Doc, list[Window]]:
    nlp = load_pipeline(Setup(reader="rules"))
    article = Article("one", text, title=title)
    doc = nlp(make_doc(nlp, article))
    return doc, list(windows(doc, article))


@pytest.fixture(scope="module")
def long() -> tuple[Doc, list[Window]]:
    """An article of a hundred sentences."""
    return read(DAY * 20, TITLE_OF_DAY)


def size(words: tuple[str, ...]) -> int:
    return sum(len(pieces_of(word)) for word in words)


def main_words(window: Window) -> tuple[str, ...]:
    return window.words[window.sentences[0][1] : window.sentences[-1][2]]


def test_each_sentence_is_read_in_exactly_one_window(long: tuple[Doc, list[Window]]) -> None:
    doc, found = long
    assert [number for window in found for number, _, _ in window.sentences] == list(range(len(list(doc.sents))))


def test_offsets_lead_back_to_the_tokens_of_the_document(long: tuple[Doc, list[Window]]) -> None:
    doc, found = long
    sentences = list(doc.sents)
    for window in found:
        for word in range(window.first, len(window.words)):
            assert doc[window.token(word)].text == window.words[word]
        for number, start, end in window.sentences:
            assert (window.token(start), window.token(end)) == (sentences[number].start, sentences[number].end)


def test_title_and_what_stands_before_are_read_as_context(long: tuple[Doc, list[Window]]) -> None:
    doc, found = long
    assert all(window.words[: window.first] == tuple(TITLE_OF_DAY.split()) for window in found)
    assert found[0].sentences[0][1] == found[0].first
    for before, window in pairwise(found):
        context = window.words[window.first : window.sentences[0][1]]
        assert context == tuple(token.text for token in doc[window.offset : window.token(window.sentences[0][1])])
        assert window.offset <= before.token(before.sentences[-1][2])


def test_long_article_gives_windows_of_bounded_size(long: tuple[Doc, list[Window]]) -> None:
    doc, found = long
    assert len(found) >= size(tuple(token.text for token in doc)) / MAIN
    for window in found:
        assert size(main_words(window)) <= MAIN
        assert size(window.words) <= TITLE + BEFORE + MAIN


def test_sentence_that_is_longer_than_a_window_has_one_of_its_own() -> None:
    names = ", ".join(["Ghana", "Togo", "Benin", "Mali"] * 30)
    _, found = read(f"Kenya met Chad. Kenya praised {names} and Niger. Chad met Kenya.")
    (window,) = [window for window in found if size(main_words(window)) > MAIN]
    assert len(window.sentences) == 1


def test_names_and_candidates_are_whom_the_words_name() -> None:
    _, (window,) = read("The envoy of Kenya left Chad on Monday.", "Envoy leaves Chad")
    named = [(" ".join(window.words[one.start : one.end]), one.code, one.title) for one in window.named]
    assert sorted(named) == [("Chad", "TCD", False), ("Chad", "TCD", True), ("Kenya", "KEN", False)]
    codes = {window.words[one.head]: one.codes for one in window.candidates}
    assert (codes["envoy"], codes["Kenya"], codes["Chad"]) == (("KEN",), ("KEN",), ("TCD",))
    assert dict(window.common) == pytest.approx({"TCD": 2 / 3, "KEN": 1 / 3})


def test_long_title_is_cut_and_none_leaves_no_words() -> None:
    _, (window,) = read("Kenya met Chad.", "Kenya met Chad " * 30)
    assert 0 < size(window.words[: window.first]) <= TITLE
    _, (window,) = read("Kenya met Chad.")
    assert (window.first, window.words[0]) == (0, "Kenya")
