"""Watching feeds: each entry is read once, what is new is reported once, nothing is lost where a pass is cut off."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest

from kg.errors import InputError, StoreError
from kg.fetch.articles import Web
from kg.fetch.client import Client, Manners
from kg.parse import Setup
from kg.watch.news import News
from kg.watch.passes import FOLDER, Passed, one_pass, watch
from kg.watch.report import as_json, as_text, headline
from kg.watch.state import add_pending, load_state, pending
from kg.watch.subscriptions import feed_addresses
from tests.conftest import ROOT
from tests.fetch.server import Site, answers, article, rss, serving

NETWORKS = (ipaddress.ip_network("127.0.0.1/32"),)
RULES = Setup(reader="rules")
CLAIM = "Iran supplied drones to Russia, officials in Kyiv told reporters after a long day of talks in the city."
DENIAL = "Iran denied supplying drones to Russia, and called what was said about them an invention of its enemies."
OTHER = "Canada imposed sanctions on Belarus on Tuesday, as its foreign ministry announced late in the evening there."


class Desk:
    """A site with a feed, and passes over it; the clock moves an hour a pass."""

    def __init__(self, site: Site, out: Path) -> None:
        self.site, self.out, self.hour = site, out, 0
        self.entries: list[tuple[str, str, str, str]] = []
        self.put()

    @property
    def feed(self) -> str:
        return self.site.address + "/feed.xml"

    def put(self, path: str = "", text: str = "", day: str = "") -> None:
        """Add a page with this text, first in the feed."""
        if path:
            self.site.pages[path] = article("News of the day", text)
            self.entries.insert(0, (path.strip("/"), self.site.address + path, f"{day} 09:00:00 GMT", ""))
        self.site.pages["/feed.xml"] = rss("Harbour Wire", *self.entries)

    def go(self, *feeds: str, stop: Callable[[], bool] = lambda: False, **options: Any) -> Passed:
        self.hour += 1
        now = dt.datetime(2024, 3, 9, self.hour, tzinfo=dt.UTC)
        client = Client(Manners(pause=0, backoff=0, tries=1, networks=NETWORKS), stop)
        return one_pass(feeds or [self.feed], self.out, Web(client, self.out / "fetched", now=lambda: now), stop,
                        setup=RULES, **options)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving(Site()) as site:
        yield Desk(site, tmp_path / "desk")


def news(passed: Passed) -> News:
    assert passed.news is not None
    return passed.news


def said(found: News) -> set[tuple[str, str, str]]:
    return {(claim.subject_label, claim.relation, claim.object_label) for claim in found.claims}


def test_each_entry_is_read_once_and_each_claim_is_news_once(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    first = news(desk.go())
    assert said(first) == {("Iran", "suppliesArmsTo", "Russia")}
    assert [(tie.one, tie.other) for tie in first.ties] == [("Iran", "Russia")]

    again = desk.go()
    assert (again.news, again.summary) == (None, None)
    assert desk.site.paths == ["/feed.xml", "/drones", "/feed.xml"]

    desk.put("/sanctions", OTHER, "Tue, 05 Mar 2024")
    assert said(news(desk.go())) == {("Canada", "sanctions", "Belarus")}
    assert desk.site.paths.count("/drones") == 1


def test_a_denial_later_is_a_reversal_and_no_first_tie(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    desk.go()
    desk.put("/denial", DENIAL, "Thu, 07 Mar 2024")
    passed = desk.go()
    found = news(passed)
    assert ([claim.speaker for claim in found.denials], found.ties) == (["Iran"], ())
    (reversal,) = found.reversals
    assert (reversal.affirmed.polarity, reversal.denied.published) == ("affirmed", dt.date(2024, 3, 7))
    assert headline(found) == "1 new claim, 1 denial, 1 reversal in 1 article"

    assert passed.report is not None
    text = passed.report.read_text(encoding="utf-8")
    assert text.startswith("2024-03-09 02:00 UTC: 1 new claim")
    assert "Iran supplies arms to Russia [drones], says Ukraine: affirmed 2024-03-04, denied 2024-03-07" in text
    assert f"“Iran denied supplying drones to Russia” – Harbour Wire, 2024-03-07, {desk.site.address}/denial" in text
    data = json.loads(passed.report.with_suffix(".json").read_text(encoding="utf-8"))
    assert (data["denials"], data["reversals"][0]["denied"]["speaker"]) == ([found.claims[0].id], "Iran")


def test_the_reports_are_a_feed_the_newest_first(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    desk.go()
    desk.put("/sanctions", OTHER, "Tue, 05 Mar 2024")
    desk.go()
    feed: Any = feedparser.parse((desk.out / FOLDER / "news.atom").read_bytes())
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [entry.updated for entry in feed.entries] == ["2024-03-09T02:00:00+00:00", "2024-03-09T01:00:00+00:00"]
    assert len({entry.id for entry in feed.entries}) == 2
    assert "<li>Canada sanctions Belarus" in feed.entries[0].content[0].value


def test_what_comes_from_pages_is_escaped_in_the_feed(desk: Desk) -> None:
    script = "&lt;script&gt;alert(1)&lt;/script&gt;"
    desk.put("/odd", f"Canada imposed sanctions on Belarus {script} on Tuesday, it said at home.", "Tue, 05 Mar 2024")
    found = as_json(news(desk.go()))
    assert "<script>" not in found["html"]


def test_an_entry_that_says_something_else_is_read_again(desk: Desk) -> None:
    desk.put("/story", CLAIM, "Mon, 04 Mar 2024")
    desk.go()
    desk.entries.clear()
    desk.put("/story", f"{CLAIM}</p><p>{OTHER}", "Tue, 05 Mar 2024")
    assert said(news(desk.go())) == {("Canada", "sanctions", "Belarus")}


def test_a_page_that_gives_no_answer_is_asked_for_in_later_passes_but_not_for_ever(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    page, desk.site.pages["/drones"] = desk.site.pages["/drones"], answers(503)
    for _ in range(7):
        desk.go()
    assert desk.site.paths.count("/drones") == 5
    desk.site.pages["/story"] = answers(503)
    desk.entries.insert(0, ("story", desk.site.address + "/story", "Tue, 05 Mar 2024 09:00:00 GMT", "Nothing yet."))
    desk.put()
    desk.go()
    desk.site.pages["/story"] = page
    assert said(news(desk.go())) == {("Iran", "suppliesArmsTo", "Russia")}


def test_a_feed_that_fails_is_named_and_forgets_nothing(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    desk.go()
    feed, desk.site.pages["/feed.xml"] = desk.site.pages["/feed.xml"], answers(404)
    desk.site.pages["/page"] = b"<html><p>no feed</p></html>"
    faults = desk.go(desk.feed, desk.site.address + "/page").faults
    assert ["the server answered 404" in faults[0], "no RSS or Atom feed" in faults[1]] == [True, True]
    desk.site.pages["/feed.xml"] = feed
    assert desk.go().summary is None


def test_a_pass_that_is_stopped_is_completed_by_the_next(desk: Desk) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    desk.put("/sanctions", OTHER, "Tue, 05 Mar 2024")
    desk.go(stop=lambda: desk.site.paths.count("/drones") > 0)
    assert {("Iran", "suppliesArmsTo", "Russia")} <= said(news(desk.go()))
    assert desk.go().summary is None


def test_what_a_killed_pass_wrote_is_reported_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    with monkeypatch.context() as patch:
        patch.setattr("kg.watch.passes.write_report", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.go()
    add_pending(desk.out / FOLDER, ["0123456789abcdef"])  # of an article that was never written
    assert said(news(desk.go())) == {("Iran", "suppliesArmsTo", "Russia")}
    assert pending(desk.out / FOLDER) == []


def test_a_state_that_can_not_be_read_is_named(desk: Desk) -> None:
    (desk.out / FOLDER).mkdir(parents=True)
    (desk.out / FOLDER / "state.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=r"state\.json: can't be read"):
        load_state(desk.out / FOLDER)


def test_a_pass_that_fails_does_not_end_the_watching() -> None:
    passes, failures = [], []

    def pass_once() -> Passed:
        passes.append(1)
        if len(passes) == 1:
            raise StoreError("the graph is locked")
        return Passed(None, None)

    watch(pass_once, lambda passed: None, failures.append, every=0.01, stop=lambda: len(passes) == 3)
    assert [str(one) for one in failures] == ["the graph is locked"]


def test_feeds_are_found_in_folders_of_an_opml(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text('<opml version="2.0"><body><outline text="World"><outline xmlUrl="https://a.example/feed"/></outline>'
                    '<outline xmlUrl="https://b.example/feed"/></body></opml>', encoding="utf-8")  # fmt: skip
    assert feed_addresses([str(path), "https://b.example/feed", "https://c.example/x"]) == [
        "https://a.example/feed", "https://b.example/feed", "https://c.example/x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<opml><body/></opml>", "no feeds in"), ("<opml><body>", r"feeds\.opml:1: no OPML"),
        ("<rss/>", "a feed itself is given by its address"),
        ("<opml>\n<outline xmlUrl='feed.xml'/></opml>", r"feeds\.opml:2: no address of a feed"),
        ('<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&a;"/></opml>', "no"),
    ],
)  # fmt: skip
def test_what_is_no_list_of_feeds_is_named(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=why):
        feed_addresses([str(path)])


def test_a_long_report_is_cut_in_text_and_whole_in_json(desk: Desk) -> None:
    names = ["Peru", "Chile", "Kenya", "Uganda", "Fiji", "Tonga", "Samoa", "Norway", "Sweden", "Finland", "Malta"]
    pairs = [(one, other) for one in names for other in names if one != other][:60]
    text = "</p><p>".join(f"{one} imposed sanctions on {other}." for one, other in pairs)
    desk.put("/many", text, "Mon, 04 Mar 2024")
    found = news(desk.go())
    assert "and 10 more" in as_text(found)
    assert len(as_json(found)["claims"]) == 60


def test_a_signal_ends_the_command_in_good_order(desk: Desk, tmp_path: Path) -> None:
    desk.put("/drones", CLAIM, "Mon, 04 Mar 2024")
    command = [sys.executable, "-m", "kg", "watch", desk.feed, "--out", str(desk.out), "--reader", "rules",
               "--allow-network", "127.0.0.1", "--every", "60"]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          cwd=tmp_path) as process:  # fmt: skip
        until = time.monotonic() + 300
        while not (desk.out / FOLDER / "state.json").exists() and time.monotonic() < until and process.poll() is None:
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "1 first-time tie in 1 article" in out
    assert "stopped; run it again to go on" in err
