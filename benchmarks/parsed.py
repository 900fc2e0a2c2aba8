"""Texts parsed once and kept, so that the steps behind parsing can be run over them again and again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.batches import batches
from kg.model import Article
from kg.parse import parse
from kg.parse.normalise import normalise
from kg.read.identity import make_article

TOGETHER = 200
"""Texts a file."""
ATTRIBUTES = ("ORTH", "SPACY", "TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE")


Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article with its parse, and the annotated text that it is, if somebody annotated it."""

    article: Article
    doc: Doc
    annotated: Record | None

    def fresh(self) -> Doc:
        """A copy that the steps behind parsing may write on."""
        doc = self.doc.copy()
        doc.user_data = {}
        doc._.article = self.article
        doc.user_data["normalised"] = normalise(self.article.text)
        return doc


def parsed(nlp: Language, articles: Iterable[tuple[Article, Record | None]], folder: Path) -> Iterator[Parsed]:
    """Each article with its parse, which is read from ``folder``, or made and put there.

    What lies in ``folder`` must be of these articles, in this order, and of this pipeline.

    Raises:
        ValueError: there are more or fewer of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, some in zip(count(), batches(articles, lambda one: 1, most=TOGETHER, largest=TOGETHER)):
        path = folder / f"{number:05}.spacy"
        if path.exists():
            docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
        else:
            docs = parse(nlp, [article for article, _ in some])
            part = path.with_suffix(".part")
            DocBin(attrs=list(ATTRIBUTES), docs=docs).to_disk(part)
            part.rename(path)
        for (article, record), doc in zip(some, docs, strict=True):
            yield Parsed(article, doc, record)


def annotated(path: Path) -> Iterator[tuple[Article, Record | None]]:
    """The texts of a file of annotations."""
    for record in _lines(path):
        yield make_article(record["text"], record, record["id"]), record


def entries(path: Path) -> Iterator[tuple[Article, Record | None]]:
    """The texts of a corpus."""
    for record in _lines(path):
        yield make_article(record["text"], record, record["id"]), None


def _lines(path: Path) -> Iterator[Record]:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        for line in file:
            yield json.loads(line)
