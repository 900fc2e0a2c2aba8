"""Who counts as the actor: as said, or rolled up to the state or body that it acts for.

Rules and queries are written for what is said: ``?claim rdf:subject/kg:canonical ?actor``. For the level of states and
bodies the same text is asked of ``?claim kg:subjectAs/kg:standsFor ?actor``, and of the statements, disputes, reversals
and successions between these (``kg:stateStatement``, ``kg:StateDispute``, …).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from kg.errors import QueryError

Level = Literal["said", "state"]
LEVELS: tuple[Level, ...] = get_args(Level)

ROLLED_UP: Mapping[str, str] = MappingProxyType(
    {
        "rdf:subject/kg:canonical": "kg:subjectAs/kg:standsFor",
        "rdf:object/kg:canonical": "kg:objectAs/kg:standsFor",
        "kg:attributedTo/kg:canonical": "kg:speakerAs/kg:standsFor",
        "kg:subjectAs/kg:statedLabel": "kg:subjectAs/kg:standsFor/rdfs:label",
        "kg:objectAs/kg:statedLabel": "kg:objectAs/kg:standsFor/rdfs:label",
        "kg:statement": "kg:stateStatement",
        "kg:endsStatement": "kg:endsStateStatement",
        "kg:deed": "kg:stateDeed",
        "kg:Statement": "kg:StateStatement",
        "kg:Dispute": "kg:StateDispute",
        "kg:Reversal": "kg:StateReversal",
        "kg:Succession": "kg:StateSuccession",
        "/statement/": "/stateStatement/",
        "/deed/": "/stateDeed/",
        "/dispute/": "/stateDispute/",
        "/reversal/": "/stateReversal/",
        "/succession/": "/stateSuccession/",
    }
)
"""What stands for what is said, and what for the state or body."""

_SAID = re.compile("|".join(rf"{re.escape(said)}(?!\w)" for said in sorted(ROLLED_UP, key=len, reverse=True)))


def known_level(text: str) -> Level:
    """The level of this name.

    Raises:
        QueryError: there is none.
    """
    for level in LEVELS:
        if text == level:
            return level
    raise QueryError(f"level: {text!r} is none; write said or state")


def at_level(text: str, level: Level) -> str:
    """SPARQL that is written for what is said, for this level."""
    return text if level == "said" else _SAID.sub(lambda match: ROLLED_UP[match[0]], text)
