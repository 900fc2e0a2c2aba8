"""One request to one machine: no redirect, no second try, and an end in time and size whatever the server does."""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from kg.fetch.fault import NO_ANSWER, TOO_LARGE, FetchError
from kg.fetch.place import Place

PIECE = 1 << 16
"""Bytes that are read at once."""
GLANCE = 0.1
"""Seconds between two looks at whether to go on."""
_OBJECT = re.compile(r"^<?HTTPS?Connection\([^)]*\)[^:]*: ")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long and how large: seconds without a byte, seconds in all, bytes unpacked."""

    silence: float = 15.0
    seconds: float = 60.0
    size: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; names of headers are in lower case, ``body`` is unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class _Transfer:
    """A transfer in a thread of its own, which is left behind where it does not end: a name may take for ever to be
    looked up, and a server may send a byte of its headers every ten seconds."""

    def __init__(self, place: Place, machine: str, headers: Mapping[str, str], bounds: Bounds) -> None:
        self.place, self.headers, self.bounds = place, headers, bounds
        self.until = time.monotonic() + bounds.seconds
        self.connection = _connection(place, machine, bounds.silence)
        self.answer: Answer | None = None
        self.error: Exception | None = None
        self.socket: socket.socket | None = None

    def run(self) -> None:
        try:
            self.connection.connect()
            self.socket = self.connection.sock
            self.connection.request("GET", self.place.target, headers=dict(self.headers), preload_content=False)
            response = self.connection.getresponse()
            with response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                self.answer = Answer(response.status, headers, self._body(response, headers))
        except Exception as error:  # handed to the thread that waits
            self.error = error
        finally:
            with suppress(Exception):
                self.connection.close()

    def _body(self, response: BaseHTTPResponse, headers: Mapping[str, str]) -> bytes:
        """The body where it is of use and text may be in it."""
        if response.status != 200:
            return b""
        media = headers.get("content-type", "").partition("/")[0].strip().lower()
        if media in ("image", "video", "audio", "font"):
            raise FetchError(f"no text: the server says {headers['content-type'][:60]}", "unknown format")
        announced = headers.get("content-length", "")
        if announced.isdigit() and int(announced) > self.bounds.size:
            raise self._too_large()
        pieces, size = [], 0
        while piece := response.read1(PIECE, decode_content=True):
            pieces.append(piece)
            size += len(piece)
            if size > self.bounds.size:
                raise self._too_large()
            if time.monotonic() > self.until:
                raise _too_slow(self.bounds)
        return b"".join(pieces)

    def _too_large(self) -> FetchError:
        return FetchError(f"more than {self.bounds.size:,} bytes; download it and read the file", TOO_LARGE)

    def give_up(self) -> None:
        if self.socket is not None:
            with suppress(OSError):  # the plain shutdown, for that of TLS waits
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)


def transfer(
    place: Place, machine: str, headers: Mapping[str, str], bounds: Bounds, stop: Callable[[], bool] = lambda: False
) -> Answer:
    """GET the place from the machine with that IP address, as the host that it names and no other.

    Raises:
        FetchError: no or no whole answer, too slow, too large, or ``stop`` said so.
    """
    work = _Transfer(place, machine, {"Host": place.netloc, **headers}, bounds)
    thread = threading.Thread(target=work.run, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(GLANCE)
        if time.monotonic() > work.until + GLANCE or stop():
            work.give_up()
            raise FetchError("stopped", NO_ANSWER, passing=True) if stop() else _too_slow(bounds)
    error = work.error
    if isinstance(error, FetchError):
        raise error
    if isinstance(error, HTTPError | OSError | ValueError) or work.answer is None:
        unreached = work.socket is None
        what = "no connection" if unreached else "no whole answer"
        raise FetchError(f"{what}: {_words(error)}", NO_ANSWER, passing=True, unreached=unreached) from error
    if error is not None:
        raise FetchError(f"no answer that can be read: {_words(error)}", NO_ANSWER, passing=True) from error
    return work.answer


def _too_slow(bounds: Bounds) -> FetchError:
    return FetchError(f"took more than {bounds.seconds:g} s", NO_ANSWER, passing=True)


def _words(error: Exception | None) -> str:
    """The fault in words, without the object that a library puts before them."""
    text = str(error).splitlines()[0] if error is not None and str(error) else type(error).__name__
    return _OBJECT.sub("", text)[:160]


def _connection(place: Place, machine: str, silence: float) -> HTTPConnection:
    if place.scheme == "http":
        return HTTPConnection(machine, place.port, timeout=silence)
    return HTTPSConnection(
        machine, place.port, timeout=silence, ssl_context=_trust(), server_hostname=place.host,
        assert_hostname=place.host,
    )  # fmt: skip


@cache
def _trust() -> ssl.SSLContext:
    """Whom the machine trusts, and whom browsers do: a slim container trusts nobody."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
