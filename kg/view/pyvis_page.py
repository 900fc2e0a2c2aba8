"""A page made with pyvis, and the one place that knows what is wrong with pyvis 0.3.2.

- Its own template links Bootstrap from a CDN in every mode: ours is rendered instead, through pyvis, with
  vis-network taken out of the installed package and put into the page.
- An undirected network drops parallel edges: ours is always directed.
- ``from_nx`` changes the graph that it is given: actors and relations are added one by one.
- Files are written in the platform's encoding, and ``lib/`` into the working folder: we write, in UTF-8, one file.
- One title with "href" in it turns every tooltip into raw HTML: no title is given, the page's script builds the
  tooltips out of text nodes.

Nothing on the page may be fetched and no script may run but those named here: the Content-Security-Policy
allows nothing else, and knows the scripts by their hashes. What only some views need (charts, measures, the map) stands
in the page as text, and runs when it is first needed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from importlib import resources
from typing import Any

SCRIPTS = (
    "elements.js", "selection.js", "paths.js", "histogram.js", "time.js", "arrange.js", "measure.js", "picture.js",
    "labels.js", "crowd.js", "map.js", "panel.js", "save.js", "controls.js", "share.js", "page.js",
)  # fmt: skip
"""Our scripts in the order in which they run; together they are one function, so that they share their names."""

LATER = ("charts", "measures")
"""Scripts of kg/view/vendor, which NOTICE and LICENSES.txt tell of."""

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "tooltipDelay": 150,
        "keyboard": False,
        "multiselect": False,
        "hideEdgesOnZoom": False,
    },
    # Labels are drawn by labels.js, which keeps them apart at every zoom; vis-network's own are off (size 0).
    "nodes": {"font": {"size": 0}, "borderWidth": 1.5, "borderWidthSelected": 2.5},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 1.5, "hoverWidth": 1},
}


def render(nodes: Iterable[dict[str, Any]], edges: Iterable[dict[str, Any]], record: dict[str, Any], title: str) -> str:
    """The whole page as text.

    ``nodes`` need ``id`` and ``label``, ``edges`` need ``from`` and ``to``; further keys reach the page as they are.
    ``record`` is what else the page's script reads (claims, articles, colours). All three are data: they are
    embedded as JSON in which ``<``, ``>``, ``&`` and ``'`` are escaped, and never parsed as markup.
    """
    # Imported here because pyvis imports IPython, which takes longer than drawing the page.
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", heading=title)
    for node in nodes:
        network.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
    for edge in edges:
        network.add_edge(edge["from"], edge["to"], **{k: v for k, v in edge.items() if k not in ("from", "to")})
    network.set_options(json.dumps(OPTIONS))

    scripts = [vis_network(), _our_script()]
    style = asset("page.css")
    assets = resources.files("kg.view") / "assets"
    network.path = "page.html"
    network.templateEnv = Environment(loader=FileSystemLoader(str(assets)), autoescape=True)
    later = {name: vendored(f"{name}.js") for name in LATER}
    network.templateEnv.globals.update(
        record=record, scripts=scripts, style=style, later=later, world=json.loads(vendored("world.json")),
        policy=_policy([*scripts, *later.values()], [style, vendored("plot.css")]),
    )  # fmt: skip
    page: str = network.generate_html()
    return page


def vis_network() -> str:
    """The source of vis-network, out of the installed pyvis."""
    found = [
        script
        for folder in (resources.files("pyvis") / "templates" / "lib").iterdir()
        if folder.name.startswith("vis-") and (script := folder / "vis-network.min.js").is_file()
    ]
    if not found:
        raise FileNotFoundError("pyvis is installed without vis-network (templates/lib/vis-*/vis-network.min.js)")
    newest = max(found, key=lambda script: str(script))
    return _script(newest.read_text(encoding="utf-8"), str(newest))


def vendored(name: str) -> str:
    """A file of kg/view/vendor, made by scripts/vendor_front_end.py."""
    text = (resources.files("kg.view") / "vendor" / name).read_text(encoding="utf-8")
    return _script(text, f"kg/view/vendor/{name}")


def asset(name: str) -> str:
    """A file of kg/view/assets."""
    return _lines((resources.files("kg.view") / "assets" / name).read_text(encoding="utf-8"))


def _our_script() -> str:
    body = "\n".join(asset(name) for name in SCRIPTS)
    return _script(f'"use strict";\n(() => {{\n{body}}})();\n', "kg/view/assets")


def _script(text: str, name: str) -> str:
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError(f"{name}: holds '</script' or '<!--' and cannot stand inside a page")
    return _lines(text)


def _lines(text: str) -> str:
    """With the line ends that a browser makes of them, or the hashes would not fit."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _policy(scripts: list[str], styles: list[str]) -> str:
    return "; ".join(
        [
            "default-src 'none'",
            "script-src " + " ".join(map(content_hash, scripts)),
            "style-src " + " ".join(map(content_hash, styles)),
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def content_hash(text: str) -> str:
    """How a Content-Security-Policy knows a script or style by its text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
