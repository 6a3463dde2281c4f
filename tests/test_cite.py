"""Citing a data version, a record and a selection, in every format."""

from __future__ import annotations

import json
import pickle
from datetime import date
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from authored import ROOT
from ketamine_evidence.dataset.bibliography import Author, Citation, Kind, Reference, of_source
from ketamine_evidence.dataset.citations import FORMATS, citation_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.provenance import Part, Provenance
from ketamine_evidence.records.evidence import Exclusion, Factor, Source, Term, Trace, Withdrawn
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Confidence,
    ExclusionReason,
    FactorName,
    Interest,
    SourceKind,
    Tier,
    Verdict,
)

SHA256 = "40798524cc47d035e41b04197b4156def9e9ba200111058e21ab1283c1d092b6"
"""The digest of data version 0.1.0, which never changes."""
OURS = "The ketamine-evidence contributors. (2026)."
TITLE = "ketamine-evidence: what is written about ketamine for pain"
INFUSION = (
    "How Long Does a Ketamine Infusion Last? (n.d.). biologyinsights.com."
    " https://biologyinsights.com/how-long-does-a-ketamine-infusion-last"
)
PAGE = Source(
    id="page", title="Page", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN, url="https://a.b"
)
STUDY = Source(
    id="study",
    title="A Study",
    tier=Tier.LITERATURE,
    kind=SourceKind.HEALTH_ARTICLE,
    interest=Interest.UNKNOWN,
    authors=("Doe JA", "Roe R-P", "Jane Poe"),
    journal="Pain & Relief",
    year=2018,
    volume="43",
    issue="5",
    pages="521-546",
    doi="10.1000/ab_1(2)",
    pmid="123",
    pmcid="PMC1234567",
    registry="NCT1",
)
CLAIM = Factor(id="page.f001", source="page", locator=Locator(start=3, end=9), summary="a line", factor=FactorName.DOSE)
PLACELESS = Factor(id="page.f002", source="page", locator=Locator(), summary="a line", factor=FactorName.AGE)
TRACE = Trace(id="t001", claim="page.f001", study="study", confidence=Confidence.LOW, verdict=Verdict.SUPPORTED)
UNTRACED = Trace(id="t002", claim="page.f001", confidence=Confidence.NONE, verdict=Verdict.NO_SOURCE_FOUND)
EXCLUSION = Exclusion(source="page", start=0, end=3, reason=ExclusionReason.HEADING)
TERM = Term(scheme="route", id="oral", label="oral", definition="By mouth.")
GONE = Withdrawn(id="page.f009", version="1.0.0", reason="said twice", successor="page.f001")
TABLES: dict[str, list[Any]] = {
    "sources": [PAGE, STUDY],
    "factors": [CLAIM, PLACELESS],
    "traces": [TRACE, UNTRACED],
    "exclusions": [EXCLUSION],
    "terms": [TERM],
    "withdrawn": [GONE],
}


@pytest.fixture
def ds() -> Dataset:
    """Data of two sources."""
    return Dataset.of(TABLES, "1.2.3", date(2026, 1, 31))


def parsed(text: str) -> Any:
    """What a citation in JSON says."""
    return json.loads(text)


def test_apa_of_a_data_version() -> None:
    assert ke.cite("0.1.0") == f"{OURS} {TITLE} (Version 0.1.0) [Data set]. SHA-256: {SHA256}."


def test_bibtex_of_a_data_version() -> None:
    assert (
        ke.cite("0.1.0", "bibtex")
        == f"""\
@dataset{{ketamine-evidence-0.1.0,
  author = {{{{The ketamine-evidence contributors}}}},
  title = {{{{{TITLE}}}}},
  year = {{2026}},
  month = {{11}},
  version = {{0.1.0}},
  language = {{en}},
  keywords = {{ketamine, pain, evidence, provenance}},
  abstract = {{What is written about ketamine for pain, each value traced to its place in its source.}},
  note = {{SHA-256: {SHA256}. Licence: CC0-1.0. An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it.}},
}}"""
    )


def test_ris_of_a_data_version() -> None:
    assert (
        ke.cite("0.1.0", "ris")
        == f"""\
TY  - DATA
ID  - ketamine-evidence-0.1.0
AU  - The ketamine-evidence contributors
TI  - {TITLE}
PY  - 2026
DA  - 2026/11/22
ET  - 0.1.0
LA  - en
AB  - What is written about ketamine for pain, each value traced to its place in its source.
KW  - ketamine
KW  - pain
KW  - evidence
KW  - provenance
N1  - SHA-256: {SHA256}.
N1  - Licence: CC0-1.0.
N1  - An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it.
ER  - """
    )


def test_csl_json_of_a_data_version() -> None:
    (item,) = parsed(ke.cite("0.1.0", "csl-json"))
    assert item | {"abstract": "", "note": "", "keyword": ""} == {
        "id": "ketamine-evidence-0.1.0",
        "type": "dataset",
        "title": TITLE,
        "author": [{"literal": "The ketamine-evidence contributors"}],
        "issued": {"date-parts": [[2026, 11, 22]]},
        "version": "0.1.0",
        "language": "en",
        "abstract": "",
        "note": "",
        "keyword": "",
    }
    assert f"SHA-256: {SHA256}." in item["note"]


def test_cff_of_a_data_version() -> None:
    assert (
        ke.cite("0.1.0", "cff")
        == f"""\
cff-version: "1.2.0"
message: "If you use these data or this software, please cite the data version that you used."
type: "dataset"
title: "{TITLE}"
authors:
  - name: "The ketamine-evidence contributors"
version: "0.1.0"
date-released: "2026-11-22"
identifiers:
  - type: "other"
    value: "sha256:{SHA256}"
    description: "SHA-256 of the descriptor, which holds the digests of all tables"
abstract: "What is written about ketamine for pain, each value traced to its place in its source. An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it."
license: "CC0-1.0"
keywords:
  - "ketamine"
  - "pain"
  - "evidence"
  - "provenance\""""
    )


def test_datacite_of_a_data_version() -> None:
    found = parsed(ke.cite("0.1.0", "datacite"))
    assert found["types"] == {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"}
    assert found["creators"] == [{"name": "The ketamine-evidence contributors", "nameType": "Organizational"}]
    assert found["titles"] == [{"title": TITLE}]
    assert (found["publicationYear"], found["version"]) == ("2026", "0.1.0")
    assert found["dates"] == [{"date": "2026-11-22", "dateType": "Issued"}]
    assert found["alternateIdentifiers"] == [{"alternateIdentifier": SHA256, "alternateIdentifierType": "SHA-256"}]
    assert found["rightsList"][0]["rightsIdentifier"] == "CC0-1.0"
    assert {"doi", "prefix", "url", "relatedItems"}.isdisjoint(found)


def test_schema_org_of_a_data_version() -> None:
    found = parsed(ke.cite("0.1.0", "schema.org"))
    assert (found["@context"], found["@type"], found["name"]) == ("https://schema.org/", "Dataset", TITLE)
    assert (found["version"], found["datePublished"]) == ("0.1.0", "2026-11-22")
    assert found["creator"] == [{"@type": "Organization", "name": "The ketamine-evidence contributors"}]
    assert found["identifier"] == [{"@type": "PropertyValue", "propertyID": "SHA-256", "value": SHA256}]
    assert {"isBasedOn", "isPartOf", "url"}.isdisjoint(found)


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_version_digest_and_use(format_: str) -> None:
    text = ke.cite("0.1.0", format_)
    assert "0.1.0" in text
    assert SHA256 in text
    assert ("not dosing advice" in text) == (format_ != "apa")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_version_is_cited_by_name_as_dataset_and_as_the_version_asked_for(format_: str) -> None:
    cited = ke.cite("0.1.0", format_)
    assert ke.cite(ke.load("0.1.0"), format_) == cited
    assert ke.cite(None, format_, version="0.1.0") == cited


def test_the_newest_version_is_cited_where_nothing_is_named() -> None:
    assert ke.cite() == ke.cite(ke.versions()[-1])
    assert ke.cite("biologyinsights-infusion.r004") == ke.cite("biologyinsights-infusion.r004", version=ke.versions()[-1])


@pytest.mark.parametrize("format_", FORMATS)
def test_a_record_names_record_source_and_version(format_: str) -> None:
    text = ke.cite("biologyinsights-infusion.r004", format_, version="0.1.0")
    for said in ("Record biologyinsights-infusion.r004 of", "How Long Does a Ketamine Infusion Last?", "0.1.0", SHA256):
        assert said in text


def test_apa_of_a_record() -> None:
    first, second = ke.cite("biologyinsights-infusion.r004", version="0.1.0").splitlines()
    assert first == f"{OURS} Record biologyinsights-infusion.r004 of {TITLE} (Version 0.1.0) [Data set]. SHA-256: {SHA256}."
    assert second == INFUSION


def test_a_record_says_what_it_is_of_and_where_it_was_read(ds: Dataset) -> None:
    citation = citation_of("page.f001", ds)
    assert citation.of.description == "a line"
    assert citation.of.notes[-1] == "Read in page, characters 3 to 9."
    assert citation.within == citation_of(ds).of
    assert citation_of("page.f002", ds).of.notes == citation_of(ds).of.notes


@pytest.mark.parametrize(
    ("key", "sources"), [("page.f001", ["page"]), ("study", ["study"]), ("t001", ["page", "study"]), ("t002", ["page"])]
)
def test_a_record_is_cited_with_the_sources_that_it_rests_on(ds: Dataset, key: str, sources: list[str]) -> None:
    assert [one.key for one in citation_of(key, ds).sources] == sources
    assert citation_of(ds[key], ds) == citation_of(key, ds)


def test_a_trace_of_a_claim_that_was_withdrawn_is_cited_with_its_study() -> None:
    lost = attrs.evolve(TRACE, claim="page.f009", supports=("study.f009",))
    assert [one.key for one in citation_of(Dataset.of(TABLES | {"traces": [lost]}, "1.2.3").traces).sources] == ["study"]


@pytest.mark.parametrize(
    ("table", "sources"),
    [
        ("sources", ["page", "study"]),
        ("factors", ["page"]),
        ("traces", ["page", "study"]),
        ("exclusions", ["page"]),
        ("terms", []),
        ("withdrawn", []),
        ("ranges", []),
    ],
)
def test_a_table_is_cited_with_all_of_its_sources_once(ds: Dataset, table: str, sources: list[str]) -> None:
    citation = citation_of(ds.tables[table])
    assert [one.key for one in citation.sources] == sources
    assert (citation.of, citation.within) == (citation_of(ds).of, None)


def test_a_selection_knows_its_version_and_names_its_sources_alone() -> None:
    relief = ke.load("0.1.0").ranges.where(quantity="relief_duration", condition="chronic-pain", protocol="single-infusion")
    assert ke.cite(relief).splitlines() == [ke.cite("0.1.0"), INFUSION]
    assert ke.cite(relief[:0]) == ke.cite("0.1.0")


def test_a_table_without_a_dataset_is_cited_from_the_version_that_is_given(ds: Dataset) -> None:
    loose = ke.Table(Factor, [CLAIM])
    assert citation_of(loose, ds) == citation_of(ds.factors)
    assert ke.cite(ke.load("0.1.0").sources[:1], version="0.2.0") == ke.cite(ke.load("0.2.0").sources[:1])


def test_a_table_that_was_pickled_is_cited_from_the_version_that_is_given() -> None:
    sources = ke.load("0.1.0").sources
    again: ke.Table[Source] = pickle.loads(pickle.dumps(sources))  # noqa: S301  our own
    assert (again, again.dataset) == (sources, None)
    assert ke.cite(again, version="0.1.0") == ke.cite(sources)


AN_ARTICLE = of_source(STUDY)


def cited(format_: str, *references: Reference) -> str:
    """A citation of any references."""
    return FORMATS[format_](Citation(of=references[0], sources=references[1:]))


def test_an_article_in_apa() -> None:
    assert cited("apa", AN_ARTICLE) == (
        "Doe, J. A., Roe, R.-P., & Jane Poe. (2018). A Study. Pain & Relief, 43(5), 521\N{EN DASH}546. https://doi.org/10.1000/ab_1(2)"
    )


def test_an_article_in_bibtex() -> None:
    assert (
        cited("bibtex", AN_ARTICLE)
        == """\
@article{study,
  author = {Doe, J. A. and Roe, R.-P. and {Jane Poe}},
  title = {{A Study}},
  journal = {Pain \\& Relief},
  year = {2018},
  volume = {43},
  number = {5},
  pages = {521--546},
  doi = {10.1000/ab_1(2)},
  eprint = {123},
  eprinttype = {pubmed},
  pmcid = {PMC1234567},
  language = {en},
  note = {Registered as NCT1.},
}"""
    )


def test_an_article_in_ris() -> None:
    assert cited("ris", attrs.evolve(AN_ARTICLE, publisher="A\nB")).splitlines() == [
        "TY  - JOUR",
        "ID  - study",
        "AU  - Doe, J. A.",
        "AU  - Roe, R.-P.",
        "AU  - Jane Poe",
        "TI  - A Study",
        "PY  - 2018",
        "T2  - Pain & Relief",
        "VL  - 43",
        "IS  - 5",
        "SP  - 521",
        "EP  - 546",
        "PB  - A B",
        "DO  - 10.1000/ab_1(2)",
        "AN  - 123",
        "DB  - PubMed",
        "C2  - PMC1234567",
        "LA  - en",
        "N1  - Registered as NCT1.",
        "ER  - ",
    ]


def test_an_article_in_csl_json() -> None:
    assert parsed(cited("csl-json", AN_ARTICLE)) == [
        {
            "id": "study",
            "type": "article-journal",
            "title": "A Study",
            "author": [
                {"family": "Doe", "given": "J. A."},
                {"family": "Roe", "given": "R.-P."},
                {"literal": "Jane Poe"},
            ],
            "issued": {"date-parts": [[2018]]},
            "container-title": "Pain & Relief",
            "volume": "43",
            "issue": "5",
            "page": "521-546",
            "DOI": "10.1000/ab_1(2)",
            "PMID": "123",
            "PMCID": "PMC1234567",
            "language": "en",
            "note": "Registered as NCT1.",
        }
    ]


def test_an_article_among_the_sources_in_cff() -> None:
    text = ke.cite("study", "cff", version=Dataset.of(TABLES, "1.2.3"))
    assert text.partition('1.2.3"\n    identifiers:')[2].splitlines()[4:] == [
        '  - type: "article"',
        '    title: "A Study"',
        "    authors:",
        '      - family-names: "Doe"',
        '        given-names: "J. A."',
        '      - family-names: "Roe"',
        '        given-names: "R.-P."',
        '      - name: "Jane Poe"',
        "    identifiers:",
        '      - type: "other"',
        '        value: "pmid:123"',
        '    journal: "Pain & Relief"',
        '    volume: "43"',
        '    issue: "5"',
        '    start: "521"',
        '    end: "546"',
        "    year: 2018",
        '    doi: "10.1000/ab_1(2)"',
        '    pmcid: "PMC1234567"',
        '    notes: "Registered as NCT1."',
    ]


def test_an_article_among_the_sources_in_datacite(ds: Dataset) -> None:
    whole, article = parsed(ke.cite("study", "datacite", version=ds))["relatedItems"]
    assert whole == {
        "relatedItemType": "Dataset",
        "relationType": "IsPartOf",
        "titles": [{"title": f"{TITLE} (data version 1.2.3)"}],
        "creators": [{"name": "The ketamine-evidence contributors"}],
        "publicationYear": "2026",
    }
    assert article == {
        "relatedItemType": "JournalArticle",
        "relationType": "IsDerivedFrom",
        "relatedItemIdentifier": {"relatedItemIdentifier": "10.1000/ab_1(2)", "relatedItemIdentifierType": "DOI"},
        "titles": [{"title": "A Study"}],
        "creators": [
            {"name": "Doe, J. A.", "nameType": "Personal", "familyName": "Doe", "givenName": "J. A."},
            {"name": "Roe, R.-P.", "nameType": "Personal", "familyName": "Roe", "givenName": "R.-P."},
            {"name": "Jane Poe"},
        ],
        "publicationYear": "2018",
        "volume": "43",
        "issue": "5",
        "firstPage": "521",
        "lastPage": "546",
    }


def test_an_article_among_the_sources_in_schema_org(ds: Dataset) -> None:
    found = parsed(ke.cite("study", "schema.org", version=ds))
    assert (found["isPartOf"]["name"], found["isPartOf"]["version"]) == (TITLE, "1.2.3")
    assert found["isBasedOn"] == [
        {
            "@type": "ScholarlyArticle",
            "name": "A Study",
            "author": [
                {"@type": "Person", "name": "Doe JA", "familyName": "Doe", "givenName": "J. A."},
                {"@type": "Person", "name": "Roe R-P", "familyName": "Roe", "givenName": "R.-P."},
                "Jane Poe",
            ],
            "isPartOf": {
                "@type": "PublicationIssue",
                "issueNumber": "5",
                "isPartOf": {
                    "@type": "PublicationVolume",
                    "volumeNumber": "43",
                    "isPartOf": {"@type": "Periodical", "name": "Pain & Relief"},
                },
            },
            "pagination": "521-546",
            "datePublished": "2018",
            "inLanguage": "en",
            "identifier": [
                {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/ab_1(2)"},
                {"@type": "PropertyValue", "propertyID": "PMID", "value": "123"},
                {"@type": "PropertyValue", "propertyID": "PMCID", "value": "PMC1234567"},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        pytest.param({"journal": None}, Kind.ARTICLE, id="a study with a DOI"),
        pytest.param({"journal": None, "doi": None}, Kind.ARTICLE, id="a study with a PubMed id"),
        pytest.param({"doi": None, "pmid": None}, Kind.ARTICLE, id="a study in a journal"),
        pytest.param({"journal": None, "doi": None, "pmid": None}, Kind.DOCUMENT, id="a study with none of these"),
        pytest.param({"journal": None, "tier": Tier.LAY, "url": "https://a.b"}, Kind.PAGE, id="a lay page with a DOI"),
    ],
)
def test_what_a_source_is(changes: dict[str, Any], kind: Kind) -> None:
    assert of_source(attrs.evolve(STUDY, **changes)).kind is kind


@pytest.mark.parametrize(
    ("name", "family", "given"),
    [
        ("Cohen SP", "Cohen", "S. P."),
        ("van der Berg A", "van der Berg", "A."),
        ("Huygen FJPM", "Huygen", "F. J. P. M."),
        ("Kiefer R-T", "Kiefer", "R.-T."),
        ("Doe, J. A.", "Doe", "J. A."),
        ("Doe, R.-T.", "Doe", "R.-T."),
        ("Doe, Jane", None, None),
        ("Faculty of Pain Medicine, ANZCA", None, None),
        ("Society for Pain UK", None, None),
        ("Zarate CA Jr", None, None),
        ("Dahan", None, None),
        ("Carol Harper", None, None),
        ("WHO", None, None),
        ("NHS UK", None, None),
        ("Doe, Jane, Jr", None, None),
        ("The ketamine-evidence contributors", None, None),
    ],
)
def test_names_are_taken_apart_only_where_their_form_tells(name: str, family: str | None, given: str | None) -> None:
    assert Author.of(name) == Author(name, family, given)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (1, "Doe, A."),
        (2, "Doe, A., & Doe, B."),
        (3, "Doe, A., Doe, B., & Doe, C."),
        (20, ", ".join(f"Doe, {letter}." for letter in "ABCDEFGHIJKLMNOPQRS") + ", & Doe, T."),
        (21, ", ".join(f"Doe, {letter}." for letter in "ABCDEFGHIJKLMNOPQRS") + ", . . . Doe, U."),
    ],
)
def test_apa_names_up_to_twenty_authors(count: int, shown: str) -> None:
    authors = tuple(Author.of(f"Doe {chr(ord('A') + i)}") for i in range(count))
    assert cited("apa", Reference(key="a", kind=Kind.DOCUMENT, title="T", authors=authors)) == f"{shown} (n.d.). T."


def test_a_name_with_and_in_it_is_one_author_of_bibtex() -> None:
    one = Reference(key="a", kind=Kind.DOCUMENT, title="T", authors=(Author.of("Pain and Relief, D."), Author.of("B and C")))
    assert "  author = {{Pain and Relief, D.} and {B and C}},\n" in cited("bibtex", one)


def test_authors_who_are_not_named_are_others() -> None:
    one = Reference(key="a", kind=Kind.DOCUMENT, title="T", authors=(Author.of("Doe JA"), Author.of("et al.")))
    assert cited("apa", one) == "Doe, J. A., et al. (n.d.). T."
    assert "  author = {Doe, J. A. and others},\n" in cited("bibtex", one)
    assert parsed(cited("csl-json", one))[0]["author"] == [{"family": "Doe", "given": "J. A."}, {"literal": "others"}]


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({}, "Pain & Relief, 43(5), 521\N{EN DASH}546."),
        ({"issue": None}, "Pain & Relief, 43, 521\N{EN DASH}546."),
        ({"volume": None}, "Pain & Relief, (5), 521\N{EN DASH}546."),
        ({"volume": None, "issue": None, "pages": "CD12"}, "Pain & Relief, CD12."),
        ({"volume": None, "issue": None, "pages": None}, "Pain & Relief."),
        ({"journal": None, "volume": None, "issue": None, "pages": None, "publisher": "A Press"}, "A Press."),
    ],
)
def test_apa_names_the_journal_as_far_as_it_is_known(changes: dict[str, Any], place: str) -> None:
    text = cited("apa", attrs.evolve(AN_ARTICLE, doi=None, **changes))
    assert text.partition("A Study. ")[2] == place


def test_a_single_page_has_no_last_page() -> None:
    one = attrs.evolve(AN_ARTICLE, pages="E255")
    assert "  pages = {E255},\n" in cited("bibtex", one)
    assert "SP  - E255\n" in cited("ris", one)
    assert "EP  - " not in cited("ris", one)


def test_schema_org_names_the_journal_without_a_volume(ds: Dataset) -> None:
    one = attrs.evolve(AN_ARTICLE, volume=None, issue=None)
    (work,) = parsed(cited("schema.org", citation_of(ds).of, one))["isBasedOn"]
    assert work["isPartOf"] == {"@type": "Periodical", "name": "Pain & Relief"}


def test_what_cff_does_not_allow_goes_another_way(ds: Dataset) -> None:
    odd = of_source(
        attrs.evolve(
            STUDY,
            authors=(),
            doi="10.1000/<2>",
            url="no address",
            pmid=None,
            pmcid="PMC1",
            registry=None,
            journal=None,
            volume=None,
            issue=None,
            pages=None,
        )
    )
    assert (
        cited("cff", citation_of(ds).of, odd).partition("references:\n")[2]
        == """\
  - type: "article"
    title: "A Study"
    authors:
      - name: "anonymous"
    identifiers:
      - type: "other"
        value: "doi:10.1000/<2>"
      - type: "other"
        value: "pmcid:PMC1"
    year: 2018"""
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_data_never_released_have_no_year(format_: str) -> None:
    text = ke.cite(Dataset.of({}, "mine"), format_)
    assert "202" not in text.replace(Dataset.of({}, "mine").digest, "")
    assert "mine" in text


@pytest.mark.parametrize("format_", FORMATS)
def test_merged_data_name_their_parts(ds: Dataset, format_: str) -> None:
    parts = (Part("0.1.0", "a" * 64), Part("mine", "b" * 64))
    merged = Dataset.of({}, "0.1.0 + mine", provenance=Provenance(parts))
    notes = [f"Made of 0.1.0 (SHA-256: {'a' * 64}).", f"Made of mine (SHA-256: {'b' * 64})."]
    assert list(citation_of(merged).of.notes[1:]) == notes
    assert all(note in ke.cite(merged, format_) for note in notes) == (format_ != "apa")
    assert citation_of(ds).of.notes[1:] == ()


WRONG: list[Any] = [
    pytest.param(
        ("0.1.0", "bibtx"),
        "no citation format 'bibtx'; there are: apa, bibtex, ris, csl-json, cff, datacite, schema.org; did you mean 'bibtex'?",
        id="format",
    ),
    pytest.param(
        (EXCLUSION,),
        f"cannot cite {EXCLUSION!r}; give a data version, a dataset, a source, a claim, a trace, the id of one, or a table",
        id="a record without an id of its own",
    ),
    pytest.param(
        (3,),
        "cannot cite 3; give a data version, a dataset, a source, a claim, a trace, the id of one, or a table",
        id="a number",
    ),
]


@pytest.mark.parametrize(("args", "message"), WRONG)
def test_what_cannot_be_cited(args: tuple[Any, ...], message: str) -> None:
    with pytest.raises(ke.QueryError) as caught:
        ke.cite(*args)
    assert str(caught.value) == message


def test_a_version_is_given_once() -> None:
    with pytest.raises(ke.QueryError) as caught:
        ke.cite("0.1.0", version="0.2.0")
    assert str(caught.value) == "'0.1.0' is a data version itself; version goes with a record, its id or a table"


def test_a_record_is_not_cited_from_a_version_that_has_it_otherwise(ds: Dataset) -> None:
    changed = attrs.evolve(CLAIM, summary="another line")
    for what in (changed, ke.Table(Factor, [CLAIM, changed])):
        with pytest.raises(ke.QueryError) as caught:
            ke.cite(what, version=ds)
        assert str(caught.value) == (
            "page.f001 is not in data version 1.2.3 as it came; give the version or dataset that it is from: version=..."
        )


@pytest.mark.parametrize("format_", FORMATS)
def test_an_unknown_id_names_the_nearest(ds: Dataset, format_: str) -> None:
    with pytest.raises(ke.UnknownRecordError) as caught:
        ke.cite("page.f01", format_, version=ds)
    assert str(caught.value) == "no record 'page.f01' in data version 1.2.3; did you mean 'page.f001'?"


def test_a_withdrawn_record_names_its_successor(ds: Dataset) -> None:
    with pytest.raises(ke.WithdrawnError) as caught:
        ke.cite("page.f009", version=ds)
    assert str(caught.value) == "page.f009 was withdrawn in data version 1.0.0: said twice; take page.f001 instead"


def test_an_unknown_version_lists_those_that_are_here() -> None:
    with pytest.raises(ke.VersionError) as caught:
        ke.cite("9.9.9")
    assert str(caught.value) == f"no data version '9.9.9'; here are: {', '.join(ke.versions())}"
    with pytest.raises(ke.VersionError) as caught:
        ke.cite("0.1")
    assert str(caught.value) == "not a data version: '0.1'; expected three numbers such as '0.1.0'"


def test_the_citation_file_of_the_repository_cites_the_newest_release() -> None:
    written = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert written == ke.cite(format="cff") + "\n", "CITATION.cff is out of date: run python docs/generate.py"
