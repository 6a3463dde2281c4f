"""The command that draws charts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ketamine_evidence.charts import THEMES
from ketamine_evidence.cli.completions import complete_conditions
from ketamine_evidence.cli.options import PATH, as_json, data_version, read_conditions

if TYPE_CHECKING:
    from ketamine_evidence.dataset.dataset import Dataset
    from ketamine_evidence.dataset.tables import Table

KINDS = ("ranges", "support", "lay-and-literature", "matrix")
TERMS = ("mechanisms", "side_effects", "factors")
"""The tables that a matrix can be made of."""


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("what", nargs=-1, required=True)
@click.option("-o", "--output", "file", type=PATH, required=True, metavar="FILE", help="The file to write: .html, .svg or .png.")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    shell_complete=complete_conditions,
    help="Only claims with this value, or where it is not stated (FIELD=); may be given again.",
)
@click.option("--by", "fields", multiple=True, metavar="FIELD", help="Group by this field; may be given again.")
@click.option("--view", type=click.Choice(["outer", "inner"]), help="Of support: which reading is counted; outer when left out.")
@click.option("--theme", type=click.Choice(THEMES), default="light", show_default=True, help="On light or on dark ground.")
@click.option("--width", type=int, metavar="PIXELS", help="About how wide.")
@data_version
@as_json
def plot(
    kind: str, what: tuple[str, ...], file: Path, conditions: tuple[str, ...], data_version: str | None, **chosen: Any
) -> None:
    """Draw a chart of WHAT sources say and write it to a file.

    KIND is ranges, support or lay-and-literature of a quantity, or matrix of mechanisms, side_effects or factors. relief_time_point may go with
    relief_duration.

    \b
    Examples:
      ketamine-evidence plot ranges relief_duration --by protocol -o relief.html
      ketamine-evidence plot lay-and-literature relief_duration -o relief.svg
      ketamine-evidence plot support onset --where tier=lay -o onset.png
      ketamine-evidence plot matrix side_effects -o effects.png
    """
    from ketamine_evidence import charts
    from ketamine_evidence.cli.output import footer, print_footer, print_json
    from ketamine_evidence.dataset.releases import load

    options = {name: chosen[name] for name in ("theme", "view", "width") if chosen[name] is not None}
    if "view" in options and kind != "support":
        raise click.UsageError("--view goes with support")
    if fields := list(chosen["fields"]):
        if kind == "matrix":
            raise click.UsageError("a matrix has no groups; leave --by out")
        options["by"] = fields if len(fields) > 1 else fields[0]
    dataset = load(data_version)
    chart = getattr(charts, kind.replace("-", "_"))(_claims(dataset, kind, what, conditions), **options)
    charts.save(chart, file)
    if chosen["as_json"]:
        print_json({**footer(dataset), "chart": kind, "file": str(file), "bytes": file.stat().st_size})
        return
    click.echo(f"written to {file}")
    print_footer(dataset)


def _claims(dataset: Dataset, kind: str, what: tuple[str, ...], conditions: tuple[str, ...]) -> Table[Any]:
    """The claims that a chart is of: those of a table, or the reported ranges of some quantities."""
    from ketamine_evidence.values.quantities import quantity_of

    if kind == "matrix":
        name = " ".join(what)
        if name not in TERMS:
            raise click.UsageError(f"a matrix is of one of {', '.join(TERMS)}, came {name}")
        table = dataset.tables[name]
    else:
        table = dataset.ranges.where(quantity=[quantity_of(name).value for name in what])
    return table.where(**read_conditions("--where", conditions, table))
