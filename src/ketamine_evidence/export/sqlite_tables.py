"""What a table of the SQLite export is, and the tables in it that hold no records."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ketamine_evidence.dataset.columns import READINGS
from ketamine_evidence.export.wording import OF_ORIGINS, OF_READINGS, ORIGINS_DESCRIPTION
from ketamine_evidence.records.evidence import CLAIMS

EXACT = ("low_least", "low_most", "high_least", "high_most")
"""The columns of ranges that hold numbers."""
TYPES: Mapping[str, str] = MappingProxyType({"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"})
"""The SQLite type of each kind of column."""


class SqlColumn(NamedTuple):
    """A column of a table.

    Attributes:
        name: its name.
        type: its SQLite type.
        description: what it holds.
        constraint: what follows its type; empty where nothing does.
        unit: the unit of its numbers, or the column that names it; empty where it has none.
    """

    name: str
    type: str
    description: str
    constraint: str = ""
    unit: str = ""


class SqlTable(NamedTuple):
    """A table.

    Attributes:
        name: its name.
        description: what it holds.
        columns: its columns, in order.
        constraints: those that are of no single column.
    """

    name: str
    description: str
    columns: tuple[SqlColumn, ...]
    constraints: tuple[str, ...] = ()

    @property
    def ddl(self) -> str:
        """The statement that creates it, with what it means as comments."""
        lines = [(f"{one.name} {one.type} {one.constraint}".rstrip(), one.description) for one in self.columns]
        lines += [(constraint, "") for constraint in self.constraints]
        body = [
            f"  {text}{',' if number < len(lines) else ''}{f' -- {comment}' if comment else ''}"
            for number, (text, comment) in enumerate(lines, start=1)
        ]
        return "\n".join([f"CREATE TABLE {self.name} ( -- {self.description}", *body, ") STRICT"])


def quoted(text: str) -> str:
    """Write a text as SQL has it.

    Examples:
        >>> quoted("it's")
        "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"


_KEY = "NOT NULL PRIMARY KEY"
METADATA_TABLE = SqlTable(
    "metadata",
    "Version, date, licence, citation, intended use and digests of these data",
    (
        SqlColumn("key", "TEXT", "what is said, such as version", _KEY),
        SqlColumn("value", "TEXT", "what it is", "NOT NULL"),
    ),
)
UNITS_TABLE = SqlTable(
    "units",
    "The units that numbers may be given in",
    (
        SqlColumn("code", "TEXT", "its UCUM code", _KEY),
        SqlColumn(
            "dimension", "TEXT", "what it measures; units of one dimension convert into each other, others never", "NOT NULL"
        ),
        SqlColumn("common_unit", "TEXT", "the unit of the same dimension that `readings` compares in", "NOT NULL"),
        SqlColumn("in_common_unit", "REAL", "how many of the common unit one of it is", "NOT NULL"),
    ),
)
CLAIM_IDS_TABLE = SqlTable(
    "claim_ids",
    "The id of every claim, and the table that it is in",
    (
        SqlColumn("number", "INTEGER", "its `rowid` in `search`", "PRIMARY KEY"),
        SqlColumn("id", "TEXT", "its id", "NOT NULL UNIQUE"),
        SqlColumn("kind", "TEXT", "the table", f"NOT NULL CHECK (kind IN ({', '.join(map(quoted, CLAIMS))}))"),
    ),
)
EXACT_NUMBERS_TABLE = SqlTable(
    "exact_numbers",
    "The numbers of ranges that a REAL cannot hold exactly, as fractions",
    (
        SqlColumn("range", "TEXT", "the id of the range", "NOT NULL REFERENCES ranges (id)"),
        SqlColumn("number", "TEXT", "the column of `ranges`", f"NOT NULL CHECK (number IN ({', '.join(map(quoted, EXACT))}))"),
        SqlColumn("fraction", "TEXT", "the number, such as 1/10 for 0.1", "NOT NULL"),
    ),
    ("PRIMARY KEY (range, number)",),
)
READINGS_TABLE = SqlTable(
    "readings",
    "How each reported range is read: the ends of its outer and inner range",
    (
        SqlColumn("range", "TEXT", "the id of the range", f"{_KEY} REFERENCES ranges (id)"),
        *(
            SqlColumn(
                name,
                TYPES[kind.name],
                OF_READINGS[name],
                "NOT NULL REFERENCES units (code)"
                if name.endswith("unit")
                else "NOT NULL"
                if name.startswith("outer_low")
                else "",
                ("common_unit" if name.endswith("_common") else "unit") if kind.name == "number" else "",
            )
            for name, kind in READINGS.items()
        ),
    ),
)
ORIGINS_TABLE = SqlTable(
    "origins",
    ORIGINS_DESCRIPTION,
    (
        SqlColumn("record", "TEXT", OF_ORIGINS["record"], "NOT NULL"),
        SqlColumn("position", "INTEGER", "the place of the part among those that it was in, from 1", "NOT NULL"),
        SqlColumn("part", "TEXT", "the name of the part", "NOT NULL"),
    ),
    ("PRIMARY KEY (record, position)",),
)
DICTIONARY_TABLE = SqlTable(
    "data_dictionary",
    "What each column means",
    (
        SqlColumn("table_name", "TEXT", "the table or view", "NOT NULL"),
        SqlColumn("position", "INTEGER", "the place of the column, from 1", "NOT NULL"),
        SqlColumn("column_name", "TEXT", "the column", "NOT NULL"),
        SqlColumn("type", "TEXT", "its type", "NOT NULL"),
        SqlColumn("unit", "TEXT", "the unit of its numbers, or the column that names it"),
        SqlColumn("description", "TEXT", "what it holds", "NOT NULL"),
    ),
    ("PRIMARY KEY (table_name, column_name)",),
)
