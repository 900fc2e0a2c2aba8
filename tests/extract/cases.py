"""Reading the case tables of tests/cases: what a row expects, and whether claims meet it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from kg.extract import extract_articles
from kg.model import Article, Claim, Entity
from kg.parse import Setup
from kg.vocabulary import load_vocabulary
from kg.yaml_file import read_yaml

RULES = Setup(reader="rules")
CASES = Path(__file__).parents[1] / "cases"


@cache
def claims_in(text: str, published: dt.date | None = None, setup: Setup = RULES) -> tuple[Claim, ...]:
    """Claims of one text, read as an article of its own."""
    [(_, claims)] = extract_articles([Article("case", text, published=published)], setup=setup)
    return tuple(claims)


def table(name: str) -> list[dict[str, Any]]:
    """The rows of tests/cases/NAME.yaml."""
    rows: list[dict[str, Any]] = read_yaml(CASES / f"{name}.yaml")
    return rows


def is_actor(entity: Entity | None, wanted: str | None) -> bool:
    """An alpha-3 code means any actor of that state; anything else is a label, an acronym or part of the IRI."""
    if entity is None or wanted is None:
        return entity is None and wanted is None
    if len(wanted) == 3 and wanted.isupper() and entity.country == wanted:
        return True
    wanted_slug = wanted.lower().replace(" ", "-")
    return (
        entity.label.lower() == wanted.lower()
        or entity.id.rsplit("/", 1)[-1] == wanted_slug
        or (wanted.lower() in entity.label.lower())
    )


def is_relation(found: str, wanted: str) -> bool:
    """A sub-relation satisfies its parent."""
    return found == wanted or wanted in load_vocabulary().ancestors(found)


def fits(claim: Claim, wanted: dict[str, Any]) -> bool:
    """True where every key that the row gives agrees with the claim; symmetric relations fit in either direction."""
    sides = [(claim.subject, claim.object)]
    if load_vocabulary().relations[claim.relation].symmetric:
        sides.append((claim.object, claim.subject))
    return (
        any(
            ("subject" not in wanted or is_actor(one, wanted["subject"]))
            and ("object" not in wanted or is_actor(other, wanted["object"]))
            for one, other in sides
        )
        and ("relation" not in wanted or is_relation(claim.relation, wanted["relation"]))
        and wanted.get("polarity", claim.polarity) == claim.polarity
        and wanted.get("modality", claim.modality) == claim.modality
        and wanted.get("reported", claim.reported) == claim.reported
        and ("speaker" not in wanted or is_actor(claim.attributed_to, wanted["speaker"]))
        and (
            "date" not in wanted
            or (str(claim.date) if claim.date else None) == (str(wanted["date"]) if wanted["date"] else None)
        )
    )


def failures(row: dict[str, Any], setup: Setup = RULES) -> Iterator[str]:
    """What is wrong with the claims of a row's text, in words."""
    published = row.get("published")
    claims = claims_in(row["text"], published if isinstance(published, dt.date) else None, setup)
    said = "; ".join(show(claim) for claim in claims) or "nothing"
    for wanted in row.get("claims") or []:
        if not any(fits(claim, wanted) for claim in claims):
            yield f"{wanted} is missing; found {said}"
    for unwanted in row.get("never") or []:
        if any(fits(claim, unwanted) for claim in claims):
            yield f"{unwanted} must not come out; found {said}"


def show(claim: Claim) -> str:
    """A claim on one line."""
    speaker = claim.attributed_to.label if claim.attributed_to else "-"
    return (f"{claim.subject.label} {claim.relation} {claim.object.label} "
            f"[{claim.polarity} {claim.modality} {speaker} {claim.date}]")  # fmt: skip
