"""What hypothesis calls when it starts, through its entry point: which strategy makes which type.

The strategies are imported when one is first asked for: where they are what imports hypothesis, they are not there yet.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from hypothesis import strategies as st

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

_STRATEGIES: dict[type[Any], str] = {
    Range: "ranges",
    RangeSet: "range_sets",
    ImpreciseNumber: "imprecise_numbers",
    Reported: "reported",
    Dataset: "datasets",
    **dict.fromkeys(TABLES.values(), "records"),
}
"""The strategy that makes each type, by its name in `ketamine_evidence.strategies`."""


def register() -> None:
    """Tell hypothesis how to make these types."""
    for kind, name in _STRATEGIES.items():
        st.register_type_strategy(kind, partial(_strategy, name))


def _strategy(name: str, kind: type[Any]) -> st.SearchStrategy[Any]:
    from ketamine_evidence import strategies

    made: st.SearchStrategy[Any] = strategies.records(kind) if name == "records" else getattr(strategies, name)()
    return made
