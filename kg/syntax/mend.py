"""What mends a parse: hangs a word elsewhere, or makes another kind of word of it."""

from __future__ import annotations

from spacy.tokens import Token

SUBJECT, PASSIVE_SUBJECT, OBJECT = "nsubj", "nsubjpass", "dobj"
PREPOSITIONAL_OBJECT, PREPOSITIONAL_COMPLEMENT = "pobj", "pcomp"
AUXILIARY, CONJUNCT, ADJECTIVAL_MODIFIER, COMPOUND_PART = "aux", "conj", "amod", "compound"
ADNOMINAL_CLAUSE, RELATIVE_CLAUSE, ADVERBIAL_CLAUSE = "acl", "relcl", "advcl"
NOUN_PHRASE_ADVERBIAL, ROOT, UNLABELLED = "npadvmod", "ROOT", "dep"
LOOSE_CLAUSE, CLAUSAL_COMPLEMENT = "parataxis", "ccomp"

PAST_TENSE, PRESENT_TENSE, PAST_PARTICIPLE = ("VBD", "VERB"), ("VBZ", "VERB"), ("VBN", "VERB")
BASE_FORM, ING_FORM = ("VB", "VERB"), ("VBG", "VERB")
COMMON_NOUN, ADJECTIVE, INFINITIVE_MARKER = ("NN", "NOUN"), ("JJ", "ADJ"), ("TO", "PART")


def hang(token: Token, head: Token, relation: str) -> None:
    """Hang a word on another, or on itself to make it the root."""
    token.head, token.dep_ = head, relation


def hang_like(token: Token, head: Token, model: Token) -> None:
    """Hang a word on another in the relation that a third one has to its own head."""
    token.head, token.dep_ = head, model.dep_


def relabel(token: Token, relation: str) -> None:
    """Leave a word where it hangs, in another relation."""
    token.dep_ = relation


def relabel_like(token: Token, model: Token) -> None:
    """Leave a word where it hangs, in the relation that another one has to its own head."""
    token.dep_ = model.dep_


def change_places(first: Token, second: Token, relation: str) -> None:
    """Make the first of two verbs the one that stands above the other."""
    above = second.head
    hang_like(first, first if above.i == second.i else above, second)
    hang(second, first, relation)


def retag(token: Token, kind: tuple[str, str], lemma: str | None = None) -> None:
    """Make another kind of word of a token, with another lemma where one is given."""
    token.tag_, token.pos_ = kind
    if lemma is not None:
        token.lemma_ = lemma
