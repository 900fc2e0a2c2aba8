"""``kg explain``: what was found, what was tried and not found, and what was left alone, each with its reason."""

from __future__ import annotations

from rich.console import Console

from kg.explain import explain
from kg.parse import Setup

RULES = Setup(reader="rules")


def explained(sentence: str, setup: Setup = RULES) -> str:
    console = Console(width=160)
    with console.capture() as capture:
        for part in explain(sentence, setup=setup):
            console.print(part)
    return capture.get()


def weighed(sentence: str, min_confidence: float | None = None) -> dict[tuple[str, str, str], str]:
    """The lines under "What was weighed", by subject, event and object."""
    text = explained(sentence, Setup(min_confidence=min_confidence))
    table = text.partition("What was weighed")[2].partition("Claims")[0].splitlines()[2:]
    lines = [line for line in table if line.strip()]
    return {(subject, event, object_): line for line in lines for subject, event, object_, *_ in [line.split()]}


def test_shows_the_claim_with_the_frame_that_found_it() -> None:
    text = explained("Canada imposed sanctions on Belarus.")
    assert "matched sanction/sanctions → sanctions" in text
    assert "Canada" in text
    assert "Belarus" in text


def test_says_why_a_frame_was_not_found() -> None:
    assert "not assault/kill: no actor as agent" in explained("Two soldiers were killed.")


def test_says_when_no_word_is_in_a_frame() -> None:
    assert "no word here is in a frame" in explained("The cat slept.")


def test_says_that_nobody_was_found_for_a_pronoun() -> None:
    text = explained("They attacked Sudan.")
    assert "left alone: 'They': nobody is named before it; what is said of it is dropped" in text


def test_says_between_whom_a_pronoun_is_unsure() -> None:
    text = explained("Ghana and Togo met. It praised Mali.")
    assert "left alone: 'It': unsure who is meant; named before it: Ghana, Togo" in text


def test_a_pronoun_that_was_resolved_is_not_left_alone() -> None:
    text = explained("Ghana said it had attacked Togo.")
    assert "left alone" not in text


def test_shows_what_network_and_frames_say_of_each_pair_and_what_is_kept() -> None:
    lines = weighed("Canada imposed sanctions on Belarus.")
    kept = lines["CAN", "SANCTION", "BLR"]
    assert "sanction/sanctions" in kept
    assert "kept" in kept
    assert "sanctions" in kept.partition("kept")[2]  # among the words that counted


def test_says_below_which_threshold_a_statement_was_dropped() -> None:
    lines = weighed("Canada imposed sanctions on Belarus.", min_confidence=0.9999)
    assert lines
    assert all("dropped: below 1.00" in line for line in lines.values())


def test_a_pronoun_is_not_who_its_own_verb_acts_upon() -> None:
    text = explained("They attacked Sudan.", Setup())
    assert "left alone: 'They'" in text
    assert "learned: of SDN" not in text


def test_frames_alone_weigh_nothing() -> None:
    assert "What was weighed" not in explained("Canada imposed sanctions on Belarus.")
