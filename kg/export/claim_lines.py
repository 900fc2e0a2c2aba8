"""Claims as JSON lines, as ``kg extract`` prints them."""

from __future__ import annotations

import json
from typing import BinaryIO

from kg.graph.claims import claims
from kg.graph.store import KnowledgeGraph
from kg.model import Claim


def write_claim_lines(graph: KnowledgeGraph, stream: BinaryIO) -> None:
    """One claim a line, in order of article and place."""
    lines = sorted((claim.evidence.article, claim.evidence.start, claim.evidence.end, claim.id, json_line(claim))
                   for claim in claims(graph))  # fmt: skip
    stream.writelines(f"{line[-1]}\n".encode() for line in lines)


def json_line(claim: Claim) -> str:
    """One claim as one line of JSON."""
    return json.dumps(claim.to_json(), ensure_ascii=False)
