"""The page as a reader meets it: opened from disk, clicked, filtered, searched."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import QueryError, StoreError
from kg.graph.store import KnowledgeGraph
from kg.model import Article, Entity
from kg.resources import BASE
from kg.view import write_page
from kg.view.colours import load_colours
from kg.view.page_data import LIMIT
from tests.view.news import OSTLAND, VARNIA, claim, graph_of, news
from tests.view.opened import OpenPage

Opener = Callable[..., OpenPage]


def name(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(news())


@pytest.fixture
def page(graph: KnowledgeGraph, tmp_path: Path, open_page: Opener) -> OpenPage:
    return open_page(write_page(graph, tmp_path / "graph.html"))


def test_nothing_is_asked_of_any_network(page: OpenPage) -> None:
    page.click(actor="Varnia")
    assert page.requests == [page.address]
    assert page.page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.complaints == []


def test_actors_are_nodes_and_relations_are_edges_coloured_by_quad_category(page: OpenPage) -> None:
    assert page.actors() == {"Varnia", "Ostland", "Coastal League", "River Front"}
    quads = load_colours().quads
    assert sorted((name(line["from"]), name(line["to"]), line["color"]["color"]) for line in page.lines()) == [
        ("coastal-league", "varnia", quads["verbalCooperation"].light),
        ("ostland", "river-front", quads["materialConflict"].light),
        ("ostland", "varnia", quads["verbalCooperation"].light),
        ("varnia", "ostland", quads["materialCooperation"].light),
    ]


def test_a_click_on_an_edge_shows_every_claim_behind_it(page: OpenPage) -> None:
    page.click(line=page.line("materialCooperation"))
    panel = page.panel()
    assert "Varnia → Ostland" in panel
    assert "material cooperation · affirmed by some, denied by others" in panel
    assert "supplies arms to AID · 3 claims" in panel
    assert "Officials in the capital said on Monday that Varnia supplied Ostland with radar units." in panel
    assert "says Ada Mole" in panel
    assert "denied" in panel
    assert "The Harbour Gazette · published 2021-03-02 · confidence 0.90 · about radar" in panel
    assert page.page.locator("#panel ol").first.locator("mark").all_inner_texts() == [
        "Varnia did supply Ostland with radar units",
        "Varnia never supplied Ostland with missiles",
        "Varnia supplied Ostland with radar units",
    ]
    links = page.page.locator("#panel a")
    assert links.first.get_attribute("href") == "https://example.org/river"
    assert links.first.get_attribute("rel") == "noopener noreferrer"


def test_the_tooltip_of_an_edge_gives_quote_speaker_article_and_date(page: OpenPage) -> None:
    tip = page.hover(line=page.line("materialConflict"))
    assert "Ostland → River Front" in tip
    assert "Ostland shelled the River Front" in tip
    assert "in the article's own words" in tip
    assert "Shells on the river · North Wire · 2021-04-09" in tip


def test_a_click_on_an_actor_shows_who_it_is_and_its_relations(page: OpenPage) -> None:
    page.click(actor="River Front")
    panel = page.panel()
    assert "Armed group · OST · REB" in panel
    assert "Ostland shells River Front" in panel
    page.page.get_by_role("button", name="Ostland shells River Front").click()
    assert "near the mouth of the river" in page.panel()
    page.page.keyboard.press("Escape")
    assert "Best-evidenced relations" in page.panel()


def test_line_styles_say_how_far_a_relation_holds(page: OpenPage) -> None:
    styles = {line["id"]: line["dashes"] for line in page.lines()}
    assert styles[page.line("materialConflict")] is False
    assert styles[page.line("materialCooperation")] == [10, 3, 2, 3], "disputed"
    planned = [line for line in page.lines() if line["from"].endswith("ostland") and line["to"].endswith("varnia")]
    assert [line["dashes"] for line in planned] == [[2, 5]]
    page.page.get_by_label("affirmed").uncheck()
    assert [(line["id"], line["dashes"]) for line in page.lines()] == [(page.line("materialCooperation"), [8, 5])]


def test_filters_narrow_the_picture_down(page: OpenPage) -> None:
    page.page.get_by_label("material conflict").uncheck()
    assert "River Front" not in page.actors()
    page.page.get_by_label("Relation", exact=True).select_option("suppliesArmsTo")
    assert page.actors() == {"Varnia", "Ostland"}
    page.page.get_by_label("Relation", exact=True).select_option("")
    page.page.get_by_label("Source", exact=True).select_option("North Wire")
    assert page.actors() == {"Varnia", "Ostland", "Coastal League"}
    page.page.get_by_label("Source", exact=True).select_option("")
    page.page.get_by_label("Least number of sources").fill("2")
    assert [line["id"] for line in page.lines()] == [page.line("materialCooperation")]


def test_an_event_type_can_be_picked(page: OpenPage) -> None:
    page.page.get_by_label("Event type", exact=True).select_option("ASSAULT")
    assert page.actors() == {"Ostland", "River Front"}
    assert "event=ASSAULT" in page.page.url
    page.page.get_by_label("Event type", exact=True).select_option("")
    assert "Coastal League" in page.actors()


def test_the_picture_moves_and_zooms_by_keys(page: OpenPage) -> None:
    page.page.focus("#mynetwork")
    before, scale = page.point(actor="Varnia"), page.page.evaluate("network.getScale()")
    page.page.keyboard.press("ArrowRight")
    after = page.point(actor="Varnia")
    assert (round(before[0] - after[0]), round(before[1] - after[1])) == (60, 0)
    page.page.keyboard.press("+")
    assert page.page.evaluate("network.getScale()") > scale
    page.page.keyboard.press("0")
    assert page.page.evaluate("network.getScale()") == scale
    assert page.point(actor="Varnia") == before


def test_search_finds_an_actor_by_the_middle_of_its_name(page: OpenPage) -> None:
    page.page.keyboard.press("/")
    page.page.keyboard.type("league")
    assert page.page.locator("#search-list li").all_inner_texts() == ["Coastal League\nOrganisation"]
    page.page.keyboard.press("Enter")
    assert "Coastal League" in page.panel()
    assert "Organisation" in page.panel()
    page.page.fill("#search-text", "nobody")
    assert page.page.inner_text("#search-list") == "No such actor"


def test_dark_and_light(graph: KnowledgeGraph, tmp_path: Path, open_page: Opener) -> None:
    page = open_page(write_page(graph, tmp_path / "graph.html"), theme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.page.evaluate(background) == "rgb(17, 22, 29)"
    page.page.get_by_role("button", name="Switch between dark and light").click()
    assert page.page.evaluate(background) == "rgb(250, 251, 252)"


def test_a_small_window_keeps_picture_panel_and_legend(
    graph: KnowledgeGraph, tmp_path: Path, open_page: Opener
) -> None:
    page = open_page(write_page(graph, tmp_path / "graph.html"), width=390, height=740)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.page.is_visible("#filters")
    page.page.get_by_role("button", name="Filters & legend").click()
    assert "material conflict" in page.page.inner_text("#filters")
    page.page.get_by_role("button", name="Filters & legend").click()
    page.click(line=page.line("materialConflict"))
    assert "Ostland shelled the River Front" in page.panel()


def test_relations_between_the_same_two_actors_are_one_line_until_opened(page: OpenPage) -> None:
    bundle = page.line("materialCooperation")
    assert [line["parts"] for line in page.lines() if line["id"] == bundle] == [2]
    page.click(line=bundle)
    assert "supplies arms to" in page.panel()
    assert "trains" in page.panel()
    page.page.get_by_role("button", name="Draw 2 lines, one a relation").click()
    opened = [page.line("suppliesArmsTo"), page.line("trains")]
    for line, quote in zip(opened, ["never supplied", "trained the coast guard"], strict=True):
        page.click(line=line)
        assert quote in page.panel()
    page.page.get_by_role("button", name="Bundle again").click()
    assert page.line("materialCooperation") == bundle


def test_only_the_best_evidenced_lines_are_drawn_until_more_are_asked_for(tmp_path: Path, open_page: Opener) -> None:
    others = [Entity(f"{BASE}entity/town-{number}", f"Town {number}", "Place", "VRN") for number in range(LIMIT + 5)]
    text = " ".join(f"Varnia praised {other.label} warmly." for other in others) + " Varnia praised Ostland."
    article = Article("many", text, source="North Wire")
    said = [claim(article, f"Varnia praised {other.label} warmly", VARNIA, "praises", other) for other in others]
    doubted = claim(article, "Varnia praised Ostland", VARNIA, "praises", OSTLAND, confidence=0.2)
    graph = graph_of([(article, [*said, doubted])])
    page = open_page(write_page(graph, tmp_path / "graph.html"))
    assert len(page.lines()) == LIMIT
    assert "Ostland" not in page.actors()
    assert f"The best-evidenced {LIMIT} of {LIMIT + 6} lines" in page.page.inner_text("#note")
    page.click(actor="Varnia")
    page.page.get_by_role("button", name="Show 6 hidden lines").click()
    assert len(page.lines()) == LIMIT + 6
    assert "Ostland" in page.actors()
    page.page.keyboard.press("Escape")


def test_of_too_many_relations_the_page_holds_the_best_evidenced_and_says_so(
    graph: KnowledgeGraph, tmp_path: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["kg.view.page"], "MOST_RELATIONS", 2)
    page = open_page(write_page(graph, tmp_path / "graph.html"))
    assert "the best-evidenced 2 of 5 relations: 3 actors, " in page.page.inner_text("#summary")
    assert {line["id"].split(" ")[2] for line in page.lines()} == {"materialCooperation", "verbalCooperation"}


def test_the_same_graph_gives_the_same_bytes(graph: KnowledgeGraph, tmp_path: Path) -> None:
    one, other = write_page(graph, tmp_path / "one.html"), write_page(graph_of(news()[::-1]), tmp_path / "other.html")
    assert one.read_bytes() == other.read_bytes()


def test_one_file_is_written_and_nothing_beside_it(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_page(graph, Path("deep/graph.html"))
    assert [path.as_posix() for path in sorted(Path().rglob("*"))] == ["deep", "deep/graph.html"]


def test_a_file_that_cannot_be_written_is_named(graph: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(StoreError, match="taken"):
        write_page(graph, tmp_path / "taken" / "graph.html")


def test_a_period_and_a_relation_choose_what_is_drawn(graph: KnowledgeGraph, tmp_path: Path, open_page: Opener) -> None:
    page = open_page(write_page(graph, tmp_path / "april.html", since=dt.date(2021, 4, 1)))
    assert page.actors() == {"Varnia", "Ostland", "Coastal League", "River Front"}
    page.click(line=page.line("materialCooperation"))
    assert "did supply" in page.panel()
    assert "never supplied" not in page.panel()
    page = open_page(write_page(graph, tmp_path / "aid.html", relation="suppliesSupportTo"))
    assert page.actors() == {"Varnia", "Ostland"}


def test_an_empty_graph_is_a_page_too(tmp_path: Path, open_page: Opener) -> None:
    page = open_page(write_page(graph_of([]), tmp_path / "empty.html"))
    assert page.complaints == []
    assert "Nothing to show" in page.page.inner_text("#note")


def test_a_focus_opens_on_that_actor(graph: KnowledgeGraph, tmp_path: Path, open_page: Opener) -> None:
    page = open_page(write_page(graph, tmp_path / "front.html", focus="River Front"))
    assert page.actors() == {"Ostland", "River Front"}
    assert "Armed group · OST · REB" in page.panel()
    with pytest.raises(QueryError, match="no actor is called 'Atlantis'"):
        write_page(graph, tmp_path / "nobody.html", focus="Atlantis")
