"""Tables, claims, events and relations as DataFrames of plain values, and series of them as charts."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from kg.charts import series, series_chart
from kg.data_frames import claims, events, relations
from kg.errors import KgError, QueryError
from kg.extras import notebook_package
from kg.graph.derive import derive
from kg.graph.store import KnowledgeGraph, open_graph
from kg.graph.write import add_claims
from kg.partial_date import PartialDate
from kg.query import run_query
from tests.conftest import ROOT
from tests.graph.samples import IRAN, KNOWN, RUSSIA, USA, article, claim

pd = pytest.importorskip("pandas", reason="needs the extra 'notebook'")


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    """Two papers on one delivery, a denial, a plan, a meeting and an alliance."""
    one = article("one", "It was so.", day="2022-03-01", source="Paper A")
    two = article("two", "It was so.", day="2022-03-05", source="Paper B")
    day = PartialDate(2022, 2, 27)
    graph = open_graph()
    add_claims(graph, [
        (one, [claim(one, "It was so", IRAN, "suppliesArmsTo", RUSSIA, date=day, confidence=0.7),
               claim(one, "It was", USA, "sanctions", IRAN, date=PartialDate(2022, 5)),
               claim(one, "It was so.", USA, "visits", IRAN, modality="planned")]),
        (two, [claim(two, "It was so", IRAN, "suppliesArmsTo", RUSSIA, date=day, confidence=0.9),
               claim(two, "It was", IRAN, "sanctions", USA, polarity="negated", attributed_to=IRAN),
               claim(two, "It was so.", RUSSIA, "alliedWith", IRAN)]),
    ])  # fmt: skip
    derive(graph, KNOWN)
    return graph


def test_a_table_has_plain_values(graph: KnowledgeGraph) -> None:
    frame = run_query(
        graph,
        """SELECT ?actor (3 AS ?n) (0.5 AS ?share) ("2022-03-01"^^xsd:date AS ?day) (true AS ?is) ?nothing ?mixed
        { VALUES (?actor ?mixed) { (wd:Q794 "2022-03-01"^^xsd:date) (wd:Q159 "2022"^^xsd:gYear) } }""",
    ).to_pandas()
    assert list(frame["actor"]) == ["http://www.wikidata.org/entity/Q794", "http://www.wikidata.org/entity/Q159"]
    assert (frame["n"].sum(), frame["share"].sum(), bool(frame["is"].all())) == (6, 1.0, True)
    assert frame["day"].dt.year.tolist() == [2022, 2022]
    assert frame["nothing"].isna().all()
    assert list(frame["mixed"]) == ["2022-03-01", "2022"]


def test_yes_or_no_is_one_row(graph: KnowledgeGraph) -> None:
    assert run_query(graph, "ASK { ?s rel:suppliesArmsTo ?o }").to_pandas()["answer"].tolist() == [True]


def test_an_empty_answer_keeps_its_columns(graph: KnowledgeGraph) -> None:
    frame = run_query(graph, "SELECT ?who ?whom { ?who rel:bombs ?whom }").to_pandas()
    assert (list(frame.columns), len(frame)) == (["who", "whom"], 0)


def test_claims_have_a_row_each_in_order_of_day(graph: KnowledgeGraph) -> None:
    frame = claims(graph)
    assert len(frame) == 6
    assert frame["day"].is_monotonic_increasing
    sanction = frame[(frame["relation"] == "sanctions") & (frame["polarity"] == "affirmed")].iloc[0]
    assert (sanction["date"], sanction["day"]) == ("2022-05", pd.Timestamp("2022-05-31"))
    assert (sanction["subject"], sanction["object"], sanction["quad"]) == ("United States", "Iran", "materialConflict")


def test_claims_are_filtered_by_actor_relation_and_day(graph: KnowledgeGraph) -> None:
    assert set(claims(graph, subject="Iran")["relation"]) == {"suppliesArmsTo", "sanctions", "alliedWith"}
    assert len(claims(graph, relation="suppliesSupportTo")) == 2
    assert set(claims(graph, since=dt.date(2022, 5, 1))["relation"]) == {"sanctions"}
    with pytest.raises(QueryError, match="no actor is called"):
        claims(graph, subject="Atlantis")


def test_an_event_counts_once_with_its_reports(graph: KnowledgeGraph) -> None:
    frame = events(graph)
    assert dict(zip(frame["relation"], frame["reports"])) == {"suppliesArmsTo": 2, "sanctions": 1}
    delivery = frame[frame["relation"] == "suppliesArmsTo"].iloc[0]
    assert (delivery["day"], delivery["sources"], len(delivery["claim_ids"])) == (pd.Timestamp("2022-02-27"), 2, 2)


def test_relations_say_how_well_they_are_founded(graph: KnowledgeGraph) -> None:
    frame = relations(graph, subject="Iran", relation="suppliesArmsTo").iloc[0]
    assert (frame["object"], frame["claims"], frame["sources"]) == ("Russia", 2, 2)
    assert frame["first"] == frame["last"] == pd.Timestamp("2022-02-27")
    assert "alliedWith" in set(relations(graph, as_of=dt.date(2022, 4, 1))["relation"])


def test_a_series_counts_zero_where_nothing_happened(graph: KnowledgeGraph) -> None:
    counts = series(events(graph), unit="month")
    conflict = counts[counts["quad"] == "materialConflict"]
    assert list(conflict["day"].dt.strftime("%Y-%m")) == ["2022-02", "2022-03", "2022-04", "2022-05"]
    assert list(conflict["count"]) == [0, 0, 0, 1]
    assert series(events(graph).head(0)).empty


def test_a_unit_is_chosen_by_the_span() -> None:
    def bars(days: int) -> int:
        frame = pd.DataFrame({"day": pd.to_datetime(["2000-01-01", "2000-01-01"]), "quad": ["lasting"] * 2})
        frame.loc[1, "day"] += pd.Timedelta(days=days)
        return len(series(frame))

    assert [bars(days) for days in (20, 300, 1500, 7000)] == [21, 44, 50, 20]


def test_a_chart_has_the_names_and_colours_of_the_page(graph: KnowledgeGraph) -> None:
    pytest.importorskip("altair", reason="needs the extra 'notebook'")
    chart = series_chart(claims(graph), title="All").to_dict()
    assert chart["encoding"]["color"]["scale"]["domain"] == [
        "verbal cooperation", "material cooperation", "material conflict", "lasting",
    ]  # fmt: skip
    by_relation = series_chart(claims(graph), by="relation").to_dict()
    assert "scale" not in by_relation["encoding"]["color"]
    with pytest.raises(QueryError, match="no column 'colour'"):
        series(claims(graph), by="colour")


def test_a_missing_package_is_one_clear_error() -> None:
    with pytest.raises(KgError, match=r"this needs no_such_package: pip install 'geopolitical-kg\[notebook\]'"):
        notebook_package("no_such_package")


def test_pandas_is_loaded_only_when_it_is_needed() -> None:
    script = "import sys, kg.data_frames, kg.charts, kg.query; print({'pandas', 'altair'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
