"""What the reader's network tells apart, in the order of its outputs."""

from __future__ import annotations

from kg.model import Modality

TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
"""PLOVER event types."""
MODALITIES: tuple[Modality, ...] = ("actual", "planned", "possible", "demanded")
SECTORS = ("", "CVL", "MIL", "REB", "OPP", "BUS", "COP", "JUD", "UAF", "LEG", "MED", "CRM")
PLOVER_SECTORS = {"": "GOV", "MED": "JRN"}
"""Sectors that the annotators write otherwise than PLOVER: none stands for the government itself."""
VOTES = frozenset({"votesFor", "votesAgainst", "abstainsIn"})
"""Relations that the network was never taught, so that its silence says nothing against a frame's."""
EITHER_WAY = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types that are written once, in the order of the text, for what both do."""
