"""What holds for every request and answer: who may ask, how much may be sent, and what a page may load."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.patience import patient
from kg.view.pyvis_page import content_hash, vendored

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' {content_hash(vendored('plot.css'))}",  # the style that Plot puts into each chart
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
"""Content-Security-Policy of an answer that names none of its own: nothing but what this server gives."""

OPEN_PATHS = ("/sparql", "/query", "/actor", "/article", "/claim", "/relation", "/pair", "/entity", "/person", "/wd")
"""Where pages of other sites may read data (CORS)."""


class Guard:
    """Checks requests before anything reads them, and gives every answer its headers.

    ``hosts`` are names that this server goes by besides addresses in digits: a page of another site whose name was
    made to point here (DNS rebinding) comes under its own name, and is refused. ``body_limit`` is in bytes.
    ``cors`` is the Access-Control-Allow-Origin of data, None for none.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], body_limit: int, cors: str | None) -> None:
        self.app, self.hosts, self.body_limit, self.cors = app, frozenset(hosts), body_limit, cors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        shared = self.cors if path.startswith(OPEN_PATHS) else None

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), shared)
            await send(message)

        headers = Headers(scope=scope)
        length = headers.get("content-length", "0")
        too_large = f"the request is larger than {self.body_limit:,} bytes\n"
        if not self._is_ours(headers.get("host", "")):
            response = PlainTextResponse("this server does not go by that name\n", 421)
        elif not length.isdigit() or int(length) > self.body_limit:
            response = PlainTextResponse(too_large, 413)
        elif scope["method"] == "OPTIONS" and shared and "access-control-request-method" in headers:
            response = PlainTextResponse("", 204)
        else:
            await self.app(scope, _limited(patient(receive), self.body_limit), send_guarded)
            return
        await response(scope, receive, send_guarded)

    def _is_ours(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        name = name.strip("[]").lower().rstrip(".")
        if name in self.hosts:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def _add_headers(headers: MutableHeaders, cors: str | None) -> None:
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cache-Control", "no-cache")
    if cors:
        headers["Access-Control-Allow-Origin"] = cors
        headers["Access-Control-Allow-Methods"] = "GET, POST, HEAD, OPTIONS"
        headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        headers["Access-Control-Expose-Headers"] = "X-Note, Retry-After"
        headers["Access-Control-Max-Age"] = "86400"
        if cors != "*":
            headers.add_vary_header("Origin")


def _limited(receive: Receive, limit: int) -> Receive:
    """A body without a stated length is cut off at the limit as well."""
    received = 0

    async def receive_limited() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise HTTPException(413, f"the request is larger than {limit:,} bytes")
        return message

    return receive_limited
