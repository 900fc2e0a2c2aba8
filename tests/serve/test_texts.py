"""The workbench finds words in all articles, and shows an article's text whether it holds a claim or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.graph.texts import Texts, texts_of
from kg.model import Article
from tests.serve.asking import ask
from tests.serve.conftest import running
from tests.serve.news import ARMS, BAD, articles, write_graph

QUIET = Article("quiet", "The lake froze over.\n\nSkaters came from afar.", "Winter by the lake", source="Shore Post")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("texts")
    news = [*articles(), (QUIET, [])]
    with closing(Texts(texts_of(write_graph(folder, news)))) as texts:
        texts.put([article for article, _ in news if article is not BAD])
    with running(folder) as (address, _):
        yield address


def shown(address: str) -> str:
    return ask(address, accept="text/html").text


def test_a_word_leads_to_the_article_and_its_claims(server: str) -> None:
    text = shown(f"{server}/texts?q=rifles")
    assert 'href="/article/arms-1#:~:text=rifles"><bdi>Rifles across the lake</bdi>' in text
    assert "<mark>rifles</mark> to Sulia" in text
    assert re.search(r'#c-\w+">4 claims</a>', text)


def test_an_article_without_a_claim_is_found_and_shows_its_text(server: str) -> None:
    assert "no claim" in shown(f"{server}/texts?q=skaters")
    text = shown(f"{server}/article/quiet")
    assert "No claim was found in this article." in text
    assert "The lake froze over." in text
    assert "Skaters came from afar." in text


def test_an_article_shows_all_its_text_with_claims_marked(server: str) -> None:
    text = shown(f"{server}/article/arms-1")
    assert '<mark data-claims="3">Norland did not sell rifles to Sulia</mark>, Ira Vane said.' in text
    assert "".join(unescape(part) for part in re.findall(r'<p class="text"><bdi>(.*?)</bdi>', text)).count("week later")
    shown_text = re.sub("<[^>]*>", "", re.search(r'<p class="text">(.*?)</p>', text)[1])  # type: ignore[index]
    assert unescape(shown_text) == ARMS.text


def test_an_article_whose_text_is_not_kept_shows_its_sentences(server: str) -> None:
    text = shown(f"{server}/article/{quote(BAD.id, safe='')}")
    assert "These are the sentences that hold a claim" in text


def test_filters_ask_the_graph_and_files_have_the_same_rows(server: str) -> None:
    assert "1 article" in shown(f"{server}/texts?q=actor:Norland+relation:suppliesArmsTo+source:%22lake+courier%22")
    lines = ask(f"{server}/texts.csv?q=lake").text.splitlines()
    assert lines[0] == "date,title,source,passage,claims,article"
    assert {line.rsplit(",", 1)[1] for line in lines[1:]} == {"arms-1", "quiet"}
    assert ask(f"{server}/texts.pdf?q=lake").status == 404


def test_what_can_not_be_searched_says_why(server: str) -> None:
    reply = ask(f"{server}/texts?q=colour:blue", accept="text/html")
    assert reply.status == 400
    assert "no filter is called 'colour'" in unescape(reply.text)
    assert ask(f"{server}/texts.json?q=actor:Nobody").status == 400


def test_without_texts_the_page_says_how_to_make_them(tmp_path: Path) -> None:
    write_graph(tmp_path)
    with running(tmp_path) as (address, _):
        assert "run `kg build` over the articles again" in unescape(shown(f"{address}/texts?q=lake"))
