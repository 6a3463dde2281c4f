"""What each table and column means, read from the records' docstrings: one text for the code, the descriptor and the docs."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import MappingProxyType

from ketamine_evidence.records.rows import Column

DESCRIPTIONS: Mapping[str, str] = MappingProxyType(
    {
        "sources": "The sources: articles and studies",
        "ranges": "The quantities that sources give",
        "protocols": "The ways of treating that sources describe",
        "mechanisms": "What the drug is said to do in the body",
        "side_effects": "The unwanted and accompanying effects",
        "factors": "What is said to bear on the outcome",
        "findings": "What research, or patients, are said to have found",
        "guidance": "Tips, precautions, restrictions, interactions, monitoring, indications",
        "statements": "Everything else that sources state",
        "traces": "Lay claims and the studies they most probably rest on",
        "exclusions": "The stretches of text that have no record, and why",
        "terms": "The vocabularies and the reading conventions",
        "withdrawn": "The records that are no longer here, why, and what took their place",
    }
)
"""What each table holds."""

_PARTS: Mapping[str, str] = MappingProxyType(
    {
        "start": "where the span begins, in code points counted from 0",
        "end": "where the span ends; the character there is not in it",
        "fingerprint": "SHA-256, in hex, of the normalised span",
        "section": "the part of the source, in our words; of a study the place where it was read",
        "reported": "the phrase as printed; of a study our wording of its figure",
        "low_least": "the least that the low end can mean",
        "low_most": "the most that the low end can mean; empty where it has no upper reading or is not stated",
        "low_unit": "the unit of the low end, as a UCUM code; empty where the low end is not stated",
        "high_least": "the least that the high end can mean",
        "high_most": "the most that the high end can mean; empty where it has no upper reading or is not stated",
        "high_unit": "the unit of the high end, as a UCUM code; empty where the high end is not stated",
        "unbounded_high": "whether the phrase leaves the high end open (or longer)",
        "approximate": "whether the phrase says about or the like",
        "hedges": "the words that weaken the phrase",
    }
)
_ENTRY = re.compile(r"^    (\w+): (.*(?:\n        .*)*)", re.MULTILINE)


def describe(record: type, column: Column) -> str:
    """What a column of a record's table means.

    Examples:
        >>> from ketamine_evidence.records.evidence import Factor
        >>> from ketamine_evidence.records.rows import columns
        >>> describe(Factor, columns(Factor)[-1])
        'which way.'
    """
    if column.field in {"locator", "reported"}:
        return _PARTS[column.name]
    return meaning(record, column.field)


def meaning(record: type, field: str) -> str:
    """What a field of a class means, as its docstring says.

    Examples:
        >>> from ketamine_evidence.values.reported import ImpreciseNumber
        >>> meaning(ImpreciseNumber, "unit")
        'a UCUM code.'

    Raises:
        KeyError: where it says nothing of the field.
    """
    for kind in record.__mro__:
        entries = dict(_ENTRY.findall(inspect.cleandoc(kind.__doc__ or "")))
        if field in entries:
            return re.sub(r"\s+", " ", str(entries[field]))
    raise KeyError(f"{record.__name__} says nothing of {field}")


UNITS: Mapping[str, str] = MappingProxyType(
    {
        "start": "code points",
        "end": "code points",
        "characters": "code points",
        "year": "calendar year",
        "n": "people",
        "low_least": "`low_unit`",
        "low_most": "`low_unit`",
        "high_least": "`high_unit`",
        "high_most": "`high_unit`",
        "low_unit": "UCUM code",
        "high_unit": "UCUM code",
    }
)
"""The unit of each column that is a number, or what kind of unit it names."""
