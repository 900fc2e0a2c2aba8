"""Claims as JSON lines, as ``kg extract`` prints them."""

from __future__ import annotations

import json
from typing import BinaryIO

from kg.graph.claims import claims
from kg.graph.store import KnowledgeGraph
from kg.model import Claim


def write_claim_lines(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One claim a line, in order of article and place."""
    stream.writelines(f"{json_line(claim)}\n".encode() for claim in claims(graph))


def json_line(claim: Claim) -> str:
    """One claim as one line of JSON."""
    return json.dumps(claim.to_json(), ensure_ascii=False)
