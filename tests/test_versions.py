"""A page that changed is a new version of the same article; a text at two addresses is two articles of one origin."""

from __future__ import annotations

import json
from pathlib import Path

from kg.building import build
from kg.graph.claims import select
from kg.graph.store import open_graph
from kg.parse import Setup
from kg.remove import remove
from tests.conftest import read_lines

RULES = Setup(reader="rules")
URL = "https://harbour.example/1"


def built(out: Path, *records: dict[str, str]) -> None:
    path = out.parent / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    build([str(path)], out, setup=RULES)


def objects(path: Path) -> list[str]:
    return [claim["object"]["country"] for claim in read_lines(path)] if path.exists() else []


def test_claims_of_the_old_version_are_history(tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(out, {"url": URL, "text": "Canada imposed sanctions on Belarus. Canada condemned Fiji."})
    assert not (out / "history.jsonl").exists()
    built(out, {"url": URL, "text": "Canada imposed sanctions on Cuba. Peru met Chile."})
    assert objects(out / "claims.jsonl")[0] == "CUB"
    assert objects(out / "history.jsonl") == ["BLR", "FJI"]


def test_what_both_versions_say_in_the_same_place_is_no_history(tmp_path: Path) -> None:
    out = tmp_path / "out"
    built(out, {"url": URL, "text": "Canada condemned Fiji. Canada imposed sanctions on Belarus."})
    built(out, {"url": URL, "text": "Canada condemned Fiji. Canada lifted no sanctions."})
    assert objects(out / "history.jsonl") == ["BLR"]


def test_reading_the_same_again_makes_no_history(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(2):
        built(out, {"url": URL, "text": "Canada condemned Fiji."})
    assert not (out / "history.jsonl").exists()


def test_an_article_that_is_removed_leaves_no_history(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for text in ("Canada condemned Fiji.", "Canada condemned Cuba."):
        built(out, {"url": URL, "text": text})
    remove(out, [URL])
    assert objects(out / "history.jsonl") == []


def test_the_same_text_at_two_addresses_is_one_origin_with_two_sources(tmp_path: Path) -> None:
    text = "Canada imposed sanctions on Belarus on Monday after a long quarrel over the border."
    built(
        tmp_path / "out",
        {"url": URL, "text": text, "source": "Harbour Wire"},
        {"url": "https://other.example/9", "text": text, "source": "The Other"},
    )
    with open_graph(tmp_path / "out" / "graph", read_only=True) as graph:
        query = """SELECT ?sources ?origins {
          ?one a kg:Statement ; kg:aboutRelation rel:sanctions ; kg:sourceCount ?sources ; kg:originCount ?origins }"""
        assert [(row["sources"], row["origins"]) for row in select(graph, query)] == [("2", "1")]
