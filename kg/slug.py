"""Names as parts of an IRI."""

from __future__ import annotations

import re

from anyascii import anyascii

_OTHER = re.compile(r"[^a-z0-9]+")


def slugify(text: str) -> str:
    """Lower-case ASCII letters and digits, everything else a hyphen: "Recep Erdoğan" → "recep-erdogan"."""
    return _OTHER.sub("-", anyascii(text).lower()).strip("-")
