"""What spaCy's tokenizer and parser get wrong in known ways, put right: words from ontology/frames/mending.yaml."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.parse.clauses import ClauseJoiner
from kg.resources import ontology_path
from kg.syntax.mend import (
    ADJECTIVAL_MODIFIER,
    ADJECTIVE,
    CLAUSAL_COMPLEMENT,
    COMMON_NOUN,
    COMPOUND_PART,
    CONJUNCT,
    ING_FORM,
    LOOSE_CLAUSE,
    NOUN_PHRASE_ADVERBIAL,
    OBJECT,
    PREPOSITIONAL_COMPLEMENT,
    PREPOSITIONAL_OBJECT,
    PRESENT_TENSE,
    RELATIVE_CLAUSE,
    ROOT,
    SUBJECT,
    change_places,
    hang,
    hang_like,
    relabel,
    relabel_like,
    retag,
)
from kg.syntax.relations import (
    completes_verb,
    is_adverbial_clause,
    is_apposition,
    is_bare_noun_modifier,
    is_clausal_complement,
    is_clause_in_place_of_object,
    is_clause_marker,
    is_compound_part,
    is_conjunct,
    is_core_argument,
    is_direct_object,
    is_negation,
    is_nominal_subject,
    is_object,
    is_possessor,
    is_prepositional_object,
    is_relative_clause,
    is_root,
    is_subject,
)
from kg.syntax.tree import climb
from kg.syntax.words import (
    is_adposition,
    is_common_noun,
    is_conjunction_or_wh_adverb,
    is_finite_form,
    is_ing_form,
    is_plural_noun,
    is_pronoun,
    is_proper_noun,
    is_verb,
    is_verbal,
    is_wh_pronoun,
)
from kg.yaml_file import read_word_lists

DAY = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d\d-\d\d")
"""A day in figures."""
ECHOES = frozenset({"did", "does", "do", "has", "have", "was", "were", "is", "are"})
"""Verbs that stand for the one said before: "Hungary did not"."""
LISTS = frozenset({"one_word", "again", "words", "adjectives", "answered", "answering", "deeds", "tagging", "speakers"})


@Language.factory("geopolitical_mending", assigns=["token.dep", "token.head", "token.lemma"])
def create_mender(nlp: Language, name: str) -> Mender:
    """Entry point of the component; see :class:`Mender`."""
    return Mender(nlp)


class Mender:
    """Keeps "test-fired" one word with the lemma that it has without the hyphen, and "neighbouring" an adjective.

    Raises:
        VocabularyError: mending.yaml has not the lists that it should.
    """

    def __init__(self, nlp: Language) -> None:
        lists = read_word_lists(ontology_path("frames", "mending.yaml"), LISTS)
        self.again, self.adjectives, self.answered, self.answering, self.deeds, self.tagging, self.speakers = (
            lists[name] for name in ("again", "adjectives", "answered", "answering", "deeds", "tagging", "speakers")
        )
        self.answered_by = {
            form: verb for verb in self.answering for form in (verb, f"{verb}s", f"{verb}e", f"{verb}es")
        }
        before, whole = ("|".join(re.escape(word) for word in sorted(lists[name])) for name in ("one_word", "words"))
        self.word = re.compile(rf"(?:{before})-[a-z]{{3,}}|{whole}", re.IGNORECASE)
        one_token = re.compile(rf"{self.word.pattern}|{DAY.pattern}", re.IGNORECASE)
        nlp.tokenizer.token_match = one_token.fullmatch  # type: ignore[union-attr]
        lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
        index = lookups.get_table("lemma_index") if lookups and lookups.has_table("lemma_index") else {}
        self.verbs, self.nouns = frozenset(index.get("verb", ())), frozenset(index.get("noun", ()))
        self.join_clauses = ClauseJoiner(self.verbs)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            if "-" in token.text and self.word.fullmatch(token.text):
                token.lemma_ = self._lemma(token)
            elif token.lower_ in self.adjectives and is_verb(token):
                _as_adjective(token)
            elif token.lower_ in self.deeds and is_ing_form(token):
                _as_noun(token)
            elif is_compound_part(token) and token.lower_.endswith("ing"):
                self._as_gerund(token)
            elif token.lemma_.lower() in self.tagging and is_finite_form(token) and self._hang_tag(token):
                continue
            elif token.lower_ in ECHOES and is_root(token):
                _part_echo(token)
            elif token.lower_ == "as" and is_verb(token.head) and token.head.i + 1 == token.i:
                self._part_label(token)
            elif token.lemma_.lower() in self.answering and (is_root(token) or is_clausal_complement(token)):
                self._hang_answer(token)
            elif is_relative_clause(token) and is_common_noun(token) and token.lemma_.lower() in self.answered_by:
                self._as_answer(token)
            elif token.lemma_.lower() in self.answered_by and is_plural_noun(token) and is_relative_clause(token.head):
                self._as_verb_of_which(token)
            elif token.lemma_.lower() in self.answered_by and is_plural_noun(token):
                self._hang_noun_answer(token)
            elif DAY.fullmatch(token.text) and is_compound_part(token) and is_proper_noun(token.head):
                _part_day(token)
            elif is_nominal_subject(token) and token.ent_type_ == "PERSON":
                _as_title(token)
        return self.join_clauses(doc)

    def _hang_answer(self, answer: Token) -> None:
        """ "Sudan accused Chad, a charge N'Djamena denied": what is said first is the sentence, not what is denied."""
        charge = next(
            (child for child in answer.lefts if is_core_argument(child) and child.lemma_ in self.answered), None
        )
        said = next(
            (
                child
                for child in answer.lefts
                if is_verb(child) and (is_clausal_complement(child) or is_adverbial_clause(child))
            ),
            None,
        )
        whose = next((child for child in answer.lefts if is_nominal_subject(child) and is_proper_noun(child)), None)
        if charge is None and whose is not None:  # "an allegation Cotonou denies", taken for one name
            charge = next((child for child in whose.lefts if child.lemma_ in self.answered), None)
            if charge is not None:
                for child in list(whose.lefts):
                    child.head = answer if child.i == charge.i else charge
        near = charge.rights if charge is not None and is_nominal_subject(charge) else list(answer.lefts)
        who = next(
            (
                child
                for child in near
                if is_nominal_subject(child)
                or is_relative_clause(child)
                or is_apposition(child)
                or is_bare_noun_modifier(child)
            ),
            None,
        )
        if charge is None or said is None or who is None or not said.i < charge.i < who.i < answer.i:
            return
        if is_root(answer):
            hang(said, said, ROOT)
        else:  # "Sudan says that Chad shelled it, a charge N'Djamena denies"
            for mark in [child for child in answer.lefts if is_clause_marker(child) and child.i < said.i]:
                mark.head = said
            hang_like(said, answer.head, answer)
        hang(charge, said, NOUN_PHRASE_ADVERBIAL)
        hang(answer, charge, RELATIVE_CLAUSE)
        hang(who, answer, SUBJECT)

    def _hang_tag(self, verb: Token) -> bool:
        """ "Togo bombed Benin, retorted Ghana's envoy", "…, the envoy lamented": who speaks, behind what is said."""
        if is_root(verb):
            if self._part_speaker(verb):
                return True
            said = next((child for child in verb.lefts if is_adverbial_clause(child) and is_finite_form(child)), None)
            own = said is not None and any(map(is_nominal_subject, said.lefts)) and said.left_edge.i == verb.sent.start
            if own and said is not None and not any(map(is_conjunction_or_wh_adverb, said.lefts)):
                relabel(said, CLAUSAL_COMPLEMENT)
            return own
        start, end = verb.left_edge.i, verb.right_edge.i
        if start == verb.sent.start or verb.doc[start - 1].text != "," or _has_more(verb.sent, end):
            return False
        behind = next(filter(is_core_argument, verb.rights), None)
        before = next(filter(is_nominal_subject, verb.lefts), None)
        if is_conjunct(verb) and before is None and behind is not None and behind.left_edge.i == verb.i + 1:
            if not is_verbal(verb.head) or not (is_proper_noun(behind) or behind.lemma_.lower() in self.speakers):
                return False
            hang(verb, verb.head, LOOSE_CLAUSE)
            relabel(behind, SUBJECT)
            return True
        beside = is_relative_clause(verb) or is_conjunct(verb)
        if beside and before is not None and behind is None and not is_pronoun(before):
            above = climb(verb.head, lambda word: not is_verbal(word))
            if any(map(is_wh_pronoun, verb.lefts)) or not is_verbal(above):
                return False
            hang(verb, above, LOOSE_CLAUSE)
            return True
        return False

    def _part_speaker(self, verb: Token) -> bool:
        """ "Guards had beaten miners, the embassy said": the embassy is no other word for the miners."""
        if verb.i == verb.sent.start or any(map(is_subject, verb.lefts)):
            return False
        who = climb(verb.nbor(-1), lambda word: not is_apposition(word))
        behind_comma = who.left_edge.i > verb.sent.start and who.left_edge.nbor(-1).text == ","
        if not is_apposition(who) or who.right_edge.i + 1 != verb.i or not behind_comma:
            return False
        if not any(is_clausal_complement(child) and child.is_ancestor(who) for child in verb.lefts):
            return False
        if not (is_proper_noun(who) or who.lemma_.lower() in self.speakers):
            return False
        hang(who, verb, SUBJECT)
        return True

    def _part_label(self, preposition: Token) -> None:
        """ "Rejected as baseless Kabul's contention": the contention is what is rejected."""
        charge = next(filter(is_prepositional_object, preposition.rights), None)
        if charge is None or charge.lemma_ not in self.answered or preposition.head.lemma_ not in self.answering:
            return
        label = preposition.nbor()
        whose = next(filter(is_possessor, charge.lefts), None)
        if (
            label.i >= charge.i
            or label.text != label.lower_
            or label.head.i not in {charge.i, whose.i if whose else -1}
        ):
            return
        hang(label, preposition, PREPOSITIONAL_OBJECT)
        retag(label, ADJECTIVE, label.lower_)
        hang(charge, preposition.head, OBJECT)

    def _as_answer(self, answer: Token) -> None:
        """ "An accusation Minsk rejects", where the verb is taken for a noun."""
        who = next(filter(is_proper_noun, answer.lefts), None)
        which = _which(answer)
        if who is not None and (which is not None or answer.head.lemma_ in self.answered):
            if which is not None:
                relabel(which, OBJECT)
            retag(answer, PRESENT_TENSE, self.answered_by[answer.lemma_.lower()])
            relabel(who, SUBJECT)

    def _as_verb_of_which(self, answer: Token) -> None:
        """ "…, which Minsk flatly rejects", where the name is taken for the verb."""
        who = answer.head
        which = _which(who)
        if which is None or not is_proper_noun(who) or answer.i < who.i:
            return
        hang(answer, who.head, RELATIVE_CLAUSE)
        retag(answer, PRESENT_TENSE, self.answered_by[answer.lemma_.lower()])
        hang(who, answer, SUBJECT)
        hang(which, answer, OBJECT)

    def _hang_noun_answer(self, answer: Token) -> None:
        """ "…, an allegation Budapest flatly disputes", where the verb is taken for a noun, the charge for a name."""
        who = next((child for child in answer.lefts if is_proper_noun(child)), None)
        before = [*who.lefts, *answer.lefts] if who is not None else []
        charge = next((child for child in before if child.lemma_ in self.answered), None)
        first = min((child.i for child in before), default=0)
        if who is None or charge is None or charge.i + 1 != who.i or not first or answer.doc[first - 1].text != ",":
            return
        for child in before:
            if child.i < charge.i:
                child.head = charge
        hang(who, answer, SUBJECT)
        hang(charge, answer.head, NOUN_PHRASE_ADVERBIAL)
        hang(answer, charge, RELATIVE_CLAUSE)
        retag(answer, PRESENT_TENSE, self.answered_by[answer.lemma_.lower()])

    def _as_gerund(self, token: Token) -> None:
        """ "Came within hours of bombing Malta": a verb between preposition and name, taken for part of the name."""
        name, stem = token.head, token.lower_.removesuffix("ing")
        verb = next((form for form in (stem, stem + "e") if form in self.verbs), None)
        governed = is_prepositional_object(name) and name.head.i + 1 == token.i and is_adposition(name.head)
        if verb is None or not governed or not is_proper_noun(name) or token.text != token.lower_:
            return
        hang(token, name.head, PREPOSITIONAL_COMPLEMENT)
        retag(token, ING_FORM, verb)
        hang(name, token, OBJECT)

    def _lemma(self, token: Token) -> str:
        before, _, rest = token.lemma_.lower().partition("-")
        known = self.verbs if is_verbal(token) else self.nouns
        base = next((form for form in (rest, rest.removesuffix("e"), rest + "e") if form in known), rest)
        if before in self.again and base in known:
            return base
        return before + base if before + base in known else f"{before}-{base}"


def _which(verb: Token) -> Token | None:
    return next((child for child in verb.lefts if is_wh_pronoun(child) and child.lower_ == "which"), None)


def _part_day(day: Token) -> None:
    """ "On [17.11.2023] Togo expelled": a day in figures, taken for part of the name behind it."""
    name, preposition = day.head, day.head.head
    before = day.nbor(-1) if day.i else day
    if is_nominal_subject(name) and is_adposition(before) and before.head.i == name.head.i and day.i + 1 == name.i:
        hang(day, before, PREPOSITIONAL_OBJECT)
        return
    verb = preposition.head
    if not is_prepositional_object(name) or day.i != name.left_edge.i or not is_verb(verb) or verb.i < name.i:
        return
    if day.i + 1 == name.i and not any(map(is_subject, verb.lefts)):
        hang(day, preposition, PREPOSITIONAL_OBJECT)
        hang(name, verb, SUBJECT)


def _has_more(sentence: Span, end: int) -> bool:
    """True where words follow in the sentence."""
    return any(not word.is_punct and not word.is_space for word in sentence.doc[end + 1 : sentence.end])


def _part_echo(verb: Token) -> None:
    """ "Poland armed Ukraine, [Hungary did not]": the second clause denies nothing of the first."""
    clause = next(filter(is_clausal_complement, verb.lefts), None)
    subject = next(filter(is_nominal_subject, verb.lefts), None)
    if clause is None or subject is None or clause.i > subject.i or not any(map(is_negation, verb.rights)):
        return
    if any(map(is_subject, clause.lefts)) and not any(map(completes_verb, verb.rights)):
        change_places(clause, verb, CONJUNCT)


def _as_adjective(token: Token) -> None:
    """Give what was taken for the object of a verb the place of that verb."""
    noun = next(filter(is_object, token.rights), None)
    if noun is None or noun.left_edge.i != token.i + 1 or token.head.i == token.i:
        return
    above = token.head
    for child in list(token.children):
        child.head = above
    if is_adposition(above):
        relabel(noun, PREPOSITIONAL_OBJECT)
    elif is_clause_in_place_of_object(token):
        relabel(noun, OBJECT)
    else:
        relabel_like(noun, token)
    hang(token, noun, ADJECTIVAL_MODIFIER)
    retag(token, ADJECTIVE)


def _as_title(name: Token) -> None:
    """ "Egypt's Foreign Minister Nabil Fahmy calls …", taken for two subjects: the office belongs to the name."""
    parts = [child for child in name.head.lefts if is_compound_part(child) and child.ent_type_ == "PERSON"]
    first = next((part.i for part in reversed(parts) if part.i == name.i - 1), name.i)
    while any(part.i == first - 1 for part in parts):
        first -= 1
    first = min(first, name.left_edge.i)
    office = name.doc[first - 1] if first > name.sent.start else name
    if (
        office.i == name.i
        or not is_nominal_subject(office)
        or office.head.i != name.head.i
        or office.ent_type_ == "PERSON"
    ):
        return
    for part in [*parts, office]:
        if office.i <= part.i < name.i:
            hang(part, name, COMPOUND_PART)


def _as_noun(token: Token) -> None:
    """ "Was killed in Pakistani shelling": the shelling is what stands behind "in", and Pakistan's."""
    before = token.nbor(-1) if token.i else token
    joined = is_prepositional_object(before) and is_adposition(before.head) and before.head.i + 1 == before.i
    if not joined or before.text == before.text.lower() or any(map(is_direct_object, token.children)):
        return
    hang(token, before.head, PREPOSITIONAL_OBJECT)
    retag(token, COMMON_NOUN, token.lower_)
    hang(before, token, ADJECTIVAL_MODIFIER)
