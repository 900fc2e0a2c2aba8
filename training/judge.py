"""Whether annotators made a claim too: same actors, and a type in common."""

from __future__ import annotations

from typing import Any

from kg.model import Claim
from kg.reader.codes import code_of
from kg.reader.labels import EITHER_WAY
from kg.vocabulary import load_vocabulary


def is_right(record: dict[str, Any], claim: Claim) -> bool:
    """True where the ``claims`` of an annotated text hold it, sure or not; polarity and modality are not asked for."""
    kinds = {claim.plover, load_vocabulary().relations[claim.relation].plover}
    sides = code_of(claim.subject), code_of(claim.object)
    return any(
        set(gold["types"]) & kinds
        and (sides == (one := (code(gold["subject"]), code(gold["object"])))
             or (bool(set(gold["types"]) & EITHER_WAY) and sides == one[::-1]))
        for gold in record["claims"]
    )  # fmt: skip


def code(actor: dict[str, str]) -> str:
    """The state or body of an annotated actor, without its sector."""
    return actor["who"].split(".")[0].strip().upper()
