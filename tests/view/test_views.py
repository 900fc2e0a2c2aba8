"""Other views of the same claims: states for their parts, a map, paths, measures, a layout that follows filters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.model import Article, Entity
from kg.resources import BASE, WIKIDATA
from kg.view import write_page
from tests.view.crowd import crowd
from tests.view.news import claim, graph_of
from tests.view.opened import OpenPage

Opener = Callable[..., OpenPage]

FRANCE = Entity(WIKIDATA + "Q142", "France", "Country", "FRA")
CHAD = Entity(WIKIDATA + "Q657", "Chad", "Country", "TCD")
NAVY = Entity(BASE + "entity/france-mil", "French Navy", "GovernmentBody", "FRA", "MIL", FRANCE.id)
UNION = Entity(BASE + "entity/fishing-union", "Fishing Union", "Organisation")
PORT = Entity(BASE + "entity/port-board", "Port Board", "Organisation")

REPORT = Article(
    "report",
    "France met Chad. The French Navy trained Chad. The French Navy defied France. Chad praised the Fishing Union. "
    "The Fishing Union sued the Port Board. France employed Ada Mole.",
)
MOLE = Entity(BASE + "person/ada-mole", "Ada Mole", "Person", "FRA", None, FRANCE.id)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = [
        claim(REPORT, "France met Chad", FRANCE, "meetsWith", CHAD),
        claim(REPORT, "The French Navy trained Chad", NAVY, "trains", CHAD),
        claim(REPORT, "The French Navy defied France", NAVY, "defies", FRANCE),
        claim(REPORT, "Chad praised the Fishing Union", CHAD, "praises", UNION),
        claim(REPORT, "The Fishing Union sued the Port Board", UNION, "sues", PORT),
        claim(REPORT, "France employed Ada Mole", MOLE, "holdsOffice", FRANCE),
    ]
    return write_page(graph_of([(REPORT, said)]), tmp_path_factory.mktemp("views") / "graph.html")


@pytest.fixture
def page(file: Path, open_page: Opener) -> OpenPage:
    return open_page(file)


def count(page: OpenPage, name: str) -> str:
    return str(page.page.inner_text(f"#count-{name}"))


class TestLevel:
    def test_it_opens_with_states_and_bodies(self, page: OpenPage) -> None:
        assert page.actors() == {"France", "Chad", "Fishing Union", "Port Board"}
        page.click(line=page.line("materialCooperation"))
        assert "French Navy trains Chad" in page.panel(), "who it was is told with the claim"

    def test_a_switch_shows_who_it_was(self, page: OpenPage) -> None:
        page.page.uncheck("#level")
        assert page.actors() == {"France", "Chad", "Fishing Union", "Port Board", "French Navy", "Ada Mole"}
        assert "level=said" in page.page.url
        page.page.check("#level")
        assert page.actors() == {"France", "Chad", "Fishing Union", "Port Board"}

    def test_what_a_state_does_to_itself_is_a_loop(self, page: OpenPage) -> None:
        loops = [line for line in page.lines() if line["from"] == line["to"]]
        assert {line["from"] for line in loops} == {FRANCE.id}

    def test_who_is_looked_for_by_name_is_shown_by_that_name(self, tmp_path: Path, open_page: Opener) -> None:
        graph = graph_of([(REPORT, [claim(REPORT, "The French Navy trained Chad", NAVY, "trains", CHAD)])])
        page = open_page(write_page(graph, tmp_path / "navy.html", focus="French Navy"))
        assert page.actors() == {"French Navy", "Chad"}

    def test_a_part_found_by_name_leads_to_its_state(self, page: OpenPage) -> None:
        page.page.fill("#search-text", "navy")
        page.page.keyboard.press("Enter")
        assert "France" in page.page.inner_text("#panel h2")


class TestMap:
    def test_states_are_shaded_by_their_claims(self, page: OpenPage) -> None:
        page.page.click("#view-map")
        france, chad = (page.page.locator(f'#map [data-code="{code}"]') for code in ("FRA", "TCD"))
        assert france.get_attribute("aria-label").startswith("France: 4 claims (")
        assert chad.get_attribute("aria-label").startswith("Chad: 3 claims (")
        assert float(france.get_attribute("fill-opacity")) > float(chad.get_attribute("fill-opacity"))
        assert "empty" in page.page.locator('#map [data-code="BRA"]').get_attribute("class")
        assert "1 claim of no state" in page.page.inner_text("#map-note")
        assert page.complaints == []

    def test_it_follows_the_filters(self, page: OpenPage) -> None:
        page.page.click("#view-map")
        page.page.get_by_role("checkbox", name="verbal cooperation").uncheck()
        assert page.page.locator('#map [data-code="TCD"]').get_attribute("aria-label").startswith("Chad: 1 claim (")

    def test_a_state_leads_to_its_lines_in_both_views(self, page: OpenPage) -> None:
        page.page.click("#view-map")
        page.page.locator('#map [data-code="TCD"]').click()
        assert "Chad\n3 claims of this state and of those who are of it" in page.panel().replace("\n\n", "\n")
        assert "country=TCD" in page.page.url
        assert "view=map" in page.page.url
        page.page.click("#view-network")
        dimmed = page.page.evaluate("nodes.get().filter((node) => node.opacity < 1).map((node) => node.label)")
        assert dimmed == ["Port Board"]

    def test_it_opens_from_an_address_and_the_network_is_there_behind_it(self, file: Path, open_page: Opener) -> None:
        page = open_page(file)
        page.page.goto(f"{page.address}#view=map&country=TCD")
        page.page.reload()
        page.page.wait_for_selector("html[data-ready=yes]")
        assert "lit" in page.page.locator('#map [data-code="TCD"]').get_attribute("class")
        page.page.click("#view-network")
        assert TestLayout.on_screen(page)["outside"] == 0
        assert page.complaints == []

    def test_its_script_runs_only_when_it_is_looked_at(self, page: OpenPage) -> None:
        assert page.page.locator("#map svg").count() == 0
        page.page.click("#view-map")
        assert page.page.locator("#map svg").count() == 1


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report = Article("towns", "France met Chad in Lagos. France praised Chad near Lagos. Chad sued France in Tripoli.")
    said = [
        claim(report, "France met Chad in Lagos", FRANCE, "meetsWith", CHAD),
        claim(report, "France praised Chad near Lagos", FRANCE, "praises", CHAD),
        claim(report, "Chad sued France in Tripoli", CHAD, "sues", FRANCE),
    ]
    return write_page(graph_of([(report, said)]), tmp_path_factory.mktemp("towns") / "graph.html")


class TestCities:
    def test_claims_stand_at_the_city_that_their_words_name(self, placed: Path, open_page: Opener) -> None:
        page = open_page(placed)
        page.page.click("#view-map")
        told = page.page.eval_on_selector_all("#map .city", "all => all.map((one) => one.getAttribute('aria-label'))")
        assert told == [
            "Lagos, Nigeria: 2 claims (2 verbal cooperation)",
            "Tripoli, Libya: 1 claim (1 verbal conflict)",
        ]
        page.page.locator('#map [data-place="NGA Lagos"]').click()
        assert "Lagos, Nigeria" in page.panel()
        assert "France praised Chad near Lagos" in page.panel()
        assert "Tripoli" not in page.panel()
        assert "place=NGA" in page.page.url

    def test_they_follow_the_filters_and_come_back_from_the_address(self, placed: Path, open_page: Opener) -> None:
        page = open_page(placed)
        page.page.goto(f"{page.address}#view=map&place=NGA+Lagos&relation=meetsWith")
        page.page.reload()
        page.page.wait_for_selector("html[data-ready=yes]")
        cities = page.page.locator("#map .city")
        assert cities.count() == 1
        assert cities.get_attribute("aria-label") == "Lagos, Nigeria: 1 claim (1 verbal cooperation)"
        assert "lit" in cities.get_attribute("class")
        assert page.complaints == []


class TestPaths:
    def ask(self, page: OpenPage, start: str, end: str) -> None:
        page.page.fill("#search-text", start)
        page.page.keyboard.press("Enter")
        page.page.fill("#path-to", end)
        page.page.keyboard.press("Enter")

    def test_the_shortest_path_is_all_that_is_shown(self, page: OpenPage) -> None:
        self.ask(page, "France", "Port Board")
        assert page.actors() == {"France", "Chad", "Fishing Union", "Port Board"}
        assert all(line["from"] != line["to"] for line in page.lines())
        assert page.panel().startswith("Shortest path: France – Port Board")
        page.page.get_by_role("button", name="Show the whole network").click()
        assert any(line["from"] == line["to"] for line in page.lines())

    def test_all_paths_of_two_steps(self, page: OpenPage) -> None:
        self.ask(page, "France", "Fishing Union")
        page.page.get_by_role("button", name="All paths of two steps").click()
        assert page.actors() == {"France", "Chad", "Fishing Union"}
        assert "ways=two" in page.page.url

    def test_those_whom_nothing_joins(self, page: OpenPage) -> None:
        page.page.get_by_label("verbal conflict").uncheck()
        self.ask(page, "France", "Port Board")
        assert page.page.inner_text("#note") == "Nothing joins the two."


class TestMeasures:
    @pytest.mark.parametrize("measure", ["degree", "strength", "betweenness", "pagerank"])
    def test_size_by_measure(self, page: OpenPage, measure: str) -> None:
        page.page.get_by_label("Larger for", exact=True).select_option(measure)
        sizes = page.page.evaluate("Object.fromEntries(nodes.get().map((node) => [node.label, node.size]))")
        assert sizes["Chad"] > sizes["Port Board"]
        assert f"size={measure}" in page.page.url
        assert page.complaints == []

    def test_colour_by_community(self, page: OpenPage) -> None:
        page.page.get_by_label("Colour by", exact=True).select_option("community")
        colours = page.page.evaluate(
            "Object.fromEntries(nodes.get().map((node) => [node.label, node.color.background]))"
        )
        assert colours["France"] == colours["Chad"]
        assert colours["France"] != colours["Port Board"]
        assert "France, Chad" in page.page.inner_text("#actor-legend").replace("Chad, France", "France, Chad")


class TestCounts:
    def test_counts_follow_the_other_filters(self, page: OpenPage) -> None:
        assert (count(page, "verbalCooperation"), count(page, "affirmed")) == ("2", "6")
        page.page.get_by_label("Relation", exact=True).select_option("praises")
        assert (count(page, "verbalCooperation"), count(page, "materialCooperation"), count(page, "affirmed")) == (
            "1",
            "0",
            "1",
        )

    def test_a_kind_that_is_left_out_says_what_it_would_bring(self, page: OpenPage) -> None:
        page.page.get_by_label("verbal cooperation").uncheck()
        assert count(page, "verbalCooperation") == "2"
        assert count(page, "affirmed") == "4"


def test_no_event_type_is_all_event_types(page: OpenPage) -> None:
    """A relation that lasts has no event type; an address that names none asks for all."""
    assert page.page.get_by_label("Event type", exact=True).input_value() == ""
    assert page.page.get_by_label("Event type", exact=True).locator("option:checked").inner_text() == "all"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(graph_of(crowd(150, 900)), tmp_path_factory.mktemp("layout") / "graph.html")


class TestLayout:
    @staticmethod
    def on_screen(page: OpenPage) -> Any:
        return page.page.evaluate(
            """() => {
              const { clientWidth: width, clientHeight: height } = document.getElementById("mynetwork");
              const at = nodes.get().map(({ id }) => network.canvasToDOM(network.getPosition(id)));
              const wide = Math.max(...at.map(({ x }) => x)) - Math.min(...at.map(({ x }) => x));
              const high = Math.max(...at.map(({ y }) => y)) - Math.min(...at.map(({ y }) => y));
              return { outside: at.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height).length,
                       filled: Math.max(wide / width, high / height) };
            }"""
        )

    def test_what_a_filter_leaves_is_laid_out_again_and_fills_the_screen(self, many: Path, open_page: Opener) -> None:
        page = open_page(many)
        before = page.page.evaluate("network.getPositions()")
        page.page.get_by_label("Relation", exact=True).select_option("accuses")
        after = page.page.evaluate("network.getPositions()")
        assert any(before[actor] != place for actor, place in after.items() if actor in before)
        shown = self.on_screen(page)
        assert shown["outside"] == 0
        assert shown["filled"] > 0.5

    def test_no_label_lies_on_another(self, many: Path, open_page: Opener) -> None:
        """Names of actors and numbers of lines, at three widths."""
        for width in (390, 900, 1600):
            page = open_page(many, width=width)
            page.page.wait_for_timeout(300)
            boxes = page.page.evaluate("network.labelBoxes")
            assert len(boxes) > 10
            for number, one in enumerate(boxes):
                for other in boxes[number + 1 :]:
                    assert (
                        one["right"] <= other["left"] or other["right"] <= one["left"]
                        or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
                    ), (width, one, other)  # fmt: skip

    @pytest.mark.parametrize("button", ["more", "all"])
    def test_what_is_shown_in_addition_is_fitted_to_the_screen(
        self, many: Path, open_page: Opener, button: str
    ) -> None:
        page = open_page(many)
        before = page.page.evaluate("network.getScale()")
        page.page.locator("#note").get_by_role("button", name=button).click()
        page.page.wait_for_timeout(1500)  # a crowd is laid out over some frames
        outside = page.page.evaluate(
            """() => {
              const { clientWidth: width, clientHeight: height } = document.getElementById("mynetwork");
              const at = [...actors.values()].filter((one) => one.measure > 0).map((one) => network.canvasToDOM(one));
              return at.filter(({ x, y }) => x < 0 || y < 0 || x > width || y > height).length;
            }"""
        )
        assert outside == 0
        assert page.page.evaluate("network.getScale()") != before

    def test_the_same_steps_give_the_same_picture(self, many: Path, open_page: Opener) -> None:
        places = []
        for _ in range(2):
            page = open_page(many)
            page.page.get_by_label("Relation", exact=True).select_option("accuses")
            places.append(page.page.evaluate("network.getPositions()"))
        assert places[0] == places[1]

    def test_what_is_added_comes_in_beside_what_stands(self, many: Path, open_page: Opener) -> None:
        page = open_page(many)
        before = page.page.evaluate("network.getPositions()")
        hidden = page.page.evaluate("[...actors.values()].find((one) => !nodes.get(one.id)).label")
        page.page.fill("#search-text", hidden)
        page.page.keyboard.press("Enter")
        after = page.page.evaluate("network.getPositions()")
        assert set(after) > set(before)
        moved = [actor for actor in before if abs(before[actor]["x"] - after[actor]["x"]) > 1]
        assert moved == [], "what stands stays where it is"
