"""Pages and their data: addresses that stay, RDF for who asks for it, named queries as files."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.graph.store import open_graph
from kg.graph.terms import CLAIM, article_iri
from kg.graph.write import add_claims
from tests.serve.asking import Reply, ask, query
from tests.serve.conftest import running
from tests.serve.news import ARMS, BAD, NORLAND, NOT_SOLD, PREMIER, RAID, RAIDED, SOLD, SULIA, write_graph


def page(address: str) -> str:
    """Text of a page as a reader sees it, without its markup."""
    reply = ask(address, accept="text/html")
    assert (reply.status, reply.kind) == (200, "text/html"), reply.text
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", reply.text)).split())


def statements(reply: Reply) -> set[tuple[str, str, str]]:
    style = ox.RdfFormat.from_media_type(reply.kind)
    assert style is not None
    return {(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in ox.parse(reply.body, format=style)}


def test_an_actor_has_a_page_with_counterparts_and_claims(server: str) -> None:
    text = page(f"{server}/actor/entity:norland")
    assert "Norland Country · NRL" in text
    assert "Norland sanctions Sulia" in text
    assert "says Ira Vane" in text
    assert "Sulia raided Norland" in text
    assert "Sulia raided Norland" not in page(f"{server}/actor/entity:norland?side=does")
    assert "1 claim, newest first" in page(f"{server}/actor/person:ira-vane?side=says")
    assert "NRL" in page(f"{server}/actor/person:ira-vane")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/actor/Norland", "/actor/entity:norland"),
        ("/actor/NRL", "/actor/entity:norland"),
        ("/entity/norland", "/actor/entity:norland"),
        ("/person/ira-vane.ttl", "/actor/person:ira-vane.ttl"),
        ("/wd/Q794", "/actor/wd:Q794"),
        (f"/actor/{quote(SULIA.id, safe='')}", "/actor/entity:sulia"),
        (f"/resource?iri={quote(SULIA.id, safe='')}", "/actor/entity:sulia"),
        (f"/resource?iri={quote(CLAIM + SOLD.id, safe='')}", f"/claim/{SOLD.id}"),
        ("/pair?x=Norland&y=SUL", "/pair/entity:norland/entity:sulia"),
        ("/pair/entity:sulia/entity:norland", "/pair/entity:norland/entity:sulia"),
    ],
)
def test_other_ways_lead_to_the_one_address(server: str, path: str, leads_to: str) -> None:
    reply = ask(server + path)
    assert (reply.status, reply.headers["location"]) == (303, leads_to)


def test_a_pair_has_a_page_with_both_directions_affirmed_and_denied(server: str) -> None:
    text = page(f"{server}/pair/entity:norland/entity:sulia")
    one, other = text.split("Norland → Sulia")[1].split("Sulia → Norland")
    assert one.count("supplies arms to Sulia") == 2
    assert one.count("denied") == 1
    assert "sanctions" in one
    assert "attacks" in other
    assert "supplies" not in other
    assert "5 claims between the two" in text
    assert "on 2020-02-10" in one
    assert "Nothing is claimed" in page(f"{server}/pair/entity:norland/person:ira-vane?whole=no")


def test_a_pair_of_unknown_names_says_who_is_meant(server: str) -> None:
    reply = ask(f"{server}/pair?x=Norlend&y=Sulia", accept="text/html")
    assert reply.status == 404
    assert "did you mean Norland?" in unescape(reply.text)


def test_an_article_shows_its_sentences_with_claims_marked(server: str) -> None:
    reply = ask(f"{server}/article/arms-1", accept="text/html")
    assert "Rifles across the lake" in reply.text
    assert "N. Quill" in reply.text
    # The second claim's words begin with the first one's: the mark is cut where the first ends.
    assert '<mark data-claims="1 2">Norland sold rifles to Sulia</mark>' in reply.text
    assert '<mark data-claims="2">, the Lake Pact said, and sanctioned it</mark> a week later.' in reply.text
    assert '<mark data-claims="3">Norland did not sell rifles to Sulia</mark>, Ira Vane said.' in reply.text
    assert "Raid at dawn" in page(f"{server}/article/raid%2F2")


def test_a_claim_has_a_page(server: str) -> None:
    text = page(f"{server}/claim/{NOT_SOLD.id}")
    assert "Polarity negated" in text
    assert "Says who Ira Vane" in text
    start = ARMS.text.index("Norland did")
    assert f"characters {start} to {start + len('Norland did not sell rifles to Sulia')}" in text


def test_lists(server: str) -> None:
    assert re.search(r"Norland Country NRL \d", page(f"{server}/actors"))
    assert "1 actor Name" in page(f"{server}/actors?q=pact")
    assert "3 articles" in page(f"{server}/articles")
    assert "sanctions SANCTION 1" in page(f"{server}/relations")
    assert "supplies arms to" in page(f"{server}/relation/suppliesSupportTo")
    assert "Denials" in page(f"{server}/query")


@pytest.mark.parametrize(
    "path",
    ["/actor/entity:nobody", "/actor/No%20Such%20Name", "/article/none", "/claim/none", "/claim/%20", "/relation/x",
     "/query/none", "/resource?iri=http://example.org/", "/pair/a/b", "/nowhere"],
)  # fmt: skip
def test_what_is_not_there_is_404(server: str, path: str) -> None:
    assert ask(server + path, accept="text/html").status == 404
    reply = ask(server + path)
    assert reply.status == 404
    assert "Traceback" not in reply.text


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/actor/entity:norland", NORLAND.id),
        (f"/claim/{SOLD.id}", CLAIM + SOLD.id),
        ("/article/arms-1", article_iri(ARMS)),
        ("/article/raid%2F2", article_iri(RAID)),
        (f"/article/{quote(BAD.id, safe='')}", article_iri(BAD)),
        ("/relation/sanctions", "https://w3id.org/geopolitical-kg/relation/sanctions"),
    ],
)
def test_a_resource_answers_with_rdf(server: str, path: str, iri: str) -> None:
    turtle = ask(server + path, accept="text/turtle")
    assert (turtle.status, turtle.kind, turtle.headers["vary"]) == (200, "text/turtle", "Accept")
    assert iri in {subject.strip("<>") for subject, _, _ in statements(turtle)}
    for suffix in ("ttl", "jsonld", "nt", "rdf"):
        assert statements(ask(f"{server}{path}.{suffix}", accept="text/html")) == statements(turtle)
    assert ask(server + path, accept="image/png").status == 406


def test_an_article_as_rdf_is_its_whole_graph(server: str) -> None:
    found = statements(ask(f"{server}/article/arms-1.nt"))
    assert (f"<{CLAIM}{SOLD.id}>", "<https://w3id.org/geopolitical-kg/theme>", '"rifles"') in found
    assert not any(RAID.title in value for _, _, value in found if RAID.title)


def test_a_named_query_is_an_address(server: str) -> None:
    as_csv = ask(f"{server}/query/denials.csv?actor=Norland")
    assert as_csv.kind == "text/csv"
    assert "2020-02-03,Ira Vane,Norland,supplies arms to,Sulia,,Norland did not sell rifles to Sulia" in as_csv.text
    as_json = ask(f"{server}/query/denials.json?actor=NRL")
    assert as_json.rows() == [row.split(",") for row in as_csv.text.splitlines()[1:]]
    assert ask(f"{server}/query/denials", accept="text/csv").body.startswith(b"date,speaker")
    assert ask(f"{server}/query/denials.xml").kind == "application/sparql-results+xml"
    assert ask(f"{server}/query/denials.csv?actor=Sulia").text.count("\n") == 1
    assert ask(f"{server}/query/denials.csv?actor=").text == ask(f"{server}/query/denials.csv").text


def test_actors_are_as_said_or_rolled_up_to_their_state(server: str) -> None:
    said, rolled = (ask(f"{server}/query/denials.csv?level={level}").text for level in ("said", "state"))
    assert ",Ira Vane,Norland," in said
    assert rolled == said.replace(",Ira Vane,Norland,", ",Norland,Norland,")
    assert "0 claims, newest first" in page(f"{server}/actor/entity:norland?side=says")
    assert "1 claim, newest first" in page(f"{server}/actor/entity:norland?side=says&level=state")
    for path in ("query/denials.csv", "actor/entity:norland", "explorer", ""):
        reply = ask(f"{server}/{path}?level=land", accept="text/html")
        assert reply.status == 400
        assert "write said or state" in unescape(reply.text)


def test_a_named_query_has_a_form(server: str) -> None:
    text = page(f"{server}/query/denials?actor=Norland")
    assert "1 row" in text
    assert "Norland did not sell rifles to Sulia" in text
    assert "Fill in x and y" in page(f"{server}/query/claims-about-pair")


def test_a_wrong_parameter_is_said_on_the_page_and_in_the_file(server: str) -> None:
    for reply in (
        ask(f"{server}/query/denials?actor=Nobody%20At%20All", accept="text/html"),
        ask(f"{server}/query/denials.csv?actor=Nobody%20At%20All"),
        ask(f"{server}/query/denials.csv?nonsense=1"),
    ):
        assert reply.status == 400
        assert "no actor is called" in unescape(reply.text) or "has no parameter 'nonsense'" in reply.text
    assert "x (one of the two)" in ask(f"{server}/query/claims-about-pair.csv").text


def test_search_suggests_actors(server: str) -> None:
    assert [row["label"] for row in ask(f"{server}/search.json?q=nor").json()] == ["Norland"]
    assert [row["page"] for row in ask(f"{server}/search.json?q=vane").json()] == ["/actor/person:ira-vane"]
    assert ask(f"{server}/search.json?q=").json() == []
    assert PREMIER.label in ask(f"{server}/search.json?q=IRA").text


def test_the_editor_knows_our_words_and_queries(server: str) -> None:
    words = {word["name"]: word for word in ask(f"{server}/words.json").json()}
    assert words["rel:suppliesArmsTo"] == {
        "name": "rel:suppliesArmsTo",
        "label": "supplies arms to",
        "kind": "property",
    }
    assert words["kg:Claim"]["kind"] == "class"
    assert words["oa:exact"]["kind"] == "property"
    assert "denials" in ask(f"{server}/editor").text


def test_text_of_articles_is_never_markup(server: str) -> None:
    for path in (
        "/actors",
        "/articles",
        f"/article/{quote(BAD.id, safe='')}",
        "/actor/entity:villain",
        "/query/arms-transfers",
        "/pair/entity:sulia/entity:villain",
        "/relation/suppliesArmsTo",
    ):
        text = ask(server + path, accept="text/html").text
        assert "window.ran=1" in text
        assert "<script>window" not in text
        assert "<img" not in text
        assert "{{ 7*7 }}" in text
        assert 'href="javascript:' not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("focus=Nobody", "no actor is called &#39;Nobody&#39;"),
        ("relation=likes", "no relation is called &#39;likes&#39;"),
        ("since=yesterday", "since: &#39;yesterday&#39; is no date; write it as 2024-05-31"),
    ],
)
def test_the_explorer_says_what_it_can_not_show(server: str, asked: str, said: str) -> None:
    reply = ask(f"{server}/?{asked}", accept="text/html")
    assert reply.status == 400
    assert said in reply.text
    assert "<iframe" not in reply.text


def test_no_cell_of_a_file_is_a_formula(tmp_path: Path) -> None:
    hostile = replace(RAID, title="=HYPERLINK(1)", source="@SUM(1)")
    write_graph(tmp_path, [(hostile, [RAIDED])])
    with running(tmp_path) as (server, _):
        rows = list(csv.DictReader(io.StringIO(ask(f"{server}/query/articles.csv").text)))
        asked = query(server, "SELECT ('=1' AS ?a) (-1 AS ?b) {}", "text/csv").text
        exact = query(server, "SELECT ('=1' AS ?a) {}").rows()
    assert {"'=HYPERLINK(1)", "'@SUM(1)"} <= set(rows[0].values())
    assert asked == "a,b\r\n'=1,-1\r\n"
    assert exact == [["=1"]]


def test_an_article_without_an_address_names_its_file(tmp_path: Path) -> None:
    write_graph(tmp_path, [(replace(RAID, file="/news/<raid>.txt"), [RAIDED])])
    with running(tmp_path) as (server, _):
        assert "Read from /news/<raid>.txt" in page(f"{server}/article/{quote(RAID.id, safe='')}")


def test_an_unfinished_graph_says_so_on_every_page_and_in_every_answer(tmp_path: Path) -> None:
    with open_graph(tmp_path / "graph", create=True) as graph:
        add_claims(graph, [(RAID, [RAIDED])])  # and nothing was derived: cut off here
    with running(tmp_path) as (server, _):
        assert "this graph is unfinished" in ask(f"{server}/articles", accept="text/html").text
        for asked in (query(server, "ASK {}"), ask(f"{server}/query/articles.csv")):
            assert "this graph is unfinished" in asked.headers["x-note"]
