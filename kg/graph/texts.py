"""The texts of articles beside the graph, in SQLite with a full-text index (FTS5).

The graph says which articles there are. A text is written before its article is, and goes after it, so whatever stops a
build the graph never has an article whose text is lost; what lies here of no article is passed over by readers and
dropped by the next build or removal. SQLite's journal keeps each step whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.errors import StoreError
from kg.graph.claims import article_ids, has_article
from kg.graph.remote import RemoteStore
from kg.graph.store import KnowledgeGraph
from kg.model import Article

FILE_NAME = "texts.sqlite"
PATIENCE = 30.0
"""Seconds to wait for another process that writes."""
MARKS = ("\x02", "\x03")
"""Characters around a word that was looked for, in a :class:`Hit`'s passage; no text keeps them."""

_TABLES = """
PRAGMA secure_delete = ON;
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT, published TEXT, source TEXT, text TEXT NOT NULL
);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (
  title, text, content = 'article', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER IF NOT EXISTS added AFTER INSERT ON article BEGIN
  INSERT INTO words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER IF NOT EXISTS gone AFTER DELETE ON article BEGIN
  INSERT INTO words (words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found: ``passage`` is where, the words that were looked for between :data:`MARKS`."""

    id: str
    title: str | None
    published: str | None
    source: str | None
    passage: str


def texts_of(store: Path) -> Path:
    """Where the texts of the articles in a store lie."""
    return store.parent / FILE_NAME


class Texts:
    """The texts, open for writing; made where there are none.

    Raises:
        StoreError: the file can't be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with _clear_errors(path):
            self._base = sqlite3.connect(path, timeout=PATIENCE)
            self._base.executescript(_TABLES)

    def put(self, articles: Sequence[Article]) -> None:
        """Keep these articles' texts, in place of what was kept under their ids, and write them to the disk."""
        rows = [
            (one.id, one.title, one.published.isoformat() if one.published else None, one.source, one.text)
            for one in {article.id: article for article in articles}.values()
        ]
        with _clear_errors(self.path), self._base:
            kept = "SELECT 1 FROM article WHERE (id, title, published, source, text) IS (?, ?, ?, ?, ?)"
            rows = [row for row in rows if self._base.execute(kept, row).fetchone() is None]
            self._base.executemany("DELETE FROM article WHERE id = ?", ((row[0],) for row in rows))
            self._base.executemany(
                "INSERT INTO article (id, title, published, source, text) VALUES (?, ?, ?, ?, ?)", rows
            )

    def keep_only(self, graph: KnowledgeGraph) -> None:
        """Drop the texts of articles that the graph does not have, so that nothing of them stays in the file."""
        if isinstance(graph.native, RemoteStore):
            is_there = set(article_ids(graph)).__contains__
        else:  # asked one by one, which takes a third of the time
            is_there = partial(has_article, graph)
        with _clear_errors(self.path), self._base:
            gone = [row for row in self._base.execute("SELECT id FROM article") if not is_there(row[0])]
            self._base.executemany("DELETE FROM article WHERE id = ?", gone)
            if gone:  # what was taken back must not be left in the index's older parts
                self._base.execute("INSERT INTO words (words) VALUES ('optimize')")

    def close(self) -> None:
        """Free the file."""
        self._base.close()


def read_text(path: Path, identifier: str) -> str | None:
    """The text of an article; None where none is kept.

    Raises:
        StoreError: the file can't be read.
    """
    if not path.exists():
        return None
    with _clear_errors(path), closing(_reading(path)) as base:
        row = base.execute("SELECT text FROM article WHERE id = ?", (identifier,)).fetchone()
    return row[0] if row else None


def find_texts(
    path: Path, words: str | None, *, since: str | None = None, until: str | None = None, source: str | None = None
) -> list[tuple[int, str]]:
    """Number and id of the articles that fit, best first; without words the newest first.

    ``words`` is a query of FTS5. ``since`` and ``until`` are days as 2024-05-31, of publication, both included.

    Raises:
        StoreError: the file can't be read.
    """
    tests, values = [], []
    for test, value in (
        ("words MATCH ?", words),
        ("published >= ?", since),
        ("published <= ?", until),
        ("lower(source) = lower(?)", source),
    ):
        if value is not None:
            tests.append(test)
            values.append(value)
    table = "words JOIN article ON words.rowid = number" if words is not None else "article"
    order = "bm25(words, 3.0, 1.0), number" if words is not None else "published DESC, id"
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    with _clear_errors(path), closing(_reading(path)) as base:
        return base.execute(f"SELECT number, id FROM {table} {where} ORDER BY {order}", values).fetchall()


def hits(path: Path, numbers: Sequence[int], words: str | None) -> list[Hit]:
    """What is shown of these articles, in their order.

    Raises:
        StoreError: the file can't be read.
    """
    beginning = "substr(text, 1, 240) || iif(length(text) > 240, ' …', '')"
    passage = "snippet(words, 1, char(2), char(3), ' … ', 40)" if words is not None else beginning
    table = "words JOIN article ON words.rowid = number" if words is not None else "article"
    match = "AND words MATCH ?" if words is not None else ""
    query = f"SELECT id, article.title, published, source, {passage} FROM {table} WHERE number = ? {match}"
    extra = [words] if words is not None else []
    with _clear_errors(path), closing(_reading(path)) as base:
        rows = [base.execute(query, [number, *extra]).fetchone() for number in numbers]
    return [Hit(*row) for row in rows if row]


def _reading(path: Path) -> sqlite3.Connection:
    """Open to read; with leave to write where a build was killed, so that SQLite can undo what it left half done."""
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)
    try:
        base.execute("SELECT 1 FROM article LIMIT 1").fetchone()
    except sqlite3.OperationalError:
        base.close()
        base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)
    return base


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: the texts can't be read or written: {error}; if the file is broken, delete it and run `kg build` "
            "over the articles again"
        ) from error
