"""The pages of records: every one there, once, and nothing else; what stands on them is what the data say, and all of it is only text."""

from __future__ import annotations

import doctest
import html
import json
import posixpath
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest

import ketamine_evidence as ke
from hooks import FOLDER, hook
from ketamine_evidence import Dataset
from ketamine_evidence.records.evidence import Claim, ReportedRange, Source, Withdrawn
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Basis, Direction, Statistic
from ketamine_evidence.values.quantities import Quantity
from made_pages import dead_links, evidence_pages, factor, gone, links, pages, with_texts
from small_dataset import HERE, SMALL, merged

MODULES = [
    "addresses", "citing", "claim_pages", "desk", "index_pages", "lookups", "markup", "relations", "source_pages", "term_pages", "trace_pages",
    "withdrawn_pages", "wording",
]  # fmt: skip
LAY = "biologyinsights-infusion.r004"
NASTY = (
    'x <b id="y">*z*</b> | [a](b) ![c](d) `e` ``` {{ f }} {% g %} </script> <!-- &amp; _h_ ~~i~~ \\j $k$ ::: === "l" !!! m {#n .o} <p:q@r.s> '
    "http://t.u 'v' ^w^\n\n# x\n\n- y\n\n    z\n\n1. a"
)


@pytest.fixture(scope="module", params=ke.versions())
def release(request: pytest.FixtureRequest) -> Dataset:
    """Each release."""
    return ke.load(request.param)


@pytest.fixture(scope="module")
def written(release: Dataset) -> Mapping[str, str]:
    """The pages of a release."""
    return pages(release)


@pytest.fixture(scope="module")
def lay() -> Mapping[str, str]:
    """The pages of a release without studies, which never changes."""
    return pages(ke.load("0.2.0"))


def small(dataset: Dataset = SMALL) -> Mapping[str, str]:
    """The pages of a small dataset."""
    return pages(dataset)


def ids_of(dataset: Dataset) -> list[str]:
    """The id of everything in a dataset that has one of its own."""
    return [*dataset.sources.ids, *(claim.id for claim in dataset.claims()), *dataset.traces.ids, *dataset.withdrawn.ids]


def shown(markdown: str) -> str:
    """What a reader sees of a page's Markdown, links as their labels."""
    return html.unescape(re.sub(r"</?code>|\*\*|\]\([^)]*\)|\[", "", markdown))


def row(content: str, field: str) -> str:
    """What a page's table says of a field."""
    found = re.findall(rf"^\| {re.escape(field)} \| (.*) \|$", shown(content), re.MULTILINE)
    assert len(found) == 1, f"{field}: {found}"
    return str(found[0])


def linked_data(content: str) -> Any:
    """The JSON-LD of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


# Which pages there are


def test_every_id_of_a_release_has_one_page(release: Dataset, written: Mapping[str, str]) -> None:
    expected = [f"sources/{source.id}.md" for source in release.sources]
    expected += [f"records/{id_}.md" for id_ in [*(claim.id for claim in release.claims()), *release.traces.ids]]
    expected += [f"terms/{term.scheme}/{term.id}.md" for term in release.terms]
    assert len(expected) == len(set(expected))
    assert sorted(written) == sorted([*expected, "sources/index.md", "records/index.md", "terms/index.md"])


def test_a_page_is_headed_by_what_it_is_about(release: Dataset, written: Mapping[str, str]) -> None:
    for claim in release.claims():
        assert f"\n# {claim.id}\n" in html.unescape(written[f"records/{claim.id}.md"])
    for source in release.sources:
        assert f"\n# {source.title}\n" in html.unescape(written[f"sources/{source.id}.md"])


def test_every_link_leads_to_a_page(written: Mapping[str, str]) -> None:
    assert sum(len(links(content)) for content in written.values()) > 10 * len(written)
    assert list(dead_links(written)) == []


def test_every_page_is_led_to(written: Mapping[str, str]) -> None:
    """From the three pages that stand in the navigation every other can be reached."""
    reached, left = set(evidence_pages.INDEXES), list(evidence_pages.INDEXES)
    while left:
        here = left.pop()
        for target in links(written[here]):
            there = posixpath.normpath(f"{posixpath.dirname(here)}/{target.partition('#')[0]}")
            if there in written and there not in reached:
                reached.add(there)
                left.append(there)
    assert set(written) - reached == set()


def test_there_is_no_page_for_an_exclusion() -> None:
    assert len(SMALL.exclusions) == 1
    assert len(small()) == len(ids_of(SMALL)) + len(SMALL.terms) + 3


def test_two_records_of_one_address_are_refused() -> None:
    twice = Dataset.of(
        {"sources": SMALL.sources, "withdrawn": [Withdrawn(id="one", version="2.0.0", reason="said twice")]}, "twice"
    )
    with pytest.raises(ValueError, match=r"^two pages at sources/one.md; give every record an id of its own$"):
        pages(twice)


def test_merged_data_have_pages_too() -> None:
    assert set(small(merged())) == set(small())


@pytest.mark.parametrize(
    ("id_", "path"),
    [("index", "sources/~index.md"), ("A", "sources/~41~.md"), ("a b/c", "sources/a~20~b~2f~c.md"), (".", "sources/~2e~.md"), ("", "sources/~~.md"), ("~", "sources/~7e~.md")],
)  # fmt: skip
def test_an_id_that_is_not_plain_has_an_address_of_its_own(id_: str, path: str) -> None:
    assert evidence_pages.source_page(id_) == path


# What stands on the page of a claim


def test_a_lay_range_says_what_it_is_read_as(lay: Mapping[str, str]) -> None:
    content = lay[f"records/{LAY}.md"]
    assert row(content, "phrase") == "“several days to a few weeks”"
    assert row(content, "widest reading") == "3 days to 5 weeks [3 d, 5 wk]"
    assert row(content, "shared reading") == "7 days to 2 weeks [7 d, 2 wk]"
    assert (row(content, "low end"), row(content, "high end")) == ("3 to 7 days", "2 to 5 weeks")
    assert row(content, "condition") == "chronic pain"
    assert "In this phrase *several* is 3 to 7, *few* is 2 to 5." in shown(content)


def test_a_lay_claim_says_where_it_was_read_and_how_to_check_it(lay: Mapping[str, str]) -> None:
    content, claim = lay[f"records/{LAY}.md"], ke.load("0.2.0")[LAY]
    assert row(content, "span") == "characters 1559 to 1670, counted from 0, the last not in it"
    assert row(content, "fingerprint") == claim.locator.fingerprint
    assert row(content, "section") == claim.locator.section
    assert "\nketamine-evidence verify --texts texts --data-version 0.2.0\n" in content


def test_the_code_on_a_page_does_what_it_says(texts: Any, capsys: pytest.CaptureFixture[str], lay: Mapping[str, str]) -> None:
    check, load = re.findall(r"^``` \{ \.python \}\n(.*?)^```$", lay[f"records/{LAY}.md"], re.MULTILINE | re.DOTALL)
    exec(check.replace('"texts"', repr(str(texts))), {})  # noqa: S102  our own code
    assert re.search(rf"id='{LAY}', status=<Status.EXACT", capsys.readouterr().out)
    names: dict[str, Any] = {}
    exec(load, names)  # noqa: S102  our own code
    assert names["record"] == ke.load("0.2.0")[LAY]


def test_a_study_range_names_its_place_and_claims_no_check() -> None:
    content = small()["records/one.r002.md"]
    assert row(content, "figure, in our wording") == "0.1 or more"
    assert row(content, "place") == "table 1"
    assert row(content, "read in") == "source-text"
    assert '!!! note "Place not machine-checked"' in content
    assert "fingerprint" not in content.replace("no fingerprint", "")
    assert "verify" not in content


def test_what_is_read_second_hand_says_so() -> None:
    said = "The wording is what others print of it, not the source itself."
    for basis in Basis:
        ranges = [attrs.evolve(_dose("two", "5 mg"), locator=Locator(section="table 1"), basis=basis)]
        content = pages(Dataset.of({"sources": SMALL.sources, "ranges": ranges}, "bases"))["records/two.r001.md"]
        assert (said in content) == (basis is not Basis.SOURCE_TEXT)


def test_a_range_that_reads_one_way_says_it_once() -> None:
    doses = [_dose("one", "1 to 2 mg"), _dose("two", "up to 5 mg")]
    written = pages(Dataset.of({"sources": SMALL.sources, "ranges": doses}, "doses"))
    exact, imprecise = shown(written["records/one.r001.md"]), shown(written["records/two.r001.md"])
    assert "| reading | 1 to 2 mg [1, 2] mg |" in exact
    assert "widest reading |" not in exact
    assert "| widest reading | 0 to 5 mg [0, 5] mg |" in imprecise
    assert "| shared reading | 5 mg [5, 5] mg |" in imprecise


def test_ends_that_are_not_stated_or_open_are_told_apart() -> None:
    content = small()["records/one.r002.md"]
    assert row(content, "low end") == "0.1 mg/kg or more"
    assert row(content, "high end") == "not stated"
    assert row(content, "left open above") == "yes"
    assert row(content, "shared reading") == "none: no value is common to all readings"


def test_hedges_and_approximation_are_shown() -> None:
    content = small()["records/one.r001.md"]
    assert row(content, "weakened by") == "often"
    assert row(content, "approximate") == "yes: the phrase says *about* or the like"


def test_ranges_that_a_record_names_and_that_name_it_are_linked() -> None:
    written = small()
    assert "one.r001.md" in links(written["records/one.p001.md"])
    assert {"one.p001.md", "one.n001.md", "one.t001.md"} & set(links(written["records/one.r001.md"])) == {
        "one.p001.md",
        "one.n001.md",
    }
    assert "| the interval or span of this figure |" in shown(written["records/two.r001.md"])
    assert "| the figure that this is the interval or span of |" in written["records/two.r002.md"]
    assert "| was measured at this time |" in written["records/two.r002.md"]


def test_a_stretch_that_says_it_again_is_named() -> None:
    assert "The text says it again at characters 10 to 20, without a record of its own." in small()["records/one.r001.md"]


def test_others_on_the_same_share_quantity_and_context() -> None:
    content = shown(small()["records/one.r001.md"])
    assert (
        "2 other claims, of 1 source with the same quantity (relief_duration), protocol (induction), condition (crps)." in content
    )
    assert "Others on the same" not in small()["records/one.r002.md"]


def test_a_claim_leads_to_explore_where_the_site_has_that_page() -> None:
    with_it = evidence_pages.pages(SMALL, explore=True)["records/one.r001.md"]
    assert '<a href="../../explore/#record=one.r001">' in with_it
    assert "explore" not in small()["records/one.r001.md"].lower()


# Conflicts


def test_a_conflict_names_the_other_source_what_it_says_and_how_far_apart_they_are() -> None:
    assert "| [Two](../sources/two.md) | “several weeks or longer” ([r001](two.r001.md)) | 18 days |" in html.unescape(
        small()["records/one.r001.md"]
    )
    assert "[It's one](../sources/one.md)" in html.unescape(small()["records/two.r001.md"])


def test_an_interval_around_a_figure_is_not_set_against_others() -> None:
    assert "It is not set against other claims: interval of two.r001." in html.unescape(small()["records/two.r002.md"])


def test_without_others_there_is_no_conflict() -> None:
    assert "None: no other source gives this quantity in this context." in small()["records/one.r002.md"]


def test_sources_that_agree_are_counted() -> None:
    doses = [_dose("one", "1 to 2 mg"), _dose("two", "2 to 5 mg")]
    content = pages(Dataset.of({"sources": SMALL.sources, "ranges": doses}, "doses"))["records/one.r001.md"]
    assert "None among the 2 sources that give this quantity in this context, each read as widely as its words allow." in content


def test_what_a_study_chose_differs_without_a_contradiction() -> None:
    doses = [_dose(one, phrase) for one, phrase in (("one", "1 to 2 mg"), ("two", "5 mg"))]
    content = pages(Dataset.of({"sources": SMALL.sources, "ranges": doses}, "doses"))["records/one.r001.md"]
    assert "What a study chose to give, how long it looked and how many took part may differ without a contradiction." in content
    assert "| 3 mg |" in content


def _dose(source: str, phrase: str) -> ReportedRange:
    return ReportedRange(
        id=f"{source}.r001", source=source, locator=HERE, summary="how much", quantity=Quantity.DOSE, reported=ke.parse_range(phrase),
        statistic=Statistic.RANGE,
    )  # fmt: skip


def test_factors_that_say_the_opposite_are_conflicts() -> None:
    factors = [
        factor("one.f001", "one", Direction.LONGER),
        factor("two.f001", "two", Direction.SHORTER),
        factor("two.f002", "two", Direction.VARIES),
    ]
    written = pages(Dataset.of({"sources": SMALL.sources, "factors": factors}, "factors"))
    conflicts = {path: content.partition("## Conflicts")[2].partition("\n## ")[0] for path, content in written.items()}
    assert "two.f001.md" in links(conflicts["records/one.f001.md"])
    assert "two.f002.md" not in links(conflicts["records/one.f001.md"])
    assert conflicts["records/two.f002.md"] == ""


# Traces


def test_a_lay_claim_leads_to_its_study_and_back() -> None:
    written = small()
    traced = written["records/one.r001.md"].partition("## Traced to")[2]
    assert {"t001.md", "../sources/two.md", "two.r001.md", "two.r002.md"} <= set(links(traced))
    assert "**overstated**" in html.unescape(traced)
    spoken = written["records/two.r001.md"].partition("## Lay claims traced to it")[2]
    assert "| [<code>one.r001</code>](one.r001.md) | for it and against it | overstated | =relief |" in html.unescape(spoken)
    assert "## Lay claims traced to it" in written["sources/two.md"]
    assert "## Its claims traced to studies" in written["sources/one.md"]


def test_a_trace_shows_both_sides() -> None:
    content = small()["records/t001.md"]
    assert {"one.r001.md", "../sources/two.md"} <= set(links(content))
    assert {"two.r001.md"} <= set(links(content.partition("## What speaks for it")[2].partition("## ")[0]))
    assert {"two.r001.md", "two.r002.md"} <= set(links(content.partition("## What speaks against it")[2].partition("\n## ")[0]))


def test_a_lay_claim_that_was_not_traced_says_so(lay: Mapping[str, str]) -> None:
    assert "Not looked for" in lay[f"records/{LAY}.md"]


# Sources and terms


def test_a_source_lists_every_claim_of_it(release: Dataset, written: Mapping[str, str]) -> None:
    for source in release.sources:
        listed = links(written[f"sources/{source.id}.md"].partition("## Its records")[2].partition("\n## ")[0])
        own = [f"../records/{claim.id}.md" for claim in release.claims() if claim.source == source.id]
        assert listed == own


def test_the_account_of_a_text_counts_each_character_once(lay: Mapping[str, str]) -> None:
    ds = ke.load("0.2.0")
    source = ds.sources["biologyinsights-infusion"]
    exclusions = ds.exclusions.where(source=source.id)
    spans = [(one.locator.start or 0, one.locator.end or 0) for one in ds.claims() if one.source == source.id]
    read = {at for start, end in spans for at in range(start, end)}
    left_out = {at for one in exclusions for at in range(one.start, one.end)}
    content = shown(lay[f"sources/{source.id}.md"])
    assert f"| in the spans of records | {len(set(spans))} | {len(read):,} |" in content
    assert f"| in exclusions, which have a reason | {len(exclusions)} | {len(left_out):,} | " in content
    assert f"| in either |  | {len(read | left_out):,} | of {source.characters:,}; what is left lies between them |" in content


def test_of_a_study_the_account_says_where_its_records_were_read() -> None:
    content = small()["sources/two.md"]
    assert "No text of it is kept" in content
    assert row(content, "source-text") == "2"


def test_identifiers_of_a_source_lead_to_those_who_keep_them() -> None:
    source = attrs.evolve(SMALL.sources["two"], doi="10.1000/182", pmid="12", pmcid="PMC34", url="https://example.org/a")
    content = pages(Dataset.of({"sources": [source]}, "identified"))["sources/two.md"]
    assert [row(content, name) for name in ("DOI", "PubMed", "PubMed Central")] == ["10.1000/182", "12", "PMC34"]
    assert {
        "https://doi.org/10.1000/182",
        "https://pubmed.ncbi.nlm.nih.gov/12/",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC34/",
        "https://example.org/a",
    } <= set(links(content))


def test_a_term_counts_its_records_by_tier_and_lists_them() -> None:
    content = small()["terms/effect/nausea.md"]
    assert (row(content, "lay"), row(content, "literature")) == ("1 claim", "none")
    assert "../../records/one.e001.md" in links(content)
    assert "https://hpo.jax.org/browse/term/HP:0002018" in links(content)
    assert row(content, "MeSH") == "D009325"


def test_a_term_that_very_many_use_lists_them_by_source(lay: Mapping[str, str]) -> None:
    content = lay["terms/attribution/asserted.md"]
    listed = [target for target in links(content) if target.startswith("../../records/")]
    using = [claim.id for claim in ke.load("0.2.0").claims() if claim.attribution == "asserted"]
    assert sorted(listed) == sorted(f"../../records/{id_}.md" for id_ in using)
    assert len(using) > hook("evidence_pages.term_pages").LONG


def test_a_reading_convention_lists_the_phrases_that_have_the_word(lay: Mapping[str, str]) -> None:
    listed = {target for target in links(lay["terms/lexicon/few.md"]) if "/records/" in target}
    phrases = {f"../../records/{one.id}.md" for one in ke.load("0.2.0").ranges if "few" in one.reported.text.split()}
    assert listed == phrases != set()


def test_a_term_of_exclusions_leads_to_their_sources(lay: Mapping[str, str]) -> None:
    assert "../../sources/biologyinsights-infusion.md" in links(lay["terms/exclusion_reason/navigation.md"])


def test_a_term_that_nothing_uses_says_so(lay: Mapping[str, str]) -> None:
    assert "No record uses it." in lay["terms/verdict/overstated.md"]
    assert "No phrase has this word." in lay["terms/lexicon/handful.md"]


# Withdrawn records


def test_a_withdrawn_record_keeps_a_page_that_says_why_and_what_to_take_instead() -> None:
    written = pages(
        gone(
            Withdrawn(id="one.r008", version="0.8.0", reason="read again", successor="one.r009"),
            Withdrawn(id="one.r009", version="0.9.0", reason="said twice", successor="one.r001"),
            Withdrawn(id="three", version="0.9.0", reason="not to be had"),
        )
    )
    content = written["records/one.r008.md"]
    assert "one.r008 was withdrawn in data version 0.8.0: read again; take one.r001 instead." in shown(content)
    assert "one.r001.md" in links(content)
    assert row(written["sources/three.md"], "take instead") == "nothing takes its place"
    assert {"one.r008.md", "one.r009.md", "../sources/three.md"} <= set(links(written["records/index.md"]))
    assert list(dead_links(written)) == []


def test_a_record_that_names_a_withdrawn_one_leads_to_its_page() -> None:
    dataset = Dataset.of(
        {
            "sources": SMALL.sources,
            "findings": SMALL.findings,
            "traces": SMALL.traces,
            "withdrawn": [
                Withdrawn(id=id_, version="1.0.0", reason="said twice") for id_ in ("one.r001", "two.r001", "two.r002")
            ],
        },
        "1.0.0",
    )
    written = pages(dataset)
    assert "one.r001.md" in links(written["records/one.n001.md"])
    assert {"one.r001.md", "two.r001.md", "two.r002.md"} <= set(links(written["records/t001.md"]))
    assert list(dead_links(written)) == []


# Citing


@pytest.mark.parametrize("format_", ["apa", "bibtex", "ris"])
def test_every_record_is_cited_as_the_package_cites_it(format_: str) -> None:
    written = small()
    for id_ in [*SMALL.sources.ids, *(claim.id for claim in SMALL.claims()), *SMALL.traces.ids]:
        content = written[f"sources/{id_}.md" if id_ in SMALL.sources.ids else f"records/{id_}.md"]
        block = "\n".join(f"    {line}" if line else "" for line in ke.cite(id_, format_, version=SMALL).split("\n"))
        assert f"``` {{ .text .citation }}\n{block}\n    ```" in content


def test_linked_data_are_those_of_the_record(release: Dataset, written: Mapping[str, str]) -> None:
    records: list[Any] = [*release.sources, *release.claims(), *release.traces]
    for record in records:
        path = f"sources/{record.id}.md" if isinstance(record, Source) else f"records/{record.id}.md"
        found = linked_data(written[path])
        assert found == json.loads(ke.cite(record, "schema.org", version=release))
        assert record.id in found["name"]
        assert found["version"] == release.version
        if isinstance(record, Claim):
            assert found["description"].startswith(record.summary)


def test_no_text_can_end_the_script_of_the_linked_data() -> None:
    content = pages(with_texts("</script><script>alert(1)</script><!--"))["records/one.r001.md"]
    last = content.rstrip("\n").rpartition("\n")[2]
    assert last.count("<") == 2
    assert re.fullmatch(r'<script type="application/ld\+json">[^<>]*</script>', last)
    assert "</script><script>alert(1)</script><!--" in linked_data(content)["description"]


# Escaping


class _Seen(HTMLParser):
    """The elements of a page in their order, each with its attributes, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Any] = []
        self.text: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = [(name, value) for name, value in attrs if name != "id" and not (value or "").startswith("__")]
        self.elements.append((tag, kept))

    def handle_data(self, data: str) -> None:
        self.text += data


def rendered(content: str) -> _Seen:
    """A page as the builder of the docs makes it."""
    markdown = pytest.importorskip("markdown", reason="Markdown is not installed; pip install -e '.[dev]'")
    pytest.importorskip("pymdownx", reason="pymdown-extensions is not installed; pip install -e '.[dev]'")
    extensions = ["tables", "toc", "attr_list", "admonition", "pymdownx.superfences", "pymdownx.highlight", "pymdownx.tabbed"]
    seen = _Seen()
    _, _, body = content.partition("\n---\n")
    seen.feed(markdown.markdown(body, extensions=extensions, extension_configs={"pymdownx.tabbed": {"alternate_style": True}}))
    return seen


def test_texts_never_become_elements_of_a_page() -> None:
    plain, nasty = small(with_texts("plain")), small(with_texts(NASTY))
    assert set(plain) == set(nasty)
    for path in plain:
        assert rendered(nasty[path]).elements == rendered(plain[path]).elements, path


def test_a_text_is_shown_as_it_is() -> None:
    said = re.sub(r"\s+", " ", NASTY)
    for path in (
        "records/one.r001.md",
        "records/one.s001.md",
        "sources/one.md",
        "terms/effect/nausea.md",
        "records/t001.md",
        "records/one.r009.md",
    ):
        assert said in re.sub(r"\s+", " ", rendered(small(with_texts(NASTY))[path]).text), path


def test_a_description_is_one_line_of_yaml_and_html() -> None:
    head = small(with_texts(NASTY))["records/one.r001.md"].partition("\n---\n")[0].split("\n")
    assert head[0] == "---"
    assert head[2:] == ["search:", "  exclude: true"]
    description = json.loads(head[1].removeprefix("description: "))
    assert not set('<>"') & set(description)


def test_an_address_that_is_none_is_not_linked() -> None:
    outward = hook("evidence_pages.markup").outward
    assert links(outward("javascript:alert(1)")) == []
    assert links(outward("https://a.b/c(d)[e] f\ng`h`")) == ["https://a.b/c%28d%29%5Be%5D%20f%20g%60h%60"]
    assert links(outward("data:text/html,<b>")) == []


# The version


@pytest.mark.parametrize("version", [None, "", *ke.versions()])
def test_the_site_shows_the_version_that_it_is_told_or_the_newest(version: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    shown_data = hook("shown_data")
    if version is None:
        monkeypatch.delenv(shown_data.VERSION, raising=False)
    else:
        monkeypatch.setenv(shown_data.VERSION, version)
    shown_data.shown.cache_clear()
    assert shown_data.shown().version == (version or ke.versions()[-1])
    shown_data.shown.cache_clear()


# The code itself


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_the_docstrings_run(name: str) -> None:
    assert doctest.testmod(hook(f"evidence_pages.{name}"), optionflags=doctest.ELLIPSIS).failed == 0


def test_the_pages_know_nothing_of_what_builds_the_site() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (FOLDER / "evidence_pages").glob("*.py")]
    assert len(sources) == len(MODULES) + 1
    assert not any("mkdocs" in source.lower() for source in sources)
