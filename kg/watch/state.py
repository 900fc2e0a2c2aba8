"""What was read in earlier passes: of each feed the entries that it had; none is read twice, none forgotten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreError
from kg.model import Article
from kg.whole import whole_file

FILE = "state.json"
PENDING = "pending"
"""File of the ids of claims that are new and not reported yet, one a line."""
TRIES = 5
"""Passes in which a page that gives no answer is asked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as it was: a digest of what it said, and in how many passes its page gave no answer."""

    digest: str
    failed: int = 0

    def is_done(self, digest: str) -> bool:
        """Whether the entry, which says what has this digest, need not be read again."""
        return self.digest == digest and (self.failed == 0 or self.failed >= TRIES)


@dataclass(frozen=True, slots=True)
class State:
    """Feed → entry → how it was seen; an entry is known by its address, else by its text."""

    feeds: Mapping[str, Mapping[str, Seen]] = field(default_factory=dict)

    def seen(self, feed: str, key: str) -> Seen | None:
        """How an entry was seen; None for one that was not."""
        return self.feeds.get(feed, {}).get(key)


def key_of(entry: Article) -> str:
    """By what an entry is known."""
    return entry.url or entry.id


def digest_of(entry: Article) -> str:
    """A digest of what an entry says: another one means that its page changed."""
    day = entry.published.isoformat() if entry.published else ""
    return hashlib.sha256("\x1f".join((entry.title or "", day, entry.text)).encode()).hexdigest()[:16]


def load_state(folder: Path) -> State:
    """The state of the last pass; an empty one where there was none.

    Raises:
        StoreError: the file can't be read.
    """
    path = folder / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return State({feed: {key: Seen(*one) for key, one in entries.items()} for feed, entries in content.items()})
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise StoreError(f"{path}: can't be read: {error}; without it everything in the feeds is read anew") from error


def save_state(folder: Path, state: State) -> None:
    """Write the state, whole or not at all.

    Raises:
        StoreError: it can't be written.
    """
    content = {feed: {key: [one.digest, one.failed] for key, one in entries.items()}
               for feed, entries in state.feeds.items()}  # fmt: skip
    with whole_file(folder / FILE) as file:
        file.write(json.dumps(content, indent=1).encode())


def add_pending(folder: Path, claims: Iterable[str]) -> None:
    """Note claims as new before they are written, so that a pass that is killed is reported by the next one.

    Raises:
        StoreError: it can't be written.
    """
    path = folder / PENDING
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.writelines(f"{one}\n" for one in claims)
    except OSError as error:
        raise StoreError(f"{path}: can't be written: {error.strerror}") from error


def pending(folder: Path) -> list[str]:
    """Ids of claims that are to be reported, if they are in the graph."""
    path = folder / PENDING
    return list(dict.fromkeys(path.read_text(encoding="ascii").split())) if path.exists() else []


def clear_pending(folder: Path) -> None:
    """They are reported."""
    (folder / PENDING).unlink(missing_ok=True)
