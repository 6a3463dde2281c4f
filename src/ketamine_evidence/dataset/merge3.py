"""Bringing two changed copies of one dataset together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import Key, Record, key_of, key_text
from ketamine_evidence.dataset.merging import Clash, Inputs, MergeResult, OnConflict, Said, check_choice, union
from ketamine_evidence.dataset.variants import bare, variant

_SIDES = (0, 1)
_ALL = (0, 1, 2)
"""Ours, theirs and the base, as they stand in the inputs."""


def merge3(base: Dataset, ours: Dataset, theirs: Dataset, *, on_conflict: OnConflict = "error") -> MergeResult:
    """Bring two changed copies of one dataset together: what one of them added, changed or took out is so in the result.

    A record is a whole: where both changed one record, in whatever fields, that is a conflict for a person to settle.

    Args:
        base: what both began with.
        ours: one of them.
        theirs: the other.
        on_conflict: what to do where both changed one record, differently: "error" refuses and lists them all; "keep-both" keeps both,
            theirs as a variant (`id~digest`); "first" takes ours, "last" theirs.

    Returns:
        The merged data, and a report. `dropped` has what is in none of the copies any more, or gave way.

    Examples:
        >>> import ketamine_evidence as ke
        >>> base = ke.load("0.1.0")
        >>> ke.merge3(base, base, base).dataset is base
        True

    Raises:
        QueryError: for what is no dataset, or a choice that there is not.
        MergeError: with "error", where there are conflicts or references that lead nowhere; and always where successors of withdrawn
            records go round in a circle.
    """
    check_choice(on_conflict)
    inputs = Inputs([ours, theirs, base])
    mine, other, first = inputs.entries
    kept: list[Said] = []
    conflicts: list[Clash] = []
    identical: list[str] = []
    for key in {**first, **mine, **other}:
        chosen, clash = _choose(first.get(key), mine.get(key), other.get(key), on_conflict)
        kept += [_with_origins(one, _said(inputs, key, _ALL)) for one in chosen]
        if clash:
            conflicts.append(Clash(key_text(key), tuple(_said(inputs, key, _SIDES)), tuple(chosen)))
        elif key in mine and mine[key] == other.get(key):
            identical.append(key_text(key))
    merged, broken = inputs.settle(kept, list(map(str, conflicts)), on_conflict, [ours, theirs])
    there = {one.record for one in kept} | {bare(one.record) for one in kept}
    return MergeResult(
        dataset=merged,
        identical=tuple(identical),
        added=tuple(one.record for one in kept if key_of(one.record) not in first),
        conflicts=tuple(conflicts),
        dropped=tuple(one for key in {**first, **mine, **other} for one in _said(inputs, key, _ALL) if one.record not in there),
        broken=broken,
    )


def _choose(
    base: Record | None, ours: Record | None, theirs: Record | None, on_conflict: OnConflict
) -> tuple[list[Record], bool]:
    """What of one record is kept, none where it was taken out, and whether the two sides are in conflict over it."""
    if theirs in (ours, base):
        chosen, clash = [ours], False
    elif ours == base:
        chosen, clash = [theirs], False
    elif on_conflict == "keep-both":
        chosen, clash = [ours, theirs if ours is None or theirs is None else variant(theirs)], True
    else:
        chosen, clash = [theirs if on_conflict == "last" else ours], True
    return [one for one in chosen if one is not None], clash


def _said(inputs: Inputs, key: Key, numbers: Iterable[int]) -> list[Said]:
    """What some of the datasets say under a key, each content once with all parts that have it."""
    found: dict[Record, Said] = {}
    for number in numbers:
        if (record := inputs.entries[number].get(key)) is not None:
            one = inputs.said(number, record)
            found[record] = Said(record, union([found[record].origins, one.origins])) if record in found else one
    return list(found.values())


def _with_origins(record: Record, said: Sequence[Said]) -> Said:
    """A record that was chosen, with the parts that had it; a variant came from those that had its content."""
    return Said(record, union(one.origins for one in said if one.record in {record, bare(record)}))
