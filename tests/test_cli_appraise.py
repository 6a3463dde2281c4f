"""The command that holds a claim against studies."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from ketamine_evidence.cli.app import app

CLAIM = "relief lasts up to 6 months after one infusion"


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["appraise", *args], catch_exceptions=False)


def test_the_command_prints_the_answer() -> None:
    result = run(CLAIM)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{ke.check_claim(CLAIM)}\n"


def test_options_state_the_context() -> None:
    args = ["it works for 2 hours", "--quantity", "onset", "--phrase", "2 hours", "--protocol", "injection", "--route", "oral"]
    result = run(*args, "--condition", "crps", "--specimen", "hair", "--data-version", "0.2.0", "--json")
    data = json.loads(result.stdout)
    assert data["context"] == {"protocol": ["injection"], "route": ["oral"], "condition": ["crps"], "specimen": ["hair"]}
    assert (data["read_as"]["quantity"], data["data_version"]) == ("onset", "0.2.0")


@pytest.mark.parametrize(
    ("claim", "code", "message"),
    [
        ("relief", 1, "no figure in 'relief'; write one, such as 'up to 6 weeks' or '0.5 mg/kg'\n"),
        ("9 mg", 2, "what is measured in '9 mg' cannot be told; give quantity=, one of: dose\n"),
    ],
)
def test_what_cannot_be_weighed_ends_with_a_message(claim: str, code: int, message: str) -> None:
    result = run(claim)
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", message)
