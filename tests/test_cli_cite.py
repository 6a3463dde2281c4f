"""The command that cites: what it prints and how it fails."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from ketamine_evidence.cli.app import app


def run(*args: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["cite", *args], catch_exceptions=False)


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        pytest.param([], ke.cite, id="the newest version"),
        pytest.param(["0.1.0"], lambda: ke.cite("0.1.0"), id="a version"),
        pytest.param(["--data-version", "0.1.0"], lambda: ke.cite("0.1.0"), id="a version as an option"),
        pytest.param(["0.1.0", "--format", "bibtex"], lambda: ke.cite("0.1.0", "bibtex"), id="a format"),
        pytest.param(
            ["biologyinsights-infusion.r004", "--data-version", "0.1.0"],
            lambda: ke.cite("biologyinsights-infusion.r004", version="0.1.0"),
            id="a record",
        ),
        pytest.param(
            ["ranges", "--data-version", "0.1.0", "--format", "ris"],
            lambda: ke.cite(ke.load("0.1.0").ranges, "ris"),
            id="a table",
        ),
    ],
)
def test_the_command_prints_what_cite_gives(args: list[str], expected: Callable[[], str]) -> None:
    result = run(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{expected()}\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(
            ["0.1.0", "--format", "RIS"],
            "no citation format 'RIS'; there are: apa, bibtex, ris, csl-json, cff, datacite, schema.org",
            id="format",
        ),
        pytest.param(
            ["biologyinsights-infusion.r04", "--data-version", "0.1.0"],
            "no record 'biologyinsights-infusion.r04' in data version 0.1.0; did you mean 'biologyinsights-infusion.r004'?",
            id="record",
        ),
        pytest.param(
            ["0.1.0", "--data-version", "0.1.0"],
            "'0.1.0' is a data version itself; version goes with a record, its id or a table",
            id="version twice",
        ),
    ],
)
def test_wrong_usage_is_one_message_and_exit_code_2(args: list[str], message: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")


def test_help_names_every_format() -> None:
    said = " ".join(run("--help").stdout.split())
    assert "FORMAT is apa, bibtex, ris, csl-json, cff, datacite or schema.org." in said
