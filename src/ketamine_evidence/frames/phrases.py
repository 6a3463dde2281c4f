"""Reading a column of phrases, each distinct phrase once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw

from ketamine_evidence.errors import DataError, KetamineEvidenceError, Problem, QueryError
from ketamine_evidence.synthesis.counting import View, check_view
from ketamine_evidence.values.lexicon import DEFAULT, Lexicon
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity

_KINDS: dict[str, Any] = {
    "phrase": nw.String(),
    "low": nw.Float64(),
    "high": nw.Float64(),
    "unit": nw.String(),
    "low_closed": nw.Boolean(),
    "high_closed": nw.Boolean(),
    "approximate": nw.Boolean(),
    "hedges": nw.String(),
    "error": nw.String(),
}
_FLAGS = ("low_closed", "high_closed", "approximate")
"""False where there is no range: pandas has no null in its ordinary columns of true and false."""


@attrs.frozen
class _Reader:
    view: View
    quantity: Quantity | str | None
    lexicon: Lexicon

    def read(self, phrase: str | None) -> dict[str, Any]:
        """What a phrase says, as a row."""
        empty: dict[str, Any] = {**dict.fromkeys(_KINDS), **dict.fromkeys(_FLAGS, False)}
        if phrase is None:
            return {**empty, "error": "no phrase"}
        try:
            reported = parse_range(phrase, quantity=self.quantity, lexicon=self.lexicon)
        except KetamineEvidenceError as error:
            return {**empty, "phrase": phrase, "error": str(error)}
        said = {"phrase": phrase, "approximate": reported.approximate, "hedges": "|".join(reported.hedges) or None}
        found = reported.outer if self.view == "outer" else reported.inner
        if found is None:
            return {**empty, **said, "error": "no value is common to all its readings"}
        ends = {name: None if end is None else float(end) for name, end in (("low", found.low), ("high", found.high))}
        closed = {"low_closed": found.low_closed, "high_closed": found.high_closed}
        return {**empty, **said, **ends, "unit": found.unit, **closed}


def parse_ranges(column: Any, *, view: View = "outer", quantity: Quantity | str | None = None, lexicon: Lexicon = DEFAULT) -> Any:
    """Read a column of phrases, each distinct phrase once.

    Args:
        column: a column of pandas, Polars or PyArrow.
        view: "outer", the widest reading of each phrase, or "inner", what its readings share.
        quantity: what the phrases are about, where a bare number is a number of something.
        lexicon: how imprecise words are read.

    Returns:
        A table of the same kind, a row for each phrase and in the same order: `phrase`, `low`, `high`, `unit`, `low_closed`, `high_closed`,
        `approximate`, `hedges` (joined with "|") and `error`. A phrase that cannot be read has no range and says why in `error`; a range
        without an error has no end where that is null. So it can go on to `merge_ranges(..., nulls="unbounded")`, without the rows that have
        an error.

    The phrases of a lazy table have to be seen to be read: collect the distinct ones, read those, and join the result on `phrase`.

    Examples:
        >>> import ketamine_evidence as ke
        >>> import polars as pl
        >>> read = ke.frames.parse_ranges(pl.Series(["4 to 6 weeks", "at least 24 hours", "for a while"]))
        >>> read.select("low", "high", "unit").rows()
        [(4.0, 6.0, 'wk'), (24.0, None, 'h'), (None, None, None)]

    Raises:
        QueryError: for what is no column, or a view that is none.
        DataError: for a column that is not text.
    """
    check_view(view)
    try:
        phrases = nw.from_native(column, series_only=True)
    except TypeError:
        raise QueryError(
            f"expected a column of pandas, Polars or PyArrow, came {type(column).__name__}; of a lazy table collect the distinct phrases, "
            "read those, and join the result on 'phrase'"
        ) from None
    if phrases.dtype not in {nw.String, nw.Categorical} and not isinstance(phrases.dtype, nw.Enum):
        raise DataError([Problem("", "", phrases.name or "column", f"expected text, came {phrases.dtype}; cast it")])
    reader = _Reader(view, quantity, lexicon)
    said = [None if is_null else str(one) for one, is_null in zip(phrases.to_list(), phrases.is_null().to_list(), strict=True)]
    places = {phrase: place for place, phrase in enumerate(dict.fromkeys(said))}
    read = [reader.read(phrase) for phrase in places]
    distinct = nw.DataFrame.from_dict({name: _column(name, read, phrases.implementation) for name in _KINDS})
    found = nw.to_native(distinct[[places[phrase] for phrase in said]])
    index = nw.maybe_get_index(phrases)
    if index is not None:
        found.index = index
    return found


def _column(name: str, rows: Sequence[Mapping[str, Any]], engine: Any) -> nw.Series[Any]:
    """A column of the result. Texts are not cast in pandas, of which older versions make "None" of null."""
    kind = None if engine.is_pandas() and name not in {*_FLAGS, "low", "high"} else _KINDS[name]
    return nw.new_series(name, [row[name] for row in rows], kind, backend=engine)
