"""How a phrase and its readings show themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketamine_evidence.values.reported import Reported


def readings(reported: Reported) -> list[tuple[str, object]]:
    """What a source states and how it is read, as names and values."""
    end_open = "left open" if reported.unbounded_high else "not stated"
    high = end_open if reported.high is None else f"{reported.high}, or more" if reported.unbounded_high else reported.high
    pairs: list[tuple[str, object]] = [
        ("reported", f"“{reported.text}”"),
        ("low end", "not stated" if reported.low is None else reported.low),
        ("high end", high),
        ("outer reading", reported.outer),
        ("inner reading", "none: no value is common to all readings" if reported.inner is None else reported.inner),
    ]
    if reported.approximate:
        pairs.append(("approximate", "yes"))
    if reported.hedges:
        pairs.append(("hedges", reported.hedges))
    return pairs
