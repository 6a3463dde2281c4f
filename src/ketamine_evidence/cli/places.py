"""Where a record was read, as people are shown it: a span that anyone can check, or a place in a study that no machine checked."""

from __future__ import annotations

from ketamine_evidence.records.evidence import Claim


def place_of(claim: Claim) -> str:
    """The place of a claim in its source.

    Examples:
        >>> import ketamine_evidence as ke
        >>> place_of(ke.load("0.1.0")["biologyinsights-infusion.r004"])
        '1559-1670'
    """
    place = claim.locator
    if place.start is not None:
        return f"{place.start}-{place.end}"
    return f"{place.section or 'place not stated'} ({basis_of(claim)}; place not machine-checked)"


def basis_of(claim: Claim) -> str:
    """What a claim was read in."""
    return claim.basis.value.replace("-", " ")
