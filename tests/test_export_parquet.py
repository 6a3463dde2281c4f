"""The Parquet export, and the script that loads it into DuckDB: what is in them, and what is refused when it is read back."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet as pq

import ketamine_evidence as ke
from exported import spoil
from ketamine_evidence.dataset.sums import SUMS, digest_of
from ketamine_evidence.errors import DataError, MissingExtraError
from ketamine_evidence.export import duckdb
from ketamine_evidence.export.about import about
from ketamine_evidence.export.duckdb_views import VIEWS
from ketamine_evidence.export.formats import export_to
from ketamine_evidence.export.parquet import files, read
from ketamine_evidence.export.sqlite_views import VIEWS as IN_SQLITE
from ketamine_evidence.records.evidence import TABLES
from ketamine_evidence.records.schemas import SCHEMA_VERSION
from ketamine_evidence.records.vocabulary import Statistic
from small_dataset import SMALL, all_of, merged

CONTENT = digest_of(SMALL.files())


def table(content: bytes) -> pa.Table:
    return pq.read_table(io.BytesIO(content))


def content(one: pa.Table) -> bytes:
    sink = io.BytesIO()
    pq.write_table(one, sink)
    return sink.getvalue()


# There and back


@pytest.mark.parametrize("version", ke.versions())
def test_release_is_read_back_whole(version: str, tmp_path: Path) -> None:
    ds = ke.load(version)
    back = read(export_to(ds, "parquet", tmp_path / "out"))
    assert all_of(back) == all_of(ds)
    assert duckdb.files(back) == duckdb.files(ds)


def test_merged_data_are_read_back_with_their_origins(tmp_path: Path) -> None:
    both = merged()
    assert all_of(read(export_to(both, "parquet", tmp_path / "out"))) == all_of(both)


def test_the_folder_for_duckdb_is_read_back_too(tmp_path: Path) -> None:
    assert all_of(ke.read_export(export_to(SMALL, "duckdb", tmp_path / "out"), "duckdb")) == all_of(SMALL)


def test_bytes_are_the_same_in_another_process() -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "from small_dataset import SMALL\nfrom ketamine_evidence.export.duckdb import files\n"
        "print(hashlib.sha256(files(SMALL)['SHA256SUMS']).hexdigest())"
    )
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert done.stdout.strip() == hashlib.sha256(duckdb.files(SMALL)[SUMS]).hexdigest()


# What is in it


def test_every_table_is_a_file_with_its_digest() -> None:
    found = files(SMALL)
    assert sorted(found) == sorted([SUMS, *(f"{name}.parquet" for name in TABLES)])
    sums = {line[66:]: line[:64] for line in found[SUMS].decode().splitlines()}
    assert sums == {name: hashlib.sha256(found[name]).hexdigest() for name in found if name != SUMS}


@pytest.mark.parametrize("name", TABLES)
def test_file_says_what_it_is_and_what_its_columns_mean(name: str) -> None:
    one = table(files(SMALL)[f"{name}.parquet"])
    said = {key.decode(): value.decode() for key, value in (one.schema.metadata or {}).items()}
    assert said.pop("table") == name
    assert said.pop("table_description")
    assert said == {**about(SMALL), "schema_version": str(SCHEMA_VERSION), "content_sha256": CONTENT}
    assert all((field.metadata or {})[b"description"] for field in one.schema)


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_those_of_the_frame(name: str) -> None:
    one = table(files(SMALL)[f"{name}.parquet"])
    assert one.replace_schema_metadata().equals(SMALL.tables[name].to_arrow())
    assert one.schema.equals(SMALL.tables[name].to_arrow().schema)


def test_ranges_are_nested_and_typed() -> None:
    schema = table(files(SMALL)["ranges.parquet"]).schema
    end = pa.struct([("least", pa.float64()), ("most", pa.float64()), ("unit", pa.string())])
    assert schema.field("reported").type.field("low").type == end
    assert pa.types.is_dictionary(schema.field("route").type)
    assert schema.field("outer_high_common").type == pa.float64()


def test_pandas_and_polars_read_closed_lists_whole_and_numbers_as_numbers() -> None:
    ranges = files(SMALL)["ranges.parquet"]
    frame = pd.read_parquet(io.BytesIO(ranges))
    assert list(frame["statistic"].cat.categories) == [*Statistic]
    assert frame["outer_low"].tolist() == [0.5, 0.1, 3.0, 1.0]
    assert pl.read_parquet(io.BytesIO(ranges)).schema["outer_low"] == pl.Float64


def test_cells_that_begin_like_a_formula_stay_as_they_are() -> None:
    assert table(files(SMALL)["ranges.parquet"])["summary"].to_pylist()[0] == "=relief"


# The script for DuckDB; that DuckDB runs it is for the outside tests


def test_script_says_what_the_data_are() -> None:
    script = duckdb.files(SMALL)["load.sql"].decode()
    head = [line.removeprefix("-- ") for line in script.splitlines() if line.startswith("-- ")]
    said = about(SMALL)
    assert head[:3] == [said["title"], said["intended_use"], f"{said['citation']} SHA-256 {said['sha256']}."]
    assert f"VALUES ('licence', '{said['licence']}');" in script


def test_a_version_of_two_lines_stays_a_comment() -> None:
    script = duckdb.files(ke.Dataset.of({}, "1\nDROP TABLE mine;"))["load.sql"].decode()
    assert "(data version 1 DROP TABLE mine;)" in script.splitlines()[2]


def test_script_for_merged_data_says_which_parts_each_record_came_from() -> None:
    found = duckdb.files(merged())
    script = found["load.sql"].decode()
    assert 'CREATE TABLE ketamine_evidence.origins (\n  "record" VARCHAR PRIMARY KEY,\n  "parts" VARCHAR[] NOT NULL\n);' in script
    assert "PRIMARY KEY (source, span_start, span_end)" not in script
    assert "PRIMARY KEY (source, span_start, span_end)" in duckdb.files(SMALL)["load.sql"].decode()
    assert table(found["origins.parquet"]).column_names == ["record", "parts"]


def test_duckdb_has_the_views_of_sqlite() -> None:
    assert {name: view.description for name, view in VIEWS.items()} == {
        name: view.description for name, view in IN_SQLITE.items()
    }


# What is not read back


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return export_to(SMALL, "parquet", tmp_path / "out")


def test_a_folder_without_digests_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path.name}/{SUMS}: missing; export the data again"


def test_files_that_are_missing_or_altered_are_named(folder: Path) -> None:
    gone = hashlib.sha256((folder / "factors.parquet").read_bytes()).hexdigest()
    (folder / "factors.parquet").unlink()
    whole = (folder / "terms.parquet").read_bytes()
    (folder / "terms.parquet").write_bytes(whole[:-1])
    with pytest.raises(DataError) as caught:
        read(folder)
    assert str(caught.value) == (
        f"out/factors.parquet: missing; expected SHA-256 {gone}; export the data again\n"
        f"out/terms.parquet: altered; expected SHA-256 {hashlib.sha256(whole).hexdigest()}, "
        f"found {hashlib.sha256(whole[:-1]).hexdigest()}; export the data again"
    )


def changed(folder: Path, name: str, new: bytes | None) -> Path:
    """The folder with another file in place of one, or without it, and digests that fit."""
    spoil(folder, name, None if new is None else lambda _: new)
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(folder)
    return str(caught.value)


def test_a_table_that_is_not_there_is_missed(folder: Path) -> None:
    assert refusal(changed(folder, "traces.parquet", None)) == ("out/traces.parquet: missing; export the data again")


@pytest.mark.parametrize("junk", [b"", b"PAR1 and no more than that PAR1"])
def test_what_is_no_parquet_is_named(folder: Path, junk: bytes) -> None:
    said = refusal(changed(folder, "terms.parquet", junk))
    assert said.startswith("out/terms.parquet: not a Parquet file: ")
    assert said.endswith("; export the data again")


def test_files_of_two_exports_are_not_mixed(folder: Path) -> None:
    other = files(ke.Dataset.of(SMALL.tables, "0.9.1"))["terms.parquet"]
    assert refusal(changed(folder, "terms.parquet", other)) == (
        "out/terms.parquet: of another export than sources.parquet; export the data again"
    )


def test_a_wrong_cell_is_named_with_its_file(folder: Path) -> None:
    one = table((folder / "factors.parquet").read_bytes())
    wrong = one.set_column(one.column_names.index("factor"), "factor", pa.array(["dosis"])).replace_schema_metadata(
        one.schema.metadata
    )
    said = refusal(changed(folder, "factors.parquet", content(wrong)))
    assert said.startswith("out/factors.parquet: one.f001: factor: unknown value 'dosis'; expected one of: condition, ")


def test_a_missing_column_is_named_with_its_file(folder: Path) -> None:
    one = table((folder / "factors.parquet").read_bytes())
    assert refusal(changed(folder, "factors.parquet", content(one.drop_columns(["outcome"])))) == (
        "out/factors.parquet: outcome: missing column"
    )


def test_a_lost_row_is_found(folder: Path) -> None:
    one = table((folder / "statements.parquet").read_bytes())
    said = refusal(changed(folder, "statements.parquet", content(one.slice(0, 0))))
    assert said.startswith(f"out: altered; expected content with SHA-256 {CONTENT}, found ")
    assert said.endswith("; export the data again")


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        ({"schema_version": "99"}, "written with schema version 99; this package reads 2; export the data again"),
        ({}, "written with schema version none; this package reads 2; export the data again"),
    ],
)
def test_another_schema_is_not_read(folder: Path, metadata: dict[str, str], message: str) -> None:
    for name in TABLES:
        one = table((folder / f"{name}.parquet").read_bytes())
        changed(folder, f"{name}.parquet", content(one.replace_schema_metadata(metadata)))
    assert refusal(folder) == f"out: {message}"


def test_what_to_install_is_said_where_pyarrow_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "ketamine_evidence.export.parquet")
    with pytest.raises(MissingExtraError) as caught:
        export_to(SMALL, "parquet", tmp_path / "out")
    assert str(caught.value) == "parquet needs pyarrow, which is not installed: pip install 'ketamine-evidence[export]'"
