"""The web application: which address leads where."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kg.errors import KgError
from kg.serve import editor, named, pages, texts
from kg.serve.corrections import routes as editable
from kg.serve.editing import Editing
from kg.serve.formats import HTML, TURTLE, choose
from kg.serve.front_end import Asset, load_assets
from kg.serve.guard import Guard
from kg.serve.live import Limits, Live
from kg.serve.protocol import sparql, status_of
from kg.serve.render import page

LOCAL_NAMES = ("localhost",)


def create_app(
    graph: Path,
    *,
    limits: Limits | None = None,
    hosts: Collection[str] = (),
    cors: str | None = None,
    editing: Editing | None = None,
) -> Starlette:
    """The workbench over the store in the folder ``graph``, which is left as it is.

    With ``editing`` the files of corrections beside it can be written by a click.
    ``hosts`` are further names that the server goes by, ``cors`` the origin whose pages may read data (``*`` for all,
    None for none).

    Raises:
        StoreError: no graph there, or it is being written to.
    """
    limits = limits or Limits()
    live = Live(graph, limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            live.close()

    app = Starlette(
        routes=[*_routes(), *(editable() if editing else [])],
        middleware=[
            Middleware(Guard, hosts=(*LOCAL_NAMES, *hosts), body_limit=limits.request_bytes, cors=cors),
        ],
        exception_handlers={HTTPException: _problem, KgError: _problem, ClientDisconnect: _gone, Exception: _fault},
        lifespan=lifespan,
    )
    app.state.live = live
    app.state.editing = editing
    app.state.assets = load_assets()
    return app


def _routes() -> list[Route]:
    return [
        Route("/", pages.home),
        Route("/explorer", pages.explorer_page),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/editor", editor.editor),
        Route("/words.json", editor.words),
        Route("/search.json", pages.search),
        Route("/query", named.queries),
        Route("/query/{name}", named.query),
        Route("/actors", pages.actors),
        Route("/actor/{name:path}", pages.actor),
        Route("/pair", pages.pair_form),
        Route("/pair/{x}/{y}", pages.pair),
        Route("/articles", pages.articles),
        Route("/texts", texts.texts),
        Route("/texts.{suffix}", texts.texts),
        Route("/article/{id:path}", pages.article),
        Route("/claim/{id}", pages.claim),
        Route("/relations", pages.relations),
        Route("/relation/{name}", pages.relation),
        Route("/entity/{name}", pages.mirrored),
        Route("/person/{name}", pages.mirrored),
        Route("/wd/{name}", pages.mirrored),
        Route("/resource", pages.resource),
        Route("/assets/{name}", asset),
    ]


async def asset(request: Request) -> Response:
    """A script or style, looked up by name among those loaded at the start: no path reaches the disk."""
    found: Asset | None = request.app.state.assets.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "no such file")
    if request.headers.get("if-none-match") == f'"{found.tag}"':
        return Response(status_code=304)
    headers = {"ETag": f'"{found.tag}"', "Cache-Control": "max-age=3600"}
    return Response(found.body, media_type=found.content_type, headers=headers)


async def _problem(request: Request, error: Exception) -> Response:
    """What went wrong, as a page for people and as one line for programs."""
    status = error.status_code if isinstance(error, HTTPException) else status_of(error)
    text = error.detail if isinstance(error, HTTPException) else str(error)
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    accept = ",".join(request.headers.getlist("accept"))
    if accept and choose(accept, (TURTLE, HTML)) == HTML:
        response: Response = page(request, "problem.html", status, status=status, text=text)
        response.headers.update(headers)
        return response
    return PlainTextResponse(f"{text}\n", status, headers)


async def _gone(request: Request, error: Exception) -> Response:
    """Who hangs up before the request is whole gets no answer, and nobody needs to hear of it."""
    return PlainTextResponse("", 499)


async def _fault(request: Request, error: Exception) -> Response:
    return PlainTextResponse("something went wrong in the server; its terminal says what\n", 500)
