"""Options and endings that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

PATH = click.Path(path_type=Path)
data_version = click.option("--data-version", metavar="VERSION", help="The data version to read; the newest when left out.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print data for programs.")
texts_option = click.option(
    "--texts",
    envvar="KETAMINE_EVIDENCE_TEXTS",
    show_envvar=True,
    type=PATH,
    required=True,
    metavar="DIR",
    help="Folder of the texts (.txt snapshots or saved .html).",
)


def exit_unless(well: bool) -> None:
    """End with exit code 1 unless all is well."""
    if not well:
        click.get_current_context().exit(1)
