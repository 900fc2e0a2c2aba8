"""``kg explain``: what was found, what was tried and not found, and what was left alone, each with its reason."""

from __future__ import annotations

from rich.console import Console

from kg.explain import explain


def explained(sentence: str) -> str:
    console = Console(width=160)
    with console.capture() as capture:
        console.print(explain(sentence))
    return capture.get()


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
