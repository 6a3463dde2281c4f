"""The command `compare`: what it prints, in text and for programs, how it is asked, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from compared import dataset
from ketamine_evidence import compare
from ketamine_evidence.cli import comparing
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.output import footer
from ketamine_evidence.synthesis.compare import OF_BOTH
from ketamine_evidence.synthesis.counting import VIEWS
from windows import in_a_window

DATA = dataset()
NOT_OF_BOTH = (
    f"claims of both tiers cannot be chosen by 'kind'; expected of: {', '.join(OF_BOTH)};"
    " by another field choose those of one tier, lay or literature"
)


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch) -> ke.Dataset:
    """The dataset that the command reads in place of the releases."""
    monkeypatch.setattr("ketamine_evidence.dataset.releases.load", lambda _: DATA)
    return DATA


def run(*args: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["compare", *args], catch_exceptions=False)


def well(*args: str) -> str:
    """What the command prints where it does its work."""
    result = run(*args)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_it_prints_the_comparison_and_what_was_shown() -> None:
    lines = well("relief_duration", "--by", "condition").splitlines()
    asked = compare(DATA, quantity="relief_duration", by="condition").lines()
    assert lines[-3:] == list(footer(DATA).values())
    assert lines[:-3] == asked  # in a pipe no line is broken


def test_a_line_that_does_not_fit_the_window_goes_on_further_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setenv("COLUMNS", "80")
    lines = click.unstyle(well("relief_duration", "--where", "condition=crps")).splitlines()
    at = lines.index("  time points: trial (randomized-trial, against placebo, esketamine, crps): held")
    assert lines[at + 1] == "      at 2 weeks, gone by 60 days, absent at 3 weeks"
    assert max(map(len, lines)) <= 80


Asked = Callable[[], ke.Comparison]


@pytest.mark.parametrize(
    ("args", "asked"),
    [
        pytest.param(["dose"], lambda: compare(DATA, quantity="dose"), id="by nothing"),
        pytest.param(
            ["relief_duration", "--by", "condition", "--by", "route"],
            lambda: compare(DATA, quantity="relief_duration", by=("condition", "route")),
            id="by two fields",
        ),
        pytest.param(
            ["relief_duration", "--where", "condition=crps", "--where", "condition=", "--view", "inner"],
            lambda: compare(DATA, quantity="relief_duration", condition=["crps", None], view="inner"),
            id="where and view",
        ),
        pytest.param(
            ["relief_duration", "--lay", "publisher=A clinic", "--literature", "pain_course=chronic"],
            lambda: compare(
                DATA, quantity="relief_duration", lay={"publisher": "A clinic"}, literature={"pain_course": "chronic"}
            ),
            id="one tier",
        ),
    ],
)
def test_it_gives_programs_what_python_gives(args: list[str], asked: Asked) -> None:
    expected = asked()
    assert json.loads(well(*args, "--json")) == {
        **footer(DATA),
        "quantity": expected.quantity,
        "by": list(expected.by),
        "view": expected.view,
        "title": expected.title,
        "notes": expected.notes,
        "groups": expected.to_dicts(),
    }


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["relief_duratio"], "unknown quantity: 'relief_duratio'; did you mean 'relief_duration'?"),
        (["half_life"], "no claims about half_life in data version small"),
        (
            ["dose", "--by", "tier"],
            "claims cannot be compared by 'tier'; expected of: substance, route, protocol, condition, specimen, population",
        ),
        (["dose", "--where", "kind=guideline"], NOT_OF_BOTH),
        (["dose", "--lay", "year=soon"], "year is a whole number, came 'soon'"),
        (["dose", "--where", "quantity=onset"], "Error: --where quantity=... goes with show; the quantity to compare is dose"),
        (["dose", "--literature", "year"], "Error: --literature takes FIELD=VALUE, came 'year'"),
        (["dose", "--view", "middle"], "Error: Invalid value for '--view': 'middle' is not one of 'outer', 'inner'."),
        ([], "Error: Missing argument 'QUANTITY'."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_wrong_usage_is_exit_2(args: list[str], message: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1] == message


def test_a_version_is_read_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def load(version: str | None) -> ke.Dataset:
        asked.append(version)
        return DATA

    monkeypatch.setattr("ketamine_evidence.dataset.releases.load", load)
    well("dose")
    well("dose", "--data-version", "0.2.0")
    assert asked == [None, "0.2.0"]


def drawn(*args: str) -> list[str]:
    """The lines with bars, which come before the comparison in words."""
    lines = well(*args, "--bars").splitlines()
    return lines[: next(number for number, line in enumerate(lines) if ": lay beside literature" in line)]


def test_bars_show_what_each_tier_says_in_each_group() -> None:
    lines = drawn("relief_duration", "--by", "condition")
    groups = compare(DATA, quantity="relief_duration", by="condition")
    expected = [
        f"{groups.name(key)}|{side.tier.value}"
        for key, group in groups.items()
        for side in (group.lay, group.literature)
        if side.hull is not None
    ]
    assert lines[0] == "relief_duration: all claims of a tier"
    assert ["|".join(re.split(" {2,}", line)[:2]) for line in lines if line.startswith("condition: ")] == expected
    assert all("█" in line or "░" in line for line in lines if line.startswith("condition: "))
    assert lines[-2:] == ["░ widest reading   █ what all readings share   ► no upper end   0 from zero", ""]


def test_bars_of_no_groups_have_no_names() -> None:
    assert [line.split()[0] for line in drawn("dose")[2:4]] == ["lay", "literature"]


def test_bars_of_each_dimension_have_an_axis_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    titles = [line for line in drawn("onset", "--by", "condition", "--data-version", "0.2.0") if line.startswith("onset")]
    assert titles == ["onset: all claims of a tier (count)", "onset: all claims of a tier (time)"]


def test_a_window_gets_bars_unless_they_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "█" not in well("dose")
    in_a_window(monkeypatch, 80)
    assert "█" in well("dose")
    assert "█" not in well("dose", "--no-bars")


def test_where_only_time_points_are_given_there_is_nothing_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketamine_evidence.synthesis.compared.Part.hull", None)
    assert drawn("dose") == []


def test_the_views_are_those_of_a_merge() -> None:
    assert comparing.VIEWS == VIEWS
