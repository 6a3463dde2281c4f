"""The command that reads a phrase."""

from __future__ import annotations

import click

from ketamine_evidence.cli.completions import complete_quantities
from ketamine_evidence.cli.options import as_json


@click.command()
@click.argument("phrase")
@click.option(
    "--quantity", metavar="QUANTITY", shell_complete=complete_quantities, help="What it measures, such as relief_duration."
)
@as_json
def parse(phrase: str, quantity: str | None, as_json: bool) -> None:
    """Read a phrase and show how its words are read.

    \b
    Examples:
      ketamine-evidence parse "several days to a few weeks"
      ketamine-evidence parse "up to 0.3 mg per kg" --quantity dose --json
    """
    from ketamine_evidence.cli.headline import range_dict
    from ketamine_evidence.cli.output import print_grid, print_json
    from ketamine_evidence.records.codec import CONVERTER
    from ketamine_evidence.values.phrases import parse_range

    reported = parse_range(phrase, quantity=quantity)
    if as_json:
        print_json({**CONVERTER.unstructure(reported), "outer": range_dict(reported.outer), "inner": range_dict(reported.inner)})
        return
    ends = [
        ["low", str(reported.low or "not stated")],
        ["high", str(reported.high or ("unbounded" if reported.unbounded_high else "not stated"))],
    ]
    notes = [["approximate", "yes"]] if reported.approximate else []
    notes += [["hedges", ", ".join(reported.hedges)]] if reported.hedges else []
    print_grid(["part", "reading"], [*ends, ["outer", str(reported.outer)], ["inner", str(reported.inner or "none")], *notes])
