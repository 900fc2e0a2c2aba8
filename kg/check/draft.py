"""A draft read with the reader of the news, and the ground that each of its claims has in the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.ask.period import Period, take_period
from kg.check.ground import VERDICTS, Ground, Verdict, grounds
from kg.errors import InputError
from kg.extract import read_articles
from kg.graph.claims import ClaimRow
from kg.graph.store import KnowledgeGraph
from kg.graph.write import sentence_spans
from kg.model import Article, Claim
from kg.parse import DEFAULT, Setup
from kg.read import Skip, read
from kg.vocabulary import load_vocabulary

ASIDE = frozenset({"holdsOffice", "partOf"})
"""Relations by which a draft says who somebody is; they are not checked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of the draft and its ground."""

    claim: Claim
    ground: Ground


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A part of the draft's text as it stands there, with the claims read in it; ``verdict`` is the worst of theirs."""

    text: str
    checked: tuple[Checked, ...]

    @property
    def verdict(self) -> Verdict | None:
        """None where no claim was read."""
        found = [one.ground.verdict for one in self.checked]
        return max(found, key=VERDICTS.index) if found else None


def check_draft(graph: KnowledgeGraph, path: Path, *, setup: Setup = DEFAULT) -> list[CheckedSentence]:
    """The sentences of a draft (a text, Markdown or HTML file) in order, each with its claims and their grounds.

    Raises:
        InputError: the draft can't be read.
    """
    skips: list[Skip] = []
    articles: list[Article] = []
    for item in read([str(path)]):
        (skips if isinstance(item, Skip) else articles).append(item)  # type: ignore[arg-type]
    found = [
        sentence
        for reading in read_articles(articles, setup=setup, on_skip=skips.append)
        for sentence in _sentences(graph, reading.article, reading.claims)
    ]
    if skips or not articles:
        raise InputError(str(skips[0]) if skips else f"{path}: nothing to check")
    return found


def check_text(graph: KnowledgeGraph, text: str, *, setup: Setup = DEFAULT) -> list[CheckedSentence]:
    """As :func:`check_draft`, for a text at hand."""
    (reading,) = read_articles([Article("draft", text)], setup=setup)
    return list(_sentences(graph, reading.article, reading.claims))


def _sentences(graph: KnowledgeGraph, article: Article, claims: tuple[Claim, ...]) -> Iterator[CheckedSentence]:
    relevant = sorted((claim for claim in claims if claim.relation not in ASIDE), key=lambda one: one.evidence.start)
    for start, end in sentence_spans(article.text):
        within = [claim for claim in relevant if start <= claim.evidence.start < end]
        checked = (Checked(one, grounds(graph, one, _period(one, article.text[start:end], start))) for one in within)
        yield CheckedSentence(article.text[start:end], tuple(checked))


def _period(claim: Claim, sentence: str, start: int) -> Period:
    """When the draft says it was: the claim's date, else a time right behind its words or at the sentence's beginning.

    The reader leaves "with Qatar in 2019" undated, as the year may be of something else; here a wrong yes is worse.
    """
    if claim.date:
        return Period(claim.date.earliest(), claim.date.latest())
    behind = sentence[claim.evidence.end - start :].strip(" .\n")
    for part, ends in ((behind, str.endswith), (sentence[: claim.evidence.start - start].strip(" ,"), str.startswith)):
        rest, period = take_period(part)
        if period != Period() and ends(part, rest):
            return period
    return Period()


def in_words(claim: Claim) -> str:
    """ "Iran supplies arms to Russia (denied, says Iran)"."""
    label = load_vocabulary().relations[claim.relation].label
    marks = [
        *(["denied"] if claim.polarity == "negated" else []),
        *([claim.modality] if claim.modality != "actual" else []),
        *([f"says {claim.attributed_to.label}"] if claim.attributed_to else []),
        *([str(claim.date)] if claim.date else []),
    ]
    return f"{claim.subject.label} {label} {claim.object.label}" + (f" ({', '.join(marks)})" if marks else "")


def as_text(sentences: list[CheckedSentence]) -> str:
    """For the terminal: each sentence with its claims, verdicts and quotes, and the count at the end."""
    lines: list[str] = []
    for sentence in sentences:
        lines.append(" ".join(sentence.text.split()))
        for one in sentence.checked:
            lines.append(f"  {one.ground.verdict.upper()}: {in_words(one.claim)}{_who(one.ground)}")
            lines += [f"    {_quote(row)}" for row in (*one.ground.claims[:3], *one.ground.against[:3])]
        if not sentence.checked:
            lines.append("  (no claim was read)")
        lines.append("")
    counts = {verdict: sum(sentence.verdict == verdict for sentence in sentences) for verdict in VERDICTS}
    without = sum(sentence.verdict is None for sentence in sentences)
    lines.append(", ".join([*(f"{number} {verdict}" for verdict, number in counts.items() if number),
                            *([f"{without} without a claim"] if without else [])]))  # fmt: skip
    return "\n".join(lines) + "\n"


def _who(ground: Ground) -> str:
    if ground.verdict in ("disputed", "contradicted"):
        return f" – denied by {', '.join(ground.deniers)}"
    if ground.verdict == "dated otherwise":
        return f" – by the sources of {', '.join(ground.days)}"
    if ground.verdict == "only planned":
        return f" – {', '.join(sorted({row.modality for row in ground.claims}))} in {', '.join(ground.sources)}"
    return f" – by {', '.join(ground.sources)}, {', '.join(ground.days)}" if ground.claims else ""


def _quote(row: ClaimRow) -> str:
    says = f", says {row.speaker}" if row.speaker else ""
    place = ", ".join(filter(None, (row.source, row.published.isoformat() if row.published else None)))
    return f"“{' '.join(row.quote.split())}” ({place or row.article}{says}{', denied' * (row.polarity == 'negated')})"


def as_json(sentences: list[CheckedSentence]) -> str:
    """A list of sentences with their claims, verdicts, and the claims of the graph behind each."""
    return json.dumps([_sentence_json(sentence) for sentence in sentences], ensure_ascii=False, indent=1) + "\n"


def _sentence_json(sentence: CheckedSentence) -> dict[str, Any]:
    return {
        "text": sentence.text.strip(),
        "verdict": sentence.verdict,
        "claims": [
            {
                "verdict": one.ground.verdict, "says": in_words(one.claim), "claim": one.claim.to_json(),
                "sources": list(one.ground.sources), "days": list(one.ground.days), "deniers": list(one.ground.deniers),
                "by": [_row_json(row) for row in one.ground.claims],
                "against": [_row_json(row) for row in one.ground.against],
            }
            for one in sentence.checked
        ],
    }  # fmt: skip


def _row_json(row: ClaimRow) -> dict[str, Any]:
    return {
        "id": row.id, "quote": row.quote, "speaker": row.speaker, "source": row.source, "title": row.title,
        "article": row.article, "day": row.happened.isoformat() if row.happened else None, "polarity": row.polarity,
        "modality": row.modality,
    }  # fmt: skip
