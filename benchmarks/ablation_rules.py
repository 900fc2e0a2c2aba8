"""The rules that ``benchmarks/ablate.py`` switches off one by one: where each stands and what it says when off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Off = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """A function that is one rule. ``writes`` says that it changes the parse or the roles and returns nothing."""

    module: str
    name: str
    off: Off
    writes: bool = False

    @property
    def title(self) -> str:
        """Module and function without the package: ``extract.fill: _joined``."""
        return f"{self.module.removeprefix('kg.')}: {self.name}"


def _none(*given: Any, **named: Any) -> None:
    return None


def _no(*given: Any, **named: Any) -> bool:
    return False


def _nobody(*given: Any, **named: Any) -> list[Any]:
    return []


def _zero(*given: Any, **named: Any) -> int:
    return 0


def _no_words(*given: Any, **named: Any) -> str:
    return ""


def _as_given(first: Any, *given: Any, **named: Any) -> Any:
    return first


def _last_given(*given: Any, **named: Any) -> Any:
    return given[-1]


def _actual(*given: Any, **named: Any) -> str:
    return "actual"


def _two_nobodies(*given: Any, **named: Any) -> tuple[list[Any], list[Any]]:
    return [], []


def _rules(module: str, off: Off, *names: str, writes: bool = False) -> tuple[Rule, ...]:
    return tuple(Rule(f"kg.{module}", name, off, writes) for name in names)


RULES: tuple[Rule, ...] = (
    *_rules(
        "parse.mending", _none, "Mender._hang_answer", "Mender._as_answer", "Mender._as_gerund", "_as_adjective",
        "_as_title", "_as_noun", writes=True,
    ),
    *_rules(
        "parse.clauses", _none, "ClauseJoiner._part_subject", "ClauseJoiner._split_subject", "ClauseJoiner._level",
        "_hang_charge", "_as_verb", "_as_object", "_as_infinitive", "_free_subject", "_as_clause", writes=True,
    ),
    *_rules("parse.clauses", _as_given, "_pair"),
    *_rules("parse.headlines", _none, "_complete", writes=True),
    *_rules("parse.headlines", _none, "_hidden_verb"),
    *_rules("mentions.reference", _no, "_stranger_above", "_is_quoted"),
    *_rules(
        "mentions.reference", _none, "_other_than", "_speaker", "_announced_speaker", "_single", "_several", "_group",
        "other_owner",
    ),
    *_rules("extract.domestic", _nobody, "facing", "people_of", "rebels_of"),
    *_rules("extract.domestic", _two_nobodies, "facing_each_other"),
    *_rules("extract.domestic", _as_given, "_behind_measure"),
    *_rules(
        "extract.resolve", _last_given, "protest_at_home", "on_receiving_end", "victims_by_place",
        "at_home_with_other", "people_of_state", "both_sides_named_together", "each_other",
    ),
    *_rules("extract.resolve", _no, "_suffers"),
    *_rules(
        "extract.fill", _nobody, "_as_demonym", "_joined", "_owning_deed", "_behind_by", "_owning_doer",
        "_owning_what_is_done_to", "_voting_body",
    ),
    *_rules("extract.fill", _no, "_is_hostile"),
    *_rules("extract.predicate", _nobody, "idioms"),
    *_rules("extract.predicate", _no, "in_document"),
    *_rules("extract.subjects", _nobody, "_sponsors", "movers_of", "_telegraphic"),
    *_rules("extract.subjects", _none, "_kept_from"),
    *_rules("extract.arguments", _nobody, "_fused_recipient", "_named_otherwise"),
    *_rules(
        "extract.arguments", _none, "_add_parties", "_fill_gap", "_borrow_place", "_share_objects", writes=True,
    ),
    *_rules("extract.noun_arguments", _none, "_add_apposition", "_inherit", writes=True),
    *_rules("extract.claims", _no, "_only_enables", "_is_own"),
    *_rules("extract.claims", _none, "_of_other"),
    *_rules("extract.claims", _no_words, "_less_specific", "_said_by_its_verb", "_part_of_another"),
    *_rules("extract.membership", _no, "_joins_only_in_something", "_joins_a_part", "_is_past", "_is_a_thing",
            "_is_no_member"),
    *_rules("extract.membership", _last_given, "membership_modality"),
    *_rules(
        "extract.scope.polarity", _no, "is_stopped", "_came_within", "_is_sham", "_would_have", "is_counterfactual",
        "_yet_to", "negative_predicate", "drops_text", "is_disbelieved", "_is_false_report", "_governs_text",
    ),
    *_rules("extract.scope.polarity", _zero, "_denied_of_subject", "_negated_clause", "_shared_negation"),
    *_rules(
        "extract.scope.modality", _no, "_headline_infinitive", "_is_unreal", "_is_doubted", "_acts_itself",
        "_is_question", "_is_subjunctive",
    ),
    *_rules("extract.scope.modality", _actual, "_of_subject"),
    *_rules("extract.scope.fiction", _no, "imagined"),
    *_rules("extract.scope.surroundings", _no, "_is_announced"),
    *_rules("extract.scope.attribution", _no, "unsaid", "_begins_after"),
    *_rules("extract.scope.attribution", _nobody, "_parenthetical"),
    *_rules("extract.scope.attribution", _none, "_according_to", "_headline_speaker", "quoted_speaker"),
    *_rules("extract.scope.denials", _nobody, "denied_claims"),
    *_rules(
        "extract.scope.denials", _no, "_is_elliptic", "_is_bare", "_is_called_false", "_says_untrue", "_lacks_verb",
        "_spells_out",
    ),
    *_rules("extract.scope.dates", _as_given, "unless_over"),
    *_rules("extract.scope.dates", _no, "_is_called_off"),
    *_rules("extract.scope.dated", _no, "_is_of_event", "_is_detail", "_is_simple_tense", "_is_no_name", "_ranks"),
    *_rules("extract.scope.dates", _none, "_year_before", "_counted_from_now"),
    *_rules(
        "extract.scope.time_expressions", _none, "_iso", "_numeric", "_this_day", "_run", "_whole", "_just_year",
        "_ago", "_named_span", "_relative_day", "_weekday",
    ),
)  # fmt: skip
"""Rules of the frames' reader. A rule whose answer is never another than when it is off changes nothing."""
