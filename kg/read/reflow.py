"""Lines of a printed page as paragraphs: broken words are joined, what stands on every page is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHORT = 0.75
"""Share of a column's width below which a line that ends a sentence is the last of its paragraph."""
EDGE = 2
"""Lines at the top and at the foot of a page that may be a running head."""
OFTEN = 0.5
"""Share of pages on which a running head stands."""
_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_ITEM = re.compile(r"^(?:[•▪◦*–-]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")


def paragraphs(pages: Sequence[str]) -> str:
    """The text of all pages, a line a paragraph; paragraphs may run over the end of a page."""
    lines = [[line.strip() for line in page.splitlines()] for page in pages]
    heads = _running_heads(lines)
    kept = [line for page in lines for at, line in enumerate(page) if not _is_head(at, line, page, heads)]
    lengths = sorted(len(line) for line in kept if line)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    found: list[str] = []
    open_, before = False, 0
    for line in kept:
        if not line:
            open_ = open_ and bool(found) and not _END.search(found[-1])
            continue
        if open_ and not _ITEM.match(line):
            found[-1] = _joined(found[-1], line)
        else:
            found.append(line)
        before = len(line)
        ends = bool(_END.search(line)) and before < SHORT * width
        is_heading = before < SHORT * width and not _END.search(line) and len(found[-1]) == before and _is_titled(line)
        open_ = not (ends or is_heading)
    return "\n".join(found)


def _joined(first: str, second: str) -> str:
    """Two lines as one; a hyphen at the end of the first, where a small letter follows, was put by the printer."""
    if _BROKEN.search(first):
        return first[:-1] + second if second[:1].islower() else first + second
    return f"{first} {second}"


def _is_titled(line: str) -> bool:
    words = [word for word in line.split() if word[:1].isalpha()]
    return bool(words) and len(words) <= 12 and words[0][:1].isupper()


def _running_heads(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    counts = Counter(
        key for page in pages for key in {_key(line) for line in [*_shown(page)[:EDGE], *_shown(page)[-EDGE:]]}
    )
    return frozenset(key for key, count in counts.items() if count > 1 and count > OFTEN * len(pages))


def _is_head(at: int, line: str, page: Sequence[str], heads: frozenset[str]) -> bool:
    if not line or _key(line) not in heads:
        return False
    shown = [number for number, one in enumerate(page) if one]
    return at in shown[:EDGE] or at in shown[-EDGE:]


def _shown(page: Sequence[str]) -> list[str]:
    return [line for line in page if line]


def _key(line: str) -> str:
    """A line with its page number left open."""
    return re.sub(r"\d+", "0", line)
