"""Merging the ranges of a table, group by group, on the engine that the table is in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import narwhals.stable.v2 as nw

from ketamine_evidence.errors import QueryError
from ketamine_evidence.frames.backends import Rows, Table
from ketamine_evidence.frames.checks import NULLS, Nulls, check_rows
from ketamine_evidence.frames.columns import HIGH_CLOSED, LOW_CLOSED, Columns, names_of
from ketamine_evidence.frames.conflicts import (
    APART,
    HIGHEST_LOW,
    HIGHEST_LOW_SOURCE,
    LOWEST_HIGH,
    LOWEST_HIGH_SOURCE,
    PAIRS,
    conflicts,
)
from ketamine_evidence.frames.conversion import INFINITY, Scales, as_printed
from ketamine_evidence.frames.cuts import AT, DEPTH, SIDE, SOURCES, UNTIL, UNTIL_SIDE, Prepared, prepare
from ketamine_evidence.frames.sweep import agreed, deepest, hulls, stretches
from ketamine_evidence.values.units import unit_of


class MergedFrame:
    """What the rows of a table come to, group by group. A source counts once, however many rows it has.

    Made by `merge_ranges`. Each method gives a table of the kind that was given: an eager one in order of its groups and ends; of a lazy one a
    query, whose rows come in the order that the engine likes. Every table begins with the columns of the groups. A range is in `low`, `high`,
    `unit`, `low_closed` and `high_closed`; null is an end that it has not.

    Attributes:
        by: the columns of the groups.
    """

    def __init__(self, table: Table, columns: Columns, scales: Scales) -> None:
        self.by: tuple[str, ...] = columns.by
        self._table = table
        self._columns = columns
        self._scales = scales

    @cached_property
    def _prepared(self) -> Prepared:
        return prepare(self._table.rows, self._columns, self._scales)

    def hull(self) -> Any:
        """Give the smallest range that holds all rows of a group; a row a group."""
        return self._ranges(hulls(self._prepared))

    def support(self) -> Any:
        """Give the support profile: in each stretch, how many sources cover it, as `support`; stretches that none covers are left out."""
        return self._ranges(stretches(self._prepared), DEPTH)

    def best(self) -> Any:
        """Give the stretches of the deepest support, with how many sources that are, as `support`."""
        return self._ranges(deepest(self._prepared), DEPTH)

    def consensus(self, k: int | None = None, *, share: float | None = None) -> Any:
        """Give the ranges that at least `k` sources of a group cover, or at least a share of them; a row a range.

        Args:
            k: how many sources, from 1.
            share: which share of the sources of a group, above 0 and up to 1.

        Raises:
            QueryError: for a number or share that cannot be, or both, or neither.
        """
        if (k is None) == (share is None):
            raise QueryError("consensus() takes a number of sources or share=, one of them")
        if share is not None and (isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1):
            raise QueryError(f"share is above 0 and at most 1, came {share!r}")
        if k is not None and (isinstance(k, bool) or not isinstance(k, int) or k < 1):
            raise QueryError(f"a number of sources is a whole number from 1, came {k!r}")
        return self._ranges(agreed(self._prepared, k, share))

    def overlap(self) -> Any:
        """Give what all sources of a group have in common: a row a range, and none for a group whose sources conflict."""
        return self.consensus(share=1)

    def conflicts(self) -> Any:
        """Tell of each group whether its sources conflict, that is, have no number in common to all.

        Returns:
            A row a group: `sources`, how many there are; `depth`, how many at most cover one number; `conflict`; `conflicting_pairs`, how many
            pairs have nothing in common, null where a source covers several stretches; `highest_low`, the highest of the sources' low ends,
            and `highest_low_source`, whose it is; `lowest_high` and `lowest_high_source` likewise; `apart`, how far those two are apart, null
            where they are not; `unit`. Of several sources with the same end the first by name is given. Which sources make up each
            conflict is what `ke.merge_ranges` tells of the claims of one group.
        """
        found = self._converted(
            conflicts(self._prepared), {"highest_low": HIGHEST_LOW, "lowest_high": LOWEST_HIGH, "apart": APART}
        )
        return self._given(
            found,
            [
                nw.col(SOURCES).alias("sources"),
                nw.col(DEPTH).alias("depth"),
                (nw.col(DEPTH) < nw.col(SOURCES)).alias("conflict"),
                nw.col(PAIRS).alias("conflicting_pairs"),
                nw.col("highest_low"),
                nw.col(HIGHEST_LOW_SOURCE).alias("highest_low_source"),
                nw.col("lowest_high"),
                nw.col(LOWEST_HIGH_SOURCE).alias("lowest_high_source"),
                nw.col("apart"),
                nw.col("unit"),
            ],
        )

    def _ranges(self, stretches_found: Rows, support: str | None = None) -> Any:
        """Give stretches as ranges."""
        found = self._converted(stretches_found, {"low": AT, "high": UNTIL})
        shown = [
            nw.col("low"),
            nw.col("high"),
            nw.col("unit"),
            ((nw.col(SIDE) == 0) & (nw.col(AT) > nw.lit(-INFINITY))).alias("low_closed"),
            ((nw.col(UNTIL_SIDE) == 1) & (nw.col(UNTIL) < nw.lit(INFINITY))).alias("high_closed"),
        ]
        more = [] if support is None else [nw.col(support).alias("support")]
        return self._given(found, [*shown, *more], [AT, SIDE])

    def _given(self, found: Rows, shown: Sequence[nw.Expr], order: Sequence[str] = ()) -> Any:
        """Give what is to be shown as a table of the kind that came, with the groups before it."""
        groups = self._prepared.keys
        hidden = [name for name in (*groups, *order) if name not in {*self.by, "unit"}]
        return self._table.given(found.select(*self.by, *shown, *hidden), [*groups, *order])

    def _converted(self, found: Rows, ends: dict[str, str]) -> Rows:
        """Rows with ends in the unit of the result, under the names that they are given by, and that unit."""
        unit = nw.col("unit")
        if "unit" not in self._prepared.keys:
            found = found.with_columns(self._scales.name(unit).alias("unit"))
        bounded = {name: nw.when(nw.col(at).abs() < nw.lit(INFINITY)).then(nw.col(at)) for name, at in ends.items()}
        found = found.with_columns(**bounded)
        if not self._scales.converts_back:
            return found
        found = found.with_columns(*(self._scales.given(nw.col(name), unit).alias(name) for name in ends))
        return found.with_columns(*(as_printed(nw.col(name)).alias(name) for name in ends))

    def __repr__(self) -> str:
        return f"<MergedFrame by {', '.join(self.by) or 'nothing'}, on {self._table.rows.implementation.value}>"


def merge_ranges(  # noqa: PLR0913  the columns of a table each have a name
    table: Any,
    *,
    by: str | Sequence[str] | None = None,
    low: str = "low",
    high: str = "high",
    unit: str = "unit",
    source: str = "source",
    low_closed: str | None = LOW_CLOSED,
    high_closed: str | None = HIGH_CLOSED,
    nulls: Nulls = "refused",
    to: str | None = None,
    trusted_units: Sequence[str] | None = None,
) -> MergedFrame:
    """Merge the ranges of a table, group by group, on the engine that it is in.

    Args:
        table: a table of pandas, Polars (eager or lazy), PyArrow, DuckDB, Ibis, SQLFrame or PySpark, a range in each row.
        by: the column that groups the rows, or several; left out, all rows are one group. Null is a group of its own, "not stated".
        low: the column of the low ends, numbers in the unit of the row.
        high: the column of the high ends, likewise.
        unit: the column of the units, UCUM codes such as "wk".
        source: the column that says who says so: text or whole numbers.
        low_closed: the column that tells whether the low end belongs to the range. Where the table has no column of the usual name, or
            this is None, every end does.
        high_closed: the same of the high end.
        nulls: whether an end that is null is "refused", or means that the range is "unbounded" there. pandas has one sign, NaN, for null
            and for no number in its ordinary columns of floats; it is taken for null.
        to: the unit of the results; the smallest that is there, when left out, of each dimension.
        trusted_units: the units of the rows, where the rows are known to be well: then nothing is looked at before the merge, and what is
            wrong goes unnoticed. When left out, one query counts what is wrong with the rows, which reads the table once.

    Returns:
        The merge, whose methods give `hull`, `overlap`, `support`, `consensus`, `best` and `conflicts` as tables.

    Ends are floats: what is whole in its unit, and decimals of up to nine places, compare across units as they do on paper.

    Examples:
        >>> import ketamine_evidence as ke
        >>> import polars as pl
        >>> rows = {"source": ["a", "b", "c"], "low": [1, 2, 14], "high": [4, 6, 21], "unit": ["wk", "wk", "d"]}
        >>> merged = ke.frames.merge_ranges(pl.DataFrame(rows))
        >>> merged.consensus(3).to_dicts()
        [{'low': 14.0, 'high': 21.0, 'unit': 'd', 'low_closed': True, 'high_closed': True}]

    Raises:
        QueryError: for what is no table, an engine that cannot do it, or an argument that cannot be.
        DataError: for columns that are missing or of a wrong type, or rows that no merge may take: all at once, counted, with examples.
        UnitError: where `to`, or one of the trusted units, is not known.
        DimensionError: where the rows of a group, or `to`, measure different things.
    """
    if nulls not in NULLS:
        raise QueryError(f"nulls is 'refused' or 'unbounded', came {nulls!r}")
    for one in [*([] if to is None else [to]), *(trusted_units or ())]:
        unit_of(one)
    taken = Table.of(table)
    rows = taken.rows
    columns = Columns(names_of(by), low, high, unit, source, low_closed, high_closed).within(rows.collect_schema())
    units = check_rows(rows, columns, nulls) if trusted_units is None else trusted_units
    return MergedFrame(taken, columns, Scales.of(units, to))
