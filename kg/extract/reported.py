"""Whether a sentence reports a deed, or refers to one that its readers know already.

"Russia invaded Ukraine" reports; "since the Russian invasion of Ukraine", "the territories occupied by Russia" and the
name of a topic refer. Decided from syntax alone: by where a noun of action stands and whether it is definite, and by
the clause that a verb stands in.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.arguments import SUBJECT, Predicate, verb_lemmas
from kg.extract.operators import Operators, load_operators
from kg.extract.surroundings import clause_mark
from kg.tree import upward

_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_MODIFYING = frozenset({"amod", "compound", "nmod"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "several", "more", "new", "fresh"})
_LATER_MARKS = frozenset({"after", "before", "when", "while", "as", "because", "until", "once", "where"})


def is_reported(predicate: Predicate) -> bool:
    """True where the sentence reports the predicate's deed; False where it refers to a known one."""
    operators = load_operators()
    if not any(word.pos_ in _VERBS and word.dep_ not in _MODIFYING for word in predicate.token.sent):
        return False  # the name of a topic
    if predicate.kind == "noun" and predicate.support is None:
        return _is_news(predicate.token, operators)
    return _is_told(predicate.support or predicate.token, operators)


def _is_news(noun: Token, operators: Operators) -> bool:
    """Whether a noun of action that no light verb carries brings the deed up."""
    if noun.dep_ in {*_MODIFYING, "poss"}:
        return False
    if noun.dep_ == "conj" and noun.head.i != noun.i and noun.head.pos_ in _NOUNS:
        return _is_news(noun.head, operators)
    parent = noun.head
    if noun.dep_ == "pobj":
        return _is_news_behind(noun, parent, operators)
    names = set(verb_lemmas(parent)) if parent.pos_ in _VERBS else set()
    if noun.dep_ == "nsubj" and names & operators.support_subject:
        return _is_told(parent, operators)
    if noun.dep_ in SUBJECT | {"nsubjpass"}:
        return not _is_definite(noun) and _is_told(parent, operators)
    if noun.dep_ in {"dobj", "attr", "oprd"} and parent.pos_ in _VERBS:
        told = names & (operators.announcing_verbs | operators.support) or noun.dep_ != "dobj"
        return bool(told) and _is_told(parent, operators)
    return True


def _is_news_behind(noun: Token, preposition: Token, operators: Operators) -> bool:
    """Whether a noun of action does so behind a preposition."""
    above, word = preposition.head, preposition.lower_
    if above.pos_ in _NOUNS and word == "of":
        lemma = above.lemma_.lower()
        if lemma in operators.counting_nouns:  # "a wave of Russian attacks on Ukraine"
            return _is_news(above, operators)
        return lemma in operators.reporting_nouns
    if above.pos_ in _NOUNS and above.lemma_.lower() in operators.crediting_nouns:
        return True  # "claimed responsibility for the attack"
    if word in operators.background_prepositions:
        return _is_introduced(noun) and word not in operators.presupposing_prepositions
    return above.pos_ not in _NOUNS and not _is_definite(noun)


def _is_told(verb: Token, operators: Operators) -> bool:
    """Whether the clause of a verb, and those it stands in, are told rather than taken for known."""
    for word in upward(verb):
        if word.pos_ in _VERBS and _is_background(word, operators):
            return False
        if word.pos_ in _NOUNS and word.dep_ == "pobj":
            if word.head.lower_ in operators.presupposing_prepositions:
                return False
    return True


def _is_background(verb: Token, operators: Operators) -> bool:
    match verb.dep_:
        case "amod" | "compound" | "nmod":
            return verb.tag_ == "VBN"
        case "acl":
            return verb.tag_ == "VBN" and _is_definite(verb.head)
        case "relcl":
            return _is_past_perfect(verb) or (_is_definite(verb.head) and not _is_set_off(verb))
        case "advcl":
            mark = clause_mark(verb)
            return mark == "since" or (mark in _LATER_MARKS and _is_past_perfect(verb))
        case "pcomp":
            blamed = verb.head.head.lemma_.lower() in operators.alleging_verbs | operators.crediting_nouns
            return verb.head.lower_ in operators.background_prepositions and not blamed
        case "ROOT":
            return _is_past_perfect(verb)
    return False


def _is_past_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in {"had", "'d", "’d"} for child in verb.children)


def _is_definite(noun: Token) -> bool:
    """ "The strike", "Russia's strike", "its strike", "those strikes"; "the latest strike" is a new one."""
    if any(child.lemma_.lower() in {"late", "latest", "new", "fresh", "first"} for child in noun.lefts):
        return False
    return any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in {"the", "this", "that", "these", "those"})
        for child in noun.lefts
    )


def _is_introduced(noun: Token) -> bool:
    """ "A strike", "two strikes", "new strikes": the noun brings something new up."""
    return any(
        child.lower_ in _INDEFINITE or child.dep_ == "nummod" or child.lemma_.lower() in {"late", "latest"}
        for child in noun.lefts
    )


def _is_set_off(verb: Token) -> bool:
    """A relative clause behind a comma adds to what is told; one without tells which one is meant."""
    start = verb.left_edge.i
    return start > 0 and verb.doc[start - 1].text in {",", "–", "—", "("}
