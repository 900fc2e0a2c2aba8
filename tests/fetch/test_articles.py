"""Addresses and feeds as inputs: what is fetched, what is read, and that it is read again with no network."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.fetch.articles import Web, read_web
from kg.fetch.client import Client, Manners
from kg.fetch.kept import load
from kg.model import Article
from kg.parse import Setup
from kg.read import Note, Skip, read
from tests.fetch.server import Handler, Site, answers, article, in_turn, moved, rss, serving

TUESDAY, OLD = "Tue, 05 Mar 2024 09:00:00 GMT", "Thu, 07 Mar 2019 09:00:00 GMT"
SANCTIONS = "Canada imposed sanctions on Belarus on Tuesday, its foreign minister told reporters in Ottawa."
ANSWER = "Belarus condemned the step and recalled its ambassador from Canada for talks about what to do next."
NETWORKS = (ipaddress.ip_network("127.0.0.1/32"),)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving(Site()) as site:
        site.pages["/story"] = article("Canada imposes sanctions on Belarus", SANCTIONS, ANSWER)
        yield site


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(Client(Manners(pause=0, tries=1, networks=NETWORKS)), tmp_path / "fetched")


def articles(web: Web, *names: str, since: dt.date | None = None) -> list[Article]:
    return [one for one in read(names, elsewhere=partial(read_web, web), since=since) if isinstance(one, Article)]


def skips(web: Web, *names: str) -> list[str]:
    return [one.reason for one in read(names, elsewhere=partial(read_web, web)) if isinstance(one, Skip)]


def put_feed(site: Site, *entries: tuple[str, str, str, str]) -> str:
    site.pages["/feed.xml"] = rss("Harbour Wire", *((name, site.address + path, day, text)
                                                    for name, path, day, text in entries))  # fmt: skip
    return site.address + "/feed.xml"


def test_a_page_is_an_article_with_its_address_and_its_host_as_outlet(site: Site, web: Web) -> None:
    (found,) = articles(web, site.address + "/story")
    assert (found.url, found.title, found.source) == (site.address + "/story", "Canada imposes sanctions on Belarus",
                                                      "127.0.0.1")  # fmt: skip
    assert found.text.endswith(f"{SANCTIONS}\n{ANSWER}")
    assert found.retrieved == dt.datetime.now(dt.UTC).date()


def test_a_redirect_gives_the_article_the_address_where_it_is(site: Site, web: Web) -> None:
    site.pages["/short"] = moved("/story")
    assert articles(web, site.address + "/short")[0].url == site.address + "/story"


def test_a_feed_is_read_by_the_pages_of_its_entries(site: Site, web: Web) -> None:
    """What a page does not say of itself, its day and outlet here, the feed says."""
    (found,) = articles(web, put_feed(site, ("Sanctions", "/story", TUESDAY, "Canada acted.")))
    assert (found.published, found.source) == (dt.date(2024, 3, 5), "Harbour Wire")
    assert ANSWER in found.text


def test_entries_of_before_a_day_are_not_fetched(site: Site, web: Web, tmp_path: Path) -> None:
    since = Web(web.client, web.folder, since=dt.date(2024, 1, 1))
    url = put_feed(site, ("New", "/story", TUESDAY, ""), ("Old", "/old", OLD, "Norway met Sweden."))
    assert len(articles(since, url)) == 1
    assert site.paths == ["/feed.xml", "/story"]


def test_since_holds_for_files_too_and_says_how_many_it_left_out(tmp_path: Path) -> None:
    lines = [{"text": "Iran met Iraq.", "published": "2019-01-01"},
             {"text": "Iran met Oman.", "published": "2024-02-01"},
             {"text": "Iran met Qatar."}]  # fmt: skip
    (tmp_path / "news.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    items = list(read([str(tmp_path)], since=dt.date(2024, 1, 1)))
    assert [one.text for one in items if isinstance(one, Article)] == ["Iran met Oman.", "Iran met Qatar."]
    assert [str(one) for one in items if isinstance(one, Note)] == [
        "--since 2024-01-01: 1 articles of before were left out"
    ]


@pytest.mark.parametrize("why", ["gone", "closed", "no page"])
def test_an_entry_speaks_where_its_page_can_not_be_read(site: Site, web: Web, why: str) -> None:
    site.pages |= {"/robots.txt": b"User-agent: *\nDisallow: /closed", "/no page": b"\x00\x01\x02"}
    url = put_feed(
        site, ("Peru expels Chilean diplomats", f"/{why.replace(' ', '%20')}", TUESDAY, "Peru expelled three.")
    )
    (found,) = articles(web, url)
    assert (found.title, found.text, found.published) == (
        "Peru expels Chilean diplomats", "Peru expelled three.", dt.date(2024, 3, 5),
    )  # fmt: skip


def test_entries_alone_are_read_where_that_is_asked_for(site: Site, web: Web) -> None:
    url = put_feed(site, ("Sanctions", "/story", TUESDAY, "Canada imposed sanctions on Belarus."))
    (found,) = articles(Web(web.client, web.folder, follow=False), url)
    assert (found.text, site.paths) == ("Canada imposed sanctions on Belarus.", ["/feed.xml"])


def test_a_feed_in_a_file_is_followed_where_that_is_asked_for(site: Site, web: Web, tmp_path: Path) -> None:
    put_feed(site, ("Sanctions", "/story", TUESDAY, "Canada acted."))
    page = site.pages["/feed.xml"]
    assert isinstance(page, bytes)
    (tmp_path / "saved.xml").write_bytes(page)
    assert [one.text for one in articles(web, str(tmp_path / "saved.xml"))] == ["Canada acted."]
    assert site.paths == []
    assert ANSWER in articles(Web(web.client, web.folder, follow=True), str(tmp_path / "saved.xml"))[0].text


def test_a_page_without_a_change_is_not_sent_again_and_read_from_disk(site: Site, web: Web) -> None:
    def behave(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == '"7"':
            handler.give(304, b"")
        else:
            handler.give(200, article("Sanctions", SANCTIONS, ANSWER), {"ETag": '"7"'})

    site.pages["/tagged"] = behave
    first = articles(web, site.address + "/tagged")
    assert articles(web, site.address + "/tagged") == first
    assert site.asked[-1][1]["If-None-Match"] == '"7"'


def test_the_copy_is_read_where_the_server_is_in_trouble(site: Site, web: Web) -> None:
    site.pages["/page"] = in_turn(article("Sanctions", SANCTIONS, ANSWER), answers(503))
    first = articles(web, site.address + "/page")
    items = list(read([site.address + "/page"], elsewhere=partial(read_web, web)))
    assert [one for one in items if isinstance(one, Article)] == first
    assert ["the server answered 503; the copy of" in str(one) for one in items if isinstance(one, Note)] == [True]


def test_what_is_no_article_is_named(site: Site, web: Web) -> None:
    site.pages["/logo"] = answers(200, {"Content-Type": "image/png"}, b"\x89PNG")
    assert skips(web, site.address + "/logo") == ["no text: the server says image/png"]
    assert skips(web, site.address + "/none") == ["the server answered 404"]
    assert skips(web, "gopher://example.org/1") == ["an address with 'gopher'; kg fetches http and https only"]


def test_wrong_charsets_are_seen_through(site: Site, web: Web) -> None:
    page = article("Mali", "Côte d’Ivoire criticised Mali on Monday over its troops near the border between them.")
    for told in ("utf-8", "utf-9", "latin-1", "us-ascii"):
        site.pages["/page"] = answers(
            200, {"Content-Type": f"text/html; charset={told}"}, page.decode().encode("cp1252")
        )
        assert "Côte d’Ivoire criticised" in articles(web, site.address + "/page")[0].text


def test_a_feed_is_one_whatever_the_server_calls_it(site: Site, web: Web) -> None:
    url = put_feed(site, ("Sanctions", "/story", TUESDAY, ""))
    content = site.pages["/feed.xml"]
    assert isinstance(content, bytes)
    for media in ("text/html", "text/plain", "application/octet-stream", "application/xml"):
        site.pages["/feed.xml"] = answers(200, {"Content-Type": media}, content)
        assert [one.url for one in articles(web, url)] == [site.address + "/story"]


def test_a_page_that_claims_to_be_anothers_is_not(site: Site, web: Web) -> None:
    """It would take the place of that article in the graph."""
    head = '<link rel="canonical" href="https://gazette.example/story">'
    site.pages["/copy"] = article("Sanctions", SANCTIONS, ANSWER, head=head)
    assert articles(web, site.address + "/copy")[0].url == site.address + "/copy"
    own = f'<link rel="canonical" href="{site.address}/story">'
    site.pages["/story?from=feed"] = site.pages["/story"] = article("Sanctions", SANCTIONS, ANSWER, head=own)
    assert articles(web, site.address + "/story?from=feed")[0].url == site.address + "/story"


def test_a_broken_copy_is_fetched_again(site: Site, web: Web) -> None:
    first = articles(web, site.address + "/story")
    (kept,) = web.folder.rglob("*.warc")
    kept.write_bytes(kept.read_bytes()[:50])
    assert load(kept) is None
    assert articles(web, site.address + "/story") == first


def test_a_graph_is_built_again_from_what_was_fetched_with_no_network(site: Site, web: Web, tmp_path: Path) -> None:
    url = put_feed(site, ("Sanctions", "/story", TUESDAY, "Canada acted."),
                   ("Peru expels Chilean diplomats", "/gone", TUESDAY, "Peru expelled Chileans."))  # fmt: skip
    build([url], tmp_path / "one", setup=Setup(reader="rules"), elsewhere=partial(read_web, web))
    build([str(web.folder)], tmp_path / "two", setup=Setup(reader="rules"))
    one, two = ((tmp_path / name / "graph.nq").read_text(encoding="utf-8") for name in ("one", "two"))
    assert sorted(one.splitlines()) == sorted(two.splitlines())
    assert "expels" in one


def test_claims_of_an_address_on_the_command_line(site: Site) -> None:
    run = ["extract", site.address + "/story", "--reader", "rules", "--allow-network", "127.0.0.1"]
    done = CliRunner().invoke(main, run)
    assert done.exit_code == 0, done.stderr
    assert {json.loads(line)["relation"] for line in done.stdout.splitlines()} >= {"sanctions", "severesTiesWith"}
    refused = CliRunner().invoke(main, run[:-2])
    assert (refused.exit_code, "--allow-network 127.0.0.1 allows it" in refused.stderr) == (1, True)
