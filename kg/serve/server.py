"""Run the workbench: find a free address, say where it is, and answer until it is interrupted."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path

from kg.errors import StoreError
from kg.serve.app import create_app
from kg.serve.editing import Editing
from kg.serve.live import Limits
from kg.serve.patience import PatientProtocol

PORT = 8000
KEEP_ALIVE = 15
"""Seconds that an idle connection is kept."""


def serve(
    graph: Path,
    *,
    host: str = "127.0.0.1",
    port: int = PORT,
    limits: Limits | None = None,
    cors: str | None = None,
    edit: bool = False,
    who: str = "",
    say: Callable[[str], None] = lambda text: None,
) -> None:
    """Serve the store in the folder ``graph`` at http://host:port/ until Ctrl-C; ``port`` 0 takes any free one.

    With ``edit`` corrections can be made in its pages, by ``who`` unless the form says another name; only where nobody
    but this machine reaches it. ``say`` is given the address, once it answers there, and a warning where others can
    reach it.

    Raises:
        StoreError: no graph, a graph that is being written to, an address that can't be had, or one to be edited at
            that others reach.
    """
    import uvicorn

    if edit and not is_local(host):
        raise StoreError(f"{host}: can be reached by others, who could correct the graph; edit at 127.0.0.1 only")
    listening = _listen(host, port)
    try:
        names = [host.lower(), socket.gethostname().lower()]
        editing = Editing(graph.parent, who) if edit else None
        app = create_app(graph, limits=limits, hosts=names, cors=cors, editing=editing)
    except BaseException:
        listening.close()
        raise
    taken = listening.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    if not is_local(host):
        say(f"warning: {host} can be reached by others, and whoever reaches it can read the whole graph")
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE,
        h11_max_incomplete_event_size=1 << 16,
        timeout_graceful_shutdown=2,
        lifespan="on",
    )

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            whom = " for this machine only" if is_local(host) else ""
            does = "shows and corrects" if edit else "shows"
            say(f"http://{shown}:{taken}/ {does} {graph}{whom}; press Ctrl-C to stop")

    try:
        Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        app.state.live.close()
        listening.close()


def is_local(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise StoreError(f"{host}: no such address: {error.strerror or error}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(1024)
    except OSError as error:
        listening.close()
        raise StoreError(
            f"{host}:{port}: can't be had: {error.strerror or error}; choose another port with --port"
        ) from error
    return listening
