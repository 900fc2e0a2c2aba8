"""Where corrections are written that are made in the workbench, and the token that tells its own forms from others'."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

from kg.correction_file import FILE_NAME, read_correction_file
from kg.errors import KgError
from kg.graph.corrections import Correction, last_of_each
from kg.identity.decision_file import FILE_NAME as DECISIONS

SAID = {"wrong": "wrong", "right": "right", "relation": "of another relation"}
"""Kinds of corrections in words: a claim is …"""


class Editing:
    """The files of the graph in ``folder``, the token of this run, and who corrected last."""

    def __init__(self, folder: Path, who: str = "") -> None:
        self.folder, self.who = folder, who
        self.token = secrets.token_urlsafe(32)
        self.lock = asyncio.Lock()

    @property
    def corrections(self) -> Path:
        """The correction file."""
        return self.folder / FILE_NAME

    @property
    def decisions(self) -> Path:
        """The decision file."""
        return self.folder / DECISIONS

    def marked(self) -> dict[str, Correction]:
        """What the file says of each claim; nothing where it can't be read, which its own page tells."""
        try:
            return {one.claim: one for one in last_of_each(read_correction_file(self.corrections).corrections)}
        except KgError:
            return {}
