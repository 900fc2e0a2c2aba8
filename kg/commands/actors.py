"""``kg actors``: who is in the graph, who may be the same, and who could not be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.commands.options import folder_argument, graph_to_read, one_line_errors, say, say_table


@click.command()
@folder_argument
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--review", is_flag=True, help="List actors that may be one, best first, with reasons.")
@click.option("--unresolved", is_flag=True, help="List mentions that could not be resolved, by frequency.")
@click.option("--same", nargs=2, metavar="A B", help="Add to the decision file that A and B are the same.")
@click.option("--different", nargs=2, metavar="A B", help="Add to the decision file that A and B are not the same.")
@click.option("--by", "who", metavar="WHO", help="Who decided, for --same and --different.")
@click.option("--why", metavar="TEXT", default="", help="Why, for --same and --different.")
@click.option("--decisions", type=click.Path(dir_okay=False, path_type=Path),
              help="Decision file to add to.  [default: DIR/decisions.csv]")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@one_line_errors
def actors(
    folder: Path,
    name: str | None,
    review: bool,
    unresolved: bool,
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    who: str | None,
    why: str,
    decisions: Path | None,
    style: str,
) -> None:
    """Say who is in the graph in DIR: under which names, how often, from which articles; or all about NAME.

    \b
    Who is the same across articles is decided in DIR/decisions.csv, which the next `kg build` applies:
      name,other,decision,who,when,why
      Yusuf Example,Youssef Example,same,A. Analyst,2026-11-23,same office in the same week
      Ali Example,Aly Example,different,A. Analyst,2026-11-23,two ministers
    Taking a line out undoes it. Lines that begin with # are comments; an IRI or Q-number will do for a name.

    \b
    Examples:
      kg actors out
      kg actors out Tehran
      kg actors out --review
      kg actors out --same 'Yusuf Example' 'Youssef Example' --by 'A. Analyst' --why 'same office'
      kg actors out --unresolved --format csv
    """
    if sum(map(bool, (name, review, unresolved, same, different))) > 1:
        raise click.UsageError("give one of NAME, --review, --unresolved, --same and --different")
    if pair := same or different:
        if not who:
            raise click.UsageError("--by WHO is needed: a decision says who decided")
        path = decisions or folder / "decisions.csv"
        _decide(path, pair, bool(same), who, why)
        return

    with graph_to_read(folder) as graph:
        table = _table(graph, name, review, unresolved)
    say_table(table, style)


def _table(graph: Any, name: str | None, review: bool, unresolved: bool) -> Any:
    from kg.graph.actors import find_actor
    from kg.graph.mentions import unresolved_names
    from kg.identity import tables
    from kg.identity.candidates import candidates
    from kg.identity.overview import actors_seen, seen_actor

    if review:
        return tables.candidates_table(candidates(graph))
    if unresolved:
        return tables.unresolved_table(unresolved_names(graph))
    seen = actors_seen(graph)
    if name is None:
        return tables.actors_table(seen.values())
    return tables.actor_table(graph, seen_actor(seen, find_actor(graph, name)))


def _decide(path: Path, pair: tuple[str, str], same: bool, who: str, why: str) -> None:
    from datetime import date

    from kg.graph.decisions import Decision
    from kg.identity.decision_file import append_decision

    append_decision(path, Decision(*pair, "same" if same else "different", who, date.today().isoformat(), why))
    say(f"{path}: one line added; the next `kg build` applies it")
