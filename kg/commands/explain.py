"""``kg explain``: how a sentence is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.commands.options import one_line_errors, setup_options

if TYPE_CHECKING:
    from kg.parse import Setup


@click.command()
@click.argument("sentence")
@setup_options
@one_line_errors
def explain(sentence: str, setup: Setup) -> None:
    """Show how a sentence is read: parse, actors, frames tried, what matched and what did not, and why.

    \b
    Example:
      kg explain 'Iran denied supplying drones to Russia.'
    """
    from kg.explain import print_explanation

    print_explanation(sentence, setup=setup)
