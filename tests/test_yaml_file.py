"""One reader for all YAML: what is misspelt, written twice or of the wrong shape is named with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.extract.frames import load_frames
from kg.resources import ontology_path
from kg.yaml_file import read_fields, read_lists_as, read_texts, read_words, read_yaml


@dataclass(frozen=True)
class Words:
    verbs: frozenset[str]
    nouns: frozenset[str]


def written(folder: Path, content: str) -> Path:
    path = folder / "words.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_key_that_stands_twice_is_an_error_in_every_file(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    path.write_text("verbs: [ban]\nwhere:\n  patient: [arms]\n  patient: [sale]\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"words\.yaml:4: not valid YAML: entry 'patient' stands twice"):
        read_yaml(path)
    with pytest.raises(VocabularyError, match=r"nowhere\.yaml: can't be read: No such file"):
        read_yaml(tmp_path / "nowhere.yaml")


def test_no_file_of_the_ontology_is_read_by_halves() -> None:
    files = sorted(ontology_path().rglob("*.yaml"))
    assert len(files) > 20
    for path in files:
        assert read_yaml(path)


def test_lists_become_the_fields_of_a_class(tmp_path: Path) -> None:
    path = written(tmp_path, "nouns: [ban]\nverbs: [forbid, bar, bar]\n")
    assert read_lists_as(path, Words) == Words(frozenset({"forbid", "bar"}), frozenset({"ban"}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("verbs: [ban]\nnuons: [sale]\n", r"words\.yaml:2: unknown entry 'nuons'; known are verbs, nouns"),
        ("verbs: [ban]\n", r"words\.yaml: needs nouns"),
        ("verbs: [ban]\nnouns: sale\n", r"words\.yaml:2: nouns: expected a list of words"),
        ("verbs: [ban]\nnouns:\n  [yes]\n", r"words\.yaml:2: nouns: True is no word: quote what YAML reads as true"),
        ("- ban\n", r"words\.yaml: expected lists of words by name"),
    ],
)
def test_mistake_in_lists_is_named(content: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=message):
        read_lists_as(written(tmp_path, content), Words)


def test_mistake_in_a_list_or_a_mapping_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"words\.yaml: expected a list of words"):
        read_words(written(tmp_path, "ban: banned\n"))
    with pytest.raises(VocabularyError, match=r"words\.yaml:2: 'bar' should be a text with a text, not \['barred'\]"):
        read_texts(written(tmp_path, "ban: banned\nbar: [barred]\n"), expected="past forms")
    with pytest.raises(VocabularyError, match=r"words\.yaml: expected past forms"):
        read_texts(written(tmp_path, "- ban\n"), expected="past forms")


def test_every_mapping_knows_its_lines(tmp_path: Path) -> None:
    fields = read_fields(written(tmp_path, "# sale of arms\none:\n  label: One\n"), expected="entries")
    assert (fields.lines, fields["one"].lines) == ({"one": 2}, {"label": 3})


def test_unknown_key_of_a_frame_is_named_with_its_line(tmp_path: Path) -> None:
    written(tmp_path, "type: AID\nframes:\n  - name: arm\n    relation: suppliesArmsTo\n    verb: [arm]\n")
    with pytest.raises(VocabularyError, match=r"words\.yaml:5: unknown entry 'verb'; known are .*verbs"):
        load_frames(tmp_path)
