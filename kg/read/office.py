"""Documents of word processors: .docx with python-docx, .odt as its XML, .rtf with striprtf."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.read.identity import make_article
from kg.read.nexis import read_nexis
from kg.read.skip import UnreadableError
from kg.read.source import Item, Source
from kg.read.text import first_line_title

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_RTF_TITLE = re.compile(r"\{\\title\s+([^{}\\]{1,300})\}")
UNPACKED = 20
"""A document's XML may be so many times the bytes that an article may have."""


def read_docx(source: Source) -> Iterator[Item]:
    """One article: paragraphs and cells of tables, a line each; pictures and comments are no text."""
    import docx
    from docx.table import Table

    content = source.document()
    _check_package(content, source)
    document: Any = docx.Document(io.BytesIO(content))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    properties = document.core_properties
    yield from _article(source, lines, properties.title, properties.author)


def read_odt(source: Source) -> Iterator[Item]:
    """One article: headings and paragraphs, a line each."""
    from lxml import etree

    content = source.document()
    package = _check_package(content, source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        body = etree.fromstring(package.read("content.xml"), parser).find(f"{_OFFICE}body")
        about = etree.fromstring(package.read("meta.xml"), parser) if "meta.xml" in package.namelist() else None
    except (etree.XMLSyntaxError, KeyError) as error:
        raise UnreadableError(f"no whole OpenDocument: {error}") from error
    lines = [_odt_line(one) for one in body.iter(f"{_TEXT}p", f"{_TEXT}h")] if body is not None else []
    told = {name: about.findtext(f".//{_DC}{name}") if about is not None else None for name in ("title", "creator")}
    yield from _article(source, lines, told["title"], told["creator"])


def read_rtf(source: Source) -> Iterator[Item]:
    """One article."""
    from striprtf.striprtf import rtf_to_text

    written = source.document().decode("latin-1")
    if not written.lstrip().startswith("{\\rtf"):
        raise UnreadableError("no RTF: it does not begin with {\\rtf")
    title = _RTF_TITLE.search(written)
    text: str = rtf_to_text(written, errors="ignore")  # type: ignore[no-untyped-call]
    yield from _article(source, text.split("\n"), title[1] if title else None, None)


def _article(source: Source, lines: list[str], title: str | None, author: str | None) -> Iterator[Item]:
    if (download := read_nexis(lines, source)) is not None:
        yield from download
        return
    text = "\n".join(line.strip() for line in lines).strip()
    if not text:
        raise UnreadableError("no text in this document", kind="no text")
    about = {**source.known, "title": (title or "").strip() or first_line_title(text), "author": author}
    yield make_article(text, about, source.name)


def _check_package(content: bytes, source: Source) -> zipfile.ZipFile:
    """The document's parts.

    Raises:
        UnreadableError: it is no package, encrypted, or unpacked larger than a document may be.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableError("encrypted, or an old .doc; save it as .docx without a password",
                                  kind="encrypted") from error  # fmt: skip
        raise UnreadableError(f"no whole document: {error}") from error
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("encrypted; save it without a password first", kind="encrypted")
    unpacked = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if unpacked > UNPACKED * source.settings.bounds.size or sum(part.file_size for part in parts) > 1 << 29:
        raise UnreadableError(f"{unpacked:,} bytes unpacked, too large for one article", kind="too large")
    return package


def _odt_line(paragraph: Any) -> str:
    """The text of a paragraph, in which blanks, tabs and line ends are elements; notes stand on their own."""
    pieces: list[str] = [paragraph.text or ""]
    for element in paragraph.iterdescendants():
        if element.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            pieces.append(" ")
        elif isinstance(element.tag, str):
            pieces.append(element.text or "")
        pieces.append(element.tail or "")
    return "".join(pieces)
