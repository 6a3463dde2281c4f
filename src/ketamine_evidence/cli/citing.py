"""The command that cites."""

from __future__ import annotations

import click

from ketamine_evidence.cli.options import data_version


@click.command()
@click.argument("what", required=False)
@click.option("--format", "format_", metavar="FORMAT", default="apa", show_default=True, help="How to write it; see below.")
@data_version
def cite(what: str | None, format_: str, data_version: str | None) -> None:
    """Cite a data version, a record by its id with its source, or a table with all of its sources.

    WHAT is a version, an id or the name of a table; the newest version when left out. FORMAT is apa, bibtex, ris, csl-json,
    cff, datacite or schema.org.

    \b
    ketamine-evidence cite 0.1.0 --format bibtex
    ketamine-evidence cite biologyinsights-infusion.r004 --data-version 0.1.0
    """
    from ketamine_evidence.dataset.citations import cite as write
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.records.evidence import TABLES

    if what is not None and what in TABLES:
        click.echo(write(load(data_version).tables[what], format_))
    else:
        click.echo(write(what, format_, version=data_version))
