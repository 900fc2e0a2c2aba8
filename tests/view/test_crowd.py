"""The full view: more lines than vis-network can draw are painted beside it, and answer the mouse all the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.view import write_page
from kg.view.page_data import LIMIT
from tests.view.crowd import crowd
from tests.view.news import graph_of
from tests.view.opened import OpenPage

Opener = Callable[..., OpenPage]
ACTORS, RELATIONS = 150, 900


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(graph_of(crowd(ACTORS, RELATIONS)), tmp_path_factory.mktemp("crowd") / "graph.html")


@pytest.fixture
def page(file: Path, open_page: Opener) -> OpenPage:
    """Everything shown."""
    page = open_page(file)
    page.page.get_by_role("button", name="Show all").click()
    painted(page)
    return page


def painted(page: OpenPage) -> None:
    page.page.wait_for_selector("html[data-painted=yes]", state="attached")
    page.page.wait_for_timeout(100)


def place(page: OpenPage, label: str) -> tuple[float, float]:
    """Where on the screen an actor that only the painting shows stands."""
    script = """(label) => {
      const box = document.getElementById("mynetwork").getBoundingClientRect();
      const at = network.canvasToDOM([...actors.values()].find((one) => one.label === label));
      return [box.x + at.x, box.y + at.y];
    }"""
    x, y = page.page.evaluate(script, label)
    return float(x), float(y)


def test_it_opens_with_the_best_evidenced_lines_only(file: Path, open_page: Opener) -> None:
    page = open_page(file)
    assert len(page.lines()) == LIMIT
    assert f"The best-evidenced {LIMIT} of" in page.page.inner_text("#note")


def test_everything_is_painted_and_nothing_left_to_vis_network(page: OpenPage) -> None:
    assert page.lines() == []
    assert page.page.inner_text("#note") == ""
    said = page.page.get_attribute("#mynetwork", "aria-label")
    assert said is not None
    assert said.startswith(f"Network of {ACTORS} actors and ")
    colours = page.page.evaluate(
        """() => {
          const canvas = document.querySelector("#mynetwork canvas");
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const found = new Set();
          for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 4).join(" "));
          return found.size;
        }"""
    )
    assert colours > 500
    assert page.complaints == []


def test_an_actor_of_the_crowd_can_be_clicked(page: OpenPage) -> None:
    page.page.mouse.click(*place(page, "Country 0"))
    page.page.wait_for_timeout(150)
    assert "Country 0" in page.panel()
    lines = page.lines()
    assert len(lines) > 20
    assert all(line["from"].endswith("00000") or line["to"].endswith("00000") for line in lines)
    page.page.keyboard.press("Escape")
    assert page.lines() == []


def test_a_line_of_the_crowd_can_be_clicked(page: OpenPage) -> None:
    page.page.locator("#panel .lines button").nth(3).click()
    (line,) = page.lines()
    page.page.keyboard.press("Escape")
    ends = page.page.evaluate("(ids) => ids.map((id) => actors.get(id).label)", [line["from"], line["to"]])
    (x, y), (other_x, other_y) = place(page, ends[0]), place(page, ends[1])
    page.page.mouse.click((x + other_x) / 2, (y + other_y) / 2)
    page.page.wait_for_timeout(150)
    assert "→" in page.panel() or "↔" in page.panel()
    assert "it is said in" in page.panel(), "the sentence"
    assert len(page.lines()) == 1


def test_the_mouse_over_an_actor_of_the_crowd_tells_who_it_is(page: OpenPage) -> None:
    x, y = place(page, "Country 0")
    page.page.mouse.move(x - 3, y - 3)
    page.page.mouse.move(x, y)
    tip = page.page.locator("div.vis-tooltip.shown")
    assert "Country 0" in tip.inner_text()
    page.page.mouse.move(300, 90)


def test_it_is_painted_anew_where_the_picture_goes(page: OpenPage) -> None:
    page.page.get_by_role("button", name="Zoom in").click()
    painted(page)
    page.page.get_by_role("button", name="Switch between dark and light").click()
    painted(page)
    assert page.complaints == []


def test_a_filter_brings_the_lines_back_to_vis_network(page: OpenPage) -> None:
    page.page.get_by_label("Relation", exact=True).select_option(index=1)
    assert 0 < len(page.lines()) <= LIMIT
    assert page.complaints == []
