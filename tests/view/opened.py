"""A page opened in the browser, and what a reader does with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class OpenPage:
    """A page in the browser with everything that it asked for and complained of."""

    def __init__(self, page: Any, path: Path) -> None:
        self.page, self.address = page, path.as_uri()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()))
        page.goto(self.address)
        page.wait_for_selector("html[data-ready=yes]")

    def panel(self) -> str:
        """What the panel beside the picture says."""
        return str(self.page.inner_text("#panel"))

    def lines(self) -> list[dict[str, Any]]:
        """The lines drawn, as vis-network holds them, without their tooltips."""
        script = "edges.get().map(({title, ...rest}) => rest).sort((a, b) => a.id < b.id ? -1 : 1)"
        return list(self.page.evaluate(script))

    def actors(self) -> set[str]:
        """Names of the actors drawn."""
        return set(self.page.evaluate("nodes.get().map((node) => node.label)"))

    def line(self, relation: str) -> str:
        """Id of the line that a relation is in."""
        found = [line["id"] for line in self.lines() if relation in line["id"]]
        assert len(found) == 1, found
        return str(found[0])

    def point(self, *, actor: str | None = None, line: str | None = None) -> tuple[float, float]:
        """Where on the screen an actor, or a spot of a line that nothing covers, is."""
        x, y = self.page.evaluate(
            """([actor, line]) => {
              const box = document.getElementById("mynetwork").getBoundingClientRect();
              const at = (id) => network.canvasToDOM(network.getPosition(id));
              const node = actor && nodes.get().find(({ label }) => label === actor);
              if (node) return [box.x + at(node.id).x, box.y + at(node.id).y];
              const { from, to } = edges.get(line);
              const [a, b] = [at(from), at(to)];
              const length = Math.hypot(b.x - a.x, b.y - a.y);
              for (const part of [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7]) {
                const hits = [];
                for (let aside = -90; aside <= 90; aside += 1) {
                  const x = Math.round(a.x + part * (b.x - a.x) - aside * (b.y - a.y) / length);
                  const y = Math.round(a.y + part * (b.y - a.y) + aside * (b.x - a.x) / length);
                  const free = !network.getNodeAt({ x, y });
                  if (free && network.getEdgeAt({ x, y }) === line) hits.push([box.x + x, box.y + y]);
                }
                if (hits.length) return hits[Math.floor(hits.length / 2)]; // its middle, not the rim of what can be hit
              }
              throw new Error("this line can't be clicked anywhere");
            }""",
            [actor, line],
        )
        return float(x), float(y)

    def click(self, **what: str) -> None:
        """A real click of the mouse on an actor or a line."""
        self.page.mouse.click(*self.point(**what))
        self.page.wait_for_timeout(100)  # vis-network tells a click from a double click by waiting

    def along(self, share: float) -> tuple[float, float]:
        """A point of the histogram, ``share`` (0 to 1) of the way from its first day to the end of its last bin."""
        box = self.page.locator("#histogram svg").bounding_box()
        left, right = box["x"] + 34, box["x"] + box["width"] - 16
        return left + share * (right - left), box["y"] + box["height"] / 2

    def brush(self, start: float, end: float) -> None:
        """Draw the mouse over a part of the histogram."""
        self.page.mouse.move(*self.along(start))
        self.page.mouse.down()
        self.page.mouse.move(*self.along((start + end) / 2))
        self.page.mouse.move(*self.along(end))
        self.page.mouse.up()

    def hover(self, **what: str) -> str:
        """Rest the mouse on an actor or a line and read the tooltip."""
        x, y = self.point(**what)
        self.page.mouse.move(x - 2, y - 2)
        self.page.mouse.move(x, y)
        self.page.wait_for_selector("div.vis-tooltip >> visible=true")
        return str(self.page.inner_text("div.vis-tooltip"))
