"""Merging on any engine gives what merging in memory gives."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ketamine_evidence as ke
from engines import CLAIMS, ENGINES, Rows, rows_of
from merged_rows import METHODS, in_memory, in_order

pytest.importorskip("narwhals")
pytestmark = pytest.mark.filterwarnings(
    "ignore:fetch_arrow_table:DeprecationWarning"
)  # Ibis asks DuckDB in a way of its earlier versions

SLOW = ["ibis", "sqlframe"]
"""The engines that take long to write a query, whatever the rows."""
QUICK = [name for name in ENGINES if name not in SLOW]

TIMES: dict[str, list[float]] = {
    "h": [0, 12, 24, 48, 168, 730.5],
    "d": [-1, 0, 0.5, 1, 2, 7, 14, 30.4375],
    "wk": [-1, 0, 0.5, 1, 2],
    "mo": [0, 0.5, 1, 12],
    "a": [0, 1],
}
"""Ends in units of time that often are the same number."""
DOSES: dict[str, list[float]] = {
    "ug": [0.1, 100, 300, 570, 1000, 2300],
    "mg": [0.0001, 0.1, 0.3, 0.57, 1, 2.3, 570],
    "g": [0.0001, 0.0003, 0.00057, 0.001, 0.0023, 0.57],
}
"""Decimals that floats do not hold, which often are the same number on paper."""


@st.composite
def rows(draw: st.DrawFn, ends: dict[str, list[float]] = TIMES, groups: tuple[str | None, ...] = ("a", "b", None)) -> Rows:
    """Small tables of ranges: open, closed and unbounded ones, in mixed units, some sources several times, or none."""
    made: Rows = []
    for _ in range(draw(st.integers(0, 8))):
        unit = draw(st.sampled_from(list(ends)))
        low, high = sorted(draw(st.tuples(*[st.sampled_from(ends[unit])] * 2)))
        closed = st.just(value=True) if low == high else st.booleans()
        unbounded = st.sampled_from([False, False, False, True])
        made.append(
            {
                "group": draw(st.sampled_from(groups)),
                "source": draw(st.sampled_from("xyz")),
                "low": None if draw(unbounded) else float(low),
                "high": None if draw(unbounded) else float(high),
                "unit": unit,
                "low_closed": draw(closed),
                "high_closed": draw(closed),
            }
        )
    return made


@pytest.mark.parametrize("engine", QUICK)
@given(rows=rows())
def test_each_question_is_answered_as_in_memory(engine: str, rows: Rows) -> None:
    merged = ke.frames.merge_ranges(ENGINES[engine](rows, CLAIMS), by="group", nulls="unbounded")
    for question, ask in METHODS.items():
        assert in_order(rows_of(ask(merged))) == in_order(in_memory(question, rows)), question


@pytest.mark.parametrize("engine", SLOW)
@given(rows=rows())
@settings(max_examples=5)
def test_each_question_is_answered_as_in_memory_on_slow_engines(engine: str, rows: Rows) -> None:
    merged = ke.frames.merge_ranges(ENGINES[engine](rows, CLAIMS), by="group", nulls="unbounded", trusted_units=list(TIMES))
    question = "conflicts" if len(rows) % 2 else "support"
    assert in_order(rows_of(METHODS[question](merged))) == in_order(in_memory(question, rows, to="h"))


@pytest.mark.parametrize("engine", QUICK)
@given(rows=rows(DOSES))
def test_decimals_are_the_numbers_that_they_print_as(engine: str, rows: Rows) -> None:
    merged = ke.frames.merge_ranges(ENGINES[engine](rows, CLAIMS), by="group", nulls="unbounded")
    assert in_order(rows_of(merged.support())) == in_order(in_memory("support", rows))
