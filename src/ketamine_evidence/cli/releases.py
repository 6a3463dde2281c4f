"""The commands about released versions: which there are, whether they are what was released, what differs between them."""

from __future__ import annotations

from pathlib import Path

import click

from ketamine_evidence.cli.completions import complete_folders, complete_versions
from ketamine_evidence.cli.options import PATH, as_json, data_version, exit_unless


@click.command()
@click.option("--notes", metavar="VERSION", shell_complete=complete_versions, help="Print what is new in a version instead.")
@as_json
def versions(notes: str | None, as_json: bool) -> None:
    """List the data versions that are installed.

    \b
    Examples:
      ketamine-evidence versions
      ketamine-evidence versions --notes 0.2.0
    """
    from ketamine_evidence.cli.output import print_grid, print_json
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.dataset.releases import versions as installed

    if notes is not None:
        _print_notes(notes, as_json=as_json)
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


def _print_notes(version: str, *, as_json: bool) -> None:
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.dataset.releases import versions as installed

    load(version)  # says it where there is no such version
    notes = next(one for one in installed() if one == version).notes
    if as_json:
        print_json({"version": version, "notes": notes})
    else:
        print_lines((notes or f"data version {version} has no notes").splitlines())


@click.command()
@click.argument("before", shell_complete=complete_versions)
@click.argument("after", shell_complete=complete_versions)
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
    """Say what differs between two data versions.

    What was added, changed field by field, withdrawn.

    \b
    Examples:
      ketamine-evidence diff 0.1.0 0.2.0
      ketamine-evidence diff 0.1.0 0.2.0 --format markdown
    """
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.dataset.diff import diff as compare
    from ketamine_evidence.dataset.notes import as_csv, as_markdown

    found = compare(before, after)
    if as_json or form == "json":
        print_json(found.to_dicts())
    elif form == "text":
        print_lines(str(found).splitlines())
    else:
        click.echo({"markdown": as_markdown, "csv": as_csv}[form](found).rstrip("\n"))


@click.command()
@click.option(
    "--texts",
    envvar="KETAMINE_EVIDENCE_TEXTS",
    show_envvar=True,
    type=PATH,
    metavar="DIR",
    shell_complete=complete_folders,
    help="Folder of the texts (.txt snapshots or saved .html), to check every span against; without it the files alone are checked.",
)
@data_version
@as_json
def verify(texts: Path | None, data_version: str | None, as_json: bool) -> None:
    """Check that releases are what was released.

    Without --texts: every file of every installed version, or of one, against its digest. With it: every span of the newest version, or of
    one, against the texts it was read from. Exit 1 where something is wrong, or nothing was checked.

    \b
    Examples:
      ketamine-evidence verify
      ketamine-evidence verify --data-version 0.1.0 --json
      ketamine-evidence verify --texts my-texts
    """
    if texts is None:
        _verify_files(data_version, as_json=as_json)
    else:
        _verify_spans(texts, data_version, as_json=as_json)


def _verify_files(version: str | None, *, as_json: bool) -> None:
    from ketamine_evidence import _files
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.dataset.releases import checked_files
    from ketamine_evidence.dataset.releases import versions as installed
    from ketamine_evidence.errors import DigestError, VersionError

    if version is not None and version not in installed():
        raise VersionError(f"no data version {version!r}; here are: {', '.join(installed()) or 'none'}")
    found: list[tuple[str, int, str]] = []
    for one in installed() if version is None else (version,):
        try:
            found.append((one, len(checked_files(Path(_files.releases(), one))), ""))
        except DigestError as error:
            found.append((one, 0, str(error)))
    if as_json:
        print_json([{"version": version, "ok": not wrong, "files": files, "wrong": wrong} for version, files, wrong in found])
    else:
        said = (wrong or f"data version {version}: {files} files, each as it was released" for version, files, wrong in found)
        print_lines(line for one in said for line in one.splitlines())
    exit_unless(bool(found) and not any(wrong for _, _, wrong in found))


def _verify_spans(texts: Path, version: str | None, *, as_json: bool) -> None:
    from ketamine_evidence.cli.output import print_json, print_lines
    from ketamine_evidence.dataset.releases import load
    from ketamine_evidence.dataset.verify import verify as check

    outcome = check(load(version), texts=texts)
    if as_json:
        spans = [span._asdict() for span in outcome.spans]
        counts = dict(outcome.counts)
        print_json({"version": outcome.version, "ok": outcome.ok, "checked": outcome.checked, "counts": counts, "spans": spans})
    else:
        print_lines(str(outcome).splitlines())
    exit_unless(outcome.ok)


COMMANDS = (diff, verify, versions)
"""Every command about released versions."""
