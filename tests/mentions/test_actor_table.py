"""Mentions in context (tests/cases/actors.yaml) and phrases alone (phrases.yaml): whom each means.

Rows that fail stand in tests/cases/actor_gaps.yaml, written by ``python -m tests.mentions.test_actor_table``; one that
begins to pass must be taken out.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Any

import pytest
import yaml

from kg.mentions.noun_phrase import Phrase
from kg.model import Article, Entity
from kg.parse import Setup, load_pipeline
from kg.who import who
from kg.yaml_file import read_yaml
from tests.extract.cases import CASES

TABLE: dict[str, list[dict[str, Any]]] = read_yaml(CASES / "actors.yaml")
PHRASES: list[dict[str, Any]] = read_yaml(CASES / "phrases.yaml")
GAPS: dict[str, list[str]] = read_yaml(CASES / "actor_gaps.yaml")


@cache
def resolve(text: str, mention: str, date: Any) -> Entity | None:
    """Whom the last occurrence of ``mention`` in ``text`` means."""
    nlp = load_pipeline(Setup(reader="rules"))
    doc = nlp.make_doc(text)
    doc._.article = Article("case", text, published=date)
    with nlp.select_pipes(disable=["geopolitical_claims"]):
        doc = nlp(doc)
    start = text.rindex(mention)
    end = start + len(mention)
    span = doc.char_span(start, end, alignment_mode="expand")
    found: Phrase | None = doc._.actors.at(span.root)
    if found is None:
        inside = [mentioned for mentioned in doc._.mentions if start <= mentioned.start and mentioned.end <= end]
        best = max(inside, key=lambda mentioned: (mentioned.end - mentioned.start, mentioned.start), default=None)
        return best.entities[0] if best else None
    return found.entities[0]


def found_in(row: dict[str, Any]) -> Entity | None:
    """What the linker says of a row."""
    return resolve(row["text"], row["mention"], row.get("date"))


def country_is_right(row: dict[str, Any]) -> bool:
    """True where the country (or that there is none) agrees."""
    found = found_in(row)
    if row.get("nobody"):
        return found is None or found.country is None
    return "country" not in row or (found is not None and found.country == row["country"])


def is_right(row: dict[str, Any]) -> bool:
    """True where everything that the row states agrees."""
    found = found_in(row)
    if row.get("nobody") or found is None:
        return bool(row.get("nobody")) and found is None
    known = {
        "id": found.id.rsplit("/", 1)[-1],
        "label": found.label,
        "country": found.country,
        "sector": found.sector,
        "type": found.type,
    }
    return all(row[key] == value for key, value in known.items() if key in row)


def key(row: dict[str, Any]) -> str:
    """How a row is known among the gaps."""
    return f"{row['text']} [{row['mention']}]"


def wants(row: dict[str, Any]) -> list[str]:
    """What a row expects that is not so, in words."""
    found = found_in(row)
    said = found and (found.id.rsplit("/", 1)[-1], found.label, found.type, found.country, found.sector)
    wanted = {field: row[field] for field in row if field not in {"text", "mention"}}
    return [] if is_right(row) else [f"{row['mention']!r} in {row['text']!r}: expected {wanted}, found {said}"]


def report() -> str:
    """The table by kind: rows, share right on the country, share right over all."""
    lines = [f"{'rows':>5} {'country':>8} {'all':>6}  kind"]
    total: list[dict[str, Any]] = []
    for kind, rows in TABLE.items():
        total += rows
        lines.append(_line(rows, kind))
    return "\n".join([*lines, _line(total, "over all")])


def _line(rows: list[dict[str, Any]], kind: str) -> str:
    country, right = (sum(check(row) for row in rows) / len(rows) for check in (country_is_right, is_right))
    return f"{len(rows):5} {country:8.3f} {right:6.3f}  {kind}"


def phrase_is_right(row: dict[str, Any], answer: dict[str, Any]) -> bool:
    """True where country and sector agree; a row may allow several sectors, or leave the sector out."""
    sectors = row.get("sector", answer["sector"])
    fits = answer["sector"] in sectors if isinstance(sectors, list) else answer["sector"] == sectors
    return bool(answer["country"] == row["country"] and fits)


@cache
def answers() -> tuple[dict[str, Any], ...]:
    """What ``kg who`` says of every phrase."""
    return tuple(who((row["text"], row.get("date")) for row in PHRASES))


def rows() -> list[Any]:
    return [
        pytest.param(
            row,
            id=key(row),
            marks=[pytest.mark.xfail(strict=True, reason="known gap")] if key(row) in GAPS["mentions"] else [],
        )
        for kind in TABLE.values()
        for row in kind
    ]


@pytest.mark.parametrize("row", rows())
def test_a_mention_means_whom_a_careful_reader_takes_it_to_mean(row: dict[str, Any]) -> None:
    assert wants(row) == []


def test_shares_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(f"\n{report()}\n")
    every = [row for kind in TABLE.values() for row in kind]
    assert len(every) >= 300
    assert sum(map(country_is_right, every)) / len(every) >= 0.95
    assert sum(map(is_right, every)) / len(every) >= 0.85


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(
            number,
            id=row["text"],
            marks=[pytest.mark.xfail(strict=True, reason="known gap")] if row["text"] in GAPS["phrases"] else [],
        )
        for number, row in enumerate(PHRASES)
    ],
)
def test_a_phrase_alone_has_the_country_and_sector_of_who_is_meant(number: int) -> None:
    row, answer = PHRASES[number], answers()[number]
    assert phrase_is_right(row, answer), answer


def main() -> None:
    """Print the table and what is wrong; write the gaps anew."""
    every = [row for kind in TABLE.values() for row in kind]
    sys.stdout.write("\n".join([report(), *(line for row in every for line in wants(row)), ""]))
    wrong = [(row, answer) for row, answer in zip(PHRASES, answers(), strict=True) if not phrase_is_right(row, answer)]
    sys.stdout.write("".join(f"{row}: {answer}\n" for row, answer in wrong))
    gaps = {
        "mentions": [key(row) for row in every if not is_right(row)],
        "phrases": [row["text"] for row, _ in wrong],
    }
    head = "# Rows of actors.yaml and phrases.yaml that fail, each an expected failure: see test_actor_table.py.\n"
    (CASES / "actor_gaps.yaml").write_text(
        head + yaml.safe_dump(gaps, allow_unicode=True, width=1000), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
