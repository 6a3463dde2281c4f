"""From rows to the places where the number of sources changes. A source counts once, however many of its ranges lie above one another.

A cut is a place between numbers, as in `values.cuts`: side 0 lies just before a number, side 1 just after it. At each low end one range
more begins, at each high end one less is left. Both sums, that over the ranges of a source and that over the sources of a group, are taken
over cuts in order.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import narwhals.stable.v2 as nw

from ketamine_evidence.frames.backends import Rows
from ketamine_evidence.frames.columns import EVERYTHING, Columns
from ketamine_evidence.frames.conversion import INFINITY, Scales, as_printed

SOURCE, AT, SIDE, STEP = "_source", "_at", "_side", "_step"
"""The columns of cuts: whose it is, the number in ticks, the side of it, and how many sources more cover what comes after."""
FIRST, LAST = "_first", "_last"
"""Whether a cut of a source is its first, or its last."""
DEPTH, SOURCES = "_depth", "_sources"
"""How many sources cover what comes after a cut, and how many the group has."""
UNTIL, UNTIL_SIDE = "_until", "_until_side"
"""The next cut."""
LOW, HIGH, LOW_PLACE, HIGH_PLACE = "_low", "_high", "_low_place", "_high_place"
"""The ends of a row in ticks, and where each comes among the cuts at its number."""
_PLACE = "_place"
"""Where a cut comes among those at its number: 0 begins before it, 1 ends before it, 2 begins after it, 3 ends after it."""


@attrs.frozen
class Prepared:
    """Rows as a merge takes them.

    Attributes:
        rows: a row for each range: its group, SOURCE, LOW, HIGH, LOW_PLACE and HIGH_PLACE.
        keys: the columns that tell groups apart. The unit of the result is one where it is not the same for all.
    """

    rows: Rows
    keys: tuple[str, ...]


def prepare(rows: Rows, columns: Columns, scales: Scales) -> Prepared:
    """Take from rows what a merge needs: ends in ticks, null ones at infinity, and closedness as places."""
    unit = columns.text(columns.unit)
    kind = rows.collect_schema()[columns.source]
    source = nw.col(columns.source).cast(nw.Int64()) if kind.is_integer() else columns.text(columns.source)
    several = len(scales.by_dimension) > 1
    keys = (*columns.by, "unit") if several else columns.by
    found = rows.select(
        *columns.by,
        *([scales.name(unit).alias("unit")] if several else []),
        *([] if keys else [nw.lit(0).alias(EVERYTHING)]),
        source.alias(SOURCE),
        scales.ticks(nw.col(columns.low).cast(nw.Float64()), unit).alias(LOW),
        scales.ticks(nw.col(columns.high).cast(nw.Float64()), unit).alias(HIGH),
        _place(columns.low_closed, 0, 2).alias(LOW_PLACE),
        _place(columns.high_closed, 3, 1).alias(HIGH_PLACE),
    )
    if scales.converts:
        found = found.with_columns(as_printed(nw.col(LOW)).alias(LOW), as_printed(nw.col(HIGH)).alias(HIGH))
    found = found.with_columns(
        _bounded(LOW, -INFINITY).alias(LOW),
        _bounded(HIGH, INFINITY).alias(HIGH),
        nw.when(nw.col(LOW).is_null()).then(nw.lit(0)).otherwise(nw.col(LOW_PLACE)).alias(LOW_PLACE),
        nw.when(nw.col(HIGH).is_null()).then(nw.lit(3)).otherwise(nw.col(HIGH_PLACE)).alias(HIGH_PLACE),
    )
    return Prepared(found, keys or (EVERYTHING,))


def cuts_of_sources(prepared: Prepared) -> Rows:
    """The cuts between which each source covers everything: SOURCE, AT, SIDE, STEP, and FIRST, LAST as 0 or 1."""
    keys, rows = prepared.keys, prepared.rows
    of_source = [*keys, SOURCE]
    begins = rows.select(*of_source, *_cut(LOW, LOW_PLACE, 1))
    ends = rows.select(*of_source, *_cut(HIGH, HIGH_PLACE, -1))
    running = nw.col(STEP).cum_sum().over(*of_source, order_by=[AT, _PLACE])
    begun, ended = nw.col(STEP) == 1, nw.col(STEP) == -1
    covered = nw.concat([begins, ends], how="vertical").with_columns(running.alias(DEPTH))
    return (
        covered.filter((begun & (nw.col(DEPTH) == 1)) | (ended & (nw.col(DEPTH) == 0)))
        .with_columns(_least=nw.col(AT).min().over(*of_source), _most=nw.col(AT).max().over(*of_source))
        .select(
            *of_source,
            AT,
            STEP,
            _as_number(nw.col(_PLACE) >= 2).alias(SIDE),
            _as_number(begun & (nw.col(AT) == nw.col("_least"))).alias(FIRST),
            _as_number(ended & (nw.col(AT) == nw.col("_most"))).alias(LAST),
        )
    )


def cuts_of_groups(prepared: Prepared) -> Rows:
    """Each cut of a group once: AT, SIDE, STEP, DEPTH, SOURCES, and UNTIL and UNTIL_SIDE of the next cut."""
    keys = prepared.keys
    steps = (
        cuts_of_sources(prepared)
        .group_by(*keys, AT, SIDE)
        .agg(nw.col(STEP).sum(), nw.col(FIRST).sum())
        .with_columns(nw.col(STEP).cast(nw.Int64()), nw.col(FIRST).cast(nw.Int64()))
    )
    depth = nw.col(STEP).cum_sum().over(*keys, order_by=[AT, SIDE])
    sources = nw.col(FIRST).sum().over(*keys)
    return steps.with_columns(  # all windows in one step, for engines sort once for each step
        depth.cast(nw.Int64()).alias(DEPTH), sources.cast(nw.Int64()).alias(SOURCES), *next_cut(prepared)
    )


def next_cut(prepared: Prepared) -> Sequence[nw.Expr]:
    """The cut that follows in the same group, as UNTIL and UNTIL_SIDE."""
    order = [AT, SIDE]
    until, until_side = (nw.col(name).shift(-1).over(*prepared.keys, order_by=order) for name in order)
    return until.alias(UNTIL), until_side.alias(UNTIL_SIDE)


def _cut(end: str, place: str, step: int) -> Sequence[nw.Expr]:
    return nw.col(end).alias(AT), nw.col(place).alias(_PLACE), nw.lit(step).alias(STEP)


def _place(closed: str | None, if_closed: int, if_open: int) -> nw.Expr:
    """Where an end comes among the cuts at its number."""
    return nw.lit(if_closed) if closed is None else nw.when(nw.col(closed)).then(nw.lit(if_closed)).otherwise(nw.lit(if_open))


def _bounded(end: str, without: float) -> nw.Expr:
    """An end, or infinity where there is none; of the two zeros of floats the one without a sign."""
    zero = nw.when(nw.col(end) == nw.lit(0.0)).then(nw.lit(0.0)).otherwise(nw.col(end))
    return nw.when(nw.col(end).is_null()).then(nw.lit(without)).otherwise(zero)


def _as_number(condition: nw.Expr) -> nw.Expr:
    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
