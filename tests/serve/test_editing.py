"""Corrections made in the workbench: a click is a line in a file, and no other site can make one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.correction_file import read_correction_file
from kg.graph.corrections import Correction
from kg.identity.decision_file import read_decision_file, take_back_decision
from tests.serve.asking import Reply, ask, query
from tests.serve.conftest import running
from tests.serve.news import ARMS, NORLAND, NOT_SOLD, PACT, RAID, RAIDED, SOLD, SULIA, write_graph

FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with a graph, and the address of a server that may write beside it."""
    folder = tmp_path_factory.mktemp("desk")
    write_graph(folder, [(ARMS, [SOLD, NOT_SOLD]), (RAID, [RAIDED])])
    with running(folder, "--edit", "--by", "A. Analyst") as (address, _):
        yield folder, address


@pytest.fixture
def folder(served: tuple[Path, str]) -> Iterator[Path]:
    """The folder, with no correction in it before and after a test."""
    yield served[0]
    for name in ("corrections.csv", "decisions.csv"):
        (served[0] / name).unlink(missing_ok=True)


@pytest.fixture
def desk(served: tuple[Path, str], folder: Path) -> str:
    return served[1]


def token(desk: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', ask(f"{desk}/corrections", accept="text/html").text)
    assert found
    return found[1]


def send(desk: str, path: str, fields: dict[str, str], **headers: str) -> Reply:
    return ask(desk + path, method="POST", body=urlencode(fields), content_type=FORM, **headers)


def corrections(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Claim, kind, value, who and why of each line."""
    found = read_correction_file(folder / "corrections.csv").corrections
    return [(one.claim, one.kind, one.value, one.who, one.why) for one in found]


class TestByAProgram:
    def test_a_correction_is_a_line_with_who_when_and_why(self, desk: str, folder: Path) -> None:
        given = {"token": token(desk), "correction": "wrong", "who": "A. Analyst", "why": "of a film,\nnot a war"}
        reply = send(desk, f"/correct/{RAIDED.id}", given)
        assert (reply.status, reply.text) == (200, "Noted as wrong; the next build applies it\n")
        (line,) = read_correction_file(folder / "corrections.csv").corrections
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", line.when)
        assert line == Correction(RAIDED.id, "wrong", "", "A. Analyst", line.when, "of a film, not a war")

    @pytest.mark.parametrize(
        ("fields", "headers", "status"),
        [
            ({"token": ""}, {}, 403),
            ({"token": "guessed"}, {}, 403),
            ({}, {"origin": "https://evil.example"}, 403),
            ({}, {"origin": "null"}, 403),
            ({}, {"sec_fetch_site": "cross-site"}, 403),
            ({}, {"sec_fetch_site": "same-site"}, 403),
            ({"who": " "}, {}, 400),
            ({"correction": "maybe"}, {}, 400),
            ({"correction": "relation", "relation": "no-such"}, {}, 400),
        ],
    )
    def test_nothing_is_written_for_other_sites_or_by_nobody(
        self, desk: str, folder: Path, fields: dict[str, str], headers: dict[str, str], status: int
    ) -> None:
        given = {"token": token(desk), "correction": "wrong", "who": "A. Analyst"} | fields
        assert send(desk, f"/correct/{RAIDED.id}", given, **headers).status == status
        assert not (folder / "corrections.csv").exists()

    def test_a_form_of_another_kind_is_refused(self, desk: str) -> None:
        """A site may send text/plain to others without asking them first."""
        body = urlencode({"token": token(desk), "correction": "wrong", "who": "A. Analyst"})
        path = f"{desk}/correct/{RAIDED.id}"
        assert ask(path, method="POST", body=body, content_type="text/plain").status == 415

    def test_the_token_stands_on_no_page_that_other_sites_may_read_and_is_another_in_another_run(
        self, desk: str, folder: Path
    ) -> None:
        former = token(desk)
        with running(folder, "--edit", "--cors", "*") as (other, _):
            secret = token(other)
            for path in ("/corrections", f"/correct/{RAIDED.id}", "/same/entity:norland"):
                reply = ask(other + path, accept="text/html", origin="https://evil.example")
                assert secret in reply.text
                assert "access-control-allow-origin" not in reply.headers
                assert reply.headers["cache-control"] == "no-store"
            for path in ("/actor/entity:norland", f"/claim/{RAIDED.id}", "/article/arms-1", "/query/denials"):
                assert secret not in ask(other + path, accept="text/html").text
            given = {"token": former, "correction": "wrong", "who": "A. Analyst"}
            assert send(other, f"/correct/{RAIDED.id}", given).status == 403

    def test_a_graph_whose_build_is_done_has_it(self, desk: str, folder: Path) -> None:
        send(desk, f"/correct/{RAIDED.id}", {"token": token(desk), "correction": "wrong", "who": "A. Analyst"})
        page = send(desk, "/corrections", {"token": token(desk), "apply": "yes"}).text
        assert "corrections and decisions applied" in page
        assert "The graph has all of these." in page
        assert query(desk, "ASK { ?c a kg:Claim ; rdf:predicate rel:attacks }").json()["boolean"] is False
        send(desk, "/corrections", {"token": token(desk), "claim": RAIDED.id})
        assert corrections(folder) == []
        send(desk, "/corrections", {"token": token(desk), "apply": "yes"})
        assert query(desk, "ASK { ?c a kg:Claim ; rdf:predicate rel:attacks }").json()["boolean"] is True


class TestNotAskedFor:
    @pytest.mark.parametrize("path", ["/corrections", f"/correct/{RAIDED.id}", "/same/entity:norland"])
    def test_there_is_no_such_page(self, server: str, path: str) -> None:
        assert ask(server + path).status == 404
        assert send(server, path, {"correction": "wrong", "who": "A. Analyst"}).status == 404

    def test_no_page_offers_it(self, server: str) -> None:
        for path in ("/actor/entity:norland", f"/claim/{RAIDED.id}", "/explorer"):
            assert "/correct/" not in ask(server + path, accept="text/html").text


def test_only_this_machine_may_correct(folder: Path) -> None:
    result = CliRunner().invoke(main, ["serve", str(folder), "--edit", "--host", "0.0.0.0"])
    assert result.exit_code == 1
    assert result.stderr.startswith("kg: 0.0.0.0: can be reached by others, who could correct the graph")


def test_a_decision_is_taken_back_whichever_is_named_first(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("name,other,decision\n# kept\nAda Mole,Ida Mole,same\nAda Mole,Ada Vole,same\n", encoding="utf-8")
    assert take_back_decision(path, "Ida Mole", "Ada Mole") == 1
    assert path.read_text(encoding="utf-8") == "name,other,decision\n# kept\nAda Mole,Ada Vole,same\n"
    assert take_back_decision(path, "Ida Mole", "Ada Mole") == 0


@pytest.fixture
def page(browser: Any, desk: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
    context.close()


class TestByAClick:
    def test_wrong_beside_a_claim(self, page: Any, desk: str, folder: Path) -> None:
        page.goto(f"{desk}/actor/entity:norland")
        claim = page.locator(f"#c-{RAIDED.id}")
        claim.get_by_role("link", name="correct").click()
        assert claim.get_by_label("Who corrects").input_value() == "A. Analyst"
        claim.get_by_label("Why").fill("an exercise")
        claim.get_by_role("button", name="Wrong").click()
        claim.get_by_text("Noted as wrong; the next build applies it").wait_for()
        assert corrections(folder) == [(RAIDED.id, "wrong", "", "A. Analyst", "an exercise")]
        page.reload()
        assert "noted as wrong" in page.locator(f"#c-{RAIDED.id}").inner_text()

    def test_another_relation_and_taking_it_back(self, page: Any, desk: str, folder: Path) -> None:
        page.goto(f"{desk}/claim/{SOLD.id}")
        page.get_by_role("link", name="correct", exact=True).click()
        page.get_by_label("Another relation").select_option("suppliesSupportTo")
        page.get_by_role("button", name="It is this one").click()
        page.get_by_text("Noted as of another relation").wait_for()
        assert corrections(folder) == [(SOLD.id, "relation", "suppliesSupportTo", "A. Analyst", "")]
        page.get_by_role("link", name="Corrections").click()
        assert "the next build applies them" in page.inner_text("main")
        page.get_by_role("button", name="Take back").click()
        page.get_by_text("Taken back.").wait_for()
        assert corrections(folder) == []

    def test_who_is_not_the_same(self, page: Any, desk: str, folder: Path) -> None:
        page.goto(f"{desk}/actor/entity:norland")
        page.get_by_role("link", name="Same or another actor").click()
        page.get_by_label("Another actor").press_sequentially("lake")
        page.get_by_role("option", name="Lake Pact").click()
        page.get_by_role("button", name="Not the same").click()
        page.get_by_text("Noted as not the same").wait_for()
        (line,) = read_decision_file(folder / "decisions.csv").decisions
        assert (line.name, line.other, line.verdict, line.who) == (NORLAND.id, PACT.id, "different", "A. Analyst")
        page.get_by_role("button", name="Take back").click()
        page.get_by_text("Taken back").wait_for()
        assert read_decision_file(folder / "decisions.csv").decisions == ()

    def test_one_actor_for_two_and_apart_again(self, page: Any, desk: str, folder: Path) -> None:
        send(
            desk,
            "/same/entity:sulia",
            {"token": token(desk), "other": PACT.id, "decision": "same", "who": "A. Analyst"},
        )
        page.goto(f"{desk}/corrections")
        page.get_by_role("button", name="Apply now").click()
        page.get_by_text("The graph has all of these.").wait_for()
        one = min(SULIA.id, PACT.id)
        page.goto(f"{desk}/resource?iri={one}")
        page.get_by_role("link", name="Same or another actor").click()
        page.get_by_role("heading", name="Counted as one with it").wait_for()
        page.locator(".pairs li").first.get_by_role("button", name="Not the same").click()
        page.get_by_text("Noted as not the same").wait_for()
        assert [line.verdict for line in read_decision_file(folder / "decisions.csv").decisions] == ["different"]
        send(desk, "/corrections", {"token": token(desk), "apply": "yes"})

    def test_from_the_explorer(self, page: Any, desk: str) -> None:
        page.goto(desk)
        frame = page.frame_locator("#explorer")
        frame.locator("html[data-ready=yes]").wait_for()
        frame.locator("#panel .lines button").first.click()
        frame.get_by_role("link", name="correct").first.click()
        page.wait_for_url("**/correct/*")
        assert page.get_by_role("heading", level=1).inner_text() == "Correct a claim"

    def test_without_scripts(self, browser: Any, desk: str, folder: Path) -> None:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{desk}/claim/{RAIDED.id}")
        page.get_by_role("link", name="correct", exact=True).click()
        page.get_by_role("button", name="Right").click()
        assert "Noted as right" in page.inner_text("main")
        assert corrections(folder) == [(RAIDED.id, "right", "", "A. Analyst", "")]
        assert urlsplit(page.url).path == f"/correct/{RAIDED.id}"
        context.close()
