"""Arguments of a predicate, found generically over the dependency parse.

Whatever the construction (active, passive, relative or reduced clause, control, coordination, light verb,
nominalisation), a predicate comes out as a mapping of roles to the head tokens that fill them. Roles are ``agent``,
``patient``, ``recipient``, ``clause`` and every preposition by its own name; see docs/frames.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from kg.extract.lexicon import Lexicon, lemma_corrections, load_lexicon
from kg.syntax.relations import (
    is_active_subject,
    is_adjectival_complement,
    is_adjectival_modifier,
    is_adnominal_clause,
    is_adverbial,
    is_adverbial_clause,
    is_affected,
    is_apposition,
    is_auxiliary,
    is_clausal_complement,
    is_clause_marker,
    is_complement_clause,
    is_compound_part,
    is_conjunct,
    is_dative,
    is_direct_object,
    is_expletive,
    is_extension,
    is_misplaced_noun,
    is_misplaced_subject,
    is_naming_complement,
    is_nominal_complement,
    is_nominal_passive_subject,
    is_nominal_subject,
    is_noun_clause,
    is_noun_modifier,
    is_noun_opening,
    is_object,
    is_object_predicate,
    is_open_complement,
    is_particle,
    is_passive_agent,
    is_passive_subject,
    is_possessor,
    is_predicate_nominal,
    is_premodifier,
    is_prenominal,
    is_preposition,
    is_preposition_or_particle,
    is_prepositional,
    is_prepositional_complement,
    is_prepositional_object,
    is_reduced_clause,
    is_relative_clause,
    is_root,
    is_satellite,
    is_sign_of_passive,
    is_subject_or_expletive,
    is_unlabelled,
    is_verb_object,
)
from kg.syntax.tree import climb
from kg.syntax.words import (
    is_adjective,
    is_adposition,
    is_adverb,
    is_attributive_word,
    is_base_form,
    is_common_noun,
    is_ing_form,
    is_joining_word,
    is_nonfinite,
    is_noun,
    is_past_participle,
    is_predicate_word,
    is_proper_noun,
    is_verb,
    is_verbal,
)

RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
PREPOSITION_SPELLINGS = {"towards": "toward", "onto": "on", "upon": "on", "amongst": "among", "inside": "in",
                         "within": "in"}  # fmt: skip
CONDITIONS = frozenset({"unless", "until", "if"})
"""Conjunctions by which a threat says of whom something is wanted ("threatened to strike unless Israel withdrew")."""


@dataclass(slots=True)
class Predicate:
    """A word that may say a relation, and what fills its roles.

    ``support`` is the light verb or aspect verb that carries a noun ("impose" of "impose sanctions on").
    """

    token: Token
    lemma: str
    kind: Literal["verb", "noun", "adjective"]
    roles: dict[str, list[Token]] = field(default_factory=dict)
    support: Token | None = None
    passive: bool = False

    def add(self, role: str, token: Token) -> None:
        """Fill a role once more, in order, without repeats."""
        filled = self.roles.setdefault(role, [])
        if all(token.i != other.i for other in filled):
            filled.append(token)


def verb_lemmas(token: Token) -> list[str]:
    """Names a verb can be found by in the frames, longest first: "carry out", then "carry"."""
    particles = [child.lower_ for child in token.children if is_particle(child)]
    for child in token.rights:
        if is_extension(child):  # "brought them closer together", "came under"
            particles += [part.lower_ for part in child.lefts if is_adverbial(part)] + [child.lower_]
        elif is_preposition(child) and child.i == token.i + 1 and _ends_clause(child):  # "only Belarus voted against."
            particles.append(child.lower_)
    lemma = lemma_corrections().get(token.lemma_.lower(), token.lemma_.lower())
    return [f"{lemma} {particle}" for particle in dict.fromkeys(particles)] + [lemma]


def _ends_clause(token: Token) -> bool:
    """True for a preposition that has nothing behind it."""
    return token.i + 1 == len(token.doc) or token.nbor().is_punct or token.nbor().is_space


def names_above(token: Token) -> set[str]:
    """Names by which a verb stands in the lists: its lemma, alone and with each particle or preposition it governs."""
    names = set(verb_lemmas(token))
    for child in token.children:  # "stopped short of supplying", "ruled out sending"
        if is_satellite(child):
            names.add(f"{token.lemma_.lower()} {child.lower_}")
    return names


def in_document(token: Token) -> bool:
    """True for what a text says or does that may be adopted or dropped ("a resolution condemning Mali")."""
    of_text = is_common_noun(token.head) and token.head.lemma_.lower() in load_lexicon().document_nouns
    return of_text and is_adnominal_clause(token) and is_ing_form(token)


def idioms(token: Token) -> list[str]:
    """Names of a verb together with what it governs: "take to streets", "run riot"."""
    lemma = verb_lemmas(token)[-1]
    found = [f"{lemma} {child.lower_}" for child in token.rights if is_direct_object(child)]
    for child in token.rights:
        if is_preposition(child):
            found += [
                f"{lemma} {child.lower_} {inner.lower_}" for inner in child.children if is_prepositional_object(inner)
            ]
    return found


def is_passive(token: Token) -> bool:
    """True for a passive verb, reduced ones included ("the ship seized by Iran")."""
    if any(map(is_sign_of_passive, token.children)):
        return True
    if not is_past_participle(token) or any(is_auxiliary(child) and child.lemma_ == "have" for child in token.children):
        return False
    if is_adnominal_clause(token):
        return True
    if is_conjunct(token) and not any(map(is_active_subject, token.children)):
        return is_passive(token.head)
    return is_reduced_clause(token) and not any(
        is_active_subject(child) or is_direct_object(child) for child in token.children
    )


def verb_predicate(token: Token) -> Predicate:
    """The predicate of a verb with its roles filled."""
    lexicon = load_lexicon()
    predicate = Predicate(token, verb_lemmas(token)[0], "verb", passive=is_passive(token))
    for subject in subjects(token, lexicon):
        predicate.add("patient" if predicate.passive else "agent", subject)
    if predicate.passive:
        for child in token.children:
            if is_passive_agent(child) or (is_preposition(child) and child.lower_ == "by"):
                for inner in _objects(child):
                    predicate.add("agent", inner)
    for child in token.children:
        if is_direct_object(child):
            if predicate.passive:  # "was granted asylum": the subject is the one who gets it
                predicate.roles["recipient"] = predicate.roles.pop("patient", [])
            predicate.add("patient", child)
            for name in _fused_recipient(child, token, lexicon):
                predicate.add("recipient", name)
        elif is_dative(child):
            for inner in _objects(child) if is_adposition(child) else [child]:
                predicate.add("recipient", inner)
                if is_adposition(child):
                    predicate.add(child.lower_, inner)
        elif is_predicate_nominal(child):
            predicate.add("attribute", child)
        elif is_adverbial(child) and child.lower_.endswith("ly"):
            for adverb in (child, *(part for part in child.rights if is_conjunct(part))):
                predicate.add("manner", adverb)
        elif is_object_predicate(child):
            predicate.add("complement", child)
        elif is_complement_clause(child):
            named = _named_otherwise(child, lexicon)
            for inner in named:
                predicate.add("patient", inner)
            if not named:
                _add_clause(predicate, child)
        elif (
            is_adverbial_clause(child)
            and child.i > token.i
            and (is_ing_form(child) or (is_base_form(child) and any(part.lower_ == "to" for part in child.lefts)))
        ):
            predicate.add("purpose", child)
    if is_relative_clause(token):
        _fill_gap(predicate, token)
    for child in token.rights:  # "kidnapped up to 16 advisers": no preposition, a number
        to = next((part for part in (child, *child.children) if is_preposition(part) and part.lower_ == "to"), None)
        if to is not None and to.i and to.nbor(-1).lower_ == "up" and "patient" not in predicate.roles:
            for inner in _objects(to):
                predicate.add("patient", inner)
    for clause in (token, *predicate.roles.get("clause", [])):
        for child in clause.children:
            if is_adverbial_clause(child) and any(
                part.lower_ in CONDITIONS and is_clause_marker(part) for part in child.lefts
            ):
                for subject in child.lefts:
                    if is_subject_or_expletive(subject):
                        predicate.add("condition", subject)
    _add_prepositions(predicate, token)
    _share_objects(predicate, token)
    if is_ing_form(token) and is_adverbial_clause(token) and token.i > token.head.i and "in" not in predicate.roles:
        _borrow_place(predicate, token.head)
    if (
        predicate.passive
        and token.head.i != token.i
        and is_adnominal_clause(token)
        and "patient" not in predicate.roles
    ):
        predicate.add("patient", token.head)
    if (
        is_past_participle(token)
        and (is_adnominal_clause(token) or is_adjectival_modifier(token))
        and token.lemma_.lower() in lexicon.mediating
    ):
        _add_parties(predicate, token, lexicon)
    return predicate


def _add_parties(predicate: Predicate, participle: Token, lexicon: Lexicon) -> None:
    """ "Mali and Chad signed a Kenyan-brokered truce": who brokered it, and between whom."""
    noun = participle.head
    predicate.add("patient", noun)
    for child in participle.lefts:
        if is_noun_opening(child) and child.i + 2 == participle.i:
            predicate.add("agent", child)
    verb = climb(noun.head, is_adposition)
    if is_verb(verb) and is_object(noun):
        for subject in subjects(verb, lexicon):
            predicate.add("party", subject)


def _fused_recipient(patient: Token, verb: Token, lexicon: Lexicon) -> list[Token]:
    """ "gave Ukraine military aid", where the parser takes both objects for one phrase."""
    if verb.lemma_.lower() not in lexicon.ditransitive:
        return []
    first = patient.left_edge
    fused = first.i != patient.i and first.i == verb.i + 1 and is_noun_modifier(first)
    return [first] if fused and first.ent_type_ == "GPE" and is_proper_noun(first) else []


def noun_predicate(token: Token) -> Predicate:
    """The predicate of a noun of action; agent and other roles come from its phrase and from a light verb above it."""
    lexicon = load_lexicon()
    predicate = Predicate(token, token.lemma_.lower(), "noun")
    for child in token.lefts:
        if is_possessor(child):
            predicate.add("agent", child)
        elif is_premodifier(child):
            predicate.add("modifier", child)
        elif is_adverbial(child):  # "previously an ally"
            predicate.add("manner", child)
    _add_prepositions(predicate, token)
    for role in ("by",):
        for inner in predicate.roles.get(role, []):
            predicate.add("agent", inner)
    if "of" in predicate.roles:
        for inner in predicate.roles["of"]:
            predicate.add("patient", inner)
    support, through = supporting_verb(token, lexicon)
    if support is not None:
        predicate.support = support
        _borrow(predicate, support, through, lexicon)
    for child in token.rights:
        if is_noun_clause(child) and is_base_form(child) and predicate.support is not None:
            predicate.add("purpose", child)  # "began a hunger strike to demand"
        announced = any(is_clause_marker(part) and part.lower_ == "that" for part in child.lefts)
        if (is_clausal_complement(child) or is_noun_clause(child)) and (is_base_form(child) or announced):
            predicate.add("clause", child)
    _inherit(predicate, lexicon)
    _add_apposition(predicate)
    return predicate


def _add_apposition(predicate: Predicate) -> None:
    """Who is what the noun says: "Cuba, an ally of", "NATO member Montenegro", "Nepal in talks"."""
    token = predicate.token
    if (is_apposition(token) or is_compound_part(token)) and is_proper_noun(token.head):
        predicate.add("apposition", token.head)
    elif is_predicate_nominal(token):
        for child in token.head.children:
            if is_nominal_subject(child):
                predicate.add("apposition", child)
    for child in token.rights:
        if is_apposition(child) and is_proper_noun(child):
            predicate.add("apposition", child)
    above = token.head.head
    if (
        is_prepositional_object(token)
        and token.head.lower_ == "in"
        and is_proper_noun(above)
        and "agent" not in predicate.roles
    ):
        predicate.add("agent", above)


def _inherit(predicate: Predicate, lexicon: Lexicon) -> None:
    """ "…brought X and Y closer, which includes military cooperation": the parties are those of the clause above."""
    verb = predicate.token.head
    if (
        not is_direct_object(predicate.token)
        or verb.lemma_.lower() not in lexicon.elaborating
        or not (is_adverbial_clause(verb) or is_relative_clause(verb))
    ):
        return
    if set(predicate.roles) - {"modifier"} or not any(child.lower_ == "which" for child in verb.lefts):
        return
    above = climb(verb.head, lambda word: not is_verbal(word))
    for child in above.children:
        if is_direct_object(child) and any(map(is_conjunct, child.children)):
            predicate.add("between", child)


def supporting_verb(token: Token, lexicon: Lexicon) -> tuple[Token | None, str]:
    """The light or aspect verb that a noun of action stands under, and how: "object", "subject" or a preposition."""
    head = climb(token, lambda word: is_conjunct(word) and is_noun(word.head))
    parent = head.head
    if is_affected(head) and is_verbal(parent):
        blocked = token.lemma_.lower() in lexicon.blocked_measures and any(
            lemma in lexicon.blocking_verbs for lemma in verb_lemmas(parent)
        )
        if blocked or any(lemma in lexicon.support for lemma in verb_lemmas(parent)):
            return parent, "object" if is_direct_object(head) else "passive"
    if is_prepositional_object(head) and is_preposition_or_particle(head.head):
        verb = head.head.head
        verb = verb.head if verb.lemma_ == "part" else verb
        part = " part" if any(is_direct_object(child) and child.lemma_ == "part" for child in verb.children) else ""
        name = f"{verb.lemma_.lower()}{part} {head.head.lower_}"  # "took part in"
        if name in lexicon.support:
            return verb, head.head.lower_
    if is_nominal_subject(head) and parent.lemma_.lower() in lexicon.support_subject:
        return parent, "subject"
    return None, ""


def _borrow(predicate: Predicate, support: Token, through: str, lexicon: Lexicon) -> None:
    """Give a noun the subject and the prepositions of its light verb."""
    verb = verb_predicate(support)
    if through == "passive" or (through == "object" and verb.passive):
        for agent in verb.roles.get("agent", []):
            predicate.add("agent", agent)
    elif through != "subject":
        name = verb_lemmas(support)[0] if through == "object" else f"{support.lemma_.lower()} {through}"
        receiving = name in lexicon.receive
        if through == "object" and name in lexicon.blocking_verbs and (movers := _movers(predicate.token)):
            for mover in movers:
                if mover.i != predicate.token.i:
                    predicate.add("agent", mover)
            return
        for subject in verb.roles.get("patient" if verb.passive else "agent", []):
            if subject.i != predicate.token.i:
                predicate.add("receiver" if receiving else "agent", subject)
    for role, tokens in verb.roles.items():
        if role in {"agent", "patient", "clause", "attribute", "complement"} or role == through:
            continue
        for token in tokens:
            predicate.add(role, token)


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
        who = [inner for child in above.children if is_passive_agent(child) for inner in _objects(child)]
    else:
        who = subjects(above, lexicon, depth + 1)
    if names_above(above) & (lexicon.negating_verbs | lexicon.denying_verbs | lexicon.dropping_verbs):
        return _movers(text) or who
    return who


def _movers(noun: Token) -> list[Token]:
    """Whose a text or a measure is, if it says so: "a UN resolution", "sanctions by Japan", "drafted by Mali"."""
    for child in noun.rights:
        if is_preposition(child) and child.lower_ == "by":
            return _objects(child)
        if is_adnominal_clause(child) and is_past_participle(child):
            return [inner for part in child.children if is_passive_agent(part) for inner in _objects(part)]
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
    objects = [child for child in head.children if is_verb_object(child) and not is_adposition(child)]
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
            found = _objects(child)
            if found:
                return found
    return subjects(above, lexicon, depth + 1)


def _controller_of_noun(noun: Token, lexicon: Lexicon, depth: int) -> list[Token]:
    """Subject of "Iran's plan to send", "made a threat to bomb": the owner, else the subject of the noun's verb."""
    owners = list(filter(is_possessor, noun.lefts))
    if owners:
        return owners
    marked = list(filter(is_premodifier, noun.lefts))
    belonging = [
        inner for child in noun.rights if is_preposition(child) and child.lower_ == "of" for inner in _objects(child)
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
    if preposition.lower_ in {"of", "for", "from", "with"}:
        objects = list(filter(is_affected, verb.children))
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


def _fill_gap(predicate: Predicate, token: Token) -> None:
    """The antecedent of a relative clause fills the role of its pronoun."""
    subject = [child for child in token.children if is_subject_or_expletive(child)]
    if any(child.lower_ in RELATIVE_PRONOUNS for child in subject):
        return
    for child in token.children:
        if is_direct_object(child) and child.lower_ in RELATIVE_PRONOUNS:
            predicate.roles["patient"] = [token.head]
            return
    if subject and not any(map(is_direct_object, token.children)) and not predicate.passive:
        predicate.add("patient", token.head)


def _add_clause(predicate: Predicate, clause: Token) -> None:
    predicate.add("clause", clause)
    if any(is_auxiliary(child) and child.lower_ in {"must", "should", "ought"} for child in clause.children) or (
        clause.lemma_ in {"have", "need"} and any(map(is_open_complement, clause.children))
    ):
        for subject in clause.children:  # "said that Sudan must return the helicopter"
            if is_subject_or_expletive(subject):
                predicate.add("obligation", subject)


def _named_otherwise(clause: Token, lexicon: Lexicon) -> list[Token]:
    """ "Condemned what it called American interference": the interference."""
    if clause.lemma_.lower() not in lexicon.naming_verbs or not any(part.lower_ == "what" for part in clause.lefts):
        return []
    found = [child for child in clause.rights if is_naming_complement(child) and is_noun(child)]
    for child in clause.rights:
        if is_preposition(child) and child.lower_ == "as":
            found += _objects(child)
    return found


def clause_arguments(clause: Token) -> Iterator[Token]:
    """Actors' heads in a complement clause: its own subject, then objects, then the objects of its prepositions."""
    for wanted in (is_subject_or_expletive, is_nominal_complement):
        for child in clause.children:
            if wanted(child) and child.lower_ not in RELATIVE_PRONOUNS:
                yield from _objects(child) if is_adposition(child) else [child]
    for child in clause.children:
        if is_prepositional(child):
            yield from _objects(child)
    for child in clause.children:
        if is_adjectival_complement(child) or is_open_complement(child):
            yield from clause_arguments(child)
        elif is_direct_object(child):
            for inner in child.rights:
                if is_noun_clause(inner) or is_preposition(inner):
                    yield from _objects(inner) if is_preposition(inner) else clause_arguments(inner)


def _add_prepositions(predicate: Predicate, token: Token) -> None:
    for child in token.children:
        if is_preposition_or_particle(child) and (is_adposition(child) or is_preposition(child)):
            for role, inner in _preposition_objects(child):
                predicate.add(role, inner)
        elif is_adverbial(child):
            for inner_prep in child.children:
                if is_preposition(inner_prep):
                    for role, inner in _preposition_objects(inner_prep):
                        predicate.add(role, inner)


def _borrow_place(predicate: Predicate, above: Token) -> None:
    """ "Struck a market in Idlib, killing 20 civilians": where the one happened, the other did."""
    for token in (above, *(child for child in above.children if is_direct_object(child))):
        for child in token.rights:
            if is_preposition(child) and child.lower_ == "in":
                for inner in _objects(child):
                    predicate.add("in", inner)


def _preposition_objects(preposition: Token) -> Iterator[tuple[str, Token]]:
    """Role name and object of a preposition; chains count as their last part too ("out of", "close to")."""
    role = PREPOSITION_SPELLINGS.get(preposition.lower_, preposition.lower_)
    if preposition.lower_ == "according":
        return
    for child in preposition.children:
        if is_prepositional_object(child):
            yield role, child
        elif is_preposition(child):
            for inner in child.children:
                if is_prepositional_object(inner):
                    yield PREPOSITION_SPELLINGS.get(child.lower_, child.lower_), inner
        elif is_conjunct(child) and is_adposition(child):
            yield from _preposition_objects(child)


def _objects(preposition: Token) -> list[Token]:
    return [inner for _, inner in _preposition_objects(preposition)]


def _share_objects(predicate: Predicate, token: Token) -> None:
    """ "Seized and searched the ship", "invaded and occupied by": the last verb's objects serve the first too."""
    if "patient" in predicate.roles or predicate.passive:
        return
    for child in token.children:
        if is_conjunct(child) and is_verb(child) and not any(map(is_active_subject, child.children)):
            between = token.doc[token.i + 1 : child.i]
            if all(map(is_joining_word, between)):
                for inner in child.children:
                    if is_direct_object(inner):
                        predicate.add("patient", inner)
