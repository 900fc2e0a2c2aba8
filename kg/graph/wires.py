"""News agencies as reprints credit them: ontology/wire_credits.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.errors import VocabularyError
from kg.resources import ontology_path
from kg.yaml_file import read_fields


def agencies() -> Mapping[str, str]:
    """Agency by each of its names, in small letters."""
    return credits_read()[0]


@cache
def credits_read() -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str]]:
    """Agency by each of its names, and the patterns of a credit at the head and at the foot.

    Raises:
        VocabularyError: wire_credits.yaml has not the lists that it should.
    """
    path = ontology_path("wire_credits.yaml")
    content = read_fields(path, ["agencies", "introductions"])
    names: dict[str, str] = {}
    written: list[str] = []
    for agency, forms in content["agencies"].items():
        if not isinstance(forms, list) or not forms:
            raise VocabularyError(f"{path}: agency {agency!r} needs a list of names")
        for form in map(str, forms):
            if names.setdefault(form.casefold(), str(agency)) != agency:
                raise VocabularyError(f"{path}: {form!r} stands under two agencies")
            written.append(form)
    any_name = "|".join(re.escape(form) for form in sorted(written, key=len, reverse=True))
    opening = "|".join(re.escape(str(word)) for word in content["introductions"])
    head = re.compile(rf"\(\s*(?P<agency>{any_name})\s*\)\s*(?:[-–—:]|$)", re.MULTILINE)
    foot = re.compile(rf"^[^\w\n]*(?:{opening})\s*:?\s+(?P<agency>{any_name})[^\w\n]*$", re.MULTILINE | re.IGNORECASE)
    return names, head, foot
