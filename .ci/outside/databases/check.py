"""Databases and data frames judge the exports to SQLite, Parquet and DuckDB: python check.py FOLDER.

FOLDER holds the folders `sqlite`, `parquet` and `duckdb` as the exports made them. Each check runs twice: on the export, where it has to
pass, and on a copy that was damaged on purpose, where it has to fail. A line is printed for each; the exit code is 1 where any went wrong.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import datasette
import datasette.app
import datasette.utils
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

DATABASE = "ketamine-evidence"
FILE = f"sqlite/{DATABASE}.db"
SQLITE = f"sqlite3 {sqlite3.sqlite_version}"
NUMBERS = ("outer_low", "outer_high", "inner_low", "inner_high", "outer_low_common", "outer_high_common")


class Check(NamedTuple):
    """What a tool is to find.

    Attributes:
        tool: its name and version.
        claim: what has to hold.
        run: finds out, in a folder of exports, and says what it found; raises where it does not hold.
        damage: breaks a copy of the folder so that it does not hold.
    """

    tool: str
    claim: str
    run: Callable[[Path], str]
    damage: Callable[[Path], None]


def expect(found: object, expected: object, what: str) -> None:
    """Raise where something is not as expected."""
    if found != expected:
        raise ValueError(f"{what}: expected {expected!r}, found {found!r}")


def parquet_counts(folder: Path) -> dict[str, int]:
    """The rows of each Parquet file, by its own footer."""
    return {path.stem: pq.read_metadata(path).num_rows for path in sorted((folder / "parquet").glob("*.parquet"))}


@contextmanager
def opened(folder: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    """The SQLite export."""
    with closing(sqlite3.connect(f"{(folder / FILE).as_uri()}?mode={mode}", uri=True, isolation_level=None)) as connection:
        yield connection


def change(folder: Path, *statements: str) -> None:
    """Change the SQLite export, whatever its constraints say."""
    with opened(folder, "rw") as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        for statement in statements:
            connection.execute(statement)


# SQLite


def integrity(folder: Path) -> str:
    with opened(folder, "rw") as connection:  # of a file opened to be read only, SQLite 3.40 leaves the constraints unchecked
        expect(connection.execute("PRAGMA integrity_check").fetchall(), [("ok",)], "integrity_check")
    return "ok"


def blank_a_page(folder: Path) -> None:
    content = (folder / FILE).read_bytes()
    at = content.rindex(b"nausea") // 4096 * 4096
    (folder / FILE).write_bytes(content[:at] + bytes(4096) + content[at + 4096 :])


def a_word_outside_its_list(folder: Path) -> None:
    change(folder, "UPDATE ranges SET route = 'intravenus' WHERE route = 'intravenous'")


def references(folder: Path) -> str:
    with opened(folder) as connection:
        count = sum(len(connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()) for name in tables(connection))
        if not count:
            raise ValueError("no foreign keys")
        expect(connection.execute("PRAGMA foreign_key_check").fetchall(), [], "foreign_key_check")
    return f"{count} keys"


def a_source_that_is_not_there(folder: Path) -> None:
    change(folder, "PRAGMA foreign_keys = 0", "UPDATE ranges SET source = 'nowhere' WHERE rowid = 1")


def tables(connection: sqlite3.Connection) -> list[str]:
    return [
        name for _, name, kind, *_ in connection.execute("PRAGMA table_list") if kind == "table" and not name.startswith("sqlite")
    ]


def strict(folder: Path) -> str:
    with opened(folder) as connection:
        listed = [row for row in connection.execute("PRAGMA table_list") if row[2] == "table" and not row[1].startswith("sqlite")]
    expect([row[1] for row in listed if not row[5]], [], "tables that are not strict")
    return f"{len(listed)} tables"


def a_loose_table(folder: Path) -> None:
    change(folder, "CREATE TABLE loose (anything)")


def rows_in_sqlite(folder: Path) -> str:
    counts = parquet_counts(folder)
    with opened(folder) as connection:
        found = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counts}
    expect(found, counts, "rows")
    return f"{sum(found.values())} rows"


def a_lost_row(folder: Path) -> None:
    change(folder, "DELETE FROM statements WHERE rowid = 1")


def full_text(folder: Path) -> str:
    with opened(folder, "rw") as connection:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        found = connection.execute("SELECT count(*) FROM search WHERE search MATCH 'infusions AND nausea'").fetchone()[0]
    if not found:
        raise ValueError("nothing found")
    return f"{found} found"


def an_index_that_does_not_fit(folder: Path) -> None:
    change(folder, "UPDATE search_content SET c3 = 'something else' WHERE id = 1")


# Datasette


def answers(folder: Path) -> str:
    return asyncio.run(_answers(folder))


async def _answers(folder: Path) -> str:
    metadata = datasette.utils.parse_metadata((folder / "sqlite" / "metadata.json").read_text(encoding="utf-8"))
    server = datasette.app.Datasette([], immutables=[str(folder / FILE)], metadata=metadata)
    await server.invoke_startup()

    async def get(path: str) -> Any:
        response = await server.client.get(path)
        expect(response.status_code, 200, path)
        return response

    relief = (await get(f"/{DATABASE}/relief_by_protocol.json?_shape=array&_size=max")).json()
    with opened(folder) as connection:
        expected = connection.execute("SELECT count(*) FROM relief_by_protocol").fetchone()[0]
    expect(len(relief), expected, "rows of relief_by_protocol")
    found = (await get(f"/{DATABASE}/find.json?words=nausea&_shape=array")).json()
    searched = (await get(f"/{DATABASE}/claims.json?_search=nausea&_shape=array")).json()
    if not found or not {row["id"] for row in searched} <= {row["id"] for row in found}:
        raise ValueError(f"nausea: found {found!r}, searched {searched!r}")
    asked = "select count(*) as n from ranges where quantity = 'relief_duration'"
    counted = (await get(f"/{DATABASE}.json?sql={asked.replace(' ', '+')}&_shape=array")).json()
    page = (await get(f"/{DATABASE}")).text
    for said in (metadata["license"], metadata["description"].split(":")[0]):
        if said not in page:
            raise ValueError(f"the page does not say {said!r}")
    return f"{len(relief)} rows of relief_by_protocol, {len(found)} for nausea, {counted[0]['n']} reliefs"


def metadata_that_is_none(folder: Path) -> None:
    path = folder / "sqlite" / "metadata.json"
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")


# DuckDB


def loads(folder: Path) -> str:
    where = str(folder / "duckdb").replace("'", "''")
    with closing(duckdb.connect()) as connection:
        connection.execute(f"SET VARIABLE folder = '{where}'")
        connection.execute((folder / "duckdb" / "load.sql").read_text(encoding="utf-8"))
        connection.execute("USE ketamine_evidence")
        counts = parquet_counts(folder)
        found = {name: connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in counts}
        expect(found, counts, "rows")
        relief = connection.execute("SELECT * FROM relief_by_protocol").fetchall()
        kinds = connection.execute("SELECT count(*) FROM duckdb_types() WHERE schema_name = 'ketamine_evidence'").fetchall()[0][0]
        types = dict(connection.execute("SELECT column_name, column_type FROM (DESCRIBE ranges)").fetchall())
    with opened(folder) as other:
        expect(len(relief), other.execute("SELECT count(*) FROM relief_by_protocol").fetchone()[0], "rows of relief_by_protocol")
    if not types["route"].startswith("ENUM(") or not types["reported"].startswith("STRUCT(") or types["outer_low"] != "DOUBLE":
        raise ValueError(f"types: {types}")
    return f"{sum(found.values())} rows, {kinds} enum types, {len(relief)} rows of relief_by_protocol"


def a_file_that_is_missing(folder: Path) -> None:
    (folder / "duckdb" / "terms.parquet").unlink()


def a_word_outside_its_enum(folder: Path) -> None:
    path = folder / "duckdb" / "factors.parquet"
    table = pq.read_table(path)
    at = table.column_names.index("factor")
    pq.write_table(table.set_column(at, "factor", pa.array(["dosis"] * len(table))), path)


# Parquet


def by_pyarrow(folder: Path) -> str:
    counts = parquet_counts(folder)
    for name, count in counts.items():
        table = pq.read_table(folder / "parquet" / f"{name}.parquet")
        table.validate(full=True)
        expect(len(table), count, name)
        said = {key.decode() for key in table.schema.metadata}
        expect({"version", "licence", "citation", "intended_use", "sha256"} - said, set(), f"metadata of {name}")
    schema = pq.read_schema(folder / "parquet" / "ranges.parquet")
    expect({str(schema.field(name).type) for name in NUMBERS}, {"double"}, "ends")
    low = schema.field("reported").type.field("low").type
    expect(str(low), "struct<least: double, most: double, unit: string>", "reported.low")
    expect(str(schema.field("route").type), "dictionary<values=string, indices=int32, ordered=0>", "route")
    return f"{len(counts)} files, {sum(counts.values())} rows"


def by_pandas(folder: Path) -> str:
    frames = {path.stem: pd.read_parquet(path) for path in sorted((folder / "parquet").glob("*.parquet"))}
    counts = parquet_counts(folder)
    expect({name: len(frame) for name, frame in frames.items()}, counts, "rows")
    ranges = frames["ranges"]
    expect({str(ranges[name].dtype) for name in NUMBERS}, {"float64"}, "ends")
    expect(str(ranges["route"].dtype), "category", "route")
    if ranges["reported"].iloc[0].keys() != {"text", "low", "high", "unbounded_high", "approximate", "hedges"}:
        raise ValueError(f"reported: {ranges['reported'].iloc[0]}")
    return f"{sum(counts.values())} rows, {len(ranges['route'].cat.categories)} routes"


def by_polars(folder: Path) -> str:
    frames = {path.stem: pl.read_parquet(path) for path in sorted((folder / "parquet").glob("*.parquet"))}
    counts = parquet_counts(folder)
    expect({name: len(frame) for name, frame in frames.items()}, counts, "rows")
    ranges = frames["ranges"]
    expect({ranges.schema[name] for name in NUMBERS}, {pl.Float64()}, "ends")
    expect(isinstance(ranges.schema["route"], (pl.Categorical, pl.Enum)), True, "route")  # noqa: FBT003  the value that is compared
    joined = frames["protocols"].explode("ranges").join(ranges, left_on="ranges", right_on="id")
    with opened(folder) as connection:
        expect(len(joined), connection.execute("SELECT count(*) FROM protocol_ranges").fetchone()[0], "ranges of protocols")
    return f"{sum(counts.values())} rows, {len(joined)} ranges of protocols"


def cut_short(folder: Path) -> None:
    path = folder / "parquet" / "ranges.parquet"
    path.write_bytes(path.read_bytes()[:-9])


def numbers_as_text(folder: Path) -> None:
    path = folder / "parquet" / "ranges.parquet"
    table = pq.read_table(path)
    at = table.column_names.index("outer_high")
    pq.write_table(table.set_column(at, "outer_high", table["outer_high"].cast(pa.string())), path)


def damaged_inside(folder: Path) -> None:
    path = folder / "parquet" / "ranges.parquet"
    content = path.read_bytes()
    path.write_bytes(content[:4] + bytes(2000) + content[2004:])


def sums(folder: Path) -> str:
    checked = 0
    for name in ("parquet", "duckdb"):
        found = run_sha256sum("--check", "--strict", "SHA256SUMS", cwd=folder / name)
        checked += found.count(": OK\n")
        expect(len(list((folder / name).iterdir())), found.count(": OK\n") + 1, f"files in {name}")
    return f"{checked} files"


def another_byte(folder: Path) -> None:
    path = folder / "duckdb" / "load.sql"
    path.write_bytes(path.read_bytes() + b"\n")


def run_sha256sum(*args: str, cwd: Path | None = None) -> str:
    return subprocess.run(["sha256sum", *args], cwd=cwd, capture_output=True, text=True, check=True).stdout  # noqa: S603, S607  our own arguments


DATASETTE, DUCKDB = f"datasette {datasette.__version__}", f"duckdb {duckdb.__version__}"
PYARROW, PANDAS, POLARS = f"pyarrow {pa.__version__}", f"pandas {pd.__version__}", f"polars {pl.__version__}"
CHECKS = (
    Check(SQLITE, "the file is whole", integrity, blank_a_page),
    Check(SQLITE, "closed lists are kept", integrity, a_word_outside_its_list),
    Check(SQLITE, "references lead somewhere", references, a_source_that_is_not_there),
    Check(SQLITE, "every table is strict", strict, a_loose_table),
    Check(SQLITE, "as many rows as the Parquet files have", rows_in_sqlite, a_lost_row),
    Check(SQLITE, "full-text search is whole and finds", full_text, an_index_that_does_not_fit),
    Check(DATASETTE, "answers over HTTP", answers, blank_a_page),
    Check(DATASETTE, "takes the metadata", answers, metadata_that_is_none),
    Check(DUCKDB, "runs load.sql and answers", loads, a_file_that_is_missing),
    Check(DUCKDB, "closed lists are kept", loads, a_word_outside_its_enum),
    *(
        Check(tool, claim, run, damage)
        for tool, run in ((PYARROW, by_pyarrow), (PANDAS, by_pandas), (POLARS, by_polars))
        for claim, damage in (
            ("reads every row", cut_short),
            ("the types are right", numbers_as_text),
            ("the pages are whole", damaged_inside),
        )
    ),
    Check(f"sha256sum {run_sha256sum('--version').splitlines()[0].split()[-1]}", "the digests are right", sums, another_byte),
)


def holds(check: Check, folder: Path) -> tuple[bool, str]:
    """Whether a check passes, and what it said."""
    try:
        return True, check.run(folder)
    except BaseException as error:  # a library of Rust may end in a panic, which is a refusal too
        if isinstance(error, KeyboardInterrupt):
            raise
        return False, f"{type(error).__name__}: {error}".splitlines()[0][:120]


def main(folder: Path) -> int:
    """Run every check on the exports and on damaged copies of them."""
    wrong = 0
    for check in CHECKS:
        passed, said = holds(check, folder)
        with tempfile.TemporaryDirectory() as scratch:
            copy = Path(scratch) / "copy"
            shutil.copytree(
                folder,
                copy,
                ignore=lambda top, names: [] if Path(top) != folder else sorted({*names} - {"sqlite", "parquet", "duckdb"}),
            )
            check.damage(copy)
            slipped, refusal = holds(check, copy)
        wrong += not passed or slipped
        result = f"{'well' if passed else 'WRONG'} ({said}); damaged copy {'NOT REFUSED' if slipped else 'refused'} ({refusal})"
        print(f"{check.tool}: {check.claim}: {result}")
    print(f"{len(CHECKS) - wrong} of {len(CHECKS)} checks pass, each proved to fail on a damaged copy")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
