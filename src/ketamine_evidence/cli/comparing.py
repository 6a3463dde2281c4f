"""The command that lays what patients are told beside what studies report."""

from __future__ import annotations

from typing import get_args

import click

from ketamine_evidence.cli.options import as_json, data_version, read_conditions
from ketamine_evidence.cli.output import footer, print_footer, print_json, print_lines
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.synthesis.compare import compare as laid_beside
from ketamine_evidence.synthesis.counting import View

_CONDITION = "FIELD=VALUE"


@click.command()
@click.argument("quantity")
@click.option(
    "--by", multiple=True, metavar="FIELD", help="A field whose values make the groups, such as condition; may be given again."
)
@click.option(
    "--where",
    multiple=True,
    metavar=_CONDITION,
    help="Only claims with this value, or where it is not stated (FIELD=); may be given again.",
)
@click.option("--lay", multiple=True, metavar=_CONDITION, help="The same, for lay claims alone.")
@click.option("--literature", multiple=True, metavar=_CONDITION, help="The same, for claims of the literature alone.")
@click.option(
    "--view",
    type=click.Choice(get_args(View)),
    default="outer",
    show_default=True,
    help="How lay claims are read: as widely as their words allow, or as what all their readings share.",
)
@data_version
@as_json
def compare(  # noqa: PLR0913  each is an option
    quantity: str,
    *,
    by: tuple[str, ...],
    where: tuple[str, ...],
    lay: tuple[str, ...],
    literature: tuple[str, ...],
    view: View,
    data_version: str | None,
    as_json: bool,
) -> None:
    """Lay what patients are told about a QUANTITY beside what studies report.

    \b
    ketamine-evidence compare relief_duration --by condition
    ketamine-evidence compare dose --where route=intravenous --literature pain_course=chronic
    """
    dataset = load(data_version)
    of_both, of_lay, of_literature = (
        read_conditions(option, pairs, dataset.ranges)
        for option, pairs in (("--where", where), ("--lay", lay), ("--literature", literature))
    )
    if "quantity" in of_both:
        raise click.UsageError(f"--where quantity=... goes with show; the quantity to compare is {quantity}")
    found = laid_beside(dataset, quantity=quantity, by=by or None, view=view, lay=of_lay, literature=of_literature, **of_both)
    if as_json:
        asked = {"quantity": found.quantity, "by": found.by, "view": found.view, "title": found.title}
        print_json({**footer(dataset), **asked, "notes": found.notes, "groups": found.to_dicts()})
        return
    print_lines(found.lines())
    print_footer(dataset)
