"""Names are looked for when a text could hold them; which text came first makes no difference."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.matcher import PhraseMatcher

from kg.gazetteer.index import load_gazetteer
from kg.mentions.name_matcher import NameMatcher
from kg.parse import DEFAULT_MODEL, load_pipeline

NLP = spacy.load(DEFAULT_MODEL, disable=["tagger", "parser", "ner", "lemmatizer", "attribute_ruler"])
TEXTS = [
    "A U.S.-led force and the U.N. envoy to Côte d'Ivoire met al-Qaeda's rivals near the Gulf of Aden.",
    "THE UNITED STATES AND THE ISLAMIC REPUBLIC OF IRAN SIGNED; G7 and E.U. ministers did not.",
    "Guinea, Guinea-Bissau and Equatorial Guinea; New Zealand, not Zealand new.",
    "turkey for dinner in chad",
    "",
]


@pytest.mark.parametrize("attribute", ["ORTH", "LOWER"])
def test_what_is_found_is_what_a_matcher_of_all_names_finds(attribute: str) -> None:
    names = {name.text for name in load_gazetteer().names}
    full = PhraseMatcher(NLP.vocab, attr=attribute)
    full.add("name", [NLP.make_doc(name) for name in sorted(names)])
    ours = NameMatcher(NLP, names, attribute)
    for text in [*TEXTS, *reversed(TEXTS)]:
        doc = NLP.make_doc(text)
        assert {(span.start, span.end) for span in ours(doc)} == {(start, end) for _, start, end in full(doc)}


def test_a_name_is_found_again_after_texts_without_it() -> None:
    ours = NameMatcher(NLP, ["Iran", "Iraq"], "ORTH")
    assert [span.text for span in ours(NLP.make_doc("Iran answered."))] == ["Iran"]
    assert [span.text for span in ours(NLP.make_doc("Nobody answered."))] == []
    assert [span.text for span in ours(NLP.make_doc("I hear that Iraq and Iran answered."))] == ["Iraq", "Iran"]


def test_a_name_that_looks_like_a_headline_is_looked_for_as_it_is_written() -> None:
    nlp = load_pipeline()
    doc = nlp.make_doc("The court heard that Osama Bin Laden had been seen there.")
    linker: Any = nlp.get_pipe("geopolitical_actors")
    assert "Osama Bin Laden" in [span.text for span in linker.exact(doc)]
