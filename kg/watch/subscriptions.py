"""Which feeds are watched: addresses, and lists of them in OPML files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.fetch.place import is_address

LARGEST = 10_000_000
"""Bytes of an OPML file."""


def feed_addresses(names: Sequence[str]) -> list[str]:
    """The addresses of the feeds, each once, in order.

    Raises:
        InputError: a file can't be read or is no OPML, or there is no feed in all.
    """
    found = list(dict.fromkeys(url for name in names for url in ([name] if is_address(name) else _in_opml(Path(name)))))
    if not found:
        raise InputError(f'no feeds in {", ".join(names)}: an <outline> with xmlUrl="https://…" is one')
    return found


def _in_opml(path: Path) -> Iterator[str]:
    from lxml import etree

    try:
        with path.open("rb") as file:
            content = file.read(LARGEST)
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from error
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise InputError(f"{path}:{error.lineno or 1}: no OPML: {error.msg}") from error
    if root.tag != "opml":
        raise InputError(f"{path}: no OPML: it begins with <{root.tag}>; a feed itself is given by its address")
    for outline in root.iter("outline"):
        url = str(outline.get("xmlUrl") or "").strip()
        if url and not is_address(url):
            raise InputError(f"{path}:{outline.sourceline}: no address of a feed: {url!r}")
        if url:
            yield url
