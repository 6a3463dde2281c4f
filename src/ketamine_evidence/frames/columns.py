"""The columns of a table that a merge reads: their names, and whether they are there and of a type that will do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from ketamine_evidence.errors import DataError, Problem, QueryError, nearest

LOW_CLOSED, HIGH_CLOSED = "low_closed", "high_closed"
"""The columns that say whether an end belongs to a range, where a table has them."""
EVERYTHING = "_everything"
"""The group of all rows, where they are not grouped."""
_TAKEN = frozenset(
    {
        "low",
        "high",
        "unit",
        LOW_CLOSED,
        HIGH_CLOSED,
        "support",
        "sources",
        "depth",
        "conflict",
        "conflicting_pairs",
        "highest_low",
    }
    | {"highest_low_source", "lowest_high", "lowest_high_source", "apart"}
)
"""The columns of what a merge gives."""


@attrs.frozen
class Columns:
    """The names of the columns that a merge reads.

    Attributes:
        by: the columns that group the rows.
        low: the low ends.
        high: the high ends.
        unit: their units.
        source: who says so.
        low_closed: whether the low end belongs to the range; None where all do.
        high_closed: whether the high end does; None where all do.
        encoded: those of the columns that hold text as numbers of categories.
    """

    by: tuple[str, ...]
    low: str
    high: str
    unit: str
    source: str
    low_closed: str | None
    high_closed: str | None
    encoded: frozenset[str] = frozenset()

    def text(self, name: str) -> nw.Expr:
        """A column as text. What is text is not cast to it, for older versions of pandas make "None" of null."""
        return nw.col(name).cast(nw.String()) if name in self.encoded else nw.col(name)

    def within(self, schema: Mapping[str, Any]) -> Columns:
        """Hold the names against the columns that a table has.

        Returns:
            The same names, without those of closedness that are not there and need not be.

        Raises:
            QueryError: for a group whose name is that of a column of the result.
            DataError: for columns that are missing or of a wrong type, all at once.
        """
        for name in self.by:
            if name in _TAKEN or name.startswith("_"):
                raise QueryError(f"the result has a column {name!r} of its own; rename that of the groups")
        kept = attrs.evolve(
            self,
            low_closed=None if self.low_closed == LOW_CLOSED and LOW_CLOSED not in schema else self.low_closed,
            high_closed=None if self.high_closed == HIGH_CLOSED and HIGH_CLOSED not in schema else self.high_closed,
        )
        needed: list[tuple[str | None, str, Callable[[Any], bool]]] = [
            *((name, "a column to group by", _can_be_a_key) for name in kept.by),
            (kept.low, "numbers", _is_numeric),
            (kept.high, "numbers", _is_numeric),
            (kept.unit, "text", _is_text),
            (kept.source, "text or whole numbers", _is_name),
            (kept.low_closed, "true or false", _is_boolean),
            (kept.high_closed, "true or false", _is_boolean),
        ]
        problems = [
            Problem("", "", name, message)
            for name, expected, fits in needed
            if name is not None and (message := _wrong(name, expected, fits, schema))
        ]
        if problems:
            raise DataError(problems)
        return attrs.evolve(kept, encoded=frozenset(name for name in (self.unit, self.source) if _is_encoded(schema[name])))


def names_of(by: str | Sequence[str] | None) -> tuple[str, ...]:
    """The names of the columns to group by, each once."""
    return (by,) if isinstance(by, str) else tuple(dict.fromkeys(by or ()))


def _wrong(name: str, expected: str, fits: Callable[[Any], bool], schema: Mapping[str, Any]) -> str:
    """What is wrong with a column; empty where it is well."""
    if name not in schema:
        return f"missing column; the table has: {', '.join(schema)}{nearest(name, schema)}"
    return "" if fits(schema[name]) else f"expected {expected}, came {schema[name]}; cast it"


def _is_numeric(kind: Any) -> bool:
    return bool(kind.is_numeric())


def _is_text(kind: Any) -> bool:
    return bool(kind == nw.String) or _is_encoded(kind)


def _is_encoded(kind: Any) -> bool:
    return bool(kind == nw.Categorical) or isinstance(kind, nw.Enum)


def _is_name(kind: Any) -> bool:
    return _is_text(kind) or bool(kind.is_integer())


def _is_boolean(kind: Any) -> bool:
    return bool(kind == nw.Boolean)


def _can_be_a_key(kind: Any) -> bool:
    return not kind.is_nested() and kind not in {nw.Object, nw.Unknown}
