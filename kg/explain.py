"""``kg explain``: how a sentence was read, in a layout that a political scientist can follow."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree
from spacy.tokens import Doc, Token

from kg.extract.claims import Trace, claims_of
from kg.extract.match import Rejection
from kg.extract.predicate import Predicate
from kg.mentions.reference import why_unresolved
from kg.model import Article, Claim
from kg.parse import DEFAULT, Setup, load_parser, load_pipeline, make_doc
from kg.printable import printable
from kg.reader.claims import threshold, weighed_statements
from kg.reader.mentions import unsure_mentions
from kg.reader.network import load_network
from kg.syntax.labels import described
from kg.syntax.words import is_verb

CLAIM_COLUMNS = (
    "subject", "relation", "object", "event", "polarity", "modality", "speaker", "date", "confidence", "rule",
)  # fmt: skip
SHOWN = 0.05
"""Probability from which a statement that was dropped is shown."""
WIDTH = 160
"""Columns where the output is no terminal."""


def explain(sentence: str, *, setup: Setup = DEFAULT) -> Iterator[RenderableType]:
    """Parse, actors, predicates with their roles, frames tried with the reason each failed, and the claims.

    The parse comes while the reader is still being loaded. Control characters of the sentence are left out: what comes
    is for a terminal.
    """
    sentence = printable(sentence)
    article = Article("explain", sentence)
    nlp = load_parser(setup)
    doc = nlp(make_doc(nlp, article))
    yield _heading("How the sentence is built")
    yield from (_parse_tree(sent.root) for sent in doc.sents)
    parsed = list(nlp.pipe_names)
    for name, step in load_pipeline(setup).pipeline:
        if name not in parsed:
            doc = step(doc)
    trace = Trace()
    ruled = claims_of(doc, article, trace=trace)
    yield _heading("Who is meant")
    yield _actors(doc)
    yield from _left_alone(doc)
    yield _heading("What may be claimed")
    yield from (_predicate(predicate, trace) for predicate in trace.predicates)
    if not trace.predicates:
        yield Text("  no word here is in a frame; see ontology/frames/ to add one")
    if setup.reader == "trained":
        yield _heading("What was weighed")
        yield _weighed(doc, ruled, setup.min_confidence)
    yield _heading("Claims")
    yield _claims(doc._.claims)


def print_explanation(sentence: str, *, setup: Setup = DEFAULT) -> None:
    """Print :func:`explain` to the terminal."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    for part in explain(sentence, setup=setup):
        console.print(part)


def _heading(text: str) -> Text:
    return Text(f"\n{text}", style="bold")


def _parse_tree(token: Token, tree: Tree | None = None) -> Tree:
    label = Text.assemble((token.text, "bold"), (f"  {described(token)}", "dim"))
    branch = Tree(label) if tree is None else tree.add(label)
    for child in token.children:
        if not child.is_punct and not child.is_space:
            _parse_tree(child, branch)
    return branch


def _actors(doc: Doc) -> Table:
    table = Table("phrase", "kind", "actor", "type", "state", "sector", "why", box=None, pad_edge=False)
    for mention in doc._.mentions:
        for entity in mention.entities:
            table.add_row(
                mention.text,
                mention.kind,
                entity.label,
                entity.type,
                entity.country or "",
                entity.sector or "",
                mention.why,
            )
    return table


def _left_alone(doc: Doc) -> Iterator[Text]:
    """References that nobody was found for: claims about them are dropped rather than guessed."""
    for token in doc:
        reason = why_unresolved(doc._.actors, token)
        if reason:
            yield Text(f"left alone: {token.text!r}: {reason}; what is said of it is dropped", style="yellow")
    for token, states in unsure_mentions(doc):
        told = ", ".join(f"{code} {share:.2f}" for code, share in states) or "none is named"
        yield Text(f"left alone: {token.text!r}: unsure of which state: {told}", style="yellow")


def _predicate(predicate: Predicate, trace: Trace) -> Tree:
    tree = Tree(Text.assemble((predicate.token.text, "bold"), f"  ({predicate.kind})"))
    for role, tokens in predicate.roles.items():
        tree.add(f"{role}: {', '.join(_phrase(token) for token in tokens)}")
    for match in trace.matches:
        if match.predicate is predicate:
            branch = tree.add(Text(f"matched {match.frame.name} → {match.frame.relation}", style="green"))
            for dropped, why in trace.dropped:
                if dropped is match:
                    branch.add(Text(f"dropped: {why}", style="yellow"))
    tried = [rejection for rejection in trace.rejections if rejection.predicate is predicate]
    for rejection in tried:
        tree.add(Text(f"not {rejection.frame.name}: {_plain(rejection)}", style="dim"))
    return tree


def _phrase(token: Token) -> str:
    return token.doc[token.left_edge.i : token.right_edge.i + 1].text if not is_verb(token) else token.text


def _plain(rejection: Rejection) -> str:
    return rejection.reason


def _weighed(doc: Doc, ruled: list[Claim], least: float | None) -> RenderableType:
    """Each statement that pairs of actors may make: what network and frames say of it, and whether it is kept."""
    network = load_network()
    kept = threshold(network, least)
    every = [(one, p) for one, p in weighed_statements(doc, ruled, network) if p >= SHOWN]
    if not every:
        return Text("  nothing: no two actors of whom the network or a frame says anything")
    table = Table(box=None, pad_edge=False)
    for column in ("subject", "event", "object", "network", "frames", "together", "", "words that counted"):
        table.add_column(column, overflow="fold")
    for one, p in sorted(every, key=lambda pair: -pair[1]):
        scores = one.scores
        table.add_row(
            one.key[1], one.key[2], one.key[3], f"{scores.probability:.2f}" if scores else "-",
            ", ".join(claim.rule for claim in one.ruled) or "-", f"{p:.2f}",
            Text("kept", style="green")
            if p >= kept.of(one)
            else Text(f"dropped: below {kept.of(one):.2f}", style="yellow"),
            " ".join(doc[token].text for token in scores.attended) if scores else "-",
        )  # fmt: skip
    return table


def _claims(claims: list[Claim]) -> RenderableType:
    if not claims:
        return Text("  none")
    table = Table(box=None, pad_edge=False)
    for column in CLAIM_COLUMNS:
        table.add_column(column, overflow="fold")
    for claim in claims:
        table.add_row(
            claim.subject.label, claim.relation, claim.object.label,
            claim.plover or "-", claim.polarity, claim.modality,
            claim.attributed_to.label if claim.attributed_to else "-", claim.date.isoformat() if claim.date else "-",
            f"{claim.confidence:.2f}", claim.rule,
        )  # fmt: skip
    return table
