"""``kg correct``: claims put right by the analyst."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from kg.commands.options import folder_argument, graph_folder, graph_to_read, one_line_errors, say, write_lines


@click.command()
@folder_argument
@click.argument("claim", required=False)
@click.option("--wrong", "kind", flag_value="wrong", help="The claim is wrong: no view has it any more.")
@click.option("--right", "kind", flag_value="right", help="The claim is right: its confidence is 1.")
@click.option("--relation", metavar="NAME", help="The relation that it is right with.")
@click.option("--undo", is_flag=True, help="Take what was corrected of the claim back.")
@click.option("--by", "who", metavar="WHO", help="Who corrects.")
@click.option("--why", default="", metavar="REASON")
@click.option("--apply", is_flag=True, help="Apply the file, and who is the same, to the graph now.")
@click.option("--export", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the corrected articles as annotated claims, for the training of the reader.")  # fmt: skip
@one_line_errors
def correct(
    folder: Path, claim: str | None, kind: str | None, relation: str | None, undo: bool, who: str | None, why: str,
    apply: bool, export: Path | None,
) -> None:  # fmt: skip
    """Correct a CLAIM of the graph in DIR: a line in DIR/corrections.csv with who, when and why.

    The next build applies the file, or --apply at once, and every view follows. Who is the same actor is decided with
    `kg actors`. Without a claim, lists the corrections.

    \b
    Examples:
      kg correct out 1f3a9c0b5d2e4f67 --wrong --by 'A. Analyst' --why 'of a film'
      kg correct out 1f3a9c0b5d2e4f67 --relation suppliesSupportTo --by 'A. Analyst'
      kg correct out 1f3a9c0b5d2e4f67 --undo
      kg correct out --apply
      kg correct out --export corrected.jsonl
    """
    from kg.applying import apply_files
    from kg.correct import gold_lines
    from kg.correction_file import FILE_NAME, append_correction, read_correction_file, take_back
    from kg.graph.corrections import Correction
    from kg.graph.texts import texts_of

    path = folder / FILE_NAME
    if export:
        with graph_to_read(folder) as graph:
            write_lines(gold_lines(graph, texts_of(graph_folder(folder))), export)
    elif apply:
        if claim is not None:
            raise click.UsageError("--apply takes no claim: all lines of the file are applied")
        apply_files(folder, say=lambda text: say(f"kg: {text}", err=True))
        say(f"{folder}: corrections and decisions applied")
    elif claim is None:
        found = read_correction_file(path)
        for one in found.corrections:
            say(" ".join(filter(None, (one.claim, one.kind, one.value, "by", one.who, one.when, one.why))))
        for problem in found.problems:
            say(f"kg: {problem}", err=True)
    elif undo:
        taken = take_back(path, claim)
        say(f"{taken} line{'' if taken == 1 else 's'} taken out of {path}; the next build applies it, or --apply now")
    else:
        if sum((kind is not None, relation is not None)) != 1:
            raise click.UsageError("say one of --wrong, --right, --relation NAME or --undo")
        if not who:
            raise click.UsageError("say who corrects with --by")
        today = dt.date.today().isoformat()
        append_correction(path, Correction(claim, kind or "relation", relation or "", who, today, why))  # type: ignore[arg-type]
        say(f"written to {path}; the next build applies it, or --apply now")
