"""``kg eval``: score claims against gold sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.commands.options import one_line_errors, setup_options

if TYPE_CHECKING:
    from kg.evaluate import Evaluation

if TYPE_CHECKING:
    from kg.parse import Setup


@click.command(name="eval")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD.jsonl")
@click.option(
    "--claims", type=click.Path(path_type=Path), help="Claims to score; extracted from GOLD's texts if left out."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--reliability", "by_confidence", is_flag=True, help="Also precision of triples by confidence.")
@setup_options
@one_line_errors
def evaluate(gold: Path, claims: Path | None, as_json: bool, by_confidence: bool, setup: Setup) -> None:
    """Score claims against gold sentences: precision, recall and F1 of events, pairs and triples.

    \b
    Examples:
      kg eval gold.jsonl
      kg eval gold.jsonl --claims claims.jsonl --reliability
    """
    from kg.evaluate import evaluate as score
    from kg.evaluate import reliability
    from kg.extract import extract_claims
    from kg.gold import CLAIM_KEYS, GOLD_KEYS, read_records
    from kg.model import Article

    records = read_records(gold, GOLD_KEYS)
    if claims:
        found = read_records(claims, (*CLAIM_KEYS, "confidence") if by_confidence else CLAIM_KEYS)
    else:
        articles = (Article(record["id"], record["text"]) for record in records)
        found = [claim.to_json() for claim in extract_claims(articles, setup=setup)]
    result = score(records, found)
    if as_json:
        click.echo(json.dumps(result.to_json()))
    else:
        print_evaluation(result)
    if by_confidence:
        click.echo("\nconfidence   claims   right")
        for band in reliability(records, found):
            if band.said:
                click.echo(f"{band.low:.1f}-{band.high:.1f}    {band.said:8}   {band.hit / band.said:5.2f}")


def print_evaluation(result: Evaluation) -> None:
    """Figures with the last digit that the gold data's own scorer prints."""
    figures = result.to_json()
    for name in ("event", "pair", "triple"):
        score = figures[name]
        click.echo(f"{name:7} P {score['precision']:.3f}  R {score['recall']:.3f}  F1 {score['f1']:.3f}   "
                   f"({score['hit']} right of {score['said']} said, {score['gold']} gold)")  # fmt: skip
    click.echo(f"{result.sentences} sentences, {result.scored_for_pairs} of them scored for pairs and triples")
