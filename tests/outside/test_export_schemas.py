"""The JSON Schemas, as another library reads them: they are schemas, and take what is exported and nothing else."""

from __future__ import annotations

import copy
import json
from typing import Any

import attrs
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import ketamine_evidence as ke
from exported import dangerous, merged
from ketamine_evidence.export.json_lines import files, schema_files
from ketamine_evidence.strategies import datasets

SCHEMAS: dict[str, Draft202012Validator] = {
    name.removesuffix(".schema.json"): Draft202012Validator(json.loads(schema)) for name, schema in schema_files().items()
}


def lines(dataset: ke.Dataset) -> list[tuple[str, Any]]:
    """Every record of an export, and the description, each with the name of its schema."""
    written = files(dataset)
    found = [("dataset", json.loads(written["dataset.json"]))]
    return found + [
        (name.removesuffix(".jsonl"), json.loads(line))
        for name, table in written.items()
        if name.endswith(".jsonl")
        for line in table.splitlines()
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name].schema)


@pytest.mark.parametrize("version", ke.versions())
def test_every_release_keeps_its_schemas(version: str) -> None:
    some = lines(ke.load(version))
    assert len(some) > 500
    assert [(name, error.message) for name, line in some for error in SCHEMAS[name].iter_errors(line)] == []


@pytest.mark.parametrize("dataset", [dangerous(), merged()], ids=["dangerous", "merged"])
def test_dangerous_and_merged_data_keep_their_schemas(dataset: ke.Dataset) -> None:
    assert [(name, error.message) for name, line in lines(dataset) for error in SCHEMAS[name].iter_errors(line)] == []


@given(datasets())
def test_every_dataset_keeps_its_schemas(dataset: ke.Dataset) -> None:
    plain = [attrs.evolve(one, text_sha256=None) for one in dataset.sources]  # drawn as any text
    known = ke.Dataset.of(dataset.tables | {"sources": plain}, dataset.version)
    assert [(name, error.message) for name, line in lines(known) for error in SCHEMAS[name].iter_errors(line)] == []


RANGE: dict[str, Any] = ke.load().ranges.where(lambda one: one.reported.low is not None, tier="lay").to_dicts()[0]


def altered(path: str, value: Any) -> dict[str, Any]:
    """A good range with one key changed; `...` takes it away."""
    data = copy.deepcopy(RANGE)
    *outer, last = path.split(".")
    inside = data
    for key in outer:
        inside = inside[key]
    if value is ...:
        del inside[last]
    else:
        inside[last] = value
    return data


def test_the_good_range_is_good() -> None:
    assert SCHEMAS["ranges"].is_valid(RANGE)


@pytest.mark.parametrize("path", [*RANGE, "locator.start", "reported.low", "reported.low.most", "reported.hedges"])
def test_a_missing_key_is_refused(path: str) -> None:
    assert not SCHEMAS["ranges"].is_valid(altered(path, ...))


@pytest.mark.parametrize("path", ["colour", "locator.colour", "reported.colour", "reported.low.colour"])
def test_an_unknown_key_is_refused(path: str) -> None:
    assert not SCHEMAS["ranges"].is_valid(altered(path, "red"))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("id", "r001"), ("id", "one.s001"), ("source", "One"), ("source", ""), ("summary", ""), ("summary", None), ("quantity", "length"),
        ("quantity", None), ("route", "by mouth"), ("note", 3), ("locator", None), ("locator.start", None), ("locator.start", -1),
        ("locator.start", 1.5), ("locator.end", 0), ("locator.fingerprint", "ff"), ("reported.text", None), ("reported.low.unit", "hours"),
        ("reported.low.least", "3"), ("reported.low.least", None), ("reported.approximate", "no"), ("reported.hedges", "often"),
        ("reported.hedges", ["a|b"]), ("reported.hedges", [""]),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(path: str, value: Any) -> None:
    assert not SCHEMAS["ranges"].is_valid(altered(path, value))


def test_a_range_without_ends_is_refused() -> None:
    data = altered("reported.low", None)
    data["reported"]["high"] = None
    assert not SCHEMAS["ranges"].is_valid(data)


@pytest.mark.parametrize("name", sorted(set(SCHEMAS) - {"ranges"}))
def test_a_record_of_one_table_is_refused_by_the_schema_of_another(name: str) -> None:
    assert not SCHEMAS[name].is_valid(RANGE)
