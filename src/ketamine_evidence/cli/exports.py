"""The command that writes a data version in the formats of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ketamine_evidence.cli.completions import complete_exports, complete_folders
from ketamine_evidence.cli.options import PATH, as_json, data_version

if TYPE_CHECKING:
    from ketamine_evidence.dataset.dataset import Dataset


@click.command()
@click.argument("name", metavar="FORMAT", required=False, shell_complete=complete_exports)
@click.option(
    "-o",
    "--output",
    "folder",
    type=PATH,
    metavar="DIR",
    shell_complete=complete_folders,
    help="The folder to write; it is made, and is never written over.",
)
@click.option("--list", "listed", is_flag=True, help="List the formats.")
@data_version
@as_json
def export(name: str | None, folder: Path | None, listed: bool, data_version: str | None, as_json: bool) -> None:
    """Write a data version in the FORMAT of another tool.

    \b
    Examples:
      ketamine-evidence export --list
      ketamine-evidence export csv -o my-tables
      ketamine-evidence export sqlite -o my-database --data-version 0.2.0
    """
    from ketamine_evidence.dataset.releases import load

    if listed:
        if name is not None or folder is not None or data_version is not None:
            raise click.UsageError("--list goes alone, or with --json")
        _list_formats(as_json=as_json)
        return
    if name is None:
        raise click.UsageError("give a FORMAT; export --list lists them")
    if folder is None:
        raise click.UsageError(f"give the folder to write: export {name} -o DIR")
    _write(load(data_version), name, folder, as_json=as_json)


def _list_formats(*, as_json: bool) -> None:
    from ketamine_evidence.cli.output import print_grid, print_json
    from ketamine_evidence.export.formats import FORMATS

    if as_json:
        print_json([{"format": name, "title": one.title, "extra": one.extra or None} for name, one in FORMATS.items()])
    else:
        heads = ["format", "what it is", "needs"]
        print_grid(heads, [[name, one.title, one.extra and f"ketamine-evidence[{one.extra}]"] for name, one in FORMATS.items()])


def _write(dataset: Dataset, name: str, folder: Path, *, as_json: bool) -> None:
    import hashlib

    from ketamine_evidence.cli.output import footer, print_footer, print_grid, print_json, print_lines
    from ketamine_evidence.cli.progress import progress
    from ketamine_evidence.dataset.package import write_files
    from ketamine_evidence.export.formats import export_files

    with progress(f"writing {name}"):
        files = export_files(dataset, name)
    write_files(files, folder)
    digests = {file: hashlib.sha256(content).hexdigest() for file, content in files.items()}
    if as_json:
        written = [{"path": file, "bytes": len(files[file]), "sha256": digest} for file, digest in digests.items()]
        print_json({**footer(dataset), "format": name, "folder": str(folder), "files": written})
        return
    print_grid(["file", "bytes", "SHA-256"], [[file, str(len(files[file])), digest] for file, digest in digests.items()])
    print_lines([f"written to {folder}"])
    print_footer(dataset)
