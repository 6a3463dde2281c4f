"""Merging reported ranges: what sources agree on, where they overlap, and where they conflict."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import attrs

from ketamine_evidence.dataset.columns import nested_columns
from ketamine_evidence.dataset.frames import Frame, Framed
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import ConflictError, DimensionError, QueryError, count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.synthesis.cards import groups_card, merged_card
from ketamine_evidence.synthesis.conflicts import Conflicts
from ketamine_evidence.synthesis.counting import NotCounted, View, check_view, count_claims
from ketamine_evidence.synthesis.first_few import few_lines
from ketamine_evidence.synthesis.grouping import fields_of, in_words, key_of, named
from ketamine_evidence.synthesis.profile import COLUMNS, Stretch, SupportProfile, ends_of
from ketamine_evidence.values import cuts
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.units import unit_of

_FIELDS = [field.name for field in attrs.fields(ReportedRange) if field.name not in {"id", "locator", "reported"}]
"""The fields by which claims can be merged."""


class Merged(Framed):
    """What several claims about one quantity come to. A source counts once, however many claims it makes.

    Made by `merge_ranges`. As a frame it is its support profile, a stretch a row, as in `to_dicts`. `version` is the data version that the
    claims are from, where they were given as a table of it.
    """

    def __init__(self, claims: Sequence[ReportedRange], view: View, version: str | None = None) -> None:
        self.view: View = view
        self.version: str | None = version
        self.quantity: Quantity = claims[0].quantity
        self._counted, not_counted = count_claims(claims, view)
        self.contributors: tuple[ReportedRange, ...] = tuple([claim for claim, _ in self._counted])
        self.not_counted: tuple[NotCounted, ...] = not_counted
        units = {claim.reported.unit for claim in self.contributors}
        self._unit = min(units, key=lambda unit: unit_of(unit).factor, default=None)

    @cached_property
    def _profile(self) -> SupportProfile:
        first: dict[str, cuts.Piece] = {}
        more: dict[str, list[cuts.Piece]] = {}  # most sources make one claim
        for claim, piece in self._counted:
            if first.setdefault(claim.source, piece) is not piece:
                more.setdefault(claim.source, []).append(piece)
        pieces = {source: (piece,) for source, piece in first.items()}
        joined = {source: cuts.canonical([first[source], *others]) for source, others in more.items()}
        return SupportProfile(pieces | joined, self._unit)

    @cached_property
    def covers(self) -> Mapping[str, RangeSet]:
        """What each source covers: all its claims together."""
        return {source: RangeSet.from_cuts(self._profile.pieces[source], self._unit) for source in self.sources}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources that count, sorted."""
        return tuple(sorted(self._profile.pieces))

    @property
    def hull(self) -> Range | None:
        """The smallest range that holds all claims; None where none counts."""
        return self._profile.hull

    @cached_property
    def support(self) -> tuple[Stretch, ...]:
        """For each stretch, how many sources cover it, and which; stretches that none covers are left out."""
        return tuple(self._profile.stretches())

    @overload
    def consensus(self, k: int) -> RangeSet: ...
    @overload
    def consensus(self, *, share: float) -> RangeSet: ...
    def consensus(self, k: int | None = None, *, share: float | None = None) -> RangeSet:
        """Give the numbers that at least `k` sources cover, or at least a share of them.

        Args:
            k: how many sources, from 1.
            share: which share of the sources that count, above 0 and up to 1.

        Raises:
            QueryError: for a number or share that cannot be, or both, or neither.
        """
        if (k is None) == (share is None):
            raise QueryError("consensus() takes a number of sources or share=, one of them")
        if share is not None:
            if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
                raise QueryError(f"share is above 0 and at most 1, came {share!r}")
            total = len(self._profile.pieces)
            k = bisect_left(range(total), share, lo=1, key=lambda k: k / total) if total else 1
        if isinstance(k, bool) or not isinstance(k, int) or k < 1:
            raise QueryError(f"a number of sources is a whole number from 1, came {k!r}")
        return self._profile.covered(k)

    @property
    def overlap(self) -> RangeSet:
        """What all sources that count have in common."""
        return self.consensus(max(1, len(self._profile.pieces)))

    @property
    def depth(self) -> int:
        """The greatest number of sources that cover one number."""
        return self._profile.depth

    @cached_property
    def best(self) -> tuple[Stretch, ...]:
        """The stretches of the deepest support."""
        return tuple(self._profile.stretches(max(1, self.depth)))

    @cached_property
    def conflicts(self) -> Conflicts:
        """The minimal groups of sources that leave no number in common, pairs first."""
        return Conflicts(self._profile)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the support profile as plain data, a stretch a row."""
        return [
            {**ends_of(stretch.range), "support": stretch.support, "sources": list(stretch.sources)} for stretch in self.support
        ]

    def _frame(self) -> Frame:
        return Frame(COLUMNS, self.to_dicts())

    def __str__(self) -> str:
        lines = [
            f"{self.quantity.value}, {self.view} view: {count(len(self.contributors), 'claim')} from {count(len(self.sources), 'source')}",
            f"hull: {self.hull.in_natural_units() if self.hull else 'none'}",
            f"in common to all: {_pieces(self.overlap) or 'nothing'}",
            *few_lines((f"deepest support: {stretch}" for stretch in self.best), len(self.best), "such stretches"),
            *(f"conflict: {conflict}" for conflict in self.conflicts.in_words()),
            *(f"not counted: {one}" for one in self.not_counted),
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Merged {self.quantity.value}, {self.view}: {count(len(self.sources), 'source')}, hull {self.hull.in_natural_units() if self.hull else None}>"

    def _repr_html_(self) -> str:
        return merged_card(self)


class MergedGroups(Framed, Mapping[Any, Merged]):
    """Merges by group: a mapping from the value, or tuple of values, that a group shares to what its claims come to.

    As a frame it is the support profile of every group, the group's values in each row, as in `to_dicts`.
    """

    def __init__(self, by: tuple[str, ...], groups: Mapping[Any, Merged]) -> None:
        self.by: tuple[str, ...] = by
        self._groups: dict[Any, Merged] = dict(groups)

    def __getitem__(self, key: Any) -> Merged:
        return self._groups[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give every group's support profile as plain data, the group's values in each row."""
        return [{**named(self.by, key), **row} for key, merged in self._groups.items() for row in merged.to_dicts()]

    def _frame(self) -> Frame:
        kinds = nested_columns(ReportedRange)
        return Frame({**{name: kinds[name] for name in self.by}, **COLUMNS}, self.to_dicts())

    def name(self, key: Any) -> str:
        """A group in words."""
        return in_words(self.by, key)

    def __str__(self) -> str:
        return "\n\n".join("\n".join([self.name(key), str(merged)]) for key, merged in self._groups.items())

    def __repr__(self) -> str:
        return f"<MergedGroups by {', '.join(self.by)}: {count(len(self), 'group')}>"

    def _repr_html_(self) -> str:
        return groups_card(self)


@overload
def merge_ranges(claims: Iterable[ReportedRange], view: View = "outer", *, strict: bool = False) -> Merged: ...
@overload
def merge_ranges(
    claims: Iterable[ReportedRange], view: View = "outer", *, by: str | Sequence[str], strict: bool = False
) -> MergedGroups: ...
def merge_ranges(
    claims: Iterable[ReportedRange], view: View = "outer", *, by: str | Sequence[str] | None = None, strict: bool = False
) -> Merged | MergedGroups:
    """Merge what sources report about one quantity.

    Args:
        claims: the claims, such as `ds.ranges.where(quantity="relief_duration")`.
        view: "outer", the widest reading of each claim, or "inner", what its readings share.
        by: a field, or several, to merge by: each group by itself.
        strict: whether to refuse where sources conflict, instead of saying so in the result.

    Returns:
        What the claims come to; with `by`, that for each group.

    Examples:
        >>> import ketamine_evidence as ke
        >>> ds = ke.load("0.1.0")
        >>> merged = ke.merge_ranges(ds.ranges.where(quantity="session_count", protocol="induction"))
        >>> merged.hull, merged.overlap
        (<Range [3, 8] 1>, <RangeSet {[6, 6] 1}>)

    Raises:
        QueryError: for no claims, claims that are no reported ranges, or a view that is none.
        DimensionError: for claims about different quantities; it names two of them.
        ConflictError: with `strict`, where sources conflict; it lists the candidates.
    """
    version = claims.version if isinstance(claims, Table) else None
    claims = list(claims)
    check_view(view)
    if not claims:
        raise QueryError("no claims to merge; give at least one")
    _check(claims)
    if by is None:
        merged = Merged(claims, view, version)
        if strict:
            _refuse_conflicts({"": merged})
        return merged
    groups = _merge_by(fields_of(by, _FIELDS, "merged"), claims, view, version)
    if strict:
        _refuse_conflicts({f"{groups.name(key)}: ": one for key, one in groups.items()})
    return groups


def _merge_by(fields: tuple[str, ...], claims: Sequence[ReportedRange], view: View, version: str | None) -> MergedGroups:
    """Merge each group of claims that share the values of some fields."""
    groups: dict[Any, list[ReportedRange]] = {}
    for claim in claims:
        groups.setdefault(key_of(claim, fields), []).append(claim)
    return MergedGroups(fields, {key: Merged(group, view, version) for key, group in groups.items()})


def _refuse_conflicts(merges: Mapping[str, Merged]) -> None:
    """Raise where sources conflict in any of the merges, naming each by its prefix."""
    conflicting = {prefix: merged for prefix, merged in merges.items() if merged.conflicts}
    if conflicting:
        candidates = (
            f"{prefix}{source}: {_pieces(cover)}"
            for prefix, merged in conflicting.items()
            for source, cover in merged.covers.items()
        )
        sources = sum(len(merged.sources) for merged in conflicting.values())
        raise ConflictError(
            [f"{prefix}{conflict}" for prefix, merged in conflicting.items() for conflict in merged.conflicts.in_words()],
            list(few_lines(candidates, sources, "candidates")),
        )


def _pieces(cover: RangeSet) -> str:
    return ", ".join(str(piece.in_natural_units()) for piece in cover)


def _check(claims: Sequence[ReportedRange]) -> None:
    for claim in claims:
        if not isinstance(claim, ReportedRange):
            raise QueryError(f"expected reported ranges, came {type(claim).__name__}; give ds.ranges.where(...)")
        if claim.quantity is not claims[0].quantity:
            raise DimensionError(
                f"{claims[0].id} is about {claims[0].quantity.value} and {claim.id} about {claim.quantity.value}; "
                "merge one quantity at a time"
            )
