"""The layouts that the tables had: which tables and columns came with which schema version.

A release says its schema version in its descriptor. What a later version added is absent from an earlier release, and reads as what a
record holds where nothing is written: "not stated"; of the substance, ketamine with no isomer stated; of the basis, the source's text, which
is what all lay claims were read in.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ketamine_evidence.errors import VersionError

CLAIM_NAMES = ("ranges", "protocols", "mechanisms", "side_effects", "factors", "findings", "guidance", "statements")
"""The names of the tables of claims."""
TABLE_NAMES = ("sources", *CLAIM_NAMES, "traces", "exclusions", "terms", "withdrawn")
"""The names of all tables, known without the import of their records; a test holds them to `TABLES`."""
SCHEMA_VERSION = 2
"""The layout that is written today."""
SINCE: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(
        [
            "withdrawn",
            *(
                f"sources.{name}"
                for name in (
                    "journal", "volume", "issue", "pages", "pmcid", "registry", "substance", "conditions", "pain_course", "comparators",
                )
            ),
            *(f"{table}.basis" for table in CLAIM_NAMES if table != "ranges"),  # ranges had it from the first
            *(f"ranges.{name}" for name in ("spread", "estimate", "time_point", "course", "substance")),
            "side_effects.p", "findings.comparator", "findings.p", "traces.supports", "traces.contradicts",
        ],
        2,
    )
)  # fmt: skip
"""The schema version that brought a table, or a column as `table.column`; what is not here was there from the first."""


def tables_of(schema_version: int) -> tuple[str, ...]:
    """The names of the tables in a schema version.

    Raises:
        VersionError: for a schema version that this package does not know, as one made by a later package.

    Examples:
        >>> "withdrawn" in tables_of(1), "withdrawn" in tables_of(2)
        (False, True)
    """
    if type(schema_version) is not int or not 1 <= schema_version <= SCHEMA_VERSION:
        raise VersionError(
            f"not a schema version that this package reads: {schema_version!r}; expected 1 to {SCHEMA_VERSION}; update ketamine-evidence"
        )
    return tuple(table for table in TABLE_NAMES if SINCE.get(table, 1) <= schema_version)


def layout(schema_version: int) -> Mapping[str, tuple[str, ...]]:
    """The columns of each table in a schema version.

    Raises:
        VersionError: for a schema version that this package does not know, as one made by a later package.

    Examples:
        >>> "basis" in layout(1)["factors"], "basis" in layout(2)["factors"]
        (False, True)
    """
    from ketamine_evidence.records.evidence import TABLES
    from ketamine_evidence.records.rows import columns

    return {
        table: tuple(column.name for column in columns(TABLES[table]) if SINCE.get(f"{table}.{column.name}", 1) <= schema_version)
        for table in tables_of(schema_version)
    }
