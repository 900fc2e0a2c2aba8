"""What a robots.txt allows by RFC 9309, and the Crawl-delay that it asks for, read by Protego."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

LARGEST = 512_000
"""Bytes that are read of it."""
SLOWEST = 30.0
"""Seconds between two requests that are granted; who wants more is asked every so often all the same."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules for one agent (its product token), and seconds between two requests that they ask for."""

    robots: Protego
    agent: str
    delay: float = 0.0

    def allow(self, target: str) -> bool:
        """Whether path and query may be fetched: the longest rule that fits decides, of equals the one that allows."""
        return bool(self.robots.can_fetch(target, self.agent))


def parse_robots(content: bytes, agent: str) -> Rules:
    """The rules for ``agent``: those of all groups that name it, else those for everyone."""
    robots = Protego.parse(content[:LARGEST].decode("utf-8-sig", "replace"))
    asked = robots.crawl_delay(agent) or 0.0
    return Rules(robots, agent, min(max(asked, 0.0), SLOWEST))


ANYTHING = parse_robots(b"", "*")
"""For a host that has no robots.txt."""
NOTHING = parse_robots(b"User-agent: *\nDisallow: /", "*")
"""For a host that could not say what it allows."""
