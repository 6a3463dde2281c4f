"""The exports that carry citations: the files they write, and that they are what `cite` says."""

from __future__ import annotations

from pathlib import Path

import pytest

import ketamine_evidence as ke
from ketamine_evidence.export.formats import FORMATS, export_files

FILES = {
    "bibtex": {"sources.bib": "bibtex"},
    "ris": {"sources.ris": "ris"},
    "csl": {"sources.json": "csl-json"},
    "citation": {
        "CITATION.cff": "cff",
        "datacite.json": "datacite",
        "schema-org.jsonld": "schema.org",
        "apa.txt": "apa",
    },
}


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_the_citation_of_the_dataset_and_all_its_sources(name: str) -> None:
    ds = ke.load("0.1.0")
    expected = {file: f"{ke.cite(ds.sources, format_)}\n".encode() for file, format_ in FILES[name].items()}
    assert export_files(ds, name) == expected


@pytest.mark.parametrize("name", FILES)
def test_an_export_is_written_into_a_folder_and_needs_no_extra(name: str, tmp_path: Path) -> None:
    folder = ke.export_to(ke.load("0.1.0"), name, tmp_path / name)
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES[name])
    assert FORMATS[name].extra == ""
    assert FORMATS[name].title


@pytest.mark.parametrize("name", FILES)
def test_every_source_is_named_once_in_each_file(name: str) -> None:
    ds = ke.load("0.1.0")
    for content in export_files(ds, name).values():
        text = content.decode()
        assert [source.title for source in ds.sources if text.count(source.title) != 1] == []


def test_an_unknown_export_names_the_nearest() -> None:
    with pytest.raises(ke.QueryError) as caught:
        export_files(ke.load("0.1.0"), "bibtx")
    assert str(caught.value).startswith("no format 'bibtx'; there are: ")
    assert str(caught.value).endswith("; did you mean 'bibtex'?")
