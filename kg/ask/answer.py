"""A question answered: what was understood, the SPARQL, the rows with their quotes, and the answer in a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.ask.meaning import find_meaning, in_words
from kg.ask.query import sparql
from kg.ask.wording import Wording, reword
from kg.graph.plan import plan
from kg.graph.store import KnowledgeGraph
from kg.model import Article, Claim
from kg.parse import Setup, load_pipeline, make_doc
from kg.query import evaluate
from kg.resources import BASE
from kg.table import Table, Term
from kg.vocabulary import RELATION

READER = Setup(reader="rules")
"""Frames alone: what they find rests on a word of the question, which may not be answered with anything else."""
NAMED = 12
"""Actors or days that the answer's line names."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``understood`` is the question in plain terms, ``said`` the answer in a line, ``table`` the claims behind it.

    ``names`` are those who were asked for, or the days, those in most claims first.
    """

    understood: str
    query: str
    said: str
    names: tuple[str, ...]
    table: Table


def ask(graph: KnowledgeGraph, question: str) -> Answer:
    """Answer a question in English from the claims of a graph.

    Raises:
        QueryError: the question is not understood; says what was.
    """
    nlp = load_pipeline(READER)

    def named(text: str) -> Sequence[tuple[int, int]]:
        doc = nlp(make_doc(nlp, Article("question", text)))
        return sorted({(mention.start, mention.end) for mention in doc._.mentions if mention.kind != "reference"})

    wording = reword(question, named)
    docs = [nlp(make_doc(nlp, Article("question", statement))) for statement in wording.statements]
    meaning = find_meaning(wording, docs)
    open_question = wording.wanted == "whether"
    query = sparql(graph, wording, meaning, any_polarity=open_question)
    found = _shown(evaluate(graph, plan(graph, query, {}, listing=False)))
    names, said = _said(wording, meaning.claims[0], found)
    return Answer(in_words(wording, meaning.claims), query, said, names, found)


def _shown(table: Table) -> Table:
    """The columns for a reader: names of relations, polarities and modalities instead of IRIs."""
    rows = tuple(tuple(_short(term) for term in row) for row in table.rows)
    return Table(tuple(name.removesuffix("Is") for name in table.columns), rows, table.note)


def _short(term: Term | None) -> Term | None:
    if isinstance(term, ox.NamedNode):
        for prefix in (RELATION, BASE):
            rest = term.value.removeprefix(prefix)
            if rest != term.value and "/" not in rest:
                return ox.Literal(rest)
    return term


def _said(wording: Wording, asked: Claim, table: Table) -> tuple[tuple[str, ...], str]:
    texts = [dict(zip(table.columns, row, strict=True)) for row in table.texts()]
    claims = len({row["claim"] for row in texts})
    if wording.wanted == "whether":
        return _verdict(asked, texts)
    for row in texts:
        row["when"] = row["date"] or (f"reported {row['day']}" if row["day"] else "")
    column = {"who": "who", "when": "when", "what": "what", "count": "when"}[wording.wanted]
    counted = Counter(row[column] for row in {row["claim"] + row[column]: row for row in texts}.values() if row[column])
    names = tuple(name for name, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0])))
    if wording.wanted == "count":
        return names, f"{claims} claim{'' if claims == 1 else 's'} on {len(names)} day{'' if len(names) == 1 else 's'}"
    if not names:
        return (), "nothing in this graph says so"
    if wording.wanted == "when":
        names = tuple(sorted(names))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return names, ", ".join(names[:NAMED]) + more


def _verdict(asked: Claim, rows: Sequence[dict[str, str]]) -> tuple[tuple[str, ...], str]:
    """Whether it is so: absence of claims is never a no."""
    so = {row["claim"] for row in rows if (row["polarity"], row["modality"]) == (asked.polarity, asked.modality)}
    against = [row for row in rows if row["polarity"] != asked.polarity]
    rest = sorted({row["modality"] for row in rows if row["polarity"] == asked.polarity} - {asked.modality})
    who = ", ".join(sorted({row["speaker"] for row in against if row["speaker"]})) or _claims(len(against))
    if so and against:
        return ("disputed",), f"disputed: said by {_claims(len(so))}, denied by {who}"
    if so:
        return ("yes",), f"yes, by {_claims(len(so))}"
    if against:
        return ("denied",), f"denied by {who}; no claim says so"
    if rest:
        return (rest[0],), f"only {' or '.join(rest)}; no claim says that it was so"
    return (), "nothing in this graph says so"


def _claims(number: int) -> str:
    return f"{number} claim{'' if number == 1 else 's'}"
