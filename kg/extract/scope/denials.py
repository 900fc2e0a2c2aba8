"""Replies that deny what was said before: "Togo accused Ghana of shelling it, a charge Accra denies".

A denial claims the same as what it answers, negated, in the words of who denies. What it answers stands in the same
sentence or in one of the two before it, and is an act of the denier's side or something that others say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract.arguments import verb_lemmas
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.scope.attribution import speaking_phrase, subject_of_speech
from kg.mentions.noun_phrase import Actors
from kg.model import Article, Claim, Entity, Evidence
from kg.parse import original_place
from kg.syntax.relations import (
    completes_verb,
    is_adjectival_complement,
    is_adnominal_clause,
    is_affected,
    is_clausal_complement,
    is_complement_clause,
    is_conjunct,
    is_content,
    is_core_argument,
    is_direct_object,
    is_filled,
    is_negation,
    is_nominal_subject,
    is_noun_clause,
    is_possessor,
    is_predicate_nominal,
    is_predicated,
    is_preposition,
    is_relative_clause,
    is_root,
)
from kg.syntax.words import is_determiner_word, is_ing_form, is_plural_noun, is_pronoun, is_verbal

LOOK_BACK = 2
"""Sentences: what stands further back is not answered."""
SURENESS = 0.85
"""Of a denial, against that of the claim it denies: what is answered is inferred."""
ANAPHORS = frozenset({"it", "this", "that", "which", "these", "them", "so", "both", "something"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "any", "all", "such", "both"})
TOPICS = frozenset({"of", "about", "on", "over", "concerning", "regarding"})
"""Prepositions by which a charge says what it is about, so that it need not refer back."""
SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Types of what is done by speaking: who denies a charge does not deny that it was brought."""
ELLIPSIS = frozenset({"do", "have", "be"})
PERFORMING = frozenset(
    {"be", "carry", "launch", "conduct", "stage", "do", "have", "play", "take", "commit", "order", "make", "start"}
)


@dataclass(frozen=True, slots=True)
class Denial:
    """A reply: its verb, and who denies; without a denier ("It did not.") the article says so of its subject."""

    verb: Token
    denier: Entity | None
    subject: Entity | None = None


def denied_claims(claims: Sequence[tuple[Claim, Token]], actors: Actors, article: Article) -> Iterator[Claim]:
    """Each claim that a reply denies, negated. ``claims`` come with the token of their predicate."""
    numbers = actors.doc.user_data["sentence_of"]
    said: dict[int, list[tuple[Claim, Token]]] = defaultdict(list)
    for claim, predicate in claims:
        said[numbers[predicate.i]].append((claim, predicate))
    for denial in denials(actors.doc, actors):
        for claim in _answered(denial, said, numbers[denial.verb.i]):
            yield _negated(claim, denial, article)


def denials(doc: Doc, actors: Actors) -> Iterator[Denial]:
    """Replies in text order."""
    lexicon = load_lexicon()
    for verb in doc:
        if not is_verbal(verb):
            continue
        if _is_elliptic(verb):
            who = list(filter(is_nominal_subject, verb.lefts))
            phrase = actors.at(who[0]) if who else None
            if phrase is not None and len(phrase.entities) == 1:
                yield Denial(verb, None, phrase.entities[0])
        elif _is_denial(verb, lexicon):
            for token in subject_of_speech(verb, lexicon)[:1]:
                phrase = speaking_phrase(actors, token)
                if phrase is not None:
                    yield Denial(verb, phrase.entities[0])


def _is_denial(verb: Token, lexicon: Lexicon) -> bool:
    names = set(verb_lemmas(verb))
    if any(map(is_negation, verb.children)):
        return False
    if names & lexicon.denying_verbs:
        return any(_refers_back(part, verb, lexicon) for part in _contents(verb)) or _is_bare(verb)
    if names & lexicon.naming_verbs:  # "called it a lie", "described the claim as baseless"
        objects = [child for child in verb.children if is_core_argument(child) and child.i > verb.i]
        objects += [child for clause in verb.rights if is_clausal_complement(clause) for child in clause.lefts
                    if is_nominal_subject(child)]  # fmt: skip
        objects += [verb.head] if is_relative_clause(verb) else []  # "an accusation Tehran calls absurd"
        return any(_refers_back(part, verb, lexicon) for part in objects) and _is_called_false(verb, lexicon)
    if names & lexicon.reporting_verbs:
        return any(
            is_clausal_complement(child) and (_says_untrue(child, lexicon) or _lacks_verb(child))
            for child in verb.children
        )
    return False


def _contents(verb: Token) -> Iterator[Token]:
    """What is denied: the object, the subject of a passive, or the noun whose relative clause the verb stands in."""
    for child in verb.children:
        if (is_affected(child) or is_complement_clause(child)) and (
            not is_clausal_complement(child) or child.i > verb.i
        ):
            yield child
    if is_noun_clause(verb) and not any(map(is_direct_object, verb.children)):
        yield verb.head


def _refers_back(token: Token, verb: Token, lexicon: Lexicon) -> bool:
    lemma = token.lemma_.lower()
    if token.lower_ in ANAPHORS and (is_pronoun(token) or is_determiner_word(token)):
        return True
    if is_verbal(token):  # "denied doing so", "denied carrying out the attack"
        if not is_ing_form(token) or lemma not in PERFORMING:
            return False
        return any(_is_definite(child) or child.lower_ in ANAPHORS | {"behind", "involved", "responsible"}
                   for child in token.children)  # fmt: skip
    if lemma in lexicon.shares_denied:
        return True
    if lemma not in lexicon.charges:
        return False
    spelt_out = any(_spells_out(child, verb) for child in token.rights)
    return (_is_definite(token) and not spelt_out) or verb.head.i == token.i


def _spells_out(part: Token, verb: Token) -> bool:
    """True for what says what the charge before it is, and for the preposition that says what it is about."""
    if is_relative_clause(part):
        return part.i != verb.i
    return is_clausal_complement(part) or is_adnominal_clause(part) or (is_preposition(part) and part.lower_ in TOPICS)


def _is_definite(token: Token) -> bool:
    return is_plural_noun(token) or any(child.lower_ in DEFINITE or is_possessor(child) for child in token.lefts)


def _is_bare(verb: Token) -> bool:
    """ "Accra denied.", "…, which is denied"."""
    return verb.lemma_ == "deny" and not any(map(is_content, verb.children))


def _is_called_false(verb: Token, lexicon: Lexicon) -> bool:
    for child in verb.subtree:
        if child.i > verb.i and is_predicated(child):
            if child.lower_ in lexicon.negating_predicates or child.lemma_.lower() in lexicon.false_sources:
                return True
    return False


def _says_untrue(clause: Token, lexicon: Lexicon) -> bool:
    """ "(Said) the claim was false", "(insisted) it did no such thing"."""
    if clause.lemma_ in {"do", "have"} and any(
        is_direct_object(child) and child.lemma_ in {"thing", "nothing"} for child in clause.children
    ):
        return True
    subject = next(filter(is_nominal_subject, clause.lefts), None)
    if (
        subject is None
        or clause.lemma_ != "be"
        or not (subject.lower_ in {"this", "that", "it"} or subject.lemma_.lower() in lexicon.charges)
    ):
        return False
    negated = any(map(is_negation, clause.children))
    for child in clause.rights:
        if is_predicate_nominal(child) or is_adjectival_complement(child):
            false = child.lower_ in lexicon.negating_predicates or child.lemma_.lower() in lexicon.false_sources
            return not negated if false else negated and child.lower_ in {"true", "correct", "accurate"}
    return False


def _is_elliptic(verb: Token) -> bool:
    """ "Vietnam did not." """
    return (is_conjunct(verb) or is_root(verb)) and _lacks_verb(verb)


def _lacks_verb(verb: Token) -> bool:
    """ "(Says) it did not": the verb is the one said before."""
    return (
        verb.lemma_ in ELLIPSIS and any(map(is_negation, verb.children)) and not any(map(completes_verb, verb.children))
    )


def _answered(denial: Denial, said: Mapping[int, list[tuple[Claim, Token]]], here: int) -> list[Claim]:
    """The claims of the nearest sentence that holds any; the denier's own acts before what others say."""
    for back in range(LOOK_BACK + 1):
        near = [
            claim
            for claim, predicate in said.get(here - back, ())
            if not (back == 0 and _is_content(predicate, denial.verb))
            and claim.polarity == "affirmed" and claim.plover not in SPEECH
        ]  # fmt: skip
        own = [claim for claim in near if _same_side(claim.subject, denial.subject or denial.denier)]
        if own:
            return own
        if denial.denier is not None and back < LOOK_BACK:
            others = [
                claim for claim in near
                if claim.attributed_to is not None and not _same_side(claim.attributed_to, denial.denier)
            ]  # fmt: skip
            if others:
                return others
    return []


def _is_content(predicate: Token, verb: Token) -> bool:
    """True for what stands behind the denial and below it: that it denies in its own words."""
    return predicate.i == verb.i or (predicate.i > verb.i and verb.is_ancestor(predicate))


def _same_side(one: Entity | None, other: Entity | None) -> bool:
    if one is None or other is None:
        return False
    return one.id == other.id or (one.country is not None and one.country == other.country)


def _negated(claim: Claim, denial: Denial, article: Article) -> Claim:
    objects = [child.right_edge for child in denial.verb.rights if is_filled(child)]
    last = max([denial.verb, *objects], key=lambda token: token.i)
    _, said = original_place(denial.verb.doc, denial.verb.idx, last.idx + len(last.text))
    start, end = claim.evidence.start, max(claim.evidence.end, said)
    evidence = Evidence(article.id, claim.evidence.sentence, article.text[start:end], start, end)
    return replace(
        claim,
        evidence=evidence,
        polarity="negated",
        modality="actual" if claim.modality == "planned" else claim.modality,
        attributed_to=denial.denier,
        confidence=claim.confidence * SURENESS,
    )
