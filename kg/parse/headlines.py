"""Headlines: telegraphic sentences whose verb the tagger takes for a noun ("Turkey ships drones to Ethiopia").

A parser trained on running text reads "ships" there as a plural. Put into the past ("shipped") with a full stop, it
reads the same words rightly, so that reading is taken over, token by token.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.parse.addressed import ADDRESSED, as_told
from kg.resources import ontology_path
from kg.syntax.mend import PASSIVE_SUBJECT, PAST_PARTICIPLE, PRESENT_TENSE, UNLABELLED, relabel, retag
from kg.syntax.relations import is_any_auxiliary, is_direct_object, is_nominal_subject, is_subject
from kg.syntax.tree import next_word
from kg.syntax.words import (
    is_ing_form,
    is_past_tense,
    is_plural_common_noun,
    is_present_tense,
    is_singular_common_noun,
    is_verbal,
)
from kg.yaml_file import read_texts, read_yaml

LONGEST = 20
"""Tokens: what is longer is a paragraph without a full stop."""
ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "TAG", "POS", "LEMMA", "MORPH"]
UNDER_CHARGE = frozenset({"accuse", "suspect", "convict", "acquit"})
"""Verbs that need an object: one without is passive."""
LABEL = 3
"""Tokens up to which a sentence is no more than a label before or behind a headline ("Analysis:")."""


def says_something(title: Doc) -> bool:
    """True for a title that is a headline: one sentence with a verb.

    A title without one names the topic ("Yemeni civil war", "Withdrawal of troops from Mali"), which tells no more of
    today's news than that it belongs there; one of several sentences is a paragraph that stands above others.
    """
    sentences = [sentence for sentence in title.sents if len(sentence) > LABEL]
    if not sentences:
        return any(map(is_verbal, title))
    return len(sentences) == 1 and any(is_verbal(sentence.root) for sentence in title.sents)


@Language.factory("geopolitical_headlines", assigns=["token.dep", "token.head", "token.pos"])
def create_headline_reader(nlp: Language, name: str) -> HeadlineReader:
    """Entry point of the component; see :class:`HeadlineReader`."""
    return HeadlineReader(nlp, name)


class HeadlineReader:
    """Reads headlines again with their verb in the past, where the first reading found no verb."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.nlp = nlp
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        doc = self._with_verbs(doc)
        for sentence in doc.sents:
            if len(sentence) <= LONGEST:
                _complete(sentence.root)
        return doc

    def _with_verbs(self, doc: Doc) -> Doc:
        readings: list[tuple[Span, list[str]]] = []
        for sentence in doc.sents:
            words = None
            if (told := as_told(sentence, frame_verbs)) is not None:
                words, colon = told
                doc.user_data.setdefault(ADDRESSED, []).append((sentence.start, colon))
            elif (verb := _hidden_verb(sentence)) is not None:
                words = [past_forms()[token.lower_] if token.i == verb.i else token.text for token in sentence]
            if words is not None:
                readings.append((sentence, words))
        if not readings:
            return doc
        array: Any = doc.to_array(ATTRIBUTES)
        for sentence, words in readings:
            self._take_over(array, sentence, words)
        return doc.from_array(ATTRIBUTES, array)

    def _take_over(self, array: Any, sentence: Span, words: list[str]) -> None:
        """Put the parse of a sentence in other words, one for each token or "" for a mark, in place of its own."""
        places = [token.i for token, word in zip(sentence, words) if word]
        spaces = [bool(token.whitespace_) for token, word in zip(sentence, words) if word]
        reading = self._read([word for word in words if word], spaces)
        heads = [token.head.i for token in reading[: len(places)]]
        if any(head >= len(places) for head in heads):
            return
        root = places[next(i for i, head in enumerate(heads) if head == i)]
        array[places] = reading.to_array(ATTRIBUTES)[: len(places)]
        for place, head in zip(places, heads):
            array[place, 0] = np.int64(places[head] - place).astype(np.uint64)
        for token, word in zip(sentence, words):
            if not word:
                array[token.i, 0] = np.int64(root - token.i).astype(np.uint64)

    def _read(self, words: list[str], spaces: list[bool]) -> Doc:
        reading = Doc(self.nlp.vocab, words=[*words, "."], spaces=[*spaces, False])
        for name, step in self.nlp.pipeline:
            if name == self.name:
                break
            if name != "ner":
                reading = step(reading)
        return reading


def _complete(root: Token) -> None:
    """Put right what a headline leaves out: who speaks before a colon does nothing, the "is" of "Iran accused of"."""
    subjects = [child for child in root.lefts if is_nominal_subject(child)]
    if not subjects:
        return
    for speaker, other in pairwise(subjects):
        if speaker.nbor().text == ":" and other.i > speaker.i + 1:  # "Kyiv: Moscow shelled Kharkiv"
            relabel(speaker, UNLABELLED)
    if is_ing_form(root) and not any(map(is_any_auxiliary, root.children)):  # "Mali arming rebels"
        retag(root, PRESENT_TENSE)
    elif is_past_tense(root) and root.lemma_ in UNDER_CHARGE and next_word(root) == "of":
        if not any(map(is_direct_object, root.children)):
            retag(root, PAST_PARTICIPLE)
            relabel(subjects[-1], PASSIVE_SUBJECT)


def _hidden_verb(sentence: Span) -> Token | None:
    """The first word after the opening names that can be a verb in the present, where no verb leads the sentence."""
    last = sentence[-1]
    tokens = [token for token in sentence if not token.is_space]
    if not 3 <= len(tokens) <= LONGEST or last.text in {".", "!", "?", "”", '"', ":"}:
        return None
    has_subject = any(map(is_subject, sentence.root.children))
    is_led = is_verbal(sentence.root) and has_subject
    for token in tokens[1:6]:
        if token.lower_ not in past_forms() or not token.text.islower():
            continue
        before = token.nbor(-1)
        names_next = token.i + 1 < sentence.end and token.nbor().text[:1].isupper()
        # "Iran ships drones": a plural that "drones"
        at_odds = is_nominal_subject(token) and is_present_tense(token.head) and token.head.lower_.endswith("s")
        if before.text[:1].isupper() and (not is_led or (is_plural_common_noun(token) and (names_next or at_odds))):
            return token  # "Russia bombs Ukraine, kills twelve": a plural in front of a name is none
        if is_singular_common_noun(before) and names_next and not is_led:  # "Greek minister visits Ankara"
            return token
    return None


@cache
def past_forms() -> dict[str, str]:
    """Third person of the present → past, for the verbs of the frames: "invades" → "invaded"."""
    irregular = read_texts(ontology_path("frames", "irregular.yaml"), expected="a mapping of verbs to past forms")
    verbs = sorted({*frame_verbs(), *irregular})
    return {_third_person(verb): irregular.get(verb) or _regular_past(verb) for verb in verbs}


@cache
def frame_verbs() -> frozenset[str]:
    """The verbs of the frames that are one word."""
    verbs: set[str] = set()
    for file in sorted(ontology_path("frames").glob("*.yaml")):
        content = read_yaml(file)
        if isinstance(content, dict) and "frames" in content:
            words = (str(word) for frame in content["frames"] for word in frame.get("verbs") or ())
            verbs.update(word for word in words if " " not in word)
    return frozenset(verbs)


def _third_person(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"
