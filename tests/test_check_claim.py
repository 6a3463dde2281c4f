"""Holding a claim against what studies report."""

from __future__ import annotations

import json

import pytest

import ketamine_evidence as ke
from ketamine_evidence.errors import PhraseError, QueryError
from ketamine_evidence.records.vocabulary import SourceKind
from ketamine_evidence.synthesis.appraisal import Appraisal
from ketamine_evidence.synthesis.weighing import Relation
from reviewed import REVIEWED, report, study

NOBODY = ke.Dataset.of({"sources": [study("nobody", SourceKind.SURVEY)], "ranges": [report("nobody.r001", "2 weeks")]}, "nobody")
SIX_MONTHS = "CRPS relief lasts up to 6 months after one infusion"


def relations(answer: Appraisal) -> dict[str, tuple[str, str]]:
    return {one.record.id: (one.relation.value, one.context) for one in answer.weighed}


def test_a_claim_is_held_against_every_study_in_its_context() -> None:
    answer = ke.check_claim(SIX_MONTHS, REVIEWED)
    assert relations(answer) == {
        "short.r001": ("reports-less", "same"),
        "looked.r002": ("reports-less", "same"),
        "looked.r003": ("reports-less", "same"),
        "looked.r001": ("leaves-open", "same"),
        "long.r001": ("reports-less", "stated-in-part"),
        "long.r002": ("supports", "another"),
    }
    assert [one.why for one in answer.weighed] == [
        "relief was gone by then",
        "relief was not there",
        "lies below what is claimed",
        "relief was still there; how much longer is not said",
        "lies below what is claimed",
        "can be read as what is claimed",
    ]


def test_the_reports_can_be_asked_for_by_relation() -> None:
    answer = ke.check_claim(SIX_MONTHS, REVIEWED)
    assert [one.record.id for one in answer.supports] == ["long.r002"]
    assert [one.record.id for one in answer.contradicts] == ["looked.r002", "looked.r003", "short.r001", "long.r001"]
    assert [one.record.id for one in answer.leaves_open] == ["looked.r001"]


def test_what_differs_and_what_is_not_stated_is_said() -> None:
    weighed = {one.record.id: one for one in ke.check_claim(SIX_MONTHS, REVIEWED).weighed}
    assert (weighed["long.r001"].differs, weighed["long.r001"].not_stated) == ((), ("protocol", "route"))
    assert weighed["long.r002"].differs == ("condition: migraine",)
    assert weighed["looked.r001"].differs == ()  # its source treated CRPS


def test_what_was_not_held_against_it_is_listed_with_the_reason() -> None:
    assert [str(one) for one in ke.check_claim(SIX_MONTHS, REVIEWED).left_out] == [
        "animals.r001: from a study of animals",
        "planned.r001: from a trial protocol, which reports no results",
        "short.r002: given placebo",
    ]


def test_a_report_in_another_dimension_is_left_out() -> None:
    answer = ke.check_claim("it starts working within 2 hours", REVIEWED)
    assert relations(answer) == {"short.r003": ("supports", "same")}
    assert [str(one) for one in answer.left_out] == ["short.r004: given as count, the claim as time"]


def test_articles_that_say_likewise_come_with_their_traces() -> None:
    answer = ke.check_claim(SIX_MONTHS, REVIEWED)
    assert [str(one) for one in answer.alike] == [
        "leaflet.r001: several weeks to several months [3 wk, 7 mo]: overstated (long, high)",
        "leaflet.r004: many weeks [4, ∞) wk: not traced",
    ]


@pytest.mark.parametrize(
    ("claim", "report", "relation"),
    [
        ("relief lasts 2 weeks", "short.r001", "supports"),
        ("relief lasts 14 days", "short.r001", "supports"),
        ("relief lasts 1 to 2 weeks", "short.r001", "leaves-open"),
        ("relief lasts 3 weeks", "short.r001", "reports-less"),
        ("relief lasts 1 week", "short.r001", "reports-more"),
        ("relief lasts up to 12 weeks", "long.r001", "supports"),
        ("relief lasts up to 13 weeks", "long.r001", "reports-less"),
        ("relief lasts up to 11 weeks", "long.r001", "reports-more"),
        ("relief lasts 11 weeks", "long.r001", "supports"),
        ("relief lasts at least 1 week", "short.r001", "supports"),
        ("relief lasts at least 2 weeks", "short.r001", "supports"),
        ("relief lasts at least 3 weeks", "short.r001", "reports-less"),
        ("relief lasts at least 4 months", "long.r002", "leaves-open"),
        ("relief lasts several weeks", "short.r001", "reports-less"),
        ("relief lasts no longer than 2 weeks", "short.r001", "supports"),
        ("relief lasts less than 1 week", "short.r001", "reports-more"),
        ("relief lasts at most 5 weeks", "long.r001", "leaves-open"),
        ("relief lasts at most 3 weeks", "looked.r001", "reports-more"),
        ("relief lasts at most 4 weeks", "looked.r001", "leaves-open"),
        ("relief lasts at most 8 weeks", "looked.r002", "supports"),
        ("relief lasts at most 7 weeks", "looked.r002", "leaves-open"),
        ("relief lasts at least 8 weeks", "looked.r002", "leaves-open"),
        ("relief lasts at least 9 weeks", "looked.r002", "reports-less"),
        ("relief lasts at least 4 weeks", "looked.r001", "supports"),
        ("relief lasts at least 5 weeks", "looked.r001", "leaves-open"),
        ("relief lasts 4 weeks", "looked.r001", "supports"),
        ("relief lasts 29 days", "looked.r001", "leaves-open"),
        ("relief lasts 8 weeks", "looked.r002", "leaves-open"),
        ("relief lasts 9 weeks", "looked.r002", "reports-less"),
        ("relief lasts 1 day", "looked.r003", "leaves-open"),
        ("relief lasts 25 hours", "looked.r003", "reports-less"),
    ],
)
def test_how_a_report_stands_to_a_claim(claim: str, report: str, relation: str) -> None:
    assert relations(ke.check_claim(claim, REVIEWED))[report][0] == relation


def test_the_words_of_a_claim_are_read_and_shown() -> None:
    reading = ke.check_claim(SIX_MONTHS, REVIEWED).reading
    assert reading.context == {"protocol": ("single-infusion",), "route": ("intravenous",), "condition": ("crps",)}
    assert str(reading) == (
        "relief_duration 'up to 6 months' [0, 6] mo (from 'relief lasts'); protocol single-infusion (from 'one infusion'); "
        "route intravenous (from 'infusion'); condition crps (from 'CRPS'); specimen not stated"
    )


def test_what_the_caller_states_goes_before_the_words() -> None:
    reading = ke.check_claim(
        SIX_MONTHS, REVIEWED, quantity="onset", condition="migraine", route="oral", protocol="at-home"
    ).reading
    assert str(reading) == (
        "onset 'up to 6 months' [0, 6] mo (from what was stated); protocol at-home (from what was stated); "
        "route oral (from what was stated); condition migraine (from what was stated); specimen not stated"
    )


def test_several_conditions_are_all_asked_for() -> None:
    answer = ke.check_claim("relief in CRPS and migraine lasts 6 months", REVIEWED)
    assert answer.reading.context == {"condition": ("crps", "migraine")}
    assert "relief_duration '6 months' [6, 6] mo (from 'relief'); condition crps or migraine" in str(answer.reading)
    assert all(one.differs == () for one in answer.weighed)


def test_one_of_several_figures_is_chosen_by_its_phrase() -> None:
    answer = ke.check_claim("a 40-minute infusion gives relief for 2 weeks", REVIEWED, phrase="2 weeks")
    assert str(answer.reading.reported.outer) == "[2, 2] wk"


def test_words_that_place_a_claim_are_no_figure_of_it() -> None:
    assert ke.check_claim("6 sessions, each one infusion", REVIEWED).reading.reported.text == "6 sessions, each"[:10]


def test_the_newest_release_is_asked_where_none_is_given() -> None:
    assert ke.check_claim("relief lasts 2 weeks").dataset.version == ke.versions()[-1]


@pytest.mark.parametrize(
    ("claim", "stated", "message"),
    [
        ("relief", {}, "no figure in 'relief'; write one, such as 'up to 6 weeks' or '0.5 mg/kg'"),
        ("", {}, "no figure in ''; write one, such as 'up to 6 weeks' or '0.5 mg/kg'"),
        (
            "relief does not last 2 weeks",
            {},
            "cannot weigh 'relief does not last 2 weeks': 'does not' at position 7 denies; state what is claimed without it",
        ),
        (
            "relief lasts 2 weeks",
            {"quantity": "dose"},
            "no figure of dose in 'relief lasts 2 weeks'; expected dose or dose per body weight",
        ),
        (5, {}, "expected a claim (str), came int"),
    ],
)
def test_a_claim_without_a_figure_is_refused(claim: str, stated: dict[str, str], message: str) -> None:
    with pytest.raises(PhraseError) as caught:
        ke.check_claim(claim, REVIEWED, **stated)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("claim", "stated", "message"),
    [
        (
            "9 mg",
            {},
            "what is measured in '9 mg' cannot be told; give quantity=, one of: dose",
        ),
        (
            "the onset lasts 2 hours",
            {},
            "what is measured in 'the onset lasts 2 hours' cannot be told; give quantity=, one of: onset, relief_duration",
        ),
        (
            "a 40-minute infusion gives relief for 2 weeks",
            {},
            (
                "2 figures of 'a 40-minute infusion gives relief for 2 weeks' can be relief_duration: 'a 40-minute', '2 weeks'; "
                "give the one that is meant as phrase="
            ),
        ),
        (
            "relief lasts 2 weeks",
            {"phrase": "3 weeks"},
            "phrase is part of the claim, came '3 weeks'; the claim is 'relief lasts 2 weeks'",
        ),
        (
            "relief lasts 2 weeks",
            {"phrase": ""},
            "phrase is part of the claim, came ''; the claim is 'relief lasts 2 weeks'",
        ),
        ("relief lasts 2 weeks", {"quantity": "onsett"}, "unknown quantity: 'onsett'; did you mean 'onset'?"),
        (
            "relief lasts 2 weeks",
            {"specimen": "hairs"},
            "specimen is never 'hairs'; it is one of: blood, urine, saliva, hair; did you mean 'hair'?",
        ),
    ],
)
def test_a_claim_that_cannot_be_placed_is_refused(claim: str, stated: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        ke.check_claim(claim, REVIEWED, **stated)
    assert str(caught.value) == message


def test_the_text_names_studies_places_and_the_use() -> None:
    assert str(ke.check_claim(SIX_MONTHS, REVIEWED)).split("\n") == [
        f"claim: {SIX_MONTHS}",
        f"read as: {ke.check_claim(SIX_MONTHS, REVIEWED).reading}",
        "",
        "studies of the same context, by source: 0 supports, 2 reports-less, 0 reports-more, 1 leaves-open",
        "- Doe J n.d., randomized-trial, https://example.org/looked",
        "  reports-less: gone-by 8 weeks: relief was gone by then (looked.r002; abstract, source text)",
        "  reports-less: absent-at 1 day: relief was not there (looked.r003; abstract, source text)",
        "  leaves-open: held-at 4 weeks: relief was still there; how much longer is not said (looked.r001; abstract, source text)",
        "- Last A and others 2001, randomized-trial, n = 12, doi:10.1/short: people with CRPS",
        "  reports-less: 2 weeks: lies below what is claimed (short.r001; abstract, source text)",
        "",
        "studies that do not state all of the context, by source: 0 supports, 1 reports-less, 0 reports-more, 0 leaves-open",
        "- Solo C 2002, meta-analysis, PMID 123 [protocol not stated; route not stated]",
        "  reports-less: up to 12 weeks: lies below what is claimed (long.r001; abstract, source text)",
        "",
        "studies of another context, by source: 1 supports, 0 reports-less, 0 reports-more, 0 leaves-open",
        "- Solo C 2002, meta-analysis, PMID 123 [condition: migraine; protocol not stated; route not stated]",
        "  supports: 3 to 9 months: can be read as what is claimed (long.r002; abstract, source text)",
        "",
        "articles for patients that say likewise: 2",
        "- leaflet.r001: several weeks to several months [3 wk, 7 mo]: overstated (long, high)",
        "- leaflet.r004: many weeks [4, ∞) wk: not traced",
        "",
        "not held against it: 3 reports",
        "- animals.r001: from a study of animals",
        "- planned.r001: from a trial protocol, which reports no results",
        "- short.r002: given placebo",
        "",
        (
            "The ketamine-evidence contributors (n.d.). ketamine-evidence: what is written about ketamine for pain (data version reviewed) "
            "[Data set]. Places in studies are named, not machine-checked."
        ),
        "An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it.",
    ]


def test_an_answer_without_studies_says_so() -> None:
    lines = str(ke.check_claim("a dose of 9 mg", REVIEWED)).split("\n")
    assert "studies of the same context: none" in lines
    assert "articles for patients that say likewise: 0" in lines
    assert repr(ke.check_claim("a dose of 9 mg", REVIEWED)) == (
        "<Appraisal of 'a dose of 9 mg': 0 supports, 0 reports-less, 0 reports-more, 0 leaves-open>"
    )


def test_a_study_without_authors_or_identifiers_is_named_by_its_title() -> None:
    assert "- About nobody n.d., survey, no identifier known" in str(ke.check_claim("relief lasts 2 weeks", NOBODY))


def test_plain_data_hold_all_of_it() -> None:
    data = ke.check_claim(SIX_MONTHS, REVIEWED).to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["read_as"] == {"quantity": "relief_duration", "phrase": "up to 6 months", "outer": "[0, 6] mo"}
    assert data["alike"][0]["traces"] == [{"id": "leaflet.t001", "study": "long", "verdict": "overstated"}]
    assert data["left_out"][2] == {"record": "short.r002", "reason": "given placebo"}
    assert data["intended_use"].startswith("An evidence summary, not dosing advice")
    assert data["studies"][2] == {
        "relation": "reports-less",
        "context": "same",
        "record": "short.r001",
        "source": "short",
        "kind": "randomized-trial",
        "phrase": "2 weeks",
        "why": "lies below what is claimed",
        "differs": [],
        "not_stated": [],
        "basis": "source-text",
        "citation": "Last, A., & More, B. (2001). About short. https://doi.org/10.1/short",
    }


def test_it_is_a_frame_with_a_row_for_each_report() -> None:
    frame = ke.check_claim(SIX_MONTHS, REVIEWED).to_polars()
    assert frame["relation"].to_list() == [one.relation.value for one in ke.check_claim(SIX_MONTHS, REVIEWED).weighed]
    assert frame["not_stated"].to_list()[4] == ["protocol", "route"]


def test_relations_are_ordered_as_they_are_shown() -> None:
    assert [relation.value for relation in Relation] == ["supports", "reports-less", "reports-more", "leaves-open"]
