"""Modality: done, planned, possible or demanded."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import Predicate, verb_lemmas
from kg.extract.scope.surroundings import PRESUPPOSING, Step, clause_mark, way_up
from kg.model import Modality
from kg.syntax.relations import (
    is_adverbial,
    is_any_auxiliary,
    is_attributive,
    is_auxiliary,
    is_clause_marker,
    is_direct_object,
    is_negation,
    is_predicative,
    is_root,
    is_short_satellite,
    is_subject,
)
from kg.syntax.tree import next_word
from kg.syntax.walks import is_infinitive
from kg.syntax.words import (
    is_adjective,
    is_adposition,
    is_base_form,
    is_finite_form,
    is_finite_or_modal,
    is_ing_form,
    is_noun,
    is_past_participle,
    is_present_base,
    is_verbal,
)

_RANK: dict[Modality, int] = {"actual": 0, "planned": 1, "possible": 2, "demanded": 3}


def modality(predicate: Predicate, *, spoken: bool = False) -> Modality:
    """Whether it was done, is planned, possible or demanded.

    ``spoken`` says that the predicate is an act of speech or protest: "blocked a road to protest" did protest.
    """
    lexicon = load_lexicon()
    best: Modality = "actual"
    through_noun = predicate.kind == "noun" and predicate.support is None
    for step in way_up(predicate):
        if step.link in PRESUPPOSING:
            if step.link == "subject" or step.token.lemma_ == "case":
                best = _stronger(best, _of_subject(step, lexicon))
            break
        if step.link == "adverbial" and step.below is not None:
            mark = clause_mark(step.below)
            if mark in lexicon.possible_marks or _is_unreal(step.below):
                best = _stronger(best, "possible")
            elif is_infinitive(step.below) and not spoken:
                best = _stronger(best, "planned")
            break
        if step.link == "conjunct":
            own = step.below is None or _has_auxiliary(step.below) or is_finite_form(step.below)
            if step.below is not None and not own and is_verbal(step.below):
                best = _stronger(best, _own(step.token, lexicon))
            continue
        if step.link in {"object", "preposition", "modifier"}:
            effect = _effect(step, lexicon)
            carrier = predicate.support is not None and step.token.i == predicate.support.i
            if effect == "agreed" or (carrier and step.token.lemma_.lower() in lexicon.under_way_verbs):
                effect = "actual"
            if effect == "actual" and not carrier and not is_adposition(step.token):
                break
            best = _stronger(best, effect)
            if carrier or effect != "actual":
                best = _stronger(best, _own(step.token, lexicon))
            continue
        found = _own(step.token, lexicon)
        if step.link == "self" and _headline_infinitive(step.token):
            found = _stronger(found, "planned")
        best = _stronger(best, found)
        if step.link == "complement":
            effect = _effect(step, lexicon)
            if effect == "agreed":
                best, effect = ("planned" if best == "demanded" else best), "actual"
            best = _stronger(best, effect)
    if through_noun and _own(predicate.token, lexicon) != "actual":
        best = _stronger(best, _own(predicate.token, lexicon))
    if _is_question(predicate.token):
        best = _stronger(best, "possible")
    return best


def _stronger(one: Modality, other: Modality) -> Modality:
    return one if _RANK[one] >= _RANK[other] else other


def _own(token: Token, lexicon: Lexicon) -> Modality:
    """What a word's own auxiliaries, adverbs or adjectives say."""
    result: Modality = "actual"
    for child in token.children:
        lower = child.lower_
        if is_any_auxiliary(child):
            if lower in lexicon.planning_auxiliaries:
                result = _stronger(result, "planned")
            elif lower in lexicon.possible_auxiliaries:
                result = _stronger(result, "possible")
            elif lower in lexicon.demanding_auxiliaries:
                opens = lower == "should" and child.i == token.left_edge.i  # "should Iran attack, …"
                result = _stronger(result, "possible" if opens else "demanded")
        elif (is_adverbial(child) and lower in lexicon.possible_adverbs) or (
            is_clause_marker(child) and lower in lexicon.possible_marks
        ):
            result = _stronger(result, "possible")
        elif is_attributive(child) and is_noun(token):
            if lower in lexicon.planning_adjectives:
                result = _stronger(result, "planned")
            elif lower in lexicon.possible_adjectives:
                result = _stronger(result, "possible")
    if result == "demanded" and any(child.lower_ == "have" and is_auxiliary(child) for child in token.children):
        return "possible"  # "must have supplied" guesses, it does not demand
    return result


def _effect(step: Step, lexicon: Lexicon) -> Modality | Literal["agreed"]:
    """What a word says about the clause or noun below it."""
    token = step.token
    if is_verbal(token):
        names = set(verb_lemmas(token)) | {f"{token.lemma_.lower()} {child.lower_}" for child in token.children
                                            if is_short_satellite(child)}  # fmt: skip
        if names & {"rule out", "exclude", "preclude"} and any(map(is_negation, token.children)):
            return "possible"  # "did not rule out sending"
        infinitive = step.below is not None and is_infinitive(step.below)
        if infinitive and (token.lemma_ == "be" or (token.lemma_ == "go" and is_ing_form(token))):
            return "planned"  # "is to send", "is going to send"
        finite = step.below is not None and _is_finite(step.below)
        if any(" " in name and not name.endswith(" against") for name in names & lexicon.negating_verbs):
            return "actual"  # "called off"; but "warned against"
        if names & lexicon.demanding_verbs and not (finite and not _is_subjunctive(step.below)):
            return "demanded"
        if infinitive and names & lexicon.wishing_verbs and _acts_itself(step.below, token):
            return "demanded"
        if names & lexicon.planning_verbs and not finite:
            return "planned"
        if names & {"agree", "decide", "resolve"} and finite:
            return "agreed"
        if names & lexicon.possible_verbs or _is_doubted(token, lexicon):
            return "possible"
        return "actual"
    lemma = token.lemma_.lower()
    if is_noun(token):
        if step.link == "modifier" and step.below is not None and is_past_participle(step.below):
            return "actual"  # "a US-brokered deal": the brokering is done
        if lemma in lexicon.demanding_nouns:
            return "demanded"
        if lemma in lexicon.planning_nouns and step.link == "complement":
            return "planned"  # "a threat to invade"; "the threat of an invasion" is a possibility
        if lemma in lexicon.possible_nouns:
            return "possible"
        if lemma in lexicon.planning_nouns:
            return "planned"
    if is_adjective(token):
        if token.lower_ in lexicon.planning_adjectives:
            return "planned"
        if token.lower_ in lexicon.possible_adjectives:
            return "possible"
    return "actual"


def _is_unreal(clause: Token) -> bool:
    """ "Were China to invade", "should Iran attack", "as though it had attacked"."""
    first = clause.left_edge
    if first.lower_ == "as" and next_word(first) in {"if", "though"}:
        return True
    asks = first.head.i == clause.i and is_any_auxiliary(first)
    return first.lower_ in {"were", "should"} and (asks or first.i == clause.i)


def _is_doubted(verb: Token, lexicon: Lexicon) -> bool:
    """ "Few believe that", "rumour has it that"."""
    subjects = list(filter(is_subject, verb.lefts))
    words = [word.lemma_.lower() for subject in subjects for word in (subject, *subject.lefts)]
    return bool(lexicon.sceptics.intersection(words))


def _headline_infinitive(token: Token) -> bool:
    """ "Thailand to send food aid"."""
    return is_root(token) and is_infinitive(token)


def _of_subject(step: Step, lexicon: Lexicon) -> Modality:
    """ "A strike is likely", "an invasion remains possible"; "in case Belarus attacked"."""
    if step.token.lemma_ == "case":
        return "possible"
    result = _own(step.token, lexicon) if step.token.lemma_ in {"be", "happen", "take", "begin", "start"} else "actual"
    for child in step.token.children:
        if is_predicative(child):
            if child.lower_ in lexicon.possible_adjectives:
                result = _stronger(result, "possible")
            elif child.lower_ in lexicon.planning_adjectives:
                result = _stronger(result, "planned")
    return result


def _has_auxiliary(token: Token) -> bool:
    return any(is_subject(child) or is_any_auxiliary(child) for child in token.children)


def _is_finite(token: Token) -> bool:
    """True for a clause that states a fact: "warned that Iran had attacked"."""
    if is_finite_form(token):
        return True
    return any(is_any_auxiliary(child) and is_finite_or_modal(child) for child in token.children)


def _is_subjunctive(token: Token | None) -> bool:
    """True for "demanded that Iran stop" and "said that Iran must stop"."""
    if token is None:
        return False
    return (is_base_form(token) or is_present_base(token)) and not any(
        is_auxiliary(child) and is_finite_form(child) for child in token.children
    )


def _acts_itself(clause: Token | None, verb: Token) -> bool:
    """True where somebody else than the verb's subject is to act: "wants him to resign"."""
    if clause is None:
        return False
    objects = [child for child in verb.rights if is_direct_object(child) and child.i < clause.i]
    return bool(objects) or any(map(is_subject, clause.lefts))


def _is_question(token: Token) -> bool:
    sentence = token.sent
    return len(sentence) > 1 and any(part.text == "?" for part in sentence[-2:])
