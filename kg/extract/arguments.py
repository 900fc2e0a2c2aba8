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

from kg.extract.operators import Operators, lemma_corrections, load_operators
from kg.tree import climb

SUBJECT = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom", "whose"})
PREPOSITION_SPELLINGS = {"towards": "toward", "onto": "on", "upon": "on", "amongst": "among", "inside": "in",
                         "within": "in"}  # fmt: skip
CONDITIONS = frozenset({"unless", "until", "if"})
"""Conjunctions by which a threat says of whom something is wanted ("threatened to strike unless Israel withdrew")."""
CLAUSAL = frozenset({"ccomp", "xcomp"})


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
    particles = [child.lower_ for child in token.children if child.dep_ == "prt"]
    for child in token.rights:
        if child.dep_ in {"advmod", "acomp", "oprd"}:  # "brought them closer together", "came under"
            particles += [part.lower_ for part in child.lefts if part.dep_ == "advmod"] + [child.lower_]
        elif child.dep_ == "prep" and child.i == token.i + 1 and _ends_clause(child):  # "only Belarus voted against."
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
        if child.dep_ in {"prt", "advmod", "prep", "acomp"}:
            names.add(f"{token.lemma_.lower()} {child.lower_}")
    return names


def in_document(token: Token) -> bool:
    """True for what a text says or does that may be adopted or dropped ("a resolution condemning Mali")."""
    of_text = token.head.pos_ == "NOUN" and token.head.lemma_.lower() in load_operators().document_nouns
    return of_text and token.dep_ == "acl" and token.tag_ == "VBG"


def idioms(token: Token) -> list[str]:
    """Names of a verb together with what it governs: "take to streets", "run riot"."""
    lemma = verb_lemmas(token)[-1]
    found = [f"{lemma} {child.lower_}" for child in token.rights if child.dep_ == "dobj"]
    for child in token.rights:
        if child.dep_ == "prep":
            found += [f"{lemma} {child.lower_} {inner.lower_}" for inner in child.children if inner.dep_ == "pobj"]
    return found


def is_passive(token: Token) -> bool:
    """True for a passive verb, reduced ones included ("the ship seized by Iran")."""
    if any(child.dep_ in {"auxpass", "nsubjpass", "agent"} for child in token.children):
        return True
    if token.tag_ != "VBN" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in token.children):
        return False
    if token.dep_ == "acl":
        return True
    if token.dep_ == "conj" and not any(child.dep_ in SUBJECT for child in token.children):
        return is_passive(token.head)
    return token.dep_ in {"advcl", "xcomp", "ROOT"} and not any(
        child.dep_ in SUBJECT | {"dobj"} for child in token.children
    )


def verb_predicate(token: Token) -> Predicate:
    """The predicate of a verb with its roles filled."""
    operators = load_operators()
    predicate = Predicate(token, verb_lemmas(token)[0], "verb", passive=is_passive(token))
    for subject in subjects(token, operators):
        predicate.add("patient" if predicate.passive else "agent", subject)
    if predicate.passive:
        for child in token.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                for inner in _objects(child):
                    predicate.add("agent", inner)
    for child in token.children:
        if child.dep_ == "dobj":
            if predicate.passive:  # "was granted asylum": the subject is the one who gets it
                predicate.roles["recipient"] = predicate.roles.pop("patient", [])
            predicate.add("patient", child)
            for name in _fused_recipient(child, token, operators):
                predicate.add("recipient", name)
        elif child.dep_ == "dative":
            for inner in _objects(child) if child.pos_ == "ADP" else [child]:
                predicate.add("recipient", inner)
                if child.pos_ == "ADP":
                    predicate.add(child.lower_, inner)
        elif child.dep_ == "attr":
            predicate.add("attribute", child)
        elif child.dep_ == "advmod" and child.lower_.endswith("ly"):
            for adverb in (child, *(part for part in child.rights if part.dep_ == "conj")):
                predicate.add("manner", adverb)
        elif child.dep_ == "oprd":
            predicate.add("complement", child)
        elif child.dep_ in CLAUSAL:
            named = _named_otherwise(child, operators)
            for inner in named:
                predicate.add("patient", inner)
            if not named:
                _add_clause(predicate, child)
        elif (
            child.dep_ == "advcl"
            and child.i > token.i
            and (child.tag_ == "VBG" or (child.tag_ == "VB" and any(part.lower_ == "to" for part in child.lefts)))
        ):
            predicate.add("purpose", child)
    if token.dep_ == "relcl":
        _fill_gap(predicate, token)
    for child in token.rights:  # "kidnapped up to 16 advisers": no preposition, a number
        to = next((part for part in (child, *child.children) if part.dep_ == "prep" and part.lower_ == "to"), None)
        if to is not None and to.i and to.nbor(-1).lower_ == "up" and "patient" not in predicate.roles:
            for inner in _objects(to):
                predicate.add("patient", inner)
    for clause in (token, *predicate.roles.get("clause", [])):
        for child in clause.children:
            if child.dep_ == "advcl" and any(part.lower_ in CONDITIONS and part.dep_ == "mark" for part in child.lefts):
                for subject in child.lefts:
                    if subject.dep_ in SUBJECT | PASSIVE_SUBJECT:
                        predicate.add("condition", subject)
    _add_prepositions(predicate, token)
    _share_objects(predicate, token)
    if token.tag_ == "VBG" and token.dep_ == "advcl" and token.i > token.head.i and "in" not in predicate.roles:
        _borrow_place(predicate, token.head)
    if predicate.passive and token.head.i != token.i and token.dep_ == "acl" and "patient" not in predicate.roles:
        predicate.add("patient", token.head)
    if token.tag_ == "VBN" and token.dep_ in {"acl", "amod"} and token.lemma_.lower() in operators.mediating:
        _add_parties(predicate, token, operators)
    return predicate


def _add_parties(predicate: Predicate, participle: Token, operators: Operators) -> None:
    """ "Mali and Chad signed a Kenyan-brokered truce": who brokered it, and between whom."""
    noun = participle.head
    predicate.add("patient", noun)
    for child in participle.lefts:
        if child.dep_ in {"npadvmod", "compound", "nmod", "amod", "advmod"} and child.i + 2 == participle.i:
            predicate.add("agent", child)
    verb = climb(noun.head, lambda word: word.pos_ == "ADP")
    if verb.pos_ == "VERB" and noun.dep_ in {"dobj", "pobj"}:
        for subject in subjects(verb, operators):
            predicate.add("party", subject)


def _fused_recipient(patient: Token, verb: Token, operators: Operators) -> list[Token]:
    """ "gave Ukraine military aid", where the parser takes both objects for one phrase."""
    if verb.lemma_.lower() not in operators.ditransitive:
        return []
    first = patient.left_edge
    fused = first.i != patient.i and first.i == verb.i + 1 and first.dep_ in {"compound", "nmod"}
    return [first] if fused and first.ent_type_ == "GPE" and first.pos_ == "PROPN" else []


def noun_predicate(token: Token) -> Predicate:
    """The predicate of a noun of action; agent and other roles come from its phrase and from a light verb above it."""
    operators = load_operators()
    predicate = Predicate(token, token.lemma_.lower(), "noun")
    for child in token.lefts:
        if child.dep_ == "poss":
            predicate.add("agent", child)
        elif child.dep_ in {"compound", "amod", "nmod"}:
            predicate.add("modifier", child)
        elif child.dep_ == "advmod":  # "previously an ally"
            predicate.add("manner", child)
    _add_prepositions(predicate, token)
    for role in ("by",):
        for inner in predicate.roles.get(role, []):
            predicate.add("agent", inner)
    if "of" in predicate.roles:
        for inner in predicate.roles["of"]:
            predicate.add("patient", inner)
    support, through = supporting_verb(token, operators)
    if support is not None:
        predicate.support = support
        _borrow(predicate, support, through, operators)
    for child in token.rights:
        if child.dep_ in {"acl", "relcl"} and child.tag_ == "VB" and predicate.support is not None:
            predicate.add("purpose", child)  # "began a hunger strike to demand"
        announced = any(part.dep_ == "mark" and part.lower_ == "that" for part in child.lefts)
        if child.dep_ in {"acl", "ccomp", "relcl"} and (child.tag_ == "VB" or announced):
            predicate.add("clause", child)
    _inherit(predicate, operators)
    _add_apposition(predicate)
    return predicate


def _add_apposition(predicate: Predicate) -> None:
    """Who is what the noun says: "Cuba, an ally of", "NATO member Montenegro", "Nepal in talks"."""
    token = predicate.token
    if token.dep_ in {"appos", "compound"} and token.head.pos_ == "PROPN":
        predicate.add("apposition", token.head)
    elif token.dep_ == "attr":
        for child in token.head.children:
            if child.dep_ == "nsubj":
                predicate.add("apposition", child)
    for child in token.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            predicate.add("apposition", child)
    above = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "in" and above.pos_ == "PROPN" and "agent" not in predicate.roles:
        predicate.add("agent", above)


def _inherit(predicate: Predicate, operators: Operators) -> None:
    """ "…brought X and Y closer, which includes military cooperation": the parties are those of the clause above."""
    verb = predicate.token.head
    if (
        predicate.token.dep_ != "dobj"
        or verb.lemma_.lower() not in operators.elaborating
        or verb.dep_ not in {"relcl", "advcl"}
    ):
        return
    if set(predicate.roles) - {"modifier"} or not any(child.lower_ == "which" for child in verb.lefts):
        return
    above = climb(verb.head, lambda word: word.pos_ not in {"VERB", "AUX"})
    for child in above.children:
        if child.dep_ == "dobj" and any(part.dep_ == "conj" for part in child.children):
            predicate.add("between", child)


def supporting_verb(token: Token, operators: Operators) -> tuple[Token | None, str]:
    """The light or aspect verb that a noun of action stands under, and how: "object", "subject" or a preposition."""
    head = climb(token, lambda word: word.dep_ == "conj" and word.head.pos_ in {"NOUN", "PROPN"})
    parent = head.head
    if head.dep_ in {"dobj", "nsubjpass"} and parent.pos_ in {"VERB", "AUX"}:
        blocked = token.lemma_.lower() in operators.blocked_measures and any(
            lemma in operators.blocking_verbs for lemma in verb_lemmas(parent)
        )
        if blocked or any(lemma in operators.support for lemma in verb_lemmas(parent)):
            return parent, "object" if head.dep_ == "dobj" else "passive"
    if head.dep_ == "pobj" and head.head.dep_ in {"prep", "prt", "agent"}:
        verb = head.head.head
        verb = verb.head if verb.lemma_ == "part" else verb
        part = " part" if any(child.dep_ == "dobj" and child.lemma_ == "part" for child in verb.children) else ""
        name = f"{verb.lemma_.lower()}{part} {head.head.lower_}"  # "took part in"
        if name in operators.support:
            return verb, head.head.lower_
    if head.dep_ == "nsubj" and parent.lemma_.lower() in operators.support_subject:
        return parent, "subject"
    return None, ""


def _borrow(predicate: Predicate, support: Token, through: str, operators: Operators) -> None:
    """Give a noun the subject and the prepositions of its light verb."""
    verb = verb_predicate(support)
    if through == "passive" or (through == "object" and verb.passive):
        for agent in verb.roles.get("agent", []):
            predicate.add("agent", agent)
    elif through != "subject":
        name = verb_lemmas(support)[0] if through == "object" else f"{support.lemma_.lower()} {through}"
        receiving = name in operators.receive
        if through == "object" and name in operators.blocking_verbs and (movers := _movers(predicate.token)):
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


def subjects(token: Token, operators: Operators, depth: int = 0) -> list[Token]:
    """Who does it (of a passive: to whom it is done), through control, raising, coordination and relative clauses."""
    if depth > 6:
        return []
    own = [child for child in token.children if child.dep_ in SUBJECT | PASSIVE_SUBJECT and child.dep_ != "expl"]
    real = [child for child in own if child.lower_ not in RELATIVE_PRONOUNS]
    if real:
        return [*_telegraphic(token, real[0]), *real]
    head = token.head
    if token.dep_ == "relcl":
        return [head] if own or token.tag_ in {"VBG", "VBN", "VB"} else []
    if token.dep_ == "acl":
        if token.tag_ == "VB":
            return _controller_of_noun(head, operators, depth)
        if in_document(token) and (who := _sponsors(head, operators, depth)):
            return who
        if token.tag_ == "VBG" and head.dep_ == "dobj" and head.lemma_ in operators.reporting_nouns:
            return subjects(head.head, operators, depth + 1)  # "issued a declaration demanding"
        return [head]
    if token.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        return subjects(head, operators, depth + 1)
    if token.tag_ == "VBG" and token.dep_ in {"xcomp", "advcl"} and token.i > 0:
        before = [child for child in head.children if child.dep_ == "dobj" and child.right_edge.i == token.i - 1]
        if before:
            return before  # "cited Iran supplying", "sent troops fighting"
    if token.dep_ in {"xcomp", "ccomp", "advcl"} and head.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}:
        return _controller(token, head, operators, depth)
    if token.dep_ == "pcomp":
        return _controller_of_gerund(token, operators, depth)
    if token.dep_ == "ROOT":  # the parser took the subject for a time or a label: "Sweden suspended aid"
        return [child for child in token.lefts if child.dep_ in {"npadvmod", "dep"} and child.pos_ == "PROPN"][:1]
    if token.dep_ == "prep" or token.dep_ == "dep":
        return subjects(head, operators, depth + 1) if head.pos_ == "VERB" else []
    return []


def _sponsors(text: Token, operators: Operators, depth: int) -> list[Token]:
    """Who says what a resolution says: who backs it; of one that is blocked whose it is, else who blocks it."""
    above = text.head.head if text.dep_ == "pobj" else text.head
    if text.dep_ not in {"dobj", "pobj", "nsubjpass"} or above.pos_ != "VERB":
        return []
    if is_passive(above):
        who = [inner for child in above.children if child.dep_ == "agent" for inner in _objects(child)]
    else:
        who = subjects(above, operators, depth + 1)
    if names_above(above) & (operators.negating_verbs | operators.denying_verbs | operators.dropping_verbs):
        return _movers(text) or who
    return who


def _movers(noun: Token) -> list[Token]:
    """Whose a text or a measure is, as far as it says so: "a UN resolution", "sanctions by Japan", "drafted by Mali"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ == "by":
            return _objects(child)
        if child.dep_ == "acl" and child.tag_ == "VBN":
            return [inner for part in child.children if part.dep_ == "agent" for inner in _objects(part)]
    marked = any(child.dep_ in {"poss", "compound", "amod", "nmod"} and child.text[:1].isupper() for child in noun.lefts)
    return [noun] if marked else []


def _telegraphic(verb: Token, subject: Token) -> list[Token]:
    """The first of two subjects that a headline joins by a comma: "Russia, Iran sign pact"."""
    return [
        child
        for child in verb.lefts
        if child.dep_ in {"npadvmod", "dep", "nsubj"} and child.pos_ == "PROPN" and child.i + 2 == subject.left_edge.i
        and child.nbor().text == ","
    ]  # fmt: skip


def _controller(token: Token, head: Token, operators: Operators, depth: int) -> list[Token]:
    """Subject of an infinitive or participle: the object of "urge", else the subject of the verb above."""
    if token.dep_ == "ccomp" and token.tag_ not in {"VB", "VBG", "VBN"}:
        return []
    above = head
    if head.pos_ == "NOUN" and head.dep_ not in {"attr"}:
        return _controller_of_noun(head, operators, depth)
    if head.pos_ in {"ADJ", "NOUN"}:
        if head.dep_ == "acomp" or head.head.pos_ in {"VERB", "AUX"}:
            above = head.head
    objects = [child for child in head.children if child.dep_ in {"dobj", "dative"} and child.pos_ != "ADP"]
    if is_passive(above):
        return [child for child in above.children if child.dep_ in PASSIVE_SUBJECT] or subjects(
            above, operators, depth + 1
        )
    if objects and token.dep_ == "xcomp" and not set(verb_lemmas(head)) & operators.subject_control:
        return objects
    if objects and any(lemma in operators.object_control for lemma in verb_lemmas(head)):
        return objects
    for child in head.children:
        if child.dep_ in {"prep", "dative"} and f"{head.lemma_.lower()} {child.lower_}" in operators.object_control:
            found = _objects(child)
            if found:
                return found
    return subjects(above, operators, depth + 1)


def _controller_of_noun(noun: Token, operators: Operators, depth: int) -> list[Token]:
    """Subject of "Iran's plan to send", "made a threat to bomb": the owner, else the subject of the noun's verb."""
    owners = [child for child in noun.lefts if child.dep_ == "poss"]
    if owners:
        return owners
    marked = [child for child in noun.lefts if child.dep_ in {"amod", "compound", "nmod"}]
    belonging = [
        inner for child in noun.rights if child.dep_ == "prep" and child.lower_ == "of" for inner in _objects(child)
    ]
    if belonging:
        return belonging  # "the right of Russian troops to fire"
    verb = noun.head
    if noun.dep_ in {"dobj", "attr", "pobj"}:
        verb = climb(verb, lambda word: word.pos_ == "ADP")
        if noun.lemma_.lower() in operators.noun_operators_of_other:
            return [noun]
        if verb.pos_ in {"VERB", "AUX"}:
            found = subjects(verb, operators, depth + 1)
            return marked + found if found else marked
    headline = [child for child in noun.lefts if child.dep_ == "dep" and child.pos_ == "PROPN"]
    return marked or headline or [noun]


def _controller_of_gerund(token: Token, operators: Operators, depth: int) -> list[Token]:
    """Subject of a gerund after a preposition: "accused Iran of supplying", "after invading"."""
    preposition = token.head
    kept = _kept_from(preposition, operators)
    if kept is not None:
        return kept
    # "stopped short of", "instead of"
    verb = climb(preposition.head, lambda word: word.pos_ in {"ADV", "ADJ", "ADP", "SCONJ"})
    if verb.i != preposition.head.i and verb.pos_ in {"VERB", "AUX"}:
        return subjects(verb, operators, depth + 1)
    if verb.pos_ in {"NOUN", "PROPN"}:
        above = set(verb_lemmas(verb.head)) if verb.head.pos_ == "VERB" else set()
        if verb.dep_ in {"dobj", "nsubjpass"} and above & operators.blaming:
            return [verb]  # "accused its neighbour of supplying", which the parser hangs on the neighbour
        owners = [child for child in verb.lefts if child.dep_ == "poss"]
        return owners or ([] if verb.head.pos_ not in {"VERB", "AUX"} else subjects(verb.head, operators, depth + 1))
    if verb.pos_ not in {"VERB", "AUX"}:
        return []
    if preposition.lower_ in {"of", "for", "from", "with"}:
        objects = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
        if preposition.lower_ != "for" or any(lemma in operators.blaming for lemma in verb_lemmas(verb)):
            if objects:
                return objects
    return subjects(verb, operators, depth + 1)


def _kept_from(preposition: Token, operators: Operators) -> list[Token] | None:
    """ "Talked Israel out of attacking", "warned against arming": who is kept from it, and nobody else."""
    verb = preposition.head.head if preposition.head.pos_ in {"ADP", "ADV"} else preposition.head
    if verb.pos_ != "VERB" or not names_above(verb) & operators.dissuading:
        return None
    kept = [child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}]
    for child in verb.children:  # "was warned by China", "advised Mali's army against"
        if child.dep_ == "dative":
            kept.append(child)
    alone = preposition.lower_ == "against" or any(" " in name for name in names_above(verb) & operators.dissuading)
    return kept if kept or alone else None


def _fill_gap(predicate: Predicate, token: Token) -> None:
    """The antecedent of a relative clause fills the role of its pronoun."""
    subject = [child for child in token.children if child.dep_ in SUBJECT | PASSIVE_SUBJECT]
    if any(child.lower_ in RELATIVE_PRONOUNS for child in subject):
        return
    for child in token.children:
        if child.dep_ == "dobj" and child.lower_ in RELATIVE_PRONOUNS:
            predicate.roles["patient"] = [token.head]
            return
    if subject and not any(child.dep_ == "dobj" for child in token.children) and not predicate.passive:
        predicate.add("patient", token.head)


def _add_clause(predicate: Predicate, clause: Token) -> None:
    predicate.add("clause", clause)
    if any(child.dep_ == "aux" and child.lower_ in {"must", "should", "ought"} for child in clause.children) or (
        clause.lemma_ in {"have", "need"} and any(child.dep_ == "xcomp" for child in clause.children)
    ):
        for subject in clause.children:  # "said that Sudan must return the helicopter"
            if subject.dep_ in SUBJECT | PASSIVE_SUBJECT:
                predicate.add("obligation", subject)


def _named_otherwise(clause: Token, operators: Operators) -> list[Token]:
    """ "Condemned what it called American interference": the interference."""
    if clause.lemma_.lower() not in operators.naming_verbs or not any(part.lower_ == "what" for part in clause.lefts):
        return []
    found = [
        child
        for child in clause.rights
        if child.dep_ in {"oprd", "attr", "dobj", "ccomp"} and child.pos_ in {"NOUN", "PROPN"}
    ]
    for child in clause.rights:
        if child.dep_ == "prep" and child.lower_ == "as":
            found += _objects(child)
    return found


def clause_arguments(clause: Token) -> Iterator[Token]:
    """Actors' heads in a complement clause: its own subject, then objects, then the objects of its prepositions."""
    for wanted in (SUBJECT | PASSIVE_SUBJECT, frozenset({"dobj", "dative", "attr"})):
        for child in clause.children:
            if child.dep_ in wanted and child.lower_ not in RELATIVE_PRONOUNS:
                yield from _objects(child) if child.pos_ == "ADP" else [child]
    for child in clause.children:
        if child.dep_ in {"prep", "agent"}:
            yield from _objects(child)
    for child in clause.children:
        if child.dep_ in {"xcomp", "acomp"}:
            yield from clause_arguments(child)
        elif child.dep_ == "dobj":
            for inner in child.rights:
                if inner.dep_ in {"prep", "acl", "relcl"}:
                    yield from _objects(inner) if inner.dep_ == "prep" else clause_arguments(inner)


def _add_prepositions(predicate: Predicate, token: Token) -> None:
    for child in token.children:
        if child.dep_ in {"prep", "agent", "prt"} and (child.pos_ == "ADP" or child.dep_ == "prep"):
            for role, inner in _preposition_objects(child):
                predicate.add(role, inner)
        elif child.dep_ == "advmod":
            for inner_prep in child.children:
                if inner_prep.dep_ == "prep":
                    for role, inner in _preposition_objects(inner_prep):
                        predicate.add(role, inner)


def _borrow_place(predicate: Predicate, above: Token) -> None:
    """ "Struck a market in Idlib, killing 20 civilians": where the one happened, the other did."""
    for token in (above, *(child for child in above.children if child.dep_ == "dobj")):
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "in":
                for inner in _objects(child):
                    predicate.add("in", inner)


def _preposition_objects(preposition: Token) -> Iterator[tuple[str, Token]]:
    """Role name and object of a preposition; chains count as their last part too ("out of", "close to")."""
    role = PREPOSITION_SPELLINGS.get(preposition.lower_, preposition.lower_)
    if preposition.lower_ == "according":
        return
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield role, child
        elif child.dep_ == "prep":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield PREPOSITION_SPELLINGS.get(child.lower_, child.lower_), inner
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            yield from _preposition_objects(child)


def _objects(preposition: Token) -> list[Token]:
    return [inner for _, inner in _preposition_objects(preposition)]


def _share_objects(predicate: Predicate, token: Token) -> None:
    """ "Seized and searched the ship", "invaded and occupied by": the last verb's objects serve the first too."""
    if "patient" in predicate.roles or predicate.passive:
        return
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and not any(part.dep_ in SUBJECT for part in child.children):
            between = token.doc[token.i + 1 : child.i]
            if all(part.pos_ in {"CCONJ", "ADV", "PUNCT", "PART"} for part in between):
                for inner in child.children:
                    if inner.dep_ == "dobj":
                        predicate.add("patient", inner)
