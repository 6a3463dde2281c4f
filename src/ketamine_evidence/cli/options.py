"""Options and endings that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ketamine_evidence.cli.completions import complete_folders, complete_versions

if TYPE_CHECKING:
    from ketamine_evidence.dataset.tables import Table

Option = Callable[[Callable[..., Any]], Callable[..., Any]]
"""What adds an option to a command."""
PATH = click.Path(path_type=Path)
data_version: Option = click.option(
    "--data-version",
    metavar="VERSION",
    shell_complete=complete_versions,
    help="The data version to read; the newest when left out.",
)
as_json: Option = click.option("--json", "as_json", is_flag=True, help="Print data for programs.")
bars_option: Option = click.option(
    "--bars/--no-bars", default=None, help="Draw ranges as bars, as is done in a terminal, or leave the bars out."
)
texts_option: Option = click.option(
    "--texts",
    envvar="KETAMINE_EVIDENCE_TEXTS",
    show_envvar=True,
    type=PATH,
    required=True,
    metavar="DIR",
    shell_complete=complete_folders,
    help="Folder of the texts (.txt snapshots or saved .html).",
)


def read_conditions(option: str, pairs: tuple[str, ...], table: Table[Any]) -> dict[str, Any]:
    """Read FIELD=VALUE pairs of an option, for `Table.where`; no value asks for what is not stated."""
    found: dict[str, list[Any]] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise click.UsageError(f"{option} takes FIELD=VALUE, came {pair!r}")
        found.setdefault(field, []).append(table.read_value(field, value) if value else None)
    return found


def exit_unless(well: bool) -> None:
    """End with exit code 1 unless all is well."""
    if not well:
        click.get_current_context().exit(1)
