"""What merging datasets comes to: the data, and a report in which nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import attrs

from ketamine_evidence.dataset.cards import merge_card
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import Entries, Record, by_table, entries, key_of, key_text, table_of
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.references import broken_references
from ketamine_evidence.dataset.same_sources import SameSource
from ketamine_evidence.dataset.withdrawals import cycles
from ketamine_evidence.errors import MergeError, QueryError, count, nearest
from ketamine_evidence.records.evidence import Withdrawn
from ketamine_evidence.records.rows import to_row

OnConflict = Literal["error", "keep-both", "first", "last"]
CHOICES = ("error", "keep-both", "first", "last")


@attrs.frozen
class Said:
    """What one or more parts say under one key.

    Attributes:
        record: the record.
        origins: the names of the parts that have it.
    """

    record: Record
    origins: tuple[str, ...]

    def __str__(self) -> str:
        return " and ".join(self.origins)


@attrs.frozen
class Clash:
    """One id, under which different things are said.

    Attributes:
        key: the id.
        said: what is said, and by which parts; nothing where a part has taken the record out.
        kept: what of it is in the result.
    """

    key: str
    said: tuple[Said, ...]
    kept: tuple[Record, ...]

    def __str__(self) -> str:
        who = ", ".join(map(str, self.said))
        withdrawn = [str(one) for one in self.said if isinstance(one.record, Withdrawn)]
        if withdrawn and len(withdrawn) < len(self.said):
            return f"{self.key}: withdrawn by {', '.join(withdrawn)}, still there in others of {who}"
        rows = [to_row(one.record) for one in self.said]
        fields = [
            name for name in dict.fromkeys(name for row in rows for name in row) if len({row.get(name, "") for row in rows}) > 1
        ]
        return (
            f"{self.key}: {who} differ in {', '.join(fields)}"
            if len(rows) > 1
            else f"{self.key}: changed by {who}, taken out by another"
        )


@attrs.frozen
class MergeResult:
    """What merging datasets came to. Every record of every dataset is in the result or named here.

    Attributes:
        dataset: the merged data; `dataset.origins(id)` says which parts a record was in.
        identical: the keys of records that several of the datasets have alike.
        added: the records that the first dataset, of three the base, does not have.
        compatible: sources of which one dataset knows more than another; they were joined.
        conflicts: ids under which the datasets say different things, and what of it was kept.
        same_sources: sources that are there under several ids.
        dropped: the records that are not in the result as they were, and the parts that had them.
        broken: references of the result that lead nowhere and did not before.
    """

    dataset: Dataset
    identical: tuple[str, ...] = ()
    added: tuple[Record, ...] = ()
    compatible: tuple[Clash, ...] = ()
    conflicts: tuple[Clash, ...] = ()
    same_sources: tuple[SameSource, ...] = ()
    dropped: tuple[Said, ...] = ()
    broken: tuple[str, ...] = ()

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the report as plain data, a row for each thing said: `what`, `record` and `detail`."""
        rows = [("identical", key, "") for key in self.identical]
        rows += [("added", key_text(key_of(one)), table_of(one)) for one in self.added]
        rows += [("compatible", one.key, str(one)) for one in self.compatible]
        rows += [("conflict", one.key, str(one)) for one in self.conflicts]
        rows += [("same-source", one.ids[0], str(one)) for one in self.same_sources]
        rows += [("dropped", key_text(key_of(one.record)), f"from {one}") for one in self.dropped]
        rows += [("broken", one.partition(":")[0], one) for one in self.broken]
        return [dict(zip(("what", "record", "detail"), row, strict=True)) for row in rows]

    def __str__(self) -> str:
        counts = f"{len(self.identical)} identical, {len(self.added)} added, {len(self.compatible)} compatible"
        lines = [f"data version {self.dataset.version}: {counts}, {count(len(self.conflicts), 'conflict')}"]
        lines += [f"conflict: {one}; kept {len(one.kept)}" for one in self.conflicts]
        lines += [f"same source: {one}; kept {', '.join(one.kept)}" for one in self.same_sources]
        lines += [f"dropped: {key_text(key_of(one.record))} from {one}" for one in self.dropped]
        return "\n".join([*lines, *(f"broken: {one}" for one in self.broken)])

    def __repr__(self) -> str:
        return f"<MergeResult {self.dataset.version}: {count(len(self.conflicts), 'conflict')}>"

    def _repr_html_(self) -> str:
        return merge_card(self)


def check_choice(on_conflict: str) -> None:
    """Refuse a choice that there is not.

    Raises:
        QueryError: for what is none of the choices.
    """
    if on_conflict not in CHOICES:
        raise QueryError(f"on_conflict is one of: {', '.join(CHOICES)}; came {on_conflict!r}{nearest(str(on_conflict), CHOICES)}")


class Inputs:
    """The datasets to be merged, their records by key, and a name for each part that no other part has."""

    def __init__(self, datasets: Sequence[Dataset]) -> None:
        for one in datasets:
            if not isinstance(one, Dataset):
                raise QueryError(f"expected datasets, came {type(one).__name__}; give ke.load(...) or ke.read_sources(...)")
        self.datasets: tuple[Dataset, ...] = tuple(datasets)
        self.entries: list[Entries] = [entries(one.tables, one.version) for one in datasets]
        self.parts: dict[str, Part] = {}
        for part in (part for one in datasets for part in one.parts):
            taken = {other.name for other in self.parts.values()}
            name = part.name if part.name not in taken else f"{part.name}~{part.digest[:8]}"
            self.parts.setdefault(part.digest, Part(name, part.digest))
        self._names = [{part.name: self.parts[part.digest].name for part in one.parts} for one in datasets]

    def said(self, number: int, record: Record) -> Said:
        """Give a record of one of the datasets, and the parts that it came from."""
        return Said(record, tuple(self._names[number][name] for name in self.datasets[number].origins(record)))

    def settle(
        self, kept: Sequence[Said], conflicts: Sequence[str], on_conflict: OnConflict, sides: Sequence[Dataset]
    ) -> tuple[Dataset, tuple[str, ...]]:
        """Put what was kept together, and give it with the references that newly lead nowhere.

        Raises:
            MergeError: with "error", where there are conflicts between the sides, or such references.
        """
        names = [one.version for one in sides]
        if on_conflict == "error":
            refuse(names, conflicts)
        merged = self.put_together(kept)
        broken = self.newly_broken(merged)
        if on_conflict == "error":
            refuse(names, broken)
        return merged, broken

    def put_together(self, kept: Iterable[Said]) -> Dataset:
        """Make a dataset of what was kept; where that is one of the datasets as it was, give that one.

        Raises:
            MergeError: where withdrawn records name one another as successors in a circle.
        """
        found = {key_of(one.record): one for one in kept}
        records = {key: one.record for key, one in found.items()}
        if circles := cycles(one for one in records.values() if isinstance(one, Withdrawn)):
            said = [" to ".join([*circle, circle[0]]) for circle in circles]
            raise MergeError("successors of withdrawn records go round in a circle; name the record that is there", said)
        named = {name for one in found.values() for name in one.origins}
        parts = tuple(part for part in self.parts.values() if part.name in named)
        for one, there in zip(self.datasets, self.entries, strict=True):
            if there == records and {part.digest for part in parts} <= {part.digest for part in one.parts}:
                return one
        origins = {key_text(key): one.origins for key, one in found.items()}
        version = "+".join(part.name for part in parts) or self.datasets[0].version
        return Dataset.of(by_table(records.values()), version, provenance=Provenance(parts, origins))

    def newly_broken(self, merged: Dataset) -> tuple[str, ...]:
        """The references of merged data that lead nowhere, and did not in any of the datasets."""
        before = set[str]().union(*map(broken_references, self.entries))
        return tuple(sorted(broken_references(entries(merged.tables, merged.version)) - before))


def refuse(names: Iterable[str], conflicts: Sequence[str]) -> None:
    """Raise where there are conflicts, and say what can be done.

    Raises:
        MergeError: all conflicts at once.
    """
    if conflicts:
        raise MergeError(
            f"{count(len(conflicts), 'conflict')} between {' and '.join(names)};"
            " mend them, or choose on_conflict='keep-both', 'first' or 'last':",
            conflicts,
        )


def union(origins: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Each name once, in order of first sight."""
    return tuple(dict.fromkeys(name for names in origins for name in names))
