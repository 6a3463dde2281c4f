"""What the Explore page shows, as one file that a page can load from anywhere, also from a folder on disk.

It is a script and not JSON because a page that was opened from disk may run scripts that lie beside it but read no other file. All that the
data say is text: the page never takes any of it for HTML.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ketamine_evidence import Dataset, Range
from ketamine_evidence.export.about import about
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import CLAIMS, Claim, ReportedRange, Source, Trace
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.vocabulary import SCHEMES

SHOWN_IN: Mapping[str, str] = {
    "time": "s",
    "count": "1",
    "percentage": "%",
    "score": "{score}",
    "dose": "mg",
    "dose per body weight": "mg/kg",
    "dose rate": "mg/h",
    "dose rate per body weight": "mg/kg/h",
    "frequency": "/d",
    "concentration": "ng/mL",
    "mass fraction": "ng/mg",
}
"""The unit that the chart draws each dimension in."""
_SOURCE_FIELDS = ("title", "tier", "kind", "interest", "authors", "publisher", "journal", "year", "doi", "url", "population", "n")
_ONE_VALUE = re.compile(r"^\[(.+), \1\] (.+)$")
_TRACE_FIELDS = ("id", "study", "confidence", "verdict", "agrees", "disagrees", "supports", "contradicts")
_SCHEME_OF: Mapping[tuple[str, ...], str] = {tuple(term.value for term in terms): scheme for scheme, terms in SCHEMES.items()}
"""The name of each closed list by its terms, which is how a column knows it."""


def script(dataset: Dataset) -> bytes:
    """Give the data of the page as a script that sets one global name.

    Examples:
        >>> script(Dataset.of({}, "mine"))[:28]
        b'globalThis.ketamineEvidence='
    """
    text = json.dumps(
        explore_data(dataset), separators=(",", ":")
    )  # in ASCII, so that no character is taken for the end of a line
    return f"globalThis.ketamineEvidence={text};\n".encode()


def explore_data(dataset: Dataset) -> dict[str, Any]:
    """Give what the page shows of a dataset, as plain data.

    Args:
        dataset: any version.

    Returns:
        What the data are; the labels of terms; the sources by id; and each table of claims as the names of its columns and rows of their
        values, null where nothing is stated.
    """
    said = about(dataset)
    traces = _traces(dataset)
    return {
        **{name: said[name] for name in ("version", "released", "licence", "citation", "intended_use")},
        "schemes": _schemes(),
        "labels": _labels(dataset),
        "units": dict(SHOWN_IN),
        "sources": {source.id: _stated(source, _SOURCE_FIELDS) for source in dataset.sources},
        "tables": {
            name: _columnar(DESCRIPTIONS[name], [row(name, one, traces) for one in dataset.tables[name]]) for name in CLAIMS
        },
    }


def row(table: str, claim: Claim, traces: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Give what a claim states as a flat row: its place in the source, and of a range how it is read and where a chart draws it.

    Args:
        table: the name of its table.
        claim: the record. The `name` of a protocol becomes `protocol`, as the other tables call it.
        traces: the traces of each claim that has any.
    """
    plain = CONVERTER.unstructure(claim)
    place, plain["reported"] = plain.pop("locator"), plain.pop("reported", {}).get("text")
    if table == "protocols":
        plain["protocol"] = plain.pop("name")
    reading = _reading(claim) if isinstance(claim, ReportedRange) else {}
    cells = plain | place | reading | {"traces": traces.get(claim.id)}
    return {name: value for name, value in cells.items() if _says_something(value)}


def _says_something(value: Any) -> bool:
    return value is not None and value != []


def _columnar(title: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A table with each name once, which makes it a third smaller."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    return {"title": title, "columns": names, "rows": [[one.get(name) for name in names] for one in rows]}


def _reading(claim: ReportedRange) -> dict[str, Any]:
    reported = claim.reported
    outer, inner = reported.outer, reported.inner
    return {
        "outer": _written(outer),
        "inner": None if inner is None else _written(inner),
        "dimension": reported.dimension,
        "outer_ends": _ends(outer, SHOWN_IN[reported.dimension]),
        "inner_ends": None if inner is None else _ends(inner, SHOWN_IN[reported.dimension]),
        "approximate": reported.approximate or None,
        "hedges": list(reported.hedges),
    }


def _written(reading: Range) -> str:
    """A range as the rest of the docs write it, but one value as itself, and a pure number without its unit."""
    text = _ONE_VALUE.sub(r"\1 \2", str(reading))
    return text.removesuffix(" 1").replace("{score}", "points")


def _ends(reading: Range, unit: str) -> list[int | float | None]:
    """Both ends in a unit; None where there is no bound. A whole number is written as one, which keeps the file small."""
    shown = reading.to(unit)
    return [None if end is None else int(end) if Fraction(end).denominator == 1 else end for end in (shown.low, shown.high)]


def _traces(dataset: Dataset) -> dict[str, list[dict[str, Any]]]:
    """The traces of each traced claim."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for trace in dataset.traces:
        found[trace.claim].append(_stated(trace, _TRACE_FIELDS))
    return dict(found)


def _stated(record: Source | Trace, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields of a record that say something."""
    plain = CONVERTER.unstructure(record)
    return {name: plain[name] for name in fields if _says_something(plain[name])}


def _schemes() -> dict[str, dict[str, str]]:
    """The closed list that each column is from, by table."""
    found = {
        name: {column.name: _SCHEME_OF[column.choices] for column in columns(kind) if column.choices}
        for name, kind in {**CLAIMS, "sources": Source}.items()
    }
    found["protocols"]["protocol"] = found["protocols"].pop("name")
    return found


def _labels(dataset: Dataset) -> dict[str, dict[str, str]]:
    """How people write each term; a release that has no label for one shows the term itself."""
    found: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for term in dataset.terms:
        if term.scheme in found:
            found[term.scheme][term.id] = term.label
    return found
