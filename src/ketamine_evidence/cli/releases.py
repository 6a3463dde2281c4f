"""The commands about released versions: which there are, whether they are what was released, what differs between them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from ketamine_evidence import _files
from ketamine_evidence.cli.options import PATH, as_json, data_version, exit_unless
from ketamine_evidence.cli.output import print_grid, print_json
from ketamine_evidence.dataset.diff import Diff
from ketamine_evidence.dataset.diff import diff as compare
from ketamine_evidence.dataset.notes import as_csv, as_markdown
from ketamine_evidence.dataset.releases import checked_files, load
from ketamine_evidence.dataset.releases import versions as installed
from ketamine_evidence.errors import DigestError, VersionError


@click.command()
@click.option("--notes", metavar="VERSION", help="Print what is new in a version instead.")
@as_json
def versions(notes: str | None, as_json: bool) -> None:
    """List the data versions that are installed."""
    if notes is not None:
        load(notes)  # says it where there is no such version
        found = next(version for version in installed() if version == notes)
        click.echo(found.notes or f"data version {notes} has no notes")
        return
    rows = [
        {
            "version": ds.version,
            "released": str(ds.released),
            "sources": len(ds.sources),
            "claims": len(list(ds.claims())),
            "sha256": ds.digest,
        }
        for ds in map(load, installed())
    ]
    if as_json:
        print_json(rows)
    else:
        print_grid(
            ["version", "released", "sources", "claims", "SHA-256"], [[str(value) for value in row.values()] for row in rows]
        )


@click.command()
@click.argument("before")
@click.argument("after")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "csv", "json"]),
    default="text",
    show_default=True,
    help="How to print.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def diff(before: str, after: str, form: str, as_json: bool) -> None:
    """Say what differs between two data versions: what was added, changed field by field, withdrawn.

    \b
    ketamine-evidence diff 0.1.0 0.2.0 --format markdown
    """
    found = compare(before, after)
    if as_json or form == "json":
        print_json(found.to_dicts())
    else:
        click.echo(_FORMS[form](found).rstrip("\n"))


_FORMS: Mapping[str, Callable[[Diff], str]] = {"text": str, "markdown": as_markdown, "csv": as_csv}


@click.command()
@click.option(
    "--texts",
    envvar="KETAMINE_EVIDENCE_TEXTS",
    show_envvar=True,
    type=PATH,
    metavar="DIR",
    help="Folder of the texts (.txt snapshots or saved .html), to check every span against; without it the files alone are checked.",
)
@data_version
@as_json
def verify(texts: Path | None, data_version: str | None, as_json: bool) -> None:
    """Check that releases are what was released, and with the texts every span of one.

    Without --texts: every file of every installed version, or of one, against its digest. With it: every span of the newest version, or of
    one, against the texts it was read from. Exit 1 where something is wrong, or nothing was checked.
    """
    if texts is None:
        _verify_files([data_version] if data_version is not None else list(installed()), as_json)
    else:
        _verify_spans(texts, data_version, as_json)


def _verify_files(versions: list[str], as_json: bool) -> None:
    if unknown := [version for version in versions if version not in installed()]:
        raise VersionError(f"no data version {unknown[0]!r}; here are: {', '.join(installed()) or 'none'}")
    found: list[tuple[str, int, str]] = []
    for version in versions:
        try:
            found.append((version, len(checked_files(_files.releases() / version)), ""))
        except DigestError as error:
            found.append((version, 0, str(error)))
    if as_json:
        print_json([{"version": version, "ok": not wrong, "files": files, "wrong": wrong} for version, files, wrong in found])
    else:
        for version, files, wrong in found:
            click.echo(wrong or f"data version {version}: {files} files, each as it was released")
    exit_unless(bool(found) and not any(wrong for _, _, wrong in found))


def _verify_spans(texts: Path, version: str | None, as_json: bool) -> None:
    from ketamine_evidence.dataset.verify import verify as check

    outcome = check(load(version), texts=texts, progress=_progress)
    if as_json:
        spans = [span._asdict() for span in outcome.spans]
        counts = dict(outcome.counts)
        print_json({"version": outcome.version, "ok": outcome.ok, "checked": outcome.checked, "counts": counts, "spans": spans})
    else:
        click.echo(str(outcome))
    exit_unless(outcome.ok)


def _progress(source: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"checking {source}", err=True)


COMMANDS = (diff, verify, versions)
"""Every command about released versions."""
