"""Words around a predicate that say how far it holds or who fills which role: ontology/frames/lexicon.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.yaml_file import Fields, check_keys, read_fields, read_rows, read_texts


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lemmas by effect; what each effect means stands at the head of the YAML file."""

    negating_verbs: frozenset[str]
    denying_verbs: frozenset[str]
    dismissing_verbs: frozenset[str]
    speaking_of: frozenset[str]
    negating_nouns: frozenset[str]
    ending_words: frozenset[str]
    negating_determiners: frozenset[str]
    near_miss_adverbs: frozenset[str]
    near_miss_nouns: frozenset[str]
    dreaming_verbs: frozenset[str]
    happening_verbs: frozenset[str]
    negating_adjectives: frozenset[str]
    false_adjectives: frozenset[str]
    false_adverbs: frozenset[str]
    false_sources: frozenset[str]
    showing_nouns: frozenset[str]
    making_verbs: frozenset[str]
    making_tools: frozenset[str]
    escaping_verbs: frozenset[str]
    clearing_verbs: frozenset[str]
    charges: frozenset[str]
    shares_denied: frozenset[str]
    fiction_nouns: frozenset[str]
    drill_nouns: frozenset[str]
    sceptics: frozenset[str]
    dissuading: frozenset[str]
    document_nouns: frozenset[str]
    preventing_verbs: frozenset[str]
    dropping_verbs: frozenset[str]
    blocked_measures: frozenset[str]
    blocking_verbs: frozenset[str]
    planning_verbs: frozenset[str]
    under_way_verbs: frozenset[str]
    planning_nouns: frozenset[str]
    planning_adjectives: frozenset[str]
    planning_auxiliaries: frozenset[str]
    possible_verbs: frozenset[str]
    possible_nouns: frozenset[str]
    possible_adjectives: frozenset[str]
    possible_adverbs: frozenset[str]
    possible_auxiliaries: frozenset[str]
    possible_marks: frozenset[str]
    demanding_verbs: frozenset[str]
    wishing_verbs: frozenset[str]
    demanding_nouns: frozenset[str]
    demanding_auxiliaries: frozenset[str]
    enabling_verbs: frozenset[str]
    reporting_verbs: frozenset[str]
    reporting_nouns: frozenset[str]
    speaking_for_oneself: frozenset[str]
    object_control: frozenset[str]
    subject_control: frozenset[str]
    naming_verbs: frozenset[str]
    blaming: frozenset[str]
    support: frozenset[str]
    receive: frozenset[str]
    support_subject: frozenset[str]
    noun_operators_of_other: frozenset[str]
    elaborating: frozenset[str]
    ditransitive: frozenset[str]
    negating_prepositions: frozenset[str]
    negating_predicates: frozenset[str]
    suffering_nouns: frozenset[str]
    mediating: frozenset[str]
    background_prepositions: frozenset[str]
    presupposing_prepositions: frozenset[str]
    announcing_verbs: frozenset[str]
    alleging_verbs: frozenset[str]
    crediting_nouns: frozenset[str]
    counting_nouns: frozenset[str]


@cache
def load_lexicon(path: Path | None = None) -> Lexicon:
    """Read and check the file: one row a lemma, with its effects.

    Raises:
        VocabularyError: an effect is unknown or not described, or a row is no list of effects.
    """
    path = path or ontology_path("frames", "lexicon.yaml")
    content = read_fields(path, ["effects", "words"])
    rows = read_rows(path, content["words"])
    found: dict[str, set[str]] = {field.name: set() for field in fields(Lexicon)}
    if not isinstance(content["effects"], Fields):
        raise VocabularyError(f"{path}: effects should say of each effect what it means")
    check_keys(path, content["effects"], list(found))
    for word, (line, effects) in rows.items():
        for effect in effects:
            if effect not in found:
                raise VocabularyError(f"{path}:{line}: {word}: unknown effect {effect!r}; see the list at the head")
            found[effect].add(word)
    return Lexicon(**{name: frozenset(words) for name, words in found.items()})


@cache
def lemma_corrections() -> Mapping[str, str]:
    """Wrong verb lemma → right one, from ontology/frames/lemmas.yaml; raises VocabularyError."""
    return read_texts(ontology_path("frames", "lemmas.yaml"), expected="a mapping of lemmas")
