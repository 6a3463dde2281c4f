"""What differs between two datasets: record by record, and field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

import attrs

from ketamine_evidence.dataset.cards import diff_card
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import Record, by_table, entries, key_of, key_text, table_of
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.errors import MergeError, count
from ketamine_evidence.records.evidence import Withdrawn
from ketamine_evidence.records.rows import to_row


class FieldChange(NamedTuple):
    """A field that differs, as the cells of a CSV file hold it; empty where it is not stated.

    Attributes:
        field: the column; see the data dictionary.
        before: its cell before.
        after: its cell after.
    """

    field: str
    before: str
    after: str


@attrs.frozen
class Changed:
    """A record that says something else than it did.

    Attributes:
        before: the record as it was.
        after: the record as it is.
    """

    before: Record
    after: Record

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """The fields that differ."""
        before, after = to_row(self.before), to_row(self.after)
        return tuple(
            FieldChange(name, before.get(name, ""), after.get(name, ""))
            for name in {**before, **after}
            if before.get(name, "") != after.get(name, "")
        )


@attrs.frozen
class Gone:
    """A record that was withdrawn.

    Attributes:
        before: the record as it was.
        notice: why it is gone, and what took its place.
    """

    before: Record
    notice: Withdrawn


@attrs.frozen
class Diff:
    """What differs between two datasets. It is true where anything does.

    Exclusions have no ids: one that changed is there as removed and as added.

    Attributes:
        before: the version of the one.
        after: the version of the other.
        added: the records that only the other has.
        changed: the records that say something else in the other.
        withdrawn: the records that the other has withdrawn.
        removed: the records that only the one has, without a word of withdrawal.
    """

    before: str
    after: str
    added: tuple[Record, ...]
    changed: tuple[Changed, ...]
    withdrawn: tuple[Gone, ...]
    removed: tuple[Record, ...]

    COLUMNS: ClassVar[tuple[str, ...]] = ("change", "table", "record", "field", "before", "after")
    """The columns of the differences as rows."""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.withdrawn or self.removed)

    def apply(self, dataset: Dataset) -> Dataset:
        """Give a dataset with these changes made: of the one, the other.

        Raises:
            MergeError: where the dataset does not have what is to be changed, or has what is to be added.
        """
        there = entries(dataset.tables, dataset.version)
        olds = [*(one.before for one in self.changed), *(one.before for one in self.withdrawn), *self.removed]
        wrong = [f"{key_text(key_of(old))}: not there as it was" for old in olds if there.get(key_of(old)) != old]
        wrong += [f"{key_text(key_of(new))}: there already" for new in self.added if key_of(new) in there]
        if wrong:
            raise MergeError(f"the changes from {self.before} to {self.after} do not fit data version {dataset.version}", wrong)
        for old in self.removed:
            del there[key_of(old)]
        news = [*self.added, *(one.after for one in self.changed), *(one.notice for one in self.withdrawn)]
        return Dataset.of(by_table((there | {key_of(new): new for new in news}).values()), self.after)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the differences as plain data: a row for each record, and for one that changed a row a field.

        Returns:
            Rows of `change`, `table`, `record`, `field`, `before`, `after`; of a withdrawn record `before` is the reason, `after` the
            id of what took its place.
        """
        return [dict(zip(self.COLUMNS, row, strict=True)) for row in self._rows()]

    def _rows(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        for name, records in (("added", self.added), ("removed", self.removed)):
            for one in records:
                yield name, table_of(one), key_text(key_of(one)), "", "", ""
        for two in self.changed:
            for field, before, after in two.fields:
                yield "changed", table_of(two.after), key_text(key_of(two.after)), field, before, after
        for gone in self.withdrawn:
            yield "withdrawn", table_of(gone.before), gone.notice.id, "", gone.notice.reason, gone.notice.successor or ""

    def __str__(self) -> str:
        lines = [f"from data version {self.before} to {self.after}: {self._counts()}"]
        lines += [f"added {table_of(one)} {key_text(key_of(one))}" for one in self.added]
        for two in self.changed:
            lines.append(f"changed {table_of(two.after)} {key_text(key_of(two.after))}")
            lines += [f"  {field}: {before or 'not stated'} -> {after or 'not stated'}" for field, before, after in two.fields]
        for gone in self.withdrawn:
            instead = f"; take {gone.notice.successor} instead" if gone.notice.successor else ""
            lines.append(f"withdrawn {table_of(gone.before)} {gone.notice.id}: {gone.notice.reason}{instead}")
        return "\n".join([*lines, *(f"removed {table_of(one)} {key_text(key_of(one))}" for one in self.removed)])

    def _counts(self) -> str:
        kinds = (("added", self.added), ("changed", self.changed), ("withdrawn", self.withdrawn), ("removed", self.removed))
        return ", ".join(f"{count(len(records), 'record')} {name}" for name, records in kinds if records) or "nothing differs"

    def __repr__(self) -> str:
        return f"<Diff {self.before} to {self.after}: {self._counts()}>"

    def _repr_html_(self) -> str:
        return diff_card(self, self._counts())


def diff(before: str | Dataset, after: str | Dataset) -> Diff:
    """Say what differs between two data versions, or any two datasets.

    Args:
        before: a version, or a dataset.
        after: another.

    Examples:
        >>> import ketamine_evidence as ke
        >>> ke.diff("0.1.0", "0.1.0")
        <Diff 0.1.0 to 0.1.0: nothing differs>

    Raises:
        VersionError: for a version that is not here.
    """
    one, other = (load(each) if isinstance(each, str) else each for each in (before, after))
    olds, news = entries(one.tables, one.version), entries(other.tables, other.version)
    changed: list[Changed] = []
    withdrawn: list[Gone] = []
    for key, old in olds.items():
        new = news.get(key, old)
        if isinstance(new, Withdrawn) and not isinstance(old, Withdrawn):
            withdrawn.append(Gone(old, new))
        elif new != old:
            changed.append(Changed(old, new))
    return Diff(
        one.version,
        other.version,
        tuple(news[key] for key in news if key not in olds),
        tuple(changed),
        tuple(withdrawn),
        tuple(olds[key] for key in olds if key not in news),
    )
