"""``kg who``: whom a name means."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime

import click

from kg.commands.options import DATE, as_day, model_option, one_line_errors, say_json


@click.command()
@click.argument("name")
@click.option("--date", "day", type=DATE, help="When it was written, as 2005-03-01: picks the holder of an office.")
@model_option
@one_line_errors
def who(name: str, day: datetime | None, model: str | None) -> None:
    """Say whom a name or phrase means, as JSON; with - one JSON line {"text", "date"} in, one out.

    \b
    Examples:
      kg who 'Iranian officials'
      kg who 'President Bush' --date 1990-08-02
      kg who - < phrases.jsonl
    """
    from kg.who import who as resolve

    phrases = _phrases(sys.stdin.buffer) if name == "-" else iter([(name, as_day(day))])
    for answer in resolve(phrases, model=model):
        say_json(json.dumps(answer, ensure_ascii=False))


def _phrases(lines: Iterable[bytes]) -> Iterator[tuple[str, date | None]]:
    from kg.errors import InputError
    from kg.read.identity import read_date

    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            text = str(record["text"])
            text.encode()  # half a character can't be looked up
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise InputError(f'standard input:{number}: expected {{"text": …, "date": …}}') from error
        yield text, read_date(record.get("date"))
