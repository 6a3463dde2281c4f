"""DuckDB runs the script of its export, and answers every view as SQLite does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

import ketamine_evidence as ke
from ketamine_evidence.export.formats import export_files, export_to
from ketamine_evidence.export.sqlite_schema import FILE
from ketamine_evidence.export.sqlite_views import VIEWS
from ketamine_evidence.records.evidence import TABLES
from small_dataset import SMALL, merged

DATASETS: dict[str, ke.Dataset] = {"small": SMALL, "merged": merged(), **{version: ke.load(version) for version in ke.versions()}}
each = pytest.mark.parametrize("name", DATASETS)


@pytest.fixture
def script(name: str, tmp_path: Path) -> str:
    folder = export_to(DATASETS[name], "duckdb", tmp_path / "it's here")
    return f"SET VARIABLE folder = '{str(folder).replace(chr(39), chr(39) * 2)}';\n" + (folder / "load.sql").read_text(
        encoding="utf-8"
    )


@pytest.fixture
def loaded(script: str) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect()) as connection:
        connection.execute(script)
        connection.execute("USE ketamine_evidence")
        yield connection


@each
def test_every_record_is_a_row(name: str, loaded: duckdb.DuckDBPyConnection) -> None:
    counts = {table: loaded.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0] for table in TABLES}  # noqa: S608  our own names
    assert counts == {table: len(records) for table, records in DATASETS[name].tables.items()}


@each
@pytest.mark.parametrize("view", VIEWS)
def test_views_answer_as_in_sqlite(name: str, view: str, loaded: duckdb.DuckDBPyConnection) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(export_files(DATASETS[name], "sqlite")[FILE])
        expected = rows(connection.execute(f"SELECT * FROM {view}"))  # noqa: S608  our own names
    assert rows(loaded.execute(f"SELECT * FROM {view}")) == expected  # noqa: S608  our own names


def rows(found: Any) -> list[dict[str, Any]]:
    """The rows of a query in an order of ours, without what the two are to do differently."""
    names = [column[0] for column in found.description]
    cells = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in cells:
        row.pop("number", None)  # of the full-text index, which is SQLite's
        if "hedges" in row:
            row["hedges"] = "; ".join(row["hedges"]) if isinstance(row["hedges"], list) else row["hedges"] or ""
    return sorted(cells, key=repr)


@pytest.mark.parametrize("name", ["small"])
def test_closed_lists_are_enums_and_everything_is_explained(loaded: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConversionException):
        loaded.execute("UPDATE factors SET factor = 'dosis'")
    with pytest.raises(duckdb.ConstraintException):
        loaded.execute("UPDATE exclusions SET source = 'three'")
    with pytest.raises(duckdb.ConstraintException):
        loaded.execute("UPDATE sources SET conditions = ['hiccups']")
    unexplained = (
        "SELECT table_name, column_name FROM duckdb_columns() WHERE schema_name = 'ketamine_evidence' AND comment IS NULL"
    )
    views = [*VIEWS, "metadata"]
    assert [row for row in loaded.execute(unexplained).fetchall() if row[0] not in views] == []
    assert loaded.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal AND comment IS NOT NULL").fetchall() == [
        (len(VIEWS),)
    ]
    assert loaded.execute("SELECT value FROM metadata WHERE key = 'sha256'").fetchall() == [(SMALL.digest,)]


@pytest.mark.parametrize("name", ["merged"])
def test_merged_data_say_where_each_record_came_from(loaded: duckdb.DuckDBPyConnection) -> None:
    assert loaded.execute("SELECT parts FROM origins WHERE record = 'one'").fetchall() == [(["mine"],)]


@pytest.mark.parametrize("name", ["small"])
def test_without_a_folder_the_script_reads_from_here(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "it's here")
    with closing(duckdb.connect()) as connection:
        connection.execute(script.partition(";\n")[2])
        assert connection.execute("SELECT count(*) FROM ketamine_evidence.sources").fetchall() == [(2,)]


@pytest.mark.parametrize("name", ["small"])
def test_nothing_is_loaded_where_a_file_is_missing(tmp_path: Path, script: str) -> None:
    (tmp_path / "it's here" / "terms.parquet").unlink()
    with closing(duckdb.connect()) as connection:
        with pytest.raises(duckdb.IOException):
            connection.execute(script)
        connection.execute("ROLLBACK")
        assert connection.execute("SELECT count(*) FROM duckdb_schemas() WHERE schema_name = 'ketamine_evidence'").fetchall() == [
            (0,)
        ]
