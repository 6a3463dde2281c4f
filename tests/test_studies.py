"""Studies: how a file of one is read, what it is held to together with the others, released, verified and merged."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import ketamine_evidence as ke
from authored import GOOD, ROOT, SMALL_TEXT, STUDY, TEXTS, TRACE, TRACES, changed, read, vocabulary, write
from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.check import check_file
from ketamine_evidence.curation.cross_rules import (
    CROSS_RULES,
    CrossRule,
    a_trace_leads_to_literature,
    an_identifier_belongs_to_one_source,
    every_checkable_lay_claim_is_traced,
)
from ketamine_evidence.curation.overlays import read_sources
from ketamine_evidence.curation.publish import compile_release, publish, read_all
from ketamine_evidence.curation.rules import problems_of
from ketamine_evidence.dataset.keys import entries
from ketamine_evidence.dataset.package import package_files
from ketamine_evidence.dataset.references import broken_references
from ketamine_evidence.dataset.releases import load_folder
from ketamine_evidence.dataset.verify import Status, verify
from ketamine_evidence.errors import DataError
from ketamine_evidence.records.evidence import ReportedRange, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Basis,
    Comparator,
    Condition,
    Confidence,
    Course,
    PainCourse,
    Statistic,
    Substance,
    Verdict,
)

DIFFERENCE = 'reported = "-1.9 points"'
SECOND = changed(('"10.1000/182"', '"10.1000/183"'), ('pmid = "12"\n', ""), text=STUDY)


def study(folder: Path, toml: str = STUDY, name: str = "trial.toml") -> Authored:
    """Write a study and read it."""
    return read_authored(write(folder, toml, name))


def ranges(folder: Path, toml: str = STUDY) -> list[ReportedRange]:
    """The ranges of a study."""
    return [claim for claim in study(folder, toml).claims["ranges"] if isinstance(claim, ReportedRange)]


# Reading


def test_a_study_is_read_without_texts(tmp_path: Path) -> None:
    read_ = study(tmp_path)
    assert (read_.is_literature, read_.text) == (True, None)
    source = read_.source
    assert (source.journal, source.year, source.doi, source.pmid) == ("Small Trials", 2020, "10.1000/182", "12")
    assert (source.substance, source.pain_course) == (Substance.ESKETAMINE, PainCourse.CHRONIC)
    assert (source.conditions, source.comparators) == ((Condition.CRPS,), (Comparator.PLACEBO,))


def test_a_place_is_a_locator_that_no_machine_checks(tmp_path: Path) -> None:
    first = ranges(tmp_path)[0]
    assert first.locator == Locator(section="abstract, results")
    assert not first.locator.checkable


def test_a_span_with_its_fingerprint_is_checkable_and_one_without_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD).all_claims()[0].locator.checkable
    assert not read(tmp_path, GOOD, None).all_claims()[0].locator.checkable


def test_a_figure_is_of_the_substance_of_its_source_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert [claim.substance.value for claim in ranges(tmp_path)][:3] == ["esketamine", "esketamine", "placebo"]


def test_ids_that_figures_name_are_those_of_the_dataset(tmp_path: Path) -> None:
    found = ranges(tmp_path)
    assert (found[0].course, found[1].time_point, found[4].estimate) == (Course.HELD_AT, "trial.r001", "trial.r004")
    assert (found[1].spread, found[1].statistic, found[4].statistic) == ("SD 0.5 points", Statistic.MEAN, Statistic.CI95)
    assert (found[5].basis, found[0].basis) == (Basis.SECONDARY_REPORT, Basis.SOURCE_TEXT)


def test_a_trace_is_read_with_the_ids_of_the_dataset(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD + TRACE).traces == (
        Trace(
            id="small.t001",
            claim="small.r001",
            study="trial",
            confidence=Confidence.MEDIUM,
            verdict=Verdict.OVERSTATED,
            agrees="relief for days",
            disagrees="two weeks, and no more",
            supports=("trial.r001",),
            contradicts=("trial.r003",),
        ),
    )


PLACE_KEYS = "id, place, summary, attribution, basis, note, effect, frequency, time_course, severity, reversible, p, ranges"
SPAN_KEYS = "id, span, summary, attribution, basis, note, name, phase, route, setting, condition, ranges"
TRACE_KEYS = "id, claim, study, confidence, verdict, agrees, disagrees, supports, contradicts"
NO_VERDICT = "small.toml: t001: verdict: missing; it has to be given"
BAD = {
    "no place": (
        STUDY,
        ('place = "table 2"\n', ""),
        "trial.toml: e001: place: expected the place in the study such as 'abstract, results', came nothing",
    ),
    "a number for a place": (
        STUDY,
        ('"table 2"', "2"),
        "trial.toml: e001: place: expected the place in the study such as 'abstract, results', came 2 (int)",
    ),
    "a span beside a place": (
        STUDY,
        ('"table 2"', '"table 2"\nspan = [0, 17]'),
        f"trial.toml: e001: span: unknown key; expected one of: {PLACE_KEYS}",
    ),
    "a place in a lay file": (
        GOOD,
        ('name = "infusion-series"', 'name = "infusion-series"\nplace = "table 2"'),
        f"small.toml: p001: place: unknown key; expected one of: {SPAN_KEYS}",
    ),
    "an unknown substance": (
        STUDY,
        ('substance = "placebo"', 'substance = "plcebo"'),
        f"trial.toml: r003: substance: unknown value 'plcebo'; expected one of: {', '.join(Substance)}; did you mean 'placebo'?",
    ),
    "an unknown condition in a list": (
        STUDY,
        ('["crps"]', '["crbs"]'),
        f"trial.toml: source: conditions: unknown value 'crbs'; expected one of: {', '.join(Condition)}; did you mean 'crps'?",
    ),
    "a number for a time point": (
        STUDY,
        ('time_point = "r001"', "time_point = 1"),
        "trial.toml: r002: time_point: expected text, came 1 (int)",
    ),
    "an id of another letter": (
        GOOD + TRACE,
        ('id = "t001"', 'id = "r009"'),
        "small.toml: trace number 1: id: expected 't' and at least three digits such as 't001', came 'r009'",
    ),
    "an unknown key of a trace": (
        GOOD + TRACE,
        ("verdict = ", "verdct = "),
        f"small.toml: t001: verdct: unknown key; expected one of: {TRACE_KEYS}; did you mean 'verdict'?\n{NO_VERDICT}",
    ),
    "a negative figure of what cannot be": (
        STUDY,
        ('"3.1 points"', '"-3.1 points"'),
        "trial.toml: r002: reported: cannot read '-3.1 points': '-' at position 0: a negative number; write it without a sign",
    ),
}


@pytest.mark.parametrize(("toml", "change", "message"), BAD.values(), ids=BAD)
def test_one_bad_input_is_one_exact_message(tmp_path: Path, toml: str, change: tuple[str, str], message: str) -> None:
    path = write(tmp_path, changed(change, text=toml), message.partition(":")[0])
    with pytest.raises(DataError) as raised:
        read_authored(path)
    assert str(raised.value).replace(f"{tmp_path}/", "") == message


def test_a_study_whose_source_is_wrong_is_still_read_as_a_study(tmp_path: Path) -> None:
    path = write(tmp_path, changed(('"randomized-trial"', '"trial"'), text=STUDY), "trial.toml")
    with pytest.raises(DataError) as raised:
        read_authored(path)
    assert [(problem.record, problem.field) for problem in raised.value.problems] == [("source", "kind")]


def test_a_check_of_a_study_says_what_no_machine_checked(tmp_path: Path) -> None:
    outcome = check_file(write(tmp_path, STUDY, "trial.toml"), TEXTS)
    assert outcome.problems == ()
    assert str(outcome) == "8 records, of a study: places and figures not machine-checked: well"


def examples() -> list[str]:
    """The TOML of the field guide."""
    return re.findall(r"```toml\n(.*?)```", (ROOT / "data" / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_study_of_the_field_guide_keeps_every_rule(tmp_path: Path) -> None:
    (example,) = [block for block in examples() if 'tier = "literature"' in block]
    assert problems_of(study(tmp_path, example)) == []


def test_the_trace_of_the_field_guide_is_read(tmp_path: Path) -> None:
    (example,) = [block for block in examples() if block.startswith("[[trace]]")]
    (trace,) = read(tmp_path, GOOD + "\n" + example.replace('"r026"', '"r001"')).traces
    assert (trace.verdict, trace.contradicts) == (Verdict.CONTRADICTED, ("small-trial-2020.r001",))


# Together

TOGETHER: list[tuple[CrossRule, dict[str, str], list[str]]] = [
    (
        an_identifier_belongs_to_one_source,
        {"trial": STUDY, "other": changed(('pmid = "12"\n', ""), ("10.1000/182", "10.1000/182"), text=STUDY)},
        ["other.toml: source: doi: '10.1000/182' is that of trial too; an identifier belongs to one source"],
    ),
    (
        an_identifier_belongs_to_one_source,
        {
            "trial": changed(("10.1000/182", "10.1000/ABC"), text=STUDY),
            "other": changed(("10.1000/182", "10.1000/abc"), ('pmid = "12"', 'pmcid = "PMC1"'), text=STUDY),
        },
        ["other.toml: source: doi: '10.1000/abc' is that of trial too; an identifier belongs to one source"],
    ),
    (
        an_identifier_belongs_to_one_source,
        {
            "trial": changed(('pmid = "12"', 'pmcid = "PMC1"'), text=STUDY),
            "other": changed(('pmid = "12"', 'pmcid = "PMC1"'), ("10.1000/182", "10.1000/183"), text=STUDY),
        },
        ["other.toml: source: pmcid: 'PMC1' is that of trial too; an identifier belongs to one source"],
    ),
    (an_identifier_belongs_to_one_source, {"trial": STUDY, "other": SECOND, "small": GOOD}, []),
    (
        a_trace_leads_to_literature,
        {"trial": STUDY, "small": GOOD + TRACE.replace('"trial"', '"small"')},
        ["small.toml: t001: study: names 'small', which is no study here"],
    ),
    (
        a_trace_leads_to_literature,
        {"trial": STUDY, "small": changed(('"trial.r001"', '"small.r002"'), ('"trial.r003"', '"trial.r009"'), text=GOOD + TRACE)},
        [
            "small.toml: t001: supports: names 'small.r002', which is no record of a study here",
            "small.toml: t001: contradicts: names 'trial.r009', which is no record of a study here",
        ],
    ),
    (a_trace_leads_to_literature, {"trial": STUDY, "small": GOOD + TRACES}, []),
    (
        every_checkable_lay_claim_is_traced,
        {"trial": STUDY, "small": GOOD + TRACE},
        [
            f"small.toml: {name}: trace: no trace names {name!r}; add one, with the verdict no-source-found where there is none"
            for name in ("r002", "r003")
        ],
    ),
    (every_checkable_lay_claim_is_traced, {"trial": STUDY, "small": GOOD + TRACES}, []),
    (every_checkable_lay_claim_is_traced, {"small": GOOD}, []),
    (every_checkable_lay_claim_is_traced, {"trial": STUDY}, []),
]


@pytest.mark.parametrize(
    ("rule", "tomls", "messages"), TOGETHER, ids=[f"{rule.__name__}-{i}" for i, (rule, *_) in enumerate(TOGETHER)]
)
def test_rules_over_all_files(tmp_path: Path, rule: CrossRule, tomls: dict[str, str], messages: list[str]) -> None:
    authored = [read_authored(write(tmp_path, toml, f"{name}.toml")) for name, toml in tomls.items()]
    assert [str(problem).removeprefix(f"{tmp_path}/") for problem in rule(authored)] == messages


@pytest.mark.parametrize("rule", CROSS_RULES, ids=lambda rule: str(rule.__name__))
def test_every_rule_over_all_files_is_tested_both_ways(rule: CrossRule) -> None:
    assert {bool(messages) for tried, _, messages in TOGETHER if tried is rule} == {True, False}
    assert rule.__doc__


# Released


def both(folder: Path) -> list[Authored]:
    """A lay file with its traces, and the study that they lead to."""
    write(folder / "sources", GOOD + TRACES)
    write(folder / "sources", STUDY, "trial.toml")
    return read_all(folder / "sources", TEXTS)


def released(folder: Path) -> ke.Dataset:
    """These as a release."""
    tables = compile_release(both(folder), vocabulary(folder / "vocabulary"))
    return load_folder(publish("1.0.0", package_files(tables, "1.0.0", date(2026, 1, 2)), folder / "releases"))


def test_studies_and_traces_are_released(tmp_path: Path) -> None:
    dataset = released(tmp_path)
    assert dataset.sources.ids == ("small", "trial")
    assert dataset.traces.ids == ("small.t001", "small.t002", "small.t003")
    assert list(dataset.traces) == list(read(tmp_path, GOOD + TRACES).traces)
    assert [claim for claim in dataset.claims() if claim.source == "trial"] == study(tmp_path).all_claims()


def test_traces_are_released_in_the_order_of_their_ids(tmp_path: Path) -> None:
    turned = GOOD + "\n[[trace]]".join(["", *reversed(TRACES.split("\n[[trace]]")[1:])])
    tables = compile_release([read(tmp_path, turned), study(tmp_path)], vocabulary(tmp_path / "vocabulary"))
    assert tables == compile_release([read(tmp_path, GOOD + TRACES), study(tmp_path)], vocabulary(tmp_path / "vocabulary"))


def test_claims_can_be_asked_for_what_their_study_treated_and_compared(tmp_path: Path) -> None:
    found = released(tmp_path).ranges
    assert len(found.where(tier="literature", comparators="placebo", conditions="crps", pain_course="chronic")) == 6
    assert len(found.where(comparators=None)) == 3


def test_files_that_break_a_rule_together_are_not_released(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        compile_release([read(tmp_path, GOOD), study(tmp_path)], vocabulary(tmp_path / "vocabulary"))
    assert [problem.record for problem in raised.value.problems] == ["r001", "r002", "r003"]


def test_a_folder_of_ones_own_need_not_hold_what_its_traces_lead_to(tmp_path: Path) -> None:
    write(tmp_path / "mine", GOOD + TRACE)
    mine = read_sources(tmp_path / "mine")
    assert [trace.study for trace in mine.traces] == ["trial"]
    whole = ke.merge(released(tmp_path), mine, on_conflict="first").dataset
    assert whole[whole.traces[0].study or ""].tier == "literature"


def test_places_are_counted_apart_and_never_as_checked(tmp_path: Path) -> None:
    write(tmp_path / "texts", SMALL_TEXT, "small.txt")
    outcome = verify(released(tmp_path), texts=tmp_path / "texts")
    assert dict(outcome.counts) == {Status.EXACT: 4, Status.NO_SPAN: 8}
    assert (outcome.checked, outcome.ok) == (4, True)
    assert str(outcome) == "data version 1.0.0: 4 of 12 spans checked: 4 exact, 8 no-span: all well"


def test_studies_alone_are_nothing_to_verify(tmp_path: Path) -> None:
    write(tmp_path / "mine", STUDY, "trial.toml")
    write(tmp_path / "texts", SMALL_TEXT, "trial.txt")
    outcome = verify(read_sources(tmp_path / "mine"), texts=tmp_path / "texts")
    assert (outcome.checked, outcome.ok) == (0, False)


# Put together


def test_references_of_figures_and_traces_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    write(tmp_path / "mine", GOOD + TRACE)
    mine = read_sources(tmp_path / "mine")
    trial = study(tmp_path / "theirs")
    lost = [claim for claim in trial.all_claims() if claim.id in {"trial.r002", "trial.r005"}]
    found = broken_references(entries({**mine.tables, "sources": [*mine.sources, trial.source], "findings": lost}, "some"))
    assert found == {
        "small.t001: supports names 'trial.r001', which is not there",
        "small.t001: contradicts names 'trial.r003', which is not there",
        "trial.r002: time_point names 'trial.r001', which is not there",
        "trial.r005: estimate names 'trial.r004', which is not there",
    }


def test_a_study_that_is_not_there_is_told(tmp_path: Path) -> None:
    write(tmp_path / "mine", GOOD + TRACE)
    found = broken_references(entries(read_sources(tmp_path / "mine").tables, "some"))
    assert "small.t001: study names 'trial', which is not there" in found


# Merged


def reasons(*changes: tuple[str, str], ids: str, folder: Path) -> list[str]:
    """Why a merge leaves figures of the study out."""
    claims = ranges(folder, changed(*changes, text=STUDY))
    merged = ke.merge_ranges([claim for claim in claims if claim.id.removeprefix("trial.") in ids])
    return [str(one).removeprefix("trial.") for one in merged.not_counted]


def test_an_interval_is_not_counted_beside_its_value(tmp_path: Path) -> None:
    assert reasons(ids="r004 r005", folder=tmp_path) == ["r005: interval of trial.r004"]


def test_a_span_of_a_value_is_not_counted_beside_it(tmp_path: Path) -> None:
    assert reasons(('statistic = "ci95"\n', ""), ids="r004 r005", folder=tmp_path) == ["r005: span of trial.r004"]


@pytest.mark.parametrize(
    ("substance", "reason"),
    [
        ("placebo", "given placebo"),
        ("midazolam", "given midazolam"),
        ("ketamine-with-magnesium", "given ketamine-with-magnesium"),
        ("norketamine", "of norketamine"),
        ("dehydronorketamine", "of dehydronorketamine"),
    ],
)
def test_what_is_not_of_ketamine_is_not_counted(tmp_path: Path, substance: str, reason: str) -> None:
    changes = ('substance = "placebo"', f'substance = "{substance}"')
    assert reasons(changes, ids="r002 r003", folder=tmp_path) == [f"r003: {reason}"]


@pytest.mark.parametrize("substance", ["ketamine", "racemic-ketamine", "esketamine", "arketamine"])
def test_ketamine_and_its_isomers_are_counted(tmp_path: Path, substance: str) -> None:
    assert reasons(('substance = "placebo"', f'substance = "{substance}"'), ids="r002 r003", folder=tmp_path) == []


def test_where_nothing_counts_there_is_no_hull(tmp_path: Path) -> None:
    merged = ke.merge_ranges([claim for claim in ranges(tmp_path) if claim.id == "trial.r003"])
    assert (merged.hull, merged.sources, len(merged.not_counted)) == (None, (), 1)


def test_points_of_two_sources_are_of_different_scales(tmp_path: Path) -> None:
    other = study(tmp_path, SECOND, "other.toml").claims["ranges"][1]
    assert isinstance(other, ReportedRange)
    merged = ke.merge_ranges([ranges(tmp_path)[1], other])
    assert [str(one) for one in merged.not_counted] == [
        "trial.r002: points of different scales",
        "other.r002: points of different scales",
    ]
    assert merged.hull is None


def test_points_of_different_scales_leave_what_is_comparable(tmp_path: Path) -> None:
    share = (DIFFERENCE, 'reported = "-0.4"')
    one, two = (study(tmp_path, toml, f"{name}.toml") for name, toml in (("trial", STUDY), ("other", SECOND)))
    third = study(tmp_path, changed(share, text=STUDY), "third.toml")
    claims = [claim for file in (one, two, third) for claim in file.claims["ranges"] if claim.id.endswith("r004")]
    merged = ke.merge_ranges([claim for claim in claims if isinstance(claim, ReportedRange)])
    assert (merged.sources, str(merged.hull)) == (("third",), "[-0.4, -0.4] 1")
    assert [one.reason for one in merged.not_counted] == ["points of different scales"] * 2
