"""The command that lays what patients are told beside what studies report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ketamine_evidence.cli.completions import complete_conditions, complete_quantities
from ketamine_evidence.cli.options import as_json, bars_option, data_version, read_conditions

if TYPE_CHECKING:
    from ketamine_evidence.synthesis.compare import Comparison
    from ketamine_evidence.synthesis.counting import View

VIEWS = ("outer", "inner")
_CONDITION = "FIELD=VALUE"


@click.command()
@click.argument("quantity", shell_complete=complete_quantities)
@click.option(
    "--by", multiple=True, metavar="FIELD", help="A field whose values make the groups, such as condition; may be given again."
)
@click.option(
    "--where",
    multiple=True,
    metavar=_CONDITION,
    shell_complete=complete_conditions,
    help="Only claims with this value, or where it is not stated (FIELD=); may be given again.",
)
@click.option(
    "--lay", multiple=True, metavar=_CONDITION, shell_complete=complete_conditions, help="The same, for lay claims alone."
)
@click.option(
    "--literature",
    multiple=True,
    metavar=_CONDITION,
    shell_complete=complete_conditions,
    help="The same, for claims of the literature alone.",
)
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    default="outer",
    show_default=True,
    help="How lay claims are read: as widely as their words allow, or as what all their readings share.",
)
@bars_option
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
    bars: bool | None,
    data_version: str | None,
    as_json: bool,
) -> None:
    """Lay what patients are told beside what studies report.

    QUANTITY is what is told, such as relief_duration, onset or dose.

    \b
    Examples:
      ketamine-evidence compare relief_duration --by condition
      ketamine-evidence compare dose --where route=intravenous --view inner
      ketamine-evidence compare dose --literature pain_course=chronic --json
    """
    from ketamine_evidence.cli.output import footer, in_window, print_footer, print_json, print_lines
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.synthesis.compare import compare as laid_beside

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
    if in_window() if bars is None else bars:
        _draw(found)
    print_lines(found.lines())
    print_footer(dataset)


def _draw(found: Comparison) -> None:
    """Draw what each tier says in each group: all that its claims allow together, and what all readings of a claim share."""
    from ketamine_evidence.cli.bars import Bar
    from ketamine_evidence.cli.output import print_bars, print_legend, print_lines, print_title
    from ketamine_evidence.values.units import unit_of

    bars: dict[str, list[Bar]] = {}
    for key, group in found.items():
        for side in (group.lay, group.literature):
            if side.outer is not None and side.inner is not None and side.hull is not None:
                outer, inner = side.outer.consensus(1), side.inner.consensus(1)
                name = found.name(key) if found.by else ""
                bars.setdefault(unit_of(side.hull.unit).dimension, []).append(Bar(name, outer, inner, side.tier.value))
    for dimension, drawn in bars.items():
        print_title(f"{found.quantity.value}: all claims of a tier" + (f" ({dimension})" if len(bars) > 1 else ""))
        print_bars(drawn)
        print_lines([""])
    if bars:
        print_legend()
        print_lines([""])
