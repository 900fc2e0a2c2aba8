"""How a word hangs on its head in pipelines of Universal Dependencies, which spaCy has for French, Spanish and others.

The labels of the English pipeline stand in :mod:`kg.syntax.relations`; the two schemes are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.syntax.words import is_noun, is_verbal

__all__ = ["is_noun", "is_verbal"]

MOST = 100
"""Steps up a tree, which a broken parse may not have an end of."""


def _is(token: Token, *labels: str) -> bool:
    """Whether a label is one of these or a subtype of one ("obl:agent" is "obl")."""
    return token.dep_ in labels or token.dep_.partition(":")[0] in labels


def subjects_of(verb: Token) -> list[Token]:
    """ "L'Iran a attaqué", "l'Iran a été attaqué": the noun in front."""
    return [child for child in verb.children if _is(child, "nsubj")]


def objects(verb: Token) -> list[Token]:
    """ "A attaqué l'Iran", "a livré des armes"."""
    return [child for child in verb.children if _is(child, "obj")]


def recipients(verb: Token) -> list[Token]:
    """Indirect objects without a preposition."""
    return [child for child in verb.children if _is(child, "iobj") and not case_of(child)]


def nominals(head: Token) -> Iterator[tuple[str, Token]]:
    """Nouns that hang on a word by a preposition, each with it."""
    for child in head.children:
        if _is(child, "obl", "nmod", "iobj") and is_noun(child) and (case := case_of(child)):
            yield case, child


def case_of(noun: Token) -> str:
    """Its preposition as a lemma ("du" is "de"), with what belongs to it ("à cause de"); empty where there is none."""
    for child in noun.lefts:
        if child.dep_ == "case":
            fixed = [inner.lemma_.lower() for inner in child.children if inner.dep_ == "fixed"]
            return " ".join([child.lemma_.lower(), *fixed])
    return ""


def complements(noun: Token) -> list[Token]:
    """Adjectives that mark a noun: "l'armée israélienne"."""
    return [child for child in noun.children if _is(child, "amod")]


def joined_names(noun: Token) -> list[Token]:
    """What names the same beside it: "le président Emmanuel Macron", "Téhéran, la capitale"."""
    return [child for child in noun.children if _is(child, "appos", "flat")]


def conjuncts(token: Token) -> list[Token]:
    """The word and those joined to it by "and"."""
    return [token, *(child for child in token.children if _is(child, "conj"))]


def is_passive(verb: Token) -> bool:
    """ "A été attaqué", "le navire saisi par l'Iran"."""
    if any(child.dep_ in {"aux:pass", "nsubj:pass"} for child in verb.children):
        return True
    return verb.dep_ == "acl" and "Part" in verb.morph.get("VerbForm", [])


def antecedent(verb: Token) -> Token | None:
    """The noun whose relative clause the verb heads."""
    return verb.head if verb.dep_ == "acl:relcl" else None


def governor(verb: Token) -> Token | None:
    """The word whose clause or infinitive this one is; None at the top of a sentence, and where nothing governs it."""
    head = verb.head
    if head.i == verb.i or not _is(verb, "xcomp", "ccomp", "advcl", "acl", "obl"):
        return None
    # "a accusé la Russie de mentir": the infinitive hangs on the noun, and is the verb's
    return head.head if _is_infinitive_of_noun(verb) and is_verbal(head.head) else head


def is_clause_of_speech(verb: Token) -> bool:
    """What may stand below a word of speech: a clause, an infinitive, the clause that a quotation is."""
    return _is(verb, "ccomp", "xcomp", "parataxis") or _is_infinitive_of_noun(verb)


def _is_infinitive_of_noun(verb: Token) -> bool:
    return verb.dep_ == "acl" and "Inf" in verb.morph.get("VerbForm", []) and is_noun(verb.head)


def is_joined(token: Token) -> bool:
    """The second of two that "and" joins."""
    return _is(token, "conj")


def is_subject(token: Token) -> bool:
    """Of an active or a passive verb."""
    return _is(token, "nsubj")


def is_pointer(token: Token) -> bool:
    """ "Qui", "que" of a relative clause."""
    return "Rel" in token.morph.get("PronType", [])


def is_purpose(verb: Token, words: frozenset[str]) -> bool:
    """ "Pour attaquer"."""
    return any(child.lemma_.lower() in words for child in verb.lefts if child.dep_ in {"mark", "case"})


def marks(verb: Token) -> set[str]:
    """Conjunctions in front of a clause: "si"."""
    return {child.lemma_.lower() for child in verb.lefts if child.dep_ == "mark"}


def negators(verb: Token) -> set[str]:
    """Adverbs and determiners beside a word."""
    return {child.lemma_.lower() for child in verb.children if _is(child, "advmod", "det")}


def is_future(verb: Token) -> bool:
    """By its own form or by its helper's."""
    return any("Fut" in token.morph.get("Tense", []) for token in _forms(verb))


def is_conditional(verb: Token) -> bool:
    """By its own form or by its helper's: "aurait livré" is a report that nobody vouches for."""
    return any("Cnd" in token.morph.get("Mood", []) for token in _forms(verb))


def _forms(verb: Token) -> list[Token]:
    return [verb, *(child for child in verb.children if _is(child, "aux", "cop"))]
