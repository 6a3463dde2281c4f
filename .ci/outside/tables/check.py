"""Tools for tables judge the exports csv, jsonl and xlsx: frictionless, check-jsonschema, pandas, DuckDB and openpyxl.

Usage: python check.py FOLDER, where FOLDER holds a folder for each format. Every tool also has to refuse copies that were broken on purpose.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
from frictionless import Package
from openpyxl import load_workbook

Check = Callable[[Path], str]
"""What judges an export: it says in a few words what it found well, and raises where something is wrong."""
Spoil = Callable[[Path], None]
"""What breaks a copy of an export."""
TEXT = {"string", "list"}
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


class RefusedError(Exception):
    """Something that a tool found wrong."""


def expect(what: str, *, holds: bool) -> None:
    """Refuse what does not hold."""
    if not holds:
        raise RefusedError(what)


# What the exports say of themselves


def fields(folder: Path) -> Mapping[str, list[dict[str, Any]]]:
    """The columns of each table of a CSV export."""
    described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {one["name"]: one["schema"]["fields"] for one in described["resources"]}


def counts(folder: Path) -> Mapping[str, int]:
    """How many records each table of a JSON Lines export says that it has."""
    return {one["name"]: one["records"] for one in json.loads((folder / "dataset.json").read_text(encoding="utf-8"))["tables"]}


def cells(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The judges


def frictionless(folder: Path) -> str:
    """Digests, sizes, types, closed lists, keys and references of a Data Package."""
    report = Package(str(folder / "datapackage.json")).validate()
    if not report.valid:
        raise RefusedError("; ".join(" ".join(map(str, one)) for one in report.flatten(["type", "message"])))
    expect("tables that were not looked at", holds={task.name for task in report.tasks} == set(fields(folder)))
    return f"{len(report.tasks)} tables, with digests"


def run_check_jsonschema(*args: str | Path) -> None:
    """Run the tool; its exit code is its verdict."""
    done = subprocess.run(  # noqa: S603  our own arguments
        [sys.executable, "-m", "check_jsonschema", *map(str, args)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RefusedError(" ".join((done.stdout + done.stderr).split()))


def schemas_are_schemas(folder: Path) -> str:
    """Every schema against the metaschema that it names."""
    schemas = sorted((folder / "schema").glob("*.schema.json"))
    expect("no schemas", holds=len(schemas) > 1)
    run_check_jsonschema("--check-metaschema", *schemas)
    return f"{len(schemas)} schemas"


def lines_keep_their_schemas(folder: Path) -> str:
    """Every line against the schema of its table, and the description against its own."""
    run_check_jsonschema("--schemafile", folder / "schema" / "dataset.schema.json", folder / "dataset.json")
    total = 0
    for table, expected in counts(folder).items():
        lines = (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
        expect(f"{table}: expected {expected} lines, came {len(lines)}", holds=len(lines) == expected)
        with tempfile.TemporaryDirectory() as apart:
            files = [Path(apart) / f"{table}-{number}.json" for number in range(1, len(lines) + 1)]
            for file, line in zip(files, lines, strict=True):
                file.write_text(line, encoding="utf-8")
            if files:
                run_check_jsonschema("--schemafile", folder / "schema" / f"{table}.schema.json", *files)
        total += len(lines)
    expect("no lines", holds=total > 0)
    return f"{total} lines"


def pandas_reads_csv(folder: Path) -> str:
    """Every table as its columns are typed, and no cell that a spreadsheet would run."""
    kinds = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "string": "string", "list": "string"}
    total = 0
    for table, columns in fields(folder).items():
        types = {one["name"]: kinds[one["type"]] for one in columns}
        frame = pd.read_csv(folder / f"{table}.csv", dtype=types, keep_default_na=False, na_values=[""])
        expect(f"{table}: other columns", holds=list(frame.columns) == list(types))
        rows = cells(folder / f"{table}.csv")
        expect(f"{table}: expected {len(rows)} rows, came {len(frame)}", holds=len(frame) == len(rows))
        for name in [one["name"] for one in columns if one["type"] in TEXT]:
            expect(f"{table}.{name}: other texts", holds=list(frame[name].fillna("")) == [row[name] for row in rows])
            expect(f"{table}.{name}: a formula", holds=not frame[name].fillna("").str.startswith(SIGNS).any())
        total += len(frame)
    return f"{total} rows, typed"


def pandas_reads_jsonl(folder: Path) -> str:
    """Every table, with the records that it says it has."""
    for table, expected in counts(folder).items():
        frame = pd.read_json(folder / f"{table}.jsonl", lines=True, dtype=False)
        expect(f"{table}: expected {expected} rows, came {len(frame)}", holds=len(frame) == expected)
        key = [name for name in ("scheme", "id") if name in frame]
        expect(f"{table}: an id twice", holds=not key or not frame.duplicated(subset=key).any())
    return f"{sum(counts(folder).values())} rows"


def query(sql: str, *parameters: str) -> list[Any]:
    """Ask DuckDB."""
    with duckdb.connect() as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def duckdb_reads_csv(folder: Path) -> str:
    """Every table, its columns typed as they are described, and claims joined to their sources."""
    kinds = {"integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "string": "VARCHAR", "list": "VARCHAR"}
    total = 0
    for table, columns in fields(folder).items():
        types = ", ".join(f"'{one['name']}': '{kinds[one['type']]}'" for one in columns)
        read = f"read_csv(?, header = true, auto_detect = false, quote = '\"', escape = '\"', columns = {{{types}}})"
        found = len(query(f"SELECT * FROM {read}", str(folder / f"{table}.csv")))  # noqa: S608  our own names
        expected = len(cells(folder / f"{table}.csv"))
        expect(f"{table}: expected {expected} rows, came {found}", holds=found == expected)
        total += found
    joined = query(
        "SELECT count(*) FROM read_csv(?, header = true) AS claim JOIN read_csv(?, header = true) AS source ON claim.source = source.id",
        *(str(folder / f"{table}.csv") for table in ("ranges", "sources")),
    )
    expect("ranges without their source", holds=joined == [(len(cells(folder / "ranges.csv")),)])
    return f"{total} rows, typed, and a join"


def duckdb_reads_jsonl(folder: Path) -> str:
    """Every table that has records, and the ends of reported ranges inside them."""
    for table, expected in counts(folder).items():
        if expected:
            read = "SELECT * FROM read_json(?, format = 'newline_delimited', sample_size = -1)"
            found = len(query(read, str(folder / f"{table}.jsonl")))
            expect(f"{table}: expected {expected} rows, came {found}", holds=found == expected)
    ends = "SELECT id, reported.low.least FROM read_json(?, format = 'newline_delimited', sample_size = -1) ORDER BY id"
    lines = [json.loads(line) for line in (folder / "ranges.jsonl").read_text(encoding="utf-8").splitlines()]
    expected = sorted((line["id"], line["reported"]["low"] and line["reported"]["low"]["least"]) for line in lines)
    expect("other ends of ranges", holds=query(ends, str(folder / "ranges.jsonl")) == expected)
    return f"{sum(counts(folder).values())} rows, and the ends of ranges"


def openpyxl_reads_workbook(folder: Path) -> str:
    """Every cell as the CSV export beside it has it, in its own type: no date, no formula, no number made of a text."""
    book = load_workbook(folder / "ketamine-evidence.xlsx")
    beside = folder.parent / "csv"
    described = json.loads((beside / "datapackage.json").read_text(encoding="utf-8"))
    expect("other sheets", holds=book.sheetnames == ["About", *fields(beside)])
    about = {str(cell) for row in book["About"].iter_rows(values_only=True) for cell in row if cell is not None}
    for words in (
        described["version"],
        described["citation"],
        described["intendedUse"],
        described["datasetDigest"].removeprefix("sha256:"),
    ):
        expect(f"About does not say {words!r}", holds=words in about)
    total = 0
    for table, columns in fields(beside).items():
        sheet = book[table]
        expect(f"{table}: the header scrolls away", holds=sheet.freeze_panes == "B2")
        rows = cells(beside / f"{table}.csv")
        found = list(sheet.iter_rows(min_row=2))
        expect(f"{table}: expected {len(rows)} rows, came {len(found)}", holds=len(found) == len(rows))
        for row, sheet_row in zip(rows, found, strict=True):
            for column, cell in zip(columns, sheet_row, strict=True):
                expect_cell(f"{table} {cell.coordinate}", column["type"], row[column["name"]], cell)
                total += 1
    return f"{total} cells, typed"


def expect_cell(place: str, kind: str, text: str, cell: Any) -> None:
    """Hold a cell of the workbook against the cell of the CSV file."""
    if text == "":
        expect(f"{place}: not empty", holds=cell.value is None)
        return
    expect(f"{place}: a date", holds=not cell.is_date)
    expected = {"boolean": "b", "integer": "n", "number": "n"}.get(kind, "s")
    expect(f"{place}: type {cell.data_type!r}, expected {expected!r}", holds=cell.data_type == expected)
    plain = text[1:] if text.startswith("'") and text.lstrip("'").startswith(SIGNS) else text
    expect(f"{place}: another value", holds=cell.value == (plain if kind in TEXT else json.loads(text)))


# Copies that are broken on purpose


def sign(folder: Path) -> None:
    """Make the digests and sizes of a Data Package those of its files as they are now."""
    path = folder / "datapackage.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    for one in described["resources"]:
        content = (folder / one["path"]).read_bytes()
        one |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    path.write_text(json.dumps(described), encoding="utf-8")


def cell(table: str, column: str, value: str, *, signed: bool = False) -> Spoil:
    """Break a CSV file by another value in the first row that states something there."""

    def spoil(folder: Path) -> None:
        path = folder / f"{table}.csv"
        rows = cells(path)
        next(row for row in rows if row[column])[column] = value
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        if signed:
            sign(folder)

    return spoil


def letter(file: str) -> Spoil:
    """Break a file by one other letter, its length the same."""

    def spoil(folder: Path) -> None:
        content = (folder / file).read_bytes()
        at = content.rindex(b" a")
        (folder / file).write_bytes(content[:at] + b" e" + content[at + 2 :])

    return spoil


def key(file: str, path: str, value: Any) -> Spoil:
    """Break JSON, or the first of JSON Lines that states something there, by another value of a key; `...` takes the key away."""
    *outer, last = path.split(".")

    def inside(data: Any) -> Any:
        for name in outer:
            data = data[name] or {}
        return data

    def spoil(folder: Path) -> None:
        content = (folder / file).read_text(encoding="utf-8")
        lines = [json.loads(line) for line in content.splitlines()] if file.endswith(".jsonl") else [json.loads(content)]
        found = next(inside(data) for data in lines if inside(data).get(last) is not None)
        if value is ...:
            del found[last]
        else:
            found[last] = value
        (folder / file).write_text("".join(f"{json.dumps(data)}\n" for data in lines), encoding="utf-8")

    return spoil


def adding(file: str, more: str) -> Spoil:
    """Break a file by more at its end."""

    def spoil(folder: Path) -> None:
        with (folder / file).open("a", encoding="utf-8", newline="") as out:
            out.write(more)

    return spoil


def doubling(table: str) -> Spoil:
    """Break a CSV file by its last row there twice, digests put right."""

    def spoil(folder: Path) -> None:
        path = folder / f"{table}.csv"
        path.write_bytes(path.read_bytes() + path.read_bytes().splitlines(keepends=True)[-1])
        sign(folder)

    return spoil


def cutting(file: str) -> Spoil:
    """Break a file by cutting off its end."""

    def spoil(folder: Path) -> None:
        content = (folder / file).read_bytes()
        (folder / file).write_bytes(content[: len(content) - 40])

    return spoil


def swapping_cell(value: str) -> Spoil:
    """Break a workbook by another value in the first note of its ranges, or in its phrase."""

    def spoil(folder: Path) -> None:
        path = folder / "ketamine-evidence.xlsx"
        book = load_workbook(path)
        sheet = book["ranges"]
        head = [cell.value for cell in sheet[1]]
        cell = sheet.cell(row=2, column=head.index("reported") + 1)
        if value == "date":
            cell.value, cell.number_format = pd.Timestamp("2026-04-06").to_pydatetime(), "d-mmm"
        else:
            cell.value = value
        book.save(path)

    return spoil


def dropping_part(folder: Path) -> None:
    """Break a workbook by taking its second sheet out of the file."""
    path = folder / "ketamine-evidence.xlsx"
    out = io.BytesIO()
    with zipfile.ZipFile(path) as parts, zipfile.ZipFile(out, "w") as fewer:
        for part in parts.infolist():
            if part.filename != "xl/worksheets/sheet2.xml":
                fewer.writestr(part, parts.read(part.filename))
    path.write_bytes(out.getvalue())


CHECKS: list[tuple[str, str, Check, list[tuple[str, Spoil, str]]]] = [
    (
        "frictionless",
        "csv",
        frictionless,
        [
            ("a letter changed", letter("statements.csv"), "hash-count"),
            ("a row too many", adding("statements.csv", "x,x\n"), "byte-count"),
            ("an unknown term", cell("ranges", "route", "intravenus", signed=True), "constraint-error"),
            ("an unknown source", cell("ranges", "source", "elsewhere", signed=True), "foreign-key"),
            ("a word for a number", cell("ranges", "start", "soon", signed=True), "type-error"),
            ("a required cell empty", cell("ranges", "summary", "", signed=True), "constraint-error"),
            ("an id twice", doubling("sources"), "primary-key"),
        ],
    ),
    (
        "check-jsonschema",
        "jsonl",
        schemas_are_schemas,
        [
            ("an unknown type", key("schema/ranges.schema.json", "type", "objekt"), "objekt"),
            ("no list of keys", key("schema/terms.schema.json", "required", [3]), "3 is not of type"),
        ],
    ),
    (
        "check-jsonschema",
        "jsonl",
        lines_keep_their_schemas,
        [
            ("an unknown term", key("ranges.jsonl", "route", "intravenus"), "'intravenus' is not one of"),
            ("a missing key", key("ranges.jsonl", "basis", ...), "'basis' is a required property"),
            ("no tables", key("dataset.json", "tables", []), "no lines"),
            ("a text for a number", key("ranges.jsonl", "locator.start", "0"), "is not of type 'integer'"),
            (
                "an unknown unit",
                key("ranges.jsonl", "reported.low.unit", "minutes"),
                "is not valid under any of the given schemas",
            ),
            ("a digest cut short", key("sources.jsonl", "text_sha256", "ff"), "does not match"),
            ("no version", key("dataset.json", "version", ...), "'version' is a required property"),
            ("a line cut short", cutting("sources.jsonl"), "Failed to parse"),
        ],
    ),
    (
        "pandas",
        "csv",
        pandas_reads_csv,
        [
            ("a cell too many", adding("ranges.csv", ",".join("x" * 40) + "\n"), "Error tokenizing data"),
            ("a word for a number", cell("ranges", "start", "soon"), "Unable to parse string"),
            ("a formula", cell("ranges", "summary", "=1+1"), "a formula"),
            ("an open quote", adding("statements.csv", '"'), "EOF inside string"),
        ],
    ),
    (
        "pandas",
        "jsonl",
        pandas_reads_jsonl,
        [
            ("a line cut short", cutting("factors.jsonl"), "ValueError"),
            ("a line too many", adding("withdrawn.jsonl", '{"id":"x"}\n'), "expected 0 rows, came 1"),
            ("an id twice", key("ranges.jsonl", "id", "biologyinsights-infusion.r004"), "an id twice"),
        ],
    ),
    (
        "duckdb",
        "csv",
        duckdb_reads_csv,
        [
            ("a cell too many", adding("ranges.csv", ",".join("x" * 40) + "\n"), "CSV Error on Line"),
            ("a word for a number", cell("ranges", "start", "soon"), "soon"),
            ("an unknown source", cell("ranges", "source", "elsewhere"), "without their source"),
        ],
    ),
    (
        "duckdb",
        "jsonl",
        duckdb_reads_jsonl,
        [
            ("a line cut short", cutting("factors.jsonl"), "Malformed JSON"),
            ("a text for a number", key("ranges.jsonl", "reported.low.least", "30 s"), "other ends of ranges"),
        ],
    ),
    (
        "openpyxl",
        "xlsx",
        openpyxl_reads_workbook,
        [
            ("a formula", swapping_cell("=1+1"), "type 'f', expected 's'"),
            ("a date", swapping_cell("date"), "a date"),
            ("another text", swapping_cell("4 to 6 weeks"), "another value"),
            ("a sheet lost", dropping_part, "other sheets"),
            ("a file cut short", cutting("ketamine-evidence.xlsx"), "not a zip file"),
        ],
    ),
]
"""Each tool, the export that it judges, how, and what it has to refuse: how a copy is broken, and words of the refusal."""


def verdict(check: Check, folder: Path) -> tuple[bool, str]:
    """Whether a check finds all well, and what it says."""
    try:
        return True, check(folder)
    except Exception as error:  # noqa: BLE001  tools refuse in ways of their own
        return False, " ".join(f"{type(error).__name__}: {error}".split())


def results(exports: Path) -> Iterator[tuple[bool, str]]:
    """Every check of what was exported, and of copies of it that were broken: whether it went as it has to, and how."""
    for tool, name, check, breaks in CHECKS:
        what = f"{tool} {version(tool)}: {name}: {check.__name__}"
        good, said = verdict(check, exports / name)
        yield good, f"{what}: {said}"
        for how, spoil, words in breaks:
            with tempfile.TemporaryDirectory() as apart:
                copy = shutil.copytree(exports, Path(apart) / "exports") / name
                spoil(copy)
                good, said = verdict(check, copy)
            at = max(said.find(words), 0)
            yield not good and words in said, f"{what}: {how}: {'not refused' if good else f'refused: {said[at : at + 90]}'}"


def main(exports: Path) -> int:
    """Print how each check went."""
    failed = 0
    for good, said in results(exports):
        failed += not good
        print("ok  " if good else "FAIL", said, flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
