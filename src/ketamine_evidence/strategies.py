"""Hypothesis strategies for this package's values, records and datasets, to test code that uses them.

They shrink to short whole ranges of days, texts of one letter, and datasets of one source. `st.from_type(Range)` and the
like work, for hypothesis finds these strategies by itself. The library never imports this module.

Examples:
    >>> from hypothesis import given
    >>> from ketamine_evidence.strategies import ranges
    >>> @given(ranges(allow_unbounded=False))
    ... def test_length_is_not_negative(one):
    ...     assert one.measure() >= 0
    >>> test_length_is_not_negative()
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

from ketamine_evidence.curation import authoring
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.records.evidence import CLAIMS, TABLES, Claim, Exclusion, ReportedRange, Source, Term, Trace
from ketamine_evidence.records.hints import bare, is_optional
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.values.quantities import DIMENSIONS, Quantity
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import ImpreciseNumber, Reported
from ketamine_evidence.values.units import UNITS, convert

R = TypeVar("R", bound=attrs.AttrsInstance)

LETTERS = dict(authoring.TABLES.values())
"""The letter that the ids of each table begin with."""
TIME: tuple[str, ...] = ("d", "h", "wk", "mo")
"""The units that are drawn from where none are given."""


def numbers(*, min_value: int = -6, max_value: int = 6) -> st.SearchStrategy[Fraction]:
    """Exact numbers, mostly small whole ones, so that ends often meet.

    Args:
        min_value: the least of them.
        max_value: the greatest of them.
    """
    return st.integers(min_value, max_value).map(Fraction) | st.fractions(min_value, max_value, max_denominator=12)


@st.composite
def ranges(  # noqa: PLR0913  keyword arguments named like hypothesis's own
    draw: st.DrawFn,
    *,
    units: Sequence[str] = TIME,
    min_value: int = -6,
    max_value: int = 6,
    allow_open: bool = True,
    allow_unbounded: bool = True,
) -> Range:
    """Ranges of one dimension.

    Args:
        draw: given by hypothesis.
        units: the units to draw from, of one dimension.
        min_value: the least end, in the first of the units.
        max_value: the greatest end, in the first of the units.
        allow_open: whether ends may be open.
        allow_unbounded: whether ends may be missing.
    """
    unit = draw(st.sampled_from(list(units)))
    ends = sorted(draw(st.tuples(*[numbers(min_value=min_value, max_value=max_value)] * 2)))
    low, high = (convert(end, units[0], unit) for end in ends)
    closed = st.booleans().map(lambda is_open: not is_open) if allow_open and low != high else st.just(value=True)
    unbounded = st.booleans() if allow_unbounded else st.just(value=False)
    return Range(
        None if draw(unbounded) else low,
        None if draw(unbounded) else high,
        unit,
        low_closed=draw(closed),
        high_closed=draw(closed),
    )


@st.composite
def range_sets(  # noqa: PLR0913  keyword arguments named like hypothesis's own
    draw: st.DrawFn,
    *,
    units: Sequence[str] = TIME,
    min_size: int = 0,
    max_size: int = 3,
    allow_open: bool = True,
    allow_unbounded: bool = True,
) -> RangeSet:
    """Sets of ranges of one dimension.

    Args:
        draw: given by hypothesis.
        units: the units to draw from, of one dimension.
        min_size: how many ranges at the least are put together; they may join.
        max_size: how many at the most.
        allow_open: whether ends may be open.
        allow_unbounded: whether ends may be missing.
    """
    members = ranges(units=units, allow_open=allow_open, allow_unbounded=allow_unbounded)
    return RangeSet(draw(st.lists(members, min_size=min_size, max_size=max_size)), draw(st.sampled_from(list(units))))


@st.composite
def imprecise_numbers(
    draw: st.DrawFn, *, units: Sequence[str] = TIME, min_value: int = 0, max_value: int = 8, allow_unbounded: bool = True
) -> ImpreciseNumber:
    """Imprecise numbers.

    Args:
        draw: given by hypothesis.
        units: the units to draw from, of one dimension.
        min_value: the least reading, in the first of the units.
        max_value: the greatest reading, in the first of the units.
        allow_unbounded: whether there may be no upper reading.
    """
    unit = draw(st.sampled_from(list(units)))
    ends = sorted(draw(st.tuples(*[numbers(min_value=min_value, max_value=max_value)] * 2)))
    least, most = (convert(end, units[0], unit) for end in ends)
    return ImpreciseNumber(least, None if allow_unbounded and draw(st.booleans()) else most, unit)


@st.composite
def reported(draw: st.DrawFn, *, units: Sequence[str] = TIME) -> Reported:
    """Reported ranges with one end or two, precise or not, that may be left open.

    Args:
        draw: given by hypothesis.
        units: the units to draw from, of one dimension.
    """
    low = draw(st.none() | imprecise_numbers(units=units))
    high = draw(imprecise_numbers(units=units) if low is None else st.none() | imprecise_numbers(units=units))
    if low is not None and high is not None:
        most = high.most_in(low.unit)
        if most is not None and low.least_in(low.unit) > most:
            low, high = high, low
    return Reported("stated", low, high, unbounded_high=draw(st.booleans()))


def texts(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Texts that a record can hold: one line, not empty, without the separator of lists.

    Args:
        max_size: how long at the most.
    """
    return st.text(st.characters(categories=["L", "N", "P", "S"], exclude_characters="|"), min_size=1, max_size=max_size)


@st.composite
def records(draw: st.DrawFn, kind: type[R] | None = None, /, **fields: Any) -> R:
    """Records of one kind, or of any.

    Args:
        draw: given by hypothesis.
        kind: the class of the record, such as `ReportedRange`; any when left out.
        fields: values for fields that are not to be drawn.

    The records are well formed one by one; that their ids and sources fit together is what `datasets` sees to.
    """
    chosen: Any = kind if kind is not None else draw(st.sampled_from(list(TABLES.values())))
    hints = get_type_hints(chosen)
    drawn = {
        field.name: fields[field.name] if field.name in fields else draw(_values(hints[field.name]))
        for field in attrs.fields(chosen)
        if field.name != "reported"
    }
    if chosen is ReportedRange:
        drawn["reported"] = fields["reported"] if "reported" in fields else draw(_reported_of(drawn["quantity"]))
    if chosen is Exclusion:
        drawn |= draw(_stretches(fields.get("start"), fields.get("end")))
    return chosen(**drawn)  # type: ignore[no-any-return]


@st.composite
def datasets(draw: st.DrawFn, *, min_sources: int = 1, max_sources: int = 2, max_claims: int = 3) -> Dataset:
    """Datasets whose ids and references fit together.

    Args:
        draw: given by hypothesis.
        min_sources: how many sources at the least.
        max_sources: how many at the most.
        max_claims: how many claims a table has at the most.
    """
    slugs = [f"source-{chr(ord('a') + i)}" for i in range(draw(st.integers(min_sources, max_sources)))]
    tables: dict[str, list[Any]] = {name: [] for name in TABLES}
    tables["sources"] = [draw(records(Source, id=slug)) for slug in slugs]
    for name, kind in CLAIMS.items() if slugs else ():
        for number in range(1, draw(st.integers(0, max_claims)) + 1):
            slug = draw(st.sampled_from(slugs))
            known = _naming(kind, [one.id for one in tables["ranges"] if one.source == slug])
            fields = {field: draw(names) for field, names in known.items()}
            tables[name].append(draw(records(kind, id=f"{slug}.{LETTERS[name]}{number:03}", source=slug, **fields)))
    claims = [claim for name in CLAIMS for claim in tables[name]]
    for number in range(1, draw(st.integers(0, max_claims)) + 1) if claims else ():
        tables["traces"].append(draw(_traces(number, claims, slugs)))
    for slug in slugs:
        tables["exclusions"] += draw(st.lists(records(Exclusion, source=slug, restates=None), max_size=1))
    tables["terms"] = draw(st.lists(records(Term), max_size=2, unique_by=lambda term: (term.scheme, term.id)))
    return Dataset.of(tables, "0.0.1", date(2026, 1, 1))


def _naming(kind: type, ranges: Sequence[str]) -> dict[str, st.SearchStrategy[Any]]:
    """What may stand in the fields of a claim that name ranges of its source."""
    if kind is ReportedRange:
        one = st.none() | st.sampled_from(ranges) if ranges else st.none()
        return {"estimate": one, "time_point": one}
    return {"ranges": st.just(tuple(ranges))} if "ranges" in {field.name for field in attrs.fields(kind)} else {}


@st.composite
def _traces(draw: st.DrawFn, number: int, claims: Sequence[Claim], sources: Sequence[str]) -> Trace:
    claim = draw(st.sampled_from(claims))
    others = st.lists(st.sampled_from([one.id for one in claims]), max_size=2).map(tuple)
    return draw(
        records(
            Trace,
            id=f"{claim.source}.{authoring.TRACE}{number:03}",
            claim=claim.id,
            study=draw(st.none() | st.sampled_from(sources)),
            supports=draw(others),
            contradicts=draw(others),
        )
    )


@cache  # making a strategy takes longer than drawing from it
def _reported_of(quantity: Quantity) -> st.SearchStrategy[Reported]:
    """Reported ranges in the units in which a quantity may be given.

    Only times mix units: other conversions would make fractions that no float holds exactly, and plain data have floats.
    """
    units: list[tuple[str, ...]] = [
        (code,) for code, unit in UNITS.items() if unit.dimension in DIMENSIONS[quantity] and unit.dimension != "time"
    ]
    if "time" in DIMENSIONS[quantity]:
        units.insert(0, TIME)
    return st.sampled_from(units).flatmap(lambda some: reported(units=some))


@st.composite
def _stretches(draw: st.DrawFn, start: int | None, end: int | None) -> dict[str, int]:
    """Where a stretch of a text begins and ends, of which one or both may be given."""
    if start is None:
        start = draw(st.integers(0, 10_000 if end is None else max(0, end - 1)))
    return {"start": start, "end": start + draw(st.integers(1, 500)) if end is None else end}


@st.composite
def _locators(draw: st.DrawFn) -> Locator:
    stretch = draw(_stretches(None, None))
    digest = f"{draw(st.integers(0, 2**32)):064x}"
    return Locator(**stretch, fingerprint=digest, section=draw(st.none() | texts()))


@cache
def _values(kind: Any) -> st.SearchStrategy[Any]:
    """What a field of a kind may hold."""
    if is_optional(kind):
        return st.none() | _values(bare(kind))
    if get_origin(kind) is tuple:
        return st.lists(_values(get_args(kind)[0]), max_size=2).map(tuple)
    if kind is Locator:
        return _locators()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return {str: texts(), int: st.integers(0, 10_000), bool: st.booleans()}[kind]
