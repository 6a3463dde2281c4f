"""The headline: how long relief is said to last, lay beside literature, as a table, as a list in a narrow window, and for programs."""

from __future__ import annotations

import json
from typing import Any

import click
import pytest
from click.testing import CliRunner

import ketamine_evidence as ke
from compared import CRPS, claim, dataset, looked
from ketamine_evidence.cli.app import app
from ketamine_evidence.cli.headline import NOT_CHECKED, TIME_POINTS
from ketamine_evidence.cli.output import footer
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Basis, Course, ProtocolName, Route, Statistic, Substance
from ketamine_evidence.values.quantities import Quantity

SINGLE: dict[str, Any] = {"protocol": ProtocolName.SINGLE_INFUSION}
ESKETAMINE: dict[str, Any] = {"substance": Substance.ESKETAMINE}
LAY = claim("guide.r001", "several days to a few weeks", **SINGLE, **CRPS, route=Route.INTRAVENOUS)
LAY_ELSEWHERE = claim("guide.r002", "up to 12 weeks", population="some patients")
STUDY = claim("cohort.r002", "up to 3 weeks", **SINGLE, **CRPS, basis=Basis.REPRODUCTION, locator=Locator(section="table 3"))
HELD = looked("trial.r001", "2 weeks", Course.HELD_AT, **SINGLE, **ESKETAMINE, locator=Locator())
GONE = looked("trial.r002", "3 weeks", Course.GONE_BY, **SINGLE, **ESKETAMINE)
NO_CONDITION = claim("trial.r003", "5 weeks", **SINGLE)
ALL = (HELD, GONE, STUDY, LAY, LAY_ELSEWHERE, NO_CONDITION)

TABLE = """\
How long ketamine pain relief is said to last ('-': not stated)
protocol         condition  lay: what patients are told                           literature: what studies report
single-infusion  crps       several days to a few weeks [3 d, 5 wk]; intravenous  up to 3 weeks [0, 3] wk
                              guide.r001 [3-9]                                      cohort.r002 retrospective-cohort, table 3* (reproduction)
                                                                                  held at 2 weeks; esketamine
                                                                                    trial.r001 randomized-trial, place not stated* (source text)
                                                                                  gone by 3 weeks; esketamine
                                                                                    trial.r002 randomized-trial, abstract* (source text)
                 -          -                                                     5 weeks [5, 5] wk
                                                                                    trial.r003 randomized-trial, abstract* (source text)
-                -          up to 12 weeks [0, 12] wk; some patients              -
                              guide.r002 [3-9]
"""
LIST = """\
How long ketamine pain relief is said to last ('-': not stated)
single-infusion, crps
  lay: what patients are told
    several days to a few weeks [3 d, 5 wk]; intravenous
      guide.r001 [3-9]
  literature: what studies report
    up to 3 weeks [0, 3] wk
      cohort.r002 retrospective-cohort, table 3* (reproduction)
    held at 2 weeks; esketamine
      trial.r001 randomized-trial, place not stated* (source text)
    gone by 3 weeks; esketamine
      trial.r002 randomized-trial, abstract* (source text)
single-infusion, -
  literature: what studies report
    5 weeks [5, 5] wk
      trial.r003 randomized-trial, abstract* (source text)
-, -
  lay: what patients are told
    up to 12 weeks [0, 12] wk; some patients
      guide.r002 [3-9]
"""


def shown(monkeypatch: pytest.MonkeyPatch, data: ke.Dataset, *args: str) -> str:
    """What the headline of a dataset says."""
    monkeypatch.setattr("ketamine_evidence.dataset.releases.load", lambda _: data)
    result = CliRunner().invoke(app, list(args), catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    return click.unstyle(result.stdout)


def in_a_window(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    """Let it be printed to a window."""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setenv("COLUMNS", str(width))


def test_lay_claims_stand_beside_the_literature_by_protocol_and_condition(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dataset(*ALL)
    lines = shown(monkeypatch, data).splitlines()
    assert lines[:-7] == TABLE.splitlines()
    assert lines[-7:] == [
        TIME_POINTS,
        NOT_CHECKED,
        "lay: 2 claims from 1 source",
        "literature: 2 claims and 2 time points from 2 sources",
        *footer(data).values(),
    ]


@pytest.mark.parametrize("width", [140, 200])
def test_a_wide_window_has_the_table(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    in_a_window(monkeypatch, width)
    lines = shown(monkeypatch, dataset(*ALL)).splitlines()
    assert lines[1].split("  ")[0] == "protocol"
    assert max(map(len, lines)) <= width


@pytest.mark.parametrize("width", [80, 139])
def test_a_narrow_window_has_a_list(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    in_a_window(monkeypatch, width)
    lines = shown(monkeypatch, dataset(*ALL)).splitlines()
    assert lines[: len(LIST.splitlines())] == LIST.splitlines()
    assert max(map(len, lines)) <= width


def test_a_line_that_does_not_fit_goes_on_further_in(monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_window(monkeypatch, 40)
    lines = shown(monkeypatch, dataset(STUDY)).splitlines()
    at = lines.index("    up to 3 weeks [0, 3] wk")
    assert lines[at + 1 : at + 3] == ["      cohort.r002 retrospective-cohort,", "          table 3* (reproduction)"]


def test_a_tier_that_says_nothing_has_no_column(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, dataset(LAY, LAY_ELSEWHERE)).splitlines()
    assert lines[1].split("  ")[-1].strip() == "lay: what patients are told"
    assert lines[6:8] == ["lay: 2 claims from 1 source", "literature: 0 claims from 0 sources"]


def test_without_claims_only_the_numbers_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lay: 0 claims from 0 sources" in shown(monkeypatch, ke.Dataset.of({}, "nothing")).splitlines()


def test_what_is_no_relief_by_ketamine_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    others = (
        claim("trial.r011", "1 to 9 weeks", estimate="trial.r003", statistic=Statistic.CI95),
        claim("trial.r012", "4 weeks", substance=Substance.PLACEBO),
        claim("trial.r013", "4 weeks", Quantity.FOLLOW_UP),
    )
    found = json.loads(shown(monkeypatch, dataset(NO_CONDITION, *others), "--json"))
    assert [one["record"] for one in found["claims"]] == ["trial.r003"]


def test_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    data = dataset(*ALL)
    found = json.loads(shown(monkeypatch, data, "--json"))
    assert {name: found[name] for name in ("data", "citation", "intended_use")} == footer(data)
    assert [one["record"] for one in found["claims"]] == [
        "guide.r001", "cohort.r002", "trial.r001", "trial.r002", "trial.r003", "guide.r002",
    ]  # fmt: skip
    assert found["claims"][0] == {
        "record": "guide.r001",
        "quantity": "relief_duration",
        "course": None,
        "protocol": "single-infusion",
        "condition": "crps",
        "route": "intravenous",
        "population": None,
        "attribution": "asserted",
        "substance": "ketamine",
        "basis": "source-text",
        "phrase": "several days to a few weeks",
        "outer": {"low": 3, "high": 35, "unit": "d", "low_closed": True, "high_closed": True},
        "inner": {"low": 7, "high": 14, "unit": "d", "low_closed": True, "high_closed": True},
        "source": {"id": "guide", "tier": "lay", "kind": "health-article", "title": "guide", "url": None},
        "place": {"section": "duration", "start": 3, "end": 9, "checkable": True},
    }


def test_for_programs_time_points_and_places_are_marked(monkeypatch: pytest.MonkeyPatch) -> None:
    claims: list[Any] = json.loads(shown(monkeypatch, dataset(*ALL), "--json"))["claims"]
    gone = claims[3]
    assert (gone["quantity"], gone["course"], gone["substance"]) == ("relief_time_point", "gone-by", "esketamine")
    study = claims[1]
    assert (study["basis"], study["source"]["tier"]) == ("reproduction", "literature")
    assert study["place"] == {"section": "table 3", "start": None, "end": None, "checkable": False}
