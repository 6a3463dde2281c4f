"""The rows of a range chart as plain data: for each claim what it says, and where its marks lie on the axis.

A mark that a claim does not have is None.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ketamine_evidence.charts.axes import Axis
from ketamine_evidence.charts.claims import Asked, words
from ketamine_evidence.charts.themes import TIERS
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Course, Tier
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import Reported

Row = dict[str, Any]
"""What a claim says, and its marks."""
Marks = dict[str, float]
"""Places on the axis, by what is there."""

POSITIONS = (
    "outer_start", "outer_end", "unstated_start", "unstated_end", "inner_start", "inner_end", "value", "from_zero", "no_end",
    "held_at", "gone_by", "absent_at", "looked_at", "line_start", "line_end",
)  # fmt: skip
"""The fields of a row that are places on the axis."""
TEXTS = (
    "id", "told", "source", "title", "quantity", "phrase", "outer", "inner", "statistic", "substance", "context", "section", "basis",
)  # fmt: skip
"""The fields of a row that are always texts."""
NOWHERE: Mapping[str, None] = MappingProxyType(dict.fromkeys(POSITIONS))
"""A row without marks."""
COURSES: Mapping[Course | None, str] = MappingProxyType(
    {Course.HELD_AT: "held_at", Course.GONE_BY: "gone_by", Course.ABSENT_AT: "absent_at", None: "looked_at"}
)
"""The place of the mark of a time point, by whether relief was there."""


class RowList:
    """Rows from above to below, and the headings between them.

    Attributes:
        keys: the keys of all rows, of headings too; a key is a number, a space and a label.
        headings: the keys of those that are headings.
        rows: the rows; those that share a key lie on one another.
    """

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.headings: list[str] = []
        self.rows: list[Row] = []

    def add_key(self, label: str) -> str:
        """Open a row with a label; give its key."""
        key = f"{len(self.keys)} {label}"
        self.keys.append(key)
        return key

    def add_heading(self, name: str) -> None:
        """Begin a group with a name; one without a name has no heading."""
        if name:
            self.headings.append(self.add_key(name))


def row_of(asked: Asked[ReportedRange], claim: ReportedRange, axis: Axis, row: str, *, is_interval: bool = False) -> Row:
    """The row of a claim.

    Args:
        asked: what the chart was asked for.
        claim: the claim.
        axis: the axis that the marks lie on.
        row: the key of the row.
        is_interval: whether it is drawn as a line over the row of its estimate.
    """
    marks = _interval_marks(axis, claim.reported.outer) if is_interval else _marks(axis, claim)
    note = None if is_interval else claim.reported.text
    return {**_said(asked, claim), "row": row, "note": note, "left_out": None, **NOWHERE, **marks}


def left_out_row(asked: Asked[ReportedRange], claim: ReportedRange, why: NotCounted) -> Row:
    """The row of a claim that is not drawn: what it says, why it is left out, and no mark."""
    return {**_said(asked, claim), "row": None, "note": None, "left_out": why.reason, **NOWHERE}


def _marks(axis: Axis, claim: ReportedRange) -> Marks:
    reported = claim.reported
    if claim.quantity is Quantity.RELIEF_TIME_POINT:
        return _time_marks(axis, reported, claim.course)
    marks = range_marks(axis, reported.outer, reported.inner, one_end=states_one_end(reported))
    if reported.low is None:
        marks["from_zero"] = axis.ends(reported.outer)[0]
    return marks


def _interval_marks(axis: Axis, interval: Range) -> Marks:
    return dict(zip(("line_start", "line_end"), axis.ends(interval), strict=True))


def row_without_claim(key: str, tier: Tier, **said: Any) -> Row:
    """A row that is of no one claim: of several together, or of none."""
    own = {"tier": tier.value, "kind": None, "course": None, "row": key, "note": None, "left_out": None}
    return {**dict.fromkeys(TEXTS, "-"), **own, **NOWHERE, **said}


def states_one_end(reported: Reported) -> bool:
    """Whether a phrase states only one end: "up to 12 weeks", or "at least 24 hours", but not "24 hours or longer"."""
    return reported.low is None or (reported.high is None and not reported.unbounded_high)


def range_marks(axis: Axis, outer: Range, inner: Range | None, *, one_end: bool) -> Marks:
    """The marks of a range: light where its outer reading goes, solid where its inner one does, a dot where that is one value.

    Args:
        axis: the axis that the marks lie on.
        outer: the outer reading.
        inner: the inner reading; None where there is none.
        one_end: whether only one end is stated: the outer reading is thin, for that it goes to zero, or on without end, was not said.
    """
    marks: Marks = {}
    low, high = axis.ends(outer)
    if outer.low != outer.high:
        name = "unstated" if one_end else "outer"
        marks |= {f"{name}_start": low, f"{name}_end": high}
    if inner is not None:
        first, last = axis.ends(inner)
        is_value = inner.high is not None and first == last
        marks |= {"value": first} if is_value else {"inner_start": first, "inner_end": last}
    if axis.reaches_off(outer):
        marks["from_zero"] = low
    if outer.high is None:
        marks["no_end"] = axis.high
    return marks


def _time_marks(axis: Axis, time: Reported, course: Course | None) -> Marks:
    """The marks of a time at which relief was looked for: never a duration.

    The mark is at the end that is stated. A time that is itself a range has it at the low end, and a thin line to the high one.
    """
    low, high = axis.ends(time.outer)
    if states_one_end(time):
        return {COURSES[course]: high if time.low is None else low}
    line = _interval_marks(axis, time.outer) if low < high else {}
    return {COURSES[course]: low, **line}


def in_order(asked: Asked[ReportedRange], claims: Sequence[ReportedRange], axis: Axis) -> list[ReportedRange]:
    """Claims in the order of their rows: the lay tier first, durations before times, then by their ends."""

    def place(claim: ReportedRange) -> tuple[Any, ...]:
        is_time = claim.quantity is Quantity.RELIEF_TIME_POINT
        return TIERS.index(asked.tier(claim)), is_time, *axis.ends(claim.reported.outer), claim.id

    return sorted(claims, key=place)


def _said(asked: Asked[ReportedRange], claim: ReportedRange) -> Row:
    source = asked.sources[claim.source]
    stated = (claim.protocol, claim.condition, claim.route, claim.specimen)
    context = [*(words(one.value) for one in stated if one is not None), *([claim.population] if claim.population else [])]
    return {
        "id": claim.id,
        "told": f"{claim.id}: {claim.reported.text}, {claim.reported.outer}",
        "source": claim.source,
        "title": source.title if source.year is None else f"{source.title} ({source.year})",
        "tier": source.tier.value,
        "kind": source.kind.value,
        "quantity": claim.quantity.value,
        "course": claim.course.value if claim.course else None,
        "phrase": claim.reported.text,
        "outer": str(claim.reported.outer),
        "inner": str(claim.reported.inner or "none"),
        "statistic": claim.statistic.value,
        "substance": claim.substance.value,
        "context": " · ".join(context) or "not stated",
        "section": claim.locator.section or "not stated",
        "basis": words(claim.basis.value),
    }
