"""The headline table: how long relief is said to last, lay beside literature, by protocol and condition."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from ketamine_evidence.cli.output import console, footer, print_footer, print_grid, print_json, print_lines
from ketamine_evidence.cli.places import basis_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Substance, Tier
from ketamine_evidence.synthesis.counting import KETAMINE
from ketamine_evidence.synthesis.grouping import in_order, key_of
from ketamine_evidence.synthesis.profile import ends_of
from ketamine_evidence.synthesis.time_points import COURSES
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.ranges import Range

QUANTITIES = (Quantity.RELIEF_DURATION, Quantity.RELIEF_TIME_POINT)
GROUPS = ("protocol", "condition")
WIDE = 140
"""How wide a window has to be for the table."""
TITLE = "How long ketamine pain relief is said to last ('-': not stated)"
HEADS = {Tier.LAY: "lay: what patients are told", Tier.LITERATURE: "literature: what studies report"}
NOT_CHECKED = "*: a place in a study, which no machine has checked"
TIME_POINTS = (
    "held at, gone by, absent at: a time at which relief was looked for, and was still there, was no longer there, or was not there;"
    " not how long it lasted"
)


def print_headline(dataset: Dataset, *, as_json: bool) -> None:
    """Print how long relief is said to last, each claim with its record and place."""
    claims = _relief(dataset)
    if as_json:
        print_json({**footer(dataset), "claims": [_as_dict(dataset, claim) for claim in claims]})
        return
    groups: dict[Any, dict[Tier, list[ReportedRange]]] = {}
    for claim in claims:
        groups.setdefault(key_of(claim, GROUPS), {}).setdefault(dataset.sources[claim.source].tier, []).append(claim)
    if console().width < WIDE:
        print_lines([TITLE, *_list(dataset, groups)])
    else:
        _print_table(dataset, groups)
    print_lines(_legend(claims))
    _print_counts(dataset, claims)
    print_footer(dataset)


def _relief(dataset: Dataset) -> list[ReportedRange]:
    """What is said of the relief that ketamine gives, by protocol and condition, lay first, time points last."""
    claims = dataset.ranges.where(
        quantity=QUANTITIES, substance=KETAMINE, estimate=None
    )  # an interval of a claim is no other claim
    groups = in_order(claims.by(*GROUPS))
    tiers = list(Tier)
    return sorted(
        claims,
        key=lambda claim: (
            groups.index(key_of(claim, GROUPS)),
            tiers.index(dataset.sources[claim.source].tier),
            QUANTITIES.index(claim.quantity),
            claim.route or "",
            claim.id,
        ),
    )


def _print_table(dataset: Dataset, groups: dict[Any, dict[Tier, list[ReportedRange]]]) -> None:
    """Print a row a group, the tiers beside each other; a tier that says nothing in any of them has no column."""
    tiers = [tier for tier in Tier if any(tier in said for said in groups.values())]
    rows: list[list[str]] = []
    before = None
    for (protocol, condition), said in groups.items():
        cells = ["\n".join(line for claim in said.get(tier, ()) for line in _lines(dataset, claim)) or "-" for tier in tiers]
        named = "" if rows and protocol == before else protocol or "-"  # a protocol is named once
        rows.append([named, condition or "-", *cells])
        before = protocol
    print_grid([*GROUPS, *(HEADS[tier] for tier in tiers)], rows, title=TITLE)


def _list(dataset: Dataset, groups: dict[Any, dict[Tier, list[ReportedRange]]]) -> Iterator[str]:
    """The same where a table would not fit."""
    for (protocol, condition), said in groups.items():
        yield f"{protocol or '-'}, {condition or '-'}"
        for tier, claims in said.items():
            yield f"  {HEADS[tier]}"
            yield from (f"    {line}" for claim in claims for line in _lines(dataset, claim))


def _lines(dataset: Dataset, claim: ReportedRange) -> tuple[str, str]:
    """A claim in two lines: what is said, and where."""
    source = dataset.sources[claim.source]
    said = f"{claim.reported.text} {claim.reported.outer}"
    if claim.course is not None:
        said = f"{COURSES[claim.course]} {claim.reported.text}"
    about = [claim.route, claim.substance if claim.substance is not Substance.KETAMINE else None, claim.population]
    place = f"[{claim.locator.start}-{claim.locator.end}]"
    if claim.locator.start is None:
        place = f"{source.kind}, {claim.locator.section or 'place not stated'}* ({basis_of(claim)})"
    return "; ".join([said, *(one for one in about if one)]), f"  {claim.id} {place}"


def _legend(claims: Sequence[ReportedRange]) -> Iterator[str]:
    if any(claim.course is not None for claim in claims):
        yield TIME_POINTS
    if any(claim.locator.start is None for claim in claims):
        yield NOT_CHECKED


def _print_counts(dataset: Dataset, claims: Sequence[ReportedRange]) -> None:
    """Print how many sources of each tier spoke."""
    for tier in Tier:
        mine = [claim for claim in claims if dataset.sources[claim.source].tier is tier]
        points = sum(claim.course is not None for claim in mine)
        numbers = count(len(mine) - points, "claim") + (f" and {count(points, 'time point')}" if points else "")
        click.echo(f"{tier.value}: {numbers} from {count(len({claim.source for claim in mine}), 'source')}")


def _as_dict(dataset: Dataset, claim: ReportedRange) -> dict[str, Any]:
    source = dataset.sources[claim.source]
    return {
        "record": claim.id,
        "quantity": claim.quantity,
        "course": claim.course,
        "protocol": claim.protocol,
        "condition": claim.condition,
        "route": claim.route,
        "population": claim.population,
        "attribution": claim.attribution,
        "substance": claim.substance,
        "basis": claim.basis,
        "phrase": claim.reported.text,
        "outer": range_dict(claim.reported.outer),
        "inner": range_dict(claim.reported.inner),
        "source": {"id": source.id, "tier": source.tier, "kind": source.kind, "title": source.title, "url": source.url},
        "place": {
            "section": claim.locator.section,
            "start": claim.locator.start,
            "end": claim.locator.end,
            "checkable": claim.locator.checkable,
        },
    }


def range_dict(value: Range | None) -> dict[str, Any] | None:
    """A range as plain data."""
    return None if value is None else ends_of(value)
