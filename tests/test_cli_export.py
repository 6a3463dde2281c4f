"""The command `export`: what it writes, lists and prints, and what it refuses."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.output import footer
from ketamine_evidence.dataset.package import differing
from ketamine_evidence.export.formats import FORMATS, export_files


def run(*args: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["export", *map(str, args)], catch_exceptions=False)


def failed(code: int, *args: str | Path) -> str:
    """The last line of what the command says where it fails."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def test_it_writes_and_says_what(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = run("jsonl", "-o", folder)
    files = export_files(ke.load(), "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert differing(files, folder) == []
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["file", "bytes", "SHA-256"]
    assert [line.split() for line in lines[: len(files)]] == [
        [name, str(len(content)), hashlib.sha256(content).hexdigest()] for name, content in files.items()
    ]
    assert lines[len(files) :] == [f"written to {folder}", *footer(ke.load()).values()]


def test_it_prints_files_and_digests_for_programs(tmp_path: Path) -> None:
    result = run("csv", "--output", tmp_path / "out", "--data-version", "0.1.0", "--json")
    ds = ke.load("0.1.0")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == {
        **footer(ds),
        "format": "csv",
        "folder": str(tmp_path / "out"),
        "files": [
            {"path": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in export_files(ds, "csv").items()
        ],
    }
    assert ke.read_export(tmp_path / "out", "csv").version == "0.1.0"


def test_it_lists_the_formats() -> None:
    result = run("--list")
    assert (result.exit_code, result.stderr) == (0, "")
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["format", "what", "it", "is", "needs"]
    assert [line.split()[0] for line in lines] == list(FORMATS)
    for line, one in zip(lines, FORMATS.values(), strict=True):
        assert one.title in line
        assert line.endswith(f"ketamine-evidence[{one.extra}]") is bool(one.extra)


def test_it_lists_the_formats_for_programs() -> None:
    result = run("--list", "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == [
        {"format": name, "title": one.title, "extra": one.extra or None} for name, one in FORMATS.items()
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "Error: give a FORMAT; export --list lists them"),
        (["-o", "x"], "Error: give a FORMAT; export --list lists them"),
        (["csv"], "Error: give the folder to write: export csv -o DIR"),
        (["csv", "--list"], "Error: --list goes alone, or with --json"),
        (["--list", "-o", "x"], "Error: --list goes alone, or with --json"),
        (["--list", "--data-version", "0.1.0"], "Error: --list goes alone, or with --json"),
        (["csv", "-o", "x", "--data-version", "9.0.0"], f"no data version '9.0.0'; here are: {', '.join(ke.versions())}"),
        (["jsonn", "-o", "x"], f"no format 'jsonn'; there are: {', '.join(FORMATS)}; did you mean 'jsonl'?"),
    ],
)
def test_wrong_usage_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert failed(2, *args) == said
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "ketamine_evidence.export.workbook", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    said = "xlsx needs xlsxwriter, which is not installed: pip install 'ketamine-evidence[export]'"
    assert failed(2, "xlsx", "-o", tmp_path / "x") == said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_other_content_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    files = sorted([*export_files(ke.load(), "csv"), "mine.txt"])
    some = f"{', '.join(files[:5])} and {len(files) - 5} more"
    assert failed(1, "csv", "-o", tmp_path) == f"{tmp_path}: there with other content ({some} differ); give a new folder"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    folder = tmp_path / "file" / "x"
    assert failed(1, "csv", "-o", folder) == f"{folder}: cannot be written: File exists"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
