"""The SQLite export: what someone who writes SQL would try, and what is refused when it is read back."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.sums import digest_of
from ketamine_evidence.errors import DataError
from ketamine_evidence.export.about import about
from ketamine_evidence.export.formats import export_to
from ketamine_evidence.export.sqlite import files, read
from ketamine_evidence.export.sqlite_rows import exact_numbers
from ketamine_evidence.export.sqlite_schema import APPLICATION_ID, FILE, links, tables
from ketamine_evidence.export.sqlite_views import VIEWS
from ketamine_evidence.records.evidence import TABLES, Protocol
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import SCHEMA_VERSION
from ketamine_evidence.records.vocabulary import Action
from small_dataset import SMALL, THIRD, all_of, merged, with_range

CONTENT = digest_of(SMALL.files())


def database(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


@pytest.fixture(scope="module")
def small_bytes() -> bytes:
    return files(SMALL)[FILE]


@pytest.fixture
def small(small_bytes: bytes) -> Iterator[sqlite3.Connection]:
    with closing(database(small_bytes)) as connection:
        yield connection


@pytest.fixture(scope="module")
def newest() -> Iterator[sqlite3.Connection]:
    with closing(database(files(ke.load())[FILE])) as connection:
        yield connection


# There and back


@pytest.mark.parametrize("version", ke.versions())
def test_release_is_read_back_whole(version: str, tmp_path: Path) -> None:
    ds = ke.load(version)
    back = read(export_to(ds, "sqlite", tmp_path / "out"))
    assert all_of(back) == all_of(ds)
    assert files(back) == files(ds)


def test_merged_data_are_read_back_with_their_origins(tmp_path: Path) -> None:
    both = merged()
    assert all_of(read(export_to(both, "sqlite", tmp_path / "out"))) == all_of(both)


def test_numbers_that_no_float_holds_are_read_back_exactly(tmp_path: Path) -> None:
    found = read(export_to(with_range(THIRD), "sqlite", tmp_path / "out"))["one.r002"].reported
    assert exact_numbers(found) == {"low_least": Fraction(1, 3), "low_most": Fraction(10**30, 3)}
    assert found == THIRD


def test_bytes_are_the_same_in_another_process(small_bytes: bytes) -> None:
    code = (
        "import sys, hashlib; sys.path.insert(0, 'tests')\n"
        "from small_dataset import SMALL\nfrom ketamine_evidence.export.sqlite import FILE, files\n"
        "print(hashlib.sha256(files(SMALL)[FILE]).hexdigest())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parent.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert done.stdout.strip() == hashlib.sha256(small_bytes).hexdigest()


# What is in it


def test_file_says_what_it_is(small: sqlite3.Connection) -> None:
    assert small.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert APPLICATION_ID.to_bytes(4) == b"keEv"
    assert small.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    said = dict(small.execute("SELECT key, value FROM metadata").fetchall())
    assert said == {**about(SMALL), "schema_version": str(SCHEMA_VERSION), "content_sha256": CONTENT}


def test_what_is_not_known_is_left_out_of_the_metadata() -> None:
    with closing(database(files(ke.Dataset.of({}, "mine"))[FILE])) as connection:
        assert ("released",) not in connection.execute("SELECT key FROM metadata").fetchall()


def test_sqlite_finds_nothing_wrong(newest: sqlite3.Connection) -> None:
    assert newest.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert newest.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_record_is_a_row(newest: sqlite3.Connection) -> None:
    counts = {name: newest.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}  # noqa: S608  our own names
    assert counts == {name: len(table) for name, table in ke.load().tables.items()}
    assert sum(counts.values()) > 800


def test_every_table_is_strict_and_no_name_needs_quotes(small: sqlite3.Connection) -> None:
    found = {row[1]: row[5] for row in small.execute("PRAGMA table_list").fetchall() if row[2] == "table"}
    for table in tables(merged=False):
        assert found[table.name] == 1
        names = [f"{table.name}.{column.name}" for column in table.columns]
        asked = small.execute(f"SELECT {', '.join(names)} FROM {table.name}")  # noqa: S608  our own names
        assert [f"{table.name}.{column[0]}" for column in asked.description] == names
    for name in VIEWS:
        described = small.execute(f"SELECT * FROM {name}").description  # noqa: S608  our own names
        assert all(column[0].isidentifier() for column in described)


CLOSED = [
    (table, column.name, column.required)
    for table, record in TABLES.items()
    for column in columns(record)
    if column.choices or column.kind == "boolean"
]


@pytest.mark.parametrize(("table", "column", "required"), CLOSED)
def test_a_word_outside_the_closed_list_is_refused(small: sqlite3.Connection, table: str, column: str, required: bool) -> None:  # noqa: FBT001  drawn
    kind = {one.name: one.kind for one in columns(TABLES[table])}[column]
    wrong: object = 2 if kind == "boolean" else "no such term"
    with pytest.raises(sqlite3.IntegrityError, match="CHECK constraint failed"):
        small.execute(f"UPDATE {table} SET {column} = ?", (wrong,))  # noqa: S608  our own names
    if required:
        with pytest.raises(sqlite3.IntegrityError, match="NOT NULL constraint failed"):
            small.execute(f"UPDATE {table} SET {column} = NULL")  # noqa: S608  our own names


def test_closed_lists_were_found() -> None:
    assert len(CLOSED) > 30


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("UPDATE ranges SET source = 'three'", "FOREIGN KEY constraint failed"),
        ("UPDATE ranges SET low_unit = 'fortnight'", "FOREIGN KEY constraint failed"),
        ("UPDATE protocol_ranges SET range = 'one.r007'", "FOREIGN KEY constraint failed"),
        ("UPDATE traces SET claim = 'one.r007'", "FOREIGN KEY constraint failed"),
        ("UPDATE traces SET study = 'three'", "FOREIGN KEY constraint failed"),
        ("UPDATE trace_supports SET claim = 'one.r007'", "FOREIGN KEY constraint failed"),
        ("UPDATE ranges SET estimate = 'one.r007'", "FOREIGN KEY constraint failed"),
        ("UPDATE ranges SET time_point = 'one.p001'", "FOREIGN KEY constraint failed"),
        ("UPDATE source_conditions SET condition = 'hiccups'", "CHECK constraint failed"),
        ("UPDATE exclusions SET restates = 'one.r007'", "FOREIGN KEY constraint failed"),
        ("UPDATE term_mappings SET term = 'vomiting'", "FOREIGN KEY constraint failed"),
        ("DELETE FROM sources", "FOREIGN KEY constraint failed"),
        ("UPDATE ranges SET id = 'one.p001'", "UNIQUE|FOREIGN KEY"),
        ("UPDATE sources SET year = 'soon'", "cannot store TEXT value in INTEGER column sources.year"),
        ("UPDATE ranges SET span_end = span_start", "CHECK constraint failed"),
        ("UPDATE ranges SET span_end = NULL WHERE span_start IS NOT NULL", "CHECK constraint failed"),
        ("UPDATE ranges SET low_most = low_least - 1", "CHECK constraint failed"),
        ("UPDATE ranges SET low_unit = NULL", "CHECK constraint failed"),
        (
            "UPDATE ranges SET low_unit = NULL, low_least = NULL, low_most = NULL, high_unit = NULL, high_least = NULL, high_most = NULL",
            "CHECK constraint failed",
        ),
    ],
)
def test_what_does_not_fit_together_is_refused(small: sqlite3.Connection, change: str, message: str) -> None:
    small.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match=message):
        small.execute(change)


def test_lists_keep_their_order(small: sqlite3.Connection) -> None:
    asked = "SELECT author FROM source_authors WHERE source = 'one' ORDER BY position"
    assert small.execute(asked).fetchall() == [("B. Last",), ("A. First",)]
    assert small.execute("SELECT * FROM protocol_ranges").fetchall() == [("one.p001", 1, "one.r002"), ("one.p001", 2, "one.r001")]
    assert small.execute("SELECT * FROM range_hedges").fetchall() == [("one.r001", 1, "often")]


def test_every_list_has_a_table() -> None:
    assert [link.table for link in links()] == [
        "source_authors",
        "source_conditions",
        "source_comparators",
        "range_hedges",
        "protocol_ranges",
        "side_effect_ranges",
        "finding_ranges",
        "trace_supports",
        "trace_contradicts",
        "term_mappings",
    ]


def test_numbers_are_numbers_with_their_fraction_beside(small: sqlite3.Connection) -> None:
    asked = "SELECT low_least, low_most, low_unit, high_least, unbounded_high, approximate FROM ranges WHERE id = 'one.r002'"
    assert small.execute(asked).fetchone() == (0.1, None, "mg/kg", None, 1, 0)
    assert small.execute("SELECT * FROM exact_numbers").fetchall() == [("one.r002", "low_least", "1/10")]


def test_readings_are_those_of_the_records(newest: sqlite3.Connection) -> None:
    found = {row[0]: row[1:] for row in newest.execute("SELECT * FROM readings").fetchall()}
    for claim in ke.load().ranges:
        outer, inner = claim.reported.outer, claim.reported.inner
        unit, *ends = found[claim.id][:5]
        assert (unit, *ends) == (outer.unit, outer.low, outer.high, inner and inner.low, inner and inner.high)
    assert newest.execute("SELECT DISTINCT common_unit FROM readings WHERE unit IN ('wk', 'mo', 'h')").fetchall() == [("d",)]


def test_units_convert(small: sqlite3.Connection) -> None:
    assert small.execute("SELECT dimension, common_unit, in_common_unit FROM units WHERE code = 'wk'").fetchone() == (
        "time",
        "d",
        7.0,
    )


def test_dictionary_says_what_each_column_means(small: sqlite3.Connection) -> None:
    said = {
        (table, column): (kind, meaning)
        for table, column, kind, meaning in small.execute(
            "SELECT table_name, column_name, type, description FROM data_dictionary"
        )
    }
    there = {
        (table.name, name): kind
        for table in tables(merged=False)
        for _, name, kind, *_ in small.execute("SELECT * FROM pragma_table_info(?)", (table.name,))
    }
    assert {place: kind for place, (kind, _) in said.items()} == there
    assert all(meaning for _, meaning in said.values())
    assert said["sources", "year"] == ("INTEGER", "when it was published; NULL where not known")


# The views


def test_claims_have_their_source_and_tier(newest: sqlite3.Connection) -> None:
    ds = ke.load()
    found = newest.execute("SELECT id, summary, source, tier, title, span_start, number FROM claims ORDER BY number").fetchall()
    assert found == [
        (one.id, one.summary, one.source, ds.sources[one.source].tier, ds.sources[one.source].title, one.locator.start, number)
        for number, one in enumerate(ds.claims(), start=1)
    ]


def test_relief_by_protocol_is_what_a_merge_makes_of_it(newest: sqlite3.Connection) -> None:
    groups = ke.load().ranges.where(quantity="relief_duration").by("protocol", "condition", "tier")
    merges = {key: ke.merge_ranges(claims) for key, claims in groups.items()}
    found = {row[:3]: row[3:] for row in newest.execute("SELECT * FROM relief_by_protocol").fetchall()}
    assert len(found) > 10
    assert found.keys() == {key for key, merge in merges.items() if merge.hull is not None}
    for key, (sources, claims, low, high) in found.items():
        hull = merges[key].hull
        assert hull is not None
        assert (sources, claims) == (len(merges[key].sources), len(merges[key].contributors))
        assert (low, high) == (pytest.approx(hull.to("d").low), hull.to("d").high)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT id, reported, outer_low_days, outer_high_days, inner_low_days, inner_high_days FROM relief",
            [
                ("one.r001", "often about 0.5 to 3 days", 0.5, 3.0, 0.5, 3.0),
                ("two.r001", "several weeks or longer", 21.0, None, 49.0, None),
                ("two.r002", "1 to 9 years", 365.25, 3287.25, 365.25, 3287.25),
            ],
        ),
        (
            "SELECT * FROM relief_by_protocol",
            [("induction", "crps", "lay", 1, 1, 0.5, 3.0), ("induction", "crps", "literature", 1, 1, 21.0, None)],
        ),
        ("SELECT hedges, tier FROM range_readings WHERE id = 'one.r001'", [("often", "lay")]),
        ("SELECT id, quantity, range FROM protocol_quantities", [("one.p001", "dose", "one.r002"), ("one.p001", "relief_duration", "one.r001")]),
        ("SELECT * FROM side_effect_counts", [("nausea", "lay", 1, 1)]),
        ("SELECT id, claims, ranges, exclusions FROM source_counts", [("one", 9, 2, 1), ("two", 2, 2, 0)]),
        ("SELECT claim, summary, verdict, study_title FROM traced_claims", [("one.r001", "=relief", "overstated", "Two")]),
        ("SELECT claim FROM trace_contradicts ORDER BY position", [("two.r002",), ("two.r001",)]),
        ("SELECT condition FROM source_conditions ORDER BY position", [("migraine",), ("crps",)]),
        (
            "SELECT term, vocabulary, identifier FROM identifiers",
            [("nausea", "hpo", "HP:0002018"), ("nausea", "mesh", "D009325")],
        ),
        ("SELECT id FROM search WHERE search MATCH 'infusion'", [("one.e001",)]),
        ("SELECT id FROM search WHERE search MATCH 'title: one'", [("one",)]),
        ("SELECT id FROM search WHERE search MATCH 'reported: weeks'", [("two.r001",)]),
        ("SELECT search.id, kind FROM search JOIN claims ON claims.number = search.rowid WHERE search MATCH 'late'", [("one.s001", "statements")]),
    ],
)  # fmt: skip
def test_view_answers(small: sqlite3.Connection, query: str, expected: list[tuple[Any, ...]]) -> None:
    assert small.execute(query).fetchall() == expected


def test_every_view_is_tried() -> None:
    tried = {"claims", "relief_by_protocol", "relief", "range_readings", "protocol_quantities", "side_effect_counts"}
    assert set(VIEWS) == tried | {"source_counts", "traced_claims", "identifiers"}


# Datasette


def test_metadata_for_datasette_names_what_is_there(small: sqlite3.Connection) -> None:
    said = json.loads(files(SMALL)["metadata.json"])
    assert said["license"] == "CC0-1.0"
    assert said["source"] == about(SMALL)["citation"]
    assert about(SMALL)["intended_use"] in said["description"]
    assert f"Data version 0.9.0 of 2026-01-02; SHA-256 {SMALL.digest}" in said["description"]
    described = said["databases"]["ketamine-evidence"]
    for name, table in described["tables"].items():
        there = {column[0] for column in small.execute(f"SELECT * FROM {name}").description}  # noqa: S608  our own names
        assert set(table.get("columns", there)) == there
    for query in described["queries"].values():
        small.execute(query["sql"], dict.fromkeys(query["params"], "1"))
    assert "released" not in json.loads(files(ke.Dataset.of({}, "mine"))["metadata.json"])["description"]


# What cannot be exported


def test_a_reference_that_leads_nowhere_is_not_exported() -> None:
    astray = Protocol(
        id="one.p002",
        source="three",
        locator=SMALL.protocols[0].locator,
        summary="s",
        name=SMALL.protocols[0].name,
        ranges=("one.r007",),
    )
    with pytest.raises(DataError) as caught:
        files(ke.Dataset.of({**SMALL.tables, "protocols": [astray]}, "0.9.0"))
    assert str(caught.value) == (
        "one.p002: source: protocols names 'three', which is not in sources\n"
        "one.p002: range: protocol_ranges names 'one.r007', which is not in ranges"
    )


def test_an_id_that_is_there_twice_is_not_exported() -> None:
    twice = [SMALL.protocols[0], SMALL.protocols[0]]
    with pytest.raises(DataError) as caught:
        files(ke.Dataset.of({**SMALL.tables, "protocols": twice}, "0.9.0"))
    assert str(caught.value) == "one.p001: does not fit into claim_ids: UNIQUE constraint failed: claim_ids.id"


def test_a_number_that_sqlite_cannot_hold_is_not_exported() -> None:
    sources = [attrs.evolve(one, n=2**63) for one in SMALL.sources]
    with pytest.raises(DataError) as caught:
        files(ke.Dataset.of({**SMALL.tables, "sources": sources}, "0.9.0"))
    assert str(caught.value) == "one: does not fit into sources: Python int too large to convert to SQLite INTEGER"


# What is not read back


def test_a_folder_without_the_file_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path.name}/{FILE}: missing; give the folder of an export to sqlite"


def test_what_is_no_database_is_not_read(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to have a header of one" * 20)
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path.name}/{FILE}: not a whole database: file is not a database; export the data again"


def test_a_damaged_page_is_found(tmp_path: Path, small_bytes: bytes) -> None:
    at = small_bytes.index(b"nausea of infusions") // 4096 * 4096
    (tmp_path / FILE).write_bytes(small_bytes[:at] + bytes(4096) + small_bytes[at + 4096 :])
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    assert (
        str(caught.value)
        == f"{tmp_path.name}/{FILE}: not a whole database: database disk image is malformed; export the data again"
    )


ALTERED = "altered; expected content with SHA-256"
"""The beginning of what is said of records that are not those that were exported."""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("PRAGMA application_id = 1", "{file}: not an export of ketamine-evidence to sqlite: it has another application_id"),
        ("PRAGMA user_version = 99", "{file}: written with schema version 99; this package reads 2; export the data again"),
        ("DROP TABLE metadata", "{file}: metadata: missing table"),
        ("DROP TABLE finding_ranges", "{file}: finding_ranges: missing table"),
        (
            "ALTER TABLE factors RENAME COLUMN outcome TO outcom",
            "{file}: factors: outcome: missing column\n{file}: factors: outcom: unknown column; did you mean 'outcome'?",
        ),
        (
            "PRAGMA ignore_check_constraints = 1; UPDATE mechanisms SET action = 'block'",
            f"{{file}}: mechanisms: one.m001: action: unknown value 'block'; expected one of: {', '.join(Action)}; did you mean 'blocks'?",
        ),
        (
            "PRAGMA ignore_check_constraints = 1; UPDATE side_effects SET reversible = 2",
            "{file}: side_effects: one.e001: reversible: expected true or false, came 2 (int)",
        ),
        (
            "UPDATE exact_numbers SET fraction = '1/7'",
            "{file}: ranges: one.r002: low_least: 0.1 and its fraction 1/7 differ",
        ),
        (
            "UPDATE exact_numbers SET fraction = '1/0'",
            "{file}: ranges: one.r002: low_least: expected a number, came '1/0'",
        ),
        (
            "UPDATE ranges SET high_least = 1e999, high_most = NULL WHERE id = 'one.r001'",
            "{file}: ranges: one.r001: high_least: expected a number, came inf",
        ),
        (
            "UPDATE ranges SET high_unit = 'mg' WHERE id = 'one.r001'",
            (
                "{file}: ranges: one.r001: reported: time (d) and dose (mg) are different dimensions; put together only what measures the "
                "same thing"
            ),
        ),
        ("DELETE FROM range_hedges", f"{{file}}: {ALTERED} {CONTENT}, found "),
        ("UPDATE findings SET summary = 'worse'", f"{{file}}: {ALTERED} {CONTENT}, found "),
        ("DELETE FROM statements", f"{{file}}: {ALTERED} {CONTENT}, found "),
        ("UPDATE metadata SET value = '0.9.1' WHERE key = 'version'", f"{{file}}: {ALTERED} {CONTENT}, found "),
        ("UPDATE range_hedges SET hedge = 'a|b'", "{file}: '|' or nothing in a list: ('a|b',); write it another way"),
        ("DELETE FROM metadata WHERE key LIKE '%sha256'", "{file}: sha256: missing\n{file}: content_sha256: missing"),
        (
            "UPDATE metadata SET value = 'soon' WHERE key = 'released'",
            "{file}: released, parts: Invalid isoformat string: 'soon'; export the data again",
        ),
        (
            "UPDATE traces SET study = 'three'",
            "{file}: t001: study: traces names 'three', which is not in sources",
        ),
        (
            "PRAGMA ignore_check_constraints = 1; UPDATE claim_ids SET kind = 'rumours' WHERE id = 'one.s001'",
            "{file}: not a whole database: CHECK constraint failed in claim_ids; export the data again",
        ),
    ],
)
def test_a_changed_file_is_not_read(small: sqlite3.Connection, tmp_path: Path, change: str, message: str) -> None:
    small.executescript(change)
    (tmp_path / FILE).write_bytes(small.serialize())
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    expected = message.format(file=f"{tmp_path.name}/{FILE}")
    assert str(caught.value).startswith(expected) if ALTERED in expected else str(caught.value) == expected


def test_merged_data_without_their_parts_are_not_read(tmp_path: Path) -> None:
    with closing(database(files(merged())[FILE])) as connection:
        connection.execute("UPDATE metadata SET value = '[{}]' WHERE key = 'parts'")
        (tmp_path / FILE).write_bytes(connection.serialize())
    with pytest.raises(DataError) as caught:
        read(tmp_path)
    assert str(caught.value) == "\n".join(
        f"{tmp_path.name}/{FILE}: parts: {key}: missing; it has to be given" for key in ("name", "digest")
    )


def test_what_a_user_adds_is_left_alone(small: sqlite3.Connection, tmp_path: Path) -> None:
    small.executescript("CREATE TABLE mine (id TEXT); DROP VIEW traced_claims; CREATE VIEW own AS SELECT 1 AS one; ANALYZE")
    (tmp_path / FILE).write_bytes(small.serialize())
    assert all_of(read(tmp_path)) == all_of(SMALL)
