"""Questions in words are answered from the sample graph with quotes, and with nothing else than what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from kg.ask import ask
from kg.ask.meaning import _data, plain_words
from kg.ask.period import Period, take_period
from kg.ask.wording import past, reword, third_person
from kg.cli import main
from kg.errors import QueryError
from kg.graph.store import KnowledgeGraph, open_graph
from kg.query import run_query
from kg.vocabulary import load_vocabulary
from kg.yaml_file import read_yaml
from tests.conftest import ROOT, Built

QUESTIONS: list[dict[str, Any]] = read_yaml(ROOT / "tests/cases/questions.yaml")


@pytest.fixture(scope="module")
def graph(ruled_samples: Built) -> Iterator[KnowledgeGraph]:
    with open_graph(ruled_samples.out / "graph", read_only=True) as graph:
        yield graph


@pytest.mark.parametrize("case", [pytest.param(
    case, id=case["question"], marks=pytest.mark.xfail(reason=case["gap"], strict=True) if "gap" in case else (),
) for case in QUESTIONS])  # fmt: skip
def test_question(graph: KnowledgeGraph, case: dict[str, Any]) -> None:
    if "not_understood" in case:
        with pytest.raises(QueryError) as error:
            ask(graph, case["question"])
        assert case["not_understood"] in str(error.value)
        return
    answer = ask(graph, case["question"])
    if case.get("nothing"):
        assert (answer.names, answer.said) == ((), "nothing in this graph says so")
    elif "says" in case:
        assert answer.names == (case["says"],)
    else:
        assert sorted(answer.names) == sorted(case["answer"])
    quotes = answer.table.only(["quote"]).texts()
    assert all(quote for (quote,) in quotes)
    assert case.get("nothing") or quotes


def test_enough_questions_are_answered() -> None:
    assert len(QUESTIONS) >= 60
    assert sum(not {"not_understood", "nothing", "gap"} & set(case) for case in QUESTIONS) >= 50


def test_the_query_is_plain_sparql_that_gives_the_same_rows(graph: KnowledgeGraph) -> None:
    answer = ask(graph, "Which countries severed ties with Qatar in 2017?")
    assert "rel:severesTiesWith" in answer.query
    assert '"2017-12-31"^^xsd:date' in answer.query
    assert len(run_query(graph, answer.query).rows) == len(answer.table.rows) == 4
    assert answer.understood == "? severs ties with Qatar (affirmed, actual), from 2017-01-01 to 2017-12-31"


def test_who_and_whom_are_both_asked_for(graph: KnowledgeGraph) -> None:
    pairs = ask(graph, "Who sanctioned whom in 2022?").table.only(["who", "who1"]).texts()
    assert ("Japan", "Russia") in pairs
    assert ("European Union", "Iran (military)") in pairs


def test_command_prints_what_it_understood_the_query_and_the_quotes(ruled_samples: Built) -> None:
    shown = CliRunner().invoke(
        main, ["ask", str(ruled_samples.out), "Who apologised to Russia?"], catch_exceptions=False
    )
    for part in ("understood: ? apologizes to Russia", "VALUES ?relation { rel:apologizesTo }", "\nAzerbaijan\n",
                 "Azerbaijan apologised to Russia"):  # fmt: skip
        assert part in shown.stdout
    refused = CliRunner().invoke(main, ["ask", str(ruled_samples.out), "Why did Russia invade Ukraine?"])
    assert refused.exit_code == 1
    assert refused.stderr.startswith("kg: this form of question is not read")


@pytest.mark.parametrize(
    ("text", "rest", "period"),
    [
        ("Who bombed Syria in 2018", "Who bombed Syria", Period(dt.date(2018, 1, 1), dt.date(2018, 12, 31))),
        ("Who bombed Syria in April 2018", "Who bombed Syria", Period(dt.date(2018, 4, 1), dt.date(2018, 4, 30))),
        ("On 14 April 2018 who bombed Syria", "who bombed Syria", Period(dt.date(2018, 4, 14), dt.date(2018, 4, 14))),
        ("Who left after March 2020", "Who left", Period(dt.date(2020, 4, 1))),
        ("Who left before 2020", "Who left", Period(None, dt.date(2019, 12, 31))),
        ("Who left since 2020-02", "Who left", Period(dt.date(2020, 2, 1))),
        ("Who left in 2014–2016", "Who left", Period(dt.date(2014, 1, 1), dt.date(2016, 12, 31))),
        ("Who left from May 2014 to June 2015", "Who left", Period(dt.date(2014, 5, 1), dt.date(2015, 6, 30))),
        ("Who left on 31 February 2020", "Who left on 31 February 2020", Period()),
        ("Who left last week", "Who left last week", Period()),
    ],
)
def test_time_is_taken_out_of_the_words(text: str, rest: str, period: Period) -> None:
    assert take_period(text) == (rest, period)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Who armed Ukraine?", "Iceland armed Ukraine."),
        ("Which countries have sanctioned Iran?", "Iceland has sanctioned Iran."),
        ("Whom did Iran arm?", "Iran arms Iceland."),
        ("To whom did Iran supply drones?", "Iran supplies drones to Iceland."),
        ("Who did Iran supply drones to?", "Iran supplies drones to Iceland."),
        ("Did Iran arm Iceland?", "Iran arms Iceland."),
        ("Has Iran armed Iraq?", "Iran has armed Iraq."),
        ("Which countries armed Iceland?", "Uruguay armed Iceland."),
        ("What weapons did Iran send to Iraq?", "Iran sends weapons to Iraq."),
        ("Who armed whom?", "Iceland armed Uruguay."),
        ("Who has armed whom?", "Iceland has armed Uruguay."),
        ("Who did not arm Iran?", "Iceland did not arm Iran."),
    ],
)
def test_a_question_is_read_as_the_statement_it_asks_for(question: str, statement: str) -> None:
    def named(text: str) -> list[tuple[int, int]]:
        places = [(text.find(name), text.find(name) + 4) for name in ("Iran", "Iraq")]
        return sorted(place for place in places if place[0] >= 0)

    assert reword(question, named).statements[0] == statement


def test_verbs_are_inflected() -> None:
    assert [third_person(verb) for verb in ("supply", "reach", "arm", "have")] == ["supplies", "reaches", "arms", "has"]
    assert [past(verb) for verb in ("supply", "release", "arm")] == ["supplied", "released", "armed"]


def test_the_words_of_questions_are_of_relations_that_there_are() -> None:
    assert set(_data()["plain"]) <= set(load_vocabulary().relations)


def test_the_verb_that_a_relation_is_called_by_says_no_more_than_the_relation() -> None:
    assert {"fight"} <= plain_words("fights")
    assert {"occupy"} <= plain_words("occupies")
    assert {"mobilize"} <= plain_words("mobilizesAgainst")
