"""The command line: what is printed where, and the exit status."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import main
from kg.commands.evaluate import print_evaluation
from kg.evaluate import Evaluation, Score
from tests.conftest import Built

ARTICLE = "Canada imposed sanctions on Belarus."


def kg(*args: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run a command; an error other than an exit is a failure of the test."""
    return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, catch_exceptions=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


class TestHelp:
    @pytest.mark.parametrize(
        "command", [(), *((name,) for name in sorted(main.commands))], ids=lambda name: " ".join(name)
    )
    def test_shows_an_example(self, command: tuple[str, ...]) -> None:
        result = kg(*command, "--help")
        assert result.exit_code == 0
        assert "Example" in result.stdout
        assert f"  kg {' '.join(command)}" in result.stdout

    def test_names_all_commands(self) -> None:
        assert {"build", "extract", "query", "view", "explain", "who", "eval"} <= set(main.commands)

    @pytest.mark.parametrize("args", [("build",), ("nonsense",), ("query", "out", "--format", "xml"), ("who",)])
    def test_usage_error_ends_with_2(self, args: tuple[str, ...]) -> None:
        result = kg(*args)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "Usage: " in result.stderr


class TestExtract:
    def test_prints_claims_as_json_lines_and_nothing_else(self, article: Path) -> None:
        result = kg("extract", article)
        (claim,) = [json.loads(line) for line in result.stdout.splitlines()]
        assert (claim["subject"]["label"], claim["relation"], claim["object"]["label"]) == (
            "Canada",
            "sanctions",
            "Belarus",
        )
        assert (result.exit_code, result.stderr) == (0, "")

    def test_reads_standard_input(self) -> None:
        result = kg("extract", "-", stdin=json.dumps({"id": "seven", "text": ARTICLE}))
        assert json.loads(result.stdout)["article"] == "seven"

    def test_names_what_it_skipped_on_standard_error(self, article: Path, tmp_path: Path) -> None:
        lines = tmp_path / "lines.jsonl"
        lines.write_text('{"text": "Fiji condemned Tonga."}\n{"text"\n', encoding="utf-8")
        result = kg("extract", lines, tmp_path / "nowhere", article)
        assert result.exit_code == 0
        assert [json.loads(line)["relation"] for line in result.stdout.splitlines()] == ["condemns", "sanctions"]
        assert result.stderr.splitlines() == [
            f"kg: skipped {lines}:2: not valid JSON: Expecting ':' delimiter at column 8",
            f"kg: skipped {tmp_path / 'nowhere'}: no such file or folder",
        ]

    def test_ends_with_1_where_nothing_could_be_read(self, tmp_path: Path) -> None:
        result = kg("extract", tmp_path / "nowhere")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "nowhere: no such file or folder" in result.stderr
        assert result.stderr.endswith("kg: nothing could be read\n")

    def test_writes_a_file_whole_or_not_at_all(self, article: Path, tmp_path: Path) -> None:
        output = tmp_path / "claims.jsonl"
        assert kg("extract", article, "--output", output).stdout == ""
        written = output.read_bytes()
        assert json.loads(written)["relation"] == "sanctions"
        assert kg("extract", tmp_path / "nowhere", "--output", output).exit_code == 1
        assert output.read_bytes() == written
        assert {path.name for path in tmp_path.iterdir()} == {"article.txt", "claims.jsonl"}

    def test_names_a_model_that_is_not_there(self, article: Path) -> None:
        result = kg("extract", article, "--model", "no_such_model")
        assert result.exit_code == 1
        assert result.stderr.startswith("kg: spaCy model 'no_such_model' is not installed")


class TestBuild:
    def test_ends_with_a_summary_and_the_paths(self, article: Path, tmp_path: Path) -> None:
        result = kg("build", article, tmp_path / "nowhere", "--out", tmp_path / "out")
        lines = [line.rstrip() for line in result.stdout.splitlines()]
        assert result.exit_code == 0
        assert lines[0].split() == ["relation", "affirmed", "denied"]
        assert lines[1].split() == ["sanctions", "1"]
        assert "1 articles read, 1 claims, 2 actors in them, 2 mentions of actors, 1 skipped" in lines
        assert f"  skipped {tmp_path / 'nowhere'}: no such file or folder" in lines
        assert lines[-3:] == [f"page:    {tmp_path}/out/graph.html", f"quads:   {tmp_path}/out/graph.nq",
                              f"claims:  {tmp_path}/out/claims.jsonl"]  # fmt: skip

    def test_ends_with_1_where_nothing_could_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "empty.txt").touch()
        result = kg("build", tmp_path / "empty.txt", "--out", tmp_path / "out")
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"kg: nothing could be read:\n  {tmp_path}/empty.txt: the file is empty\n"


class TestQuery:
    def test_answers_a_named_query_with_a_table(self, samples: Built) -> None:
        result = kg("query", samples.out, "sanctions-network")
        assert result.exit_code == 0
        assert "United States" in result.stdout
        assert "Russia" in result.stdout

    def test_lists_the_named_queries(self, samples: Built) -> None:
        names = [line.split()[0] for line in kg("query", samples.out, "--list").stdout.splitlines()]
        assert len(names) >= 12
        assert {"sanctions-network", "sanctions-both", "denials", "claims-about-pair", "disputed-claims",
                "who-speaks-for-whom", "who-supplies-whom"} <= set(names)  # fmt: skip

    SPARQL = "SELECT DISTINCT ?who ?whom { ?who rel:sanctions ?whom } ORDER BY ?who ?whom"

    def test_answers_sparql_as_json_and_csv_alike(self, samples: Built) -> None:
        as_json = json.loads(kg("query", samples.out, self.SPARQL, "--format", "json").stdout)
        as_csv = list(csv.DictReader(io.StringIO(kg("query", samples.out, self.SPARQL, "--format", "csv").stdout)))
        rows = [{name: term["value"] for name, term in row.items()} for row in as_json["results"]["bindings"]]
        assert as_json["head"]["vars"] == ["who", "whom"]
        assert len(rows) == len(as_csv) > 3
        assert set(as_csv[0]) == {"who", "whom"}

    def test_answers_a_file(self, samples: Built, tmp_path: Path) -> None:
        (tmp_path / "my.rq").write_text("ASK { ?who rel:sanctions ?whom }", encoding="utf-8")
        result = kg("query", samples.out, tmp_path / "my.rq")
        assert (result.exit_code, result.stdout.strip()) == (0, "yes")

    def test_takes_an_actor_by_any_name(self, samples: Built) -> None:
        by_name, by_seat = (
            kg("query", samples.out, "denials", "--param", f"actor={name}") for name in ("Iran", "Tehran")
        )
        assert by_name.exit_code == 0
        assert by_name.stdout == by_seat.stdout

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ("SELECT ?who { ?who rel:sanctions ", "syntax error in line 1, column 13: "),
            ("no-such-query", "no query is called 'no-such-query'; there are "),
            ("no-such-file.rq", "no-such-file.rq: can't be read: No such file or directory"),
            ("DELETE WHERE { ?a ?b ?c }", "DELETE would change the graph: queries only read"),
        ],
    )
    def test_gives_one_message_for_a_bad_query(self, samples: Built, query: str, message: str) -> None:
        result = kg("query", samples.out, query)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"kg: {message}")
        assert "Traceback" not in result.stderr

    def test_parameter_without_value_is_a_usage_error(self, samples: Built) -> None:
        result = kg("query", samples.out, "denials", "--param", "Iran")
        assert result.exit_code == 2
        assert "write it as KEY=VALUE" in result.stderr

    @pytest.mark.parametrize("command", [("query", "denials"), ("view",)])
    def test_names_a_folder_without_a_graph(self, command: tuple[str, ...], tmp_path: Path) -> None:
        result = kg(command[0], tmp_path / "nowhere", *command[1:])
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"kg: {tmp_path}/nowhere: no graph there; `kg build` makes one\n"


class TestView:
    def test_writes_a_page_of_one_actor_and_prints_its_path(self, samples: Built, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        result = kg("view", samples.out, "--focus", "Tehran", "--relation", "sanctions", "--output", page)
        assert (result.exit_code, result.stdout) == (0, f"{page}\n")
        assert "Iran" in page.read_text(encoding="utf-8")

    def test_names_an_actor_that_is_not_there(self, samples: Built, tmp_path: Path) -> None:
        result = kg("view", samples.out, "--focus", "Nobody at all", "--output", tmp_path / "page.html")
        assert result.exit_code == 1
        assert "Nobody at all" in result.stderr
        assert not (tmp_path / "page.html").exists()

    def test_takes_only_real_days(self, samples: Built) -> None:
        assert kg("view", samples.out, "--since", "2023-02-31").exit_code == 2


class TestExplain:
    def test_shows_parse_actors_and_claims(self) -> None:
        result = kg("explain", ARTICLE)
        assert result.exit_code == 0
        for words in ("imposed", "Who is meant", "Canada", "CAN", "sanctions", "affirmed"):
            assert words in result.stdout


class TestWho:
    def test_answers_with_one_line_of_json(self) -> None:
        result = kg("who", "Iranian officials")
        answer = json.loads(result.stdout)
        assert answer.keys() == {"text", "id", "label", "type", "country", "sector"}
        assert (answer["text"], answer["country"], answer["sector"]) == ("Iranian officials", "IRN", "GOV")

    def test_picks_the_holder_of_an_office_by_date(self) -> None:
        labels = [
            json.loads(kg("who", "President Bush", "--date", day).stdout)["label"]
            for day in ("1990-08-02", "2005-03-01")
        ]
        assert labels == ["George Bush", "George W. Bush"]

    def test_answers_nulls_for_nobody(self) -> None:
        answer = json.loads(kg("who", "seven teaspoons").stdout)
        assert {key: value for key, value in answer.items() if value is not None} == {"text": "seven teaspoons"}

    def test_answers_a_line_for_a_line(self) -> None:
        lines = [{"text": "Ankara"}, {"text": "President Bush", "date": "1990-08-02"}, {"text": ""}]
        result = kg("who", "-", stdin="\n".join(map(json.dumps, lines)))
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [answer["country"] for answer in answers] == ["TUR", "USA", None]

    @pytest.mark.parametrize(
        "line",
        [b"{", b"[]", b'"Iran"', b'{"phrase": "Iran"}', b'{"text": "caf\xe9"}', b'{"text": "\\ud800"}', b"[" * 100_000],
        ids=["cut off", "list", "string", "no text", "not UTF-8", "half a character", "deep"],
    )
    def test_names_a_broken_line(self, line: bytes) -> None:
        result = kg("who", "-", stdin=b'{"text": "Ankara"}\n' + line + b"\n")
        assert result.exit_code == 1
        assert result.stderr == 'kg: standard input:2: expected {"text": …, "date": …}\n'


class TestEval:
    @pytest.fixture
    def gold(self, tmp_path: Path) -> Path:
        path = tmp_path / "gold.jsonl"
        event = {"event": "SANCTION", "source": [{"country": "CAN"}], "target": [{"country": "BLR"}]}
        path.write_text(json.dumps({"id": "1", "text": ARTICLE, "events": [event]}) + "\n", encoding="utf-8")
        return path

    def test_prints_three_levels(self, gold: Path) -> None:
        result = kg("eval", gold)
        assert result.stdout.splitlines() == [
            "event   P 1.000  R 1.000  F1 1.000   (1 right of 1 said, 1 gold)",
            "pair    P 1.000  R 1.000  F1 1.000   (1 right of 1 said, 1 gold)",
            "triple  P 1.000  R 1.000  F1 1.000   (1 right of 1 said, 1 gold)",
            "1 sentences, 1 of them scored for pairs and triples",
        ]

    def test_scores_claims_of_a_file_and_their_confidence(self, gold: Path, tmp_path: Path) -> None:
        kg("extract", "-", "--output", tmp_path / "claims.jsonl", stdin=json.dumps({"id": "1", "text": ARTICLE}))
        result = kg("eval", gold, "--claims", tmp_path / "claims.jsonl", "--json", "--reliability")
        scores, *table = result.stdout.splitlines()
        assert json.loads(scores)["triple"]["f1"] == 1.0
        assert table[-1].endswith("1    1.00")

    def test_rounds_as_the_scorer_of_the_gold_data_does(self, capsys: pytest.CaptureFixture[str]) -> None:
        score = Score(86, 127, 137)  # F1 is 0.65151…, to four places 0.6515, to three of those 0.651
        print_evaluation(Evaluation(score, score, score, 160, 123))
        assert "triple  P 0.677  R 0.628  F1 0.651   (86 right of 127 said, 137 gold)" in capsys.readouterr().out

    def test_scores_claims_without_confidence_unless_asked_for_reliability(self, gold: Path, tmp_path: Path) -> None:
        claims = tmp_path / "claims.jsonl"
        actors = {"subject": {"country": "CAN"}, "object": {"country": "BLR"}}
        claims.write_text(json.dumps({"article": "1", "plover": "SANCTION", **actors}) + "\n", encoding="utf-8")
        assert json.loads(kg("eval", gold, "--claims", claims, "--json").stdout)["triple"]["f1"] == 1.0
        result = kg("eval", gold, "--claims", claims, "--reliability")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "no confidence here" in result.stderr

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("{\n", ":1: not valid JSON"),
            ('{"id": "1", "text": "x"}\n', ":1: a line must be an object with"),
            (None, ": can't be read"),
        ],
    )
    def test_names_a_broken_gold_file(self, tmp_path: Path, content: str | None, message: str) -> None:
        path = tmp_path / "gold.jsonl"
        if content:
            path.write_text(content, encoding="utf-8")
        result = kg("eval", path)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"kg: {path}{message}")
