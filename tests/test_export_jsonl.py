"""JSON Lines exports: one record a line, described and with schemas, and every broken line told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from exported import content, dangerous, merged, replacing, spoil
from ketamine_evidence.errors import DataError, VersionError
from ketamine_evidence.export.json_lines import Description, files, read, schema_files
from ketamine_evidence.export.strict import parse
from ketamine_evidence.records.evidence import TABLES, Source
from ketamine_evidence.records.schemas import SINCE


def test_a_line_is_a_record_as_plain_data() -> None:
    ds = ke.load()
    written = files(ds)
    for name, table in ds.tables.items():
        assert [json.loads(line) for line in written[f"{name}.jsonl"].splitlines()] == table.to_dicts()


def test_no_character_of_a_text_ends_a_line() -> None:
    (line,) = files(dangerous(note="a\u2028b\u2029c\x85d\x0be\r\nf"))["sources.jsonl"].decode().splitlines()
    assert json.loads(line)["note"] == "a\u2028b\u2029c\x85d\x0be\r\nf"


def test_the_description_names_every_table_with_its_schema_and_digest() -> None:
    ds = dangerous()
    written = files(ds)
    tables = json.loads(written["dataset.json"])["tables"]
    assert [one["name"] for one in tables] == list(TABLES)
    for one in tables:
        assert one["records"] == len(ds.tables[one["name"]])
        assert one["sha256"] == hashlib.sha256(written[one["path"]]).hexdigest()
        assert json.loads(written[one["schema"]])["title"] == one["name"]
    assert set(written) == {"SHA256SUMS", "dataset.json", "schema/dataset.schema.json"} | {
        file for one in tables for file in (one["path"], one["schema"])
    }


def test_merged_data_say_where_their_records_came_from() -> None:
    written = files(merged())
    described = json.loads(written["dataset.json"])
    assert described["parts"] == [{"name": "one", "digest": "1" * 64}, {"name": "mine", "digest": "2" * 64}]
    assert described["released"] is None
    assert described["tables"][-1]["schema"] == "schema/origins.schema.json"
    assert json.loads(written["origins.jsonl"].splitlines()[1]) == {"record": "one", "parts": ["one"]}


def test_an_export_has_the_published_schemas() -> None:
    published = {f"schema/{name}": schema for name, schema in schema_files().items()}
    assert {name: schema for name, schema in files(merged()).items() if name.startswith("schema/")} == published


# What is refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return ke.export_to(merged(), "jsonl", tmp_path / "jsonl")


def altering(number: int = 0, **changes: Any) -> Callable[[bytes], bytes]:
    """A change of keys of a line; None takes one away, and a dotted key is inside."""

    def change(before: bytes) -> bytes:
        lines = before.decode().splitlines()
        data = json.loads("".join(lines) if lines[0] == "{" else lines[number])
        for path, value in changes.items():
            *outer, last = path.split("__")
            inside = data
            for key in outer:
                inside = inside[key]
            if value is ...:
                del inside[last]
            else:
                inside[last] = value
        lines = [json.dumps(data)] if lines[0] == "{" else [*lines[:number], json.dumps(data), *lines[number + 1 :]]
        return "".join(f"{line}\n" for line in lines).encode()

    return change


DESCRIPTION = ", ".join(field.name for field in attrs.fields(Description))
SOURCE = ", ".join(field.name for field in attrs.fields(Source))
NO_NAME = "not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"
NEEDED = ("id", "source", "locator", "summary", "quantity", "reported", "statistic")
CUT = "cut short: it does not end in a line feed; export the data again"
MISSING = "missing; it has to be given"
ONE_END = "expected a table with least, most and unit, came {'least': -0.5, 'unit': '1'}"


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("dataset.json", lambda _: b"{", [NO_NAME]),
        ("dataset.json", altering(version=...), [f"version: {MISSING}"]),
        ("dataset.json", altering(colour="red"), [f"colour: unknown key; expected one of: {DESCRIPTION}"]),
        ("dataset.json", altering(released="soon"), ["released: expected a date such as '2026-01-31', came 'soon'"]),
        ("dataset.json", altering(schema_version=True), ["schema_version: expected a whole number, came True (bool)"]),
        ("sources.jsonl", altering(colour="red"), [f"one: colour: unknown key; expected one of: {SOURCE}"]),
        ("sources.jsonl", altering(language=...), [f"one: language: {MISSING}"]),
        ("sources.jsonl", altering(id=...), [f"line 1: id: {MISSING}"]),
        ("sources.jsonl", altering(id=7), ["line 1: id: expected text, came 7 (int)"]),
        ("sources.jsonl", altering(year="2020"), ["one: year: expected a whole number, came '2020' (str)"]),
        ("sources.jsonl", altering(authors="=A1"), ["one: authors: expected a list, came '=A1' (str)"]),
        ("ranges.jsonl", altering(locator__section=...), [f"one.r001: locator.section: {MISSING}"]),
        ("ranges.jsonl", altering(reported__hedges=..., basis=...), [f"one.r001: reported.hedges: {MISSING}", f"one.r001: basis: {MISSING}"]),
        ("ranges.jsonl", altering(reported__low__most=...), [f"one.r001: reported: {ONE_END}"]),
        ("ranges.jsonl", altering(reported__low__least=9), ["one.r001: reported: reversed number: least 9 is above most -0.5 1; swap them"]),
        ("ranges.jsonl", replacing('"least":-0.5', '"least":NaN'), ["line 1: not JSON: NaN is no JSON number"]),
        ("ranges.jsonl", replacing('"quantity":', '"source":"b","quantity":'), ["line 1: not JSON: key 'source' is there more than once"]),
        ("ranges.jsonl", lambda before: before[:-1], [f"line 1: {CUT}"]),
        ("ranges.jsonl", lambda before: before + b"\n", ["line 2: not JSON: Expecting value: line 1 column 1 (char 0)"]),
        ("ranges.jsonl", lambda before: before + b"\xff\n", ["line 2: not UTF-8 at byte 0; save it as UTF-8"]),
        ("ranges.jsonl", lambda before: before + b"[1]\n", ["line 2: expected a table, came [1] (list)"]),
        ("ranges.jsonl", lambda before: b"{}\n" + before[:-1], [*(f"line 1: {name}: {MISSING}" for name in NEEDED), f"line 2: {CUT}"]),
        ("origins.jsonl", altering(parts="one"), ["line 1: parts: expected a list, came 'one' (str)"]),
    ],
)  # fmt: skip
def test_a_broken_file_is_told(folder: Path, file: str, change: Callable[[bytes], bytes], said: list[str]) -> None:
    spoil(folder, file, change)
    with pytest.raises(DataError) as raised:
        read(folder)
    assert sorted(str(raised.value).splitlines()) == sorted(f"jsonl/{file}: {message}" for message in said)


def test_json_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(DataError, match=r"^deep\.json: not JSON: more than 32 lists and objects inside one another$"):
        parse(b"[" * 100_000, "deep.json")


def test_a_schema_of_a_later_package_is_told(folder: Path) -> None:
    spoil(folder, "dataset.json", altering(schema_version=99))
    with pytest.raises(VersionError, match="not a schema version that this package reads: 99"):
        read(folder)


def test_an_export_of_an_earlier_schema_is_read(folder: Path) -> None:
    for change in SINCE:
        table, _, key = change.partition(".")
        if key and merged().tables[table]:
            spoil(folder, f"{table}.jsonl", without(key))
    spoil(folder, "withdrawn.jsonl", None)
    with pytest.raises(DataError, match=r"^jsonl/sources\.jsonl: one: journal: missing; it has to be given"):
        read(folder)  # they are not left out of the schema of today
    spoil(folder, "dataset.json", altering(schema_version=1))
    assert content(read(folder)) == content(merged()) | {"withdrawn": ()}


def without(key: str) -> Callable[[bytes], bytes]:
    """A change that takes a key out of every line."""

    def change(before: bytes) -> bytes:
        lines = [json.loads(line) for line in before.splitlines()]
        return "".join(f"{json.dumps({name: line[name] for name in line if name != key})}\n" for line in lines).encode()

    return change
