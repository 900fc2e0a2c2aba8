"""The polite visitor: robots.txt, a pause for each host, redirects, second tries, nothing sent that is here already."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from kg.fetch.fault import NO_ANSWER, NOT_FOUND, REFUSED, FetchError
from kg.fetch.place import Network, Place, machines, place_of
from kg.fetch.robots import NOTHING, Rules, parse_robots
from kg.fetch.transfer import Answer, Bounds, transfer

AGENT = "geopolitical-kg"
"""Product token, by which robots.txt may name us."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try may go better."""
MOVED = frozenset({301, 302, 303, 307, 308})
PATIENCE = 60.0
"""Seconds that are waited when a server asks for them; for more it is left alone."""
DEAF = 3
"""Addresses of one host in a row that gave no answer, after which the host is left alone for this run."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How it is fetched: seconds between two requests to a host; tries, and seconds before the second, doubled each
    time; redirects that are followed; bounds of one transfer; networks of one's own that may be asked."""

    pause: float = 1.0
    tries: int = 3
    backoff: float = 1.0
    redirects: int = 5
    bounds: Bounds = field(default_factory=Bounds)
    networks: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the version that is here, by which it can tell whether there is another."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers that ask for what is newer only."""
        found = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in found.items() if value}


@dataclass(slots=True)
class Client:
    """One run's visits: the rules of each origin, when each host was asked last, and who does not answer."""

    manners: Manners = field(default_factory=Manners)
    stop: Callable[[], bool] = lambda: False
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    rules: dict[str, Rules] = field(default_factory=dict)
    asked_at: dict[str, float] = field(default_factory=dict)
    silent: Counter[str] = field(default_factory=Counter)


def get(client: Client, url: str, known: Validators | None = None) -> tuple[str, Answer]:
    """The answer to a GET, 200 or (by ``known``) 304, and the address that gave it, at the end of any redirects.

    Raises:
        FetchError: robots.txt or the local network forbid it, there is nothing, or no whole answer within the bounds.
    """
    place = place_of(url)
    passed = {place.url}
    for _ in range(client.manners.redirects + 1):
        _check_robots(client, place)
        answer = _tried(client, place, known.headers() if known else {})
        if answer.status not in MOVED:
            return place.url, _told(answer)
        place = _moved(place, answer)
        if place.url in passed:
            raise FetchError(f"redirects in a loop, back to {place.url}", NOT_FOUND)
        passed.add(place.url)
    raise FetchError(f"more than {client.manners.redirects} redirects", NOT_FOUND)


def _moved(place: Place, answer: Answer) -> Place:
    where = answer.headers.get("location", "")
    if not where:
        raise FetchError(f"the server answered {answer.status} and not where to", NOT_FOUND)
    return place_of(urljoin(place.url, where))


def _told(answer: Answer) -> Answer:
    """The answer, where it is one that can be used."""
    if answer.status in (200, 304):
        return answer
    raise FetchError(f"the server answered {answer.status}", NOT_FOUND, passing=answer.status in PASSING)


def _check_robots(client: Client, place: Place) -> None:
    if not _rules(client, place).allow(place.target):
        raise FetchError(f"robots.txt of {place.host} does not allow it", REFUSED)


def _rules(client: Client, place: Place) -> Rules:
    """What the origin allows, asked once a run: all if it has no robots.txt, nothing if it can't say (RFC 9309)."""
    if place.origin in client.rules:
        return client.rules[place.origin]
    asked = place_of(place.origin + "/robots.txt")
    for _ in range(client.manners.redirects + 1):
        answer = _tried(client, asked, {})
        if answer.status not in MOVED:
            break
        asked = _moved(asked, answer)
    rules = Rules()
    if answer.status == 200:
        rules = parse_robots(answer.body, AGENT)
    elif answer.status in PASSING or answer.status >= 500:
        rules = NOTHING
    client.rules[place.origin] = rules
    return rules


def _tried(client: Client, place: Place, headers: Mapping[str, str]) -> Answer:
    """The answer of one place, asked again after a while where that may help."""
    manners = client.manners
    if client.silent[place.host] >= DEAF:
        raise FetchError(f"{place.host} gave no answer {DEAF} times and is left alone", NO_ANSWER, passing=True)
    for number in range(manners.tries):
        last = number + 1 == manners.tries
        try:
            answer = _once(client, place, headers)
        except FetchError as error:
            if not error.passing or last or client.stop():
                client.silent[place.host] += error.kind == NO_ANSWER
                raise
            wait = manners.backoff * 2**number
        else:
            client.silent.pop(place.host, None)
            asked = _seconds_asked(answer)
            if answer.status not in PASSING or last or asked > PATIENCE:
                return answer
            wait = max(asked, manners.backoff * 2**number)
        pause(client, wait)
    raise AssertionError("there is a last try")


def _once(client: Client, place: Place, headers: Mapping[str, str]) -> Answer:
    found = machines(place, client.manners.networks)
    if place.host in client.asked_at:
        delay = max(client.manners.pause, client.rules.get(place.origin, Rules()).delay)
        pause(client, client.asked_at[place.host] + delay - client.clock())
    told = {"User-Agent": _agent(), "Accept": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip", "Accept-Language": "en", "Connection": "close", **headers}  # fmt: skip
    fault: FetchError | None = None
    try:
        for machine in found:
            try:
                return transfer(place, machine, told, client.manners.bounds, client.stop)
            except FetchError as error:
                fault = error
                if not error.unreached:
                    raise
    finally:
        client.asked_at[place.host] = client.clock()
    assert fault is not None
    raise fault


def pause(client: Client, seconds: float) -> None:
    """Wait, in short steps, so that a signal is heeded.

    Raises:
        FetchError: the run is to stop.
    """
    until = client.clock() + seconds
    while True:
        if client.stop():
            raise FetchError("stopped", NO_ANSWER, passing=True)
        if (left := until - client.clock()) <= 0:
            return
        client.sleep(min(left, 0.2))


def _seconds_asked(answer: Answer) -> float:
    """Seconds of a Retry-After, which may be a date; 0 where there is none."""
    value = answer.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value[:9])
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0.0
    if when.tzinfo is None:
        return 0.0
    return max(0.0, (when - dt.datetime.now(dt.UTC)).total_seconds())


def _agent() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"{AGENT}/{version('geopolitical-kg')}"
    except PackageNotFoundError:
        return AGENT
