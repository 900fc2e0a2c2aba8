"""Words and phrases in all articles: ``/texts?q=…`` is a form and what was found, ``/texts.csv?q=…`` a file."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph.store import KnowledgeGraph
from kg.graph.texts import MARKS, texts_of
from kg.search import Findings, findings_table, search
from kg.serve.formats import RESULTS, Format, write_results
from kg.serve.live import Live
from kg.serve.protocol import respond, status_of
from kg.serve.render import page
from kg.serve.work import Answer

PER_PAGE = 50
LONGEST_SEARCH = 1000
"""Characters; more is no question."""


async def texts(request: Request) -> Response:
    """The form with what was found, or what was found as a file."""
    live: Live = request.app.state.live
    given = request.query_params.get("q", "").strip()[:LONGEST_SEARCH]
    if suffix := request.path_params.get("suffix"):
        style = next((one for one in RESULTS if one.suffix == suffix), None)
        if style is None:
            raise HTTPException(404, f"texts come as {', '.join(one.suffix for one in RESULTS)}")
        return await respond(request, live.page(answer, texts_of(live.graph), given, style, live.limits.rows))
    asked = request.query_params.get("page", "1")
    at = min(max(int(asked), 1), 100_000) if asked.isdecimal() and len(asked) < 7 else 1
    findings, error, status = Findings(), None, 200
    if given:
        try:
            findings = await live.page(found, texts_of(live.graph), given, at)
        except KgError as problem:
            error, status = str(problem), status_of(problem)
    return page(
        request, "texts.html", status, q=given, findings=findings, error=error, at=at, pieces=pieces, place=place,
        pages=max(1, -(-findings.total // PER_PAGE)), tail=f"&{urlencode({'q': given})}",
    )  # fmt: skip


def found(graph: KnowledgeGraph, path: Path, text: str, at: int) -> Findings:
    """One page of what is found; ``at`` counts from 1."""
    return search(graph, path, text, limit=PER_PAGE, offset=(at - 1) * PER_PAGE)


def answer(graph: KnowledgeGraph, path: Path, text: str, style: Format, rows: int) -> Answer:
    """What is found as a file."""
    table = findings_table(search(graph, path, text, limit=rows))
    return Answer(write_results(table, style), style, table.note)


def pieces(passage: str) -> list[tuple[str, bool]]:
    """A passage cut where words that were looked for begin and end: text, and whether it was looked for."""
    return [(text, place % 2 == 1) for place, text in enumerate(re.split("[" + "".join(MARKS) + "]", passage))]


def place(passage: str) -> str:
    """The end of an address that leads to the first words found, for browsers that know text fragments."""
    words = next((text for text, looked_for in pieces(passage) if looked_for), "")
    return f"#:~:text={quote(words, safe='').replace('-', '%2D')}" if words else ""
