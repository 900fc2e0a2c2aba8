"""Clauses that stand side by side, put so where the parser took one for a part of the other.

"A attacked B and C condemned D" says two things. A parser trained on running text is apt to join B and C, and so to
make C an object of the first verb or B a subject of the second; and of two clauses with a semicolon between them it
takes the second for the speaker of the first.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.resources import ontology_path
from kg.tree import climb
from kg.yaml_file import read_word_lists

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BEFORE_VERB = frozenset({"aux", "auxpass", "advmod", "neg"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


class ClauseJoiner:
    """Gives each of two clauses its own subject and object; the second becomes a conjunct of the first.

    ``verbs`` are the lemmas that the pipeline knows as verbs.

    Raises:
        VocabularyError: clauses.yaml has not the lists that it should.
    """

    def __init__(self, verbs: frozenset[str]) -> None:
        self.verbs = verbs
        lists = read_word_lists(ontology_path("frames", "clauses.yaml"), ["quoting", "charging"])
        self.quoting, self.charging = lists["quoting"], lists["charging"]

    def __call__(self, doc: Doc) -> Doc:
        self.quoted = {token.i for sentence in doc.sents if any(part.is_quote for part in sentence)
                       for token in sentence}  # fmt: skip
        for verb in doc:
            if verb.lower_ in {"of", "for"} and verb.head.dep_ == "dobj" and verb.head.head.lemma_ in self.charging:
                _hang_charge(verb)
            if verb.pos_ == "ADJ":
                _as_verb(verb, self.verbs)
            elif verb.tag_ == "NN" and verb.lower_ in self.verbs:
                _as_infinitive(verb)
            if verb.pos_ == "VERB":
                _as_object(verb)
                if verb.tag_ == "VBD":
                    _as_clause(verb)
            if verb.pos_ in {"VERB", "AUX"} and _is_finite(verb):
                self._part_subject(verb)
                self._split_subject(verb)
                _free_subject(verb)
        for verb in doc:
            if verb.pos_ in {"VERB", "AUX"}:
                self._level(verb)
        return doc

    def _part_subject(self, verb: Token) -> None:
        """ "Mali thanked [Togo and Chad] attacked Niger": the first is the object of the verb before it."""
        above = verb.head
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
        if subject is None or verb.dep_ not in {"ccomp", "conj"} or above.pos_ != "VERB":
            return
        if above.lemma_.lower() in self.quoting or above.i + 1 != subject.left_edge.i or above.i > verb.i:
            return
        last = _last_joined(subject) or _joined_before(verb, above)
        if last is None or any(child.dep_ == "mark" for child in verb.lefts) or not _leads_to(last, verb):
            return
        last = _pair(last)
        last.head, last.dep_ = verb, subject.dep_
        subject.head, subject.dep_ = above, "dobj"
        verb.head, verb.dep_ = above, "conj"

    def _split_subject(self, verb: Token) -> None:
        """ "Mali thanked [Togo and Chadian troops] attacked Niger": the first was taken to mark the second."""
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
        first = subject and next(subject.lefts, None)
        if subject is None or first is None or first.pos_ != "PROPN" or first.left_edge.i == 0:
            return
        conjunction = next((child for child in first.rights if child.dep_ == "cc"), None)
        above = first.left_edge.nbor(-1)
        if conjunction is None or above.pos_ != "VERB" or above.lemma_.lower() in self.quoting:
            return
        if above.head.i == verb.i:
            _change_places(above, verb, "conj")
        elif verb.head.i == above.i:
            verb.dep_ = "conj"
        else:
            return
        for child in list(first.rights):
            child.head = above if child.i == conjunction.i else subject
            child.dep_ = "amod" if child.dep_ == "conj" else child.dep_
        first.head, first.dep_ = above, "dobj"

    def _level(self, verb: Token) -> None:
        """The second of two clauses below the first, where a semicolon or a comma parts them."""
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
        if subject is None:
            return
        start = subject.left_edge.i
        for first in list(verb.lefts):
            if first.pos_ == "VERB" and first.dep_ in {"ccomp", "parataxis", "dep"} and first.i < start:
                if _is_inverted(first):  # "[had Fiji agreed], it would have expelled him"
                    first.dep_ = "advcl"
                elif _is_inverted(verb):
                    _change_places(first, verb, "advcl")
                elif _parted(first, subject, ";") or (self._states(verb) and _parted(first, subject, ",")):
                    _change_places(first, verb, "conj")
                return
        above = verb.head
        if verb.dep_ in {"ccomp", "parataxis", "dep"} and above.i < start and _parted(above, subject, ";"):
            verb.dep_ = "conj"

    def _states(self, verb: Token) -> bool:
        """True for a verb that says something of its own: it has an object, and quotes nobody."""
        thing = next((child for child in verb.rights if child.dep_ == "dobj"), None)
        if thing is None or verb.i in self.quoted:
            return False
        answers = thing.pos_ == "PRON" and verb.lemma_.lower() != "tell"  # "…, Accra denies it"
        return answers or verb.lemma_.lower() not in self.quoting


def _hang_charge(preposition: Token) -> None:
    """ "Accused Mali, which denied it, [of attacking Chad]": what it is accused of belongs to the verb."""
    if preposition.nbor(-1).text == "," and any(child.dep_ == "pcomp" for child in preposition.children):
        preposition.head = preposition.head.head


def _as_verb(token: Token, verbs: frozenset[str]) -> None:
    """ "Laos never armed Thai rebels", where the tagger takes the verb for an adjective."""
    links = {child.dep_ for child in token.children}
    if not token.lower_.endswith("ed") or not links & SUBJECTS or "dobj" not in links:
        return
    base = next((form for form in (token.lower_[:-1], token.lower_[:-2]) if form in verbs), None)
    if base is not None:
        token.tag_, token.pos_, token.lemma_ = "VBD", "VERB", base


def _as_object(verb: Token) -> None:
    """ "Visits Ankara", "did not attack, Israel", where the parser takes the place for a time."""
    links = {child.dep_ for child in verb.children}
    place = next((child for child in verb.rights if child.dep_ == "npadvmod" and child.ent_type_ == "GPE"), None)
    if place is None or links & {"dobj", "ccomp", "xcomp", "prep", "attr", "acomp", "nsubjpass"}:
        return
    before = place.left_edge.i - verb.i
    if before == 1 or (before == 2 and verb.nbor().text == ","):
        place.dep_ = "dobj"


def _as_infinitive(token: Token) -> None:
    """ "Not to sanction Mali", "calls to sanction Mali", where the tagger takes the verb for a noun."""
    if token.i == 0 or token.nbor(-1).lower_ != "to" or token.i + 1 == len(token.doc):
        return
    to, thing = token.nbor(-1), token.nbor()
    if to.dep_ == "aux" and to.head.i == token.i:
        token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_
    elif token.dep_ == "pobj" and to.head.pos_ == "NOUN" and thing.pos_ == "PROPN" and not list(token.lefts):
        thing = thing.head if thing.dep_ == "compound" and thing.head.i > token.i else thing
        token.tag_, token.pos_, token.lemma_ = "VB", "VERB", token.lower_
        token.head, token.dep_ = to.head, "acl"
        to.head, to.dep_, to.tag_, to.pos_ = token, "aux", "TO", "PART"
        thing.head, thing.dep_ = token, "dobj"


def _free_subject(verb: Token) -> None:
    """ "Mali thanked [Togo and Chad] attacked Niger": the second is the subject of the verb behind it."""
    above = verb.head
    if verb.dep_ != "conj" or any(child.dep_ in SUBJECTS for child in verb.children) or above.i > verb.i:
        return
    last = _joined_before(verb, above)
    if last is None or not _leads_to(last, verb):
        return
    last = _pair(last)
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    if _stands_behind_and(last):
        last.left_edge.nbor(-1).head = above
    elif last.left_edge.nbor(-1).text != "," or passive or not any(child.dep_ == "dobj" for child in verb.rights):
        return  # "thanked Chad, Mali expelled its envoy" has an object of its own
    last.head, last.dep_ = verb, "nsubjpass" if passive else "nsubj"


def _joined_before(verb: Token, above: Token) -> Token | None:
    """The name right before a verb that is joined to another behind the verb ``above``."""
    first = min([verb, *(child for child in verb.lefts if child.dep_ in BEFORE_VERB)], key=lambda token: token.i)
    if first.i <= above.i + 1:
        return None
    last = climb(first.nbor(-1), lambda word: word.dep_ != "conj" and above.i < word.head.i < word.i)
    joined = last.dep_ == "conj" and last.pos_ in NOMINAL and last.head.pos_ in NOMINAL and last.head.i > above.i
    return last if joined and last.left_edge.i > 0 else None


def _pair(last: Token) -> Token:
    """ "Thanked Chad and [Mali and Niger] left": the first of two that are subjects together."""
    before = last.head
    if before.dep_ != "conj" or not (_stands_behind_and(before) and _stands_behind_and(last)):
        return last
    first = before.head
    return last if first.dep_ == "pobj" and first.head.lower_ == "between" else before


def _as_clause(verb: Token) -> None:
    """ "Mali thanked Togo and the [Chadians shelled Niger]", where the second verb was taken to mark its object."""
    thing, name = verb.head, verb.i and verb.nbor(-1)
    if verb.dep_ != "amod" or thing.dep_ != "conj" or thing.i < verb.i or not name or name.head.i != thing.i:
        return
    joined = thing.head
    above = climb(joined, lambda word: word.pos_ != "VERB")
    conjunction = next((child for child in joined.rights if child.dep_ == "cc"), None)
    if name.pos_ not in NOMINAL or above.pos_ != "VERB" or conjunction is None or above.i > joined.i:
        return
    for child in [child for child in thing.lefts if child.i < name.i]:
        child.head = name
    for child in [child for child in above.rights if child.dep_ == "prep" and child.i > thing.i]:
        child.head = verb
    conjunction.head = above
    verb.head, verb.dep_ = above, "conj"
    name.head, name.dep_ = verb, "nsubj"
    thing.head, thing.dep_ = verb, "dobj"


def _stands_behind_and(token: Token) -> bool:
    return token.left_edge.i > 0 and token.left_edge.nbor(-1).dep_ == "cc"


def _last_joined(token: Token) -> Token | None:
    """The last of "Togo, Mali and Chad", where "and" stands right before it."""
    last = token
    while joined := next((child for child in last.rights if child.dep_ == "conj"), None):
        last = joined
    if last.i == token.i:
        return None
    return last if _stands_behind_and(last) else None


def _leads_to(noun: Token, verb: Token) -> bool:
    """True where nothing stands between a noun phrase and the verb but the verb's own auxiliaries and adverbs."""
    between = verb.doc[noun.right_edge.i + 1 : verb.i]
    return noun.i < verb.i and all(part.head.i == verb.i and part.dep_ in BEFORE_VERB for part in between)


def _parted(first: Token, subject: Token, mark: str) -> bool:
    start = subject.left_edge.i
    return any(token.text == mark for token in first.doc[first.i + 1 : start])


def _is_inverted(verb: Token) -> bool:
    """True for the condition "had Fiji agreed"."""
    auxiliary = next((child for child in verb.lefts if child.dep_ == "aux"), None)
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    return auxiliary is not None and subject is not None and auxiliary.lower_ == "had" and auxiliary.i < subject.i


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in FINITE or any(child.dep_ in {"aux", "auxpass"} and child.tag_ in FINITE for child in verb.lefts)


def _change_places(first: Token, second: Token, dep: str) -> None:
    """Make the first of two verbs the one that stands above the other."""
    above, link = second.head, second.dep_
    is_root = above.i == second.i
    first.head, first.dep_ = (first if is_root else above), link
    second.head, second.dep_ = first, dep
