"""The command line: the front door, which holds no logic. Errors come out as one line on standard error."""

from __future__ import annotations

import gc

import click

from kg.commands.actors import actors
from kg.commands.analyse import analyse
from kg.commands.ask import ask
from kg.commands.build import build
from kg.commands.check import audit, check
from kg.commands.correct import correct
from kg.commands.evaluate import evaluate
from kg.commands.explain import explain
from kg.commands.export import export
from kg.commands.extract import extract
from kg.commands.load import load
from kg.commands.mentions import mentions
from kg.commands.query import query
from kg.commands.remove import remove
from kg.commands.search import search
from kg.commands.serve import serve
from kg.commands.view import view
from kg.commands.watch import watch
from kg.commands.who import who


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version  # half of what `kg --help` would load

    try:
        click.echo(f"kg, version {version('geopolitical-kg')}")
    except PackageNotFoundError:
        click.echo("kg, version not installed")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
              help="Show the version and exit.")  # fmt: skip
def main() -> None:
    """Read news text, extract claims (who does what to whom, says who, denied by whom), and ask the graph they make.

    \b
    Examples:
      kg build data/articles --out out
      kg query out sanctions-network
      kg explain 'Iran denied supplying drones to Russia.'
    """
    gc.set_threshold(50_000, 10, 10)  # what is loaded stays: looking for garbage in it takes a tenth of the start


for command in (
    build, watch, load, remove, extract, mentions, query, ask, search, check, audit, correct, actors, analyse, view,
    export, serve, explain, who, evaluate,
):  # fmt: skip
    main.add_command(command)
