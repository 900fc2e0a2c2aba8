"""``kg build``: read articles and build the graph."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import bar, longest_option, one_line_errors, processes_option, say, setup_options, write_option

if TYPE_CHECKING:
    from kg.building import Summary
    from kg.parse import Setup


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out"), show_default=True,
              help="Folder for the graph; an existing one is added to.")  # fmt: skip
@click.option("--decisions", type=click.Path(dir_okay=False, path_type=Path),
              help="Decision file: who is the same and who is not.  [default: OUT/decisions.csv]")  # fmt: skip
@setup_options
@processes_option
@longest_option
@write_option
@one_line_errors
def build(
    inputs: tuple[str, ...], out: Path, decisions: Path | None, setup: Setup, processes: int, longest: int,
    write: bool | None,
) -> None:  # fmt: skip
    """Read articles and build the graph: OUT/graph, graph.nq, graph.html and claims.jsonl.

    What follows from the articles is derived for what they touch alone, where they are few beside those that are there.

    INPUT is a file (.txt, .md, .html, .jsonl), a folder of them, or - for standard input.

    \b
    Examples:
      kg build data/articles --out out
      cat articles.jsonl | kg build - --out out
    """
    from kg.building import build as build_graph

    with bar("reading") as step:
        summary = build_graph(
            inputs, out, setup=setup, processes=processes, longest=longest, decisions=decisions, write=write,
            progress=lambda article: step(), warn=lambda warning: say(f"kg: {warning}", err=True),
        )  # fmt: skip
    _print_summary(summary)


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
    if summary.unresolved:
        console.print(
            f"{summary.unresolved} mentions could not be resolved; `kg actors OUT --unresolved` lists them",
            highlight=False, soft_wrap=True,
        )  # fmt: skip
    if summary.joined:
        console.print(f"{summary.joined} actors joined to others by decision", highlight=False, soft_wrap=True)
    for skip in summary.skipped:
        say(f"  skipped {skip}")
    for what, path in summary.outputs.items():
        say(f"{what + ':':8} {path}")
    if summary.not_written:
        say(summary.not_written)
