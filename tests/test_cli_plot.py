"""The command `plot`: what it writes and prints, and what it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import ketamine_evidence as ke
from ketamine_evidence import charts
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.output import footer

OLD = ("--data-version", "0.2.0")


def run(*args: str | Path) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["plot", *map(str, args)], catch_exceptions=False)


def failed(code: int, *args: str | Path) -> str:
    """The last line of what the command says where it fails."""
    result = run(*args)
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    return result.stderr.splitlines()[-1]


def spec_of(page: Path) -> object:
    """The chart that a page holds."""
    text = page.read_text(encoding="utf-8")
    return json.loads(text.partition('vegaEmbed("#chart", ')[2].partition(', {mode: "vega-lite"')[0])


def test_it_writes_and_says_where(tmp_path: Path) -> None:
    file = tmp_path / "relief.html"
    result = run("ranges", "relief_duration", "--by", "protocol", "-o", file, *OLD)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [f"written to {file}", *footer(ke.load("0.2.0")).values()]
    relief = ke.load("0.2.0").ranges.where(quantity="relief_duration")
    assert spec_of(file) == charts.ranges(relief, by="protocol").to_dict()


def test_it_draws_what_was_chosen(tmp_path: Path) -> None:
    file = tmp_path / "boosters.html"
    options = ["--where", "tier=lay", "--view", "inner", "--by", "tier", "--theme", "dark", "--width", "500"]
    assert run("support", "booster_interval", "-o", file, *options, *OLD).exit_code == 0
    claims = ke.load("0.2.0").ranges.where(quantity="booster_interval", tier="lay")
    assert spec_of(file) == charts.support(claims, view="inner", by="tier", theme="dark", width=500).to_dict()


def test_several_quantities_and_fields(tmp_path: Path) -> None:
    file = tmp_path / "relief.html"
    result = run(
        "lay-and-literature", "relief_duration", "relief_time_point", "--by", "route", "--by", "protocol",
        "--where", "condition=", "--where", "condition=crps", "-o", file, *OLD,
    )  # fmt: skip
    assert result.exit_code == 0
    claims = ke.load("0.2.0").ranges.where(quantity="relief_duration", condition=[None, "crps"])
    assert spec_of(file) == charts.lay_and_literature(claims, by=["route", "protocol"]).to_dict()


def test_it_prints_for_programs(tmp_path: Path) -> None:
    file = tmp_path / "effects.svg"
    result = run("matrix", "side_effects", "-o", file, "--json", *OLD)
    assert (result.exit_code, result.stderr) == (0, "")
    written = {"chart": "matrix", "file": str(file), "bytes": len(file.read_bytes())}
    assert json.loads(result.stdout) == {**footer(ke.load("0.2.0")), **written}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ranges", "-o", "x.svg"], "Error: Missing argument 'WHAT...'."),
        (["ranges", "onset"], "Error: Missing option '-o' / '--output'."),
        (["pie", "onset", "-o", "x.svg"], "Error: Invalid value for '{ranges|support|lay-and-literature|matrix}': 'pie' is not one of 'ranges', 'support', 'lay-and-literature', 'matrix'."),
        (["ranges", "onsett", "-o", "x.svg"], "unknown quantity: 'onsett'; did you mean 'onset'?"),
        (["ranges", "onset", "-o", "x.pdf"], "charts are saved as .html, .svg or .png, came 'x.pdf'"),
        (["ranges", "onset", "-o", "x.svg", "--view", "inner"], "Error: --view goes with support"),
        (["ranges", "onset", "-o", "x.svg", "--where", "route"], "Error: --where takes FIELD=VALUE, came 'route'"),
        (["ranges", "onset", "-o", "x.svg", "--width", "20"], "a chart is at least 240 pixels wide, came width=20"),
        (["matrix", "factors", "-o", "x.svg", "--by", "tier"], "Error: a matrix has no groups; leave --by out"),
        (["matrix", "onset", "-o", "x.svg"], "Error: a matrix is of one of mechanisms, side_effects, factors, came onset"),
        (["matrix", "factors", "mechanisms", "-o", "x.svg"], "Error: a matrix is of one of mechanisms, side_effects, factors, came factors mechanisms"),
        (["ranges", "onset", "-o", "x.svg", "--where", "specimen=hair"], "no claims to draw; give at least one"),
    ],
)  # fmt: skip
def test_wrong_usage_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert failed(2, *args, *OLD) == said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x.html", "x.svg", "x.png"])
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, name: str) -> None:
    file = tmp_path / "nowhere" / name
    assert failed(1, "matrix", "mechanisms", "-o", file, *OLD) == f"{file}: cannot be written: No such file or directory"


def test_a_missing_extra_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    charts.matrix  # noqa: B018  it is there before it is taken away
    monkeypatch.delitem(sys.modules, "ketamine_evidence.charts.matrix_chart")
    monkeypatch.delitem(vars(charts), "matrix")
    monkeypatch.setitem(sys.modules, "altair", None)
    said = "charts need altair, which is not installed: pip install 'ketamine-evidence[charts]'"
    assert failed(2, "matrix", "mechanisms", "-o", tmp_path / "x.svg") == said
    assert list(tmp_path.iterdir()) == []
