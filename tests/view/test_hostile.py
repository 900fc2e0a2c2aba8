"""An article that tries to be markup stays text, wherever the page shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.model import Article
from kg.view import write_page
from tests.view.news import MINISTER, OSTLAND, VARNIA, claim, graph_of
from tests.view.opened import OpenPage

ATTACK = (
    '</script><script>window.ran=1</script><img src=x onerror="window.ran=1">'
    '"onmouseover="window.ran=1" <!-- {{ 7*7 }} {% include \'x\' %} '
)
ODD = "\u202eevil\u2066 \u2028 \U0001f3db \u0130stanbul a\u0301 \u200b"
QUOTE = f"Varnia armed {ATTACK}{ODD} Ostland"
ARTICLE = Article(
    "bad",
    f"It is said that {QUOTE}, and so on.",
    f"href {ATTACK}",
    dt.date(2022, 1, 1),
    f"Source {ATTACK}",
    "javascript:window.ran=1",
)


def test_nothing_runs(tmp_path: Path, open_page: Callable[..., OpenPage]) -> None:
    varnia = replace(VARNIA, label=f"Varnia {ATTACK}")
    speaker = replace(MINISTER, label=f"Ada href={ATTACK}")
    said = claim(ARTICLE, QUOTE, varnia, "suppliesArmsTo", OSTLAND, attributed_to=speaker, theme=f"arms {ATTACK}")
    graph = graph_of([(ARTICLE, [said])])
    page = open_page(write_page(graph, tmp_path / "graph.html"))
    scripts = page.page.locator("script").count()

    tip = page.hover(line=page.line("materialCooperation"))
    assert "</script><script>window.ran=1</script>" in tip
    page.click(line=page.line("materialCooperation"))
    assert page.page.locator("#panel mark").text_content() == QUOTE
    assert "javascript:" not in page.page.content().split('id="panel"')[1].split("<script")[0]
    page.page.locator("#panel button.name").first.click()
    page.page.fill("#search-text", "varnia")
    page.page.locator("#search-list li").first.hover()

    assert page.page.evaluate("window.ran") is None
    assert page.page.locator("script").count() == scripts
    assert page.page.locator("img, iframe, [onmouseover], [onerror], a[href^='javascript']").count() == 0
    assert page.requests == [page.address]
    assert page.complaints == []


def test_the_policy_lets_no_other_script_run(tmp_path: Path, open_page: Callable[..., OpenPage]) -> None:
    page = open_page(write_page(graph_of([]), tmp_path / "graph.html"))
    page.page.evaluate(
        "const script = document.createElement('script'); script.text = 'window.ran = 1'; document.body.append(script)"
    )
    assert page.page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in page.complaints)
