"""The command line: the front door, which holds no logic. Errors come out as one line on standard error."""

from __future__ import annotations

import functools
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.build import Summary
    from kg.evaluate import Evaluation

P = ParamSpec("P")
R = TypeVar("R")
DATE = click.DateTime(formats=["%Y-%m-%d"])


def one_line_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Print a KgError as one message and exit with 1."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            sys.exit(1)

    return wrapped


def _version() -> str:
    try:
        return version("geopolitical-kg")
    except PackageNotFoundError:
        return "not installed"


model_option = click.option("--model", metavar="NAME", help="spaCy pipeline to parse with, by name or path.")
processes_option = click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that parse; two give about 1.7 times the speed on two cores.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="kg")
def main() -> None:
    """Read news text, extract claims (who does what to whom, says who, denied by whom), and ask the graph they make.

    \b
    Examples:
      kg build data/articles --out out
      kg query out sanctions-network
      kg explain 'Iran denied supplying drones to Russia.'
    """


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True,
              help="Folder for the graph; an existing one is added to.")  # fmt: skip
@model_option
@processes_option
@one_line_errors
def build(inputs: tuple[str, ...], out: Path, model: str | None, processes: int) -> None:
    """Read articles and build the graph: OUT/graph, graph.nq, graph.html and claims.jsonl.

    INPUT is a file (.txt, .md, .html, .jsonl), a folder of them, or - for standard input.

    \b
    Examples:
      kg build data/articles --out out
      cat articles.jsonl | kg build - --out out
    """
    from kg.build import build as build_graph

    with _bar("reading") as step:
        summary = build_graph(inputs, out, model=model, processes=processes, progress=lambda article: step())
    _print_summary(summary)


@main.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; standard output if left out."
)
@model_option
@processes_option
@one_line_errors
def extract(inputs: tuple[str, ...], output: Path | None, model: str | None, processes: int) -> None:
    """Write the claims of articles as JSON lines.

    \b
    Examples:
      kg extract article.txt
      kg extract articles.jsonl --output claims.jsonl
    """
    from kg.build import json_line, readable
    from kg.errors import InputError
    from kg.extract import extract_articles
    from kg.read import Skip

    skipped: list[Skip] = []
    read = 0

    def lines() -> Iterator[str]:
        nonlocal read
        for _, claims in extract_articles(readable(inputs, skipped), model=model, processes=processes):
            read += 1
            yield from (json_line(claim) + "\n" for claim in claims)
        if not read:
            raise InputError("nothing could be read")

    try:
        _write_lines(lines(), output)
    finally:
        for skip in skipped:
            click.echo(f"kg: skipped {skip}", err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("query", required=False, metavar="[NAME | FILE.rq | 'SPARQL']")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="Value of a parameter; actors go by any name."
)
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@one_line_errors
def query(folder: Path, query: str | None, style: str, params: tuple[str, ...], listing: bool) -> None:
    """Ask the graph in DIR: a named query, a file, or SPARQL.

    \b
    Examples:
      kg query out --list
      kg query out sanctions-network
      kg query out denials --param actor=Iran
      kg query out 'SELECT ?who ?whom { ?who rel:sanctions ?whom }' --format csv
    """
    from kg.graph.store import open_graph
    from kg.query import format_csv, format_json, format_table, list_queries, run_query

    if listing or query is None:
        for named in list_queries():
            parameters = " ".join(f"[{parameter.name}]" for parameter in named.parameters)
            click.echo(f"{named.name:28} {named.title} {parameters}".rstrip())
        return
    bound = {}
    for param in params:
        key, separator, value = param.partition("=")
        if not separator:
            raise click.UsageError(f"--param {param!r}: write it as KEY=VALUE")
        bound[key] = value
    with open_graph(_graph_folder(folder), read_only=True) as graph:
        table = run_query(graph, query, bound)
    wide = None if sys.stdout.isatty() else 160
    formats: dict[str, Callable[[Any], str]] = {
        "table": lambda found: format_table(found, width=wide), "csv": format_csv, "json": format_json,
    }  # fmt: skip
    click.echo(formats[style](table), nl=style != "csv")


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="HTML file; DIR/graph.html if left out."
)
@click.option("--focus", metavar="ACTOR", help="Only this actor and its neighbours; any name.")
@click.option("--since", type=DATE, help="First day, as 2022-02-24.")
@click.option("--until", type=DATE, help="Last day.")
@click.option("--relation", metavar="NAME", help="Only this relation and those below it.")
@one_line_errors
def view(
    folder: Path,
    output: Path | None,
    focus: str | None,
    since: datetime | None,
    until: datetime | None,
    relation: str | None,
) -> None:
    """Draw the graph in DIR as one HTML file that needs no network.

    \b
    Examples:
      kg view out
      kg view out --focus Iran --relation sanctions --output iran.html
    """
    from kg.graph.store import open_graph
    from kg.view import view as draw

    with open_graph(_graph_folder(folder), read_only=True) as graph:
        path = draw(
            graph, output or folder / "graph.html", focus=focus, since=_day(since), until=_day(until), relation=relation
        )
    click.echo(str(path))


@main.command()
@click.argument("sentence")
@model_option
@one_line_errors
def explain(sentence: str, model: str | None) -> None:
    """Show how a sentence is read: parse, actors, frames tried, what matched and what did not, and why.

    \b
    Example:
      kg explain 'Iran denied supplying drones to Russia.'
    """
    from kg.explain import print_explanation

    print_explanation(sentence, model=model)


@main.command()
@click.argument("name")
@click.option("--date", "day", type=DATE, help="When it was written, as 2005-03-01: picks the holder of an office.")
@model_option
@one_line_errors
def who(name: str, day: datetime | None, model: str | None) -> None:
    """Say whom a name or phrase means, as JSON; with - one JSON line {"text", "date"} in, one out.

    \b
    Examples:
      kg who 'Iranian officials'
      kg who 'President Bush' --date 1990-08-02
      kg who - < phrases.jsonl
    """
    from kg.who import who as resolve

    phrases = _phrases(sys.stdin.buffer) if name == "-" else iter([(name, _day(day))])
    for answer in resolve(phrases, model=model):
        click.echo(json.dumps(answer, ensure_ascii=False))


@main.command(name="eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--claims", type=click.Path(path_type=Path), help="Claims to score; extracted from GOLD's texts if left out."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--reliability", "by_confidence", is_flag=True, help="Also precision of triples by confidence.")
@model_option
@one_line_errors
def evaluate(gold: Path, claims: Path | None, as_json: bool, by_confidence: bool, model: str | None) -> None:
    """Score claims against gold sentences: precision, recall and F1 of events, pairs and triples.

    \b
    Examples:
      kg eval gold.jsonl
      kg eval gold.jsonl --claims claims.jsonl --reliability
    """
    from kg.evaluate import evaluate as score
    from kg.evaluate import reliability
    from kg.extract import extract
    from kg.gold import CLAIM_KEYS, GOLD_KEYS, read_records
    from kg.model import Article

    records = read_records(gold, GOLD_KEYS)
    if claims:
        found = read_records(claims, (*CLAIM_KEYS, "confidence") if by_confidence else CLAIM_KEYS)
    else:
        articles = (Article(record["id"], record["text"]) for record in records)
        found = [claim.to_json() for claim in extract(articles, model=model)]
    result = score(records, found)
    if as_json:
        click.echo(json.dumps(result.to_json()))
    else:
        _print_evaluation(result)
    if by_confidence:
        click.echo("\nconfidence   claims   right")
        for band in reliability(records, found):
            if band.said:
                click.echo(f"{band.low:.1f}-{band.high:.1f}    {band.said:8}   {band.hit / band.said:5.2f}")


def _graph_folder(folder: Path) -> Path:
    return folder / "graph" if (folder / "graph").is_dir() else folder


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _phrases(lines: Iterable[bytes]) -> Iterator[tuple[str, date | None]]:
    from kg.errors import InputError
    from kg.read.identity import read_date

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text = str(record["text"])
            text.encode()  # half a character can't be looked up
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f'standard input:{number}: expected {{"text": …, "date": …}}') from error
        yield text, read_date(record.get("date"))


def _write_lines(lines: Iterator[str], output: Path | None) -> None:
    from kg.errors import StoreError

    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        unfinished.replace(output)
    except OSError as error:
        raise StoreError(f"{output}: can't be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


class _bar:
    """A counter on standard error while articles are read; silent where that is not a terminal."""

    def __init__(self, label: str) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.completed} articles"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self.task = self.progress.add_task(label, total=None)

    def __enter__(self) -> Callable[[], None]:
        self.progress.start()
        return lambda: self.progress.advance(self.task)

    def __exit__(self, *error: object) -> None:
        self.progress.stop()


def _print_summary(summary: Summary) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("relation", "affirmed", "denied", box=None, pad_edge=False)
    totals = Counter[str]()
    for (name, _), count in summary.claims.items():
        totals[name] += count
    for name in sorted(totals, key=lambda name: (-totals[name], name)):
        table.add_row(name, str(summary.claims[name, "affirmed"]), str(summary.claims[name, "negated"] or ""))
    console = Console(width=max(Console().width, 80))
    console.print(table)
    console.print(
        f"\n{summary.articles} articles read, {totals.total()} claims, {len(summary.actors)} actors in them, "
        f"{summary.mentions} mentions of actors, {len(summary.skipped)} skipped",
        highlight=False, soft_wrap=True,
    )  # fmt: skip
    for skip in summary.skipped:
        console.print(f"  skipped {skip}", highlight=False, markup=False, soft_wrap=True)
    for what, path in summary.outputs.items():
        click.echo(f"{what + ':':8} {path}")


def _print_evaluation(result: Evaluation) -> None:
    figures = result.to_json()  # rounded there, so that the last digit is that of the gold data's scorer
    for name in ("event", "pair", "triple"):
        score = figures[name]
        click.echo(f"{name:7} P {score['precision']:.3f}  R {score['recall']:.3f}  F1 {score['f1']:.3f}   "
                   f"({score['hit']} right of {score['said']} said, {score['gold']} gold)")  # fmt: skip
    click.echo(f"{result.sentences} sentences, {result.scored_for_pairs} of them scored for pairs and triples")
