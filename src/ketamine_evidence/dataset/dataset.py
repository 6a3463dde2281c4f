"""A dataset: every table of one version, each built when it is first asked for.

What a query does not need is imported where it is needed: to load a release and ask it costs a third of importing the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ketamine_evidence.dataset.sums import digest_of
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.dataset.unread import Rows, UnreadTable
from ketamine_evidence.errors import UnknownRecordError, WithdrawnError, nearest
from ketamine_evidence.records.schemas import CLAIM_NAMES, TABLE_NAMES

if TYPE_CHECKING:
    import attrs

    from ketamine_evidence.dataset.provenance import Part, Provenance
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
        Statement,
        Term,
        Trace,
        Withdrawn,
    )

    Reader = Callable[[str], Sequence[attrs.AttrsInstance] | Rows]


class Dataset:
    """A version of the data in memory.

    Args:
        version: the data version, such as "0.1.0".
        released: when it was released; None where it was not, as a user's own sources.
        digest: SHA-256, in hex, of its descriptor, which holds the digests of all its files; None to take it when asked for.
        read: gives the records of a table by its name, or its rows, of which records are made when they are touched; asked once a table.
        provenance: where the records of merged data came from.

    Examples:
        >>> import ketamine_evidence as ke
        >>> ds = ke.load("0.1.0")
        >>> ds["biologyinsights-infusion.r004"].reported
        <Reported 'several days to a few weeks' [3 d, 5 wk]>
    """

    def __init__(
        self, version: str, released: date | None, digest: str | None, read: Reader, provenance: Provenance | None = None
    ) -> None:
        self.version: str = version
        self.released: date | None = released
        self._digest = digest
        self._read = read
        self._provenance = provenance

    @classmethod
    def of(
        cls,
        tables: Mapping[str, Iterable[attrs.AttrsInstance]],
        version: str,
        released: date | None = None,
        provenance: Provenance | None = None,
    ) -> Dataset:
        """Make a dataset of records.

        Args:
            tables: the records by table; a table that is left out is empty.
            version: what it is called.
            released: when it was released; None where it was not.
            provenance: where the records of merged data came from.

        Examples:
            >>> Dataset.of({}, "nothing")
            <Dataset nothing: empty>
        """
        from ketamine_evidence.dataset.package import in_order

        return cls(version, released, None, in_order(tables).__getitem__, provenance)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of the descriptor, which holds the digests of all tables; of data never saved, as they would be saved."""
        return self._digest or digest_of(self.files())

    def files(self) -> dict[str, bytes]:
        """Give the dataset as the files of a data package, by name."""
        from ketamine_evidence.dataset.package import package_files

        return package_files(
            {name: tuple(table) for name, table in self.tables.items()}, self.version, self.released, self._provenance
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The datasets that this one was made of; itself alone where it was not merged."""
        from ketamine_evidence.dataset.provenance import Part

        return self._provenance.parts if self._provenance is not None else (Part(self.version, self.digest),)

    def origins(self, record: str | attrs.AttrsInstance) -> tuple[str, ...]:
        """Give the names of the parts that a record, or the record of an id, was in; none where the data do not say.

        Raises:
            UnknownRecordError: where the dataset has no such record.
        """
        from ketamine_evidence.dataset.keys import key_of, key_text

        key = record if isinstance(record, str) else key_text(key_of(record))
        if key not in self._keys:
            raise UnknownRecordError(f"no record {key!r} in data version {self.version}{nearest(key, self._keys)}")
        return self._provenance.origins.get(key, ()) if self._provenance is not None else (self.version,)

    @cached_property
    def sources(self) -> Table[Source]:
        """The sources: articles and studies."""
        return self._table("sources")

    @cached_property
    def ranges(self) -> Table[ReportedRange]:
        """The quantities that sources give."""
        return self._table("ranges")

    @cached_property
    def protocols(self) -> Table[Protocol]:
        """The ways of treating."""
        return self._table("protocols")

    @cached_property
    def mechanisms(self) -> Table[Mechanism]:
        """What the drug is said to do in the body."""
        return self._table("mechanisms")

    @cached_property
    def side_effects(self) -> Table[SideEffect]:
        """The unwanted and accompanying effects."""
        return self._table("side_effects")

    @cached_property
    def factors(self) -> Table[Factor]:
        """What is said to bear on the outcome."""
        return self._table("factors")

    @cached_property
    def findings(self) -> Table[Finding]:
        """What research, or patients, are said to have found."""
        return self._table("findings")

    @cached_property
    def guidance(self) -> Table[Guidance]:
        """Tips, precautions, restrictions, interactions, monitoring, indications."""
        return self._table("guidance")

    @cached_property
    def statements(self) -> Table[Statement]:
        """Everything else that sources state."""
        return self._table("statements")

    @cached_property
    def traces(self) -> Table[Trace]:
        """Lay claims and the studies they most probably rest on."""
        return self._table("traces")

    @cached_property
    def exclusions(self) -> Table[Exclusion]:
        """The stretches of text without a record, and why."""
        return self._table("exclusions")

    @cached_property
    def terms(self) -> Table[Term]:
        """The vocabularies and the reading conventions."""
        return self._table("terms")

    @cached_property
    def withdrawn(self) -> Table[Withdrawn]:
        """The records that are no longer here, why, and what took their place."""
        return self._table("withdrawn")

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in TABLE_NAMES}

    def claims(self) -> Iterator[Claim]:
        """Every claim of every table."""
        for name in CLAIM_NAMES:
            yield from getattr(self, name)

    def __getitem__(self, key: str) -> Any:
        """Give any record by its id.

        Raises:
            WithdrawnError: where the record was withdrawn; it says why, and what took its place.
            UnknownRecordError: where no record has the id; it names the nearest.
        """
        from ketamine_evidence.dataset.withdrawals import notice, successor_of

        try:
            return self._everything[key]
        except KeyError:
            for one in self.withdrawn:
                if one.id == key:
                    raise WithdrawnError(notice(one, self.withdrawn), one.id, successor_of(one, self.withdrawn)) from None
            raise UnknownRecordError(
                f"no record {key!r} in data version {self.version}{nearest(str(key), self._everything)}"
            ) from None

    def __contains__(self, key: object) -> bool:
        return key in self._everything

    def __repr__(self) -> str:
        counts = ", ".join(
            f"{len(table)} {name}" for name, table in self.tables.items() if name in {"sources", *CLAIM_NAMES} and table
        )
        day = f" of {self.released}" if self.released is not None else ""
        return f"<Dataset {self.version}{day}: {counts or 'empty'}>"

    def _repr_html_(self) -> str:
        from ketamine_evidence.dataset.cards import dataset_card

        return dataset_card(self, self._provenance)

    @cached_property
    def _by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _everything(self) -> Mapping[str, Any]:
        found: dict[str, Any] = dict(self._by_id)
        found |= {claim.id: claim for claim in self.claims()}
        return found | {trace.id: trace for trace in self.traces}

    @cached_property
    def _keys(self) -> frozenset[str]:
        from ketamine_evidence.dataset.keys import key_of, key_text

        return frozenset(key_text(key_of(record)) for table in self.tables.values() for record in table)

    def _table(self, name: str) -> Table[Any]:
        sources: Mapping[str, Source] = _ById(lambda: self._by_id) if name in {*CLAIM_NAMES, "exclusions"} else {}
        records = self._read(name)
        if isinstance(records, Rows):
            return UnreadTable(records, range(len(records)), sources, self)
        from ketamine_evidence.records.evidence import TABLES

        return Table(TABLES[name], records, sources, self)


class _ById(Mapping[str, "Source"]):
    """The sources of a dataset by their ids, read when a record is asked for its source."""

    def __init__(self, read: Callable[[], Mapping[str, Source]]) -> None:
        self._read = read

    def __getitem__(self, key: str) -> Source:
        return self._read()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())
