"""How a record shows itself in a notebook: what it says, its source, its place there, and how to check it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from ketamine_evidence._html import card, code, element, fields
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.values.cards import readings
from ketamine_evidence.values.reported import Reported

_LAST = ("attribution", "basis", "note", "source", "locator")
"""The fields that tell of the reading; they stand below those that tell what was read."""


def record_card(record: attrs.AttrsInstance) -> str:
    """Show a record as names and values."""
    return card(fields(_title(record), _pairs(record)))


def _title(record: object) -> str:
    """The id of a record, where it has one, and what kind of record it is."""
    kind = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(record).__name__).lower()
    key = getattr(record, "id", None)
    return kind if key is None else f"{key}: {kind}"


def _pairs(record: attrs.AttrsInstance) -> Iterator[tuple[object, object]]:
    """What a record says, as names and values; what it does not say is named at the end."""
    names = [field.name for field in attrs.fields(type(record)) if field.name not in {"id", *_LAST}]
    names = sorted(names, key=lambda name: name != "summary") + [name for name in _LAST if hasattr(record, name)]
    missing: list[str] = []
    for name in names:
        value = getattr(record, name)
        if isinstance(value, Reported):
            yield from readings(value)
        elif isinstance(value, Locator):
            yield from _place(value)
        elif value is None or value == ():
            missing.append(name.replace("_", " "))
        else:
            yield name.replace("_", " "), value
    if missing:
        yield "not stated", tuple(missing)


def _place(locator: Locator) -> Iterator[tuple[object, object]]:
    if locator.section is not None:
        yield "section", locator.section
    if locator.start is not None:
        yield "place", f"characters {locator.start} to {locator.end} of the source's text"
    if locator.checkable:
        yield (
            "how to check",
            element(
                "span",
                code('ke.verify(texts="a folder with the text")'),
                " looks for a span with this SHA-256 when normalised: ",
                code(locator.fingerprint),
            ),
        )
    else:
        yield "how to check", "by reading the source there: a place without a fingerprint is not checked by machine"
