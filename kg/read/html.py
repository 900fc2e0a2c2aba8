"""Web pages saved to disk: the main text and its metadata, with trafilatura."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Article
from kg.read.identity import article_id, read_date
from kg.read.skip import Skip


def read_html(text: str, name: str) -> Iterator[Article | Skip]:
    """One article: the page's main text, without menus, advertisements and comments."""
    import trafilatura  # takes a second to load, and no other format needs it

    document = trafilatura.bare_extraction(text, include_comments=False, include_tables=False, with_metadata=True)
    body = getattr(document, "text", None)
    if document is None or not body or not body.strip():
        yield Skip(name, None, "no main text found in this page")
        return
    url = getattr(document, "url", None)
    yield Article(
        id=article_id(body, url),
        text=body,
        title=getattr(document, "title", None),
        published=read_date(getattr(document, "date", None)),
        source=getattr(document, "sitename", None),
        url=url,
        author=getattr(document, "author", None),
        language=getattr(document, "language", None) or "en",
    )
