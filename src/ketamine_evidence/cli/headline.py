"""The headline table: how long relief is said to last, by protocol and condition."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import click

from ketamine_evidence.cli.output import console, footer, print_footer, print_grid, print_json
from ketamine_evidence.cli.places import place_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Condition, ProtocolName, Tier
from ketamine_evidence.values.ranges import Range

QUANTITY = "relief_duration"
WIDE = 140
"""How wide a window has to be for the table."""
_PROTOCOLS = [member.value for member in ProtocolName]
_CONDITIONS = [member.value for member in Condition]


def print_headline(dataset: Dataset, *, as_json: bool) -> None:
    """Print how long relief is said to last, each claim with its record and place."""
    claims = sorted(dataset.ranges.where(quantity=QUANTITY), key=_order)
    if as_json:
        print_json({**footer(dataset), "claims": [_as_dict(dataset, claim) for claim in claims]})
        return
    title = "How long ketamine pain relief is said to last ('-': not stated)"
    rows = [[claim.protocol or "-", *_cells(dataset, claim)] for claim in claims]
    if console().width < WIDE:
        _print_list(title, rows)
    else:
        _print_table(title, rows)
    print_footer_with_counts(dataset)


def _print_table(title: str, rows: list[list[str]]) -> None:
    heads = ["protocol", "condition", "route", "tier", "said to last", "read as", "record", "place"]
    rows = [
        [row[0] if i == 0 or row[0] != rows[i - 1][0] else "", *row[1:]] for i, row in enumerate(rows)
    ]  # a protocol is named once
    if len({row[3] for row in rows}) == 1:  # the tier is said below, for all
        heads, rows = heads[:3] + heads[4:], [row[:3] + row[4:] for row in rows]
    print_grid(heads, rows, title=title)


def _print_list(title: str, rows: list[list[str]]) -> None:
    """Print the same where a table would not fit."""
    click.echo(title)
    for protocol, group in groupby(rows, key=lambda row: row[0]):
        click.echo(protocol)
        for _, condition, route, tier, phrase, outer, record, place in group:
            context = ", ".join(part for part in (condition, route) if part != "-") or "condition and route not stated"
            click.echo(f"  {context}: {phrase} {outer}\n    {tier}: {record} {place}")


def print_footer_with_counts(dataset: Dataset) -> None:
    """Print how many sources of each tier spoke, then the footer."""
    relief = dataset.ranges.where(quantity=QUANTITY)
    for tier in Tier:
        claims = relief.where(tier=tier)
        click.echo(f"{tier.value}: {count(len(claims), 'claim')} from {count(len(claims.by('source')), 'source')}")
    print_footer(dataset)


def _order(claim: ReportedRange) -> tuple[Any, ...]:
    protocol = _PROTOCOLS.index(claim.protocol) if claim.protocol else len(_PROTOCOLS)
    condition = _CONDITIONS.index(claim.condition) if claim.condition else len(_CONDITIONS)
    return protocol, condition, claim.route or "", claim.id


def _cells(dataset: Dataset, claim: ReportedRange) -> list[str]:
    tier = dataset.sources[claim.source].tier.value
    phrase, outer = claim.reported.text, str(claim.reported.outer)
    return [claim.condition or "-", claim.route or "-", tier, phrase, outer, claim.id, place_of(claim)]


def _as_dict(dataset: Dataset, claim: ReportedRange) -> dict[str, Any]:
    source = dataset.sources[claim.source]
    return {
        "record": claim.id,
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
        "source": {"id": source.id, "tier": source.tier, "title": source.title, "url": source.url},
        "place": {
            "section": claim.locator.section,
            "start": claim.locator.start,
            "end": claim.locator.end,
            "checkable": claim.locator.checkable,
        },
    }


def range_dict(value: Range | None) -> dict[str, Any] | None:
    """A range as plain data."""
    if value is None:
        return None
    return {
        "low": value.low,
        "high": value.high,
        "unit": value.unit,
        "low_closed": value.low_closed,
        "high_closed": value.high_closed,
    }
