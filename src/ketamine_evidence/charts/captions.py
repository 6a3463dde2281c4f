"""What stands above a chart: its title, what it shows, of which data version, and what it is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from ketamine_evidence.charts.axes import Axis
from ketamine_evidence.charts.claims import Asked, fields_of, term_label, words
from ketamine_evidence.charts.themes import TIERS
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import Claim, ReportedRange
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range

PURPOSE = "An evidence summary, not dosing advice."
LETTER = 5.3
"""About how wide a letter of a caption is, in pixels."""


def caption(
    asked: Asked[Any], shown: Sequence[Claim], left_out: Iterable[NotCounted] = (), notes: Iterable[str] = ()
) -> list[str]:
    """The lines below the title."""
    lines = [_counts(asked, shown), *notes]
    if reasons := Counter(one.reason for one in left_out):
        lines.append(f"Not drawn: {'; '.join(f'{number} ({reason})' for reason, number in reasons.items())}.")
    return [*lines, f"Data version {asked.dataset.version}. {PURPOSE}"]


def _counts(asked: Asked[Any], shown: Sequence[Claim]) -> str:
    parts: list[str] = []
    for tier in TIERS:
        claims = [claim for claim in shown if asked.tier(claim) == tier]
        if claims:
            parts.append(f"{tier}: {count(len(claims), 'claim')} of {count(len({claim.source for claim in claims}), 'source')}")
    return capital("; ".join(parts)) + "."


def subject_of(asked: Asked[ReportedRange]) -> str:
    """What the claims are about, as the vocabulary writes it: of relief and the times at which it was looked for, relief."""
    quantities = {claim.quantity for claim in asked.claims}
    quantity = next(iter(quantities)) if len(quantities) == 1 else Quantity.RELIEF_DURATION
    return term_label(asked, "quantity", quantity.value)


def title_of(subject: str, by: str | Sequence[str] | None) -> str:
    """The title of a chart of a subject, by some fields."""
    fields = " and ".join(map(words, fields_of(by)))
    return capital(subject) + (f", by {fields}" if fields else "")


def axis_title(subject: str, axis: Axis) -> str:
    """What an axis measures, and in which unit."""
    return f"{subject} ({axis.shown_unit})" if axis.shown_unit else subject


def shown(one: Range) -> str:
    """A range as a caption has it: one value without brackets, and a count without a unit.

    Examples:
        >>> shown(Range(3, 6, "1")), shown(Range(6, 6, "1")), shown(Range(84, 84, "d"))
        ('[3, 6]', '6', '12 wk')
    """
    text = str(one.in_natural_units()).removesuffix(" 1").replace("{score}", "points")
    if one.low is None or one.low != one.high:
        return text
    numbers, _, unit = text.partition("]")
    return numbers.partition(", ")[2] + unit


def capital(text: str) -> str:
    """A text with a capital first letter."""
    return text[:1].upper() + text[1:]


def fitted(lines: Iterable[str], width: float) -> list[str]:
    """Break lines so that they fit a width in pixels."""
    return [part for line in lines for part in wrap(line, max(30, int(width / LETTER)))]
