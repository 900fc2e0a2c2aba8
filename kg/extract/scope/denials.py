"""Replies that deny what was said before: "Togo accused Ghana of shelling it, a charge Accra denies".

A denial claims the same as what it answers, negated, in the words of who denies. What it answers stands in the same
sentence or in one of the two before it, and is an act of the denier's side or something that others say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract.frames import load_frames
from kg.extract.lexicon import Lexicon, load_lexicon
from kg.extract.predicate import named_ways, names_above, verb_lemmas
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
    is_expletive,
    is_filled,
    is_negation,
    is_nominal_subject,
    is_noun_clause,
    is_possessor,
    is_predicate_nominal,
    is_predicated,
    is_preposition,
    is_prepositional_object,
    is_relative_clause,
    is_root,
    is_subject,
)
from kg.syntax.walks import objects_of_preposition
from kg.syntax.words import is_determiner_word, is_ing_form, is_plural_noun, is_pronoun, is_proper_noun, is_verbal

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
TRUTHS = frozenset({"truth", "basis", "substance", "foundation", "merit", "grounds", "ground", "hand"})
"""What a false charge has none of."""
FALSIFYING = frozenset({"fabricate", "make up", "invent", "concoct", "fake", "forge", "cook up", "dream up", "lack"})
"""What is said of a charge that is false: "the story was made up"."""
EVENTS = frozenset(
    {"incident", "collision", "event", "episode", "encounter", "confrontation", "thing", "case", "contact"}
)
"""Words for what may have happened that are no deed by themselves."""
ANY_DEED = frozenset({"ASSAULT", "COERCE", "AID", "MOBILIZE", "PROTEST", "SANCTION", "COOPERATE"})
"""What "nothing happened" and "no such incident" may be about."""
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
    words: str = ""
    own_only: bool = False
    """Who says no more than that something is false speaks of what its own side is charged with."""
    kinds: frozenset[str] = frozenset()
    """Types of event that "no attack took place" can be about; empty for any."""


def denied_claims(claims: Sequence[tuple[Claim, Token]], actors: Actors, article: Article) -> Iterator[Claim]:
    """Each claim that a reply denies, negated. ``claims`` come with the token of their predicate."""
    numbers = actors.doc.user_data["sentence_of"]
    said: dict[int, list[tuple[Claim, Token]]] = defaultdict(list)
    for claim, predicate in claims:
        said[numbers[predicate.i]].append((claim, predicate))
    for denial in denials(actors.doc, actors):
        for claim in _answered(denial, said, numbers[denial.verb.i]):
            yield _negated(claim, denial, article)
        for claim, predicate in said.get(numbers[denial.verb.i], ()):
            if denial.subject is not None and _is_repeated(claim, predicate, denial, actors):
                other = replace(claim, subject=denial.subject, subject_text=denial.words)
                yield _negated(other, denial, article)


def _is_repeated(claim: Claim, predicate: Token, denial: Denial, actors: Actors) -> bool:
    """ "Poland armed Ukraine, Hungary did not": the deed of the clause before, by another."""
    if not is_conjunct(denial.verb) or denial.verb.head.i != predicate.i or claim.polarity != "affirmed":
        return False
    doers = [phrase for child in predicate.lefts if is_nominal_subject(child) and (phrase := actors.at(child))]
    return not _same_side(claim.subject, denial.subject) and any(
        entity.id == claim.subject.id for phrase in doers for entity in phrase.entities
    )


def denials(doc: Doc, actors: Actors) -> Iterator[Denial]:
    """Replies in text order."""
    for verb in doc:
        denial = denial_of(verb, actors)
        if denial is not None:
            yield denial


def denial_of(verb: Token, actors: Actors) -> Denial | None:
    """The reply that a verb makes; None where it makes none, or nobody was found for it."""
    if not is_verbal(verb):
        return None
    lexicon = load_lexicon()
    if _is_elliptic(verb):
        who = list(filter(is_nominal_subject, verb.lefts))
        phrase = actors.at(who[0]) if who else None
        if phrase is None or len(phrase.entities) != 1:
            return None
        return Denial(verb, None, phrase.entities[0], actors.doc[phrase.start : phrase.end].text)
    is_denial, own_only, kinds = _is_denial(verb, lexicon), False, frozenset[str]()
    if not is_denial:
        kinds = _never_happened(verb, lexicon)
        own_only = not kinds and is_bare_denial(verb, lexicon)
    if not (is_denial or own_only or kinds):
        return None
    for token in subject_of_speech(verb, lexicon)[:1]:
        phrase = speaking_phrase(actors, token)
        if phrase is not None:
            return Denial(verb, phrase.entities[0], own_only=own_only, kinds=kinds)
    return None


def _is_denial(verb: Token, lexicon: Lexicon) -> bool:
    names = set(verb_lemmas(verb))
    if any(map(is_negation, verb.children)):
        return False
    if names & lexicon.denying_verbs:
        return any(_refers_back(part, verb, lexicon) for part in _contents(verb)) or _is_bare(verb)
    if named_ways(verb) & lexicon.dismissing_verbs:  # "scoffed at the claim", "poured scorn on it"
        if any(_refers_back(part, verb, lexicon) for part in (*_contents(verb), *_governed(verb))):
            return True
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


def is_bare_denial(verb: Token, lexicon: Lexicon) -> bool:
    """ "Speaks of a fabrication", "protested its innocence", "would have none of it": the charge is not repeated."""
    if any(map(is_negation, verb.children)):
        return False
    if names_above(verb) & lexicon.speaking_of:
        objects = filter(is_direct_object, verb.rights)
        return any(part.lemma_.lower() in lexicon.false_sources for part in (*_governed(verb), *objects))
    if any(child.lemma_.lower() == "innocence" for child in verb.rights if is_direct_object(child)):
        return bool(set(verb_lemmas(verb)) & lexicon.reporting_verbs)
    if verb.lemma_ == "plead":
        return any(word.lower_ == "guilty" and word.nbor(-1).lower_ == "not" for word in verb.subtree if word.i)
    none = next((child for child in verb.rights if is_direct_object(child) and child.lower_ == "none"), None)
    return verb.lemma_ == "have" and none is not None and none.right_edge.lower_ in {"it", "this", "that"}


def _never_happened(verb: Token, lexicon: Lexicon) -> frozenset[str]:
    """Types of event that "(countered that) no attack had taken place", "(said) there was no raid" speak of."""
    if not set(verb_lemmas(verb)) & lexicon.reporting_verbs or any(map(is_negation, verb.children)):
        return frozenset()
    happened = verb.head.head  # "something Managua insists never happened"
    if is_relative_clause(verb) and verb.head.lower_ in ANAPHORS and happened.lemma_.lower() in lexicon.happening_verbs:
        if is_subject(verb.head) and any(is_negation(child) or child.lower_ == "never" for child in happened.children):
            return ANY_DEED
    for clause in filter(is_clausal_complement, verb.children):
        never = any(is_negation(child) or child.lower_ == "never" for child in clause.children)
        happens = {clause.lemma_, *(f"{clause.lemma_} {child.lower_}" for child in clause.rights)}
        if clause.lemma_ == "be" and any(map(is_expletive, clause.lefts)):
            event = next(filter(is_predicate_nominal, clause.rights), None)
        elif happens & lexicon.happening_verbs:
            event = next(filter(is_subject, clause.lefts), None)
        else:
            continue
        if event is None or not (never or _is_none(event)) or any(map(is_proper_noun, event.subtree)):
            continue
        if event.lower_ == "nothing":
            return ANY_DEED
        frames = load_frames().nouns.get(event.lemma_.lower(), ())
        found = frozenset(frame.plover for frame in frames if frame.plover)
        return found or (ANY_DEED if event.lemma_.lower() in EVENTS else frozenset())
    return frozenset()


def _governed(verb: Token) -> list[Token]:
    """What stands behind the prepositions of a verb."""
    return [part for child in verb.rights if is_preposition(child) for part in objects_of_preposition(child)]


def _is_none(noun: Token) -> bool:
    return noun.lower_ == "nothing" or any(child.lower_ == "no" for child in noun.lefts)


def _contents(verb: Token) -> Iterator[Token]:
    """What is denied: the object, the subject of a passive, or the noun whose relative clause the verb stands in."""
    for child in verb.children:
        if (is_affected(child) or is_complement_clause(child)) and (
            not is_clausal_complement(child) or child.i > verb.i
        ):
            yield child
    if is_noun_clause(verb) and not any(map(is_direct_object, verb.children)):
        yield verb.head
        if is_prepositional_object(verb.head) and verb.head.head.lower_ == "of":  # "a version of events Quito disputes"
            yield verb.head.head.head


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
    return (_is_definite(token) and not spelt_out) or token.i in {verb.head.i, verb.head.head.head.i}


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
    if any(child.lemma_.lower() in lexicon.shares_denied | TRUTHS and _is_none(child) for child in clause.rights):
        return clause.lemma_ in {"have", "be", "play"}  # "(said) it had no part in it", "there was no truth in it"
    subject = next(filter(is_subject, clause.lefts), None)
    if subject is not None and subject.lemma_.lower() in lexicon.charges:
        if names_above(clause) & FALSIFYING:  # "the story was made up", "the claim lacked substance"
            return not any(map(is_negation, clause.children))
    if clause.lemma_ == "be" and any(map(is_negation, clause.children)):
        if any(child.lower_ in {"behind", "involved", "responsible", "guilty"} for child in clause.rights):
            return True
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
            and (not denial.kinds or claim.plover in denial.kinds)
        ]  # fmt: skip
        own = [claim for claim in near if _same_side(claim.subject, denial.subject or denial.denier)]
        if own:
            return own
        if denial.denier is not None and not denial.own_only and back < LOOK_BACK:
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
