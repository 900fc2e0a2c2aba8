"""``kg serve``: the workbench."""

from __future__ import annotations

from pathlib import Path

import click

from kg.commands.options import folder_argument, graph_folder, one_line_errors, say


@click.command()
@folder_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen at; the default is for this machine only."
)
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=60, show_default=True, help="Time that a query may take."
)
@click.option("--rows", type=click.IntRange(1), default=10_000, show_default=True, help="Rows that a query may give.")
@click.option(
    "--processes", type=click.IntRange(1), default=2, show_default=True,
    help="Processes for queries; as many more are for pages.",
)  # fmt: skip
@click.option(
    "--cors", metavar="ORIGIN", default="none", show_default=True,
    help="Web pages of this origin may read data through their reader's browser; '*' for all pages, 'none' for none.",
)  # fmt: skip
@click.option("--edit", is_flag=True, help="Claims and actors can be corrected by a click, from this machine only.")
@click.option("--by", "who", metavar="WHO", default="", help="Who corrects, where the form names nobody else.")
@one_line_errors
def serve(
    folder: Path, port: int, host: str, seconds: float, rows: int, processes: int, cors: str, edit: bool, who: str
) -> None:
    """Serve the graph in DIR: pages to look, ask and read, and a SPARQL endpoint at /sparql.

    It is never changed, unless corrections are asked for with --edit: these are lines in DIR/corrections.csv and
    DIR/decisions.csv, which the next build applies, or a button of the page on corrections.

    \b
    Examples:
      kg serve out
      kg serve out --edit --by 'A. Analyst'
      kg serve out --port 9000
    """
    from kg.serve.live import Limits
    from kg.serve.server import serve as run

    if who and not edit:
        raise click.UsageError("--by says who corrects; give --edit too")
    run(
        graph_folder(folder),
        host=host,
        port=port,
        limits=Limits(seconds=seconds, rows=rows, processes=processes),
        cors=None if cors.lower() == "none" else cors,
        edit=edit,
        who=who,
        say=lambda text: say(text, err=text.startswith("warning")),
    )
