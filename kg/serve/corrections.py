"""Corrections made by a click: lines in the files beside the graph, where ``kg serve --edit`` asked for it.

No other site can make one: a form carries a token that is drawn anew for each run, stands only on pages that no other
site may read (none of ``OPEN_PATHS``), and is asked for again with every line.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.correction_file import append_correction, read_correction_file, take_back
from kg.errors import InputError, KgError
from kg.graph.actors import find_actor
from kg.graph.claims import select
from kg.graph.corrections import Correction, last_of_each, read_corrections
from kg.graph.decisions import Decision
from kg.graph.identities import read_decisions
from kg.graph.store import KnowledgeGraph
from kg.graph.terms import node
from kg.identity.candidates import candidates
from kg.identity.decision_file import append_decision, read_decision_file, take_back_decision
from kg.serve import claims as listed
from kg.serve import names
from kg.serve.editing import SAID, Editing
from kg.serve.index import Index, make_index
from kg.serve.live import Live
from kg.serve.protocol import FORM
from kg.serve.render import page
from kg.vocabulary import load_vocabulary

MOST_CANDIDATES = 20
"""Actors that may be the same as another, as its page lists them."""
VERDICTS = ("same", "different")
BACK = "Taken back"
DONE = (BACK, *(f"Noted as {said}" for said in SAID.values()), "Noted as the same", "Noted as not the same")
"""What a page says of the line that was just written; nothing else from an address."""


def routes() -> list[Route]:
    """The addresses that are there only where corrections were asked for."""
    return [
        Route("/correct/{id}", correct, methods=["GET", "POST"]),
        Route("/same/{name:path}", same, methods=["GET", "POST"]),
        Route("/corrections", corrections, methods=["GET", "POST"]),
    ]


async def correct(request: Request) -> Response:
    """The form to correct one claim, and what it sends."""
    editing: Editing = request.app.state.editing
    identifier = request.path_params["id"]
    if request.method == "GET":
        live: Live = request.app.state.live
        try:
            listing = await live.page(listed.listing, listed.of_claim(identifier))
        except KgError as error:
            raise HTTPException(404, "no such claim in this graph") from error
        if not listing.claims:
            raise HTTPException(404, "no such claim in this graph")
        return _form(
            request, "correct.html", claim=listing.claims[0], made=editing.marked().get(identifier),
            relations=sorted(load_vocabulary().relations.values(), key=lambda one: one.label),
        )  # fmt: skip
    given = await _given(request)
    kind = given.get("correction", "")
    async with editing.lock:
        if kind == "undo":
            take_back(editing.corrections, identifier)
            return _done(request, BACK, f"/correct/{identifier}")
        value = given.get("relation", "") if kind == "relation" else ""
        _write(request, lambda who, day, why: append_correction(
            editing.corrections, Correction(identifier, kind, value, who, day, why)  # type: ignore[arg-type]
        ), given)  # fmt: skip
    return _done(request, f"Noted as {SAID[kind]}", f"/correct/{identifier}")


async def same(request: Request) -> Response:
    """Who is the same as an actor and who is not, and what is decided on it."""
    editing: Editing = request.app.state.editing
    live: Live = request.app.state.live
    iri = names.actor_iri(request.path_params["name"])
    if iri is None:
        raise HTTPException(404, "an actor's address has the form /same/wd:Q1")
    back = f"/same/{names.actor_name(iri)}"
    if request.method == "GET":
        index: Index = await live.once(make_index)
        known = index.actors.get(iri)
        if known is None:
            raise HTTPException(404, "no actor of this graph")
        likely = [one for one in await live.once(candidates) if iri in (one.actor.id, one.other.id)]
        joined = await live.page(joined_with, iri)
        decided = read_decision_file(editing.decisions).decisions if editing.decisions.exists() else ()
        ids = {iri, *(other for other, _ in joined)}
        return _form(
            request, "same.html", actor=known, joined=joined,
            likely=[(one.other if one.actor.id == iri else one.actor, one) for one in likely[:MOST_CANDIDATES]],
            decided=[one for one in decided if ids & {one.name, one.other} or known.label in (one.name, one.other)],
        )  # fmt: skip
    given = await _given(request)
    other, verdict = given.get("other", ""), given.get("decision", "")
    if named := given.get("named"):
        try:
            other = names.actor_iri(named) or str(await live.page(find_actor, named))
        except KgError as error:
            raise HTTPException(400, str(error)) from error
    async with editing.lock:
        name = given.get("name") or iri
        if verdict == "undo":
            take_back_decision(editing.decisions, name, other)
            return _done(request, BACK, back)
        if verdict in VERDICTS and given.get("who"):  # the later decision on two stands in place of the former
            take_back_decision(editing.decisions, name, other)
        _write(request, lambda who, day, why: append_decision(
            editing.decisions, Decision(name, other, verdict, who, day, why)  # type: ignore[arg-type]
        ), given)  # fmt: skip
    return _done(request, "Noted as " + ("the same" if verdict == "same" else "not the same"), back)


async def corrections(request: Request) -> Response:
    """All lines of both files, to be taken out again; and a button that applies them."""
    editing: Editing = request.app.state.editing
    live: Live = request.app.state.live
    told = ""
    if request.method == "POST":
        given = await _given(request)
        async with editing.lock:
            if given.get("apply"):
                told = await _apply(editing.folder)
            else:
                if claim := given.get("claim"):
                    take_back(editing.corrections, claim)
                else:
                    take_back_decision(editing.decisions, given.get("name", ""), given.get("other", ""))
                return _done(request, BACK, "/corrections")
    corrected = read_correction_file(editing.corrections)
    decided = read_decision_file(editing.decisions) if editing.decisions.exists() else None
    applied = await live.page(files_applied)
    now = (
        {_key(one) for one in last_of_each(corrected.corrections)},
        {_key(one) for one in decided.decisions} if decided else set(),
    )
    return _form(
        request, "corrections.html", corrections=corrected.corrections, decisions=decided.decisions if decided else (),
        problems=[*corrected.problems, *(decided.problems if decided else ())], told=told,
        is_behind=applied != now,
    )  # fmt: skip


def joined_with(graph: KnowledgeGraph, iri: str) -> list[tuple[str, str]]:
    """Ids that a decision made one with an actor, each with a label that articles gave it."""
    query = f"""
    SELECT ?id (MIN(?label) AS ?name)
    WHERE {{ GRAPH kg:identities {{ ?id kg:canonical {node(iri)} }} ?d kg:describes ?id ; kg:statedLabel ?label }}
    GROUP BY ?id ORDER BY ?id"""
    return [(row["id"], row["name"]) for row in select(graph, query) if row["id"] != iri]


def files_applied(graph: KnowledgeGraph) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """The corrections and decisions that the graph has."""
    return {_key(one) for one in read_corrections(graph)}, {_key(one) for one in read_decisions(graph)}


def _key(one: Correction | Decision) -> tuple[str, ...]:
    if isinstance(one, Correction):
        return one.claim, one.kind, one.value, one.who, one.when, one.why
    return one.name, one.other, one.verdict, one.who, one.when, one.why


async def _apply(folder: Path) -> str:
    """In a process of its own, so that pages go on being answered; what it says is shown."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kg", "correct", str(folder), "--apply",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    return said.decode("utf-8", "replace").strip()


async def _given(request: Request) -> dict[str, str]:
    """What a form of ours sent.

    Raises:
        HTTPException: it came from another site, or without this run's token.
    """
    editing: Editing = request.app.state.editing
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if (origin and urlsplit(origin).netloc != request.headers.get("host")) or site not in (None, "same-origin"):
        raise HTTPException(403, "corrections are made on this server's own pages only")
    if request.headers.get("content-type", "").partition(";")[0].strip() != FORM:
        raise HTTPException(415, f"a correction comes as {FORM}")
    body = (await request.body()).decode("utf-8", "replace")
    given = {name: value.strip() for name, value in parse_qsl(body, keep_blank_values=True)}
    if not secrets.compare_digest(given.pop("token", "").encode(), editing.token.encode()):
        raise HTTPException(403, "this page is of an earlier run of the server; load it again")
    return given


def _write(request: Request, append: Any, given: dict[str, str]) -> None:
    """Add a line with who, when and why."""
    editing: Editing = request.app.state.editing
    if not given.get("who"):
        raise HTTPException(400, "say who corrects")
    try:
        append(given["who"], dt.date.today().isoformat(), given.get("why", ""))
    except InputError as error:
        raise HTTPException(400, str(error)) from error
    editing.who = given["who"]


def _form(request: Request, template: str, **values: Any) -> Response:
    editing: Editing = request.app.state.editing
    done = request.query_params.get("done", "")
    answer = page(request, template, token=editing.token, who=editing.who, done=done if done in DONE else "", **values)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "same-origin"  # without it a browser names no origin with what a form sends
    return answer


def _done(request: Request, text: str, back: str) -> Response:
    """One line for a script, else the page that the form is on, with what was done."""
    if "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(f"{back}?{urlencode({'done': text})}", 303)
    return PlainTextResponse(f"{text}; the next build applies it\n")
