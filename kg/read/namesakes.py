"""Different texts under one id in one input: each is an article, and the second gets an id of its own.

An article that is read again at another time with another text is a new version of itself; two texts that stand in one
input at once are two articles. The second is called by the id and its place among them ("34~2"), so that the same input
gives the same ids whenever it is read, and a second text that is edited is a new version of the second article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from kg.model import Article
from kg.read.skip import Note
from kg.read.source import Item

SHOWN = 3
"""New ids that a Note lists."""


def told_apart(items: Iterable[tuple[str, Item]]) -> Iterator[tuple[str, Item]]:
    """The items, each with its input; those of one input stand together."""
    for path, some in groupby(items, key=itemgetter(0)):
        first: dict[str, bytes] = {}
        others: dict[str, dict[bytes, str]] = {}
        """New ids by the text, of the ids that have several."""
        for _, item in some:
            if isinstance(item, Article):
                text = hashlib.blake2b(item.text.encode(), digest_size=8).digest()
                if first.setdefault(item.id, text) != text:
                    known = others.setdefault(item.id, {})
                    item = replace(item, id=known.setdefault(text, f"{item.id}~{len(known) + 2}"))
            yield path, item
        if others:
            yield path, Note(path, _told([name for names in others.values() for name in names.values()]))


def _told(names: list[str]) -> str:
    count = "1 text has" if len(names) == 1 else f"{len(names):,} texts have"
    more = ", …" if len(names) > SHOWN else ""
    return f"{count} the id of another text before; read as {', '.join(map(repr, names[:SHOWN]))}{more}"
