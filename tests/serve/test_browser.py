"""The workbench as a reader uses it: real clicks in Chromium, and nothing asked of any other host."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from tests.serve.news import ATTACK, BAD, BAD_QUOTE


class Window:
    """A window with everything that it asked for and complained of."""

    def __init__(self, page: Any, server: str) -> None:
        self.page, self.server = page, server
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))

    def open(self, path: str) -> None:
        self.page.goto(self.server + path)

    def run(self) -> None:
        """Press YASGUI's button and wait for the answer."""
        with self.page.expect_response(lambda response: urlsplit(response.url).path == "/sparql"):
            self.page.locator("button.yasqe_queryButton >> visible=true").click()
        self.page.locator(".yasr_response_chip >> visible=true").wait_for()

    def results(self, form: str) -> Any:
        """Choose a form of the answer, and give what it shows."""
        self.page.locator(".yasr_btnGroup >> visible=true").locator(f"button[title={form}]").click()
        return self.page.locator(".yasr_results >> visible=true")


@pytest.fixture
def window(browser: Any, server: str) -> Iterator[Callable[..., Window]]:
    """Opens a window; at the end, it must have asked only our host and complained of nothing."""
    opened: list[Window] = []
    contexts = []

    def open_window(path: str, **options: Any) -> Window:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
        context.set_default_timeout(8000)
        contexts.append(context)
        window = Window(context.new_page(), server)
        opened.append(window)
        window.open(path)
        return window

    yield open_window
    for one in opened:
        assert one.hosts <= {urlsplit(server).netloc, ""}  # data: and blob: have no host
        assert one.complaints == []
    for context in contexts:
        context.close()


def place(bars: Any, share: float) -> tuple[float, float]:
    """A point of a histogram, ``share`` of the way along its time, just above its line."""
    bars.wait_for()
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    return box["x"] + 34 + share * (box["width"] - 50), box["y"] + box["height"] / 2


def editor(window: Callable[..., Window]) -> Window:
    found = window("/editor")
    found.page.wait_for_selector("html[data-ready=yes]")
    return found


def test_a_query_is_run_and_its_answer_looked_at_in_four_ways(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.run()
    rows = shown.results("Table").locator("tbody tr").all_inner_texts()
    assert rows[0].split()[:3] == ["Norland", "Sulia", "negated"]
    assert len(rows) == 3

    chart = shown.results("Chart").locator("svg[aria-label='number of rows by subject']")
    assert chart.locator("title").first.inner_html() == "Norland: 2"
    shown.page.locator("select[name=label] >> visible=true").select_option(label="polarity")
    assert shown.page.locator("svg[aria-label='number of rows by polarity'] title").first.inner_html() == "affirmed: 2"

    picture = shown.results("Graph").locator(".picture[data-edges='2']")
    picture.locator("canvas").wait_for()
    assert picture.get_attribute("data-nodes") == "3"

    shown.results("CSV")
    with shown.page.expect_download() as download:
        shown.page.get_by_text("Save as answer.csv").click()
    table = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert table[0] == ["subject", "object", "polarity", "quote"]
    assert table[3] == [f"Villain {ATTACK}", "Sulia", "affirmed", BAD_QUOTE]


def test_triples_are_shown_as_a_table_and_a_graph(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.page.evaluate(r"""yasgui.getTab().setQuery(
      'CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s kg:describes ?a ; kg:statedLabel ?o FILTER (CONTAINS(?o, "<")) }')""")
    shown.run()
    assert f"Villain {ATTACK}" in shown.results("Table").inner_text()
    shown.results("Graph").locator(".picture[data-edges='1'] canvas").wait_for()
    # YASGUI tries N-Triples as XML too; the browser's own message on that has a style, which the policy refuses.
    shown.complaints[:] = [text for text in shown.complaints if not text.startswith("Applying inline style")]


def test_a_named_query_is_chosen_to_start_from(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.page.get_by_role("button", name="Most active actors").click()
    assert "# title: Most active actors" in shown.page.evaluate("yasgui.getTab().getQuery()")
    shown.run()
    assert "Norland" in shown.results("Table").locator("tbody").inner_text()
    shown.page.get_by_role("button", name="actor", exact=True).click()
    actors = shown.results("Table").locator("tbody tr td:first-child").all_inner_texts()
    assert actors == sorted(actors)
    shown.page.get_by_label("Filter the rows").fill("norland")
    assert [row.split()[0] for row in shown.page.locator("tbody tr >> visible=true").all_inner_texts()] == ["Norland"]
    shown.open("/query/denials")
    shown.page.get_by_text("Edit as SPARQL").click()
    shown.page.wait_for_selector("html[data-ready=yes]")
    assert "# title: Denials" in shown.page.evaluate("yasgui.getTab().getQuery()")


def test_words_of_our_ontology_and_actors_are_completed(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.page.evaluate("yasgui.getTab().setQuery('SELECT * WHERE {\\n  ')")
    shown.page.evaluate("yasgui.getTab().getYasqe().focus(); yasgui.getTab().getYasqe().setCursor(1, 2)")
    shown.page.keyboard.type("?who rel:arms", delay=40)
    hint = shown.page.locator(".CodeMirror-hint", has_text="rel:suppliesArmsTo")
    assert "supplies arms to" in hint.inner_text()
    hint.click()
    shown.page.wait_for_timeout(250)  # the editor takes the focus back from the list, faster than a hand from the mouse
    shown.page.keyboard.type(" entity:sul", delay=40)
    shown.page.locator(".CodeMirror-hint", has_text="entity:sulia").click()
    shown.page.locator(".CodeMirror-hint").wait_for(state="detached")
    for key in " }":
        shown.page.wait_for_timeout(100)  # YASGUI looks for further completions after each key
        shown.page.keyboard.type(key)
    text = shown.page.evaluate("yasgui.getTab().getQuery()")
    assert "?who rel:suppliesArmsTo entity:sulia }" in text
    assert "PREFIX rel: <https://w3id.org/geopolitical-kg/relation/>" in text
    shown.run()
    assert "villain" in shown.results("Table").inner_text()


def test_a_link_in_the_table_leads_to_our_page(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.page.evaluate("yasgui.getTab().setQuery('SELECT ?s { ?s kg:country \"SUL\" }')")
    shown.run()
    link = shown.results("Table").locator("tbody a").first
    link.hover()
    with shown.page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    assert opened.value.url == f"{shown.server}/actor/entity:sulia"


def test_errors_and_cut_off_answers_are_said(window: Callable[..., Window]) -> None:
    shown = editor(window)
    shown.page.evaluate("yasgui.getTab().setQuery('SELECT * { ?s ?p ?o }')")
    shown.run()
    shown.page.get_by_text("cut off at 50 rows").wait_for()
    shown.page.evaluate("yasgui.getTab().setQuery('SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }')")
    with shown.page.expect_response(lambda response: urlsplit(response.url).path == "/sparql"):
        shown.page.locator("button.yasqe_queryButton >> visible=true").click()
    shown.page.get_by_text("SERVICE is refused: a query reads this graph only").wait_for()
    assert any("400" in complaint for complaint in shown.complaints)  # the browser logs the status
    shown.complaints.clear()


def test_search_leads_to_an_actor_and_on_to_a_pair_and_a_claim(window: Callable[..., Window]) -> None:
    shown = window("/articles")
    shown.page.get_by_role("combobox", name="Find an actor").press_sequentially("norl")
    shown.page.get_by_role("option", name="Norland").wait_for()
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/actor/entity:norland")
    assert shown.page.get_by_role("heading", level=1).inner_text() == "Norland"
    shown.page.get_by_role("link", name="Is done to").click()
    assert shown.page.locator(".claim").all_inner_texts()[0].startswith("Sulia attacks Norland")
    shown.page.locator(".counterparts").get_by_role("link", name="Sulia").click()
    shown.page.wait_for_url("**/pair/entity:norland/entity:sulia")
    bars = shown.page.locator(".histogram svg")
    assert bars.get_attribute("aria-label") == "5 claims by week, 2020-02-03 to 2021-06-07"
    shown.page.mouse.click(*place(bars, 0.005))
    shown.page.wait_for_url("**/pair/entity:norland/entity:sulia?whole=yes&since=2020-02-03&until=2020-02-09*")
    assert shown.page.locator(".claim").count() == 2
    assert "2 claims between the two" in shown.page.inner_text("main")
    denied = shown.page.locator(".claim.is-denied")
    assert "Norland did not sell rifles to Sulia" in denied.inner_text()
    denied.get_by_role("link", name="claim", exact=True).click()
    assert "Ira Vane" in shown.page.locator("dl.facts").inner_text()


def test_an_article_lights_up_the_words_of_a_claim(window: Callable[..., Window]) -> None:
    shown = window("/articles")
    shown.page.get_by_role("link", name="Rifles across the lake").click()
    shown.page.locator("li[data-claim='2']").hover()
    lit = shown.page.locator("mark.lit").all_inner_texts()
    assert "".join(lit) == "Norland sold rifles to Sulia, the Lake Pact said, and sanctioned it"
    assert shown.page.locator("mark").first.evaluate("mark => getComputedStyle(mark).outlineStyle") == "solid"


def test_a_query_form_is_filled_in_and_answered(window: Callable[..., Window]) -> None:
    shown = window("/query/denials")
    shown.page.locator("input[name=actor]").press_sequentially("Ira")
    shown.page.locator(".suggestions li", has_text="Ira Vane").click()
    shown.page.get_by_role("button", name="Ask").click()
    shown.page.wait_for_url("**/query/denials?actor=Ira+Vane*")
    assert "Norland did not sell rifles to Sulia" in shown.page.locator("table.answer").inner_text()
    shown.page.get_by_role("tab", name="Chart").click()
    shown.page.locator("#view-chart svg[aria-label='number of rows by date']").wait_for()
    shown.page.locator("select[name=label]").select_option(label="subject")
    assert shown.page.url.endswith("#view=chart&of=subject&much=&as=bars")
    shown.page.reload()
    shown.page.locator("#view-chart svg[aria-label='number of rows by subject']").wait_for()
    shown.page.get_by_role("tab", name="Graph").click()
    shown.page.locator("#view-graph .picture[data-nodes='2'] canvas").wait_for()
    with shown.page.expect_download() as download:
        shown.page.get_by_role("link", name="CSV").click()
    assert "Ira Vane,Norland" in Path(download.value.path()).read_text(encoding="utf-8")


def test_the_explorer_is_the_live_graph(window: Callable[..., Window]) -> None:
    shown = window("/")
    frame = shown.page.frame_locator("#explorer")
    frame.locator("html[data-ready=yes]").wait_for()
    assert "Norland" in frame.locator("#panel").inner_text()
    shown.open("/actor/entity:lake-pact")
    shown.page.get_by_text("Show in the explorer").click()
    frame.locator("html[data-ready=yes]").wait_for()
    assert "Lake Pact" in frame.locator("#panel").inner_text()


def test_there_is_one_box_to_find_an_actor_in_and_the_explorer_answers_it(window: Callable[..., Window]) -> None:
    shown = window("/")
    frame = shown.page.frame_locator("#explorer")
    frame.locator("html[data-ready=yes]").wait_for()
    frame.locator("body.served").wait_for()
    assert not frame.get_by_role("combobox", name="Find an actor").is_visible()
    shown.page.get_by_role("combobox", name="Find an actor").press_sequentially("lake")
    shown.page.get_by_role("option", name="Lake Pact").wait_for()
    shown.page.keyboard.press("Enter")
    frame.locator("#panel h2", has_text="Lake Pact").wait_for()
    assert urlsplit(shown.page.url).path == "/"


def test_brush_keeps_an_actors_claims_of_its_days(window: Callable[..., Window]) -> None:
    shown = window("/actor/entity:norland")
    bars = shown.page.locator(".histogram svg")
    everything = shown.page.locator(".claim").count()
    shown.page.mouse.move(*place(bars, 0.002))
    shown.page.mouse.down()
    shown.page.mouse.move(*place(bars, 0.3))
    shown.page.mouse.move(*place(bars, 0.5))
    shown.page.mouse.up()
    shown.page.wait_for_url("**since=2020-02-03**")
    kept = shown.page.locator(".claim").all_inner_texts()
    assert 0 < len(kept) < everything
    assert not any("Sulia raided" in text for text in kept)
    assert shown.page.locator(".histogram .selection").is_visible()
    shown.page.get_by_role("link", name="All time").click()
    shown.page.wait_for_url("**/actor/entity:norland?side=both")
    assert shown.page.locator(".claim").count() == everything


def test_an_actor_and_a_query_are_rolled_up_by_a_switch(window: Callable[..., Window]) -> None:
    shown = window("/actor/entity:norland")
    as_said = shown.page.locator(".claim").count()
    shown.page.get_by_role("link", name="With those who act for it").click()
    shown.page.wait_for_url("**/actor/entity:norland?level=state")
    shown.page.get_by_role("link", name="Says").click()
    shown.page.wait_for_url("**side=says&level=state**")
    assert "Norland did not sell rifles to Sulia" in shown.page.inner_text("main"), "said by Ira Vane, its premier"
    shown.page.get_by_role("link", name="Only as said").click()
    shown.page.wait_for_url("**/actor/entity:norland?level=said")
    assert shown.page.locator(".claim").count() == as_said
    shown.open("/query/denials?actor=Norland")
    shown.page.locator("select[name=level]").select_option("state")
    shown.page.get_by_role("button", name="Ask").click()
    shown.page.wait_for_url("**level=state")
    assert "Norland did not sell rifles to Sulia" in shown.page.locator("table.answer").inner_text()


def test_nothing_is_cut_off_on_a_phone_or_left_empty_on_a_wide_screen(window: Callable[..., Window]) -> None:
    shown = window("/actor/entity:norland")
    for path in ("/actor/entity:norland", "/query/denials", "/pair/entity:norland/entity:sulia", "/editor"):
        for width in (390, 900, 1000):
            shown.page.set_viewport_size({"width": width, "height": 800})
            shown.open(path)
            assert shown.page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            for table in shown.page.locator(".list >> visible=true").all():
                assert table.evaluate("(box) => box.scrollWidth <= box.clientWidth + 1"), (path, width)
    shown.page.set_viewport_size({"width": 1600, "height": 900})
    shown.open("/pair/entity:norland/entity:sulia")
    assert shown.page.locator(".two-ways").bounding_box()["width"] > 0.9 * 1600
    shown.open("/query/denials")
    assert shown.page.locator("td[data-column=quote]").first.bounding_box()["width"] > 300


def test_the_editor_is_dark_in_the_dark_and_its_button_covers_no_text(window: Callable[..., Window]) -> None:
    shown = window("/editor", color_scheme="dark")
    shown.page.wait_for_selector("html[data-ready=yes]")
    shown.page.set_viewport_size({"width": 390, "height": 800})
    style = shown.page.locator(".CodeMirror").first.evaluate("(box) => getComputedStyle(box).backgroundColor")
    assert style == "rgb(17, 22, 29)"
    button = shown.page.locator("button.yasqe_queryButton >> visible=true").bounding_box()
    assert button["y"] + button["height"] <= shown.page.locator(".CodeMirror-line").first.bounding_box()["y"] + 4


def test_the_explorer_leads_on_to_our_pages(window: Callable[..., Window]) -> None:
    shown = window("/")
    frame = shown.page.frame_locator("#explorer")
    frame.locator("html[data-ready=yes]").wait_for()
    frame.locator("#panel .lines button").first.click()
    frame.get_by_role("link", name="All between the two").click()
    shown.page.wait_for_url("**/pair/**")
    assert shown.page.locator("h1").count() == 1
    shown.open("/")
    frame.locator("html[data-ready=yes]").wait_for()
    frame.locator("#panel .lines button").first.click()
    frame.locator("#panel .name").first.click()
    frame.get_by_role("link", name="All about this actor").click()
    shown.page.wait_for_url("**/actor/**")
    shown.open("/")
    frame.locator("html[data-ready=yes]").wait_for()
    frame.locator("#panel .lines button").first.click()
    frame.get_by_role("link", name="read here").first.click()
    shown.page.wait_for_url("**/article/**")
    assert shown.page.locator("mark, .claim").count() > 0


@pytest.mark.parametrize(
    "path",
    ["/", "/actors", "/actor/entity:villain", "/pair/entity:sulia/entity:villain", "/articles",
     f"/article/{quote(BAD.id, safe='')}", "/query/arms-transfers", "/relation/suppliesArmsTo",
     "/actors?q=%3Cscript%3Ewindow.ran=1%3C/script%3E", "/pair?x=%22%3E%3Cscript%3Ewindow.ran=1%3C/script%3E&y=a",
     "/query/denials?actor=%3Cimg%20src=x%20onerror=window.ran=1%3E"],
)  # fmt: skip
def test_a_hostile_article_is_harmless(window: Callable[..., Window], path: str) -> None:
    shown = window(path)
    shown.page.get_by_role("combobox", name="Find an actor").first.press_sequentially("villain")
    shown.page.locator("#suggestions [role=option]").first.hover()
    for tab in shown.page.get_by_role("tab").all():
        tab.click()
    for frame in shown.page.frames:
        assert frame.evaluate("window.ran") is None
        assert frame.locator("img, [onmouseover], [onerror], a[href^='javascript']").count() == 0
    shown.complaints[:] = [text for text in shown.complaints if "status of 40" not in text]


def test_the_pages_work_without_scripts(window: Callable[..., Window]) -> None:
    shown = window("/pair", java_script_enabled=False)
    shown.page.locator("input[name=x]").fill("Norland")
    shown.page.locator("input[name=y]").fill("Sulia")
    shown.page.get_by_role("button", name="Show").click()
    assert "5 claims" in shown.page.inner_text("main")
