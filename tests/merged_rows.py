"""What the in-memory merge makes of rows: what frames are held against."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any

import attrs

from engines import Rows
from ketamine_evidence import Merged, Range
from ketamine_evidence.frames import MergedFrame
from ketamine_evidence.values.units import UNITS, unit_of

METHODS: dict[str, Callable[[MergedFrame], Any]] = {
    "hull": lambda merged: merged.hull(),
    "support": lambda merged: merged.support(),
    "best": lambda merged: merged.best(),
    "consensus(2)": lambda merged: merged.consensus(2),
    "consensus(share=0.6)": lambda merged: merged.consensus(share=0.6),
    "overlap": lambda merged: merged.overlap(),
    "conflicts": lambda merged: merged.conflicts(),
}
"""The questions that a merge answers."""


@attrs.frozen
class _Said:
    source: str


def in_order(rows: Rows) -> list[str]:
    """Rows in an order of their own, whatever the engine's; 2 and 2.0 are one number, as pandas has no whole numbers beside nulls."""
    return sorted(
        repr(sorted((name, float(value) if type(value) is int else value) for name, value in row.items())) for row in rows
    )


def in_memory(question: str, rows: Rows, to: str | None = None) -> Rows:
    """The answer to a question for each group, in a unit, or the smallest of each dimension."""
    smallest = {
        dimension: min(
            (row["unit"] for row in rows if UNITS[row["unit"]].dimension == dimension), key=lambda unit: UNITS[unit].factor
        )
        for dimension in {UNITS[row["unit"]].dimension for row in rows}
    }
    found: Rows = []
    for group in dict.fromkeys(row["group"] for row in rows):
        those = [row for row in rows if row["group"] == group]
        unit = to or smallest[unit_of(those[0]["unit"]).dimension]
        found += [{"group": group, **row} for row in _answer(question, _merged(those, unit), unit)]
    return found


def _merged(rows: Rows, unit: str) -> Merged:
    """The merge of rows as if they were claims, with open ends too."""
    merged = Merged.__new__(Merged)
    said = [
        (_Said(row["source"]), Range(row["low"], row["high"], row["unit"], row["low_closed"], row["high_closed"]).cut_pieces[0])
        for row in rows
    ]
    merged._counted = said  # type: ignore[assignment]  # of a claim only its source is asked for
    merged._unit = unit
    return merged


def _answer(question: str, merged: Merged, unit: str) -> Rows:
    stretches: dict[str, Sequence[Any]] = {"support": merged.support, "best": merged.best}
    if question in stretches:
        return [{**_ends(one.range, unit), "support": one.support} for one in stretches[question]]
    if question == "conflicts":
        return [_conflicts(merged, unit)]
    if question == "hull":
        assert merged.hull is not None
        return [_ends(merged.hull, unit)]
    sets = {
        "consensus(2)": lambda: merged.consensus(2),
        "consensus(share=0.6)": lambda: merged.consensus(share=0.6),
        "overlap": lambda: merged.overlap,
    }
    return [_ends(one, unit) for one in sets[question]()]


def _ends(one: Range, unit: str) -> dict[str, Any]:
    one = one.to(unit)
    ends = {name: None if end is None else float(end) for name, end in (("low", one.low), ("high", one.high))}
    return {**ends, "unit": unit, "low_closed": one.low_closed, "high_closed": one.high_closed}


def _conflicts(merged: Merged, unit: str) -> dict[str, Any]:
    """What frames tell of conflicts, from the covers of the sources alone."""
    covers = merged.covers
    one_piece = all(len(cover) == 1 for cover in covers.values())
    pairs = [(one, two) for one, two in combinations(covers, 2) if covers[one].is_disjoint(covers[two])]
    lows = {source: cover.cut_pieces[0][0] for source, cover in covers.items()}
    highs = {source: cover.cut_pieces[-1][1] for source, cover in covers.items()}
    low, high = max(lows.values()), min(highs.values())
    factor = unit_of(unit).factor

    def number(value: Any) -> float | None:
        return None if value in {float("inf"), float("-inf")} else float(value / factor)

    return {
        "sources": len(covers),
        "depth": merged.depth,
        "conflict": bool(merged.conflicts),
        "conflicting_pairs": len(pairs) if one_piece else None,
        "highest_low": number(low[0]),
        "highest_low_source": min(source for source, cut in lows.items() if cut == low),
        "lowest_high": number(high[0]),
        "lowest_high_source": min(source for source, cut in highs.items() if cut == high),
        "apart": float((low[0] - high[0]) / factor) if high <= low else None,
        "unit": unit,
    }
