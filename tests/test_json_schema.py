"""The JSON Schemas say what the records' classes and the rules of curators say."""

from __future__ import annotations

import json
import re
from typing import Any, get_type_hints

import attrs
import pytest

from ketamine_evidence.curation import authoring
from ketamine_evidence.dataset import releases
from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.export.json_lines import DESCRIBED, schema_files
from ketamine_evidence.export.json_schema import LETTERS, PATTERNS, schema_of
from ketamine_evidence.records.evidence import TABLES, Source
from ketamine_evidence.records.hints import is_optional
from ketamine_evidence.records.rows import columns
from ketamine_evidence.values.units import UNITS

SCHEMAS: dict[str, Any] = {name.removesuffix(".schema.json"): json.loads(schema) for name, schema in schema_files().items()}


def objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema and those inside it that describe an object."""
    return [schema, *schema.get("$defs", {}).values()]


def test_everything_has_a_schema() -> None:
    assert set(SCHEMAS) == {*TABLES, "dataset", "origins"} == set(DESCRIBED)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_names_itself_without_an_address(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{name}.schema.json"
    assert INTENDED_USE in schema["$comment"]
    assert re.findall(r"https?://[^\"]*", json.dumps(schema)) == [schema["$schema"]]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_required_described_and_the_only_one(name: str) -> None:
    for schema in objects(SCHEMAS[name]):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        assert schema["description"]
        for key, value in schema["properties"].items():
            assert value["description"], key
            assert "None" not in value["description"], key


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_keys_are_the_fields_of_the_record(name: str) -> None:
    kind = DESCRIBED[name][0]
    assert list(SCHEMAS[name]["properties"]) == [field.name for field in attrs.fields(kind)]
    for key, schema in SCHEMAS[name]["properties"].items():
        takes_null = "null" in schema.get("type", ()) or {"type": "null"} in schema.get("anyOf", ())
        assert takes_null is is_optional(get_type_hints(kind)[key]), key


@pytest.mark.parametrize("name", TABLES)
def test_closed_lists_are_enums(name: str) -> None:
    for column in columns(TABLES[name]):
        if column.choices:
            schema = SCHEMAS[name]["properties"][column.name]
            assert schema["enum"] == [*column.choices, *([] if column.required else [None])]
            assert schema["type"] == ("string" if column.required else ["string", "null"])


def test_units_are_those_that_are_known() -> None:
    assert SCHEMAS["ranges"]["$defs"]["imprecise_number"]["properties"]["unit"]["enum"] == list(UNITS)


def test_patterns_are_those_that_curators_are_held_to() -> None:
    assert {**dict(authoring.TABLES.values()), "traces": "t"} == LETTERS
    variant = "(~[0-9a-f]{8})?"
    slug = authoring._SLUG.pattern
    assert PATTERNS["source"] == f"^{slug}$"
    assert PATTERNS["sources.id"] == f"^{slug}{variant}$"
    for table, letter in LETTERS.items():
        assert PATTERNS[f"{table}.id"] == f"^{slug}\\.{letter}[0-9]{{3,}}{variant}$"
    assert PATTERNS["withdrawn.version"] == f"^{releases._VERSION.pattern}$"
    assert PATTERNS["text_sha256"] == "^[0-9a-f]{64}$"


def test_every_pattern_is_used() -> None:
    used = {found for schema in SCHEMAS.values() for found in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(schema))}
    assert {json.loads(pattern) for pattern in used} == {*PATTERNS.values(), "^[^|]+$"}


def test_whole_numbers_and_texts_are_told_apart() -> None:
    schema = schema_of(Source, "sources", "articles")["properties"]
    assert schema["year"] == {"type": ["integer", "null"], "description": "when it was published; null where not known."}
    assert schema["n"]["minimum"] == 0
    assert schema["title"]["type"] == "string"
    assert schema["authors"] == {
        "type": "array",
        "items": {"type": "string", "pattern": "^[^|]+$"},
        "description": "who signed it; empty where nobody did.",
    }


def test_a_record_inside_a_record_is_described_once() -> None:
    schema = SCHEMAS["ranges"]
    assert set(schema["$defs"]) == {"locator", "reported", "imprecise_number"}
    assert schema["properties"]["locator"]["$ref"] == "#/$defs/locator"
    low = schema["$defs"]["reported"]["properties"]["low"]
    assert low["anyOf"] == [{"$ref": "#/$defs/imprecise_number"}, {"type": "null"}]
    assert "$defs" not in SCHEMAS["sources"]
