"""What spaCy's tokenizer and parser get wrong in known ways, put right: words from ontology/frames/mending.yaml."""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.parse.clauses import ClauseJoiner
from kg.resources import ontology_path
from kg.yaml_file import read_word_lists

LISTS = frozenset({"one_word", "again", "words", "adjectives", "answered", "answering", "deeds"})


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
        self.again, self.adjectives, self.answered, self.answering, self.deeds = (
            lists[name] for name in ("again", "adjectives", "answered", "answering", "deeds")
        )
        self.answered_by = {form: verb for verb in self.answering for form in (verb, f"{verb}s")}
        before, whole = ("|".join(re.escape(word) for word in sorted(lists[name])) for name in ("one_word", "words"))
        self.word = re.compile(rf"(?:{before})-[a-z]{{3,}}|{whole}", re.IGNORECASE)
        nlp.tokenizer.token_match = self.word.fullmatch  # type: ignore[union-attr]
        lookups = nlp.get_pipe("lemmatizer").lookups if nlp.has_pipe("lemmatizer") else None  # type: ignore[attr-defined]
        index = lookups.get_table("lemma_index") if lookups and lookups.has_table("lemma_index") else {}
        self.verbs, self.nouns = frozenset(index.get("verb", ())), frozenset(index.get("noun", ()))
        self.join_clauses = ClauseJoiner(self.verbs)

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            if "-" in token.text and self.word.fullmatch(token.text):
                token.lemma_ = self._lemma(token)
            elif token.lower_ in self.adjectives and token.pos_ == "VERB":
                _as_adjective(token)
            elif token.lower_ in self.deeds and token.tag_ == "VBG":
                _as_noun(token)
            elif token.dep_ == "compound" and token.lower_.endswith("ing"):
                self._as_gerund(token)
            elif token.lemma_.lower() in self.answering and token.dep_ == "ROOT":
                self._hang_answer(token)
            elif token.dep_ == "relcl" and token.pos_ == "NOUN" and token.lemma_.lower() in self.answered_by:
                self._as_answer(token)
            elif token.dep_ == "nsubj" and token.ent_type_ == "PERSON":
                _as_title(token)
        return self.join_clauses(doc)

    def _hang_answer(self, answer: Token) -> None:
        """ "Sudan accused Chad, a charge N'Djamena denied": what is said first is the sentence, not what is denied."""
        charge = next(
            (child for child in answer.lefts if child.dep_ in {"nsubj", "dobj"} and child.lemma_ in self.answered), None
        )
        said = next((child for child in answer.lefts if child.dep_ == "ccomp" and child.pos_ == "VERB"), None)
        whose = next((child for child in answer.lefts if child.dep_ == "nsubj" and child.pos_ == "PROPN"), None)
        if charge is None and whose is not None:  # "an allegation Cotonou denies", taken for one name
            charge = next((child for child in whose.lefts if child.lemma_ in self.answered), None)
            if charge is not None:
                for child in list(whose.lefts):
                    child.head = answer if child.i == charge.i else charge
        near = charge.rights if charge is not None and charge.dep_ == "nsubj" else list(answer.lefts)
        who = next((child for child in near if child.dep_ in {"appos", "nmod", "relcl", "nsubj"}), None)
        if charge is None or said is None or who is None or not said.i < charge.i < who.i < answer.i:
            return
        said.head, said.dep_ = said, "ROOT"
        charge.head, charge.dep_ = said, "npadvmod"
        answer.head, answer.dep_ = charge, "relcl"
        who.head, who.dep_ = answer, "nsubj"

    def _as_answer(self, answer: Token) -> None:
        """ "An accusation Minsk rejects", where the verb is taken for a noun."""
        who = next((child for child in answer.lefts if child.dep_ == "compound" and child.pos_ == "PROPN"), None)
        if who is not None and answer.head.lemma_ in self.answered:
            answer.tag_, answer.pos_, answer.lemma_ = "VBZ", "VERB", self.answered_by[answer.lemma_.lower()]
            who.dep_ = "nsubj"

    def _as_gerund(self, token: Token) -> None:
        """ "Came within hours of bombing Malta": a verb between preposition and name, taken for part of the name."""
        name, stem = token.head, token.lower_.removesuffix("ing")
        verb = next((form for form in (stem, stem + "e") if form in self.verbs), None)
        governed = name.dep_ == "pobj" and name.head.i + 1 == token.i and name.head.pos_ == "ADP"
        if verb is None or not governed or name.pos_ != "PROPN" or token.text != token.lower_:
            return
        token.head, token.dep_ = name.head, "pcomp"
        token.tag_, token.pos_, token.lemma_ = "VBG", "VERB", verb
        name.head, name.dep_ = token, "dobj"

    def _lemma(self, token: Token) -> str:
        before, _, rest = token.lemma_.lower().partition("-")
        known = self.verbs if token.pos_ in {"VERB", "AUX"} else self.nouns
        base = next((form for form in (rest, rest.removesuffix("e"), rest + "e") if form in known), rest)
        if before in self.again and base in known:
            return base
        return before + base if before + base in known else f"{before}-{base}"


def _as_adjective(token: Token) -> None:
    """Give what was taken for the object of a verb the place of that verb."""
    noun = next((child for child in token.rights if child.dep_ in {"dobj", "pobj"}), None)
    if noun is None or noun.left_edge.i != token.i + 1 or token.head.i == token.i:
        return
    above = token.head
    for child in list(token.children):
        child.head = above
    noun.dep_ = (
        "pobj" if above.pos_ == "ADP" else "dobj" if token.dep_ in {"xcomp", "ccomp", "dobj", "advcl"} else token.dep_
    )
    token.head, token.dep_, token.tag_, token.pos_ = noun, "amod", "JJ", "ADJ"


def _as_title(name: Token) -> None:
    """ "Egypt's Foreign Minister Nabil Fahmy calls …", taken for two subjects: the office belongs to the name."""
    parts = [child for child in name.head.lefts if child.dep_ == "compound" and child.ent_type_ == "PERSON"]
    first = next((part.i for part in reversed(parts) if part.i == name.i - 1), name.i)
    while any(part.i == first - 1 for part in parts):
        first -= 1
    first = min(first, name.left_edge.i)
    office = name.doc[first - 1] if first > name.sent.start else name
    if office.i == name.i or office.dep_ != "nsubj" or office.head.i != name.head.i or office.ent_type_ == "PERSON":
        return
    for part in [*parts, office]:
        if office.i <= part.i < name.i:
            part.head, part.dep_ = name, "compound"


def _as_noun(token: Token) -> None:
    """ "Was killed in Pakistani shelling": the shelling is what stands behind "in", and Pakistan's."""
    before = token.nbor(-1) if token.i else token
    joined = before.dep_ == "pobj" and before.head.pos_ == "ADP" and before.head.i + 1 == before.i
    if not joined or before.text == before.text.lower() or any(child.dep_ == "dobj" for child in token.children):
        return
    token.head, token.dep_ = before.head, "pobj"
    token.tag_, token.pos_, token.lemma_ = "NN", "NOUN", token.lower_
    before.head, before.dep_ = token, "amod"
