"""How many processes read: one a core, or as many as are asked for."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.commands.options import cores, jobs_option


@click.command()
@jobs_option
def show(jobs: int) -> None:
    click.echo(jobs)


@pytest.mark.parametrize(
    ("arguments", "jobs"), [(["--jobs", "3"], 3), (["--processes", "3"], 3), ([], cores())], ids=["new", "old", "none"]
)
def test_number_of_processes(arguments: list[str], jobs: int) -> None:
    assert CliRunner().invoke(show, arguments).output == f"{jobs}\n"


def test_old_name_is_hidden() -> None:
    shown = CliRunner().invoke(show, ["--help"]).output
    assert "--jobs" in shown
    assert "--processes" not in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "a.txt", "--address", "head:6379"], "--address is that of a Ray cluster: add --engine ray"),
        (["extract", "a.txt", "--engine", "ray"], "what is read on Ray goes to Parquet: add --shards DIR"),
        (["extract", "a.txt", "--shards", "s", "--output", "o"], "--output is for JSON lines and --shards for Parquet"),
        (["build", "a.txt", "--store", "file:///tmp/x"], "is no address of a server"),
        (["build", "a.txt", "--store-update", "http://x/"], "--store-update goes with --store"),
    ],
)
def test_options_that_do_not_fit_are_named(arguments: list[str], message: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.output.split())
