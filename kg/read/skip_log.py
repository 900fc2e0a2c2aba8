"""What was skipped, counted by reason: the first are kept in memory, all can be written as JSON lines."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.language import reads
from kg.read.skip import Skip
from kg.resources import ENGLISH

KEPT = 1000
"""Skips that are kept to be shown."""
LANGUAGE = "in "
"""How the kind of a skip for its language begins."""


@dataclass(slots=True)
class SkipLog:
    """Skips of one run.

    ``first`` holds the first of them, ``kinds`` how many there are of each kind, ``repeats`` the articles that were
    read before and stand in a file. ``stream`` gets each as a line of JSON. With ``strict`` the first that is
    no repeat ends the run. ``language`` is the one that the run reads.
    """

    strict: bool = False
    stream: BinaryIO | None = None
    first: list[Skip] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    repeats: list[Article] = field(default_factory=list)
    language: str = ENGLISH

    def add(self, skip: Skip) -> None:
        """Note a skip.

        Raises:
            InputError: it is to end the run.
        """
        if self.strict and skip.repeats is None:
            raise InputError(f"{skip} (--strict stops at the first that can't be read)")
        self.kinds[skip.kind] += 1
        if skip.repeats is not None and skip.repeats.file is not None:
            self.repeats.append(skip.repeats)
        if len(self.first) < KEPT:
            self.first.append(skip)
        if self.stream is not None:
            self.stream.write(json.dumps(skip.to_json()).encode("ascii") + b"\n")

    @property
    def total(self) -> int:
        """How many there are."""
        return self.kinds.total()

    def by_kind(self) -> str:
        """In words: "3 empty, 2 in German"."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.kinds.most_common())

    def foreign(self) -> str | None:
        """A warning that says how much was left out for its language; None where nothing was."""
        found = Counter({kind: count for kind, count in self.kinds.items() if kind.startswith(LANGUAGE)})
        if not found:
            return None
        languages = ", ".join(f"{count:,} {kind}" for kind, count in found.most_common())
        return f"{reads(self.language)}; skipped for their language: {languages}"
