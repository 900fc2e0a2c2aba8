"""The pages: each has an address that stays, and a page about a resource answers with RDF when that is asked for."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from kg.errors import KgError, StoreError
from kg.graph.actors import find_actor
from kg.graph.levels import Level, known_level
from kg.graph.terms import CLAIM, article_iri, relation_iri, shorten
from kg.graph.texts import texts_of
from kg.resources import BASE, WIKIDATA
from kg.serve import claims as listed
from kg.serve import names
from kg.serve.formats import HTML, RDF, Format, choose
from kg.serve.index import Actor, Index, article_entries, find, make_index, newest_articles, suggestion
from kg.serve.live import Live
from kg.serve.reading import check_explorer, counterparts, describe, explorer, marked_article
from kg.serve.render import page
from kg.vocabulary import load_vocabulary

PER_LIST = 100
EXPLORER_OPTIONS = ("focus", "since", "until", "relation", "level")


def _live(request: Request) -> Live:
    live: Live = request.app.state.live
    return live


async def index_of(request: Request) -> Index:
    """The index of the present snapshot."""
    return await _live(request).once(make_index)


async def home(request: Request) -> Response:
    """The explorer in the frame of the workbench."""
    given = _explorer_options(request)
    # Here, since the explorer in its frame could not show what is wrong with them.
    await _live(request).page(check_explorer, given.get("focus"), given.get("relation"))
    _live(request).prepare(make_index, newest_articles)  # while the reader looks at the explorer
    return page(request, "home.html", explorer="/explorer" + (f"?{urlencode(given)}" if given else ""))


async def explorer_page(request: Request) -> Response:
    """The page of ``kg view`` over the live graph, with the policy that it brings itself."""
    given = _explorer_options(request)
    days = {name: dt.date.fromisoformat(value) for name, value in given.items() if name in ("since", "until")}
    options: list[tuple[str, Any]] = sorted((given | days).items())
    text = await _live(request).once(explorer, tuple(options), request.app.state.editing is not None)
    # The page names its scripts by their hashes in a policy of its own, which holds beside this one.
    return HTMLResponse(text, headers={"Content-Security-Policy": "frame-ancestors 'self'"})


def _explorer_options(request: Request) -> dict[str, str]:
    given = {name: value for name in EXPLORER_OPTIONS if (value := request.query_params.get(name, "").strip())}
    if "level" in given:
        _level(request, "state")
    return given | {name: day for name, day in zip(("since", "until"), _days(request)) if day}


def _days(request: Request) -> tuple[str, str]:
    """``since`` and ``until`` of the address as ISO dates, empty where they are not given."""
    days = []
    for name in ("since", "until"):
        given = request.query_params.get(name, "").strip()
        try:
            days.append(given and dt.date.fromisoformat(given).isoformat())
        except ValueError as error:
            raise HTTPException(400, f"{name}: {given!r} is no date; write it as 2024-05-31") from error
    return days[0], days[1]


def _tail(request: Request, *kept: str) -> str:
    """These of the address's parameters, as further pages of a list carry them on."""
    given = {name: request.query_params[name] for name in kept if request.query_params.get(name)}
    return f"&{urlencode(given)}" if given else ""


async def actors(request: Request) -> Response:
    """All actors, those in most claims first; ``?q=`` looks for a name."""
    index = await index_of(request)
    text, kind = request.query_params.get("q", "").strip(), request.query_params.get("type", "")
    found = [actor for actor, _ in find(index, text, 10_000)] if text else list(index.actors.values())
    kinds = sorted({actor.type for actor in found if actor.type})
    found = [actor for actor in found if not kind or actor.type == kind]
    at = _page(request)
    return page(
        request, "actors.html", actors=found[(at - 1) * PER_LIST : at * PER_LIST], total=len(found), q=text,
        kind=kind, kinds=kinds, at=at, pages=_pages(len(found), PER_LIST),
    )  # fmt: skip


async def search(request: Request) -> Response:
    """Suggestions for what was typed, as JSON."""
    index = await index_of(request)
    text = request.query_params.get("q", "")[:200]
    rows = [suggestion(actor, name) | {"page": names.actor_address(actor.iri)} for actor, name in find(index, text)]
    return JSONResponse(rows)


async def actor(request: Request) -> Response:
    """One actor: who it deals with, and every claim."""
    name, style = _split(request, request.path_params["name"])
    iri = names.actor_iri(name)
    if iri is None:
        return await _by_name(request, name)
    if iri == name and shorten(iri) != iri:
        return RedirectResponse(names.actor_address(iri) + ("" if style == HTML else f".{style.suffix}"), 303)
    if style != HTML:
        return await _rdf(request, iri, style)
    index = await index_of(request)
    known = index.actors.get(iri)
    if known is None:
        found = await _live(request).page(describe, iri, RDF[1])
        if found is None:
            raise HTTPException(404, f"{name}: no actor of this graph")
        known = Actor(iri, name, "", None, None, 0, (), ())
    side, at = request.query_params.get("side", "both"), _page(request)
    live = _live(request)
    since, until = _days(request)
    level = _level(request, "said")
    within = partial(listed.listing, page=at, since=since, until=until)
    listing = await live.page(partial(within, pattern=listed.of_actor(iri, side, level), above=frozenset({iri})))
    others = await live.page(counterparts, iri, level)
    return page(
        request, "actor.html", actor=known, index=index, others=others, listing=listing, side=side, level=level, at=at,
        pages=_pages(listing.total, listed.PER_PAGE), since=since, until=until,
        tail=_tail(request, "side", "level", "since", "until"), wikidata=iri if iri.startswith(WIKIDATA) else None,
        most=max((one.total for one in others), default=1),
    )  # fmt: skip


async def _by_name(request: Request, name: str) -> Response:
    """``/actor/Iran`` leads to the actor of that name."""
    try:
        iri = await _live(request).page(find_actor, name)
    except KgError as error:
        raise HTTPException(404, str(error)) from error
    return RedirectResponse(names.actor_address(iri), 303)


async def pair_form(request: Request) -> Response:
    """``/pair?x=Iran&y=Russia`` leads to the page of the two."""
    given = [request.query_params.get(name, "").strip() for name in ("x", "y")]
    if not all(given):
        return page(request, "pairs.html", index=await index_of(request), x=given[0], y=given[1], error=None)
    try:
        x, y = [names.actor_iri(name) or str(await _live(request).page(find_actor, name)) for name in given]
    except KgError as error:
        return page(request, "pairs.html", 404, index=await index_of(request), x=given[0], y=given[1], error=str(error))
    return RedirectResponse(names.pair_address(x, y), 303)


async def pair(request: Request) -> Response:
    """All that is claimed between two actors, in both directions."""
    x, y = (names.actor_iri(request.path_params[name]) for name in ("x", "y"))
    if x is None or y is None:
        raise HTTPException(404, "a pair has the form /pair/wd:Q1/wd:Q2")
    if (x, y) != tuple(sorted((x, y))):
        return RedirectResponse(names.pair_address(x, y) + (f"?{request.url.query}" if request.url.query else ""), 303)
    whole = request.query_params.get("whole", "yes") != "no"
    live, index, at = _live(request), await index_of(request), _page(request)
    since, until = _days(request)
    forth = await live.page(listed.sides, x) if whole else frozenset({x})
    within = partial(listed.listing, page=at, since=since, until=until)
    listing = await live.page(partial(within, pattern=listed.of_pair(x, y, whole=whole), above=forth))
    labels = [index.actors[iri].label if iri in index.actors else names.actor_name(iri) for iri in (x, y)]
    return page(
        request, "pair.html", x=x, y=y, labels=labels, listing=listing, at=at, whole=whole, forth=forth,
        pages=_pages(listing.total, listed.PER_PAGE), since=since, until=until,
        tail=_tail(request, "whole", "since", "until"),
    )  # fmt: skip


async def articles(request: Request) -> Response:
    """All articles, the newest first."""
    live, at = _live(request), _page(request)
    found = await live.once(newest_articles)
    shown = await live.page(article_entries, found[(at - 1) * PER_LIST : at * PER_LIST])
    return page(request, "articles.html", articles=shown, total=len(found), at=at, pages=_pages(len(found), PER_LIST))


async def article(request: Request) -> Response:
    """One article: its text with the claims marked."""
    live = _live(request)
    identifier: str = request.path_params["id"]
    style: Format = _accepted(request)
    found = await live.page(article_entries, (identifier,))
    if not found:
        identifier, style = _split(request, identifier)
        found = await live.page(article_entries, (identifier,))
    if not found:
        raise HTTPException(404, "no such article in this graph")
    if style != HTML:
        return await _rdf(request, article_iri(identifier), style)
    marked = await live.page(marked_article, identifier, texts_of(live.graph))
    return page(request, "article.html", article=found[0], marked=marked)


async def claim(request: Request) -> Response:
    """One claim: who says it, of whom, in which sentence."""
    identifier, style = _split(request, request.path_params["id"])
    if style != HTML:
        return await _rdf(request, CLAIM + identifier, style)
    try:
        listing = await _live(request).page(listed.listing, listed.of_claim(identifier))
    except StoreError as error:
        raise HTTPException(404, "no such claim in this graph") from error
    if not listing.claims:
        raise HTTPException(404, "no such claim in this graph")
    return page(request, "claim.html", claim=listing.claims[0])


async def relations(request: Request) -> Response:
    """The relations of the ontology by event type, with how often each is claimed."""
    vocabulary, index = load_vocabulary(), await index_of(request)
    return page(request, "relations.html", relations=sorted(vocabulary.relations.values(), key=lambda one: one.label),
                numbers=index.relations)  # fmt: skip


async def relation(request: Request) -> Response:
    """One relation: what it means, what stands below it, and its claims."""
    name, style = _split(request, request.path_params["name"])
    vocabulary = load_vocabulary()
    if name not in vocabulary.relations:
        raise HTTPException(404, f"no relation is called {name!r}")
    if style != HTML:
        return await _rdf(request, relation_iri(name), style)
    at, index = _page(request), await index_of(request)
    listing = await _live(request).page(listed.listing, listed.of_relation(name), at)
    return page(
        request, "relation.html", relation=vocabulary.relations[name], listing=listing, at=at,
        below=sorted(one.name for one in vocabulary.relations.values() if one.parent == name),
        relations=vocabulary.relations, numbers=index.relations, pages=_pages(listing.total, listed.PER_PAGE),
    )  # fmt: skip


async def mirrored(request: Request) -> Response:
    """``/entity/…`` and ``/person/…`` as in our IRIs, ``/wd/Q794``: they lead to the actor's page."""
    kind, name = request.url.path.lstrip("/").split("/", 1)
    suffix = next((f".{one.suffix}" for one in RDF if name.endswith(f".{one.suffix}")), "")
    namespace = WIKIDATA if kind == "wd" else f"{BASE}{kind}/"
    return RedirectResponse(
        names.actor_address(namespace + request.path_params["name"].removesuffix(suffix)) + suffix, 303
    )


async def resource(request: Request) -> Response:
    """``/resource?iri=…`` leads to the page of an IRI."""
    iri = request.query_params.get("iri", "")
    address = names.address(iri)
    if address is None:
        raise HTTPException(404, "this server has no page for that IRI")
    return RedirectResponse(address, 303)


async def _rdf(request: Request, iri: str, style: Format) -> Response:
    try:
        body = await _live(request).page(describe, iri, style)
    except StoreError as error:
        raise HTTPException(404, "the graph says nothing of it") from error
    if body is None:
        raise HTTPException(404, "the graph says nothing of it")
    return Response(body, media_type=style.content_type, headers={"Vary": "Accept"})


def _accepted(request: Request) -> Format:
    accept = ",".join(request.headers.getlist("accept")) or None
    style = choose(accept, (HTML, *RDF))
    if style is None:
        raise HTTPException(406, "this comes as HTML and as RDF; ask for text/html, text/turtle or the like")
    return style


def _split(request: Request, name: str) -> tuple[str, Format]:
    """The name and the form that its suffix, else the Accept header, asks for."""
    for style in RDF:
        if name.endswith(f".{style.suffix}"):
            return name.removesuffix(f".{style.suffix}"), style
    return name, _accepted(request)


def _level(request: Request, default: Level) -> Level:
    """Who counts as an actor on this page: ``?level=said`` or ``?level=state``."""
    try:
        return known_level(request.query_params.get("level", "").strip() or default)
    except KgError as error:
        raise HTTPException(400, str(error)) from error


def _page(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return min(max(int(given), 1), 1_000_000) if given.isdecimal() and len(given) < 9 else 1


def _pages(total: int, per_page: int) -> int:
    return max(1, -(-total // per_page))
