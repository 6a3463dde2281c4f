"""Citing a data version, a record of it, or a selection with the sources that it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.dataset import citation_formats, citation_metadata
from ketamine_evidence.dataset.bibliography import Citation, Reference, of_dataset, of_record, of_source, sources_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import QueryError, nearest
from ketamine_evidence.records.evidence import Claim, Source, Trace

FORMATS: Mapping[str, Callable[[Citation], str]] = MappingProxyType({**citation_formats.FORMATS, **citation_metadata.FORMATS})
"""Every format of citations by name."""
_LIKE_A_VERSION = re.compile(r"[0-9.]+")


def cite(
    what: str | Dataset | Table[Any] | attrs.AttrsInstance | None = None,
    format: str = "apa",  # noqa: A002  the word that everyone looks for
    *,
    version: str | Dataset | None = None,
) -> str:
    """Cite data, each with its version and the SHA-256 that stands for its content.

    Args:
        what: a data version ("0.1.0"); a dataset; a record or its id, which is cited with its source; or a table, such as a
            selection by `where`, which is cited with all of its sources. The newest release when left out.
        format: `apa`, `bibtex`, `ris`, `csl-json`, `cff` (CITATION.cff), `datacite` (JSON) or `schema.org` (JSON-LD).
        version: the data version, or the dataset, that a record is from; the newest release when left out. A table of a
            dataset knows its own.

    Returns:
        The citation as text, without a line break at its end.

    Examples:
        >>> import ketamine_evidence as ke
        >>> print(ke.cite("0.1.0"))
        The ketamine-evidence contributors. (2026). ketamine-evidence: what is written about ketamine for pain (Version 0.1.0) [Data set]. SHA-256: ...
        >>> print(ke.cite("biologyinsights-infusion.r004", version="0.1.0"))
        The ketamine-evidence contributors. (2026). Record biologyinsights-infusion.r004 of ketamine-evidence: ...
        How Long Does a Ketamine Infusion Last? (n.d.). biologyinsights.com. https://biologyinsights.com/how-long-does-a-ketamine-infusion-last

    Raises:
        QueryError: for a format that there is not, or what cannot be cited; it names the nearest.
        VersionError: for a data version that is not here.
        UnknownRecordError: for an id that no record has; it names the nearest.
        WithdrawnError: for a record that was withdrawn; it names what took its place.
    """
    if format not in FORMATS:
        raise QueryError(f"no citation format {format!r}; there are: {', '.join(FORMATS)}{nearest(str(format), FORMATS)}")
    return FORMATS[format](citation_of(what, version))


def citation_of(what: object, version: str | Dataset | None = None) -> Citation:
    """Give all that a citation names, for a format to write; see `cite`."""
    if isinstance(what, str) and not _LIKE_A_VERSION.fullmatch(what):
        dataset = _dataset(version)
        return _of_record(dataset[what], dataset)
    if isinstance(what, (str, Dataset)):
        if version is not None:
            raise QueryError(f"{what!r} is a data version itself; version goes with a record, its id or a table")
        return Citation(of=of_dataset(_dataset(what)))
    if what is None:
        return Citation(of=of_dataset(_dataset(version)))
    if isinstance(what, Table):
        return _of_table(what, version)
    if isinstance(what, (Source, Claim, Trace)):
        dataset = _dataset(version)
        _check(what, dataset[what.id], dataset)
        return _of_record(what, dataset)
    raise QueryError(
        f"cannot cite {what!r}; give a data version, a dataset, a source, a claim, a trace, the id of one, or a table"
    )


def _dataset(version: str | Dataset | None) -> Dataset:
    return version if isinstance(version, Dataset) else load(version)


def _check(record: attrs.AttrsInstance, there: object, dataset: Dataset) -> None:
    """Hold that a record is cited from a version that has it as it is."""
    if record != there:
        name = key_text(key_of(record))
        raise QueryError(
            f"{name} is not in data version {dataset.version} as it came; give the version or dataset that it is from: version=..."
        )


def _of_record(record: Source | Claim | Trace, dataset: Dataset) -> Citation:
    return Citation(of=of_record(record, dataset), within=of_dataset(dataset), sources=_sources([record], dataset))


def _of_table(table: Table[Any], version: str | Dataset | None) -> Citation:
    dataset = table.dataset if version is None and table.dataset is not None else _dataset(version)
    if table.dataset is not dataset:
        there = {record: record for name in dataset.tables for record in dataset.tables[name]}
        for record in table:
            _check(record, there.get(record), dataset)
    return Citation(of=of_dataset(dataset), sources=_sources(table, dataset))


def _sources(records: Iterable[object], dataset: Dataset) -> tuple[Reference, ...]:
    """The sources that records rest on, each once, in the order of their ids."""
    wanted = {source for record in records for source in sources_of(record, dataset)}
    return tuple(of_source(source) for source in dataset.sources if source.id in wanted)
