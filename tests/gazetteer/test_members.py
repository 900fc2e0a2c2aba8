"""Who belongs to which organisation, and when; and tables whose mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import VocabularyError
from kg.gazetteer import tables
from kg.gazetteer.members import memberships


@pytest.mark.parametrize(
    ("organisation", "state", "years"),
    [
        ("NATO", "FIN", (2023, None)),
        ("European Union", "GBR", (1993, 2020)),
        ("United Nations", "SSD", (2011, None)),
        ("ECOWAS", "MLI", (1975, 2025)),
        ("OPEC", "QAT", (1961, 2019)),
    ],
)
def test_member_with_years(organisation: str, state: str, years: tuple[int, int | None]) -> None:
    found = [m for m in memberships() if (m.organisation.label, m.member.country) == (organisation, state)]
    assert [(m.since, m.until) for m in found] == [years]


def test_permanent_members_of_the_security_council() -> None:
    council = {m.member.country for m in memberships() if m.organisation.label == "UN Security Council"}
    assert council == {"CHN", "FRA", "GBR", "RUS", "USA"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("organisation\tyear\n", r"table\.tsv:1: the first row should be organisation state, divided by tabs"),
        ("# note\norganisation\tstate\nnato\n", r"table\.tsv:3: expected 2 columns, found 1"),
    ],
)
def test_mistake_in_a_table_is_named(
    content: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "table.tsv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(tables, "ontology_path", lambda *parts: tmp_path / parts[-1])
    with pytest.raises(VocabularyError, match=message):
        list(tables.read_rows("table.tsv", ["organisation", "state"]))
