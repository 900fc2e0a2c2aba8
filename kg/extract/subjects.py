"""Who does what a verb says, through control, raising, coordination, relative clauses and headlines."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon
from kg.extract.predicate import in_document, is_passive, names_above, verb_lemmas
from kg.syntax.relations import (
    is_adjectival_complement,
    is_adnominal_clause,
    is_adverbial_clause,
    is_affected,
    is_clausal_complement,
    is_complement_clause,
    is_conjunct,
    is_dative,
    is_direct_object,
    is_expletive,
    is_misplaced_noun,
    is_misplaced_subject,
    is_nominal_passive_subject,
    is_object,
    is_open_complement,
    is_passive_agent,
    is_passive_subject,
    is_possessor,
    is_predicate_nominal,
    is_premodifier,
    is_prenominal,
    is_preposition,
    is_prepositional_complement,
    is_prepositional_object,
    is_relative_clause,
    is_root,
    is_subject_or_expletive,
    is_unlabelled,
    is_verb_object,
)
from kg.syntax.tree import climb
from kg.syntax.walks import objects_of_preposition
from kg.syntax.words import (
    is_adjective,
    is_adposition,
    is_adverb,
    is_attributive_word,
    is_base_form,
    is_common_noun,
    is_ing_form,
    is_nonfinite,
    is_noun,
    is_past_participle,
    is_predicate_word,
    is_proper_noun,
    is_verb,
    is_verbal,
)

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})


def subjects(token: Token, lexicon: Lexicon, depth: int = 0) -> list[Token]:
    """Who does it (of a passive: to whom it is done), through control, raising, coordination and relative clauses."""
    if depth > 6:
        return []
    own = [child for child in token.children if is_subject_or_expletive(child) and not is_expletive(child)]
    real = [child for child in own if child.lower_ not in RELATIVE_PRONOUNS]
    if real:
        return [*_telegraphic(token, real[0]), *real]
    head = token.head
    if is_relative_clause(token):
        return [head] if own or is_nonfinite(token) else []
    if is_adnominal_clause(token):
        if is_base_form(token):
            return _controller_of_noun(head, lexicon, depth)
        if in_document(token) and (who := _sponsors(head, lexicon, depth)):
            return who
        if is_ing_form(token) and is_direct_object(head) and head.lemma_ in lexicon.reporting_nouns:
            return subjects(head.head, lexicon, depth + 1)  # "issued a declaration demanding"
        return [head]
    if is_conjunct(token) and is_verbal(head):
        return subjects(head, lexicon, depth + 1)
    if is_ing_form(token) and (is_open_complement(token) or is_adverbial_clause(token)) and token.i > 0:
        before = [child for child in head.children if is_direct_object(child) and child.right_edge.i == token.i - 1]
        if before:
            return before  # "cited Iran supplying", "sent troops fighting"
    if (is_complement_clause(token) or is_adverbial_clause(token)) and is_predicate_word(head):
        return _controller(token, head, lexicon, depth)
    if is_adverbial_clause(token) and is_adverb(head) and is_verbal(head.head):
        return subjects(head.head, lexicon, depth + 1)  # "went so far as to rebuke"
    if is_prepositional_complement(token):
        return _controller_of_gerund(token, lexicon, depth)
    if is_root(token):  # the parser took the subject for a time or a label: "Sweden suspended aid"
        return [child for child in token.lefts if is_misplaced_noun(child) and is_proper_noun(child)][:1]
    if is_preposition(token) or is_unlabelled(token):
        return subjects(head, lexicon, depth + 1) if is_verb(head) else []
    return []


def _sponsors(text: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Who says what a resolution says: who backs it; of one that is blocked whose it is, else who blocks it."""
    above = text.head.head if is_prepositional_object(text) else text.head
    if not (is_nominal_passive_subject(text) or is_object(text)) or not is_verb(above):
        return []
    if is_passive(above):
        who = [inner for child in above.children if is_passive_agent(child) for inner in objects_of_preposition(child)]
    else:
        who = subjects(above, lexicon, depth + 1)
    if names_above(above) & (lexicon.negating_verbs | lexicon.denying_verbs | lexicon.dropping_verbs):
        return movers_of(text) or who
    return who


def movers_of(noun: Token) -> list[Token]:
    """Whose a text or a measure is, if it says so: "a UN resolution", "sanctions by Japan", "drafted by Mali"."""
    for child in noun.rights:
        if is_preposition(child) and child.lower_ == "by":
            return objects_of_preposition(child)
        if is_adnominal_clause(child) and is_past_participle(child):
            return [
                inner for part in child.children if is_passive_agent(part) for inner in objects_of_preposition(part)
            ]
    marked = any(is_prenominal(child) and child.text[:1].isupper() for child in noun.lefts)
    return [noun] if marked else []


def _telegraphic(verb: Token, subject: Token) -> list[Token]:
    """The first of two subjects that a headline joins by a comma: "Russia, Iran sign pact"."""
    return [
        child
        for child in verb.lefts
        if is_misplaced_subject(child) and is_proper_noun(child) and child.i + 2 == subject.left_edge.i
        and child.nbor().text == ","
    ]  # fmt: skip


def _controller(token: Token, head: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Subject of an infinitive or participle: the object of "urge", else the subject of the verb above."""
    if is_clausal_complement(token) and not is_nonfinite(token):
        return []
    above = head
    if is_common_noun(head) and not is_predicate_nominal(head):
        return _controller_of_noun(head, lexicon, depth)
    if is_common_noun(head) or is_adjective(head):
        if is_adjectival_complement(head) or is_verbal(head.head):
            above = head.head
    objects = [_antecedent(child) for child in head.children if is_verb_object(child) and not is_adposition(child)]
    if is_passive(above):
        return list(filter(is_passive_subject, above.children)) or subjects(above, lexicon, depth + 1)
    if objects and is_open_complement(token) and not set(verb_lemmas(head)) & lexicon.subject_control:
        return objects
    if objects and any(lemma in lexicon.object_control for lemma in verb_lemmas(head)):
        return objects
    for child in head.children:
        if (
            is_dative(child) or is_preposition(child)
        ) and f"{head.lemma_.lower()} {child.lower_}" in lexicon.object_control:
            found = objects_of_preposition(child)
            if found:
                return found
    return subjects(above, lexicon, depth + 1)


def _antecedent(word: Token) -> Token:
    """Whom "which" stands for in "the republic, which Togo accuses of hacking"; any other word itself."""
    pronoun = word.lower_ in RELATIVE_PRONOUNS and is_relative_clause(word.head)
    return word.head.head if pronoun else word


def _controller_of_noun(noun: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Subject of "Iran's plan to send", "made a threat to bomb": the owner, else the subject of the noun's verb."""
    owners = list(filter(is_possessor, noun.lefts))
    if owners:
        return owners
    marked = list(filter(is_premodifier, noun.lefts))
    belonging = [
        inner
        for child in noun.rights
        if is_preposition(child) and child.lower_ == "of"
        for inner in objects_of_preposition(child)
    ]
    if belonging:
        return belonging  # "the right of Russian troops to fire"
    verb = noun.head
    if is_object(noun) or is_predicate_nominal(noun):
        verb = climb(verb, is_adposition)
        if noun.lemma_.lower() in lexicon.noun_operators_of_other:
            return [noun]
        if is_verbal(verb):
            found = subjects(verb, lexicon, depth + 1)
            return marked + found if found else marked
    headline = [child for child in noun.lefts if is_unlabelled(child) and is_proper_noun(child)]
    return marked or headline or [noun]


def _controller_of_gerund(token: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Subject of a gerund after a preposition: "accused Iran of supplying", "after invading"."""
    preposition = token.head
    kept = _kept_from(preposition, lexicon)
    if kept is not None:
        return kept
    # "stopped short of", "instead of"
    verb = climb(preposition.head, is_attributive_word)
    if verb.i != preposition.head.i and is_verbal(verb):
        return subjects(verb, lexicon, depth + 1)
    if is_noun(verb):
        above = set(verb_lemmas(verb.head)) if is_verb(verb.head) else set()
        if is_affected(verb) and above & lexicon.blaming:
            return [verb]  # "accused its neighbour of supplying", which the parser hangs on the neighbour
        owners = list(filter(is_possessor, verb.lefts))
        return owners or ([] if not is_verbal(verb.head) else subjects(verb.head, lexicon, depth + 1))
    if not is_verbal(verb):
        return []
    if preposition.i > verb.i and preposition.lower_ in {"of", "for", "from", "with"}:  # before it, "instead of"
        objects = list(map(_antecedent, filter(is_affected, verb.children)))
        if preposition.lower_ != "for" or any(lemma in lexicon.blaming for lemma in verb_lemmas(verb)):
            if objects:
                return objects
    return subjects(verb, lexicon, depth + 1)


def _kept_from(preposition: Token, lexicon: Lexicon) -> list[Token] | None:
    """ "Talked Israel out of attacking", "warned against arming": who is kept from it, and nobody else."""
    verb = (
        preposition.head.head if (is_adverb(preposition.head) or is_adposition(preposition.head)) else preposition.head
    )
    if not is_verb(verb) or not names_above(verb) & lexicon.dissuading:
        return None
    kept = list(filter(is_affected, verb.children))
    for child in verb.children:  # "was warned by China", "advised Mali's army against"
        if is_dative(child):
            kept.append(child)
    alone = preposition.lower_ == "against" or any(" " in name for name in names_above(verb) & lexicon.dissuading)
    return kept if kept or alone else None
