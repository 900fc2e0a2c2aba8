"""Charts for a notebook, in Altair, with the colours of the page: a series of claims or events in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kg.errors import QueryError
from kg.extras import notebook_package
from kg.view.colours import load_colours
from kg.vocabulary import load_vocabulary

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

Unit = Literal["day", "week", "month", "year"]
_PERIODS: dict[str, str] = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_UNITS_OF_A_LONG_AXIS = 60
"""Bars that a chart has room for: with more, a longer unit is chosen."""


def series(frame: pd.DataFrame, *, unit: Unit | None = None, by: str = "quad") -> pd.DataFrame:
    """How many rows of a frame with a column ``day`` fall into each ``unit``, by the values of a column.

    Columns are ``day`` (the first of each unit), ``by``, ``count`` and ``end`` (the day after its last); units without
    a row count 0. Without a unit it is chosen by the span. Rows without a day are left out.

    Raises:
        QueryError: no such column or unit.
    """
    pandas = notebook_package("pandas")
    if missing := {"day", by} - set(frame.columns):
        raise QueryError(f"the frame has no column {sorted(missing)[0]!r}; it has {', '.join(map(str, frame.columns))}")
    if unit is not None and unit not in _PERIODS:
        raise QueryError(f"no unit is called {unit!r}; there are {', '.join(_PERIODS)}")
    dated = frame[frame["day"].notna()]
    if dated.empty:
        return pandas.DataFrame({"day": pandas.to_datetime([]), by: [], "count": [], "end": pandas.to_datetime([])})
    days = dated["day"].dt.to_period(_PERIODS[unit or _fitting_unit((dated["day"].max() - dated["day"].min()).days)])
    counts = dated.groupby([days, dated[by].fillna("lasting")]).size().unstack(fill_value=0)
    counts = counts.reindex(pandas.period_range(days.min(), days.max(), name="day"), fill_value=0)
    long = counts.rename_axis(columns=by).stack().rename("count").reset_index()
    long["end"] = long["day"].dt.end_time.dt.normalize() + pandas.Timedelta(days=1)
    long["day"] = long["day"].dt.start_time
    return long


def series_chart(frame: pd.DataFrame, *, unit: Unit | None = None, by: str = "quad", title: str = "") -> alt.Chart:
    """The :func:`series` as stacked bars; quad categories have their names and the colours of the page.

    Raises:
        QueryError: see :func:`series`.
        KgError: Altair or pandas is not installed.
    """
    altair = notebook_package("altair")
    counts = series(frame, unit=unit, by=by)
    scale = altair.Undefined
    if by == "quad":
        labels, colours = {**load_vocabulary().quads, "lasting": "lasting"}, load_colours().quads
        counts[by] = counts[by].map(lambda name: labels.get(name, name))
        shown = [name for name in colours if labels.get(name, name) in set(counts[by])]
        scale = altair.Scale(domain=[labels.get(name, name) for name in shown],
                             range=[colours[name].light for name in shown])  # fmt: skip
    chart: alt.Chart = (
        altair.Chart(counts, title=title)
        .mark_bar()
        .encode(
            x=altair.X("day:T", title=None, bin="binned"),
            x2="end:T",
            y=altair.Y("count:Q", title="count", axis=altair.Axis(tickMinStep=1)),
            color=altair.Color(f"{by}:N", title=None, scale=scale),
            tooltip=[altair.Tooltip("day:T"), altair.Tooltip(f"{by}:N"), altair.Tooltip("count:Q")],
        )
        .properties(width=640, height=260)
    )
    return chart


def _fitting_unit(days: int) -> Unit:
    for unit, length in (("day", 1), ("week", 7), ("month", 30)):
        if days / length <= _UNITS_OF_A_LONG_AXIS:
            return unit  # type: ignore[return-value]
    return "year"
