"""Clauses that stand side by side, put so where the parser took one for a part of the other.

"A attacked B and C condemned D" says two things. A parser trained on running text is apt to join B and C, and so to
make C an object of the first verb or B a subject of the second; and of two clauses with a semicolon between them it
takes the second for the speaker of the first.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.resources import ontology_path
from kg.syntax.mend import (
    ADJECTIVAL_MODIFIER,
    ADNOMINAL_CLAUSE,
    ADVERBIAL_CLAUSE,
    AUXILIARY,
    BASE_FORM,
    CONJUNCT,
    INFINITIVE_MARKER,
    OBJECT,
    PASSIVE_SUBJECT,
    PAST_TENSE,
    PRESENT_TENSE,
    SUBJECT,
    change_places,
    hang,
    hang_like,
    relabel,
    retag,
)
from kg.syntax.relations import (
    is_adjectival_modifier,
    is_adnominal_clause,
    is_adverbial_clause,
    is_any_auxiliary,
    is_auxiliary,
    is_bound_to_verb,
    is_clause_marker,
    is_complement_clause,
    is_compound_part,
    is_conjunct,
    is_coordinator,
    is_direct_object,
    is_loose_clause,
    is_nominal_subject,
    is_noun_phrase_adverbial,
    is_passive_auxiliary,
    is_preposition,
    is_prepositional_complement,
    is_prepositional_object,
    is_root,
    is_subject,
    is_verb_opening,
)
from kg.syntax.tree import climb
from kg.syntax.walks import subject_before
from kg.syntax.words import (
    has_same_form,
    is_adjective,
    is_common_noun,
    is_finite_or_modal,
    is_nominal,
    is_past_participle,
    is_past_tense,
    is_plural_noun,
    is_present_tense,
    is_pronoun,
    is_proper_noun,
    is_singular_common_noun,
    is_verb,
    is_verbal,
)
from kg.yaml_file import read_word_lists


class ClauseJoiner:
    """Gives each of two clauses its own subject and object; the second becomes a conjunct of the first.

    ``verbs`` are the lemmas that the pipeline knows as verbs.

    Raises:
        VocabularyError: clauses.yaml has not the lists that it should.
    """

    def __init__(self, verbs: frozenset[str]) -> None:
        self.verbs = verbs
        lists = read_word_lists(ontology_path("frames", "clauses.yaml"), ["quoting", "foretelling", "charging"])
        self.quoting, self.charging, self.foretelling = lists["quoting"], lists["charging"], lists["foretelling"]

    def __call__(self, doc: Doc) -> Doc:
        self.quoted = {token.i for sentence in doc.sents if any(part.is_quote for part in sentence)
                       for token in sentence}  # fmt: skip
        for verb in doc:
            if verb.lower_ in {"of", "for"} and is_direct_object(verb.head) and verb.head.head.lemma_ in self.charging:
                _hang_charge(verb)
            if is_adjective(verb):
                _as_verb(verb, self.verbs)
            elif is_singular_common_noun(verb) and verb.lower_ in self.verbs:
                _as_infinitive(verb)
            elif is_plural_noun(verb) and verb.lemma_.lower() in self.verbs:
                _as_further_verb(verb)
            if is_verb(verb):
                _as_object(verb)
                if is_past_tense(verb):
                    _as_clause(verb)
                if (is_adnominal_clause(verb) or is_adverbial_clause(verb)) and is_past_participle(verb):
                    _behind_semicolon(verb)
                elif (
                    (is_root(verb) or is_conjunct(verb))
                    and _is_finite(verb)
                    and verb.lemma_.lower() not in self.quoting
                ):
                    _as_telegraphic(verb)
            if is_verbal(verb) and _is_finite(verb):
                self._part_subject(verb)
                self._split_subject(verb)
                _free_subject(verb)
        for verb in doc:
            if is_verbal(verb):
                self._level(verb)
        return doc

    def _part_subject(self, verb: Token) -> None:
        """ "Mali thanked [Togo and Chad] attacked Niger": the first is the object of the verb before it."""
        above = verb.head
        subject = subject_before(verb)
        if subject is None or not (is_complement_clause(verb) or is_conjunct(verb)) or not is_verb(above):
            return
        if self._quotes(above, verb) or above.i + 1 != subject.left_edge.i or above.i > verb.i:
            return
        last = _last_joined(subject) or _joined_before(verb, above)
        if last is None or any(map(is_clause_marker, verb.lefts)) or not _leads_to(last, verb):
            return
        last = _pair(last)
        hang_like(last, verb, subject)
        hang(subject, above, OBJECT)
        hang(verb, above, CONJUNCT)

    def _quotes(self, above: Token, verb: Token) -> bool:
        """Whether a verb may have the clause of another as its object: "warned Mali would attack", not "attacked"."""
        lemma = above.lemma_.lower()
        told = lemma in self.foretelling and is_past_tense(verb) and not any(map(is_any_auxiliary, verb.lefts))
        return lemma in self.quoting and not told

    def _split_subject(self, verb: Token) -> None:
        """ "Mali thanked [Togo and Chadian troops] attacked Niger": the first was taken to mark the second."""
        subject = subject_before(verb)
        first = subject and next(subject.lefts, None)
        if subject is None or first is None or not is_proper_noun(first) or first.left_edge.i == 0:
            return
        conjunction = next(filter(is_coordinator, first.rights), None)
        above = first.left_edge.nbor(-1)
        if conjunction is None or not is_verb(above) or above.lemma_.lower() in self.quoting:
            return
        if above.head.i == verb.i:
            change_places(above, verb, CONJUNCT)
        elif verb.head.i == above.i:
            relabel(verb, CONJUNCT)
        else:
            return
        for child in list(first.rights):
            child.head = above if child.i == conjunction.i else subject
            if is_conjunct(child):
                relabel(child, ADJECTIVAL_MODIFIER)
        hang(first, above, OBJECT)

    def _level(self, verb: Token) -> None:
        """The second of two clauses below the first, where a semicolon or a comma parts them."""
        subject = subject_before(verb)
        if subject is None:
            return
        start = subject.left_edge.i
        for first in list(verb.lefts):
            if is_verb(first) and is_loose_clause(first) and first.i < start:
                if _is_inverted(first):  # "[had Fiji agreed], it would have expelled him"
                    relabel(first, ADVERBIAL_CLAUSE)
                elif _is_inverted(verb):
                    change_places(first, verb, ADVERBIAL_CLAUSE)
                elif _parted(first, subject, ";") or (self._states(verb) and _parted(first, subject, ",")):
                    change_places(first, verb, CONJUNCT)
                return
        above = verb.head
        if is_loose_clause(verb) and above.i < start and _parted(above, subject, ";"):
            relabel(verb, CONJUNCT)

    def _states(self, verb: Token) -> bool:
        """True for a verb that says something of its own: it has an object, and quotes nobody."""
        thing = next(filter(is_direct_object, verb.rights), None)
        if thing is None or verb.i in self.quoted:
            return False
        answers = is_pronoun(thing) and verb.lemma_.lower() != "tell"  # "…, Accra denies it"
        return answers or verb.lemma_.lower() not in self.quoting


def _hang_charge(preposition: Token) -> None:
    """ "Accused Mali, which denied it, [of attacking Chad]": what it is accused of belongs to the verb."""
    if preposition.nbor(-1).text == "," and any(map(is_prepositional_complement, preposition.children)):
        preposition.head = preposition.head.head


def _as_verb(token: Token, verbs: frozenset[str]) -> None:
    """ "Laos never armed Thai rebels", where the tagger takes the verb for an adjective."""
    below = list(token.children)
    if not token.lower_.endswith("ed") or not any(map(is_subject, below)) or not any(map(is_direct_object, below)):
        return
    base = next((form for form in (token.lower_[:-1], token.lower_[:-2]) if form in verbs), None)
    if base is not None:
        retag(token, PAST_TENSE, base)


def _as_object(verb: Token) -> None:
    """ "Visits Ankara", "did not attack, Israel", where the parser takes the place for a time."""
    place = next((child for child in verb.rights if is_noun_phrase_adverbial(child) and child.ent_type_ == "GPE"), None)
    if place is None or any(map(is_bound_to_verb, verb.children)):
        return
    before = place.left_edge.i - verb.i
    if before == 1 or (before == 2 and verb.nbor().text == ","):
        relabel(place, OBJECT)


def _as_further_verb(token: Token) -> None:
    """ "Condemns Chad and [thanks] Mali", "praises Chad, [thanks] Mali", where the tagger takes the verb for a noun."""
    if list(token.lefts) or token.i == 0 or token.nbor(-1).lower_ not in {"and", "but", ","}:
        return
    above = climb(token.head, lambda word: not is_verb(word)) if is_compound_part(token) else token.head
    if not is_verb(above) or not is_present_tense(above) or above.i > token.i:
        return
    if is_conjunct(token):
        things = [child for child in token.rights if is_direct_object(child) or is_noun_phrase_adverbial(child)]
        thing = next((child for child in things if child.left_edge.i == token.i + 1), None)
        if thing is not None:
            relabel(thing, OBJECT)
        elif not any(
            is_preposition(child) and child.i == token.i + 1 and child.lower_ != "to" for child in token.rights
        ):
            return
    elif is_compound_part(token) and is_proper_noun(token.head) and token.i == token.head.left_edge.i:
        thing = token.head
        if is_conjunct(thing):  # the "and" joins the verbs
            for word in filter(is_coordinator, list(thing.head.rights)):
                word.head = above if word.i == token.i - 1 else word.head
        hang(token, above, CONJUNCT)
        hang(thing, token, OBJECT)
    else:
        return
    retag(token, PRESENT_TENSE, token.lemma_.lower())


def _as_telegraphic(verb: Token) -> None:
    """ "Togo condemns Benin, [expels] Ghana's envoy": the second verb has an object, and the first one's subject."""
    first = next((child for child in verb.lefts if is_loose_clause(child) and has_same_form(child, verb)), None)
    thing = next(
        (
            part
            for part in verb.rights
            if is_direct_object(part) or (is_nominal_subject(part) and is_present_tense(verb))
        ),
        None,
    )
    if thing is None or subject_before(verb) is not None:
        return
    if verb.i == 0 or verb.nbor(-1).text != "," or thing.left_edge.i != verb.i + 1:
        return
    if is_conjunct(verb):
        if is_nominal_subject(thing):
            relabel(thing, OBJECT)
    elif first is not None and subject_before(first) is not None:
        relabel(thing, OBJECT)
        change_places(first, verb, CONJUNCT)


def _behind_semicolon(verb: Token) -> None:
    """ "…; Ghana, a member of the union, [condemned] Mali", taken for a part of the clause before it."""
    mark = next((word for word in reversed(verb.doc[verb.sent.start : verb.i]) if word.text == ";"), None)
    if mark is None or verb.nbor(-1).text != "," or any(map(is_verbal, verb.doc[mark.i : verb.i])):
        return
    name = climb(mark.nbor(), lambda word: mark.i < word.head.i < verb.i)
    thing = next((child for child in verb.rights if is_direct_object(child) or is_noun_phrase_adverbial(child)), None)
    above = climb(name.head, lambda word: not is_verb(word) or word.i == verb.i)
    if thing is None or thing.left_edge.i != verb.i + 1 or not is_proper_noun(name) or above.i > mark.i:
        return
    hang(verb, above, CONJUNCT)
    hang(name, verb, SUBJECT)
    relabel(thing, OBJECT)
    retag(verb, PAST_TENSE)


def _as_infinitive(token: Token) -> None:
    """ "Not to sanction Mali", "calls to sanction Mali", where the tagger takes the verb for a noun."""
    if token.i == 0 or token.nbor(-1).lower_ != "to" or token.i + 1 == len(token.doc):
        return
    to, thing = token.nbor(-1), token.nbor()
    if is_auxiliary(to) and to.head.i == token.i:
        retag(token, BASE_FORM, token.lower_)
    elif is_prepositional_object(token) and is_common_noun(to.head) and is_proper_noun(thing) and not list(token.lefts):
        thing = thing.head if is_compound_part(thing) and thing.head.i > token.i else thing
        retag(token, BASE_FORM, token.lower_)
        hang(token, to.head, ADNOMINAL_CLAUSE)
        hang(to, token, AUXILIARY)
        retag(to, INFINITIVE_MARKER)
        hang(thing, token, OBJECT)


def _free_subject(verb: Token) -> None:
    """ "Mali thanked [Togo and Chad] attacked Niger": the second is the subject of the verb behind it."""
    above = verb.head
    taken = is_adverbial_clause(verb) or is_complement_clause(verb)
    loose = taken and is_past_tense(verb) and not any(map(is_verb_opening, verb.lefts))
    if not (is_conjunct(verb) or loose) or any(map(is_subject, verb.children)) or above.i > verb.i:
        return
    place = next((child for child in verb.lefts if _is_behind_and(child) and _leads_to(child, verb)), None)
    if place is not None and any(map(is_direct_object, verb.rights)):  # "and Chad attacked", taken for a time
        relabel(place, SUBJECT)
        place.left_edge.nbor(-1).head = above
        return
    last = _joined_before(verb, above)
    if last is None or not _leads_to(last, verb):
        return
    last = _pair(last)
    if loose:
        if not _stands_behind_and(last) or not any(map(is_direct_object, verb.rights)):
            return
        relabel(verb, CONJUNCT)
    passive = any(map(is_passive_auxiliary, verb.children))
    if _stands_behind_and(last):
        last.left_edge.nbor(-1).head = above
    elif last.left_edge.nbor(-1).text != "," or passive or not any(map(is_direct_object, verb.rights)):
        return  # "thanked Chad, Mali expelled its envoy" has an object of its own
    hang(last, verb, PASSIVE_SUBJECT if passive else SUBJECT)


def _is_behind_and(place: Token) -> bool:
    return (
        is_noun_phrase_adverbial(place)
        and is_proper_noun(place)
        and place.ent_type_ in {"GPE", "NORP", "ORG"}
        and _stands_behind_and(place)
    )


def _joined_before(verb: Token, above: Token) -> Token | None:
    """The name right before a verb that is joined to another behind the verb ``above``."""
    first = min([verb, *(child for child in verb.lefts if is_verb_opening(child))], key=lambda token: token.i)
    if first.i <= above.i + 1:
        return None
    last = climb(first.nbor(-1), lambda word: not is_conjunct(word) and above.i < word.head.i < word.i)
    joined = is_conjunct(last) and is_nominal(last) and is_nominal(last.head) and last.head.i > above.i
    return last if joined and last.left_edge.i > 0 else None


def _pair(last: Token) -> Token:
    """ "Thanked Chad and [Mali and Niger] left": the first of two that are subjects together."""
    before = last.head
    if not is_conjunct(before) or not (_stands_behind_and(before) and _stands_behind_and(last)):
        return last
    first = before.head
    return last if is_prepositional_object(first) and first.head.lower_ == "between" else before


def _as_clause(verb: Token) -> None:
    """ "Mali thanked Togo and the [Chadians shelled Niger]", where the second verb was taken to mark its object."""
    thing, name = verb.head, verb.i and verb.nbor(-1)
    if (
        not is_adjectival_modifier(verb)
        or not is_conjunct(thing)
        or thing.i < verb.i
        or not name
        or name.head.i != thing.i
    ):
        return
    joined = thing.head
    above = climb(joined, lambda word: not is_verb(word))
    conjunction = next(filter(is_coordinator, joined.rights), None)
    if not is_nominal(name) or not is_verb(above) or conjunction is None or above.i > joined.i:
        return
    for child in [child for child in thing.lefts if child.i < name.i]:
        child.head = name
    for child in [child for child in above.rights if is_preposition(child) and child.i > thing.i]:
        child.head = verb
    conjunction.head = above
    hang(verb, above, CONJUNCT)
    hang(name, verb, SUBJECT)
    hang(thing, verb, OBJECT)


def _stands_behind_and(token: Token) -> bool:
    return token.left_edge.i > 0 and is_coordinator(token.left_edge.nbor(-1))


def _last_joined(token: Token) -> Token | None:
    """The last of "Togo, Mali and Chad", where "and" stands right before it."""
    last = token
    while joined := next(filter(is_conjunct, last.rights), None):
        last = joined
    if last.i == token.i:
        return None
    return last if _stands_behind_and(last) else None


def _leads_to(noun: Token, verb: Token) -> bool:
    """True where nothing stands between a noun phrase and the verb but the verb's own auxiliaries and adverbs."""
    between = verb.doc[noun.right_edge.i + 1 : verb.i]
    return noun.i < verb.i and all(part.head.i == verb.i and is_verb_opening(part) for part in between)


def _parted(first: Token, subject: Token, mark: str) -> bool:
    start = subject.left_edge.i
    return any(token.text == mark for token in first.doc[first.i + 1 : start])


def _is_inverted(verb: Token) -> bool:
    """True for the condition "had Fiji agreed"."""
    auxiliary = next(filter(is_auxiliary, verb.lefts), None)
    subject = subject_before(verb)
    return auxiliary is not None and subject is not None and auxiliary.lower_ == "had" and auxiliary.i < subject.i


def _is_finite(verb: Token) -> bool:
    return is_finite_or_modal(verb) or any(
        is_any_auxiliary(child) and is_finite_or_modal(child) for child in verb.lefts
    )
