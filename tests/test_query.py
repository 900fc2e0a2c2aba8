"""Questions to the graph, named and one's own."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.gazetteer.members import Membership
from kg.graph.rules import SparqlFile
from kg.graph.store import KnowledgeGraph
from kg.query import Table, format_csv, format_json, format_table, list_queries, run_query
from tests.graph.samples import (
    ARTICLES,
    CHINA,
    DEPARTMENT,
    DRONES,
    IRAN,
    KNOWN,
    RUSSIA,
    USA,
    article,
    claim,
    graph_of,
)


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(*ARTICLES)


def rows(table: Table) -> list[dict[str, str]]:
    """Rows as column → text, without what is not bound."""
    return [{name: text for name, text in zip(table.columns, row, strict=True) if text} for row in table.texts()]


VALUES = {
    "relation": "consults", "since": "2020-01-01", "until": "2030-01-01", "day": "2023-06-01", "y": "Russia",
    "target": "Ukraine",
}  # fmt: skip
"""Values of parameters by their names; Iran for any other."""
REPRINT = article("drones-again", DRONES.text, day="2023-02-27", source="Gulf Courier")
LATER = article("later", "Iran never visited China, Tehran said.", day="2024-02-01", source="North Wire")
MORE = [
    (REPRINT, [claim(REPRINT, "Iran shipped drones to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID")]),
    (LATER, [claim(LATER, "Iran never visited China", IRAN, "visits", CHINA, plover="CONSULT", polarity="negated",
                   attributed_to=IRAN)]),
]  # fmt: skip
"""A reprint of the article on drones, and a later denial of a visit."""


def full_graph(*, reverse: bool = False) -> KnowledgeGraph:
    """The sample articles and those, with a membership in the background."""
    known = replace(KNOWN, memberships=(Membership(USA, DEPARTMENT, 1990, None),))
    return graph_of(*([*ARTICLES, *MORE][:: -1 if reverse else 1]), background=known)


@pytest.fixture(scope="module")
def full() -> KnowledgeGraph:
    return full_graph()


class TestNamedQueries:
    def test_there_are_at_least_twenty_each_with_title_and_description(self) -> None:
        assert len(list_queries()) >= 20
        for query in list_queries():
            assert query.title != query.name
            assert query.description.endswith(".")

    @pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
    def test_each_answers_with_and_without_its_parameters(self, full: KnowledgeGraph, query: SparqlFile) -> None:
        names = {parameter.name: VALUES.get(parameter.name, "Iran") for parameter in query.parameters}
        needed = {parameter.name: names[parameter.name] for parameter in query.parameters if not parameter.optional}
        without = run_query(full, query.name, needed)
        assert without.rows, "the sample articles hold something for every question"
        run_query(full, query.name, names)

    @pytest.mark.parametrize("query", list_queries(), ids=lambda query: query.name)
    def test_rows_are_in_an_order_that_is_always_the_same(self, full: KnowledgeGraph, query: SparqlFile) -> None:
        names = {parameter.name: VALUES.get(parameter.name, "Iran") for parameter in query.parameters
                 if not parameter.optional}  # fmt: skip
        assert run_query(full, query.name, names) == run_query(full_graph(reverse=True), query.name, names)

    def test_who_supplies_what_to_whom(self, graph: KnowledgeGraph) -> None:
        assert rows(run_query(graph, "who-supplies-whom", {"recipient": "Russia"})) == [
            {"from": "Iran", "relation": "supplies arms to", "to": "Russia", "what": what, "deeds": "1",
             "claims": "1", "announced": "0", "sources": "1", "first": day, "last": day}
            for what, day in (("drone", "2023-05-04"), ("drones", "2023-02-26"))
        ]  # fmt: skip

    def test_what_is_announced_stands_in_a_column_of_its_own(self) -> None:
        report = article("pledge", "Iran sent drones to Russia. Iran will send drones to Russia.", day="2023-02-26")
        arms = claim(report, "Iran sent drones to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID", theme="drones")
        pledge = replace(
            claim(
                report, "Iran will send drones to Russia", IRAN, "suppliesArmsTo", RUSSIA, plover="AID", theme="drones"
            ),
            modality="planned",
        )
        (row,) = rows(run_query(graph_of((report, [arms, pledge])), "who-supplies-whom"))
        assert (row["what"], row["claims"], row["announced"]) == ("drones", "1", "1")

    def test_an_attack_that_three_articles_report_is_one_row_with_the_surest_words(self) -> None:
        reports = []
        for name, words, sure in (("a", "Iran attacked China", 0.7), ("b", "Iran struck China", 0.9)):
            one = article(name, f"{words}.", day="2023-06-01")
            attack = claim(one, words, IRAN, "attacks", CHINA, plover="ASSAULT")
            reports.append((one, [replace(attack, confidence=sure)]))
        talk = article("c", "Since the Iranian attack on China, little moved.", day="2023-06-01")
        known = claim(talk, "the Iranian attack on China", IRAN, "attacks", CHINA, plover="ASSAULT")
        reports.append((talk, [replace(known, reported=False)]))
        (row,) = rows(run_query(graph_of(*reports), "attacks", {"actor": "Iran"}))
        assert row == {
            "date": "2023-06-01", "who": "Iran", "relation": "attacks", "whom": "China", "polarity": "affirmed",
            "reports": "2", "quote": "Iran struck China",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("name", "params", "columns"),
        [
            ("neighbours", {"actor": "Iran"}, {"neighbour": "China", "direction": "to"}),
            ("who-accuses-whom", {"accuser": "Iran"}, {"from": "Iran", "to": "China"}),
            ("deeds-by-year", {"relation": "accuses", "target": "China"}, {"year": "2023", "acting": "1"}),
            ("most-active-actors", {}, {"actor": "China", "acts": "0", "undergoes": "2"}),
        ],
    )
    def test_counts_are_of_deeds_with_the_articles_that_report_them(
        self, name: str, params: dict[str, str], columns: dict[str, str]
    ) -> None:
        reports = []
        for number, day in enumerate(("2023-06-01", "2023-06-01", "2023-06-01", "2023-07-01")):
            one = article(f"r{number}", f"Iran accused China, report {number}.", day=day)
            reports.append((one, [claim(one, "Iran accused China", IRAN, "accuses", CHINA, plover="ACCUSE")]))
        found = rows(run_query(graph_of(*reports), name, params))
        (row,) = (one for one in found if columns.items() <= one.items())
        assert (row["deeds"], row["reports"]) == ("2", "4")

    def test_fights_of_one_day_are_one_attack_whoever_is_named_first(self) -> None:
        one = article("one", "Iran fought China.", day="2023-06-01")
        other = article("other", "China fought Iran.", day="2023-06-01")
        fights = graph_of(
            (one, [claim(one, "Iran fought China", IRAN, "fights", CHINA, plover="ASSAULT")]),
            (other, [claim(other, "China fought Iran", CHINA, "fights", IRAN, plover="ASSAULT")]),
        )
        (attack,) = rows(run_query(fights, "attacks"))
        assert (attack["who"], attack["whom"], attack["reports"]) == ("China", "Iran", "2")

    def test_who_sanctions_both(self, graph: KnowledgeGraph) -> None:
        found = rows(run_query(graph, "sanctions-both", {"x": "Iran", "y": "RUS"}))
        assert [row["sanctioner"] for row in found] == ["European Union", "United States"]

    def test_what_iran_denies_through_its_ministry(self, graph: KnowledgeGraph) -> None:
        (row,) = rows(run_query(graph, "denials", {"actor": "Tehran"}))
        assert (row["speaker"], row["relation"], row["what"]) == (
            "Foreign Ministry of Iran",
            "supplies arms to",
            "drones",
        )
        assert rows(run_query(graph, "denials", {"actor": "Russia"})) == []

    def test_claims_about_a_pair_are_in_order_of_date(self, graph: KnowledgeGraph) -> None:
        found = rows(run_query(graph, "claims-about-pair", {"x": "Iran", "y": "Saudi Arabia"}))
        assert [(row["date"], row["relation"], row["modality"]) for row in found] == [
            ("2023-03-06", "meets with", "actual"),
            ("2023-03-10", "establishes ties with", "actual"),
            ("2023-03-10", "gives economic aid to", "planned"),
        ]  # fmt: skip

    def test_disputed_claims_show_both_sides(self, graph: KnowledgeGraph) -> None:
        found = rows(run_query(graph, "dispute-pairs"))
        assert {row["affirms"] for row in found} == {"US officials", "Shipments"}
        assert {row["denies"] for row in found} == {"Foreign Ministry of Iran"}
        (row,) = rows(run_query(graph, "disputed-claims"))
        assert (row["affirmations"], row["denials"]) == ("2", "1")
        assert (row["affirms"], row["denies"]) == ("US officials", "Foreign Ministry of Iran")

    def test_who_speaks_for_whom(self, graph: KnowledgeGraph) -> None:
        found = {row["speaker"]: row["for"] for row in rows(run_query(graph, "who-speaks-for-whom"))}
        assert found == {"Foreign Ministry of Iran": "Iran", "US officials": "United States"}

    def test_sanctions_network_tells_imposing_from_lifting(self, graph: KnowledgeGraph) -> None:
        found = [
            (row["source"], row["relation"], row["target"])
            for row in rows(run_query(graph, "sanctions-network", {"actor": "Iran"}))
        ]
        assert found == [
            ("European Union", "embargoes", "Iran"), ("United States", "lifts sanctions on", "Iran"),
            ("United States", "sanctions", "Iran"),
        ]  # fmt: skip

    def test_timeline_of_a_relation_holds_those_below_it(self, graph: KnowledgeGraph) -> None:
        found = rows(run_query(graph, "timeline", {"relation": "consults", "until": "2023-03-09"}))
        assert [(row["date"], row["did"]) for row in found] == [("2023-03-06", "meets with")]

    def test_endings_say_what_ended(self, graph: KnowledgeGraph) -> None:
        found = {row["relation"]: row["ended"] for row in rows(run_query(graph, "endings"))}
        assert found["lifts sanctions on"] == "embargoes, sanctions"

    def test_missing_parameter_is_asked_for(self, graph: KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match=r"neighbours needs actor \(the actor in the middle\): add --param actor="):
            run_query(graph, "neighbours")

    def test_unknown_parameter_is_named(self, graph: KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match=r"denials has no parameter 'who'; it has actor"):
            run_query(graph, "denials", {"who": "Iran"})

    def test_unknown_name_is_answered_with_the_nearest(self, graph: KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match=r"no query is called 'deniels'; did you mean denials"):
            run_query(graph, "deniels")

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("since", "May 2023", "write it as 2024-05-31"),
            ("relation", "befriends", "no relation is called"),
            ("actor", "Irann", "did you mean Iran"),
        ],
    )
    def test_value_that_fits_nothing_is_named(self, graph: KnowledgeGraph, name: str, value: str, message: str) -> None:
        with pytest.raises(QueryError, match=message):
            run_query(graph, "timeline", {name: value})


class TestOwnQueries:
    def test_plain_triple_finds_sub_relations(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "SELECT ?to { wd:Q794 rel:suppliesSupportTo/rdfs:label ?to }")
        assert rows(table) == [{"to": "Russia"}]

    def test_counting_over_the_union_counts_each_once(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "SELECT (COUNT(?c) AS ?n) { ?c a kg:Claim ; rdf:subject/rdfs:label ?label }")
        assert rows(table) == [{"n": str(sum(len(found) for _, found in ARTICLES))}]

    def test_variable_is_bound_to_an_actor_a_relation_or_a_date(self, graph: KnowledgeGraph) -> None:
        text = "SELECT ?to { ?who ?how ?to . BIND(?when AS ?day) }"
        table = run_query(graph, text, {"who": "Iran", "how": "suppliesArmsTo", "when": "2023-01-01"})
        assert table.texts() == [(RUSSIA.id,)]

    def test_file(self, graph: KnowledgeGraph, tmp_path: Path) -> None:
        path = tmp_path / "mine.rq"
        path.write_text("# param: actor (actor): who\nSELECT ?to { ?actor rel:sanctions ?to } ORDER BY ?to")
        assert run_query(graph, str(path), {"actor": "USA"}).texts() == [(RUSSIA.id,), (IRAN.id,)]
        with pytest.raises(QueryError, match=r"mine needs actor \(who\)"):
            run_query(graph, str(path))

    def test_missing_file_is_named(self, graph: KnowledgeGraph, tmp_path: Path) -> None:
        with pytest.raises(QueryError, match=r"gone\.rq: can't be read: No such file"):
            run_query(graph, str(tmp_path / "gone.rq"))

    def test_file_that_is_not_utf8_is_named(self, graph: KnowledgeGraph, tmp_path: Path) -> None:
        (tmp_path / "odd.rq").write_bytes(b"SELECT * { ?s ?p '\xe9' }")
        with pytest.raises(QueryError, match=r"odd\.rq: not UTF-8 at byte 18"):
            run_query(graph, str(tmp_path / "odd.rq"))

    def test_one_graph_alone(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "SELECT ?to FROM kg:relations { wd:Q794 ?p ?to } ORDER BY ?to")
        assert (RUSSIA.id,) in table.texts()
        assert rows(run_query(graph, "SELECT ?label FROM kg:relations { ?s rdfs:label ?label }")) == []

    def test_graph_that_is_not_here_is_not_fetched(self, graph: KnowledgeGraph) -> None:
        with pytest.raises(QueryError, match=r"FROM <http://example.org/>: there is no such graph here"):
            run_query(graph, "SELECT * FROM <http://example.org/> { ?s ?p ?o }")

    def test_graph_is_the_same_after_a_refused_update(self, graph: KnowledgeGraph) -> None:
        before = set(graph.native)
        with pytest.raises(QueryError, match="INSERT would change the graph"):
            run_query(graph, "INSERT DATA { wd:Q1 a kg:Country }")
        assert set(graph.native) == before

    def test_too_many_rows_are_cut_off_with_a_note(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "SELECT * { ?s ?p ?o }", row_limit=5)
        assert len(table.rows) == 5
        assert table.note == "cut off at 5 rows: there are more; ask for less, or page with LIMIT and OFFSET"
        assert run_query(graph, "SELECT * { ?s ?p ?o } LIMIT 5", row_limit=5).note is None

    def test_too_long_is_given_up(self, graph: KnowledgeGraph) -> None:
        long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), STR(?f))) }"
        with pytest.raises(QueryError, match=r"took more than 0\.001 seconds and was given up"):
            run_query(graph, long, time_limit=0.001)


class TestForms:
    def test_table_shortens_iris_and_counts_rows(self, graph: KnowledgeGraph) -> None:
        shown = format_table(run_query(graph, "SELECT ?s ('x' AS ?n) { ?s rel:suppliesArmsTo ?o }"), width=40)
        assert shown.splitlines()[0].split() == ["s", "n"]
        assert "wd:Q794   x" in shown
        assert shown.endswith("1 row\n")

    def test_markup_in_a_value_is_text(self, graph: KnowledgeGraph) -> None:
        assert "[red]x[/red]" in format_table(run_query(graph, "SELECT ('[red]x[/red]' AS ?n) {}"), width=40)

    def test_note_stands_below(self, graph: KnowledgeGraph) -> None:
        assert "cut off at 1 rows" in format_table(run_query(graph, "SELECT * { ?s ?p ?o }", row_limit=1), width=200)

    def test_csv(self, graph: KnowledgeGraph) -> None:
        text = format_csv(run_query(graph, "SELECT ?s ('a,\"b\"' AS ?n) { ?s rel:suppliesArmsTo ?o }"))
        assert list(csv.reader(io.StringIO(text))) == [["s", "n"], [IRAN.id, 'a,"b"']]

    def test_json_is_sparql_results_json(self, graph: KnowledgeGraph) -> None:
        text = format_json(
            run_query(
                graph,
                "SELECT ?s (2 AS ?n) ('x' AS ?t) ?none { ?s rel:suppliesArmsTo ?o OPTIONAL { ?s kg:none ?none } }",
            )
        )
        assert json.loads(text) == {
            "head": {"vars": ["s", "n", "t", "none"]},
            "results": {"bindings": [{
                "s": {"type": "uri", "value": IRAN.id},
                "n": {"type": "literal", "value": "2", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
                "t": {"type": "literal", "value": "x"},
            }]},
        }  # fmt: skip

    def test_yes_or_no(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "ASK { wd:Q794 rel:suppliesArmsTo wd:Q159 }")
        assert (format_table(table), format_csv(table)) == ("yes\n", "answer\r\ntrue\r\n")
        assert json.loads(format_json(table)) == {"head": {}, "boolean": True}

    def test_constructed_statements_are_rows_of_three(self, graph: KnowledgeGraph) -> None:
        table = run_query(graph, "CONSTRUCT { ?s rdfs:seeAlso ?o } WHERE { ?s rel:suppliesArmsTo ?o }")
        assert table.columns == ("subject", "predicate", "object")
        assert table.texts() == [(IRAN.id, "http://www.w3.org/2000/01/rdf-schema#seeAlso", RUSSIA.id)]
