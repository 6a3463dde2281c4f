"""Laying lay claims beside the literature: what a reviewer would try, with figures checked by hand. The laws are in `property/test_comparison_laws.py`."""

from __future__ import annotations

import json
from typing import Any

import pytest

import ketamine_evidence as ke
from compared import CRPS, RELIEF, TIME_POINTS, claim, dataset, looked
from ketamine_evidence import Dataset, QueryError, Range, RangeSet, compare
from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Basis,
    Condition,
    Course,
    Route,
    SourceKind,
    Tier,
    Verdict,
)
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.synthesis.evidence_kinds import KINDS, NO_RESULTS, EvidenceKind
from ketamine_evidence.values.quantities import Quantity

DATA = dataset()
BY_CONDITION = compare(DATA, quantity="relief_duration", by="condition")
GROUP = BY_CONDITION["crps"]

PRINTED = """\
relief_duration by condition, where condition is crps: lay beside literature, outer view, data version small

condition: crps
  lay: [0, 6] mo, inner [2 wk, 6 mo]; 1 source, 2 claims
  literature: [0, 12] wk, inner [1 d, 12 wk]; 5 sources, 6 claims (1 reproduction, 1 secondary report)
    guideline: [0, 12] wk, inner [12, 12] wk; 1 source, 1 claim (1 reproduction)
    meta-analysis: [1, 2] wk; 1 source, 1 claim
    trial: [3, 3] wk; 1 source, 1 claim
    cohort: [4, 10] wk; 1 source, 1 claim (1 secondary report)
    other: [1 d, 9 wk]; 2 sources, 2 claims
    high end: advice.r001: up to 12 weeks (reproduction, abstract)
  in both: [0, 12] wk
  lay above literature: (12 wk, 6 mo]
    clinic.r002: up to 6 months (some patients; anecdotal)
  time points: trial (randomized-trial, against placebo, esketamine): held at 2 weeks, gone by 60 days, absent at 3 weeks
  time points: trial (randomized-trial, against placebo, those who had a second course): held at 30 weeks
  traced: 2 of 2 lay claims; 3 verdicts: 1 supported, 1 overstated, 1 contradicted
  not counted: mice.r001: from a study of animals
  not counted: plan.r001: from a trial protocol, which reports no results
  not counted: trial.r002: interval of trial.r001
  not counted: trial.r003: given placebo
  not counted: plan.r011: from a trial protocol, which reports no results
  not counted: trial.r016: given placebo

What lies within the hull of the literature is not thereby supported: a hull is how wide all claims reach together.
Sources can share patients, and reviews repeat studies: so many sources are not so many independent groups.
Claims and time points of the literature: 12; with a place that is not machine-verified: 12; not from the source's own text: 2 (1 reproduction, 1 secondary report).
An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it."""


def test_each_tier_is_merged_by_itself() -> None:
    assert GROUP.lay.hull == Range(0, 6, "mo")
    assert GROUP.lay.outer is not None
    assert GROUP.lay.outer.covers == {"clinic": Range(0, 6, "mo")}
    assert GROUP.lay.inner is not None
    assert GROUP.lay.inner.covers == {"clinic": RangeSet([Range(2, 8, "wk"), Range(6, 6, "mo")])}
    assert GROUP.literature.hull == Range(0, 12, "wk")
    assert GROUP.literature.sources == ("advice", "cohort", "meta", "review", "trial")
    assert (GROUP.lay.tier, GROUP.literature.tier) == (Tier.LAY, Tier.LITERATURE)


def test_the_literature_is_parted_by_kind_of_evidence() -> None:
    assert {kind: (part.hull, part.sources) for kind, part in GROUP.literature.kinds.items()} == {
        "guideline": (Range(0, 12, "wk"), ("advice",)),
        "meta-analysis": (Range(1, 2, "wk"), ("meta",)),
        "trial": (Range(3, 3, "wk"), ("trial",)),
        "cohort": (Range(4, 10, "wk"), ("cohort",)),
        "other": (RangeSet([Range(1, 63, "d")]), ("meta", "review")),
    }
    assert GROUP.lay.kinds == {}


def test_the_literature_is_parted_by_condition() -> None:
    everything = compare(DATA, quantity="relief_duration")[()]
    hulls = {condition: part.hull for condition, part in everything.literature.conditions.items()}
    assert hulls == {Condition.ACUTE_PAIN: Range(5, 5, "h"), Condition.CRPS: Range(0, 12, "wk")}
    assert [str(condition) for condition in everything.lay.conditions] == ["acute-pain", "crps", "fibromyalgia", "None"]


def test_what_lies_in_both_and_what_lay_claims_say_beyond() -> None:
    assert GROUP.overlap == Range(0, 12, "wk")
    assert GROUP.excess == GROUP.above == Range(84, 182.625, "d", low_closed=False)
    assert GROUP.below == RangeSet()
    assert GROUP.excess is not None
    assert [one.id for one in GROUP.saying(GROUP.excess)] == ["clinic.r002"]


def test_the_excess_over_one_kind_of_evidence() -> None:
    assert GROUP.beyond(GROUP.literature.kinds[EvidenceKind.TRIAL]) == RangeSet(
        [Range(0, 3, "wk", high_closed=False), Range(21, 182.625, "d", low_closed=False)]
    )


def test_what_lay_claims_say_below_the_literature_is_told_apart() -> None:
    acute = BY_CONDITION["acute-pain"]
    assert (acute.overlap, acute.above) == (RangeSet(), RangeSet())
    assert acute.below == acute.excess == Range(2, 3, "h")


def test_in_the_inner_view_only_what_is_sure_is_held_against_the_literature() -> None:
    inner = compare(DATA, quantity="relief_duration", by="condition", view="inner")["crps"]
    assert inner.overlap == Range(2, 8, "wk")
    assert inner.excess == Range(6, 6, "mo")
    assert inner.literature.hull == GROUP.literature.hull


def test_nothing_is_held_against_the_literature_where_a_tier_says_nothing() -> None:
    for key in (None, "fibromyalgia", "migraine"):
        group = BY_CONDITION[key]
        assert [group.overlap, group.excess, group.above, group.below] == [None] * 4
    assert BY_CONDITION["fibromyalgia"].literature.outer is None
    assert BY_CONDITION["migraine"].lay.inner is None


def test_a_lay_claim_without_a_sure_value_is_not_held_against_the_literature_in_the_inner_view() -> None:
    found = compare(DATA, quantity="booster_interval", view="inner")
    assert (found[()].claimed, found[()].excess) == (None, None)
    line = "  not held against the literature: no value is common to all readings of any lay claim"
    assert line in str(found).splitlines()
    assert line not in str(compare(DATA, quantity="booster_interval")).splitlines()


# time points


def test_time_points_tell_a_lasting_effect_from_a_lost_one() -> None:
    again, first = sorted(GROUP.literature.time_points, key=lambda one: len(one.claims))
    assert [one.id for one in first.held] == ["trial.r012", "trial.r011"]
    assert [one.id for one in first.gone] == ["trial.r014", "trial.r013"]
    assert [one.id for one in first.absent] == ["trial.r015"]
    assert first.latest_held is not None
    assert first.latest_held.reported.text == "2 weeks"
    assert first.earliest_gone is not None
    assert first.earliest_gone.reported.text == "60 days"
    assert str(first) == "held at 2 weeks, gone by 60 days, absent at 3 weeks"
    assert repr(first) == "<TimePoints of trial: held at 2 weeks, gone by 60 days, absent at 3 weeks>"
    assert (first.kind, first.context) == (SourceKind.RANDOMIZED_TRIAL, {"substance": "esketamine", "condition": "crps"})
    assert (again.earliest_gone, [one.id for one in again.held]) == (None, ["trial.r017"])


def test_an_absence_between_two_times_that_held_stays() -> None:
    said = (("2 weeks", Course.HELD_AT), ("4 weeks", Course.ABSENT_AT), ("8 weeks", Course.HELD_AT))
    claims = [looked(f"meta.r{number}", *one) for number, one in enumerate(said)]
    (points,) = compare(dataset(*claims), quantity="relief_duration")[()].literature.time_points
    assert str(points) == "held at 8 weeks, absent at 4 weeks"
    assert (points.latest_held, points.earliest_gone) == (claims[2], None)


def test_time_points_widen_no_hull_and_are_shown_with_relief_alone() -> None:
    without = compare(dataset(*RELIEF), quantity="relief_duration", by="condition")
    assert {key: group.literature.hull for key, group in BY_CONDITION.items() if key in without} == {
        key: group.literature.hull for key, group in without.items()
    }
    assert compare(DATA, quantity="dose")[()].literature.time_points == ()


def test_a_time_point_of_an_article_is_its_own() -> None:
    group = compare(dataset(looked("guide.r011", "3 weeks", Course.GONE_BY)), quantity="relief_duration")[()]
    assert [one.source for one in group.lay.time_points] == ["guide"]
    assert (group.lay.made, group.literature.made) == (1, 0)


def test_a_time_point_that_does_not_say_whether_relief_was_there_is_not_counted() -> None:
    group = compare(dataset(looked("trial.r011", "3 weeks", None)), quantity="relief_duration")[()]
    assert group.literature.time_points == ()
    assert group.literature.not_counted == (NotCounted("trial.r011", "whether relief was there is not stated"),)


# what counts


def test_what_is_no_result_of_ketamine_is_listed_with_its_reason() -> None:
    assert list(map(str, GROUP.literature.not_counted)) == [
        "mice.r001: from a study of animals",
        "plan.r001: from a trial protocol, which reports no results",
        "trial.r002: interval of trial.r001",
        "trial.r003: given placebo",
        "plan.r011: from a trial protocol, which reports no results",
        "trial.r016: given placebo",
    ]
    assert GROUP.lay.not_counted == ()
    assert (GROUP.lay.made, GROUP.literature.made) == (2, 6 + 6 + 6)


def test_tiers_are_compared_in_a_dimension_that_both_give() -> None:
    both = compare(DATA, quantity="dose")[()]
    assert (both.lay.hull, both.literature.hull) == (Range(20, 20, "mg"), Range(10, 50, "mg"))
    assert both.lay.not_counted == (NotCounted("clinic.r021", "given as dose per body weight, the others as dose"),)
    weighed = compare(DATA, quantity="dose", protocol=None)[()]
    assert (weighed.lay.hull, weighed.literature.hull) == (Range(0.5, 0.5, "mg/kg"), Range(1, 1, "mg/kg"))
    assert [one.id for one in weighed.literature.not_counted] == ["cohort.r021", "meta.r021", "review.r021"]


def test_tiers_that_share_no_dimension_cannot_be_compared() -> None:
    group = compare(DATA, quantity="onset")[()]
    assert (group.lay.hull, group.literature.hull, group.excess) == (Range(1, 2, "1"), None, None)
    assert group.literature.not_counted == (NotCounted("trial.r041", "given as time, the others as count"),)
    assert "  literature: no claim that counts" in str(compare(DATA, quantity="onset")).splitlines()


def test_points_of_an_article_are_not_those_of_a_study() -> None:
    group = compare(DATA, quantity="pain_score")[()]
    assert group.lay.not_counted == (NotCounted("clinic.r031", "points of different scales"),)
    assert group.literature.not_counted == (NotCounted("trial.r031", "points of different scales"),)


def test_every_kind_of_source_has_a_kind_of_evidence_or_none() -> None:
    by_kind = {kind: {one for one, found in KINDS.items() if found is kind} for kind in EvidenceKind}
    assert by_kind == {
        "guideline": {SourceKind.GUIDELINE},
        "meta-analysis": {SourceKind.META_ANALYSIS, SourceKind.SYSTEMATIC_REVIEW},
        "trial": {SourceKind.RANDOMIZED_TRIAL, SourceKind.OPEN_LABEL_TRIAL},
        "cohort": {
            SourceKind.PROSPECTIVE_COHORT,
            SourceKind.RETROSPECTIVE_COHORT,
            SourceKind.CASE_SERIES,
            SourceKind.SURVEY,
        },
        "other": set(),
    }
    assert not NO_RESULTS.keys() & KINDS.keys()


# verdicts and basis


def test_verdicts_of_traces_are_counted() -> None:
    assert dict(GROUP.verdicts) == {Verdict.SUPPORTED: 1, Verdict.OVERSTATED: 1, Verdict.CONTRADICTED: 1}
    assert GROUP.traced == 2
    assert (dict(BY_CONDITION[None].verdicts), BY_CONDITION[None].traced) == ({}, 0)


def test_a_lay_claim_that_is_not_counted_keeps_its_verdicts() -> None:
    weighed = compare(DATA, quantity="dose")[()]
    assert (weighed.lay.made, weighed.traced, dict(weighed.verdicts)) == (2, 1, {Verdict.SUPPORTED: 1})


def test_the_basis_is_counted() -> None:
    assert GROUP.literature.basis == {Basis.SOURCE_TEXT: 4, Basis.REPRODUCTION: 1, Basis.SECONDARY_REPORT: 1}
    assert GROUP.literature.kinds[EvidenceKind.COHORT].basis[Basis.SECONDARY_REPORT] == 1


# groups


def test_a_comparison_is_a_mapping_of_groups_in_the_order_of_the_closed_lists() -> None:
    assert [key and str(key) for key in BY_CONDITION] == ["acute-pain", "crps", "fibromyalgia", "migraine", None]
    assert len(BY_CONDITION) == 5
    assert BY_CONDITION[Condition.CRPS] is GROUP
    assert "headache" not in BY_CONDITION
    assert BY_CONDITION.name(None) == "condition: not stated"
    assert repr(BY_CONDITION) == "<Comparison of relief_duration by condition: 5 groups>"
    assert repr(GROUP) == "<ComparedGroup: lay <Side of 2 claims from 1 source>, literature <Side of 6 claims from 5 sources>>"
    assert repr(GROUP.literature.kinds[EvidenceKind.TRIAL]) == "<Part of 1 claim from 1 source>"


def test_a_comparison_by_several_fields_and_by_none() -> None:
    both = compare(DATA, quantity="relief_duration", by=("condition", "route"))
    assert both["crps", "intravenous"].literature.sources == ("meta", "trial")
    assert both["crps", None].lay.sources == ("clinic",)
    assert both.by == ("condition", "route")
    whole = compare(DATA, quantity="relief_duration")
    assert list(whole) == [()]
    assert repr(whole) == "<Comparison of relief_duration: 1 group>"
    assert str(whole).splitlines()[:3] == [
        "relief_duration: lay beside literature, outer view, data version small",
        "",
        "  lay: [0, 6] mo, inner [2 h, 6 mo]; 2 sources, 5 claims",
    ]


def test_what_is_not_stated_is_mixed_with_nothing() -> None:
    routes = compare(DATA, quantity="relief_duration", by="route", condition="crps")
    assert [one.id for one in routes[None].lay.claims] == ["clinic.r002"]
    assert [one.id for one in routes[Route.INTRAVENOUS].lay.claims] == ["clinic.r001"]


# which claims


def test_conditions_for_both_tiers_and_for_one() -> None:
    found = compare(
        DATA,
        quantity="relief_duration",
        condition=["crps", None],
        lay={"publisher": "A clinic"},
        literature={"pain_course": "chronic", "kind": {"retrospective-cohort", "randomized-trial"}},
    )
    assert found[()].lay.sources == ("clinic",)
    assert found[()].literature.sources == ("cohort", "trial")
    assert found.where == (
        ", where condition is crps or not stated and lay publisher is A clinic and literature pain_course is chronic"
        " and literature kind is randomized-trial or retrospective-cohort"
    )


def test_a_user_leaves_out_what_is_not_from_the_sources_own_text() -> None:
    found = compare(DATA, quantity="relief_duration", condition="crps", basis="source-text")
    assert found[()].literature.sources == ("meta", "review", "trial")
    assert found.notes[-1].endswith("not from the source's own text: 0.")


BOTH = "expected of: substance, route, protocol, condition, specimen, population, statistic, attribution, basis; by another field choose those of one tier, lay or literature"
NO_FIELD = (
    "ReportedRange has no field 'characters'; it has: attribution, basis, comparators, condition, conditions, course, estimate,"
    " id, interest, kind, locator, note, pain_course, population, protocol, publisher, quantity, reported, route, source,"
    " specimen, spread, statistic, substance, summary, tier, time_point, year"
)
BY = "expected of: substance, route, protocol, condition, specimen, population"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"quantity": "relief"}, "unknown quantity: 'relief'"),
        ({"quantity": "dose_rat"}, "unknown quantity: 'dose_rat'; did you mean 'dose_rate'?"),
        (
            {"quantity": "relief_time_point"},
            "relief_time_point is shown with relief_duration, apart from it; compare relief_duration",
        ),
        ({"view": "middle"}, "view is 'outer' or 'inner', came 'middle'"),
        ({"by": "conditon"}, f"claims cannot be compared by 'conditon'; {BY}; did you mean 'condition'?"),
        ({"by": ("condition", "tier")}, f"claims cannot be compared by 'tier'; {BY}"),
        ({"by": ()}, "by names a field or several, came ()"),
        ({"tier": "lay"}, f"claims of both tiers cannot be chosen by 'tier'; {BOTH}"),
        ({"kind": "guideline"}, f"claims of both tiers cannot be chosen by 'kind'; {BOTH}"),
        ({"rout": "oral"}, f"claims of both tiers cannot be chosen by 'rout'; {BOTH}; did you mean 'route'?"),
        (
            {"specimen": "tears"},
            "specimen is never 'tears'; it is one of: blood, urine, saliva, hair",
        ),
        (
            {"lay": {"characters": 3}},
            NO_FIELD,
        ),
        (
            {"route": "oral", "literature": {"year": None}},
            "no claims about relief_duration, where route is oral and literature year is not stated in data version small",
        ),
        ({"quantity": "half_life"}, "no claims about half_life in data version small"),
    ],
    ids=str,
)
def test_what_cannot_be_compared_is_refused(asked: dict[str, Any], message: str) -> None:
    usual: dict[str, Any] = {"quantity": "relief_duration"}
    with pytest.raises(QueryError) as raised:
        compare(DATA, **usual | asked)
    assert str(raised.value) == message


# words


def test_a_comparison_is_printed_with_numbers_and_what_it_is_for() -> None:
    assert str(compare(DATA, quantity="relief_duration", by="condition", condition="crps")) == PRINTED
    assert PRINTED.endswith(INTENDED_USE)


def lines_of(*claims: ReportedRange, **asked: Any) -> list[str]:
    return str(compare(dataset(*claims), quantity="relief_duration", **asked)).splitlines()


def test_kinds_of_evidence_that_say_nothing_are_named() -> None:
    lines = lines_of(RELIEF[0], RELIEF[8])
    assert "    no such claim from: guideline, meta-analysis, cohort, other" in lines


def test_the_literature_is_shown_by_condition_where_it_is_of_several() -> None:
    lines = lines_of(*RELIEF)
    assert "    in acute-pain: [5, 5] h; 1 source, 1 claim" in lines
    assert not [line for line in lines_of(*RELIEF, by="condition") if line.startswith("    in ")]
    assert "    all in crps" in lines_of(RELIEF[8])
    assert not [line for line in lines_of(claim("trial.r001", "3 weeks")) if " in " in line]
    unstated = claim("trial.r001", "3 weeks")
    assert "    in a condition not stated: [3, 3] wk; 1 source, 1 claim" in lines_of(*RELIEF[9:13], unstated)


def test_a_literature_without_a_high_end_is_told() -> None:
    lines = lines_of(RELIEF[0], claim("trial.r001", "at least 4 weeks", **CRPS), RELIEF[12])
    assert lines[3:] == [
        "  literature: [4, ∞) wk, inner [4, 10] wk; 2 sources, 2 claims (1 secondary report)",
        "    trial: [4, ∞) wk, inner [4, 4] wk; 1 source, 1 claim",
        "    cohort: [4, 10] wk; 1 source, 1 claim (1 secondary report)",
        "    no such claim from: guideline, meta-analysis, other",
        "    all in crps",
        "    low end: cohort.r001: 4 to 10 weeks (secondary-report, table 2)",
        "    low and high end: trial.r001: at least 4 weeks (source-text, abstract)",
        "    no high end: nothing can lie above it",
        "  in both: [4, 8] wk",
        "  lay below literature: [2, 4) wk",
        "    clinic.r001: 2 to 8 weeks",
        "  traced: 1 of 1 lay claim; 1 verdict: 1 supported",
        *lines[-5:],
    ]


def test_ends_are_printed_in_the_units_of_the_claims() -> None:
    lines = lines_of(
        claim("guide.r001", "1 year", **CRPS), claim("trial.r001", "9.44 months", **CRPS), claim("meta.r001", "50 days", **CRPS)
    )
    assert lines[2:4] == [
        "  lay: [1, 1] a; 1 source, 1 claim",
        "  literature: [50 d, 9.44 mo]; 2 sources, 2 claims",
    ]
    assert "  lay above literature: [1, 1] a" in lines


def test_one_study_is_shown_as_it_is() -> None:
    assert "    the one claim: trial.r001: 3 weeks (esketamine; source-text, abstract)" in lines_of(RELIEF[8])


def test_lay_claims_within_the_literature_say_nothing_beyond_it() -> None:
    assert "  lay beyond literature: nothing" in lines_of(RELIEF[0], RELIEF[5])


def test_tiers_without_claims_are_told_in_words() -> None:
    lines = lines_of(TIME_POINTS[0], TIME_POINTS[7], by="condition")
    assert lines[3:5] == ["  lay: no claim", "  literature: no claim but time points"]
    assert "  time points: cohort (retrospective-cohort, no-comparator): gone by 6 weeks (1 reproduction)" in lines
    assert "machine-verified: 2; not" in lines[-2]
    assert lines_of(RELIEF[2], by="condition") == [
        "relief_duration by condition: lay beside literature, outer view, data version small",
        "",
        "condition: not stated",
        "  lay: [3, 7] d, inner nothing; 1 source, 1 claim",
        "  literature: no claim",
        "  traced: 0 of 1 lay claim",
        "",
        INTENDED_USE,
    ]


def test_a_place_that_is_not_stated_is_said_so() -> None:
    nowhere = claim("meta.r001", "1 to 2 weeks", locator=Locator())
    assert "    low end: meta.r001: 1 to 2 weeks (source-text, place not stated)" in lines_of(nowhere, RELIEF[12])


# plain data and frames


def test_a_comparison_as_plain_data() -> None:
    found = BY_CONDITION.to_dicts()
    assert json.loads(json.dumps(found)) == found
    (crps,) = (one for one in found if one["group"] == {"condition": "crps"})
    assert crps["lay"] == {
        "outer": {"low": 0, "high": 182.625, "unit": "d", "low_closed": True, "high_closed": True, "text": "[0, 6] mo"},
        "inner": {"low": 14, "high": 182.625, "unit": "d", "low_closed": True, "high_closed": True, "text": "[2 wk, 6 mo]"},
        "sources": ["clinic"],
        "claims": ["clinic.r001", "clinic.r002"],
        "lowest": ["clinic.r002"],
        "highest": ["clinic.r002"],
        "basis": {"source-text": 2, "reproduction": 0, "secondary-report": 0},
        "places_not_machine_verified": 0,
        "time_points": [],
        "not_counted": [],
    }
    (excess,) = crps["excess"]
    assert excess == {
        "low": 84,
        "high": 182.625,
        "unit": "d",
        "low_closed": False,
        "high_closed": True,
        "text": "(12 wk, 6 mo]",
    }
    assert (crps["above"], crps["below"]) == ([excess], [])
    assert [one["text"] for one in crps["overlap"]] == ["[0, 12] wk"]
    assert crps["traces"] == {
        "claims": 2,
        "traced": 2,
        "verdicts": {"supported": 1, "overstated": 1, "contradicted": 1},
    }
    literature = crps["literature"]
    assert literature["places_not_machine_verified"] == 6
    assert literature["not_counted"][0] == {"claim": "mice.r001", "reason": "from a study of animals"}
    assert list(literature["kinds"]) == ["guideline", "meta-analysis", "trial", "cohort", "other"]
    assert [one["text"] for one in literature["kinds"]["trial"]["excess"]] == ["[0, 3) wk", "(3 wk, 6 mo]"]
    assert [one["condition"] for one in literature["conditions"]] == ["crps"]


def test_time_points_as_plain_data() -> None:
    points = BY_CONDITION.to_dicts()[3]["literature"]["time_points"]
    gone = {
        "claim": "cohort.r011",
        "low": 42,
        "high": 42,
        "unit": "d",
        "low_closed": True,
        "high_closed": True,
        "text": "6 weeks",
        "basis": "reproduction",
        "place": "abstract",
        "machine_verified_place": False,
    }
    assert points == [
        {
            "source": "cohort",
            "kind": "retrospective-cohort",
            "comparators": ["no-comparator"],
            "condition": "migraine",
            "latest_held": None,
            "earliest_gone": gone,
            "held_at": [],
            "gone_by": [gone],
            "absent_at": [],
        }
    ]


def test_a_tier_that_says_nothing_is_null_in_plain_data() -> None:
    (group,) = compare(dataset(RELIEF[2]), quantity="relief_duration").to_dicts()
    assert group["group"] == {}
    assert (group["literature"]["outer"], group["literature"]["conditions"]) == (None, [])
    assert [group[name] for name in ("overlap", "excess", "above", "below")] == [None] * 4


def test_a_comparison_as_a_frame() -> None:
    frame = compare(dataset(*RELIEF[:2], RELIEF[6], TIME_POINTS[0]), quantity="relief_duration", by="condition").to_polars()
    assert frame.columns == [
        "condition", "tier", "part", "low", "high", "unit", "low_closed", "high_closed", "sources", "claims",
    ]  # fmt: skip
    assert frame.select("tier", "part", "low", "high", "claims").rows() == [
        ("lay", "outer", 0.0, 182.625, ["clinic.r001", "clinic.r002"]),
        ("lay", "inner", 14.0, 182.625, ["clinic.r001", "clinic.r002"]),
        ("literature", "outer", 7.0, 14.0, ["meta.r001"]),
        ("literature", "inner", 7.0, 14.0, ["meta.r001"]),
        ("literature", "meta-analysis", 7.0, 14.0, ["meta.r001"]),
        ("literature", "held-at", 14.0, 14.0, ["trial.r011"]),
        ("lay", "overlap", 7.0, 14.0, ["clinic.r001", "clinic.r002"]),
        ("lay", "excess", 0.0, 7.0, ["clinic.r002"]),
        ("lay", "excess", 14.0, 182.625, ["clinic.r001", "clinic.r002"]),
    ]
    assert set(frame["unit"]) == {"d"}


def test_a_frame_has_a_row_for_a_tier_that_says_nothing() -> None:
    rows = compare(dataset(RELIEF[2]), quantity="relief_duration").to_pandas()
    assert rows[["tier", "part", "low"]].astype(object).where(rows["low"].notna(), None).to_numpy().tolist() == [
        ["lay", "outer", 3.0],
        [None, None, None],
        [None, None, None],
        [None, None, None],
    ]
    assert list(rows["tier"]) == ["lay", "lay", "literature", "literature"]
    assert rows["sources"].isna().tolist() == [False, True, True, True]


# releases


@pytest.fixture(scope="module")
def releases() -> list[Dataset]:
    return [ke.load(version) for version in ke.versions()]


@pytest.mark.parametrize("quantity", [one for one in Quantity if one is not Quantity.RELIEF_TIME_POINT])
def test_every_quantity_of_every_release_can_be_compared(quantity: Quantity, releases: list[Dataset]) -> None:
    for ds in releases:
        claims = ds.ranges.where(quantity=quantity)
        if not claims:
            with pytest.raises(QueryError):
                compare(ds, quantity=quantity)
            continue
        found = compare(ds, quantity=quantity, by=("condition", "route", "specimen"))
        sides = [side for group in found.values() for side in (group.lay, group.literature)]
        points = ds.ranges.where(quantity="relief_time_point") if quantity is Quantity.RELIEF_DURATION else []
        assert sum(side.made for side in sides) == len(claims) + len(points)
        assert str(found).endswith(INTENDED_USE)
        json.dumps(found.to_dicts())


def test_a_release_of_articles_alone_has_no_literature() -> None:
    found = compare(ke.load("0.2.0"), quantity="detection_window", by="specimen")
    assert [(str(key), str(group.lay.hull), group.literature.hull) for key, group in found.items()] == [
        ("blood", "[0, 1] d", None),
        ("urine", "[0, 14] d", None),
        ("saliva", "[3, 3] d", None),
        ("hair", "[0, 90] d", None),
    ]
