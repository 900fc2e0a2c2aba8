"""Polarity: is the relation affirmed or denied where it is said?"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.arguments import Predicate, verb_lemmas
from kg.extract.operators import Operators, load_operators
from kg.extract.surroundings import PRESUPPOSING, Step, way_up
from kg.model import Polarity


def polarity(predicate: Predicate) -> tuple[Polarity, bool]:
    """``(polarity, refusal)``; an even number of negations affirms. A refusal is denied by who should have done it."""
    operators = load_operators()
    negations = 0
    refusal = False
    carried = predicate.kind == "verb" or predicate.support is not None
    for step in way_up(predicate):
        if step.link in PRESUPPOSING and not _negative_subject(step):
            break
        if step.link == "adverbial" and step.below is not None:
            negations += _without(step.below)
            break
        if step.link == "conjunct":
            negations += _shared_negation(step)
            continue
        if step.link in {"object", "preposition", "modifier"} and not _passes(step, predicate, operators, carried):
            break
        own = _own_negations(step.token, operators)
        negations += own
        if step.link != "self":
            effect = _negating_word(step, operators)
            negations += effect
            refusal = refusal or bool(effect)
    return ("negated" if negations % 2 else "affirmed"), refusal


def _own_negations(token: Token, operators: Operators) -> int:
    found = 0
    for child in token.children:
        lower = child.lower_
        if child.dep_ == "neg" or lower in {"not", "n't", "n’t"} or (lower == "never" and child.dep_ == "advmod"):
            found += 1
        elif child.dep_ == "advmod" and lower == "longer" and any(part.lower_ == "no" for part in child.children):
            found += 1
        elif child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "agent"} and _negative_phrase(child, operators):
            found += 1
        elif child.dep_ == "preconj" and lower == "neither":
            found += 1
        elif child.dep_ in {"cc", "advmod"} and lower == "nor":
            found += 1
    if token.pos_ in {"NOUN", "PROPN"}:
        return int(_negative_phrase(token, operators))
    return min(found, 1)


def _negative_phrase(token: Token, operators: Operators) -> bool:
    if token.lower_ in {"none", "nobody", "nothing", "neither"}:
        return True
    return any(child.dep_ in {"det", "preconj", "cc:preconj"} and child.lower_ in operators.negating_determiners
               for child in token.lefts)  # fmt: skip


def _negative_subject(step: Step) -> bool:
    return False


def _negating_word(step: Step, operators: Operators) -> int:
    token = step.token
    if token.pos_ in {"VERB", "AUX"}:
        if any(lemma in operators.negating_verbs | operators.denying_verbs for lemma in verb_lemmas(token)):
            return 1
        for child in token.children:
            # "stopped short of supplying", "ruled out sending"
            name = f"{token.lemma_.lower()} {child.lower_}"
            if child.dep_ in {"prt", "advmod", "prep", "acomp"} and name in operators.negating_verbs:
                return 1
        return 0
    if token.pos_ in {"NOUN", "PROPN"}:
        return int(token.lemma_.lower() in operators.negating_nouns)
    if token.pos_ == "ADP":
        return int(token.lower_ == "without")
    if token.pos_ == "ADJ":
        return int(token.lower_ in {"unwilling", "unable", "false", "untrue", "reluctant"})
    return 0


def _passes(step: Step, predicate: Predicate, operators: Operators, carried: bool) -> bool:
    """True where what stands above a noun of action says something about whether it happens."""
    token = step.token
    if token.pos_ == "ADP" or (predicate.support is not None and token.i == predicate.support.i):
        return True
    if step.link == "preposition" and predicate.kind == "verb":
        return True
    if token.pos_ in {"VERB", "AUX"}:
        names = verb_lemmas(token)
        return any(name in operators.negating_verbs | operators.denying_verbs | operators.planning_verbs
                   | operators.demanding_verbs | operators.possible_verbs | operators.support for name in names)  # fmt: skip
    lemma = token.lemma_.lower()
    return lemma in (
        operators.negating_nouns | operators.planning_nouns | operators.possible_nouns | operators.demanding_nouns
        | operators.reporting_nouns | {"evidence", "proof", "sign", "indication", "question", "need", "intention"}
    )  # fmt: skip


def _without(clause: Token) -> int:
    return int(any(child.lower_ == "without" for child in clause.children if child.dep_ in {"mark", "prep"}))


def _shared_negation(step: Step) -> int:
    """"did not attack or seize": the negation of the first verb reaches a second one without a subject of its own."""
    below = step.below
    if below is None or any(child.dep_ in {"nsubj", "nsubjpass", "aux"} for child in below.children):
        return 0
    joined = [child.lower_ for child in step.token.children if child.dep_ == "cc"]
    return int(("or" in joined or "nor" in joined) and any(child.dep_ == "neg" for child in step.token.children))
