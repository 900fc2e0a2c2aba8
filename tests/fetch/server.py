"""A web server on this machine that behaves as it is told to, badly too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server's pages say."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.site.asked.append((self.path, dict(self.headers.items())))
        page = self.server.site.pages.get(self.path.partition("?")[0])
        self.close_connection = True
        with suppress(OSError):  # the visitor may have had enough
            if page is None:
                self.give(404, b"")
            elif callable(page):
                page(self)
            else:
                self.give(200, page)

    def give(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """An answer in good order, HTML if nothing else is said."""
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **(headers or {})}
        self.send_response(status)
        for name, value in told.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@dataclass
class Site:
    """Pages by path, as bytes or as a behaviour; what was asked, in order, with the headers."""

    pages: dict[str, bytes | Behaviour] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    address: str = ""

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, without those of robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site

    def handle_error(self, request: object, client_address: object) -> None:
        """A visitor that hangs up is none."""


@contextmanager
def serving(site: Site, host: str = "127.0.0.1") -> Iterator[Site]:
    """The site at an address of its own until the block ends."""
    server = Server((host, 0), Handler)
    server.site = site
    site.address = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def moved(where: str, status: int = 302) -> Behaviour:
    """A redirect."""
    return lambda handler: handler.give(status, b"", {"Location": where})


def answers(status: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Behaviour:
    """An answer with that status."""
    return lambda handler: handler.give(status, body, headers)


def in_turn(*behaviours: bytes | Behaviour) -> Behaviour:
    """One after the other; the last for ever."""
    left = list(behaviours)

    def behave(handler: Handler) -> None:
        one = left.pop(0) if len(left) > 1 else left[0]
        if callable(one):
            one(handler)
        else:
            handler.give(200, one)

    return behave


def article(title: str, *paragraphs: str, head: str = "") -> bytes:
    """A page with a text long enough to be one."""
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>{head}</head>'
            f"<body><article><h1>{title}</h1>{text}</article></body></html>").encode()  # fmt: skip


def rss(title: str, *entries: tuple[str, str, str, str]) -> bytes:
    """A feed; an entry is its title, address, day as RSS has it, and summary."""
    items = "".join(
        f"<item><title>{name}</title><link>{url}</link><pubDate>{day}</pubDate><description>{text}</description></item>"
        for name, url, day, text in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'.encode()
