"""``kg check`` and ``kg audit``: a draft, or rows of event data, held against the graph."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import graph_to_read, one_line_errors, say, say_json, setup_options
from kg.whole import whole_file

if TYPE_CHECKING:
    from kg.parse import Setup

graph_option = click.option(
    "--graph", "folder", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder of a build."
)


@click.command()
@click.argument("draft", type=click.Path(path_type=Path))
@graph_option
@click.option("--json", "as_json_", is_flag=True, help="Print JSON.")
@click.option("--page", type=click.Path(dir_okay=False, path_type=Path), help="Write a page with coloured sentences.")
@setup_options
@one_line_errors
def check(draft: Path, folder: Path, as_json_: bool, page: Path | None, setup: Setup) -> None:
    """Hold each claim of a DRAFT (.md, .txt, .html) against the graph: supported (by which outlets, on which days),
    disputed or contradicted (by whom), dated otherwise, only planned, or without any ground.

    \b
    Examples:
      kg check brief.md --graph out
      kg check brief.md --graph out --page brief.html
      kg check brief.md --graph out --json
    """
    from kg.check.draft import as_json, as_text, check_draft
    from kg.check.page import page_html

    with graph_to_read(folder) as graph:
        sentences = check_draft(graph, draft, setup=setup)
    if page:
        with whole_file(page) as file:
            file.write(page_html(sentences, f"{draft.name}, checked").encode())
    if as_json_:
        say_json(as_json(sentences), nl=False)
    else:
        say(as_text(sentences), nl=False)


@click.command()
@click.argument("events", type=click.Path(path_type=Path))
@graph_option
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File; standard output without it.")
@setup_options
@one_line_errors
def audit(events: Path, folder: Path, output: Path | None, setup: Setup) -> None:
    """Hold each row of EVENTS, a CSV file with columns actor, type, recipient, date (and text), against the graph.

    TYPE is a PLOVER event type (ASSAULT) or a relation (suppliesArmsTo). The rows come back as CSV with verdict,
    sources, days, deniers and quotes, and with whether the row's own text says so.

    \b
    Example:
      kg audit events.csv --graph out --output audited.csv
    """
    from kg.check.audit import audit as audited
    from kg.check.audit import format_audit

    with graph_to_read(folder) as graph:
        rows = list(audited(graph, events, setup=setup))
    if output:
        with whole_file(output) as file:
            file.write(format_audit(rows).encode())
    else:
        say(format_audit(rows), nl=False)
    counts = Counter(row["verdict"].partition(":")[0] for row in rows)
    say(", ".join(f"{number} {verdict}" for verdict, number in counts.most_common()), err=True)
