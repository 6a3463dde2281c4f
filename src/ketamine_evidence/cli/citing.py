"""The command that cites."""

from __future__ import annotations

import click

from ketamine_evidence.cli.completions import complete_citations, complete_cited
from ketamine_evidence.cli.options import data_version


@click.command()
@click.argument("what", required=False, shell_complete=complete_cited)
@click.option(
    "--format",
    "format_",
    metavar="FORMAT",
    default="apa",
    show_default=True,
    shell_complete=complete_citations,
    help="How to write it, in one of the formats above.",
)
@data_version
def cite(what: str | None, format_: str, data_version: str | None) -> None:
    """Cite a data version, a record with its source, or a table.

    WHAT is a version, the id of a record, or the name of a table, which is cited with all of its sources; the newest version when left out. FORMAT is apa, bibtex, ris, csl-json,
    cff, datacite or schema.org.

    \b
    Examples:
      ketamine-evidence cite 0.1.0 --format bibtex
      ketamine-evidence cite biologyinsights-infusion.r004 --data-version 0.1.0
      ketamine-evidence cite traces --format csl-json
    """
    from ketamine_evidence.dataset.citations import cite as write
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.records.evidence import TABLES

    if what is not None and what in TABLES:
        click.echo(write(load(data_version).tables[what], format_))
    else:
        click.echo(write(what, format_, version=data_version))
