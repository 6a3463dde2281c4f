"""The commands.

Nothing that takes long to load is imported before a command runs, so that a shell completes at once.
"""

from __future__ import annotations

from typing import Any

import click

import ketamine_evidence
from ketamine_evidence.cli import (
    appraising,
    citing,
    comparing,
    completion,
    curator,
    exports,
    parsing,
    plotting,
    releases,
    showing,
)
from ketamine_evidence.cli.encodings import spell_what_cannot_be_shown
from ketamine_evidence.cli.options import as_json, data_version
from ketamine_evidence.errors import KetamineEvidenceError, MissingExtraError, QueryError, UnknownRecordError, VersionError

WRONG_USAGE = (MissingExtraError, QueryError, UnknownRecordError, VersionError)


class Commands(click.Group):
    """Commands whose errors are one clear message: exit 1 for something wrong, 2 for wrong usage."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; print the message of an error of ours, or of a file that cannot be read or written."""
        spell_what_cannot_be_shown()
        try:
            return super().invoke(ctx)
        except KetamineEvidenceError as error:
            click.echo(str(error), err=True)
            ctx.exit(2 if isinstance(error, WRONG_USAGE) else 1)
        except OSError as error:
            if error.filename is None:  # of no file, such as a pipe that nobody reads any more
                raise
            click.echo(f"{error.filename}: {error.strerror}", err=True)
            ctx.exit(1)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(ketamine_evidence.__version__, prog_name="ketamine-evidence")
@data_version
@as_json
@click.pass_context
def app(ctx: click.Context, data_version: str | None, as_json: bool) -> None:
    """What is written about ketamine for pain, each value with its source and place.

    Without a command: how long relief is said to last, lay beside literature, by protocol and condition. An evidence summary, not dosing advice.

    \b
    Examples:
      ketamine-evidence
      ketamine-evidence show biologyinsights-infusion.r004
      ketamine-evidence show ranges --where quantity=onset --where tier=lay
    """
    if ctx.invoked_subcommand is not None:
        if data_version is not None or as_json:
            raise click.UsageError(
                f"give --data-version and --json after the command: ketamine-evidence {ctx.invoked_subcommand} ..."
            )
        return
    from ketamine_evidence.cli.headline import print_headline
    from ketamine_evidence.dataset.releases import load

    print_headline(load(data_version), as_json=as_json)


for _command in (
    showing.show,
    parsing.parse,
    comparing.compare,
    appraising.appraise,
    citing.cite,
    *releases.COMMANDS,
    exports.export,
    plotting.plot,
    *curator.COMMANDS,
    completion.completion,
):
    app.add_command(_command)
