"""How a data version is called and cited, and what it is for."""

from __future__ import annotations

from datetime import date

from ketamine_evidence._purpose import INTENDED_USE

__all__ = [
    "AUTHOR",
    "DESCRIPTION",
    "INTENDED_USE",
    "KEYWORDS",
    "LICENCE",
    "LICENCE_URL",
    "TITLE",
    "reference",
]

TITLE = "ketamine-evidence: what is written about ketamine for pain"
AUTHOR = "The ketamine-evidence contributors"
DESCRIPTION = "What is written about ketamine for pain, each value traced to its place in its source."
KEYWORDS = ("ketamine", "pain", "evidence", "provenance")
LICENCE = "CC0-1.0"
LICENCE_URL = "https://creativecommons.org/publicdomain/zero/1.0/"


def reference(version: str, released: date | None) -> str:
    """A data version's reference in one line; one that was never released has no date.

    Examples:
        >>> reference("0.1.0", date(2026, 11, 22))
        'The ketamine-evidence contributors (2026). ketamine-evidence: what is written about ketamine for pain (data version 0.1.0) [Data set].'
    """
    return f"{AUTHOR} ({released.year if released else 'n.d.'}). {TITLE} (data version {version}) [Data set]."
