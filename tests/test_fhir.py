"""The FHIR export: what stands where, of records of our own and of a release."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.export.fhir import bundle, files
from ketamine_evidence.export.fhir_elements import fhir_id
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Comparator,
    Condition,
    Confidence,
    Course,
    Interest,
    PainCourse,
    ProtocolName,
    Route,
    SourceKind,
    Specimen,
    Statistic,
    Substance,
    Tier,
    Verdict,
)
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.reported import ImpreciseNumber, Reported

PAGE = Source(id="page", title="Page", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN)
STUDY = Source(
    id="study",
    title="A Study",
    tier=Tier.LITERATURE,
    kind=SourceKind.HEALTH_ARTICLE,
    interest=Interest.UNKNOWN,
    publisher="A Publisher",
    journal="A Journal",
    volume="43",
    issue="5",
    pages="521-546",
    authors=("Doe JA", "Jane Poe"),
    year=2018,
    url="https://a.b",
    doi="10.1000/1",
    pmid="123",
    pmcid="PMC1234567",
    registry="NCT1",
    conditions=(Condition.CRPS, Condition.MIGRAINE),
    comparators=(Comparator.PLACEBO,),
    pain_course=PainCourse.CHRONIC,
    population="adults",
    n=30,
    design="randomised",
    text_sha256="a" * 64,
    note="a note",
)


def claim(phrase: str | Reported, statistic: Statistic = Statistic.RANGE, **fields: Any) -> ReportedRange:
    """A claim with a phrase."""
    values: dict[str, Any] = {"quantity": Quantity.RELIEF_DURATION, "locator": Locator(), **fields}
    reported = parse_range(phrase) if isinstance(phrase, str) else phrase
    return ReportedRange(id="page.r001", source="page", summary="a line", statistic=statistic, reported=reported, **values)


def dataset(*claims: ReportedRange, traces: tuple[Trace, ...] = (), released: date | None = date(2026, 1, 31)) -> ke.Dataset:
    """Data of two sources."""
    return ke.Dataset.of({"sources": [PAGE, STUDY], "ranges": claims, "traces": traces}, "1.2.3", released)


def resources(ds: ke.Dataset, kind: str) -> list[dict[str, Any]]:
    """The resources of a kind in the bundle."""
    return [entry["resource"] for entry in bundle(ds)["entry"] if entry["resource"]["resourceType"] == kind]


def statistic(one: ReportedRange) -> dict[str, Any]:
    """What the Evidence of a claim says of its figures."""
    (evidence,) = resources(dataset(one), "Evidence")
    (found,) = evidence["statistic"]
    return dict(found)


def ends(estimate: dict[str, Any]) -> tuple[Any, Any, str]:
    """The ends of an estimate, and their unit."""
    found = estimate["range"]
    units = {end["code"] for end in found.values()}
    assert {(end["unit"] == end["code"], end["system"]) for end in found.values()} == {(True, "http://unitsofmeasure.org")}
    assert len(units) == 1
    return found.get("low", {}).get("value"), found.get("high", {}).get("value"), units.pop()


def test_the_bundle_holds_library_citations_evidence_and_assessments_in_order() -> None:
    trace = Trace(id="t001", claim="page.r001", study="study", confidence=Confidence.LOW, verdict=Verdict.OVERSTATED)
    ds = dataset(claim("4 to 6 weeks"), traces=(trace,))
    found = bundle(ds)
    assert (found["resourceType"], found["type"], found["id"]) == ("Bundle", "collection", "ketamine-evidence-1.2.3")
    assert found["identifier"] == {"type": {"text": "SHA-256"}, "value": ds.digest}
    assert [(one["resource"]["resourceType"], one["resource"]["id"]) for one in found["entry"]] == [
        ("Library", "ketamine-evidence-1.2.3"),
        ("Citation", "page"),
        ("Citation", "study"),
        ("Evidence", "page.r001"),
        ("ArtifactAssessment", "t001"),
    ]


def test_the_file_is_the_bundle_and_the_same_each_time() -> None:
    ds = dataset(claim("4 to 6 weeks"))
    written = files(ds)
    assert list(written) == ["bundle.json"]
    assert json.loads(written["bundle.json"]) == bundle(ds)
    assert files(dataset(claim("4 to 6 weeks"))) == written
    assert written["bundle.json"].endswith(b"}\n")


def test_the_library_says_version_date_licence_citation_digest_and_use() -> None:
    ds = dataset()
    (library,) = resources(ds, "Library")
    assert (library["version"], library["date"], library["status"]) == ("1.2.3", "2026-01-31", "active")
    assert (library["copyrightLabel"], library["usage"]) == ("CC0-1.0", INTENDED_USE)
    assert library["relatedArtifact"] == [
        {
            "type": "cite-as",
            "citation": (
                "The ketamine-evidence contributors (2026). ketamine-evidence: what is written about ketamine for pain"
                f" (data version 1.2.3) [Data set]. SHA-256: {ds.digest}."
            ),
        }
    ]
    assert library["identifier"][1] == {"type": {"text": "SHA-256"}, "value": ds.digest}


@pytest.mark.parametrize("kind", ["Library", "Citation", "Evidence"])
def test_each_resource_carries_version_licence_and_use(kind: str) -> None:
    for one in resources(dataset(claim("4 to 6 weeks")), kind):
        assert (one["version"], one["copyrightLabel"], one["purpose"]) == ("1.2.3", "CC0-1.0", INTENDED_USE)


def test_data_never_released_have_no_date() -> None:
    trace = Trace(id="t001", claim="page.r001", confidence=Confidence.NONE, verdict=Verdict.NO_SOURCE_FOUND)
    ds = dataset(claim("4 to 6 weeks"), traces=(trace,), released=None)
    assert [one["resource"] for one in bundle(ds)["entry"] if "date" in one["resource"]] == []


def test_a_study_as_a_citation() -> None:
    _, study = resources(dataset(), "Citation")
    english = {"coding": [{"system": "urn:ietf:bcp:47", "code": "en"}]}
    assert study["note"] == [{"text": "a note"}]
    assert study["citedArtifact"] == {
        "identifier": [
            {"type": {"text": "DOI"}, "value": "10.1000/1"},
            {"type": {"text": "PMID"}, "value": "123"},
            {"type": {"text": "PMCID"}, "value": "PMC1234567"},
            {"type": {"text": "trial registry"}, "value": "NCT1"},
        ],
        "title": [{"text": "A Study", "language": english}],
        "publicationForm": [
            {
                "publishedIn": {"title": "A Journal", "publisher": {"display": "A Publisher"}},
                "volume": "43",
                "issue": "5",
                "articleDate": "2018",
                "language": [english],
                "pageString": "521-546",
            }
        ],
        "webLocation": [{"url": "https://a.b"}],
        "classification": [
            {"type": {"text": name}, "classifier": [{"text": term} for term in terms]}
            for name, terms in [
                ("tier", ["literature"]),
                ("kind", ["health-article"]),
                ("interest", ["unknown"]),
                ("design", ["randomised"]),
                ("substance", ["ketamine"]),
                ("pain_course", ["chronic"]),
                ("conditions", ["crps", "migraine"]),
                ("comparators", ["placebo"]),
            ]
        ],
        "contributorship": {
            "entry": [
                {"contributor": {"display": "Doe JA"}, "rankingOrder": 1},
                {"contributor": {"display": "Jane Poe"}, "rankingOrder": 2},
            ]
        },
        "note": [
            {"text": "Population: adults"},
            {"text": "n = 30"},
            {"text": f"SHA-256 of the snapshot that was read: {'a' * 64}"},
        ],
    }


def test_a_page_of_which_little_is_known_says_little() -> None:
    page, _ = resources(dataset(), "Citation")
    assert list(page["citedArtifact"]) == ["title", "publicationForm", "classification"]
    assert list(page["citedArtifact"]["publicationForm"][0]) == ["language"]
    assert "note" not in page


def test_evidence_points_at_its_source_and_says_where_it_was_read() -> None:
    place = Locator(start=3, end=9, fingerprint="f" * 64, section="duration")
    ds = dataset(claim("4 to 6 weeks", locator=place, note="a note"))
    (evidence,) = resources(ds, "Evidence")
    urns = {entry["resource"]["id"]: entry["fullUrl"] for entry in bundle(ds)["entry"]}
    assert evidence["relatedArtifact"] == [
        {"type": "derived-from", "resourceReference": {"reference": urns["page"], "type": "Citation", "display": "Page"}}
    ]
    assert [note["text"] for note in evidence["note"]] == [
        "Attribution: asserted.",
        f"Read in page, characters 3 to 9, section duration; SHA-256 of the normalised span: {'f' * 64}.",
        "Basis: source-text.",
        "a note",
    ]
    assert (evidence["title"], evidence["description"]) == ("a line", "a line: 4 to 6 weeks")
    assert evidence["citeAsMarkdown"].startswith("Record page.r001. The ketamine-evidence contributors (2026).")
    assert "certainty" not in evidence


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Locator(), "Read in page."),
        (Locator(start=3, end=9), "Read in page, characters 3 to 9."),
        (Locator(section="table 2"), "Read in page, section table 2."),
    ],
)
def test_a_place_is_said_as_far_as_it_is_known(place: Locator, said: str) -> None:
    (evidence,) = resources(dataset(claim("4 to 6 weeks", locator=place)), "Evidence")
    assert evidence["note"][1] == {"text": said}


def test_evidence_points_at_the_estimate_of_an_interval_and_at_its_time_point() -> None:
    estimate = claim("5 weeks", Statistic.MEAN)
    interval = attrs.evolve(claim("4 to 6 weeks", Statistic.CI95), id="page.r002", estimate="page.r001", time_point="page.r009")
    ds = dataset(estimate, interval)
    _, evidence = resources(ds, "Evidence")
    urns = {entry["resource"]["id"]: entry["fullUrl"] for entry in bundle(ds)["entry"]}
    assert evidence["relatedArtifact"][1:] == [
        {
            "type": "part-of",
            "label": "estimate",
            "resourceReference": {"reference": urns["page.r001"], "type": "Evidence", "display": "page.r001"},
        },
        {
            "type": "depends-on",
            "label": "time point",
            "resourceReference": {
                "identifier": {"type": {"text": "id in ketamine-evidence"}, "value": "page.r009"},
                "display": "page.r009",
            },
        },
    ]


def test_what_is_printed_beside_a_figure_is_a_note() -> None:
    found = statistic(claim("4 to 6 weeks", spread="SD 2.0 wk", course=Course.GONE_BY))
    assert [note["text"] for note in found["note"]] == ["Spread: SD 2.0 wk.", "Relief at this time: gone-by."]


@pytest.mark.parametrize(
    ("fields", "variables"),
    [
        ({}, {"measuredVariable": "relief_duration", "exposure": "ketamine"}),
        (
            {
                "route": Route.ORAL,
                "protocol": ProtocolName.INDUCTION,
                "condition": Condition.CRPS,
                "population": "adults",
                "substance": Substance.ESKETAMINE,
            },
            {
                "measuredVariable": "relief_duration",
                "exposure": "esketamine; route: oral; protocol: induction",
                "population": "condition: crps; population: adults",
            },
        ),
        (
            {"quantity": Quantity.DETECTION_WINDOW, "specimen": Specimen.HAIR, "population": "adults"},
            {"measuredVariable": "detection_window; specimen: hair", "exposure": "ketamine", "population": "population: adults"},
        ),
    ],
)
def test_variables_say_what_is_stated_and_no_more(fields: dict[str, Any], variables: dict[str, str]) -> None:
    (evidence,) = resources(dataset(claim("4 to 6 weeks", **fields)), "Evidence")
    found = evidence["variableDefinition"]
    assert {one["variableRole"]["coding"][0]["code"]: one["description"] for one in found} == variables
    assert {one["variableRole"]["coding"][0]["system"] for one in found} == {
        "http://terminology.hl7.org/CodeSystem/variable-role"
    }


@pytest.mark.parametrize(
    ("phrase", "outer", "inner", "caveats"),
    [
        ("4 to 6 weeks", (4, 6, "wk"), (4, 6, "wk"), []),
        ("several days to a few weeks", (3, 35, "d"), (7, 14, "d"), []),
        ("up to 12 weeks", (None, 12, "wk"), (12, 12, "wk"), ["The low end is not stated."]),
        ("at least 24 hours", (24, None, "h"), (24, 24, "h"), ["The high end is not stated."]),
        ("several months or longer", (3, None, "mo"), (7, None, "mo"), ["The high end is left open."]),
        ("many weeks", (4, None, "wk"), None, ["The high end has no upper reading."]),
        ("several weeks", (3, 7, "wk"), None, []),
        ("typically about 4 weeks", (4, 4, "wk"), (4, 4, "wk"), ["Approximate.", "Hedged: typically."]),
    ],
)
def test_readings_are_ranges_in_one_unit_and_ends_that_are_not_stated_are_absent(
    phrase: str, outer: tuple[Any, Any, str], inner: tuple[Any, Any, str] | None, caveats: list[str]
) -> None:
    found = statistic(claim(phrase))
    assert found["description"] == phrase
    assert [note["text"] for note in found.get("note", [])] == caveats
    assert [ends(one) for one in found["attributeEstimate"]] == [outer, *([inner] if inner else [])]


def test_a_reading_without_any_end_is_no_range() -> None:
    found = statistic(claim(Reported("up to many weeks", None, ImpreciseNumber(4, None, "wk"))))
    assert "range" not in found["attributeEstimate"][0]


@pytest.mark.parametrize(
    ("phrase", "kind", "code", "estimate"),
    [
        ("4 to 6 weeks", Statistic.RANGE, None, "C38013"),
        ("4 weeks", Statistic.VALUE, None, None),
        ("4 weeks", Statistic.MEAN, "C53319", None),
        ("4 weeks", Statistic.MEDIAN, "C28007", None),
        ("up to 4 weeks", Statistic.LIMIT, "C25564", None),
        ("at least 4 weeks", Statistic.LIMIT, "C25570", None),
        ("4 to 6 weeks", Statistic.LIMIT, None, None),
        ("4 to 6 weeks", Statistic.CI95, None, "C53324"),
        ("4 to 6 weeks", Statistic.CI90, None, "C53324"),
    ],
)
def test_statistics_have_a_code_where_hl7_has_one(phrase: str, kind: Statistic, code: str | None, estimate: str | None) -> None:
    found = statistic(claim(phrase, kind))
    coding = [] if code is None else [{"system": "http://terminology.hl7.org/CodeSystem/statistic-type", "code": code}]
    assert found["statisticType"].get("coding", []) == coding
    assert found["statisticType"]["text"] == kind.value
    outer = found["attributeEstimate"][0]
    assert [one["code"] for one in outer["type"].get("coding", [])] == ([] if estimate is None else [estimate])
    assert outer.get("level") == {Statistic.CI95: 0.95, Statistic.CI90: 0.9}.get(kind)


def test_a_number_is_a_quantity_unless_it_is_approximate() -> None:
    assert statistic(claim("4 weeks"))["quantity"] == {
        "value": 4,
        "unit": "wk",
        "system": "http://unitsofmeasure.org",
        "code": "wk",
    }
    assert "quantity" not in statistic(claim("about 4 weeks"))
    assert "quantity" not in statistic(claim("4 to 6 weeks"))


def test_a_trace_is_an_assessment_of_the_claim_beside_the_study() -> None:
    trace = Trace(
        id="t001",
        claim="page.r001",
        study="study",
        confidence=Confidence.LOW,
        verdict=Verdict.OVERSTATED,
        agrees="the figure",
        disagrees="the condition",
        supports=("page.r001",),
        contradicts=("study.s001",),
    )
    ds = dataset(claim("4 to 6 weeks"), traces=(trace,))
    (found,) = resources(ds, "ArtifactAssessment")
    urns = {entry["resource"]["id"]: entry["fullUrl"] for entry in bundle(ds)["entry"]}
    assert found["title"] == "page.r001 beside study"
    assert found["artifactReference"] == {"reference": urns["page.r001"], "type": "Evidence", "display": "page.r001"}
    assert found["content"] == [
        {
            "informationType": "classifier",
            "type": {"text": "verdict"},
            "classifier": [{"text": "overstated"}],
            "relatedArtifact": [
                {
                    "type": "cites",
                    "label": "study",
                    "resourceReference": {"reference": urns["study"], "type": "Citation", "display": "study"},
                },
                {
                    "type": "cites",
                    "label": "supports",
                    "resourceReference": {"reference": urns["page.r001"], "type": "Evidence", "display": "page.r001"},
                },
                {
                    "type": "cites",
                    "label": "contradicts",
                    "resourceReference": {
                        "identifier": {"type": {"text": "id in ketamine-evidence"}, "value": "study.s001"},
                        "display": "study.s001",
                    },
                },
            ],
        },
        {"informationType": "classifier", "type": {"text": "confidence"}, "classifier": [{"text": "low"}]},
        {"informationType": "comment", "type": {"text": "agrees"}, "summary": "the figure"},
        {"informationType": "comment", "type": {"text": "disagrees"}, "summary": "the condition"},
    ]
    assert INTENDED_USE in found["copyright"]


def test_a_trace_names_by_its_id_what_is_not_in_the_bundle() -> None:
    trace = Trace(id="t001", claim="page.s001", study="gone", confidence=Confidence.LOW, verdict=Verdict.SUPPORTED)
    (found,) = resources(dataset(traces=(trace,)), "ArtifactAssessment")
    assert found["title"] == "page.s001 beside gone"
    assert found["artifactReference"] == {
        "identifier": {"type": {"text": "id in ketamine-evidence"}, "value": "page.s001"},
        "display": "page.s001",
    }
    study = found["content"][0]["relatedArtifact"][0]["resourceReference"]
    assert study == {"identifier": {"type": {"text": "id in ketamine-evidence"}, "value": "gone"}, "display": "gone"}


def test_a_trace_without_a_study_says_so() -> None:
    trace = Trace(id="t001", claim="page.r001", confidence=Confidence.NONE, verdict=Verdict.NO_SOURCE_FOUND)
    (found,) = resources(dataset(traces=(trace,)), "ArtifactAssessment")
    assert found["title"] == "page.r001 beside no study that was found"
    assert "relatedArtifact" not in found["content"][0]


def test_ids_are_those_that_fhir_allows() -> None:
    assert fhir_id("a-b.r001") == "a-b.r001"
    for odd in ("a_b", "x" * 65, "0.1.0 + mine"):
        assert fhir_id(odd) == hashlib.sha256(odd.encode()).hexdigest()
        assert re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", fhir_id(odd))


def test_addresses_differ_between_resources_and_between_contents() -> None:
    one, other = dataset(claim("4 to 6 weeks")), dataset(claim("4 to 7 weeks"))
    urns = [[entry["fullUrl"] for entry in bundle(ds)["entry"]] for ds in (one, other)]
    assert len({*urns[0], *urns[1]}) == len(urns[0]) + len(urns[1])
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", urn) for urn in urns[0])


@pytest.mark.parametrize("version", ke.versions())
def test_every_source_and_every_range_of_a_release_is_there(version: str) -> None:
    ds = ke.load(version)
    assert [one["identifier"][0]["value"] for one in resources(ds, "Citation")] == list(ds.sources.ids)
    assert [one["identifier"][0]["value"] for one in resources(ds, "Evidence")] == list(ds.ranges.ids)
    assert [one["identifier"][0]["value"] for one in resources(ds, "ArtifactAssessment")] == list(ds.traces.ids)
    phrases = [one["statistic"][0]["description"] for one in resources(ds, "Evidence")]
    assert phrases == [one.reported.text for one in ds.ranges]


def test_a_source_that_is_not_there_is_named_by_its_id() -> None:
    lost = attrs.evolve(claim("4 to 6 weeks"), source="gone")
    (evidence,) = resources(dataset(lost), "Evidence")
    assert evidence["relatedArtifact"][0]["resourceReference"] == {
        "identifier": {"type": {"text": "id in ketamine-evidence"}, "value": "gone"},
        "display": "gone",
    }
