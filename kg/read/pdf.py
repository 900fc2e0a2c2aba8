"""PDF: the text of its pages as paragraphs, with pypdf."""

from __future__ import annotations

import io
from collections.abc import Iterator

from kg.read.identity import make_article
from kg.read.reflow import paragraphs
from kg.read.skip import UnreadableError
from kg.read.source import Item, Source
from kg.read.text import LONGEST_TITLE


def read_pdf(source: Source) -> Iterator[Item]:
    """One article; its title is the document's, else the first line. When a file was made is no date of an article."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(source.document()))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("encrypted; save it without a password first", kind="encrypted")
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > 2 * source.settings.bounds.longest:
                break  # it is too long, whatever follows
        title = (reader.metadata.title if reader.metadata else None) or ""
    except DependencyError as error:
        raise UnreadableError("encrypted; save it without a password first", kind="encrypted") from error
    except PyPdfError as error:
        raise UnreadableError(
            f"no whole PDF: {str(error).splitlines()[0][:200] if str(error) else 'broken'}"
        ) from error
    text = paragraphs(pages)
    if not text.strip():
        raise UnreadableError(
            f"no text in its {len(pages)} pages: they are pictures, of which OCR (for instance ocrmypdf) makes text",
            kind="no text",
        )
    first = text.partition("\n")[0]
    about = {**source.known, "title": title.strip() or (first if len(first) <= LONGEST_TITLE else None)}
    yield make_article(_whole_characters(text), about, source.name)


def _whole_characters(text: str) -> str:
    """Fonts may map to half a character, for which nothing can be read."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
