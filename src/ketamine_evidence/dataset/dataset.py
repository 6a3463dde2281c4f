"""A dataset: every table of one version, each built when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from ketamine_evidence.dataset.cards import dataset_card
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.package import digest_of, in_order, package_files
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.dataset.withdrawals import notice, successor_of
from ketamine_evidence.errors import UnknownRecordError, WithdrawnError, nearest
from ketamine_evidence.records.evidence import (
    CLAIMS,
    TABLES,
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

Reader = Callable[[str], Sequence[attrs.AttrsInstance]]


class Dataset:
    """A version of the data in memory.

    Args:
        version: the data version, such as "0.1.0".
        released: when it was released; None where it was not, as a user's own sources.
        digest: SHA-256, in hex, of its descriptor, which holds the digests of all its files; None to take it when asked for.
        read: gives the records of a table by its name; asked once a table.
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
        return cls(version, released, None, in_order(tables).__getitem__, provenance)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hex, of the descriptor, which holds the digests of all tables; of data never saved, as they would be saved."""
        return self._digest or digest_of(self.files())

    def files(self) -> dict[str, bytes]:
        """Give the dataset as the files of a data package, by name."""
        return package_files(
            {name: tuple(table) for name, table in self.tables.items()}, self.version, self.released, self._provenance
        )

    @property
    def parts(self) -> tuple[Part, ...]:
        """The datasets that this one was made of; itself alone where it was not merged."""
        return self._provenance.parts if self._provenance is not None else (Part(self.version, self.digest),)

    def origins(self, record: str | attrs.AttrsInstance) -> tuple[str, ...]:
        """Give the names of the parts that a record, or the record of an id, was in.

        Raises:
            UnknownRecordError: where the dataset has no such record.
        """
        key = record if isinstance(record, str) else key_text(key_of(record))
        if key not in self._keys:
            raise UnknownRecordError(f"no record {key!r} in data version {self.version}{nearest(key, self._keys)}")
        return self._provenance.origins[key] if self._provenance is not None else (self.version,)

    @cached_property
    def sources(self) -> Table[Source]:
        """The sources: articles and studies."""
        return Table(Source, self._records("sources"), dataset=self)

    @cached_property
    def ranges(self) -> Table[ReportedRange]:
        """The quantities that sources give."""
        return self._claims("ranges", ReportedRange)

    @cached_property
    def protocols(self) -> Table[Protocol]:
        """The ways of treating."""
        return self._claims("protocols", Protocol)

    @cached_property
    def mechanisms(self) -> Table[Mechanism]:
        """What the drug is said to do in the body."""
        return self._claims("mechanisms", Mechanism)

    @cached_property
    def side_effects(self) -> Table[SideEffect]:
        """The unwanted and accompanying effects."""
        return self._claims("side_effects", SideEffect)

    @cached_property
    def factors(self) -> Table[Factor]:
        """What is said to bear on the outcome."""
        return self._claims("factors", Factor)

    @cached_property
    def findings(self) -> Table[Finding]:
        """What research, or patients, are said to have found."""
        return self._claims("findings", Finding)

    @cached_property
    def guidance(self) -> Table[Guidance]:
        """Tips, precautions, restrictions, interactions, monitoring, indications."""
        return self._claims("guidance", Guidance)

    @cached_property
    def statements(self) -> Table[Statement]:
        """Everything else that sources state."""
        return self._claims("statements", Statement)

    @cached_property
    def traces(self) -> Table[Trace]:
        """Lay claims and the studies they most probably rest on."""
        return Table(Trace, self._records("traces"), dataset=self)

    @cached_property
    def exclusions(self) -> Table[Exclusion]:
        """The stretches of text without a record, and why."""
        return Table(Exclusion, self._records("exclusions"), self._by_id, self)

    @cached_property
    def terms(self) -> Table[Term]:
        """The vocabularies and the reading conventions."""
        return Table(Term, self._records("terms"), dataset=self)

    @cached_property
    def withdrawn(self) -> Table[Withdrawn]:
        """The records that are no longer here, why, and what took their place."""
        return Table(Withdrawn, self._records("withdrawn"), dataset=self)

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """Every table by its name."""
        return {name: getattr(self, name) for name in TABLES}

    def claims(self) -> Iterator[Claim]:
        """Every claim of every table."""
        for name in CLAIMS:
            yield from getattr(self, name)

    def __getitem__(self, key: str) -> Any:
        """Give any record by its id.

        Raises:
            WithdrawnError: where the record was withdrawn; it says why, and what took its place.
            UnknownRecordError: where no record has the id; it names the nearest.
        """
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
            f"{len(table)} {name}" for name, table in self.tables.items() if name in {"sources", *CLAIMS} and table
        )
        day = f" of {self.released}" if self.released is not None else ""
        return f"<Dataset {self.version}{day}: {counts or 'empty'}>"

    def _repr_html_(self) -> str:
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
        return frozenset(key_text(key_of(record)) for table in self.tables.values() for record in table)

    def _claims(self, name: str, record: type[Any]) -> Table[Any]:
        return Table(record, self._records(name), self._by_id, self)

    def _records(self, name: str) -> Sequence[Any]:
        return self._read(name)
