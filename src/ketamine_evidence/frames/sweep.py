"""Along the cuts of each group: the stretches between them, where enough sources agree, and what holds everything."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from ketamine_evidence.frames.backends import Rows
from ketamine_evidence.frames.cuts import (
    AT,
    DEPTH,
    HIGH,
    HIGH_PLACE,
    LOW,
    LOW_PLACE,
    SIDE,
    SOURCES,
    STEP,
    UNTIL,
    UNTIL_SIDE,
    Prepared,
    cuts_of_groups,
    next_cut,
)


def stretches(prepared: Prepared) -> Rows:
    """The support profile: from each cut to the next, how many sources cover what is between; what none covers is left out."""
    return cuts_of_groups(prepared).filter(nw.col(DEPTH) > 0)


def deepest(prepared: Prepared) -> Rows:
    """The stretches of the deepest support."""
    return stretches(prepared).filter(nw.col(DEPTH) == nw.col(DEPTH).max().over(*prepared.keys))


def agreed(prepared: Prepared, k: int | None, share: float | None) -> Rows:
    """The stretches that at least `k` sources cover, or at least a share of the sources of a group, joined where they touch."""

    def enough(depth: nw.Expr) -> nw.Expr:
        if k is not None:
            return depth >= k
        return depth.cast(nw.Float64()) / nw.col(SOURCES).cast(nw.Float64()) >= nw.lit(share)

    after, before = enough(nw.col(DEPTH)), enough(nw.col(DEPTH) - nw.col(STEP))
    changes = cuts_of_groups(prepared).filter((after & ~before) | (before & ~after))
    return changes.with_columns(*next_cut(prepared)).filter(after)


def hulls(prepared: Prepared) -> Rows:
    """What holds all ranges of a group: one stretch each."""
    low, high = nw.col(LOW), nw.col(HIGH)
    found = (
        prepared.rows.with_columns(
            _closed_low=nw.when(nw.col(LOW_PLACE) == 0).then(low), _closed_high=nw.when(nw.col(HIGH_PLACE) == 3).then(high)
        )
        .group_by(*prepared.keys)
        .agg(low.min(), high.max(), nw.col("_closed_low").min(), nw.col("_closed_high").max())
    )
    return found.select(
        *prepared.keys,
        low.alias(AT),
        nw.when(nw.col("_closed_low") == low).then(nw.lit(0)).otherwise(nw.lit(1)).alias(SIDE),
        high.alias(UNTIL),
        nw.when(nw.col("_closed_high") == high).then(nw.lit(1)).otherwise(nw.lit(0)).alias(UNTIL_SIDE),
    )
