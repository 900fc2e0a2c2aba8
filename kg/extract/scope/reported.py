"""Whether a sentence reports a deed, or refers to one that its readers know already.

"Russia invaded Ukraine" reports; "since the Russian invasion of Ukraine", "the territories occupied by Russia" and the
name of a topic refer. Decided from syntax alone: by where a noun of action stands and whether it is definite, and by
the clause that a verb stands in.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.arguments import Predicate, verb_lemmas
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.scope.surroundings import clause_mark
from kg.syntax.relations import (
    is_adnominal_clause,
    is_adverbial_clause,
    is_auxiliary,
    is_conjunct,
    is_determiner,
    is_direct_object,
    is_nominal_subject,
    is_numeral_modifier,
    is_possessor,
    is_premodifier,
    is_prepositional_complement,
    is_prepositional_object,
    is_relative_clause,
    is_root,
    is_said_of,
    is_subject_or_expletive,
)
from kg.syntax.tree import upward
from kg.syntax.words import is_noun, is_past_participle, is_verbal

_INDEFINITE = frozenset({"a", "an", "another", "some", "several", "more", "new", "fresh"})
_LATER_MARKS = frozenset({"after", "before", "when", "while", "as", "because", "until", "once", "where"})


def is_reported(predicate: Predicate) -> bool:
    """True where the sentence reports the predicate's deed; False where it refers to a known one."""
    lexicon = load_lexicon()
    if not any(is_verbal(word) and not is_premodifier(word) for word in predicate.token.sent):
        return False  # the name of a topic
    if predicate.kind == "noun" and predicate.support is None:
        return _is_news(predicate.token, lexicon)
    return _is_told(predicate.support or predicate.token, lexicon)


def _is_news(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun of action that no light verb carries brings the deed up."""
    if is_premodifier(noun) or is_possessor(noun):
        return False
    if is_conjunct(noun) and noun.head.i != noun.i and is_noun(noun.head):
        return _is_news(noun.head, lexicon)
    parent = noun.head
    if is_prepositional_object(noun):
        return _is_news_behind(noun, parent, lexicon)
    names = set(verb_lemmas(parent)) if is_verbal(parent) else set()
    if is_nominal_subject(noun) and names & lexicon.support_subject:
        return _is_told(parent, lexicon)
    if is_subject_or_expletive(noun):
        return not _is_definite(noun) and _is_told(parent, lexicon)
    if is_said_of(noun) and is_verbal(parent):
        told = names & (lexicon.announcing_verbs | lexicon.support) or not is_direct_object(noun)
        return bool(told) and _is_told(parent, lexicon)
    return True


def _is_news_behind(noun: Token, preposition: Token, lexicon: Lexicon) -> bool:
    """Whether a noun of action does so behind a preposition."""
    above, word = preposition.head, preposition.lower_
    if is_noun(above) and word == "of":
        lemma = above.lemma_.lower()
        if lemma in lexicon.counting_nouns:  # "a wave of Russian attacks on Ukraine"
            return _is_news(above, lexicon)
        return lemma in lexicon.reporting_nouns
    if is_noun(above) and above.lemma_.lower() in lexicon.crediting_nouns:
        return True  # "claimed responsibility for the attack"
    if word in lexicon.background_prepositions:
        return _is_introduced(noun) and word not in lexicon.presupposing_prepositions
    return not is_noun(above) and not _is_definite(noun)


def _is_told(verb: Token, lexicon: Lexicon) -> bool:
    """Whether the clause of a verb, and those it stands in, are told rather than taken for known."""
    for word in upward(verb):
        if is_verbal(word) and _is_background(word, lexicon):
            return False
        if is_noun(word) and is_prepositional_object(word):
            if word.head.lower_ in lexicon.presupposing_prepositions:
                return False
    return True


def _is_background(verb: Token, lexicon: Lexicon) -> bool:
    if is_premodifier(verb):
        return is_past_participle(verb)
    if is_adnominal_clause(verb):
        return is_past_participle(verb) and _is_definite(verb.head)
    if is_relative_clause(verb):
        return _is_past_perfect(verb) or (_is_definite(verb.head) and not _is_set_off(verb))
    if is_adverbial_clause(verb):
        mark = clause_mark(verb)
        return mark == "since" or (mark in _LATER_MARKS and _is_past_perfect(verb))
    if is_prepositional_complement(verb):
        blamed = verb.head.head.lemma_.lower() in lexicon.alleging_verbs | lexicon.crediting_nouns
        return verb.head.lower_ in lexicon.background_prepositions and not blamed
    return is_root(verb) and _is_past_perfect(verb)


def _is_past_perfect(verb: Token) -> bool:
    return any(is_auxiliary(child) and child.lower_ in {"had", "'d", "’d"} for child in verb.children)


def _is_definite(noun: Token) -> bool:
    """ "The strike", "Russia's strike", "its strike", "those strikes"; "the latest strike" is a new one."""
    if any(child.lemma_.lower() in {"late", "latest", "new", "fresh", "first"} for child in noun.lefts):
        return False
    return any(
        is_possessor(child) or (is_determiner(child) and child.lower_ in {"the", "this", "that", "these", "those"})
        for child in noun.lefts
    )


def _is_introduced(noun: Token) -> bool:
    """ "A strike", "two strikes", "new strikes": the noun brings something new up."""
    return any(
        child.lower_ in _INDEFINITE or is_numeral_modifier(child) or child.lemma_.lower() in {"late", "latest"}
        for child in noun.lefts
    )


def _is_set_off(verb: Token) -> bool:
    """A relative clause behind a comma adds to what is told; one without tells which one is meant."""
    start = verb.left_edge.i
    return start > 0 and verb.doc[start - 1].text in {",", "–", "—", "("}
