"""The formats that are read: by which suffix, media type or first bytes each is known, and which function reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from kg.read.archive import read_bzip2, read_gzip, read_tar, read_xz, read_zip
from kg.read.feed import read_feed
from kg.read.html import read_html
from kg.read.json_file import read_json
from kg.read.jsonl import read_jsonl
from kg.read.mail import read_eml, read_mbox
from kg.read.office import read_docx, read_odt, read_rtf
from kg.read.pdf import read_pdf
from kg.read.source import Item, Source
from kg.read.table import read_csv, read_parquet
from kg.read.text import read_markdown, read_text
from kg.read.warc import read_warc

Reader = Callable[[Source], Iterator[Item]]
EXTRA = "pip install 'geopolitical-kg[documents]'"
"""What brings the libraries that only some formats need."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its suffixes, the first of them the usual one; what it begins with; how it is read.

    ``shared`` says that one file may hold several articles, ``library`` names the module that must be installed.
    """

    suffixes: tuple[str, ...]
    read: Reader
    begins: tuple[bytes, ...] = ()
    media: tuple[str, ...] = ()
    shared: bool = False
    library: str | None = None

    @property
    def missing(self) -> str | None:
        """What to install before it can be read; None where nothing is missing."""
        if self.library is None or find_spec(self.library):
            return None
        return f"{self.suffixes[0]} needs the package {self.library}, which is not installed: {EXTRA}"


TEXT = Format((".txt",), read_text, media=("text/plain",))
FORMATS = (
    TEXT,
    Format((".md",), read_markdown, media=("text/markdown",)),
    Format((".html", ".htm", ".xhtml"), read_html, (b"<!doctype html", b"<html"),
           ("text/html", "application/xhtml+xml")),
    Format((".jsonl", ".ndjson"), read_jsonl, media=("application/x-ndjson",), shared=True),
    Format((".json",), read_json, (b"{", b"["), ("application/json",), shared=True),
    Format((".csv", ".tsv"), read_csv, media=("text/csv", "text/tab-separated-values"), shared=True),
    Format((".parquet",), read_parquet, (b"PAR1",), shared=True, library="pyarrow"),
    Format((".pdf",), read_pdf, (b"%PDF-",), ("application/pdf",), library="pypdf"),
    Format((".docx",), read_docx, library="docx"),
    Format((".odt",), read_odt),
    Format((".rtf",), read_rtf, (b"{\\rtf",), ("application/rtf", "text/rtf"), library="striprtf"),
    Format((".eml",), read_eml, media=("message/rfc822",), shared=True),
    Format((".mbox",), read_mbox, (b"From ",), ("application/mbox",), shared=True),
    Format((".xml", ".rss", ".atom"), read_feed, (b"<?xml", b"<rss", b"<feed", b"<rdf"),
           ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"), shared=True),
    Format((".warc",), read_warc, (b"WARC/",), ("application/warc",), shared=True),
    Format((".zip",), read_zip, (b"PK\x03\x04",), ("application/zip",), shared=True),
    Format((".tar",), read_tar, shared=True),
    Format((".gz", ".tgz"), read_gzip, (b"\x1f\x8b",), ("application/gzip",), shared=True),
    Format((".bz2", ".tbz2", ".tbz"), read_bzip2, (b"BZh",), shared=True),
    Format((".xz", ".txz", ".lzma"), read_xz, (b"\xfd7zXZ\x00",), shared=True),
)  # fmt: skip
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_BY_MEDIA = {media: one.suffixes[0] for one in FORMATS for media in one.media}
_BINARY = (b"%PDF-", b"PAR1", b"\x1f\x8b", b"\xfd7zXZ\x00", b"PK\x03\x04")
"""Beginnings that count for more than a suffix of text: a page that was saved packed."""
_TEXTUAL = frozenset(
    {".txt", ".md", ".html", ".htm", ".xhtml", ".xml", ".rss", ".atom", ".json", ".jsonl", ".csv", ".tsv"}
)


def format_of(suffix: str, head: bytes) -> Format | None:
    """The format by its suffix, or by its first bytes where it has none or they say otherwise; None for an unknown one.

    What begins like nothing that is known and has no suffix is plain text.
    """
    known = _BY_SUFFIX.get(suffix)
    if known is not None and not (suffix in _TEXTUAL and head.startswith(_BINARY)):
        return known
    if suffix and known is None:
        return None
    front = head[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    longest = max((begin for one in FORMATS for begin in one.begins
                   if head.startswith(begin) or front.startswith(begin)), key=len, default=None)  # fmt: skip
    return next((one for one in FORMATS if longest in one.begins), None) if longest else TEXT


def suffix_of_media(media: str) -> str:
    """Suffix of a format by its media type ("text/html; charset=utf-8"); empty for one that is not known."""
    return _BY_MEDIA.get(media.partition(";")[0].strip().lower(), "")
