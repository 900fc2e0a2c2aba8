"""Web pages saved to disk: the main text and its metadata, with trafilatura; a live blog post by post."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from kg.model import Article
from kg.read.identity import article_id, read_date
from kg.read.markup import block_text, decode_page
from kg.read.skip import UnreadableError
from kg.read.source import Item, Source

POST = 40
"""Characters of a paragraph that makes a dated block a post, and no teaser."""
POSTS_SHARE = 0.5
"""Share of a page's paragraphs that stand in dated blocks where it is a live blog."""
_SUBDOMAIN = re.compile(r"^(?:www|m|mobile|amp)\.")
_LONG_TAG = re.compile(r"<([a-zA-Z][\w-]{0,30})\b[^<>]{16384,}>")
"""A tag with thousands of attributes, which take the parser's time by their square, or with a picture in one."""
_TABLE_ROW = re.compile(r"^\|(.*)\|\s*$", re.MULTILINE)
_RULE = re.compile(r"^\|?(?:\s*:?-{3,}:?\s*\|)+\s*$\n?", re.MULTILINE)
_ITEM_MARK = re.compile(r"^[-*•] ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Post:
    text: str
    title: str | None
    published: str
    anchor: str | None


def read_html(source: Source) -> Iterator[Item]:
    """One article, the page's main text without menus, advertisements and comments; of a live blog each post is one."""
    import trafilatura  # takes a second to load, and no other format needs it

    page = _LONG_TAG.sub(r"<\1>", decode_page(source.whole(), source.known.get("charset")))
    document: Any = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False,
        # a date that stands somewhere in the page may be that of another article that it points to
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    structured = _structured(page)
    body = _lines(getattr(document, "text", None) or "") or str(structured.get("articleBody") or "").strip()
    if not body:
        raise UnreadableError("no main text found in this page", kind="no text")
    url = _address(getattr(document, "url", None), source.known.get("url"))
    title = getattr(document, "title", None) or structured.get("headline")
    outlet = getattr(document, "sitename", None) or source.known.get("source")
    author = getattr(document, "author", None)
    section = next(iter(getattr(document, "categories", None) or ()), None)
    posts = _posts(page)
    for post in posts:
        place = f"{url}#{post.anchor}" if url and post.anchor else None
        yield Article(
            id=article_id(post.text, place), text=post.text, title=post.title or title,
            published=read_date(post.published), source=outlet, url=place, author=author, shares_file=True,
            section=section,
        )  # fmt: skip
    if not posts:
        published = getattr(document, "date", None) or structured.get("datePublished")
        yield Article(
            id=article_id(body, url), text=body, title=title if isinstance(title, str) else None,
            published=read_date(published), source=outlet, url=url, author=author,
            language=getattr(document, "language", None) or "en", section=section,
        )  # fmt: skip


def _address(stated: str | None, fetched: str | None) -> str | None:
    """The address that a page states as its own; where it was fetched, only one of the same site and no front page.

    A page must not take the place of another site's article, nor all pages of a careless site that of one.
    """
    if not stated or not fetched:
        return stated or fetched
    own, other = urlsplit(fetched), urlsplit(stated)
    front = other.path in ("", "/") and not other.query and own.path not in ("", "/")
    return fetched if front or _site(own.netloc) != _site(other.netloc) else stated


def _site(host: str) -> str:
    return _SUBDOMAIN.sub("", host.lower())


def _lines(text: str) -> str:
    """Cells of a table and items of a list as lines of their own, without the marks that trafilatura puts."""
    text = _RULE.sub("", text)
    text = _TABLE_ROW.sub(lambda row: "\n".join(cell.strip() for cell in row[1].split("|") if cell.strip()), text)
    return _ITEM_MARK.sub("", text).strip()


def _structured(page: str) -> dict[str, Any]:
    """The JSON-LD of an article, for pages that a script fills: headline, datePublished, articleBody."""
    for block in re.findall(r"<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.*?)</script>", page, re.DOTALL):
        try:
            found: Any = json.loads(block)
        except (ValueError, RecursionError):
            continue
        candidates = (
            found if isinstance(found, list) else found.get("@graph", [found]) if isinstance(found, dict) else []
        )
        for one in candidates if isinstance(candidates, list) else []:
            if isinstance(one, dict) and isinstance(one.get("articleBody"), str):
                return one
    return {}


def _posts(page: str) -> list[_Post]:
    """The posts of a live blog, each with its own time; none where the page is no live blog."""
    if page.count("<time") < 2:
        return []
    from lxml import etree
    from lxml import html as pages

    try:
        root = pages.document_fromstring(page)
    except (etree.ParserError, ValueError):
        return []
    blocks: defaultdict[Any, list[tuple[Any, str]]] = defaultdict(list)
    for time in root.iter("time"):
        block = _block(time)
        if time.get("datetime") and block is not None:
            blocks[block.getparent()].append((block, time.get("datetime")))
    dated = max(blocks.values(), key=len, default=[])
    paragraphs = sum(len(_paragraphs(block)) for block, _ in dated)
    if len(dated) < 2 or paragraphs < POSTS_SHARE * len(_paragraphs(root)):
        return []
    found = []
    for block, published in dated:
        heading = next((block_text(one) for one in block.iter("h1", "h2", "h3", "h4")), None)
        anchor = block.get("id")
        for one in list(block.iter("time")):
            one.drop_tree()
        found.append(_Post(block_text(block), heading, published, anchor))
    return [post for post in found if post.text]


def _block(time: Any) -> Any:
    """The widest element around a time that holds no other time, and a paragraph; None where there is none."""
    block = time
    while (parent := block.getparent()) is not None and len(list(parent.iter("time"))) == 1:
        block = parent
    return block if block.getparent() is not None and _paragraphs(block) else None


def _paragraphs(element: Any) -> list[Any]:
    return [one for one in element.iter("p") if len(one.text_content().strip()) >= POST]
