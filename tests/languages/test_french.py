"""French, the second language: the engine on trees written by hand, and the frames on a pipeline where one is there.

Frame examples read "sentence => subject relation object [polarity] [modality]", as those of English do.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from kg.building import build
from kg.errors import InputError, VocabularyError
from kg.extract import extract_claims
from kg.extract.frames import Frame
from kg.languages.component import FrameReader
from kg.languages.words import load_language
from kg.model import Article, Claim
from kg.parse import Setup
from kg.parse.normalise import normalise

PIPELINE = "fr_core_news_sm"
needs_pipeline = pytest.mark.skipif(find_spec(PIPELINE) is None, reason=f"{PIPELINE} is not installed")
Row = tuple[str, str, str, str, int] | tuple[str, str, str, str, int, str]


def read_tree(*rows: Row) -> list[Claim]:
    """Claims of a sentence whose words are given as (word, lemma, part of speech, label, head[, features])."""
    nlp = spacy.blank("fr")
    words = [row[0] for row in rows]
    doc = Doc(
        nlp.vocab, words=words, spaces=[not word.endswith("'") for word in words], lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows], deps=[row[3] for row in rows], heads=[row[4] for row in rows],
        morphs=[row[5] if len(row) > 5 else "" for row in rows],
    )  # fmt: skip
    reader = FrameReader(nlp, 0.0)
    doc._.article = Article("a", doc.text)
    doc.user_data["normalised"] = normalise(doc.text)
    return list(reader(doc)._.claims)


def in_short(claim: Claim) -> str:
    ends = [end.country or end.label for end in (claim.subject, claim.object)]
    how = [word for word in (claim.polarity, claim.modality) if word not in {"affirmed", "actual"}]
    return " ".join([ends[0], claim.relation, ends[1], *how])


class TestOnTreesByHand:
    """The French pipeline labels words by Universal Dependencies; these trees do too."""

    SUPPLY: tuple[Row, ...] = (
        ("La", "le", "DET", "det", 1), ("Russie", "Russie", "PROPN", "nsubj", 3), ("a", "avoir", "AUX", "aux:tense", 3),
        ("livré", "livrer", "VERB", "ROOT", 3), ("des", "un", "DET", "det", 5), ("armes", "arme", "NOUN", "obj", 3),
        ("à", "à", "ADP", "case", 8), ("l'", "le", "DET", "det", 8), ("Iran", "Iran", "PROPN", "obl:arg", 3),
    )  # fmt: skip

    def test_a_deed_with_its_theme(self) -> None:
        (claim,) = read_tree(*self.SUPPLY)
        assert in_short(claim) == "RUS suppliesArmsTo IRN"
        assert (claim.theme, claim.plover, claim.rule) == ("armes", "AID", "fr/aid/supply-arms")
        assert claim.evidence.text == "Russie a livré des armes à l'Iran"

    def test_pas_denies(self) -> None:
        (claim,) = read_tree(*self.SUPPLY, ("pas", "pas", "ADV", "advmod", 3))
        assert claim.polarity == "negated"

    def test_the_conditional_is_what_nobody_vouches_for(self) -> None:
        rows = [*self.SUPPLY]
        rows[2] = ("aurait", "avoir", "AUX", "aux:tense", 3, "Mood=Cnd")
        assert [claim.modality for claim in read_tree(*rows)] == ["possible"]

    def test_who_denies_is_the_speaker(self) -> None:
        (claim,) = read_tree(
            ("Moscou", "Moscou", "PROPN", "nsubj", 1), ("dément", "démentir", "VERB", "ROOT", 1),
            ("avoir", "avoir", "AUX", "aux:tense", 3), ("bombardé", "bombarder", "VERB", "xcomp", 1),
            ("l'", "le", "DET", "det", 5), ("Ukraine", "Ukraine", "PROPN", "obj", 3),
        )  # fmt: skip
        assert in_short(claim) == "RUS bombs UKR negated"
        assert claim.attributed_to is not None
        assert claim.attributed_to.country == "RUS"

    def test_a_passive_and_an_army(self) -> None:
        (claim,) = read_tree(
            ("Le", "le", "DET", "det", 1), ("Liban", "Liban", "PROPN", "nsubj:pass", 4),
            ("a", "avoir", "AUX", "aux:tense", 4), ("été", "être", "AUX", "aux:pass", 4),
            ("bombardé", "bombarder", "VERB", "ROOT", 4), ("par", "par", "ADP", "case", 7),
            ("l'", "le", "DET", "det", 7), ("armée", "armée", "NOUN", "obl:agent", 4),
            ("israélienne", "israélien", "ADJ", "amod", 7),
        )  # fmt: skip
        assert in_short(claim) == "ISR bombs LBN"
        assert claim.subject.sector == "MIL"

    def test_curly_apostrophes_of_elisions_are_read_as_straight_ones(self) -> None:
        assert normalise("l’Iran", elisions=True).text == "l'Iran"
        assert normalise("Iran’s", elisions=False).text == "Iran’s"


def test_names_of_states_are_those_of_unicode() -> None:
    names = load_language("fr").names
    assert {names[name].country for name in ("Allemagne", "Corée du Sud", "Côte d'Ivoire", "Téhéran")} == {
        "DEU", "KOR", "CIV", "IRN",
    }  # fmt: skip


def test_a_language_without_files_is_named_with_the_file_that_is_missing() -> None:
    with pytest.raises(VocabularyError, match=r"languages/qq/.*can't be read"):
        load_language("qq")


def test_a_pipeline_for_a_language_without_frames_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("de")
    nlp.add_pipe("parser").add_label("nk")  # type: ignore[attr-defined]
    nlp.add_pipe("ner").add_label("LOC")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "de")
    (tmp_path / "a.txt").write_text("Chile besuchte Peru am Montag.")
    with pytest.raises(InputError, match=r"reads the language 'de', for which there are no frames; .* en, fr\. docs"):
        build([str(tmp_path / "a.txt")], tmp_path / "out", setup=Setup(str(tmp_path / "de")))


def examples() -> list[Any]:
    return [
        pytest.param(frame, text, id=text) for frame in load_language("fr").frames.frames for text in frame.examples
    ]


@needs_pipeline
@pytest.mark.parametrize(("frame", "example"), examples())
def test_a_frame_finds_its_examples(frame: Frame, example: str) -> None:
    sentence, wanted = example.split(" => ")
    claims = extract_claims([Article("a", sentence)], setup=Setup(PIPELINE))
    assert (wanted, f"fr/{frame.name}") in [(in_short(claim), claim.rule) for claim in claims]


@needs_pipeline
def test_a_build_reads_french_and_skips_what_is_not(tmp_path: Path) -> None:
    (tmp_path / "un.md").write_text(
        "---\ntitle: Nouvelles\ndate: 2024-03-02\n---\nSelon Washington, Moscou a livré des missiles à l’Iran. "
        "Les États-Unis ont sanctionné la Russie, et l’Allemagne veut livrer des chars à l’Ukraine.\n"
    )
    (tmp_path / "two.txt").write_text("Canada condemned Belarus, the foreign ministry said in a statement on Monday.\n")
    summary = build([str(tmp_path)], tmp_path / "out", setup=Setup(PIPELINE))
    assert (summary.articles, [str(skip) for skip in summary.skipped]) == (
        1, [f"{tmp_path / 'two.txt'}: in English; kg reads French with this model"],
    )  # fmt: skip
    assert summary.warnings == ["kg reads French with this model; skipped for their language: 1 in English"]
    text = (tmp_path / "out" / "graph.nq").read_text(encoding="utf-8")
    assert '"fr"' in text
    assert "Moscou a livré des missiles à l’Iran" in text
