"""Exports to SQLite and Parquet: there and back."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ketamine_evidence import Dataset, ImpreciseNumber, Reported, load
from ketamine_evidence.dataset.keys import key_of, key_text
from ketamine_evidence.dataset.package import write_files
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.export import parquet, sqlite
from ketamine_evidence.export.formats import Files
from ketamine_evidence.export.sqlite_rows import exact_numbers
from ketamine_evidence.export.sqlite_schema import FILE
from ketamine_evidence.export.sqlite_views import VIEWS
from ketamine_evidence.records.evidence import TABLES, Withdrawn
from ketamine_evidence.strategies import datasets, records
from small_dataset import SMALL, THIRD, all_of, merged, with_range

formats = pytest.mark.parametrize(
    ("files", "read"), [(sqlite.files, sqlite.read), (parquet.files, parquet.read)], ids=["sqlite", "parquet"]
)


@st.composite
def whole_datasets(draw: st.DrawFn) -> Dataset:
    """Datasets that also have a withdrawn record, of one part or of several."""
    drawn = draw(datasets())
    tables: dict[str, Any] = {**drawn.tables, "withdrawn": [draw(records(Withdrawn, id="gone"))]}
    if draw(st.booleans()):
        return Dataset(drawn.version, drawn.released, "0" * 64, tables.__getitem__)
    keys = [key_text(key_of(record)) for table in tables.values() for record in table]
    parts = st.sampled_from([("0.1.0",), ("mine",), ("0.1.0", "mine")])
    whole = Provenance((Part("0.1.0", "2" * 64), Part("mine", "3" * 64)), {key: draw(parts) for key in keys})
    return Dataset("merged", None, None, tables.__getitem__, whole)


def there_and_back(dataset: Dataset, files: Callable[[Dataset], Files], read: Callable[[Path], Dataset]) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        return read(write_files(files(dataset), Path(folder) / "out"))


@formats
@given(dataset=whole_datasets())
@example(dataset=load())
@example(dataset=merged())
@example(dataset=Dataset.of({}, "nothing"))
def test_reading_a_database_undoes_writing_it(
    files: Callable[[Dataset], Files], read: Callable[[Path], Dataset], dataset: Dataset
) -> None:
    """What is read back has the tables, version, date and digest of the dataset, and of merged data the parts and origins."""
    assert all_of(there_and_back(dataset, files, read)) == all_of(dataset)


@given(least=st.fractions(min_value=0, max_value=10**40), more=st.fractions(min_value=0))
@example(least=Fraction(1, 10), more=Fraction(1, 10**400))
def test_sqlite_gives_every_number_back_exactly(least: Fraction, more: Fraction) -> None:
    """The ends of a range that is read back are the same fractions, whether a float holds them or not."""
    stated = Reported("stated", ImpreciseNumber(least, least + more, "mg"), None)
    found = there_and_back(with_range(stated), sqlite.files, sqlite.read)["one.r002"].reported
    assert exact_numbers(found) == {"low_least": least, "low_most": least + more}
    assert exact_numbers(found) == exact_numbers(stated)


@given(whole_datasets())
@example(SMALL)
@example(with_range(THIRD))
def test_sqlite_holds_every_record_and_shows_every_claim(dataset: Dataset) -> None:
    """Each table has a row a record; the views and the full-text index leave nothing out and show nothing twice."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(sqlite.files(dataset)[FILE])
        counts = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in (*TABLES, *VIEWS, "search")}  # noqa: S608  our own names
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert {name: counts[name] for name in TABLES} == {name: len(table) for name, table in dataset.tables.items()}
    claims = len(list(dataset.claims()))
    assert counts["claims"] == claims
    assert counts["search"] == claims + len(dataset.sources)
    assert counts["range_readings"] == len(dataset.ranges)
    assert counts["relief"] == len(dataset.ranges.where(quantity="relief_duration"))
    assert counts["traced_claims"] == len(dataset.traces)
    assert counts["protocol_quantities"] == sum(len(one.ranges) for one in dataset.protocols)
    assert counts["identifiers"] == sum(len(term.mappings) for term in dataset.terms)
