"""The page with 2,000 actors and 10,000 relations, beside plain pyvis with the same graph, in headless Chromium.

``python -m benchmarks.page [--actors 2000] [--relations 10000] [--folder DIR]`` makes news of a crowd (the same every
time), writes the page of ``kg view`` and a page as pyvis itself writes it, with physics off and the same positions
given, and prints of each: seconds until it is ready, and frames a second while the picture is moved.

Ready means for ours that the page answers and its first picture is painted; for pyvis that vis-network has drawn once.
Frames are counted where both draw them, by vis-network's event ``afterDrawing``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.networks import network
from kg.resources import BASE
from kg.view import write_page
from kg.view.layout import layout
from tests.conftest import CHROMIUM
from tests.view.crowd import crowd
from tests.view.news import graph_of

NO_FRAME_LIMIT = ("--disable-frame-rate-limit", "--disable-gpu-vsync")
"""Else whatever draws fast enough stands at the 60 frames a second of the screen."""
PAN = """() => new Promise((done) => {
  let frames = 0;
  network.on("afterDrawing", () => { frames += 1; });
  const { x, y } = network.getViewPosition();
  const started = performance.now();
  const step = () => {
    const seconds = (performance.now() - started) / 1000;
    const aside = 300 * Math.sin(2 * Math.PI * seconds / 2) / network.getScale();
    network.moveTo({ position: { x: x + aside, y: y + aside / 2 } });
    if (seconds < 6) requestAnimationFrame(step); else done(frames / seconds);
  };
  step();
})"""
"""Frames drawn a second while the picture goes 300 pixels left and right, once in two seconds, for six seconds."""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def plain_pyvis(graph: Any, path: Path) -> None:
    """The page that pyvis writes of itself: every relation an edge, physics off, positions given."""
    from pyvis.network import Network

    drawn = network(graph)
    pairs = {(min(one, other), max(one, other)): 1.0 for one, other in drawn.edges()}
    places = layout(pairs, [], dict.fromkeys(drawn, 80.0))
    page = Network(height="750px", width="100%", directed=True, cdn_resources="in_line")
    for actor, data in sorted(drawn.nodes(data=True)):
        x, y = places[actor]
        page.add_node(actor, label=str(data.get("label")), x=x, y=y)
    for one, other, relation in sorted(drawn.edges(keys=True)):
        page.add_edge(one, other, title=relation.removeprefix(BASE))
    page.toggle_physics(False)
    path.write_text(page.generate_html(), encoding="utf-8")


def measured(browser: Any, address: str, ready: str) -> tuple[float, float]:
    """Seconds until ``ready`` is true, and frames a second while the network is dragged."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    while not page.evaluate(ready):
        time.sleep(0.02)
    took = time.perf_counter() - started
    frames = page.evaluate(PAN)
    context.close()
    return took, frames


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=2_000)
    parser.add_argument("--relations", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "kg-page"))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    from playwright.sync_api import sync_playwright

    graph = graph_of(crowd(options.actors, options.relations))
    started = time.perf_counter()
    ours = write_page(graph, options.folder / "ours.html")
    print(f"kg view: {time.perf_counter() - started:.1f} s, {ours.stat().st_size / 1e6:.1f} MB")
    theirs = options.folder / "pyvis.html"
    plain_pyvis(graph, theirs)
    loaded = f"window.network && document.readyState === 'complete' && {TWO_FRAMES}"
    opened = "document.documentElement.dataset.ready === 'yes'"
    painted = opened + " && document.documentElement.dataset.painted === 'yes'"
    pages = (
        ("plain pyvis, physics off, positions given", theirs.as_uri(), loaded),
        ("kg view, as it opens", ours.as_uri(), opened),
        ("kg view, everything shown", f"{ours.as_uri()}#limit=999999", painted),
    )
    with sync_playwright() as playwright:
        for title, switches in (("at the screen's 60 Hz", ()), ("without the screen's limit", NO_FRAME_LIMIT)):
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", *switches])
            print(title)
            first = None
            for name, address, ready in pages:
                took, frames = measured(browser, address, ready)
                first = first or frames
                print(f"  {name:43} ready in {took:5.2f} s, {frames:6.1f} frames a second, ratio {frames / first:5.1f}")
            browser.close()


if __name__ == "__main__":
    main()
