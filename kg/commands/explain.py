"""``kg explain``: how a sentence is read."""

from __future__ import annotations

import click

from kg.commands.options import model_option, one_line_errors


@click.command()
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
