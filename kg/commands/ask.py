"""``kg ask``: a question in words."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import folder_argument, graph_to_read, one_line_errors, say, say_table


@click.command()
@folder_argument
@click.argument("question")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@one_line_errors
def ask(folder: Path, question: str, style: str) -> None:
    """Answer a question in English from the graph in DIR, with the SPARQL that was made of it and the quotes.

    Questions begin with who, whom, which countries (organisations, armed groups, people), when, how often, which
    weapons, or are answered with yes or no; "in 2022", "since March 2021" or "between 2014 and 2016" narrow them. What
    is not understood is said, and nothing else is answered.

    \b
    Examples:
      kg ask out 'Who armed Ukraine in 2022?'
      kg ask out 'Which countries expelled Russian diplomats?'
      kg ask out 'Did Iran supply drones to Russia?'
    """
    from kg.ask import ask as answer

    with graph_to_read(folder) as graph:
        found = answer(graph, question)
    if style == "table":
        say(f"understood: {found.understood}\n\n{found.query}\n\n{found.said}\n")
    say_table(found.table.only(SHOWN) if style == "table" else found.table, style)


SHOWN = (
    "who",
    "who1",
    "day",
    "subject",
    "relation",
    "object",
    "what",
    "polarity",
    "modality",
    "speaker",
    "quote",
    "source",
)
"""Columns that fit on a terminal."""
