"""Corrected articles in the form of annotated claims, so that the reader can learn from what an analyst put right.

A line is an article with ``sentences`` (character offsets) and ``claims``: the words and the code of both actors, event
types, polarity, modality, speaker, and ``sure``, which is true of what was corrected or confirmed and false of what
nobody looked at. Claims that are wrong are not in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.graph.claims import articles, claims
from kg.graph.corrections import RULE, read_corrections
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import CORRECTIONS, PROV, article_id, node
from kg.graph.texts import read_text
from kg.graph.write import sentence_spans
from kg.model import Article, Claim, Entity
from kg.reader.codes import code_of
from kg.resources import BASE


def gold_lines(graph: KnowledgeGraph, texts: Path) -> Iterator[str]:
    """A line of JSON for each article with a correction that was applied, in order of id.

    Raises:
        InputError: the text of such an article is not kept beside the graph.
    """
    confirmed = {one.claim for one in read_corrections(graph) if one.kind == "right"}
    corrected = set(_corrected_articles(graph))
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims(graph):
        if claim.evidence.article in corrected:
            found[claim.evidence.article].append(claim)
    for article in articles(graph):
        if article.id in corrected:
            text = read_text(texts, article.id)
            if text is None:
                raise InputError(f"{article.id}: its text is not kept; run `kg build` over the article again")
            yield json.dumps(_record(article, text, found[article.id], confirmed), ensure_ascii=False) + "\n"


def _corrected_articles(graph: KnowledgeGraph) -> Iterator[str]:
    """Ids of the articles of corrected claims, from how the claims were read."""
    for quad in graph.native.quads_for_pattern(None, node(BASE + "asRead"), None, CORRECTIONS):
        _, _, rest = str(quad.object.value).partition(f"<{PROV}wasQuotedFrom> <")  # type: ignore[union-attr]
        yield article_id(rest.partition(">")[0])


def _record(article: Article, text: str, found: list[Claim], confirmed: set[str]) -> dict[str, Any]:
    spans = [[start, start + len(text[start:end].rstrip())] for start, end in sentence_spans(text)]
    about = {"id": article.id, "title": article.title, "published": article.published, "source": article.source,
             "url": article.url, "author": article.author}  # fmt: skip
    rows = []
    for claim in sorted(found, key=lambda one: (one.evidence.start, one.id)):
        if claim.plover is None:  # what lasts is no event
            continue
        place = next(place for place, (start, end) in enumerate(spans) if start <= claim.evidence.start < end)
        sentence = text[spans[place][0] : spans[place][1]]
        rows.append({
            "sentence": place,
            "subject": {"text": _words(claim.subject_text, sentence), "who": _code(claim.subject)},
            "types": [claim.plover],
            "object": {"text": _words(claim.object_text, sentence), "who": _code(claim.object)},
            "polarity": claim.polarity, "modality": claim.modality,
            "speaker": _code(claim.attributed_to) if claim.attributed_to else None,
            "sure": claim.rule == RULE or claim.id in confirmed,
        })  # fmt: skip
    known = {name: str(value) for name, value in about.items() if value}
    return known | {"text": text, "sentences": spans, "claims": rows}


def _words(words: str, sentence: str) -> str:
    """The words for an actor; ``^`` where they stand in another sentence only."""
    return words if words and words in sentence else "^"


def _code(entity: Entity) -> str:
    code = code_of(entity)
    return code if entity.sector in (None, "GOV") or not entity.country else f"{code}.{entity.sector}"
