"""What a dataset says beside a record: who names it, who says the same, who contradicts it, what was traced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeVar

import attrs

from ketamine_evidence import Dataset, Merged, agreement, merge_ranges
from ketamine_evidence.records.evidence import (
    Claim,
    Exclusion,
    Factor,
    Finding,
    Guidance,
    Mechanism,
    Protocol,
    ReportedRange,
    SideEffect,
    Source,
    Term,
    Trace,
    Withdrawn,
)
from ketamine_evidence.records.vocabulary import SCHEMES, Tier
from ketamine_evidence.synthesis.conflicts import Conflict

CONTEXT = ("route", "protocol", "condition", "specimen", "course", "population")
"""The fields that say what a range is said of. Only ranges that share them all can contradict each other."""
SAME: Mapping[type[Claim], tuple[str, ...]] = {
    ReportedRange: ("quantity", *CONTEXT),
    Protocol: ("name", "route", "condition"),
    Mechanism: ("target", "action"),
    SideEffect: ("effect",),
    Factor: ("factor", "level", "outcome"),
    Finding: ("condition", "comparator"),
    Guidance: ("kind", "about"),
}
"""The fields that claims share which are about the same."""
SCHEME_OF: Mapping[type[StrEnum], str] = {members: scheme for scheme, members in SCHEMES.items()}
K = TypeVar("K")
V = TypeVar("V")


@attrs.frozen
class Naming:
    """A claim that names another.

    Attributes:
        claim: the one that names.
        field: the field in which it does.
    """

    claim: Claim
    field: str


class Lookups:
    """A dataset, and what is asked of it again and again while its pages are written.

    Args:
        dataset: any version.
        explore: whether the site has the page on which claims are explored.
    """

    def __init__(self, dataset: Dataset, *, explore: bool = False) -> None:
        self.dataset: Dataset = dataset
        self.explore: bool = explore

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Every claim by its id."""
        return {claim.id: claim for claim in self.dataset.claims()}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by its id."""
        return {source.id: source for source in self.dataset.sources}

    @cached_property
    def traces(self) -> Mapping[str, Trace]:
        """Every trace by its id."""
        return {trace.id: trace for trace in self.dataset.traces}

    @cached_property
    def withdrawn(self) -> Mapping[str, Withdrawn]:
        """Every withdrawn record by its id."""
        return {one.id: one for one in self.dataset.withdrawn}

    @cached_property
    def terms(self) -> Mapping[tuple[str, str], Term]:
        """Every term by its scheme and id."""
        return {(term.scheme, term.id): term for term in self.dataset.terms}

    def tier(self, record: Source | Claim | Trace) -> Tier | None:
        """The tier of a record's source; a trace is of the claim that it traces. None where that was withdrawn."""
        if isinstance(record, Trace):
            claim = self.claims.get(record.claim)
            return None if claim is None else self.tier(claim)
        source = record if isinstance(record, Source) else self.sources.get(record.source)
        return None if source is None else source.tier

    @cached_property
    def claims_of(self) -> Mapping[str, Sequence[Claim]]:
        """The claims of each source."""
        return grouped(self.claims.values(), lambda claim: [claim.source])

    @cached_property
    def exclusions_of(self) -> Mapping[str, Sequence[Exclusion]]:
        """The exclusions of each source."""
        return grouped(self.dataset.exclusions, lambda exclusion: [exclusion.source])

    @cached_property
    def restated(self) -> Mapping[str, Sequence[Exclusion]]:
        """The stretches of text that say again what a record says, by its id."""
        return grouped(self.dataset.exclusions, lambda one: [one.restates] if one.restates is not None else [])

    @cached_property
    def named_by(self) -> Mapping[str, Sequence[Naming]]:
        """The claims that name a range, by its id."""
        namings = [Naming(claim, field) for claim in self.claims.values() for field in names_ranges(claim)]
        return grouped(namings, lambda one: names_ranges(one.claim)[one.field])

    @cached_property
    def traces_of(self) -> Mapping[str, Sequence[Trace]]:
        """The traces of each lay claim."""
        return grouped(self.traces.values(), lambda trace: [trace.claim])

    @cached_property
    def traces_to(self) -> Mapping[str, Sequence[Trace]]:
        """The traces that lead to each study."""
        return grouped(self.traces.values(), lambda trace: [trace.study] if trace.study is not None else [])

    @cached_property
    def traces_resting_on(self) -> Mapping[str, Sequence[Trace]]:
        """The traces that a study's claim speaks for or against, by its id."""
        return grouped(self.traces.values(), lambda trace: dict.fromkeys((*trace.supports, *trace.contradicts)))

    def same(self, claim: Claim) -> Sequence[Claim]:
        """The other claims that are about the same, of whatever source."""
        key = _key(claim)
        return [] if key is None else [one for one in self._same[key] if one.id != claim.id]

    @cached_property
    def _same(self) -> Mapping[tuple[Any, ...], Sequence[Claim]]:
        return grouped(self.claims.values(), lambda claim: [key] if (key := _key(claim)) is not None else [])

    def merged(self, claim: ReportedRange) -> Merged:
        """What all ranges of the same quantity and context come to, at their widest."""
        key = _key(claim)
        assert key is not None  # a range always has a quantity
        if key not in self._merged:
            ranges = [one for one in self._same[key] if isinstance(one, ReportedRange)]
            self._merged[key] = merge_ranges(ranges)
        return self._merged[key]

    @cached_property
    def _merged(self) -> dict[tuple[Any, ...], Merged]:
        return {}

    def conflicts(self, claim: ReportedRange) -> list[Conflict]:
        """The conflicts that a range takes part in: with its source, others leave no number in common."""
        merged = self.merged(claim)
        counts = any(one.id == claim.id for one in merged.contributors)
        return [one for one in merged.conflicts if claim.source in one.sources] if counts else []

    def contradicting(self, factor: Factor) -> Sequence[Factor]:
        """The factors that say the opposite of one, at the same level and of the same outcome."""
        others = [one for one in self.same(factor) if isinstance(one, Factor)]
        return [one for one in others if factor.direction and agreement([factor, one]).contradictions]

    def uses(self, term: Term) -> Sequence[attrs.AttrsInstance]:
        """The sources, claims, traces and exclusions that use a term of a closed list."""
        return self._uses.get((term.scheme, term.id), ())

    @cached_property
    def _uses(self) -> Mapping[tuple[str, str], Sequence[attrs.AttrsInstance]]:
        records: list[attrs.AttrsInstance] = [
            *self.dataset.sources, *self.claims.values(), *self.dataset.traces, *self.dataset.exclusions
        ]  # fmt: skip
        return grouped(records, lambda record: dict.fromkeys(terms_of(record)))


def terms_of(record: attrs.AttrsInstance) -> Iterator[tuple[str, str]]:
    """The scheme and id of each term of a closed list that a record uses."""
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, StrEnum):
                yield SCHEME_OF[type(one)], one.value


def names_ranges(claim: Claim) -> Mapping[str, tuple[str, ...]]:
    """The ids of the ranges that a claim names, by the field in which it does."""
    named: dict[str, tuple[str, ...]] = {"ranges": getattr(claim, "ranges", ())}
    for field in ("estimate", "time_point"):
        other = getattr(claim, field, None)
        named[field] = () if other is None else (other,)
    return {field: ids for field, ids in named.items() if ids}


def _key(claim: Claim) -> tuple[Any, ...] | None:
    """What claims share which are about the same; None where nothing is stated that could be shared."""
    values = tuple(getattr(claim, field) for field in SAME.get(type(claim), ()))
    return (type(claim), *values) if any(value is not None for value in values) else None


def grouped(items: Iterable[V], keys: Callable[[V], Iterable[K]]) -> Mapping[K, Sequence[V]]:
    """Put items under each of their keys, in their order; a key that none has gives nothing."""
    found: defaultdict[K, list[V]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return found
