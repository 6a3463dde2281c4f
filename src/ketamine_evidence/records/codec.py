"""Records to and from plain data: one strict converter, and its errors in the words of the person who wrote the data.

Nothing is coerced: a string is a string, a whole number a whole number, and an unknown key is an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, get_args, get_origin

import attrs
from cattrs import Converter, ForbiddenExtraKeysError, IterableValidationError
from cattrs.errors import ClassValidationError
from cattrs.gen import make_dict_structure_fn

from ketamine_evidence.errors import Problem, nearest
from ketamine_evidence.limits import LARGEST_INTEGER
from ketamine_evidence.records.vocabulary import SCHEMES
from ketamine_evidence.values.numbers import meant
from ketamine_evidence.values.reported import ImpreciseNumber

_NAMES = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def strict_converter() -> Converter:
    """Make a converter that takes exactly what the records' fields say, and nothing else."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for kind, name in _NAMES.items():
        converter.register_structure_hook(kind, _exactly(kind, name))
    for scheme in SCHEMES.values():  # each by itself: the hook for text would take them all
        converter.register_structure_hook(scheme, _member)
        converter.register_unstructure_hook(scheme, lambda member: member.value)
    converter.register_structure_hook_factory(attrs.has, lambda kind: _table(kind, converter))
    converter.register_structure_hook_factory(_is_tuple, lambda kind: _items(kind, converter))
    converter.register_structure_hook(ImpreciseNumber, _imprecise)
    converter.register_unstructure_hook(ImpreciseNumber, lambda n: {"least": n.least, "most": n.most, "unit": n.unit})
    converter.register_unstructure_hook_func(_is_tuple, lambda items: [converter.unstructure(item) for item in items])
    return converter


def _exactly(kind: type, name: str) -> Callable[[Any, Any], Any]:
    def take(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"expected {name}, came {value!r} ({type(value).__name__})")
        if type(value) is str and not value.isascii() and _HALF.search(value):
            raise ValueError(f"expected {name}, came half a character in {value!r}; write it whole")
        if type(value) is int and abs(value) > LARGEST_INTEGER:
            raise ValueError(f"expected {name} up to {LARGEST_INTEGER}, came a larger one")
        return value

    return take


_HALF = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can write and no file can hold."""


def _table(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    structure = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True)

    def take(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise TypeError(f"expected a table, came {value!r} ({type(value).__name__})")
        return structure(value, kind)

    return take


def _member(value: Any, kind: type[StrEnum]) -> StrEnum:
    choices = [member.value for member in kind]
    if type(value) is not str or value not in choices:
        expected = ", ".join(choices)
        raise ValueError(f"unknown value {value!r}; expected one of: {expected}{nearest(str(value), choices)}")
    return kind(value)


def _is_tuple(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is tuple


def _items(kind: Any, converter: Converter) -> Callable[[Any, Any], tuple[Any, ...]]:
    item = get_args(kind)[0]

    def take(value: Any, _: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise TypeError(f"expected a list, came {value!r} ({type(value).__name__})")
        found: list[Any] = []
        wrong: list[Exception] = []
        for entry in value:
            try:
                found.append(converter.structure(entry, item))
            except Exception as error:  # noqa: BLE001  every entry that is wrong is said
                wrong.append(error)
        if wrong:
            raise IterableValidationError("wrong entries", wrong, kind)  # pyright: ignore[reportCallIssue]  cattrs adds the class
        return tuple(found)

    return take


def _imprecise(value: Any, _: Any) -> ImpreciseNumber:
    if not isinstance(value, Mapping) or set(value) != {"least", "most", "unit"}:
        raise TypeError(f"expected a table with least, most and unit, came {value!r}")
    return ImpreciseNumber(_meant(value["least"]), _meant(value["most"]), value["unit"])


def _meant(value: Any) -> Any:
    """JSON has floats: take one as the exact number that was meant."""
    return meant(repr(value)) if type(value) is float and math.isfinite(value) else value


NOT_RENAMED: Mapping[str, str | None] = MappingProxyType({})

CONVERTER = strict_converter()
"""The converter between records and plain data, as JSON holds them."""


def explain(
    error: BaseException, kind: type, file: str, record: str, renamed: Mapping[str, str | None] = NOT_RENAMED
) -> list[Problem]:
    """Turn what the converter raised into problems that name file, record and field.

    Args:
        error: what was raised while structuring.
        kind: the class that was structured.
        file: the file that the data are from.
        record: the id of the record.
        renamed: fields that go by another name in the file, or by none.
    """
    problems: list[Problem] = []
    for path, inner in _flat(error, ()):
        field = renamed.get(path[0], path[0]) or path[0] if path else ""
        if isinstance(inner, ForbiddenExtraKeysError) and inner.cl is kind:
            problems += unknown_keys(inner.extra_fields, kind, file, record, renamed)
        elif isinstance(inner, ForbiddenExtraKeysError):
            inside = unknown_keys(inner.extra_fields, inner.cl, file, record)
            problems += [problem._replace(field=f"{field}.{problem.field}") for problem in inside]
        elif type(inner) is KeyError:
            name = renamed.get(str(inner.args[0]), str(inner.args[0])) or str(inner.args[0])
            problems.append(
                Problem(file, record, f"{field}.{name}" if field and field != name else name, "missing; it has to be given")
            )
        else:
            problems.append(Problem(file, record, field, str(inner)))
    return problems


def unknown_keys(
    keys: Iterable[str], kind: type, file: str, record: str, renamed: Mapping[str, str | None] = NOT_RENAMED
) -> list[Problem]:
    """A problem for each key that a record does not have."""
    known = [name for field in attrs.fields(kind) if (name := renamed.get(field.name, field.name)) is not None]
    return [
        Problem(file, record, key, f"unknown key; expected one of: {', '.join(known)}{nearest(key, known)}")
        for key in sorted(keys)
        if key not in known
    ]


def _flat(error: BaseException, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], BaseException]]:
    """Each error inside an error of the converter, with the fields that lead to it."""
    if isinstance(error, (ClassValidationError, IterableValidationError)):
        with_notes, without = error.group_exceptions()
        for inner, note in with_notes:
            name = getattr(note, "name", "")
            yield from _flat(inner, (*path, name) if name else path)
        for inner in without:
            yield from _flat(inner, path)
    else:
        yield path, error
