"""Putting datasets together: nothing is dropped or overwritten without being said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import Key, Record, key_of, key_text
from ketamine_evidence.dataset.merging import Clash, Inputs, MergeResult, OnConflict, Said, check_choice, union
from ketamine_evidence.dataset.same_sources import SameSource, same_sources
from ketamine_evidence.dataset.variants import bare, joined, variant
from ketamine_evidence.errors import QueryError
from ketamine_evidence.records.evidence import Claim, Exclusion, Source, Trace


def merge(*datasets: Dataset, on_conflict: OnConflict = "error") -> MergeResult:
    """Put datasets together, such as a release and your own sources.

    Records that are alike are there once.

    Args:
        datasets: the datasets, in order.
        on_conflict: what to do where one id has different content, or one source has several ids: "error" joins sources of which
            one dataset knows more than another, and refuses and lists all else; "keep-both" keeps every content, the later ones as
            variants (`id~digest`), and every source; "first" and "last" take what the first or last dataset says, and of a source
            under several ids the first or last with its records.

    Returns:
        The merged data, and a report in which nothing is lost.

    Examples:
        >>> import ketamine_evidence as ke
        >>> release = ke.load("0.1.0")
        >>> ke.merge(release, release).dataset is release
        True

    Raises:
        QueryError: for no datasets, what is none, or a choice that there is not.
        MergeError: with "error", where there are conflicts; and always where successors of withdrawn records go round in a circle, or a
            dataset gives one id to two records.
    """
    check_choice(on_conflict)
    if not datasets:
        raise QueryError("no datasets to merge; give at least one")
    inputs = Inputs(datasets)
    said = _said(inputs, on_conflict)
    resolved = {key: _resolve(several, on_conflict) for key, several in said.items()}
    clashes = {
        key: Clash(key_text(key), tuple(said[key]), tuple(one.record for one in kept)) for key, (kept, _) in resolved.items()
    }
    same, gone = _same_sources(datasets, on_conflict)
    kept = [one for several, _ in resolved.values() for one in _without(several, gone)]
    conflicts, compatible = (
        tuple(clash for key, clash in clashes.items() if resolved[key][1] == standing) for standing in ("conflict", "compatible")
    )
    merged, broken = inputs.settle(kept, [*map(str, conflicts), *map(str, same)], on_conflict, datasets)
    return MergeResult(
        dataset=merged,
        identical=tuple(
            key_text(key) for key in said if sum(key in there for there in inputs.entries) > 1 and len(said[key]) == 1
        ),
        added=tuple(one.record for one in kept if key_of(one.record) not in inputs.entries[0]),
        compatible=compatible,
        conflicts=conflicts,
        same_sources=tuple(same),
        dropped=tuple(_dropped(said, kept, {clash.key for clash in compatible})),
        broken=broken,
    )


def _said(inputs: Inputs, on_conflict: OnConflict) -> dict[Key, list[Said]]:
    """What is said under each key, in order, each content once with all parts that have it."""
    found: dict[Key, list[Said]] = {}
    for number, there in enumerate(inputs.entries):
        for literal in there.values():
            origins = inputs.said(number, literal).origins
            record = bare(literal) if on_conflict == "keep-both" else literal
            several = found.setdefault(key_of(record), [])
            alike = next((one for one in several if one.record == record), None)
            if alike is None:
                several.append(Said(record, origins))
            else:
                at = several.index(alike)
                several[at] = Said(record, union([alike.origins, origins]))
                if on_conflict == "last":  # said again, it is what was said last
                    several.append(several.pop(at))
    return found


def _resolve(several: list[Said], on_conflict: OnConflict) -> tuple[list[Said], str]:
    """What of several contents is kept, and how they stand to each other."""
    if len(several) == 1:
        return several, "alone"
    if on_conflict == "keep-both":
        return [several[0], *(Said(variant(one.record), one.origins) for one in several[1:])], "conflict"
    if on_conflict != "error":  # no joining: what is joined would hang on what was merged before
        return [several[-1] if on_conflict == "last" else several[0]], "conflict"
    kept = several[0]
    for other in several[1:]:
        both = joined(kept.record, other.record)
        if both is None:
            return [kept], "conflict"
        kept = Said(both, union([kept.origins, other.origins]))
    return [kept], "compatible"


def _same_sources(datasets: Iterable[Dataset], on_conflict: OnConflict) -> tuple[list[SameSource], dict[str, str]]:
    """Sources under several ids, and the ids to go with the one that takes their place."""
    found: list[SameSource] = []
    gone: dict[str, str] = {}
    for by, value, ids in same_sources([one.sources for one in datasets]):
        kept = {"first": ids[:1], "last": ids[-1:]}.get(on_conflict, ids)
        found.append(SameSource(by, value, ids, kept))
        gone |= {id_: kept[0] for id_ in ids if id_ not in kept}
    return found, gone


def _without(several: Iterable[Said], gone: Mapping[str, str]) -> Iterable[Said]:
    """What is left without some sources: their records go, and traces to them go to what takes their place."""
    for one in several:
        record = one.record
        if _source_of(record) in gone:
            continue
        if isinstance(record, Trace) and record.study is not None and record.study in gone:
            yield Said(attrs.evolve(record, study=gone[record.study]), one.origins)
        else:
            yield one


def _source_of(record: Record) -> str | None:
    if isinstance(record, Source):
        return record.id
    if isinstance(record, (Claim, Exclusion)):
        return record.source
    return record.claim.partition(".")[0] if isinstance(record, Trace) else None


def _dropped(said: Mapping[Key, Iterable[Said]], kept: Iterable[Said], joined_keys: set[str]) -> Iterable[Said]:
    """What was said and is not in the result, under whatever id."""
    there = {bare(one.record) for one in kept} | {one.record for one in kept}
    for key, several in said.items():
        if key_text(key) not in joined_keys:
            yield from (one for one in several if one.record not in there)
