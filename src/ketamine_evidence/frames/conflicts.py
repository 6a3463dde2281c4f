"""Whether the sources of a group conflict, how many pairs of them, and which are farthest apart."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from ketamine_evidence.frames.backends import Rows
from ketamine_evidence.frames.cuts import (
    AT,
    DEPTH,
    FIRST,
    LAST,
    SIDE,
    SOURCE,
    SOURCES,
    STEP,
    Prepared,
    cuts_of_sources,
)

PAIRS = "_pairs"
"""How many pairs of sources have nothing in common; null where a source covers several stretches, for whose pairs no sum can tell."""
HIGHEST_LOW, HIGHEST_LOW_SOURCE, LOWEST_HIGH, LOWEST_HIGH_SOURCE = "_low", "_low_source", "_high", "_high_source"
"""The highest of the low ends of sources and the lowest of their high ends, and whose they are: of several, the first by name."""
APART = "_apart"
"""How far those two are apart, in ticks; null where they are not."""
_BEGIN, _END = "_begin", "_end"
_LOW_SIDE, _HIGH_SIDE = "_low_side", "_high_side"
_SUMS = (SOURCES, DEPTH, PAIRS)
_ENDS = (HIGHEST_LOW, _LOW_SIDE, HIGHEST_LOW_SOURCE, LOWEST_HIGH, _HIGH_SIDE, LOWEST_HIGH_SOURCE)
_AFTER_ALL_TEXTS, _AFTER_ALL_NUMBERS = "\U0010ffff", 2**63 - 1
"""What stands where there is no source: it comes after all of them, and so is never the first."""


def conflicts(prepared: Prepared) -> Rows:
    """A row for each group: SOURCES, DEPTH, PAIRS, the extreme ends and APART."""
    keys = prepared.keys
    cuts = cuts_of_sources(prepared)
    schema = cuts.collect_schema()
    no_source = nw.lit(_AFTER_ALL_NUMBERS if schema[SOURCE].is_integer() else _AFTER_ALL_TEXTS)
    names = (HIGHEST_LOW_SOURCE, LOWEST_HIGH_SOURCE)

    def filled(rows: Rows, own: tuple[str, ...]) -> Rows:
        found = {name: nw.col(name) for name in own}
        found |= {name: no_source for name in names if name not in own}
        found |= {name: nw.lit(None, dtype=nw.Float64()) for name in (*_SUMS, *_ENDS) if name not in found}
        # floats, for pandas has no null in its ordinary columns of whole numbers
        return rows.select(
            *keys, *((found[name] if name in names else found[name].cast(nw.Float64())).alias(name) for name in (*_SUMS, *_ENDS))
        )

    both = nw.concat([filled(_sums(prepared, cuts), _SUMS), filled(_ends(prepared, cuts, no_source), _ENDS)], how="vertical")
    found = both.group_by(*keys).agg(*(nw.col(name).min() for name in (*_SUMS, *_ENDS)))
    gap = nw.col(HIGHEST_LOW) - nw.col(LOWEST_HIGH)
    apart = (gap > 0) | ((gap == 0) & (nw.col(_LOW_SIDE) >= nw.col(_HIGH_SIDE)))
    pairs = nw.when(nw.col(PAIRS) >= 0).then(nw.col(PAIRS).cast(nw.Int64()))
    counts = (nw.col(name).cast(nw.Int64()) for name in (SOURCES, DEPTH))
    return found.with_columns(nw.when(apart).then(gap).alias(APART), pairs.alias(PAIRS), *counts)


def _sums(prepared: Prepared, cuts: Rows) -> Rows:
    """Of each group: how many sources, how many at most in one place, and how many pairs are apart.

    Where every source covers one stretch, those that ended before another begins are apart from it.
    """
    keys, order = prepared.keys, [AT, SIDE]
    begun = nw.when(nw.col(STEP) == 1).then(nw.lit(1)).otherwise(nw.lit(0))
    once = (
        cuts.with_columns(begun.alias(_BEGIN), (begun - nw.col(STEP)).alias(_END))
        .group_by(*keys, *order)
        .agg(*(nw.col(name).sum() for name in (STEP, FIRST, _BEGIN, _END)))
        .with_columns(*(nw.col(name).cast(nw.Int64()) for name in (STEP, FIRST, _BEGIN, _END)))
    )
    depth = nw.col(STEP).cum_sum().over(*keys, order_by=order)
    ended = nw.col(_END).cum_sum().over(*keys, order_by=order)
    found = (
        once.with_columns(depth.alias(DEPTH), (nw.col(_BEGIN) * ended).alias(PAIRS))
        .group_by(*keys)
        .agg(nw.col(FIRST).sum().alias(SOURCES), nw.col(DEPTH).max(), nw.col(PAIRS).sum(), nw.col(_BEGIN).sum())
    )
    return found.with_columns(nw.when(nw.col(_BEGIN) == nw.col(SOURCES)).then(nw.col(PAIRS)).otherwise(nw.lit(-1)).alias(PAIRS))


def _ends(prepared: Prepared, cuts: Rows, no_source: nw.Expr) -> Rows:
    """Of each group the highest low end and the lowest high end of its sources, in rows of their own, the rest null."""
    keys = prepared.keys
    lows, highs = nw.col(FIRST) == 1, nw.col(LAST) == 1
    at, side = nw.col(AT), nw.col(SIDE)
    ends = cuts.filter(lows | highs).with_columns(
        nw.when(lows).then(at).max().over(*keys).alias(HIGHEST_LOW),
        nw.when(highs).then(at).min().over(*keys).alias(LOWEST_HIGH),
    )
    is_low, is_high = lows & (at == nw.col(HIGHEST_LOW)), highs & (at == nw.col(LOWEST_HIGH))
    ends = ends.with_columns(
        nw.when(is_low).then(side).max().over(*keys).alias(_LOW_SIDE),
        nw.when(is_high).then(side).min().over(*keys).alias(_HIGH_SIDE),
    )
    return ends.with_columns(
        nw.when(is_low & (side == nw.col(_LOW_SIDE))).then(nw.col(SOURCE)).otherwise(no_source).alias(HIGHEST_LOW_SOURCE),
        nw.when(is_high & (side == nw.col(_HIGH_SIDE))).then(nw.col(SOURCE)).otherwise(no_source).alias(LOWEST_HIGH_SOURCE),
    )
