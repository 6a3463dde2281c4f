"""What the Explore page has to show: asked of the package, which loads the same release as the page."""

from __future__ import annotations

from typing import Any

import ketamine_evidence as ke
from ketamine_evidence.records.evidence import Claim

DATA = ke.load()
CLAIMS = [*DATA.claims()]
TIERS = {source.id: source.tier for source in DATA.sources}
TABLES = {claim.id: name for name, table in DATA.tables.items() for claim in table if isinstance(claim, Claim)}
VERDICTS: dict[str, set[str]] = {}
for _trace in DATA.traces:
    VERDICTS.setdefault(_trace.claim, set()).add(_trace.verdict)
LAY = [claim for claim in CLAIMS if TIERS[claim.source] == "lay"]
RELIEF = DATA.ranges.where(quantity="relief_duration", tier="lay")
RECORD = next(claim for claim in RELIEF if claim.reported.low and claim.reported.high and claim.reported.inner)
"""A range of a lay article with both ends and a reading that all share."""
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 812}
NOTHING = "\N{EN DASH}"
"""Stands in a cell where nothing is stated."""
SHOWN = ["Tier", "About", "What it states", "Reading", "Protocol", "Condition", "Source", "Verdict"]


def protocol_of(claim: Any) -> str | None:
    """The protocol of a claim, as the page has it: a protocol's own name too."""
    found: str | None = getattr(claim, "name" if TABLES[claim.id] == "protocols" else "protocol", None)
    return found


def verdicts_of(claim: Claim) -> set[str]:
    """The verdicts on a claim, as the page has them."""
    return VERDICTS.get(claim.id) or ({"not-traced"} if TIERS[claim.source] == "lay" else {"-"})
