"""The command that shows records: one by its id, or those of a table that fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from ketamine_evidence.cli.completions import complete_conditions, complete_records
from ketamine_evidence.cli.options import as_json, bars_option, data_version, read_conditions

if TYPE_CHECKING:
    from ketamine_evidence.cli.bars import Bar
    from ketamine_evidence.dataset.dataset import Dataset
    from ketamine_evidence.dataset.tables import Table
    from ketamine_evidence.records.evidence import ReportedRange

NOT_CHECKED = "* a place in a study, which no machine has checked"


@click.command()
@click.argument("what", shell_complete=complete_records)
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    shell_complete=complete_conditions,
    help="Only records with this value, or where it is not stated (FIELD=); may be given again.",
)
@bars_option
@data_version
@as_json
def show(what: str, conditions: tuple[str, ...], bars: bool | None, data_version: str | None, as_json: bool) -> None:
    """Show a record by its id, or a table by its name.

    WHAT is an id, or one of sources, ranges, protocols, mechanisms, side_effects, factors, findings, guidance, statements, traces,
    exclusions, terms and withdrawn.

    \b
    Examples:
      ketamine-evidence show biologyinsights-infusion.r004
      ketamine-evidence show ranges --where quantity=onset --where route=oral
      ketamine-evidence show traces --where verdict=overstated --json
    """
    from ketamine_evidence.cli.output import in_window
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.records.evidence import TABLES

    dataset = load(data_version)
    draw = in_window() if bars is None else bars
    if what in TABLES:
        table = dataset.tables[what]
        wanted = table.where(**read_conditions("--where", conditions, table))
        _show_table(dataset, wanted, as_json=as_json, draw=draw and what == "ranges")
    elif conditions:
        raise click.UsageError("--where goes with a table, not with a record")
    else:
        _show_record(dataset, dataset[what], as_json=as_json, draw=draw)


def _show_table(dataset: Dataset, table: Table[Any], *, as_json: bool, draw: bool) -> None:
    from ketamine_evidence.cli.output import footer, print_footer, print_json, print_legend, print_lines
    from ketamine_evidence.errors import count

    if as_json:
        print_json({**footer(dataset), "records": table.to_dicts()})
        return
    if draw:
        _draw_groups(dataset, table)
    else:
        print_lines(_one_line(record) for record in table)
    print_lines([count(len(table), "record")])
    if draw and len(table):
        print_legend()
        print_lines([NOT_CHECKED] if any(not claim.locator.checkable for claim in table) else [])
    print_footer(dataset)


def _draw_groups(dataset: Dataset, claims: Iterable[ReportedRange]) -> None:
    """Draw ranges with an axis for each quantity; of a quantity that is given in several dimensions, for each of these."""
    from ketamine_evidence.cli.output import print_bars, print_lines, print_title

    def group(claim: ReportedRange) -> tuple[str, str]:
        return claim.quantity.value, claim.reported.dimension

    groups = [(key, list(drawn)) for key, drawn in groupby(sorted(claims, key=group), group)]
    dimensions = Counter(quantity for (quantity, _), _ in groups)
    for (quantity, dimension), drawn in groups:
        print_title(quantity if dimensions[quantity] == 1 else f"{quantity} ({dimension})")
        print_bars([_bar(dataset, claim) for claim in drawn])
        print_lines([""])


def _bar(dataset: Dataset, claim: ReportedRange) -> Bar:
    from ketamine_evidence.cli.bars import Bar

    reported = claim.reported
    unchecked = "" if claim.locator.checkable else " *"
    note = f"{reported.text} {reported.outer}: {claim.summary}{unchecked}"
    return Bar(claim.id, reported.outer, reported.inner, dataset.sources[claim.source].tier.value, note)


def _one_line(record: Any) -> str:
    from ketamine_evidence.records.evidence import Trace

    head = getattr(record, "id", None) or f"{record.source} [{record.start}-{record.end}]"
    reported = getattr(record, "reported", None)
    said = f"{record.quantity}: {reported.text} {reported.outer}: " if reported is not None else ""
    if isinstance(record, Trace):
        said = f"{record.claim} rests on {record.study or 'no study'}: "
    tail = next(
        (getattr(record, name) for name in ("summary", "title", "definition", "verdict", "reason") if hasattr(record, name)), ""
    )
    return f"{head}  {said}{tail}{_unchecked_place(record)}"


def _unchecked_place(record: Any) -> str:
    """The place of a claim in a study, which no machine checked; nothing for what has a span."""
    from ketamine_evidence.cli.places import place_of
    from ketamine_evidence.records.evidence import Claim

    return f"  [{place_of(record)}]" if isinstance(record, Claim) and record.locator.start is None else ""


def _show_record(dataset: Dataset, record: Any, *, as_json: bool, draw: bool) -> None:
    from ketamine_evidence.cli.output import footer, print_bars, print_footer, print_grid, print_json, print_legend, print_lines
    from ketamine_evidence.cli.places import place_of
    from ketamine_evidence.records.codec import CONVERTER
    from ketamine_evidence.records.evidence import ReportedRange

    data = CONVERTER.unstructure(record)
    if as_json:
        print_json({**footer(dataset), "record": data})
        return
    if "reported" in data:
        data["reported"] = f"{record.reported.text!r}: outer {record.reported.outer}, inner {record.reported.inner or 'none'}"
    if "locator" in data:
        place = record.locator
        data["locator"] = place_of(record)
        if place.start is not None:
            data["locator"] = f"{place.section or ''} [{place_of(record)}] SHA-256 {place.fingerprint}".strip()
    print_grid(["field", "value"], [[name, _shown(value)] for name, value in data.items() if value not in (None, [])])
    if draw and isinstance(record, ReportedRange):
        print_lines([""])
        print_bars([_bar(dataset, record)._replace(label=record.quantity.value, note="")])
        print_legend()
    print_footer(dataset)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
