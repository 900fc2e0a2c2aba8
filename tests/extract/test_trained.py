"""Rows of tests/cases/trained.yaml by frames and network together: what the words deny is not affirmed."""

from __future__ import annotations

from typing import Any

import pytest

from kg.parse import Setup
from tests.extract.cases import failures, table


@pytest.mark.parametrize("row", [pytest.param(row, id=row["text"][:60]) for row in table("trained")])
def test_the_network_affirms_nothing_that_the_words_deny(row: dict[str, Any]) -> None:
    assert list(failures(row, Setup())) == []
