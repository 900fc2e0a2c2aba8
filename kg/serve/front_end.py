"""Scripts and styles that pages load: ours and kg/view's, vis-network out of pyvis, YASGUI out of ``oxigraph``.

The ``oxigraph`` package is a SPARQL server that carries YASGUI and gives it to browsers. It is started for a moment,
on an empty store in memory, asked for the two files, and ended: nothing of it is copied into this project.
"""

from __future__ import annotations

import hashlib
import http.client
import importlib.metadata
import mimetypes
import socket
import subprocess
import time
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from kg.view.colours import load_colours
from kg.view.pyvis_page import asset, vendored, vis_network

YASGUI = {"yasgui.js": "/yasgui.min.js", "yasgui.css": "/yasgui.min.css"}
"""Our names for the files, and where the oxigraph server has them."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file with its type and a mark that changes with its content."""

    body: bytes
    content_type: str
    tag: str


def load_assets() -> dict[str, Asset]:
    """All files by name. Without a working ``oxigraph`` the two of YASGUI are missing, and the editor is plain."""
    folder = resources.files("kg.serve") / "assets"
    found = {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}
    found["vis-network.js"] = vis_network().encode()
    found["charts.js"] = vendored("charts.js").encode()
    # The exported page has one script for all; here the same file is a module.
    found["histogram.js"] = (
        f"{asset('histogram.js')}\nexport {{ binName, binStart, binUnit, binsOf, drawHistogram, timeOf }};\n".encode()
    )
    found["colours.css"] = colours_css().encode()
    found |= yasgui()
    return {name: _asset(name, found[name]) for name in sorted(found)}


def _asset(name: str, body: bytes) -> Asset:
    kind = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}.get(Path(name).suffix)
    kind = kind or mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(body, f"{kind}; charset=utf-8", hashlib.sha256(body).hexdigest()[:16])


def colours_css() -> str:
    """The colours of ontology/colours.yaml as custom properties, ``--materialConflict`` and so on."""
    quads = load_colours().quads
    light = "".join(f"  --{name}: {colour.light};\n" for name, colour in quads.items())
    dark = "".join(f"  --{name}: {colour.dark};\n" for name, colour in quads.items())
    classes = "".join(f".quad-{name} {{ --quad: var(--{name}); }}\n" for name in quads)
    return f":root {{\n{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{\n{dark}}} }}\n{classes}"


@cache
def yasgui() -> dict[str, bytes]:
    """YASGUI's script and style, by our names for them; empty where they can't be had."""
    program = _oxigraph()
    if program is None:
        return {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(program), "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return {name: _fetch(port, path) for name, path in YASGUI.items()}
    except (OSError, http.client.HTTPException):
        return {}
    finally:
        server.kill()
        server.wait()


def _oxigraph() -> Path | None:
    """The program that the package ``oxigraph`` installed."""
    try:
        files = importlib.metadata.files("oxigraph") or []
    except importlib.metadata.PackageNotFoundError:
        return None
    programs = [Path(str(file.locate())) for file in files if Path(file).name in ("oxigraph", "oxigraph.exe")]
    return next((program.resolve() for program in programs if program.is_file()), None)


def _fetch(port: int, path: str, patience: float = 10.0) -> bytes:
    until = time.monotonic() + patience
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            if answer.status != 200:
                raise http.client.HTTPException(f"{path}: {answer.status}")
            return answer.read()
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        finally:
            connection.close()
