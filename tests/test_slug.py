"""Names as parts of an IRI."""

from __future__ import annotations

import pytest

from kg.slug import slugify


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Jonas Gahr Støre", "jonas-gahr-store"),
        ("Qabus ibn Sa`id", "qabus-ibn-said"),
        ("Beto O'Brien", "beto-o-brien"),
        ("a\x1ab", "ab"),
        ("...", ""),
    ],
)
def test_a_name_becomes_lower_case_ascii(name: str, slug: str) -> None:
    assert slugify(name) == slug
