"""The commands."""

from __future__ import annotations

from typing import Any

import click

import ketamine_evidence
from ketamine_evidence.cli import appraising, citing, comparing, curator, exports, plotting, releases
from ketamine_evidence.cli.headline import print_headline, range_dict
from ketamine_evidence.cli.options import as_json, data_version, read_conditions
from ketamine_evidence.cli.output import footer, print_footer, print_grid, print_json
from ketamine_evidence.cli.places import place_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import KetamineEvidenceError, MissingExtraError, QueryError, UnknownRecordError, VersionError, count
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import TABLES, Claim, Trace

WRONG_USAGE = (MissingExtraError, QueryError, UnknownRecordError, VersionError)


class Commands(click.Group):
    """Commands whose errors are one clear message: exit 1 for something wrong, 2 for wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print the message of an error of ours."""
        try:
            return super().invoke(ctx)
        except KetamineEvidenceError as error:
            click.echo(str(error), err=True)
            ctx.exit(2 if isinstance(error, WRONG_USAGE) else 1)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(ketamine_evidence.__version__, prog_name="ketamine-evidence")
@data_version
@as_json
@click.pass_context
def app(ctx: click.Context, data_version: str | None, as_json: bool) -> None:
    """What is written about ketamine for pain, each value with its source and place.

    Without a command: how long relief is said to last, lay beside literature, by protocol and condition. An evidence summary, not dosing advice.
    """
    if ctx.invoked_subcommand is not None:
        if data_version is not None or as_json:
            raise click.UsageError(
                f"give --data-version and --json after the command: ketamine-evidence {ctx.invoked_subcommand} ..."
            )
    else:
        print_headline(load(data_version), as_json=as_json)


@app.command()
@click.argument("what")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help="Only records with this value, or where it is not stated (FIELD=); may be given again.",
)
@data_version
@as_json
def show(what: str, conditions: tuple[str, ...], data_version: str | None, as_json: bool) -> None:
    """Show a record by its id, or a table by its name.

    \b
    ketamine-evidence show biologyinsights-infusion.r004
    ketamine-evidence show ranges --where quantity=onset --where route=intravenous
    """
    dataset = load(data_version)
    if what in TABLES:
        wanted = read_conditions("--where", conditions, dataset.tables[what])
        _show_table(dataset, dataset.tables[what].where(**wanted), as_json=as_json)
    elif conditions:
        raise click.UsageError("--where goes with a table, not with a record")
    else:
        _show_record(dataset, dataset[what], as_json=as_json)


def _show_table(dataset: Dataset, table: Table[Any], *, as_json: bool) -> None:
    if as_json:
        print_json({**footer(dataset), "records": table.to_dicts()})
        return
    for record in table:
        click.echo(_one_line(record))
    click.echo(count(len(table), "record"))
    print_footer(dataset)


def _one_line(record: Any) -> str:
    head = getattr(record, "id", None) or f"{record.source} [{record.start}-{record.end}]"
    reported = getattr(record, "reported", None)
    said = f"{record.quantity}: {reported.text} {reported.outer}: " if reported is not None else ""
    if isinstance(record, Trace):
        said = f"{record.claim} rests on {record.study or 'no study'}: "
    tail = next(
        (getattr(record, name) for name in ("summary", "title", "definition", "verdict", "reason") if hasattr(record, name)), ""
    )
    place = f"  [{place_of(record)}]" if isinstance(record, Claim) and record.locator.start is None else ""
    return f"{head}  {said}{tail}{place}"


def _show_record(dataset: Dataset, record: Any, *, as_json: bool) -> None:
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
    print_footer(dataset)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


@app.command()
@click.argument("phrase")
@click.option("--quantity", metavar="QUANTITY", help="What it measures, such as relief_duration.")
@as_json
def parse(phrase: str, quantity: str | None, as_json: bool) -> None:
    """Read a phrase and show how its words are read.

    \b
    ketamine-evidence parse "several days to a few weeks"
    """
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


for _command in (
    appraising.appraise,
    citing.cite,
    comparing.compare,
    *releases.COMMANDS,
    exports.export,
    plotting.plot,
    *curator.COMMANDS,
):
    app.add_command(_command)
