"""The word of a sentence that a statement of the network hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.arguments import Predicate, noun_predicate, verb_lemmas, verb_predicate
from kg.extract.frames import Frame, load_frames
from kg.reader.scoring import Scores
from kg.syntax.words import is_noun, is_verbal
from kg.vocabulary import Relation, load_vocabulary


def heads_of(doc: Doc, scores: Scores) -> list[Token]:
    """The words that head the actors of a statement, as far as they are named."""
    return [doc[token] for token in (scores.subject, scores.object) if token is not None]


def trigger_of(doc: Doc, scores: Scores) -> tuple[Token, list[Frame]]:
    """The word nearest to both actors in the parse that some frame of this type has; else the word that joins them."""
    heads, kind = heads_of(doc, scores), scores.type
    sentence = heads[0].sent
    paths = [[head, *head.ancestors] for head in heads]
    best: tuple[int, int, Token, list[Frame]] | None = None
    for token in sentence:
        frames = [frame for frame in _frames(token) if frame.plover == kind]
        if frames:
            distance = sum(_distance(path, token) for path in paths)
            if best is None or (distance, token.i) < best[:2]:
                best = (distance, token.i, token, frames)
    if best is not None:
        return best[2], best[3]
    shared = [token for token in paths[0] if all(token in path for path in paths)]
    verbs = [token for token in shared if is_verbal(token) and token not in heads]
    return next(iter([*verbs, *shared, *heads])), []


def _distance(path: Sequence[Token], token: Token) -> int:
    """Steps in the parse from the word that ``path`` leads up from to another of its sentence."""
    up = {step.i: number for number, step in enumerate(path)}
    for number, step in enumerate([token, *token.ancestors]):
        if step.i in up:
            return number + up[step.i]
    return len(token.sent)


def _frames(token: Token) -> list[Frame]:
    index = load_frames()
    if is_verbal(token):
        return [frame for name in verb_lemmas(token)[:1] for frame in index.verbs.get(name, ())]
    if is_noun(token):
        return list(index.nouns.get(token.lemma_.lower(), ()))
    return []


def predicate_of(token: Token) -> Predicate:
    """A trigger with its arguments."""
    return noun_predicate(token) if is_noun(token) else verb_predicate(token)


def top_relation(kind: str) -> Relation:
    """The relation that stands for an event type as a whole."""
    return next(one for one in load_vocabulary().relations.values() if one.plover == kind and one.parent is None)
