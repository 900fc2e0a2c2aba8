"""Politeness, and a server that misbehaves: each ends in an answer or in one reason, soon and in little memory."""

from __future__ import annotations

import gzip
import ipaddress
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from kg.fetch.client import AGENT, Client, Manners, Validators, get
from kg.fetch.fault import FetchError
from kg.fetch.place import is_public, machines, place_of
from kg.fetch.robots import parse_robots
from kg.fetch.transfer import Bounds
from tests.fetch.server import Behaviour, Handler, Site, answers, in_turn, moved, serving

HERE = ipaddress.ip_network("127.0.0.1/32")
QUICK = Manners(pause=0, backoff=0, bounds=Bounds(silence=1, seconds=2, size=100_000), networks=(HERE,))


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site({"/": b"hello"})) as site:
        yield site


def reason(site: Site, path: str, manners: Manners = QUICK) -> str:
    with pytest.raises(FetchError) as raised:
        get(Client(manners), site.address + path)
    return str(raised.value)


def test_an_answer_comes_with_its_headers_in_lower_case(site: Site) -> None:
    url, answer = get(Client(QUICK), site.address + "/?page=1#here")
    assert (url, answer.body, answer.headers["content-type"]) == (
        site.address + "/?page=1", b"hello", "text/html; charset=utf-8",
    )  # fmt: skip
    assert site.asked[-1][1]["User-Agent"].startswith(AGENT)


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    def behave(handler: Handler) -> None:
        known = handler.headers.get("If-None-Match") == '"7"' and handler.headers.get("If-Modified-Since") == "then"
        handler.give(304 if known else 200, b"" if known else b"new")

    site.pages["/page"] = behave
    assert get(Client(QUICK), site.address + "/page")[1].body == b"new"
    assert get(Client(QUICK), site.address + "/page", Validators('"7"', "then"))[1].status == 304


# who may be asked, and how often


def test_a_host_is_asked_once_a_second_and_another_at_once(site: Site) -> None:
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    manners = Manners(networks=(ipaddress.ip_network("127.0.0.0/8"),))
    client = Client(manners, clock=lambda: now[0], sleep=sleep)
    get(client, site.address)
    assert sum(waited) == pytest.approx(1)  # robots.txt, then the page
    get(client, site.address)
    assert sum(waited) == pytest.approx(2)
    with serving(Site({"/": b"other"}), "127.0.0.2") as other:
        other.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 5"
        get(client, other.address)
        assert sum(waited) == pytest.approx(7)


def test_robots_txt_is_obeyed_and_asked_for_once(site: Site) -> None:
    site.pages |= {"/robots.txt": b"User-agent: *\nDisallow: /private/", "/private/a": b"secret"}
    client = Client(QUICK)
    for _ in range(2):
        with pytest.raises(FetchError, match=r"robots.txt of 127.0.0.1 does not allow it"):
            get(client, site.address + "/private/a")
    get(client, site.address)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/"]


def test_robots_txt_holds_for_where_a_redirect_leads(site: Site) -> None:
    site.pages |= {"/robots.txt": b"User-agent: *\nDisallow: /private", "/open": moved("/private")}
    assert "does not allow it" in reason(site, "/open")


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_missing_robots_txt_allows_all_and_a_broken_one_nothing(site: Site, status: int, allowed: bool) -> None:
    site.pages["/robots.txt"] = answers(status)
    if allowed:
        assert get(Client(QUICK), site.address)[1].body == b"hello"
    else:
        assert "does not allow it" in reason(site, "/")


ROBOTS = b"""# ours
User-agent: somebody
User-agent: Geopolitical-KG
Crawl-delay: 2
Disallow: /
Allow: /news/
Disallow: /news/*/print$
Disallow: /*.pdf$
Allow: /open.pdf
Disallow: /news/caf%C3%A9

User-agent: *
Disallow: /news/
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", False), ("/news/1", True), ("/news/1/print", False), ("/news/1/print?x", True), ("/news/a.pdf", False),
        ("/news/a.pdf?x", True), ("/open.pdf", True), ("/news/caf\u00e9", False), ("/news/caf%c3%a9", False),
    ],
)  # fmt: skip
def test_the_longest_rule_of_ones_own_group_decides(target: str, allowed: bool) -> None:
    rules = parse_robots(ROBOTS, AGENT)
    assert (rules.allow(target), rules.delay) == (allowed, 2)


def test_a_group_of_nobody_and_a_robots_txt_that_is_none() -> None:
    assert not parse_robots(ROBOTS, "other").allow("/news/1")
    assert parse_robots(b"\x00<html>: no rules: at all", AGENT).allow("/")
    assert parse_robots(b"Disallow: /\nUser-agent: *\nDisallow:", AGENT).allow("/")


# where not to go


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://example.org/a", "http and https only"), ("file:///etc/passwd", "http and https only"),
        ("http://", "no valid address|without a host"), ("http://me:secret@example.org/", "a user's name or password"),
        ("http://example.org:99999/", "no valid address"), ("http://[::1", "no valid address"),
        ("http://example.org/" + "a" * 5000, "more than 4,096 characters"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web(url: str, why: str) -> None:
    with pytest.raises(FetchError, match=why):
        place_of(url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
        "2002:7f00:1::1", "2002:a00:1::",
    ],
)  # fmt: skip
def test_an_address_of_ones_own_network(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_of_the_internet(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_the_local_network_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(FetchError, match=r"is in the local network .*--allow-network"):
        machines(place_of(f"http://{host}/"), ())


def test_a_redirect_into_the_local_network_is_refused(site: Site) -> None:
    with serving(Site({"/": b"secret"}), "127.0.0.2") as inner:
        site.pages["/out"] = moved(inner.address)
        assert "127.0.0.2 is in the local network" in reason(site, "/out")
        assert inner.asked == []
    site.pages["/cloud"] = moved("http://169.254.169.254/latest/meta-data")
    site.pages["/file"] = moved("file:///etc/passwd")
    assert "local network" in reason(site, "/cloud")
    assert "http and https only" in reason(site, "/file")


# a server that misbehaves


def test_redirects_are_followed_and_end(site: Site) -> None:
    site.pages |= {"/a": moved("/b"), "/b": moved("c", 308), "/c": b"there"}
    url, answer = get(Client(QUICK), site.address + "/a")
    assert (url, answer.body) == (site.address + "/c", b"there")
    site.pages |= {"/one": moved("/two"), "/two": moved("/one"), "/nowhere": answers(302)}
    site.pages["/on"] = lambda handler: handler.give(302, b"", {"Location": f"{handler.path}?1"})
    assert "redirects in a loop" in reason(site, "/one")
    assert reason(site, "/on") == "more than 5 redirects"
    assert "not where to" in reason(site, "/nowhere")


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>and on</p>" * 1000)


def too_short(handler: Handler) -> None:
    handler.give(200, b"<p>half", {"Content-Length": "1000"})


def broken_chunk(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nhello\r\nzz\r\n")


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.3)


def drip_of_headers(handler: Handler) -> None:
    while True:
        handler.wfile.write(b"H")
        time.sleep(0.3)


def silence(handler: Handler) -> None:
    time.sleep(10)


def no_http(handler: Handler) -> None:
    handler.wfile.write(b"SSH-2.0-server\r\n")


BOMB = gzip.compress(bytes(200_000_000), 1)


def bomb(handler: Handler) -> None:
    handler.give(200, BOMB, {"Content-Encoding": "gzip"})


def broken_gzip(handler: Handler) -> None:
    handler.give(200, b"no gzip at all", {"Content-Encoding": "gzip"})


def many_headers(handler: Handler) -> None:
    handler.give(200, b"", {f"X-{number}": "a" for number in range(500)})


MISBEHAVIOUR: dict[str, tuple[Behaviour, str]] = {
    "endless body": (endless, "more than 100,000 bytes"),
    "announced as too large": (answers(200, {"Content-Length": "9999999999"}), "more than 100,000 bytes"),
    "shorter than announced": (too_short, "no whole answer"),
    "broken chunk": (broken_chunk, "no whole answer"),
    "slow drip": (drip, "took more than 2 s"),
    "slow drip of headers": (drip_of_headers, "took more than 2 s"),
    "silence": (silence, "no whole answer: .*timed out"),
    "no HTTP": (no_http, "no whole answer|no answer that can be read"),
    "gzip bomb": (bomb, "more than 100,000 bytes"),
    "broken gzip": (broken_gzip, "no whole answer"),
    "500 headers": (many_headers, "no whole answer|no answer that can be read"),
    "a picture": (answers(200, {"Content-Type": "image/png"}, b"\x89PNG"), "no text: the server says image/png"),
    "nothing there": (answers(410), "the server answered 410"),
}


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_misbehaviour_ends_in_one_reason(site: Site, name: str) -> None:
    behaviour, expected = MISBEHAVIOUR[name]
    site.pages["/bad"] = behaviour
    manners = Manners(pause=0, backoff=0, tries=1, bounds=QUICK.bounds, networks=QUICK.networks)
    with pytest.raises(FetchError, match=expected):
        get(Client(manners), site.address + "/bad")
    assert get(Client(manners), site.address)[1].body == b"hello"


def test_a_gzip_bomb_takes_no_memory(site: Site) -> None:
    site.pages["/bomb"] = bomb
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[1]
    reason(site, "/bomb")
    most = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert most < 20_000_000


def test_what_is_longer_than_announced_is_read_as_announced(site: Site) -> None:
    site.pages["/long"] = lambda handler: handler.give(200, b"hello and more", {"Content-Length": "5"})
    assert get(Client(QUICK), site.address + "/long")[1].body == b"hello"


def test_packed_answers_are_unpacked(site: Site) -> None:
    site.pages["/gz"] = lambda handler: handler.give(200, gzip.compress(b"hello"), {"Content-Encoding": "gzip"})
    assert get(Client(QUICK), site.address + "/gz")[1].body == b"hello"


def test_a_server_in_trouble_is_asked_again_after_a_while(site: Site) -> None:
    now, waited = [0.0], []

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    client = Client(Manners(pause=0, networks=(HERE,)), clock=lambda: now[0], sleep=sleep)
    site.pages["/busy"] = in_turn(answers(503), answers(429, {"Retry-After": "7"}), b"at last")
    assert get(client, site.address + "/busy")[1].body == b"at last"
    assert sum(waited) == pytest.approx(1 + 7)
    site.pages["/never"] = answers(503)
    assert reason(site, "/never") == "the server answered 503"
    assert site.paths.count("/never") == 3


def test_who_asks_for_an_hour_is_left_alone(site: Site) -> None:
    site.pages["/later"] = answers(503, {"Retry-After": "3600"})
    assert reason(site, "/later") == "the server answered 503"
    assert site.paths == ["/later"]


def test_a_host_that_never_answers_is_left_alone() -> None:
    with serving(Site()) as gone:
        address = gone.address
    client = Client(QUICK)
    reasons = []
    for number in range(4):
        with pytest.raises(FetchError) as raised:
            get(client, f"{address}/{number}")
        reasons.append(str(raised.value))
    assert ["no connection" in one for one in reasons] == [True, True, True, False]
    assert "left alone" in reasons[-1]


def test_a_signal_ends_the_waiting(site: Site) -> None:
    stopped = False

    def hang(handler: Handler) -> None:
        nonlocal stopped
        stopped = True
        time.sleep(5)

    site.pages["/hang"] = hang
    begun = time.monotonic()
    with pytest.raises(FetchError, match="stopped"):
        get(Client(Manners(pause=0, networks=(HERE,)), stop=lambda: stopped), site.address + "/hang")
    assert time.monotonic() - begun < 4
