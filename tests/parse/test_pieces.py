"""A heading or a speaker's name above a sentence changes nothing of how the sentence is read."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.parse import load_pipeline, parse
from kg.parse.turns import turns_in
from tests.extract.cases import RULES, claims_in, show

HEADINGS = [
    "Drones", "Strikes", "Weapons deal", "Talks in Geneva", "War in Ukraine", "Fighting along the border",
    "New sanctions on oil exports", "Fresh attacks on ships in the Red Sea",
]  # fmt: skip
SENTENCES = ["Iran supplied drones to Russia.", "Turkey shelled Syria on Monday.", "Poland sanctioned Belarus."]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_heading_hides_no_claim_of_the_sentence_below_it(heading: str, sentence: str) -> None:
    alone = [show(claim) for claim in claims_in(sentence)]
    assert len(alone) == 1
    assert [show(claim) for claim in claims_in(f"{heading}\n\n{sentence}")] == alone
    assert [show(claim) for claim in claims_in(f"{heading}\n{sentence}")] == alone


def test_the_pieces_make_one_document_with_all_of_the_text() -> None:
    text = "Drones\n\nIran armed Mali.\n\nTrade\nChad met Togo.\nANCHOR: Who won?\nMR. OKORO: Ghana did.\n"
    [doc] = parse(load_pipeline(RULES), [Article("one", text)])
    assert doc.text.lower() == text.lower()
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Drones", "Iran armed Mali.", "Trade", "Chad met Togo.", "ANCHOR:", "Who won?", "Mr. Okoro:", "Ghana did.",
    ]  # fmt: skip


def said(text: str) -> list[tuple[str, str]]:
    return [(text[turn.start : turn.said].strip(), text[turn.said : turn.end].strip()) for turn in turns_in(text)]


def test_lines_with_who_speaks_are_turns_and_lines_without_go_on() -> None:
    text = (
        "Briefing\n\nQ: Why?\nMR. DA COSTA (through interpreter): We know.\nAnd we act.\nAda Obi, trade minister: No."
    )
    assert said(text) == [
        ("Q:", "Why?"),
        ("MR. DA COSTA (through interpreter):", "We know.\nAnd we act."),
        ("Ada Obi, trade minister:", "No."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Kyiv: Moscow shelled Kharkiv.", "They said two things: one, and\nthen another: two.",
        "It was late: 9:30\nhe said: no", "Nobody: \nNobody:\n",
    ],
)  # fmt: skip
def test_a_text_with_no_two_speakers_is_no_transcript(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("run", ["A" * 200_000, "Aa " * 70_000, "Aa\n" * 70_000, "Aa" + "\n" * 200_000, " " * 200_000])
def test_a_long_run_of_anything_is_no_turn(run: str) -> None:
    assert said(run) == []
