"""Articles in, claims out: a pure function of the text, so that any number of processes gives the same claims."""

from __future__ import annotations

import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context

from spacy.language import Language
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from kg.batches import batches
from kg.limits import FaultError, allowance, contained
from kg.mentions.unresolved import unresolved_mentions
from kg.model import Article, Claim, Mention, UnresolvedMention
from kg.parse import BATCH, DEFAULT, Setup, load_pipeline, original_place, parse, steps_of
from kg.parse.headlines import says_something
from kg.read.skip import Skip

BATCH_CHARACTERS = 60_000
"""Characters of the articles that are read together; a longer one is read alone."""

FIRST = 1
"""Articles at the beginning that are read alone."""
FOR_ONE = 2
"""Batches that one process reads, whatever the number asked for: others would take as long to load the parser."""

LONGEST_TITLE = 300
"""Characters of a title that is read: what is longer is no headline."""
BEFORE_TITLE = 200
"""Characters before which a title stands where it is part of the text."""

OnSkip = Callable[[Skip], object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one article; ``mentions`` are the phrases of its text that name or refer to an actor.

    The claims are those of its title, where that is no part of the text, and then those of the text.

    ``unresolved`` are phrases that seem to, and nobody could tell whom they mean.
    """

    article: Article
    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...]
    unresolved: tuple[UnresolvedMention, ...] = ()


def _warn(skip: Skip) -> None:
    warnings.warn(f"skipped {skip}", stacklevel=3)


def read_articles(
    articles: Iterable[Article], *, setup: Setup = DEFAULT, processes: int = 1, on_skip: OnSkip = _warn
) -> Iterator[Reading]:
    """One reading an article, in the order given, whatever the number of processes.

    An article that can't be read (nested too deep, too much for memory, too slow) is left out and given to ``on_skip``
    with the reason; the others of its batch are read.
    """
    for outcome in _outcomes(articles, setup, processes):
        if isinstance(outcome, Skip):
            on_skip(outcome)
        else:
            yield outcome


def _outcomes(articles: Iterable[Article], setup: Setup, processes: int) -> Iterator[Reading | Skip]:
    together = in_batches(articles)
    first = list(islice(together, FOR_ONE + 1)) if processes > 1 else []
    if len(first) <= FOR_ONE:
        for batch in chain(first, together):
            yield from read_batch(batch, setup)
        return
    workers = _Workers(processes, setup)
    try:
        running: deque[tuple[list[Article], Future[list[Reading | Skip]]]] = deque()
        for batch in chain(first, together):
            running.append((batch, workers.submit(batch)))
            while running and (len(running) > 2 * processes or running[0][1].done()):
                yield from workers.result(*running.popleft())
        while running:
            yield from workers.result(*running.popleft())
    finally:
        workers.pool.shutdown(cancel_futures=True)


class _Workers:
    """Processes that read batches; where the system kills one (for its memory, say), others go on with its work."""

    def __init__(self, processes: int, setup: Setup) -> None:
        self.processes = processes
        self.setup = setup
        self.pool = self._start()

    def _start(self) -> ProcessPoolExecutor:
        # started afresh: a copy of a process that runs threads may hang
        return ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"))

    def submit(self, batch: list[Article]) -> Future[list[Reading | Skip]]:
        try:
            return self.pool.submit(read_batch, batch, self.setup)
        except BrokenProcessPool:
            self.pool = self._start()
            return self.pool.submit(read_batch, batch, self.setup)

    def result(self, batch: list[Article], reading: Future[list[Reading | Skip]]) -> Iterator[Reading | Skip]:
        """What came of a batch; where its process was killed, of its articles read anew one by one."""
        try:
            yield from reading.result()
            return
        except BrokenProcessPool:
            pass
        for article in batch:
            try:
                yield from self.submit([article]).result()
            except BrokenProcessPool:
                yield killed(article)


def in_batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles that are read together; few to begin with, so that their claims come at once."""
    remaining = iter(articles)
    yield from batches(islice(remaining, FIRST), _characters, most=1, largest=BATCH_CHARACTERS)
    yield from batches(remaining, _characters, most=BATCH, largest=BATCH_CHARACTERS)


def _characters(article: Article) -> int:
    return len(article.text)


def killed(article: Article) -> Skip:
    """What becomes of an article that takes down whoever reads it."""
    return _skip(article, FaultError("the process that read it was killed, maybe for want of memory"))


def read_batch(articles: list[Article], setup: Setup) -> list[Reading | Skip]:
    """What was found in each of these articles, in their order."""
    nlp = load_pipeline(setup)
    titles = [title for article in articles if (title := _title(article))]
    with _threads().limit(limits=1, user_api="blas"):  # more of them only wait for each other
        docs = _parsed(nlp, [*articles, *titles])
        found = [_reading(nlp, setup, article, doc) for article, doc in zip(articles, docs, strict=False)]
        headlines = {
            title.id: _claims_of_title(nlp, setup, title, doc)
            for title, doc in zip(titles, docs[len(articles) :], strict=True)
        }
    return [_with_headline(one, headlines) if isinstance(one, Reading) else one for one in found]


def _claims_of_title(nlp: Language, setup: Setup, title: Article, doc: Doc | Skip) -> tuple[Claim, ...]:
    """None where it is no headline, nor where it can't be read, which is not worth a word: the article below it was."""
    reading = _reading(nlp, setup, title, doc)
    if isinstance(doc, Skip) or isinstance(reading, Skip):
        return ()
    return reading.claims if says_something(doc) else ()


def _title(article: Article) -> Article | None:
    """The title to be read as a text of its own; None where there is none or the text begins with it."""
    title = article.title
    if title is None or not title.strip() or len(title) > LONGEST_TITLE:
        return None
    front = " ".join(article.text[: BEFORE_TITLE + 2 * len(title)].split()).casefold()
    return None if " ".join(title.split()).casefold() in front else replace(article, text=title)


def _with_headline(reading: Reading, headlines: Mapping[str, tuple[Claim, ...]]) -> Reading:
    """The reading with what its article's title claims, marked as such; so is all where the title is all there is."""
    article = reading.article
    if article.title is not None and article.text == article.title:
        return replace(reading, claims=tuple(map(_in_headline, reading.claims)))
    claims = tuple(map(_in_headline, headlines.get(article.id, ())))
    return replace(reading, claims=(*claims, *reading.claims)) if claims else reading


def _in_headline(claim: Claim) -> Claim:
    return replace(claim, evidence=replace(claim.evidence, headline=True))


@cache
def _threads() -> ThreadpoolController:
    """The libraries of this process that would use several threads."""
    return ThreadpoolController()


def _parsed(nlp: Language, articles: list[Article]) -> list[Doc | Skip]:
    """Articles parsed together, which is faster; each alone where that fails, so that only the faulty one is lost."""
    try:
        with contained(sum(allowance(len(article.text)) for article in articles)):
            return list(parse(nlp, articles))
    except FaultError as fault:
        if len(articles) == 1:
            return [_skip(articles[0], fault)]
    return [one for article in articles for one in _parsed(nlp, [article])]


def _reading(nlp: Language, setup: Setup, article: Article, doc: Doc | Skip) -> Reading | Skip:
    if isinstance(doc, Skip):
        return doc
    try:
        with contained(allowance(len(article.text))):
            for name in steps_of(nlp, setup):
                doc = nlp.get_pipe(name)(doc)
            reading = Reading(article, tuple(doc._.claims), tuple(_mentions(doc)), tuple(_unresolved(doc)))
            doc.user_data.clear()  # what the network made of it is large, and a document is not freed at once
            return reading
    except FaultError as fault:
        return _skip(article, fault)


def _skip(article: Article, fault: FaultError) -> Skip:
    """Named by what a reader would look for: an id may be a hash."""
    words = " ".join((article.title or article.text[:60]).split())
    return Skip(f"article {article.id!r} ({words[:60]})", None, str(fault))


def _mentions(doc: Doc) -> Iterator[Mention]:
    """With the offsets of the article's own text."""
    for mention in doc._.mentions:
        start, end = original_place(doc, mention.start, mention.end)
        yield replace(mention, start=start, end=end, text=doc._.article.text[start:end])


def _unresolved(doc: Doc) -> Iterator[UnresolvedMention]:
    """With the offsets of the article's own text."""
    for mention in unresolved_mentions(doc):
        start, end = original_place(doc, mention.start, mention.end)
        yield replace(mention, start=start, end=end, text=doc._.article.text[start:end])


def extract_articles(
    articles: Iterable[Article], *, setup: Setup = DEFAULT, processes: int = 1, on_skip: OnSkip = _warn
) -> Iterator[tuple[Article, list[Claim]]]:
    """Each article with its claims, in the order given; for ``on_skip`` see :func:`read_articles`."""
    for reading in read_articles(articles, setup=setup, processes=processes, on_skip=on_skip):
        yield reading.article, list(reading.claims)


def extract_claims(
    articles: Iterable[Article], *, setup: Setup = DEFAULT, processes: int = 1, on_skip: OnSkip = _warn
) -> Iterator[Claim]:
    """The claims of all articles, article by article; for ``on_skip`` see :func:`read_articles`."""
    for reading in read_articles(articles, setup=setup, processes=processes, on_skip=on_skip):
        yield from reading.claims
