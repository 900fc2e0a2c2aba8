"""What was found comes back from Parquet as it was, and shards of several runs make one graph."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.building import build
from kg.cli import main
from kg.errors import InputError
from kg.extract import Reading, read_articles
from kg.loading import load
from kg.model import Article, Claim, Entity, Evidence, Mention, UnresolvedMention
from kg.parse import Setup
from kg.partial_date import PartialDate
from kg.shards.files import read_shard, read_shards, write_shards

parquet = pytest.importorskip("pyarrow.parquet", reason="needs the package pyarrow")

RULES = Setup(reader="rules")
NEPAL = Entity("http://example.org/nepal", "Nepal", "Country", "NPL")
ENVOY = Entity("http://example.org/envoy", "Envoy of Nepal", "RoleActor", "NPL", "GOV", NEPAL.id)
ARTICLE = Article(
    "a/1", "Nepal’s envoy left.", "An envoy", dt.date(2024, 5, 6), "The Daily", "https://example.org/a", "A. Writer",
    file="/news/a.txt", retrieved=dt.date(2024, 5, 7), section="World", doubt="05/06 may be two days",
)  # fmt: skip
CLAIM = Claim(
    ENVOY, "meets", NEPAL, Evidence("a/1", 0, "envoy left", 8, 18, headline=True), "test/frame", "CONSULT", "MILITARY",
    "talks", "negated", "planned", NEPAL, PartialDate(2023, last_year=2024), False, 1 / 3, "envoy", "Nepal",
)  # fmt: skip
READING = Reading(
    ARTICLE,
    (CLAIM, Claim(NEPAL, "visits", NEPAL, Evidence("a/1", 0, "left", 14, 18), "test/frame")),
    (Mention(0, 5, "Nepal", "name", (NEPAL, ENVOY), "a name"),),
    (UnresolvedMention(8, 13, "envoy", "person", "nobody fits"),),
)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Canada imposed sanctions on Belarus. Belarus condemned Canada.", encoding="utf-8")
    (folder / "b.txt").write_text("Peru has not signed an agreement with Bolivia.", encoding="utf-8")
    return folder


def written(folder: Path, *readings: Reading) -> list[Path]:
    return [shard.path("articles") for shard in write_shards(readings, folder)]


def test_everything_comes_back_as_it_was(tmp_path: Path) -> None:
    (shard,) = write_shards([READING], tmp_path)
    assert list(read_shard(shard)) == [READING]


def test_tables_have_plain_columns(tmp_path: Path) -> None:
    (path,) = written(tmp_path, READING)
    (article,) = parquet.read_table(path).to_pylist()
    assert (article["id"], article["published"], article["language"]) == ("a/1", dt.date(2024, 5, 6), "en")
    first, second = parquet.read_table(tmp_path / "claims" / path.name).to_pylist()
    assert (first["id"], first["subject_label"], first["relation"], first["object_country"]) == (
        CLAIM.id, "Envoy of Nepal", "meets", "NPL",
    )  # fmt: skip
    assert (first["date"], first["date_from"], first["date_until"]) == (
        "2023/2024", dt.date(2023, 1, 1), dt.date(2024, 12, 31),
    )  # fmt: skip
    assert (second["speaker_id"], second["date"]) == (None, None)
    told, untold = parquet.read_table(tmp_path / "mentions" / path.name).to_pylist()
    assert [one["label"] for one in told["entities"]] == ["Nepal", "Envoy of Nepal"]
    assert (untold["text"], untold["entities"]) == ("envoy", [])


def test_other_engines_read_them(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="needs the package duckdb")
    polars = pytest.importorskip("polars", reason="needs the package polars")
    written(tmp_path, READING)
    query = f"SELECT relation, count(*) FROM '{tmp_path}/claims/*.parquet' GROUP BY relation ORDER BY relation"
    assert duckdb.sql(query).fetchall() == [("meets", 1), ("visits", 1)]
    frame = polars.scan_parquet(tmp_path / "claims" / "*.parquet").select("subject_country").unique().collect()
    assert frame["subject_country"].to_list() == ["NPL"]


def test_written_twice_a_shard_is_one(tmp_path: Path) -> None:
    assert written(tmp_path, READING) == written(tmp_path, READING)
    assert len(list((tmp_path / "articles").iterdir())) == 1


def test_of_an_article_that_was_read_twice_the_last_reading_counts(tmp_path: Path) -> None:
    other = Article("b", "No news.")
    written(tmp_path / "monday", READING, Reading(other, (), ()))
    written(tmp_path / "tuesday", Reading(ARTICLE, (), ()))
    for folders in (["monday", "tuesday"], ["tuesday", "monday"]):
        found = list(read_shards([tmp_path / name for name in folders], on_skip=pytest.fail))
        assert [(reading.article.id, len(reading.claims)) for reading in found] == [("b", 0), ("a/1", 0)]


def test_broken_shard_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (path,) = written(tmp_path, READING)
    whole = path.read_bytes()
    (tmp_path / "articles" / "broken.parquet").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "articles" / "lonely.parquet").write_bytes(
        written(tmp_path / "other", Reading(Article("b", "No news."), (), ()))[0].read_bytes()
    )
    skips: list[str] = []
    found = list(read_shards([tmp_path], on_skip=lambda skip: skips.append(str(skip).removeprefix(str(tmp_path)))))
    assert [reading.article.id for reading in found] == ["a/1"]
    assert [skip.split(":")[0] for skip in skips] == ["/articles/broken.parquet", "/claims/lonely.parquet"]
    assert all("no whole shard" in skip for skip in skips)


def test_folder_without_shards_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no shards there; `kg extract --shards"):
        list(read_shards([tmp_path], on_skip=pytest.fail))


def test_two_machines_together_make_the_graph_of_one(news: Path, tmp_path: Path) -> None:
    for file in ("a.txt", "b.txt"):
        arguments = ["extract", str(news / file), "--shards", str(tmp_path / file), "--reader", "rules", "--jobs", "1"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        assert result.output.endswith(".parquet\n")
    arguments = ["load", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--out", str(tmp_path / "loaded")]
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert "2 articles read" in result.output
    build([str(news)], tmp_path / "built", setup=RULES)
    for file in ("graph.nq", "claims.jsonl"):
        assert (tmp_path / "loaded" / file).read_bytes() == (tmp_path / "built" / file).read_bytes()


def test_loading_adds_to_a_graph(news: Path, tmp_path: Path) -> None:
    build([str(news / "a.txt")], tmp_path / "out", setup=RULES)
    readings = read_articles([Article("c", "Ghana condemned Togo.")], setup=RULES)
    written(tmp_path / "shards", *readings)
    summary = load([tmp_path / "shards"], tmp_path / "out")
    assert summary.claims == {("condemns", "affirmed"): 1}
    assert len((tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8").splitlines()) == 3
