"""robots.txt by RFC 9309 and Crawl-delay: the standard library knows neither wildcards nor the longest rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

LARGEST = 512_000
"""Bytes that are read of it."""
SLOWEST = 30.0
"""Seconds between two requests that are granted; who wants more is asked every so often all the same."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one group: (pattern, whether it allows), and seconds between two requests that it asks for."""

    rules: Sequence[tuple[str, bool]] = ()
    delay: float = 0.0

    def allow(self, target: str) -> bool:
        """Whether path and query may be fetched: the longest rule that fits decides, of equals the one that allows."""
        fitting = [(len(pattern), allows) for pattern, allows in self.rules if _fits(pattern, target)]
        return max(fitting)[1] if fitting else True


NOTHING = Rules((("/", False),))
"""For a host that could not say what it allows."""


def parse_robots(content: bytes, agent: str) -> Rules:
    """The rules for ``agent`` (its product token): those of all groups that name it, else those for everyone."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    naming = False
    for line in content[:LARGEST].decode("utf-8-sig", "replace").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            name = value.partition("/")[0].strip().lower()
            names = [*names, name] if naming else [name]
            naming = True
            groups.setdefault(name, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            naming = False
            for name in names:
                groups[name].append((key, value))
    own = agent.lower()
    lines = groups.get(own, groups.get("*", []))
    rules = [(value, key == "allow") for key, value in lines if key != "crawl-delay" and value]
    return Rules(rules, max((_seconds(value) for key, value in lines if key == "crawl-delay"), default=0.0))


def _seconds(value: str) -> float:
    return min(float(value), SLOWEST) if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value) else 0.0


def _fits(pattern: str, target: str) -> bool:
    pattern, target = unquote(pattern), unquote(target)
    ends = pattern.endswith("$")
    first, *others = re.sub(r"\*+", "*", pattern.removesuffix("$")).split("*")
    if not target.startswith(first):
        return False
    place = len(first)
    for number, piece in enumerate(others, 1):
        if ends and number == len(others):
            return len(target) - len(piece) >= place and target.endswith(piece)
        if (found := target.find(piece, place)) < 0:
            return False
        place = found + len(piece)
    return not ends or place == len(target)
