"""Templates: every text that comes from the graph is escaped, as autoescaping is on for all of them."""

from __future__ import annotations

import dataclasses
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from starlette.requests import Request
from starlette.responses import HTMLResponse

from kg.graph.store import BEHIND
from kg.graph.terms import shorten
from kg.serve import names
from kg.serve.editing import SAID, Editing
from kg.serve.live import Live
from kg.vocabulary import load_vocabulary


@cache
def _environment() -> jinja2.Environment:
    folder = str(resources.files("kg.serve") / "templates")
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["count"] = count
    environment.filters["shorten"] = shorten
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.globals.update(
        address=names.address,
        actor_address=names.actor_address,
        actor_name=names.actor_name,
        pair_address=names.pair_address,
        counted=lambda days: [dataclasses.asdict(one) for one in days if one.day],
        noted_as=SAID,
        quad_labels={**load_vocabulary().quads, "lasting": "lasting"},
    )
    return environment


def page(request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """A page of kg/serve/templates; ``values`` are what it shows."""
    live: Live = request.app.state.live
    editing: Editing | None = request.app.state.editing
    tags = {name: asset.tag for name, asset in request.app.state.assets.items()}
    text = (
        _environment()
        .get_template(template)
        .render(
            values,
            here=request.url.path,
            asset=lambda name: f"/assets/{name}?{tags[name]}",
            has_asset=lambda name: name in tags,
            being_written=live.being_written,
            is_editable=editing is not None,
            noted=editing.marked() if editing else {},
            unfinished=BEHIND if live.is_behind else None,
        )
    )
    response = HTMLResponse(text, status)
    response.headers["Vary"] = "Accept"
    return response


def count(number: int, what: str, many: str | None = None) -> str:
    """``1 claim``, ``2,000 claims``."""
    return f"{number:,} {what if number == 1 else many or what + 's'}"
