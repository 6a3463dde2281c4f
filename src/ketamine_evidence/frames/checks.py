"""What is looked at before a merge: one small query counts by unit what is wrong; only where something is are examples fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

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
_ROWS, _KNOWN = "_rows", "_known"


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
    unit = nw.col(columns.unit).cast(nw.String())
    known = nw.when(unit.is_in(list(UNITS))).then(unit)
    flags = {f"_{number}": condition for number, (_, _, condition) in enumerate(wrong)}
    counted = (
        rows.select(known.alias(_KNOWN), **{name: nw.when(flag).then(nw.lit(1)).otherwise(nw.lit(0)) for name, flag in flags.items()})
        .group_by(_KNOWN)
        .agg(nw.len().alias(_ROWS), *(nw.col(name).sum() for name in flags))
    )
    found = _fetched(counted)
    problems = [
        Problem("", "", field, f"{what} in {count(number, 'row')}, such as {_examples(rows.filter(condition), columns)}{remedy}")
        for name, (field, (what, remedy), condition) in zip(flags, wrong, strict=True)
        if (number := sum(int(one[name]) for one in found))
    ]
    problems += _unknown_units(rows, columns) if any(one[_KNOWN] is None for one in found) else []
    if problems:
        raise DataError(problems)
    units = sorted(str(one[_KNOWN]) for one in found)
    _check_dimensions(rows, columns, units)
    return units


def _wrong(columns: Columns, nulls: Nulls) -> list[tuple[str, tuple[str, str], nw.Expr]]:
    """What can be wrong with a row: in which columns, what, what to do, and when it is so."""
    found: list[tuple[str, tuple[str, str], nw.Expr]] = []
    for name in (columns.low, columns.high):
        end = nw.col(name).cast(nw.Float64())
        is_nan = ~end.is_null() & end.is_nan()
        found.append((name, ("NaN", "; write null for what is not known, or leave the rows out"), is_nan))
        too_large = ~end.is_null() & ~end.is_nan() & (end.abs() > _LARGEST)
        found.append((name, ("an infinite or too large end", "; write null for no end, and say nulls='unbounded'"), too_large))
        if nulls == "refused":
            remedy = "; say nulls='unbounded' where null means that there is no end, else leave the rows out"
            found.append((name, ("null", remedy), end.is_null()))
    low, high = nw.col(columns.low).cast(nw.Float64()), nw.col(columns.high).cast(nw.Float64())
    are_numbers = ~low.is_null() & ~high.is_null() & ~low.is_nan() & ~high.is_nan()
    ends = f"{columns.low}, {columns.high}"
    found.append((ends, ("reversed ends", "; swap them"), are_numbers & (low > high)))
    closed = [name for name in (columns.low_closed, columns.high_closed) if name is not None]
    for name in closed:
        found.append((name, ("null", "; say true or false"), nw.col(name).is_null()))
    if closed:
        is_open = nw.any_horizontal(*(~nw.col(name) for name in closed), ignore_nulls=True)
        remedy = "; close both ends for a single value"
        found.append((ends, ("an empty range", remedy), are_numbers & (low == high) & is_open))
    found.append((columns.source, ("null", "; name the source, or leave the rows out"), nw.col(columns.source).is_null()))
    return found


def _unknown_units(rows: Rows, columns: Columns) -> list[Problem]:
    """What is said of units that are not known, the most frequent first."""
    unit = nw.col(columns.unit).cast(nw.String())
    unknown = rows.filter(unit.is_null() | ~unit.is_in(list(UNITS)))
    by_unit = unknown.select(unit.alias(_KNOWN)).group_by(_KNOWN).agg(nw.len().alias(_ROWS))
    most = _fetched(by_unit.sort(_ROWS, _KNOWN, descending=[True, False], nulls_last=True).head(_EXAMPLES))
    problems = []
    for one in most:
        code = one[_KNOWN]
        those = rows.filter(unit.is_null() if code is None else unit == nw.lit(str(code)))
        what = "null" if code is None else f"unknown unit {code!r}"
        problems.append(
            Problem(
                "",
                "",
                columns.unit,
                f"{what} in {count(int(one[_ROWS]), 'row')}, such as {_examples(those, columns)}; "
                f"expected a UCUM code such as 'd', 'wk', 'mg/kg'{nearest(str(code), UNITS)}",
            )
        )
    return problems


def _check_dimensions(rows: Rows, columns: Columns, units: Sequence[str]) -> None:
    """Refuse groups whose rows measure different things."""
    dimensions = sorted({UNITS[unit].dimension for unit in units})
    if len(dimensions) < 2:
        return
    if not columns.by:
        raise mixed(units, "")
    unit = nw.col(columns.unit).cast(nw.String())
    number: nw.Expr = nw.lit(0)
    for place, dimension in enumerate(dimensions):
        number = nw.when(unit.is_in([one for one in units if UNITS[one].dimension == dimension])).then(nw.lit(place)).otherwise(number)
    spread = rows.select(*columns.by, _least=number, _most=number).group_by(*columns.by).agg(nw.col("_least").min(), nw.col("_most").max())
    mixing = _fetched(spread.filter(nw.col("_least") < nw.col("_most")).sort(*columns.by).head(1))
    for one in mixing:
        found = {dimensions[int(one["_least"])], dimensions[int(one["_most"])]}
        group = ", ".join(f"{name} {_in_words(one[name])}" for name in columns.by)
        raise mixed([unit for unit in units if UNITS[unit].dimension in found], f"{group}: ")


def _examples(rows: Rows, columns: Columns) -> str:
    """Up to three of some rows, in words."""
    names = dict.fromkeys((columns.source, columns.low, columns.high, columns.unit))
    return "; ".join(_row(one, columns) for one in _fetched(rows.select(*names).head(_EXAMPLES)))


def _row(one: Mapping[str, Any], columns: Columns) -> str:
    ends = " to ".join("null" if one[name] is None else f"{float(one[name]):.12g}" for name in (columns.low, columns.high))
    return f"{ends} {one[columns.unit]} of {_in_words(one[columns.source])}"


def _in_words(value: object) -> str:
    return "not stated" if value is None else repr(value) if isinstance(value, str) else str(value)


def _fetched(rows: Rows) -> Iterable[Mapping[str, Any]]:
    """The few rows of an answer."""
    return rows.collect().rows(named=True)
