"""HTML and XML as text, and their encoding; what they include, point to or define is never loaded."""

from __future__ import annotations

import codecs
import re
from typing import Any

from kg.read.skip import UnreadableError, decode

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
"""Elements whose text stands in a line of its own."""
_UNSEEN = ("script", "style", "noscript", "template", "head")
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_LATIN = frozenset({"ascii", "iso8859-1", "latin-1"})
"""What the web calls these is Windows-1252 (WHATWG Encoding Standard)."""
FRONT = 4096
"""Bytes in which a page may declare its encoding."""


def decode_page(content: bytes, told: str | None = None) -> str:
    """A page as text: by byte order mark, by what the server ``told``, by what it declares, else as UTF-8.

    A page whose server told wrongly, and which declares nothing, is read as browsers do: as Windows-1252.

    Raises:
        UnreadableError: it is in none of these, or no text.
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.removeprefix(codecs.BOM_UTF8).decode(name, "replace")
    declared = _DECLARED.search(content[:FRONT])
    for stated in (told, declared[1].decode("ascii") if declared else None):
        if not stated or b"\x00" in content:
            continue
        try:
            known = codecs.lookup(stated).name
            return content.decode("cp1252" if known in _LATIN else known)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    try:
        return decode(content)
    except UnreadableError as error:
        if error.kind == "not UTF-8" and told and not declared:
            return content.decode("cp1252", "replace")
        if error.kind != "not UTF-8" or not declared:
            raise
        raise UnreadableError(f"neither UTF-8 nor what the page declares, {declared[1].decode('ascii')}", error.line,
                              kind=error.kind) from error  # fmt: skip


def markup_text(html: str) -> str:
    """The text of a piece of HTML, a line a paragraph, item or cell; the text itself where it has no tags."""
    from lxml import html as pages
    from lxml.etree import ParserError

    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        return block_text(pages.fragment_fromstring(html, create_parent="div"))
    except (ParserError, ValueError):
        return ""


def block_text(root: Any) -> str:
    """The text of an lxml element, a line a block; scripts are no text."""
    from lxml import etree

    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in BLOCKS:
            pieces.append("\n")
        if event == "start":
            pieces.append(" ".join((element.text or "").split("\n")))
        elif element is not root:
            pieces.append(" ".join((element.tail or "").split("\n")))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
