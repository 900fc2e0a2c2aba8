"""Dates that are only as precise as what was said."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.partial_date import PartialDate


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2014-03-18", "2014-03-18", "2014-03-18"),
        ("1980/1989", "1980-01-01", "1989-12-31"),
    ],
)
def test_it_is_written_as_it_is_read_and_means_its_days(text: str, first: str, last: str) -> None:
    date = PartialDate.parse(text)
    assert date.isoformat() == str(date) == text
    assert (date.earliest(), date.latest()) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def test_a_year_comes_after_its_days_and_before_the_next() -> None:
    dates = ["2013-12-31", "2014-01-01", "2014-03-18", "2014-03", "2014-12-31", "2014", "2013/2014", "2015-01-01"]
    assert [str(one) for one in sorted(map(PartialDate.parse, reversed(dates)))] == dates


@pytest.mark.parametrize("text", ["14", "2014-13", "2014-02-30", "2014-3-8", "2016/2014", "March", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day|year"):
        PartialDate.parse(text)
