"""Laws of citations: of how texts are written, and of what JSON holds."""

from __future__ import annotations

import json
import re

import attrs
from hypothesis import example, given
from hypothesis import strategies as st

from ketamine_evidence.dataset.bibliography import Citation, Kind, Reference, of_source
from ketamine_evidence.dataset.citations import FORMATS, cite
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.escapes import bibtex, bibtex_key, one_line, yaml
from ketamine_evidence.records.evidence import Source
from ketamine_evidence.strategies import datasets, records

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS)
@example("a\u2028 b\x85\r\nc\x1c")
def test_one_line_is_idempotent_and_has_no_breaks(text: str) -> None:
    """one_line(one_line(t)) = one_line(t), and it is one line."""
    line = one_line(text)
    assert one_line(line) == line
    assert len(line.splitlines()) <= 1


@given(TEXTS)
def test_one_line_changes_nothing_but_spaces(text: str) -> None:
    """Every character that is no space or control character is kept, in order."""
    kept = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
    assert kept.sub("", one_line(text)).strip() == kept.sub("", text).strip()


@given(TEXTS)
def test_braces_of_a_field_of_bibtex_are_balanced(text: str) -> None:
    """At no place of a BibTeX field are there more closing braces than opening ones, and in the end as many."""
    depth = 0
    for char in bibtex(text):
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


@given(TEXTS, TEXTS)
def test_two_ids_never_give_one_key(one: str, other: str) -> None:
    """Two ids have one BibTeX key exactly where they are the same id."""
    assert (bibtex_key(one) == bibtex_key(other)) == (one == other)
    assert re.fullmatch(r"[A-Za-z0-9.:_-]*", bibtex_key(one))


@given(TEXTS)
@example('a\u2028b\x85c\ufeff"\\')
def test_a_scalar_of_yaml_is_one_line_that_json_reads_too(text: str) -> None:
    """A text in YAML is one line, and as JSON it is that text again."""
    assert len(yaml(text).splitlines()) == 1
    assert json.loads(yaml(text)) == text


@given(records(Source), st.lists(TEXTS.filter(bool), min_size=3, max_size=3))
def test_json_holds_texts_as_they_are(source: Source, texts: list[str]) -> None:
    """Title, publisher and authors come out of CSL-JSON, DataCite and schema.org as they went in."""
    title, publisher, name = texts
    one = of_source(attrs.evolve(source, title=title, publisher=publisher, authors=(name,)))
    citation = Citation(of=Reference(key="a", kind=Kind.DATASET, title=title, authors=one.authors), sources=(one,))
    item = json.loads(FORMATS["csl-json"](citation))[1]
    assert (item["title"], item["publisher"]) == (title, publisher)
    (work,) = json.loads(FORMATS["schema.org"](citation))["isBasedOn"]
    assert (work["name"], work["publisher"]["name"]) == (title, publisher)
    (related,) = json.loads(FORMATS["datacite"](citation))["relatedItems"]
    assert (related["titles"][0]["title"], related["publisher"]) == (title, publisher)


@given(datasets())
def test_any_dataset_is_cited_with_all_of_its_sources_in_every_format(dataset: Dataset) -> None:
    """A citation of all sources names the version and each of them, in every format."""
    for name in FORMATS:
        text = cite(dataset.sources, name)
        assert dataset.version in text
        assert dataset.digest in text
    keys = [item["id"] for item in json.loads(cite(dataset.sources, "csl-json"))]
    assert keys == [f"ketamine-evidence-{dataset.version}", *dataset.sources.ids]
