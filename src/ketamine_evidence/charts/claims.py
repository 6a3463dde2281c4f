"""The claims that a chart is asked to draw: of which dataset they are, which of them it can draw, and their groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

import attrs

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import DimensionError, QueryError
from ketamine_evidence.records.evidence import Claim, ReportedRange, Source
from ketamine_evidence.records.vocabulary import SCHEMES
from ketamine_evidence.synthesis.counting import KETAMINE, NotCounted, View, count_claims
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range

C = TypeVar("C", bound=Claim)

TOGETHER = frozenset({Quantity.RELIEF_DURATION, Quantity.RELIEF_TIME_POINT})
"""The quantities that are drawn in one chart: how long relief lasted, and at which times it was looked for."""


_SCHEMES = {kind: scheme for scheme, kind in SCHEMES.items()}


@attrs.frozen
class Asked(Generic[C]):
    """Claims and the dataset that they are of.

    Attributes:
        claims: the claims.
        dataset: their dataset.
        sources: its sources by id.
    """

    claims: tuple[C, ...]
    dataset: Dataset
    sources: Mapping[str, Source]

    def tier(self, claim: Claim) -> str:
        """The tier of a claim's source."""
        return self.sources[claim.source].tier.value


def asked_for(claims: Iterable[C], dataset: Dataset | None) -> Asked[C]:
    """Take claims with the dataset that they are of: a table knows it.

    Raises:
        QueryError: for no claims, or where the dataset is not known, or does not have the source of a claim.
    """
    if dataset is None and isinstance(claims, Table):
        dataset = claims.dataset
    records = tuple(claims)
    if not records:
        raise QueryError("no claims to draw; give at least one")
    if dataset is None:
        raise QueryError("it is not known of which dataset the claims are; give dataset=")
    sources = {source.id: source for source in dataset.sources}
    for one in records:
        if not isinstance(one, Claim):
            raise QueryError(f"expected claims, came {type(one).__name__}; give a table such as ds.ranges")
        if one.source not in sources:
            raise QueryError(
                f"{one.id} is of source {one.source!r}, which data version {dataset.version} does not have; give the dataset that it is of"
            )
    return Asked(records, dataset, sources)


def check_ranges(claims: Sequence[Claim], together: frozenset[Quantity] = TOGETHER) -> None:
    """Refuse what is no reported range, and quantities that do not go together.

    Raises:
        QueryError: for claims that are no reported ranges.
        DimensionError: for claims about different quantities; it names two of them.
    """
    first: ReportedRange | None = None
    for claim in claims:
        if not isinstance(claim, ReportedRange):
            raise QueryError(f"expected reported ranges, came {type(claim).__name__}; give ds.ranges.where(...)")
        first = first or claim
        if claim.quantity is not first.quantity and not {claim.quantity, first.quantity} <= together:
            raise DimensionError(
                f"{first.id} is about {first.quantity.value} and {claim.id} about {claim.quantity.value}; draw one quantity at a time"
            )


@attrs.frozen
class Sorted:
    """Claims by what a chart makes of them. Each is in one of the three.

    Attributes:
        drawn: those that have a row.
        intervals: those that are the interval, or span, of one that has a row.
        left_out: those that are not drawn, and why.
    """

    drawn: tuple[ReportedRange, ...]
    intervals: tuple[ReportedRange, ...]
    left_out: tuple[NotCounted, ...]


def readings_of(claims: Iterable[ReportedRange]) -> Iterator[Range]:
    """Every reading of claims: an inner one that has no end can begin where no outer one does."""
    for claim in claims:
        yield claim.reported.outer
        if claim.reported.inner is not None:
            yield claim.reported.inner


def sort_out(claims: Sequence[ReportedRange], view: View = "outer") -> Sorted:
    """Sort out what a chart can draw: what a merge counts, and the intervals of it.

    Raises:
        QueryError: where nothing is left to draw; it says why.
    """
    counted, not_counted = count_claims(claims, view)
    drawn = tuple(claim for claim, _ in counted)
    if not drawn:
        raise QueryError(f"nothing to draw: {'; '.join(map(str, not_counted))}")
    ids = {claim.id for claim in drawn}
    dimension = drawn[0].reported.dimension
    intervals = tuple(
        claim
        for claim in claims
        if claim.estimate in ids and claim.substance in KETAMINE and claim.reported.dimension == dimension
    )
    without = {claim.id for claim in intervals}
    return Sorted(drawn, intervals, tuple(one for one in not_counted if one.id not in without))


def groups_of(
    asked: Asked[ReportedRange], claims: Iterable[ReportedRange], by: str | Sequence[str] | None
) -> list[tuple[str, list[ReportedRange]]]:
    """Part claims into groups that share the values of some fields, in the order of the closed lists, each with its name.

    Raises:
        QueryError: for a field that claims and sources do not have.
    """
    if by is None:
        return [("", list(claims))]
    fields = fields_of(by)
    table = Table(ReportedRange, tuple(claims), asked.sources, asked.dataset)
    found = [(key if len(fields) > 1 else (key,), list(group)) for key, group in table.by(*fields).items()]
    found.sort(key=lambda one: tuple(map(_rank, one[0])))
    return [
        (" · ".join(_named(asked, field, value) for field, value in zip(fields, key, strict=True)), group) for key, group in found
    ]


def fields_of(by: str | Sequence[str] | None) -> tuple[str, ...]:
    """The fields that a chart is grouped by."""
    return () if by is None else (by,) if isinstance(by, str) else tuple(by)


def term_label(asked: Asked[Any], scheme: str, term: str) -> str:
    """How the vocabulary of the dataset writes a term; the term in words where it has none."""
    return next((one.label for one in asked.dataset.terms if (one.scheme, one.id) == (scheme, term)), words(term))


def words(term: str) -> str:
    """A term as people write it.

    Examples:
        >>> words("single-infusion"), words("relief_duration")
        ('single infusion', 'relief duration')
    """
    return term.replace("-", " ").replace("_", " ")


def _named(asked: Asked[Any], field: str, value: Any) -> str:
    if value is None or value == ():
        return f"{words(field)} not stated"
    if isinstance(value, tuple):
        return ", ".join(_named(asked, field, one) for one in value)
    return term_label(asked, _SCHEMES[type(value)], value.value) if isinstance(value, StrEnum) else str(value)


def _rank(value: Any) -> tuple[Any, ...]:
    """Where a value comes in order: terms as their list has them, what is not stated last."""
    if value is None or value == ():
        return (1,)
    if isinstance(value, tuple):
        return (0, *map(_rank, value))
    if isinstance(value, StrEnum):
        return (0, list(type(value)).index(value))
    return (0, value if isinstance(value, int) else str(value))
