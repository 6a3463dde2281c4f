"""CSV exports: cells that no spreadsheet runs, a descriptor of their own, and every broken file told."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from exported import SIGNS, content, dangerous, merged, replacing, spoil
from ketamine_evidence.errors import DataError, VersionError
from ketamine_evidence.export import csv_package
from ketamine_evidence.export.csv_package import DEFUSED, files, read
from ketamine_evidence.export.defuse import defuse, undefuse
from ketamine_evidence.records.evidence import TABLES, ReportedRange
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import layout


def rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


@pytest.mark.parametrize("text", SIGNS)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert defuse(text) == f"'{text}"
    assert defuse(f"'{text}") == f"''{text}"
    assert undefuse(f"'{text}") == text
    assert undefuse(text) == text


@pytest.mark.parametrize("text", ["", "a", "1+1", " =1", "'", "'a", "''", "4-6", "|=1", "\N{MINUS SIGN}1"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert defuse(text) == text
    assert undefuse(text) == text


def test_cells_are_defused_in_texts_and_lists_alone() -> None:
    written = files(dangerous())
    (source,), (effect,) = rows(written["sources.csv"]), rows(written["ranges.csv"])
    assert (source["title"], source["authors"], source["publisher"], source["pmid"]) == ("'=1+1", "'=A1|B", "1-2", "007")
    assert (effect["reported"], effect["low_least"], effect["high_least"]) == ("'-0.5", "-0.5", "0.3333333333333333")
    assert (effect["summary"], effect["section"], effect["note"]) == ("''=", "'=2+3", "3-4")
    assert [row["summary"] for row in rows(written["statements.csv"])] == [f"'{text}" for text in SIGNS]
    assert rows(written["guidance.csv"])[0]["about"].startswith("'t is")


def test_ids_of_merged_data_are_defused_alike() -> None:
    ds = merged()
    assert {row["record"] for row in rows(files(ds)["origins.csv"])} == {
        "one",
        "one.g001",
        "one.r001",
        '["term", "effect", "nausea"]',
    } | {f"one.s{number:03}" for number in range(len(SIGNS))}


@pytest.mark.parametrize("name", TABLES)
def test_no_term_of_a_closed_list_needs_to_be_defused(name: str) -> None:
    for column in columns(TABLES[name]):
        assert [choice for choice in column.choices if defuse(choice) != choice] == []


def test_the_newest_release_has_only_figures_below_zero_to_defuse() -> None:
    released, written = ke.load().files(), files(ke.load())
    defused = [
        before
        for name in released
        if name.endswith(".csv")
        for row, other in zip(rows(released[name]), rows(written[name]), strict=True)
        for before, after in zip(row.values(), other.values(), strict=True)
        if before != after
    ]
    assert defused
    assert [cell for cell in defused if re.match(r"-[0-9]", cell) is None] == []


def test_the_descriptor_has_the_digests_of_what_was_written() -> None:
    ds = dangerous()
    written, plain = files(ds), ds.files()
    described, before = json.loads(written["datapackage.json"]), json.loads(plain["datapackage.json"])
    for resource in described["resources"]:
        table = written[resource["path"]]
        assert (resource["bytes"], resource["hash"]) == (len(table), f"sha256:{hashlib.sha256(table).hexdigest()}")
    assert written["sources.csv"] != plain["sources.csv"]
    assert described["datasetDigest"] == f"sha256:{ds.digest}"
    assert described["defused"] == DEFUSED
    kept = [{key: value for key, value in one.items() if key not in {"bytes", "hash"}} for one in described["resources"]]
    assert kept == [{key: value for key, value in one.items() if key not in {"bytes", "hash"}} for one in before["resources"]]
    assert {key: described[key] for key in before if key != "resources"} == {
        key: before[key] for key in before if key != "resources"
    }


def test_an_export_is_not_taken_for_saved_data(tmp_path: Path) -> None:
    folder = ke.export_to(dangerous(), "csv", tmp_path / "csv")
    with pytest.raises(DataError) as raised:
        ke.load_folder(folder)
    assert str(raised.value) == "csv/datapackage.json: defused: an export for spreadsheets; read it with read_export"


def test_saved_data_are_not_taken_for_an_export(tmp_path: Path) -> None:
    folder = ke.save(dangerous(), tmp_path / "saved")
    with pytest.raises(DataError) as raised:
        read(folder)
    assert str(raised.value) == "saved/datapackage.json: defused: missing; it has to be given"


# What is refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return ke.export_to(merged(), "csv", tmp_path / "csv")


def keeping(names: Sequence[str]) -> Callable[[bytes], bytes]:
    """A table with these columns alone."""

    def change(before: bytes) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(csv.DictReader(io.StringIO(before.decode(), newline="")))
        return out.getvalue().encode()

    return change


def altering(**changes: Any) -> Callable[[bytes], bytes]:
    """A change of keys of the descriptor; None takes one away."""

    def change(before: bytes) -> bytes:
        described = json.loads(before) | changes
        return json.dumps({key: value for key, value in described.items() if value is not None}).encode()

    return change


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("datapackage.json", lambda _: b"{", "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("datapackage.json", lambda _: b"\xff", "not UTF-8 at byte 0; save it as UTF-8"),
        ("datapackage.json", lambda _: b"[]", "expected a table, came [] (list)"),
        ("datapackage.json", altering(version=None), "version: missing; it has to be given"),
        ("datapackage.json", altering(version=1), "version: expected text, came 1 (int)"),
        ("datapackage.json", altering(schemaVersion="2"), "schemaVersion: expected a whole number, came '2' (str)"),
        ("datapackage.json", altering(created="2026"), "created: expected a date such as '2026-01-31', came '2026'"),
        ("datapackage.json", altering(defused="so"), f"defused: expected {DEFUSED!r}, came 'so'; export the data again"),
        ("datapackage.json", altering(parts=[{"name": "one"}]), "parts.digest: missing; it has to be given"),
        ("origins.csv", replacing("record,parts", "record,part"), "parts: missing column\ncsv/origins.csv: part: unknown column; did you mean 'parts'?"),
        ("sources.csv", replacing(",2020,", ",MMXX,"), "one: year: expected a whole number, came 'MMXX'"),
        ("sources.csv", replacing(",lay,", ",lays,"), "one: tier: unknown value 'lays'; expected one of: lay, literature; did you mean 'lay'?"),
        ("ranges.csv", replacing(",-0.5,-0.5,", ",9,-0.5,"), "one.r001: reported: reversed number: least 9 is above most -0.5 1; swap them"),
        ("ranges.csv", lambda before: before + b"one.r002\n", f"line 3: expected {len(columns(ReportedRange))} cells, came 1"),
        ("ranges.csv", lambda before: before + b'"', "not CSV: unexpected end of data"),
        ("ranges.csv", lambda _: b"\xff", "not UTF-8 at byte 0; save it as UTF-8"),
        ("terms.csv", replacing("label", "lable"), "label: missing column\ncsv/terms.csv: lable: unknown column; did you mean 'label'?"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told(folder: Path, file: str, change: Callable[[bytes], bytes], said: str) -> None:
    spoil(folder, file, change)
    with pytest.raises(DataError) as raised:
        read(folder)
    assert str(raised.value) == f"csv/{file}: {said}"


def test_a_schema_of_a_later_package_is_told(folder: Path) -> None:
    spoil(folder, "datapackage.json", altering(schemaVersion=99))
    with pytest.raises(VersionError, match="not a schema version that this package reads: 99"):
        read(folder)


def test_an_export_of_an_earlier_schema_is_read(folder: Path) -> None:
    spoil(folder, "datapackage.json", altering(schemaVersion=1))
    for table, names in layout(1).items():
        spoil(folder, f"{table}.csv", keeping(names))
    back = read(folder)
    assert content(back) == content(merged()) | {"withdrawn": ()}


def test_an_earlier_schema_has_no_column_of_a_later_one(folder: Path) -> None:
    spoil(folder, "datapackage.json", altering(schemaVersion=1))
    with pytest.raises(DataError, match=r"^csv/sources\.csv: journal: unknown column"):
        read(folder)


def test_without_a_date_it_was_never_released(folder: Path) -> None:
    assert read(folder).released is None
    spoil(folder, "datapackage.json", altering(created="2026-01-02T00:00:00Z"))
    assert str(read(folder).released) == "2026-01-02"


def test_the_module_is_the_one_of_the_format() -> None:
    assert ke.export_to.__module__ == "ketamine_evidence.export.formats"
    assert csv_package.files(dangerous()) == files(dangerous())
