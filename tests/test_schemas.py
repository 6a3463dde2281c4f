"""The layouts that the tables had: an old release is read as what it was."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence import VersionError
from ketamine_evidence.records.evidence import CLAIMS, TABLES
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import CLAIM_NAMES, SCHEMA_VERSION, SINCE, TABLE_NAMES, layout, tables_of


def test_the_names_of_tables_are_those_of_their_records() -> None:
    assert list(TABLES) == list(TABLE_NAMES)
    assert list(CLAIMS) == list(CLAIM_NAMES)


@pytest.mark.parametrize("schema", range(1, SCHEMA_VERSION + 1))
def test_the_tables_of_a_schema_are_those_of_its_layout(schema: int) -> None:
    assert tables_of(schema) == tuple(layout(schema))


def test_the_layout_of_today_is_that_of_the_records() -> None:
    assert layout(SCHEMA_VERSION) == {name: tuple(column.name for column in columns(kind)) for name, kind in TABLES.items()}


def test_what_came_later_is_in_no_layout_before() -> None:
    for name, version in SINCE.items():
        table, _, column = name.partition(".")
        for schema in range(1, SCHEMA_VERSION + 1):
            there = column in layout(schema).get(table, ()) if column else table in layout(schema)
            assert there is (schema >= version), f"{name} in schema {schema}"


def test_what_came_later_is_optional() -> None:
    for name in SINCE:
        table, _, column = name.partition(".")
        if column:
            default = attrs.fields_dict(TABLES[table])[column].default
            assert default is not attrs.NOTHING, f"{name} is absent from older releases, and has to have a default"


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1, "1", None, True])
def test_a_schema_version_that_there_is_not(version: Any) -> None:
    with pytest.raises(VersionError) as caught:
        layout(version)
    assert str(caught.value) == (
        f"not a schema version that this package reads: {version!r}; expected 1 to {SCHEMA_VERSION}; update ketamine-evidence"
    )


def test_the_first_release_has_what_it_had() -> None:
    ds = ke.load("0.1.0")
    assert len(ds.withdrawn) == 0
    assert len(ds.ranges) == 106
