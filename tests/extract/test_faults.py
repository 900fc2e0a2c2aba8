"""A fault in one article is a named skip of that article; what else is in its batch is read."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

import pytest
from spacy.tokens import Doc

from kg.errors import VocabularyError
from kg.extract import component, extract_articles, read_articles
from kg.limits import FaultError, contained
from kg.model import Article, Claim
from kg.parse import Setup
from kg.read import Skip

RULES = Setup(reader="rules")

ARTICLES = [
    Article("first", "Fiji condemned Tonga."),
    Article("faulty", "Samoa condemned Nauru.", title="Words at sea"),
    Article("last", "Palau condemned Tuvalu."),
]


def for_ever() -> list[Claim]:
    while True:
        pass


def too_deep() -> list[Claim]:
    return too_deep()


def no_memory() -> list[Claim]:
    raise MemoryError


def fault() -> list[Claim]:
    raise ValueError("a number\nis missing")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], list[Claim]]], None]:
    """Lets the article "faulty" do something else than be read."""
    reading = component.claims_of

    def fail(instead: Callable[[], list[Claim]]) -> None:
        def claims_of(doc: Doc, article: Article) -> list[Claim]:
            return instead() if article.id == "faulty" else reading(doc, article)

        monkeypatch.setattr(component, "claims_of", claims_of)

    return fail


@pytest.mark.parametrize(
    ("instead", "reason"),
    [
        (for_ever, "took more than 1 s of computing time"),
        (too_deep, "nested too deep"),
        (no_memory, "needs more memory than there is"),
        (fault, "can't be read: ValueError: a number"),
    ],
)
def test_is_named_and_its_neighbours_are_read(
    failing: Callable[[Callable[[], list[Claim]]], None], monkeypatch: pytest.MonkeyPatch,
    instead: Callable[[], list[Claim]], reason: str,
) -> None:  # fmt: skip
    failing(instead)
    monkeypatch.setattr(sys.modules["kg.extract"], "allowance", lambda characters: 1.0)
    skips: list[Skip] = []
    read = {
        reading.article.id: len(reading.claims)
        for reading in read_articles(ARTICLES, setup=RULES, on_skip=skips.append)
    }
    assert read == {"first": 1, "last": 1}
    assert [str(skip) for skip in skips] == [f"article 'faulty' (Words at sea): {reason}"]


def test_while_parsing_is_found_among_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    parsing = sys.modules["kg.extract"].parse

    def parse(nlp: object, articles: list[Article]) -> list[Doc]:
        if any(article.id == "faulty" for article in articles):
            raise MemoryError
        found: list[Doc] = parsing(nlp, articles)
        return found

    monkeypatch.setattr(sys.modules["kg.extract"], "parse", parse)
    skips: list[Skip] = []
    read = [reading.article.id for reading in read_articles(ARTICLES, setup=RULES, on_skip=skips.append)]
    assert read == ["first", "last"]
    assert [skip.path for skip in skips] == ["article 'faulty' (Words at sea)"]


class Killed:
    """Stands for processes of which the system kills each that reads the article "faulty"."""

    def __init__(self) -> None:
        self.is_broken = False

    def submit(self, work: Callable[..., object], batch: list[Article], setup: Setup) -> Future[object]:
        if self.is_broken:
            raise BrokenProcessPool
        future: Future[object] = Future()
        self.is_broken = any(article.id == "faulty" for article in batch)
        if self.is_broken:
            future.set_exception(BrokenProcessPool())
        else:
            future.set_result(work(batch, setup))
        return future

    def shutdown(self, cancel_futures: bool) -> None:
        pass


def test_that_kills_a_process_is_named_and_the_rest_is_read_by_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.extract"], "FOR_ONE", 0)
    monkeypatch.setattr(sys.modules["kg.extract"], "ProcessPoolExecutor", lambda *_, **__: Killed())
    skips: list[Skip] = []
    read = [reading.article.id for reading in read_articles(ARTICLES, processes=2, setup=RULES, on_skip=skips.append)]
    assert read == ["first", "last"]
    assert [str(skip) for skip in skips] == [
        "article 'faulty' (Words at sea): the process that read it was killed, maybe for want of memory"
    ]


def test_is_warned_of_where_nobody_takes_the_skips(failing: Callable[[Callable[[], list[Claim]]], None]) -> None:
    failing(fault)
    with pytest.warns(UserWarning, match="skipped article 'faulty'"):
        assert [article.id for article, _ in extract_articles(ARTICLES, setup=RULES)] == ["first", "last"]


def test_error_in_a_list_of_words_is_no_fault_of_the_article() -> None:
    with pytest.raises(VocabularyError, match="line 3"), contained(1):
        raise VocabularyError("line 3")


def test_time_is_called_out_again_where_a_library_swallows_it() -> None:
    def swallow_once() -> None:
        with suppress(BaseException):
            for_ever()
        for_ever()

    with pytest.raises(FaultError, match="computing time"), contained(0.01):
        swallow_once()


def test_faults_are_contained_in_a_thread_too() -> None:
    found: list[str] = []

    def work() -> None:
        try:
            with contained(1):
                too_deep()
        except FaultError as error:
            found.append(str(error))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == ["nested too deep"]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji condemned " + "the ministry of " * 400 + "Tonga.",
        "Fiji said that " * 300 + "Samoa condemned Tonga.",
        "Fiji condemned " + " and ".join(["Tonga", "Samoa", "Nauru", "Palau"] * 100) + ".",
        "Fiji condemned Tonga " + "(" * 300 + " and left.",
    ],
    ids=["phrases in phrases", "reports of reports", "a list without end", "brackets"],
)
def test_article_that_nobody_wrote_is_read_or_named(text: str) -> None:
    skips: list[Skip] = []
    read = list(read_articles([Article("odd", text), ARTICLES[0]], setup=RULES, on_skip=skips.append))
    assert len(read) + len(skips) == 2
    assert len(read[-1].claims) == 1


def calls(count: int) -> int:
    """How many functions are called to read an article of so many paragraphs."""
    text = "Fiji condemned Tonga. It recalled its envoy, Prime Minister Sitiveni Rabuka said.\n" * count
    article = Article("long", text)
    total = 0

    def note(frame: object, event: str, value: object) -> None:
        nonlocal total
        total += event in {"call", "c_call"}

    list(read_articles([article], setup=RULES))
    sys.setprofile(note)
    try:
        list(read_articles([article], setup=RULES))
    finally:
        sys.setprofile(None)
    return total


def test_effort_grows_with_the_length_of_an_article_and_no_faster() -> None:
    assert calls(80) < 2.2 * calls(40)
