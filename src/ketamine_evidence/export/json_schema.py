"""JSON Schema (draft 2020-12) of the records as plain data, made from the records' classes.

A closed list is an `enum`, a field that may be empty takes null, and every key has to be there: that is how records are written. What a field
means is what the class says of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_origin, get_type_hints

import attrs

from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.records.fields import meaning
from ketamine_evidence.records.hints import bare, is_optional
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.schemas import SCHEMA_VERSION
from ketamine_evidence.values.reported import ImpreciseNumber, Reported
from ketamine_evidence.values.units import UNITS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "ranges": "r",
        "protocols": "p",
        "mechanisms": "m",
        "side_effects": "e",
        "factors": "f",
        "findings": "n",
        "guidance": "g",
        "statements": "s",
        "traces": "t",
    }
)
"""The letter that the ids of each table of claims begin with, after the id of their source."""

_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_VARIANT = "(~[0-9a-f]{8})?"
"""What merged data add to an id that stands for two contents."""
_HEX = "^[0-9a-f]{64}$"
_NUMBER = "(0|[1-9][0-9]{0,8})"
PATTERNS: Mapping[str, str] = MappingProxyType(
    {
        "sources.id": f"^{_SLUG}{_VARIANT}$",
        "source": f"^{_SLUG}$",
        "study": f"^{_SLUG}$",
        **dict.fromkeys(("claim", "restates", "supports", "contradicts"), rf"^{_SLUG}\.[a-z][0-9]{{3,}}$"),
        **dict.fromkeys(("ranges", "time_point", "estimate"), rf"^{_SLUG}\.r[0-9]{{3,}}$"),
        "fingerprint": _HEX,
        "text_sha256": _HEX,
        "sha256": _HEX,
        "withdrawn.version": rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}$",
        **{f"{table}.id": rf"^{_SLUG}\.{letter}[0-9]{{3,}}{_VARIANT}$" for table, letter in LETTERS.items()},
    }
)
"""The pattern of a field, or of the entries of a list, by its name or as `table.field`."""
_LEAST: Mapping[str, int] = MappingProxyType({"start": 0, "end": 1, "n": 0, "characters": 0, "records": 0})
"""The least value of a field that is a whole number."""
_RULES: Mapping[type, Mapping[str, Any]] = MappingProxyType(
    {
        Locator: {
            "anyOf": [
                {"properties": {"start": {"type": "integer"}, "end": {"type": "integer"}}},
                {"properties": {"start": {"type": "null"}, "end": {"type": "null"}}},
            ]
        },
        Reported: {"anyOf": [{"properties": {"low": {"type": "object"}}}, {"properties": {"high": {"type": "object"}}}]},
    }
)
"""What holds of several fields together."""


def schema_of(kind: type[attrs.AttrsInstance], name: str, description: str) -> dict[str, Any]:
    """Make the JSON Schema of a record as plain data.

    Args:
        kind: the class of the record.
        name: what the schema is called, such as the name of the record's table.
        description: what it describes, in a line.

    Examples:
        >>> from ketamine_evidence.records.evidence import Factor
        >>> schema = schema_of(Factor, "factors", "What is said to bear on the outcome")
        >>> schema["$id"], schema["properties"]["source"]["type"]
        ('factors.schema.json', 'string')
    """
    definitions: dict[str, Any] = {}
    body = _object(kind, name, definitions)
    return {
        "$schema": DIALECT,
        "$id": f"{name}.schema.json",
        "$comment": f"Schema version {SCHEMA_VERSION} of ketamine-evidence. {INTENDED_USE}",
        "title": name,
        **body,
        "description": description,
        **({"$defs": definitions} if definitions else {}),
    }


def _object(kind: type[attrs.AttrsInstance], table: str, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {
        field.name: {**_value(hints[field.name], table, field.name, definitions), "description": _said(kind, field.name)}
        for field in attrs.fields(kind)
    }
    return _closed((kind.__doc__ or "").partition("\n")[0], properties) | dict(_RULES.get(kind, {}))


def _said(kind: type, field: str) -> str:
    """What a field means, in the words of JSON."""
    return re.sub(r"\bNone\b", "null", meaning(kind, field))


def _closed(description: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """An object with these keys, all of them, and no other."""
    return {
        "description": description,
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _value(kind: Any, table: str, field: str, definitions: dict[str, Any]) -> dict[str, Any]:
    schema = _given(bare(kind), table, field, definitions)
    if not is_optional(kind):
        return schema
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return schema | {"type": [schema["type"], "null"]} | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})


def _given(kind: Any, table: str, field: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """What a field holds where it is stated."""
    if get_origin(kind) is tuple:
        item = kind.__args__[0]
        text = {"type": "string", "pattern": PATTERNS.get(field, "^[^|]+$")}
        return {"type": "array", "items": text if item is str else _given(item, table, field, definitions)}
    if attrs.has(kind):
        return _reference(kind, definitions)
    if issubclass(kind, StrEnum):
        return {"type": "string", "enum": [member.value for member in kind]}
    if kind is int:
        return {"type": "integer"} | ({"minimum": _LEAST[field]} if field in _LEAST else {})
    if kind is bool:
        return {"type": "boolean"}
    pattern = PATTERNS.get(f"{table}.{field}", PATTERNS.get(field))
    return {"type": "string", "minLength": 1} | ({"pattern": pattern} if pattern is not None else {})


def _reference(kind: type[attrs.AttrsInstance], definitions: dict[str, Any]) -> dict[str, Any]:
    """Refer to a class inside a record, and describe it once."""
    name = re.sub("(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()
    if name not in definitions:
        definitions[name] = _imprecise() if kind is ImpreciseNumber else _object(kind, name, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _imprecise() -> dict[str, Any]:
    """An imprecise number: its ends are exact fractions inside, and plain numbers here."""
    kinds: Mapping[str, Mapping[str, Any]] = {
        "least": {"type": "number"},
        "most": {"type": ["number", "null"]},
        "unit": {"type": "string", "enum": list(UNITS)},
    }
    return _closed(
        "A number of which only the least and the most it can mean are known.",
        {name: {**kind, "description": _said(ImpreciseNumber, name)} for name, kind in kinds.items()},
    )
