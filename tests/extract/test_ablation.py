"""The rules that ``make ablate`` switches off are there, and all is as before when they are on again."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.ablation_rules import RULES, Rule
from benchmarks.switching import Switches, WatchedWords, function_of, replaced
from kg.extract import fill, resolve
from kg.extract.predicate import Predicate
from kg.extract.scope import time_expressions


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title)
def test_a_rule_stands_where_the_list_says(rule: Rule) -> None:
    assert callable(function_of(rule))


def test_a_rule_is_named_once() -> None:
    assert [title for title, times in Counter(rule.title for rule in RULES).items() if times > 1] == []


def test_a_function_is_replaced_in_tables_too_and_put_back() -> None:
    def nobody(*given: object) -> list[fill.Filler]:
        return []

    joined, ways = fill._joined, fill._WAYS_TO_AN_AGENT
    with replaced("kg.extract.fill", "_joined", nobody):
        assert [way for way in fill._WAYS_TO_AN_AGENT if way not in ways] == [nobody]
        assert joined not in fill._WAYS_TO_AN_AGENT
    assert ways == fill._WAYS_TO_AN_AGENT
    assert fill._joined is joined


def test_tables_within_tables_are_reached() -> None:
    by_pattern = dict(time_expressions._KINDS)

    def never(*given: object) -> None:
        return None

    with replaced("kg.extract.scope.time_expressions", "_iso", never):
        changed = [pattern for pattern, reading in time_expressions._KINDS if reading is not by_pattern[pattern]]
    assert [pattern.pattern for pattern in changed] == [r"\b(?:19|20)\d\d-\d\d-\d\d\b"]
    assert dict(time_expressions._KINDS) == by_pattern


def test_a_rule_acts_where_it_answers_otherwise_than_when_off() -> None:
    [rule] = [rule for rule in RULES if rule.name == "people_of_state"]
    protest = type("Frame", (), {"plover": "PROTEST"})()
    sides = resolve.Sides([], [])
    switches = Switches(watching=True)
    switches.under(rule)(None, protest, None, sides)
    assert switches.acted == set()  # there is nobody to be made people of
    switches.off = rule
    assert switches.under(rule)(None, protest, None, sides) is sides


def test_a_rule_that_writes_acts_where_the_roles_are_others() -> None:
    [rule] = [rule for rule in RULES if rule.name == "_inherit"]
    switches = Switches(watching=True)
    with replaced(rule.module, rule.name, lambda predicate: predicate.roles.update(between=[])):
        writing = switches.under(rule)
        writing(Predicate(None, "cooperation", "noun"))  # type: ignore[arg-type]
    assert switches.acted == {rule.title}


def test_words_are_counted_where_a_text_has_them() -> None:
    read: Counter[tuple[str, str]] = Counter()
    denying = WatchedWords({"denying_verbs": frozenset({"deny", "reject"})}, read)
    negating = WatchedWords({"negating_verbs": frozenset({"refuse"})}, read)
    assert "deny" in denying
    assert {"attack", "refuse"} & (denying | negating) == {"refuse"}
    assert "refute" not in denying
    assert read == {("denying_verbs", "deny"): 1, ("negating_verbs", "refuse"): 1}
