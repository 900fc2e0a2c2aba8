"""What a reader does with the page beside looking: move through time, save what is shown, pass the view on."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest

from kg.graph.store import KnowledgeGraph
from kg.model import Article
from kg.view import write_page
from tests.view.news import OSTLAND, VARNIA, claim, graph_of, news
from tests.view.opened import OpenPage

Opener = Callable[..., OpenPage]


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return graph_of(news())


@pytest.fixture
def page(graph: KnowledgeGraph, tmp_path: Path, open_page: Opener) -> OpenPage:
    return open_page(write_page(graph, tmp_path / "graph.html"))


def relations(page: OpenPage) -> set[str]:
    """Quad categories of the lines drawn."""
    return {line["id"].split(" ")[2] for line in page.lines()}


def fragment(page: OpenPage) -> str:
    return str(page.page.evaluate("decodeURIComponent(location.hash)"))


def wait_until(page: OpenPage, condition: str, times: int = 200) -> None:
    """Wait for a condition; Playwright's own waiting evaluates text, which the page's policy forbids."""
    for _ in range(times):
        if page.page.evaluate(condition):
            return
        page.page.wait_for_timeout(50)
    raise AssertionError(f"never: {condition}")


class TestTime:
    def test_each_day_is_a_bar_and_those_between_are_zeros(self, page: OpenPage) -> None:
        drawing = page.page.locator("#histogram svg")
        assert drawing.get_attribute("data-unit") == "day"
        assert drawing.get_attribute("data-bins") == "39", "2 March to 9 April"
        assert drawing.get_attribute("aria-label") == "8 claims by day, 2021-03-02 to 2021-04-09"
        page.page.mouse.move(*page.along(0.5))
        assert page.page.inner_text("#time-shown") == "2021-03-21: 0 claims"
        page.page.mouse.move(*page.along(0.99))
        shown = page.page.inner_text("#time-shown")
        assert shown.startswith("2021-04-09: 5 claims (")
        assert "1 material conflict" in shown

    def test_brush_keeps_what_is_dated_within_it(self, page: OpenPage) -> None:
        everything = page.lines()
        page.brush(0.002, 0.5)
        assert relations(page) == {"materialCooperation", "verbalCooperation"}
        assert page.page.input_value("#time-until") == "2021-03-21"
        assert "until=2021-03-21" in fragment(page)
        page.page.click("#time-all")
        assert page.lines() == everything
        assert page.page.locator("#histogram .selection").is_hidden()

    def test_days_can_be_typed(self, page: OpenPage) -> None:
        page.page.fill("#time-since", "2021-04-01")
        page.page.press("#time-since", "Tab")
        assert page.actors() == {"Varnia", "Ostland", "Coastal League", "River Front"}
        page.click(line=page.line("materialCooperation"))
        assert "never supplied" not in page.panel()

    def test_bar_leads_to_its_claims(self, page: OpenPage) -> None:
        page.page.mouse.click(*page.along(0.01))
        panel = page.panel()
        assert panel.startswith("Back to overview")
        assert "2021-03-02\n3 claims" in panel.replace("\n\n", "\n")
        assert "Varnia never supplied Ostland with missiles" in panel
        assert "Ostland shelled" not in panel
        assert "days=2021-03-02..2021-03-02" in fragment(page)
        page.page.get_by_role("button", name="Only these days").click()
        assert "River Front" not in page.actors()

    def test_a_few_days_far_from_all_others_are_one_bar_at_the_end(self, tmp_path: Path, open_page: Opener) -> None:
        """Sixty claims of two months and one of 1977: a bar for 1977 and all before, and the others by day."""
        told = []
        for number in range(61):
            day = dt.date(2021, 1, 1) + dt.timedelta(number) if number else dt.date(1977, 5, 6)
            report = Article(f"report-{number}", f"On day {number} Varnia praised Ostland.", published=day)
            told.append((report, [claim(report, "Varnia praised Ostland", VARNIA, "praises", OSTLAND)]))
        page = open_page(write_page(graph_of(told), tmp_path / "graph.html"))
        drawing = page.page.locator("#histogram svg")
        assert drawing.get_attribute("data-unit") == "day"
        assert drawing.get_attribute("aria-label") == "61 claims by day, 1977-05-06 to 2021-03-02"
        page.page.mouse.move(*page.along(0.005))
        assert page.page.inner_text("#time-shown") == "before 2021-01-02: 1 claim (1 verbal cooperation)"
        page.page.mouse.click(*page.along(0.005))
        assert "1977-05-06 to 2021-01-01\n1 claim" in page.panel().replace("\n\n", "\n")
        page.brush(0.5, 0.999)
        assert page.page.input_value("#time-since") > "2021-01-20"
        assert page.page.input_value("#time-until") == "" or page.page.input_value("#time-until") >= "2021-03-01"
        assert page.page.locator("#histogram .selection").is_visible()

    def test_keys_go_from_bar_to_bar(self, page: OpenPage) -> None:
        page.page.focus("#histogram svg")
        page.page.keyboard.press("ArrowRight")
        assert page.page.inner_text("#time-shown").startswith("2021-03-02: 3 claims")
        page.page.keyboard.press("Enter")
        assert "3 claims" in page.panel()

    def test_bars_follow_the_filters(self, page: OpenPage) -> None:
        page.page.get_by_label("Event type", exact=True).select_option("ASSAULT")
        assert page.page.get_attribute("#histogram svg", "aria-label") == "1 claims by day, 2021-04-09 to 2021-04-09"

    def test_play_runs_from_the_first_day_to_the_last_and_ends(self, page: OpenPage) -> None:
        everything = page.lines()
        page.page.click("#time-play")
        assert page.page.inner_text("#time-play") == "Stop"
        assert len(page.lines()) < len(everything)
        wait_until(page, "document.getElementById('time-play').textContent === 'Play'", 600)
        assert page.lines() == everything
        assert page.complaints == []

    def test_it_can_be_stopped(self, page: OpenPage) -> None:
        page.page.click("#time-play")
        page.page.click("#time-play")
        assert page.page.inner_text("#time-play") == "Play"


class TestAddress:
    def test_first_view_has_a_bare_address(self, page: OpenPage) -> None:
        assert fragment(page) == ""

    def test_selection_filters_time_and_theme_come_back_from_the_address(
        self, graph: KnowledgeGraph, tmp_path: Path, open_page: Opener
    ) -> None:
        path = write_page(graph, tmp_path / "graph.html")
        page = open_page(path)
        page.click(actor="Varnia")
        page.page.uncheck("#filters label:has-text('denied') input")
        page.brush(0.002, 0.5)
        page.page.click("#theme-toggle")
        shown, panel = page.lines(), page.panel()
        other = page.page.context.new_page()
        other.goto(page.page.url)
        other.wait_for_selector("html[data-ready=yes]")
        again = other.evaluate("edges.get().map(({title, ...rest}) => rest).sort((a, b) => a.id < b.id ? -1 : 1)")
        assert again == shown
        assert other.inner_text("#panel") == panel
        assert other.evaluate("document.documentElement.dataset.theme") == "dark"
        assert not other.is_checked("#filters label:has-text('denied') input")

    def test_another_address_in_the_same_window_is_another_view(self, page: OpenPage) -> None:
        page.page.evaluate("location.hash = 'quads=materialConflict'")
        wait_until(page, "edges.length === 1")
        assert relations(page) == {"materialConflict"}

    @pytest.mark.parametrize(
        "hostile",
        [
            "actor=<img src=x onerror=alert(1)>", "relation=__proto__", "quads=constructor toString", "limit=-5",
            "limit=1e9", "since=';alert(1)//&until=<script>", "line=javascript:alert(1)", "opened=<b>", "theme=<x>",
            "focus=nobody", "%%%", "=&=&", "days=<b>..<i>", "country=<script>", "from=x&to=y",
            "size=__proto__&colour=toString", "view=<img src=x>", "level=constructor",
        ],
    )  # fmt: skip
    def test_hostile_address_does_nothing(self, page: OpenPage, hostile: str) -> None:
        page.page.evaluate("(text) => { location.hash = text; }", quote(hostile, safe="=&%"))
        page.page.wait_for_timeout(50)
        assert page.complaints == []
        assert page.page.evaluate("document.querySelectorAll('img, script[src]').length") == 0


class TestSaving:
    def saved(self, page: OpenPage, name: str) -> bytes:
        with page.page.expect_download() as started:
            page.page.click(f"#save-{name}")
        return Path(started.value.path()).read_bytes()

    def test_picture_is_a_png_of_the_size_shown(self, page: OpenPage) -> None:
        picture = self.saved(page, "png")
        assert picture.startswith(b"\x89PNG\r\n")
        assert int.from_bytes(picture[16:20]) == page.page.evaluate("document.querySelector('#mynetwork canvas').width")

    def test_csv_has_a_row_for_each_claim_shown(self, page: OpenPage) -> None:
        rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(self.saved(page, "csv").decode("utf-8"))))
        assert len(rows) == 8
        arms = [row for row in rows if row["relation"] == "suppliesArmsTo"]
        assert {row["subject"] for row in arms} == {"Varnia"}
        assert sorted(row["polarity"] for row in arms) == ["affirmed", "affirmed", "negated"]
        assert "Varnia supplied Ostland with radar units" in {row["quote"] for row in arms}

    def test_csv_holds_what_is_shown_only(self, page: OpenPage) -> None:
        page.page.evaluate("location.hash = 'quads=materialConflict'")
        wait_until(page, "edges.length === 1")
        rows = list(csv.DictReader(io.StringIO(self.saved(page, "csv").decode("utf-8"))))
        assert [row["relation"] for row in rows] == ["shells"]

    def test_graphml_opens_in_networkx(self, page: OpenPage, tmp_path: Path) -> None:
        file = tmp_path / "network.graphml"
        file.write_bytes(self.saved(page, "graphml"))
        found = nx.read_graphml(file)
        assert {data["label"] for _, data in found.nodes(data=True)} == page.actors()
        assert {data["relation"] for *_, data in found.edges(data=True)} >= {"suppliesArmsTo", "shells", "meetsWith"}
        assert all(data["claims"] >= 1 for *_, data in found.edges(data=True))

    def test_nothing_is_sent(self, page: OpenPage) -> None:
        self.saved(page, "csv")
        assert [address for address in page.requests if not address.startswith(("file:", "blob:"))] == []


def test_picture_is_told_as_a_table(page: OpenPage) -> None:
    told = page.page.eval_on_selector_all("#spoken tr", "rows => rows.map((row) => row.textContent)")
    assert len(told) == len(page.lines()) + 1
    assert any("Ostland" in row and "shells" in row and "River Front" in row for row in told)


def test_reprint_is_no_second_origin(tmp_path: Path, open_page: Opener) -> None:
    text = "The harbour was calm and the tide was late, so nobody fished before noon. Ostland shelled Varnia."
    papers = [Article(f"paper-{n}", text, source=f"Paper {n}") for n in range(2)]
    graph = graph_of([(one, [claim(one, "Ostland shelled Varnia", OSTLAND, "shells", VARNIA)]) for one in papers])
    page = open_page(write_page(graph, tmp_path / "graph.html"))
    assert "2 claims, 2 sources, 1 independent origin" in page.panel()


class TestFocus:
    def test_it_widens_and_narrows_by_a_step(self, page: OpenPage) -> None:
        everyone = page.actors()
        page.click(actor="River Front")
        page.page.get_by_role("button", name="Only this actor").click()
        assert page.actors() == {"River Front", "Ostland"}
        page.page.get_by_role("button", name="One step further").click()
        assert page.actors() == {"River Front", "Ostland", "Varnia"}
        page.page.get_by_role("button", name="One step further").click()
        assert page.actors() == everyone
        assert page.page.get_by_role("button", name="One step further").count() == 0
        page.page.get_by_role("button", name="One step nearer").click()
        assert page.actors() == {"River Front", "Ostland", "Varnia"}
        assert "steps=2" in fragment(page)
        page.page.get_by_role("button", name="Show the whole network").click()
        assert page.actors() == everyone
