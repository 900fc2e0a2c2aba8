"""Requests as a program makes them, with the standard library and nothing clever in between."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    """What came back; ``headers`` have names in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def kind(self) -> str:
        """Media type without its parameters."""
        return self.headers["content-type"].partition(";")[0]

    def json(self) -> Any:
        return json.loads(self.body)

    def rows(self) -> list[list[str]]:
        """Rows of SPARQL results in JSON, in order of variables."""
        answer = self.json()
        return [
            [row[name]["value"] if name in row else "" for name in answer["head"]["vars"]]
            for row in answer["results"]["bindings"]
        ]


def ask(address: str, *, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Reply:
    """One request; ``content_type="…"`` is sent as Content-Type. The path goes out as it is written."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        data = body.encode() if isinstance(body, str) else body
        connection.request(method, path, data, {name.replace("_", "-"): value for name, value in headers.items()})
        reply = connection.getresponse()
        return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
    finally:
        connection.close()


def query(server: str, text: str, accept: str | None = None, **params: str) -> Reply:
    """A query by GET."""
    headers = {} if accept is None else {"Accept": accept}
    return ask(f"{server}/sparql?{urlencode({'query': text, **params})}", **headers)
