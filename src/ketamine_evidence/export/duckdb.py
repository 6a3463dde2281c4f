"""The DuckDB export: the Parquet files, and `load.sql`, which makes a schema of them: enum types, tables with keys, views, comments.

A database file of DuckDB itself would not have the same bytes twice; the script makes one in a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_type_hints

from ketamine_evidence.dataset.columns import Kind, nested_columns, reading_kinds
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.names import ORIGINS
from ketamine_evidence.dataset.sums import with_sums
from ketamine_evidence.export.duckdb_views import SCHEMA, VIEWS
from ketamine_evidence.export.formats import Files
from ketamine_evidence.export.parquet import parquet_files, read
from ketamine_evidence.export.readback import is_merged, metadata
from ketamine_evidence.export.sqlite_schema import RENAMED, listed_terms
from ketamine_evidence.export.sqlite_tables import METADATA_TABLE, quoted
from ketamine_evidence.export.wording import OF_ORIGINS, ORIGINS_DESCRIPTION, of_nested
from ketamine_evidence.records.evidence import KEYS, TABLES
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.hints import bare, is_optional
from ketamine_evidence.records.vocabulary import SCHEMES

__all__ = ["files", "read"]

SCRIPT = "load.sql"
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "list": "VARCHAR[]"}
_NAMES = {scheme: name for name, scheme in SCHEMES.items()}
_REFERENCES = {"source": "sources (id)", "study": "sources (id)"}


def files(dataset: Dataset) -> Files:
    """Give a dataset as Parquet files, the script that loads them into DuckDB, and the digests of them all."""
    return with_sums({**parquet_files(dataset), SCRIPT: _script(dataset).encode()})


def _script(dataset: Dataset) -> str:
    said = metadata(dataset)
    merged = is_merged(dataset)
    head = (
        said["title"],
        said["intended_use"],
        f"{said['citation']} SHA-256 {said['sha256']}.",
        f"In this folder: duckdb ketamine-evidence.duckdb -f {SCRIPT}",
        "From elsewhere, first: SET VARIABLE folder = 'path/of/this/folder';",
        f"Everything comes into the schema {SCHEMA}, or nothing does.",
    )
    statements = [
        "SET VARIABLE folder = coalesce(getvariable('folder'), '.')",
        "BEGIN TRANSACTION",
        f"CREATE SCHEMA {SCHEMA}",
        *(_type(name, tuple(scheme)) for name, scheme in SCHEMES.items()),
        f"CREATE TABLE {SCHEMA}.metadata (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
        f"COMMENT ON TABLE {SCHEMA}.metadata IS {quoted(METADATA_TABLE.description)}",
        *(f"INSERT INTO {SCHEMA}.metadata VALUES ({quoted(key)}, {quoted(value)})" for key, value in said.items()),
        *(statement for table in TABLES for statement in _table(table, merged=merged)),
        *(_origins() if merged else ()),
        *(f"CREATE VIEW {SCHEMA}.{name} AS{view.query}" for name, view in VIEWS.items()),
        *(f"COMMENT ON VIEW {SCHEMA}.{name} IS {quoted(view.description)}" for name, view in VIEWS.items()),
        "COMMIT",
    ]
    return "\n".join([*(f"-- {' '.join(line.split())}" for line in head), *(f"{statement};" for statement in statements), ""])


def _type(name: str, terms: tuple[str, ...]) -> str:
    return f"CREATE TYPE {SCHEMA}.{_name(name)} AS ENUM ({', '.join(map(quoted, terms))})"


def _table(table: str, *, merged: bool) -> Iterator[str]:
    record = TABLES[table]
    hints = get_type_hints(record)
    lines: list[str] = []
    for name, kind in {**nested_columns(record), **reading_kinds(record)}.items():
        hint = hints.get(name)
        type_ = _enum(hint) or _sql_type(kind)
        required = " NOT NULL" if hint is not None and not is_optional(hint) else ""
        refers = f" REFERENCES {SCHEMA}.{_REFERENCES[name]}" if name in _REFERENCES else ""
        lines.append(f"{_name(RENAMED.get(name, name))} {type_}{required}{refers}{_listed(record, name)}")
    if not (merged and table == "exclusions"):  # two readings of a text may leave out one stretch twice
        lines.append(f"PRIMARY KEY ({', '.join(RENAMED.get(key, key) for key in KEYS.get(table, ('id',)))})")
    described = {RENAMED.get(name, name): meaning for name, meaning in of_nested(table).items()}
    yield from _created(table, lines, DESCRIPTIONS[table], described)


def _enum(hint: Any) -> str | None:
    """The enum type of a field; None for what is from no closed list."""
    scheme = _NAMES.get(bare(hint))
    return f"{SCHEMA}.{_name(scheme)}" if scheme else None


def _listed(record: type, field: str) -> str:
    """What keeps a list to its closed list; a list of an enum in a schema is no type before DuckDB 1.5."""
    terms = listed_terms(record, field)
    return f" CHECK (list_has_all([{', '.join(map(quoted, terms))}], {_name(field)}))" if terms else ""


def _created(table: str, lines: Sequence[str], description: str, described: Mapping[str, str]) -> Iterator[str]:
    body = ",\n  ".join(lines)
    yield f"CREATE TABLE {SCHEMA}.{table} (\n  {body}\n)"
    yield f"COMMENT ON TABLE {SCHEMA}.{table} IS {quoted(description)}"
    for name, meaning in described.items():
        yield f"COMMENT ON COLUMN {SCHEMA}.{table}.{_name(name)} IS {quoted(meaning)}"
    renamed = [(old, new) for old, new in RENAMED.items() if new in described]
    cells = (
        ", ".join(
            [f"* EXCLUDE ({', '.join(_name(old) for old, _ in renamed)})", *(f"{_name(old)} AS {new}" for old, new in renamed)]
        )
        if renamed
        else "*"
    )
    yield f"INSERT INTO {SCHEMA}.{table} BY NAME SELECT {cells} FROM read_parquet(getvariable('folder') || '/{table}.parquet')"


def _origins() -> Iterator[str]:
    yield from _created(ORIGINS, ['"record" VARCHAR PRIMARY KEY', '"parts" VARCHAR[] NOT NULL'], ORIGINS_DESCRIPTION, OF_ORIGINS)


def _sql_type(kind: Kind) -> str:
    if kind.parts:
        return f"STRUCT({', '.join(f'{_name(name)} {_sql_type(part)}' for name, part in kind.parts.items())})"
    return _TYPES[kind.name]


def _name(name: str) -> str:
    """A name as DuckDB always takes it; some, as `action` and `end`, are words of its SQL."""
    return f'"{name}"'
