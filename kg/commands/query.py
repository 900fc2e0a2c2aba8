"""``kg query``: ask the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import Level, folder_argument, graph_to_read, level_option, one_line_errors, say_table


@click.command()
@folder_argument
@click.argument("query", required=False, metavar="[NAME | FILE.rq | 'SPARQL']")
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option(
    "--param", "params", multiple=True, metavar="KEY=VALUE", help="Value of a parameter; actors go by any name."
)
@level_option("said")
@click.option("--list", "listing", is_flag=True, help="List the named queries.")
@one_line_errors
def query(folder: Path, query: str | None, style: str, params: tuple[str, ...], level: Level, listing: bool) -> None:
    """Ask the graph in DIR: a named query, a file, or SPARQL.

    \b
    Examples:
      kg query out --list
      kg query out sanctions-network
      kg query out denials --param actor=Iran
      kg query out timeline --param actor=Russia --level state
      kg query out 'SELECT ?who ?whom { ?who rel:sanctions ?whom }' --format csv
    """
    from kg.query import list_queries, run_query

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
    with graph_to_read(folder) as graph:
        table = run_query(graph, query, bound, level=level)
    say_table(table, style)
