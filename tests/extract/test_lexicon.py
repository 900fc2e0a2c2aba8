"""The lexicon: one row a lemma, each with its effects."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.extract.lexicon import load_lexicon
from kg.resources import ontology_path

FILE = ontology_path("frames", "lexicon.yaml")


def test_a_row_gives_a_lemma_all_its_effects() -> None:
    lexicon = load_lexicon()
    having = {name for name in lexicon.__dataclass_fields__ if "refuse" in getattr(lexicon, name)}
    assert having == {"negating_verbs", "ditransitive"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "abstain: [negating_verbs]",
            "abstain: [negating_verb]",
            r"lexicon\.yaml:\d+: abstain: unknown effect",
        ),
        (
            "abstain: [negating_verbs]",
            "abstain: negating_verbs",
            r"lexicon\.yaml:\d+: abstain: expected a list",
        ),
        ("  happening_verbs: '", "  happenings: '", r"lexicon\.yaml:\d+: unknown entry 'happenings'; known are "),
    ],
)
def test_mistake_in_the_lexicon_is_named(old: str, new: str, message: str, tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    broken = tmp_path / FILE.name
    broken.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(VocabularyError, match=message):
        load_lexicon(broken)
