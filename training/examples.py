"""Annotated texts as training examples: windows as the reader sees them, with the annotators' claims laid over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg.gazetteer.index import load_gazetteer
from kg.model import Article
from kg.parse import Setup, load_pipeline, parse, steps_of
from kg.read.identity import make_article
from kg.reader.windows import Candidate, Window, windows

IMPLIED = -1
"""Head of an actor who is not named in the sentence."""


@dataclass(frozen=True, slots=True)
class GoldActor:
    """Where an annotated actor stands: its head and its code; ``head`` is IMPLIED for one that is only understood."""

    head: int
    start: int
    end: int
    code: str
    sector: str


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """One annotated claim of a window, its actors as words of the window."""

    sentence: int
    subject: GoldActor
    object: GoldActor
    types: tuple[str, ...]
    polarity: str
    modality: str
    speaker: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A window and what the annotators wrote of it."""

    article: str
    window: Window
    claims: tuple[GoldClaim, ...]


def examples(records: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """The examples of annotated texts, in order."""
    setup = Setup(reader="rules")
    nlp = load_pipeline(setup)
    source = iter(records)
    while some := list(islice(source, 32)):
        articles = [make_article(record["text"], record, record["id"]) for record in some]
        for record, parsed in zip(some, parse(nlp, articles)):
            doc = parsed
            for name in steps_of(nlp, setup)[:-1]:  # all but the claims of the frames
                doc = nlp.get_pipe(name)(doc)
            yield from _of_document(record, doc)


def _of_document(record: dict[str, Any], doc: Doc) -> Iterator[Example]:
    article: Article = doc._.article
    found = list(windows(doc, article))
    claims = [_located(doc, record, claim) for claim in record["claims"]]
    for window in found:
        yield Example(record["id"], window, tuple(_within(window, doc, claims)))


def _located(doc: Doc, record: dict[str, Any], claim: dict[str, Any]) -> tuple[dict[str, Any], list[Span], list[Span]]:
    start, end = record["sentences"][claim["sentence"]]
    return claim, _places(doc, start, end, claim["subject"]["text"]), _places(doc, start, end, claim["object"]["text"])


def _places(doc: Doc, start: int, end: int, words: str) -> list[Span]:
    """Where the words of an annotation stand in their sentence."""
    if words == "^":
        return []
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = []
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", doc.text[start:end]) or ():
        span = doc.char_span(start + match.start(), start + match.end(), alignment_mode="expand")
        if span is not None:
            found.append(span)
    if not found:
        for match in re.finditer(pattern, doc.text[start:end]):
            span = doc.char_span(start + match.start(), start + match.end(), alignment_mode="expand")
            if span is not None:
                found.append(span)
    return found


def _within(
    window: Window, doc: Doc, claims: list[tuple[dict[str, Any], list[Span], list[Span]]]
) -> Iterator[GoldClaim]:
    by_head = {candidate.head: candidate for candidate in window.candidates}
    for number, first, last in window.sentences:
        start, end = window.token(first), window.token(last)
        for claim, subjects, objects in claims:
            subject = _actor(window, doc, by_head, claim["subject"], subjects, start, end)
            object_ = _actor(window, doc, by_head, claim["object"], objects, start, end)
            if subject is None or object_ is None or subject.head == object_.head == IMPLIED:
                continue
            speaker = claim["speaker"].split(".")[0].upper() if claim["speaker"] else None
            yield GoldClaim(
                number, subject, object_, tuple(claim["types"]), claim["polarity"], claim["modality"], speaker,
                claim["sure"],
            )  # fmt: skip


def _actor(
    window: Window,
    doc: Doc,
    by_head: dict[int, Candidate],
    actor: dict[str, Any],
    places: list[Span],
    start: int,
    end: int,
) -> GoldActor | None:
    code, _, sector = actor["who"].partition(".")
    code = code.strip().upper()
    if actor["text"] == "^":
        return GoldActor(IMPLIED, IMPLIED, IMPLIED, code, sector)
    inside = [span for span in places if start <= span.start and span.end <= end]
    if not inside:
        return None
    move = window.first - window.offset
    best = max(inside, key=lambda span: (code in _codes(by_head, span.root.i + move), -span.start))
    head = _head(best, by_head, move, code)
    return GoldActor(head.i + move, best.start + move, best.end + move, code, sector)


def _head(span: Span, by_head: dict[int, Candidate], move: int, code: str) -> Token:
    """The head of the words: their root, unless that is no candidate and another word of them is."""
    root = span.root
    if root.i + move in by_head:
        return root
    options = [token for token in span if token.i + move in by_head]
    fitting = [token for token in options if code in by_head[token.i + move].codes]
    return (fitting or options or [root])[-1]


def _codes(by_head: dict[int, Candidate], head: int) -> tuple[str, ...]:
    return by_head[head].codes if head in by_head else ()


def spare_names() -> dict[str, dict[str, list[str]]]:
    """Names and demonyms of states, by code, to put in each other's place in training."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in load_gazetteer().names:
        code = name.entity.country
        if name.entity.type == "Country" and code and name.kind in {"name", "demonym"} and name.text[0].isupper():
            if name.kind == "name" and name.text != name.entity.label:
                continue
            found.setdefault(code, {}).setdefault(name.kind, []).append(name.text)
    return {code: kinds for code, kinds in sorted(found.items()) if len(kinds) == 2}
