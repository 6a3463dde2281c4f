"""What is looked at before a merge: one small query counts by unit what is wrong; only where something is are examples fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import narwhals.stable.v2 as nw

from ketamine_evidence.errors import DataError, Problem, count, nearest
from ketamine_evidence.frames.backends import Rows
from ketamine_evidence.frames.columns import Columns
from ketamine_evidence.frames.conversion import mixed
from ketamine_evidence.values.units import UNITS

Nulls = Literal["refused", "unbounded"]
NULLS = ("refused", "unbounded")
_LARGEST = 1e200
"""An end beyond which no unit could be converted any more; infinity is one."""
_EXAMPLES = 3
_ROWS, _UNIT, _KNOWN = "_rows", "_unit", "_known"


def check_rows(rows: Rows, columns: Columns, nulls: Nulls) -> list[str]:
    """Refuse rows that no merge may take.

    Args:
        rows: the rows.
        columns: the columns that a merge reads; they are there and of the right types.
        nulls: what a missing end means.

    Returns:
        The units that are there.

    Raises:
        DataError: for ends that are missing, no numbers, too large, reversed or of an empty range, for unknown units, and for rows without
            a source or without a word on closedness: all at once, each with how many rows and up to three examples.
        DimensionError: where the rows of a group measure different things; it names the group.
    """
    wrong = _wrong(columns, nulls)
    flags = {f"_{number}": nw.when(one.condition).then(nw.lit(1)).otherwise(nw.lit(0)) for number, one in enumerate(wrong)}
    totals = [nw.col(name).sum() for name in (*flags, _ROWS)]
    by_unit = rows.select(columns.text(columns.unit).alias(_UNIT), nw.lit(1).alias(_ROWS), **flags).group_by(_UNIT).agg(*totals)
    known = nw.when(nw.col(_UNIT).is_in(list(UNITS))).then(nw.col(_UNIT))  # asked of each unit, not of each row
    found = _fetched(by_unit.with_columns(known.alias(_KNOWN)).group_by(_KNOWN).agg(*totals))
    numbers = [sum(int(group[name]) for group in found) for name in flags]
    problems = [_problem(rows, columns, one, number) for one, number in zip(wrong, numbers, strict=True) if number]
    problems += _unknown_units(rows, columns) if any(one[_KNOWN] is None for one in found) else []
    if problems:
        raise DataError(problems)
    units = sorted(str(one[_KNOWN]) for one in found)
    _check_dimensions(rows, columns, units)
    return units


class _Wrong(NamedTuple):
    """Something that can be wrong with a row: in which columns, what it is called, what to do about it, and where it is so."""

    columns: str
    what: str
    remedy: str
    condition: nw.Expr


def _wrong(columns: Columns, nulls: Nulls) -> list[_Wrong]:
    """Everything that can be wrong with a row, but for its unit."""
    of_source = nw.col(columns.source).is_null()
    return [
        *(one for name in (columns.low, columns.high) for one in _wrong_end(name, nulls)),
        *_wrong_ranges(columns),
        _Wrong(columns.source, "null", "; name the source, or leave the rows out", of_source),
    ]


def _wrong_end(name: str, nulls: Nulls) -> Iterator[_Wrong]:
    """What can be wrong with an end by itself."""
    end = nw.col(name).cast(nw.Float64())
    is_nan, is_number = ~end.is_null() & end.is_nan(), ~end.is_null() & ~end.is_nan()
    yield _Wrong(name, "NaN", "; write null for what is not known, or leave the rows out", is_nan)
    remedy = "; write null for no end, and say nulls='unbounded'"
    yield _Wrong(name, "an infinite or too large end", remedy, is_number & (end.abs() > _LARGEST))
    if nulls == "refused":
        remedy = "; say nulls='unbounded' where null means that there is no end, else leave the rows out"
        yield _Wrong(name, "null", remedy, end.is_null())


def _wrong_ranges(columns: Columns) -> Iterator[_Wrong]:
    """What can be wrong with the two ends of a range together."""
    low, high = (nw.col(name).cast(nw.Float64()) for name in (columns.low, columns.high))
    are_numbers = ~low.is_null() & ~high.is_null() & ~low.is_nan() & ~high.is_nan()
    ends = f"{columns.low}, {columns.high}"
    yield _Wrong(ends, "reversed ends", "; swap them", are_numbers & (low > high))
    closed = [name for name in (columns.low_closed, columns.high_closed) if name is not None]
    for name in closed:
        yield _Wrong(name, "null", "; say true or false", nw.col(name).is_null())
    if closed:
        is_open = nw.any_horizontal(*(~nw.col(name) for name in closed), ignore_nulls=True)
        remedy = "; close both ends for a single value"
        yield _Wrong(ends, "an empty range", remedy, are_numbers & (low == high) & is_open)


def _problem(rows: Rows, columns: Columns, one: _Wrong, number: int) -> Problem:
    such = _examples(rows.filter(one.condition), columns)
    return Problem("", "", one.columns, f"{one.what} in {count(number, 'row')}, such as {such}{one.remedy}")


def _unknown_units(rows: Rows, columns: Columns) -> list[Problem]:
    """What is said of units that are not known, the most frequent first."""
    unit = columns.text(columns.unit)
    unknown = rows.filter(unit.is_null() | ~unit.is_in(list(UNITS)))
    by_unit = unknown.select(unit.alias(_KNOWN)).group_by(_KNOWN).agg(nw.len().alias(_ROWS))
    most = _fetched(by_unit.sort(_ROWS, _KNOWN, descending=[True, False], nulls_last=True).head(_EXAMPLES))
    return [_unknown_unit(rows, columns, one[_KNOWN], int(one[_ROWS])) for one in most]


def _unknown_unit(rows: Rows, columns: Columns, code: object, number: int) -> Problem:
    unit = columns.text(columns.unit)
    what = "null" if code is None else f"unknown unit {code!r}"
    those = rows.filter(unit.is_null() if code is None else unit == nw.lit(str(code)))
    near = nearest(str(code), UNITS)
    expected = "expected a UCUM code such as 'd', 'wk', 'mg/kg'"
    message = f"{what} in {count(number, 'row')}, such as {_examples(those, columns)}; {expected}{near}"
    return Problem("", "", columns.unit, message)


def _check_dimensions(rows: Rows, columns: Columns, units: Sequence[str]) -> None:
    """Refuse groups whose rows measure different things."""
    dimensions = sorted({UNITS[unit].dimension for unit in units})
    if len(dimensions) < 2:
        return
    if not columns.by:
        raise mixed(units, "")
    in_order = sorted(units, key=lambda unit: (UNITS[unit].dimension, unit))
    unit = columns.text(columns.unit)
    place, dimension = nw.lit(0), nw.lit(0)
    for number, code in enumerate(in_order):
        place = nw.when(unit == nw.lit(code)).then(nw.lit(number)).otherwise(place)
        dimension = nw.when(unit == nw.lit(code)).then(nw.lit(dimensions.index(UNITS[code].dimension))).otherwise(dimension)
    of_rows = rows.select(*columns.by, _first=place, _last=place, _least=dimension, _most=dimension)
    spread = of_rows.group_by(*columns.by).agg(
        *(nw.col(name).min() for name in ("_first", "_least")), *(nw.col(name).max() for name in ("_last", "_most"))
    )
    mixing = spread.filter(nw.col("_least") < nw.col("_most")).sort(*columns.by, nulls_last=True).head(1)
    for one in _fetched(mixing):
        group = ", ".join(f"{name} {_in_words(one[name])}" for name in columns.by)
        raise mixed([in_order[int(one["_first"])], in_order[int(one["_last"])]], f"{group}: ")


def _examples(rows: Rows, columns: Columns) -> str:
    """Up to three of some rows, in words."""
    names = dict.fromkeys((columns.source, columns.low, columns.high, columns.unit))
    return "; ".join(_row(one, columns) for one in _fetched(rows.select(*names).head(_EXAMPLES)))


def _row(one: Mapping[str, Any], columns: Columns) -> str:
    ends = " to ".join("null" if one[name] is None else f"{float(one[name]):.12g}" for name in (columns.low, columns.high))
    return f"{ends} {one[columns.unit]} of {_in_words(one[columns.source])}"


def _in_words(value: object) -> str:
    return "not stated" if value is None else repr(value) if isinstance(value, str) else str(value)


def _fetched(rows: Rows) -> Sequence[Mapping[str, Any]]:
    """The few rows of an answer."""
    return rows.collect().rows(named=True)
