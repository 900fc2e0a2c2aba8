"""A short run of the fuzzer; a long one is ``python -m tests.read.fuzz 600``."""

from __future__ import annotations

import random

import pytest

from tests.read.fuzz import broken, outcome, seeds

FILES = seeds()


@pytest.mark.parametrize("suffix", list(FILES))
def test_files_broken_at_random_end_in_articles_and_named_skips(suffix: str) -> None:
    chance = random.Random(suffix)
    assert outcome(suffix, FILES[suffix])["Article"] > 0
    for _ in range(25):
        assert outcome(suffix, broken(FILES[suffix], chance)) is not None
