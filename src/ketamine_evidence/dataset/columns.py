"""The columns of a frame and what each holds, whichever library makes the frame.

The columns of a record's frame follow from its class alone, never from the rows that happen to be there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, get_origin, get_type_hints

import attrs

from ketamine_evidence.dataset.tables import OF_SOURCE
from ketamine_evidence.errors import QueryError
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.hints import bare
from ketamine_evidence.records.rows import columns, to_row
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import Reported


@attrs.frozen
class Kind:
    """What a column holds; any of it may be missing.

    Attributes:
        name: `string`, `integer`, `number`, `boolean`, `list` (of strings) or `struct`.
        choices: the closed list that a string is from, whole and in order; empty where there is none.
        parts: the parts of a struct.
    """

    name: str
    choices: tuple[str, ...] = ()
    parts: Mapping[str, Kind] = MappingProxyType({})


STRING, INTEGER, NUMBER, BOOLEAN, LIST = map(Kind, ("string", "integer", "number", "boolean", "list"))

COMMON_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "time": "d",
        "dose": "mg",
        "dose per body weight": "mg/kg",
        "dose rate": "mg/h",
        "dose rate per body weight": "mg/kg/h",
        "frequency": "/d",
        "count": "1",
        "percentage": "%",
        "concentration": "ng/mL",
        "mass fraction": "ng/mg",
        "score": "{score}",
    }
)
"""The unit in which ends of one dimension can be compared down a column."""

_ENDS = ("outer_low", "outer_high", "inner_low", "inner_high")
READINGS: Mapping[str, Kind] = MappingProxyType(
    {"unit": STRING, **dict.fromkeys(_ENDS, NUMBER), "common_unit": STRING, **{f"{end}_common": NUMBER for end in _ENDS}}
)
"""What the frame of reported ranges has beside the fields: the ends of the outer and the inner reading."""


def kind_of(hint: Any) -> Kind:
    """What a column holds that a field of this type makes."""
    kind = bare(hint)
    if get_origin(kind) is tuple:
        return LIST
    if attrs.has(kind):
        hints = get_type_hints(kind)
        return Kind("struct", parts={field.alias: kind_of(hints[field.name]) for field in attrs.fields(kind)})
    if issubclass(kind, StrEnum):
        return Kind("string", tuple(member.value for member in kind))
    return {str: STRING, int: INTEGER, bool: BOOLEAN, Fraction: NUMBER}[kind]


def nested_columns(record: type) -> dict[str, Kind]:
    """The columns of a record's nested frame: its fields, in their order."""
    hints = get_type_hints(record)
    return {field.name: kind_of(hints[field.name]) for field in attrs.fields(record)}


def flat_columns(record: type) -> dict[str, Kind]:
    """The columns of a record's flat frame: those of its CSV file. A list is one text, as it is there."""
    return {column.name: Kind(column.kind, column.choices) if column.kind != "list" else STRING for column in columns(record)}


def nested_row(record: attrs.AttrsInstance) -> dict[str, Any]:
    """A record as the cells of a nested frame."""
    data: dict[str, Any] = CONVERTER.unstructure(record)
    return data


def flat_row(record: attrs.AttrsInstance, kinds: Mapping[str, Kind]) -> dict[str, Any]:
    """A record as the cells of a flat frame: those of its row in the CSV file, each of the kind of its column."""
    cells = to_row(record)
    return {name: _TYPED.get(kind.name, str)(cells[name]) if cells[name] else None for name, kind in kinds.items()}


_TYPED: Mapping[str, Callable[[str], Any]] = MappingProxyType({"integer": int, "number": float, "boolean": "true".__eq__})


def fit(value: Any, kind: Kind) -> Any:
    """A cell as a column of this kind holds it: each number a float, whole or not, and the parts of a struct in order."""
    if value is None:
        return None
    if kind.parts:
        return {name: fit(value[name], part) for name, part in kind.parts.items()}
    return float(value) if kind == NUMBER else value


def readings(reported: Reported) -> dict[str, Any]:
    """The cells of `READINGS` for what a source reports.

    Examples:
        >>> from ketamine_evidence import parse_range
        >>> found = readings(parse_range("two weeks or longer"))
        >>> found["unit"], found["outer_low"], found["outer_high"], found["common_unit"], found["outer_low_common"]
        ('wk', 2, None, 'd', 14)
    """
    outer, inner = reported.outer, reported.inner
    common = COMMON_UNITS[reported.dimension]
    return {
        "unit": outer.unit,
        **_ends(outer, inner),
        "common_unit": common,
        **{f"{end}_common": value for end, value in _ends(outer.to(common), inner and inner.to(common)).items()},
    }


def _ends(outer: Range, inner: Range | None) -> dict[str, float | None]:
    of_inner = (inner.low, inner.high) if inner else (None, None)
    return dict(zip(_ENDS, (outer.low, outer.high, *of_inner), strict=True))


def source_columns(record: type) -> dict[str, str]:
    """The columns that tell of a record's source, and the field of the source that each is.

    A name that the record has itself gets `source_` before it: the kind of a piece of guidance is not that of its source.

    Raises:
        QueryError: for a record that is not read from one source.
    """
    own = {field.name for field in attrs.fields(record)}
    if "source" not in own:
        raise QueryError(f"{record.__name__} has no source; leave with_sources out")
    return {f"source_{name}" if name in own else name: name for name in OF_SOURCE}


def source_kinds(record: type, *, flat: bool) -> dict[str, Kind]:
    """What the columns hold that tell of a record's source."""
    kinds = flat_columns(Source) if flat else nested_columns(Source)
    return {column: kinds[name] for column, name in source_columns(record).items()}


def reading_kinds(record: type) -> Mapping[str, Kind]:
    """What the columns hold that are derived from a record."""
    return READINGS if issubclass(record, ReportedRange) else {}
