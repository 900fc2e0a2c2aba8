"""``/sparql``: the query operation of the SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/), read only."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.errors import QueryError, StoreError
from kg.serve.description import service_description
from kg.serve.formats import HTML, RDF, choose
from kg.serve.live import Live
from kg.serve.pool import BusyError, TimeLimitError
from kg.serve.work import Answer, NotAcceptableError, answer

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query with the dataset that the request, not the query, asks for."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class RefusedError(Exception):
    """A request that is answered with ``status`` and one line that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def sparql(request: Request) -> Response:
    """GET with a query, POST as a form, POST of the query itself; GET without a query describes the service."""
    live: Live = request.app.state.live
    try:
        asked = await _read(request)
    except RefusedError as refused:
        return PlainTextResponse(f"{refused}\n", refused.status)
    accept = ",".join(request.headers.getlist("accept")) or None
    if asked is None:
        style = choose(accept, (*RDF, HTML))
        if style is None:
            return PlainTextResponse("the service description comes as RDF; ask for text/turtle\n", 406)
        if style == HTML:
            return RedirectResponse("/editor", 303)
        endpoint = str(request.url.replace(query="", fragment=""))
        described: Response = Response(service_description(endpoint, style), media_type=style.content_type)
        described.headers["Vary"] = "Accept"
        return described
    call = live.query(answer, asked.query, asked.default_graphs, asked.named_graphs, accept, live.limits.rows)
    return await respond(request, call)


async def respond(request: Request, call: object) -> Response:
    """The answer that ``call``, a coroutine, gives; whoever hangs up stops the query."""
    work: asyncio.Task[Answer] = asyncio.create_task(call)  # type: ignore[arg-type]
    gone = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not work.done():
            work.cancel()
    try:
        found = await work
    except asyncio.CancelledError:
        return PlainTextResponse("stopped\n", 499)
    except (QueryError, StoreError) as error:
        return refusal(error)
    response = Response(found.body, media_type=found.style.content_type)
    response.headers["Vary"] = "Accept"
    if found.note:
        response.headers["X-Note"] = found.note
    return response


def status_of(error: Exception) -> int:
    """HTTP status for what went wrong with a query."""
    if isinstance(error, TimeLimitError | BusyError):
        return 503
    return 406 if isinstance(error, NotAcceptableError) else 400


def refusal(error: Exception) -> Response:
    """One line of plain text that says what is wrong."""
    status = status_of(error)
    headers = {"Retry-After": "5"} if status == 503 else None
    return PlainTextResponse(f"{error}\n", status, headers)


async def _gone(request: Request) -> None:
    with suppress(HTTPException):  # a body that nobody waits for came too slowly or is too large
        while (await request.receive())["type"] != "http.disconnect":
            pass


async def _read(request: Request) -> QueryRequest | None:
    in_address = _pairs(request.url.query)
    if request.method in ("GET", "HEAD"):
        return _one(in_address, missing_is_fine=True)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    charset = request.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
    if kind not in (FORM, DIRECT):
        if kind == "application/sparql-update":
            raise RefusedError(403, "this endpoint only reads: updates are refused")
        raise RefusedError(415, f"send the query as {FORM} or {DIRECT}, not as {kind or 'an unnamed type'}")
    if charset not in ("", "utf-8", "utf8"):
        raise RefusedError(415, f"send the query in UTF-8, not in {charset}")
    try:
        body = (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the query is not UTF-8 at byte {error.start}") from error
    if kind == FORM:
        return _one(_pairs(body))
    return _one([("query", body), *((name, value) for name, value in in_address if name != "query")])


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the query is not UTF-8") from error
    except ValueError as error:
        raise RefusedError(400, f"the request can't be read: {error}") from error


def _one(pairs: list[tuple[str, str]], *, missing_is_fine: bool = False) -> QueryRequest | None:
    queries = [value for name, value in pairs if name == "query"]
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise RefusedError(403, "this endpoint only reads: updates are refused")
    if len(queries) > 1:
        raise RefusedError(400, f"{len(queries)} queries in one request: send one")
    if not queries:
        if missing_is_fine:
            return None
        raise RefusedError(400, "no query: give it as the parameter `query`")
    return QueryRequest(
        queries[0],
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
    )
