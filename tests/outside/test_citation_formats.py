"""Citations of any text, read back by parsers that we did not write."""

from __future__ import annotations

from datetime import date
from typing import Any

import rispy  # type: ignore[import-untyped]
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, parse_string  # type: ignore[import-untyped]
from pylatexenc.latex2text import (  # type: ignore[import-untyped]
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from ketamine_evidence.dataset.bibliography import Author, Citation, Kind, Reference
from ketamine_evidence.dataset.citations import FORMATS
from ketamine_evidence.dataset.escapes import one_line

BY_NAME = get_default_latex_context_db()
BY_NAME.add_context_category(
    "LaTeX's own names of characters that the reader does not know",
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
    prepend=True,
)
LATEX = LatexNodes2Text(latex_context=BY_NAME, strict_latex_spaces=True)
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
SPECIAL = st.text(
    st.sampled_from("\\{}$&%#_^~\"'`-?!,<>@=:;|[]*\n\r\t é\N{EN DASH}“”ß中 \N{NO-BREAK SPACE}\N{LINE SEPARATOR}abc"),
    min_size=1,
    max_size=30,
)
TEXTS = (ANY | SPECIAL).filter(one_line)
WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
URLS = st.text(st.sampled_from("abcXYZ019-._~:/?#[]@!$&'()*+,;=%"), min_size=1, max_size=20).map("https://example.org/".__add__)
NAMES = TEXTS.map(Author) | st.builds(lambda family, given: Author(f"{family}, {given}", family, given), WORDS, WORDS)
PAGES = st.sampled_from([None, "521-546", "E255", "CD012"])
REFERENCES = st.builds(
    Reference,
    key=st.text(st.sampled_from("abc0-."), min_size=1, max_size=10),
    kind=st.sampled_from(Kind),
    title=TEXTS,
    authors=st.lists(NAMES, max_size=3).map(tuple),
    journal=st.none() | TEXTS,
    volume=st.none() | TEXTS,
    issue=st.none() | TEXTS,
    pages=PAGES,
    year=st.none() | st.integers(1000, 2100),
    released=st.none() | st.dates(date(1900, 1, 1)),
    publisher=st.none() | TEXTS,
    url=st.none() | URLS,
    doi=st.none() | st.just("10.1000/a_b(1)<2>%25"),
    pmid=st.none() | st.just("12345"),
    language=st.none() | st.just("en"),
    version=st.none() | TEXTS,
    sha256=st.none() | st.just("0" * 64),
    licence=st.none() | st.just("CC0-1.0"),
    description=st.none() | TEXTS,
    keywords=st.lists(WORDS, max_size=2).map(tuple),
    notes=st.lists(TEXTS, max_size=2).map(tuple),
)


def spaced(text: str | None) -> str:
    """A text in one line, each white space of whatever kind a plain space, as parsers of BibTeX and RIS give it."""
    return " ".join(one_line(text or "").split())


def printed(entry: Entry, field: str) -> str:
    """What LaTeX prints of a field."""
    fields: Any = entry.fields
    return spaced(LATEX.latex_to_text(fields.get(field, "")))


@given(REFERENCES)
def test_bibtex_reads_back_the_same_fields(one: Reference) -> None:
    (entry,) = parse_string(FORMATS["bibtex"](Citation(of=one)), "bibtex").entries.values()
    assert entry.type == {"dataset": "dataset", "article": "article", "page": "online", "document": "misc"}[one.kind]
    assert entry.key == one.key
    assert printed(entry, "title") == spaced(one.title)
    assert printed(entry, "publisher" if one.kind is Kind.ARTICLE else "organization") == spaced(one.publisher)
    assert printed(entry, "version") == spaced(one.version)
    assert [printed(entry, field) for field in ("journal", "volume", "number")] == [
        spaced(value) for value in (one.journal, one.volume, one.issue)
    ]
    assert entry.fields.get("pages", "").replace("--", "-") == (one.pages or "")
    assert printed(entry, "abstract") == spaced(one.description)
    assert entry.fields.get("year") == (None if one.year is None else str(one.year))
    assert (entry.fields.get("url"), entry.fields.get("doi")) == (one.url, one.doi)
    names = [spaced(LATEX.latex_to_text(" ".join([*p.prelast_names, *p.last_names]))) for p in entry.persons.get("author", [])]
    assert names == [spaced(author.family or author.name) for author in one.authors]


@given(REFERENCES)
def test_ris_reads_back_the_same_fields(one: Reference) -> None:
    (entry,) = rispy.loads(FORMATS["ris"](Citation(of=one)))
    assert entry["type_of_reference"] == {"dataset": "DATA", "article": "JOUR", "page": "ELEC", "document": "GEN"}[one.kind]
    assert spaced(entry["title"]) == spaced(one.title)
    assert [spaced(name) for name in entry.get("authors", [])] == [spaced(author.name) for author in one.authors]
    held = {
        "publisher": one.publisher,
        "edition": one.version,
        "abstract": one.description,
        "doi": one.doi,
        "secondary_title": one.journal,
        "volume": one.volume,
        "number": one.issue,
    }
    assert {field: spaced(entry.get(field)) for field in held} == {field: spaced(value) for field, value in held.items()}
    assert [entry[field] for field in ("start_page", "end_page") if field in entry] == (one.pages or "").split("-")[
        : 2 if one.pages else 0
    ]
    assert ";".join(entry.get("urls", [])) == (one.url or "")
    assert entry.get("keywords", []) == list(one.keywords)
    assert set(entry) <= {
        "type_of_reference", "id", "authors", "title", "year", "date", "publisher", "edition", "doi", "urls",
        "accession_number", "name_of_database", "secondary_title", "volume", "number", "start_page", "end_page", "language", "abstract", "keywords", "notes",
    }  # fmt: skip


@given(REFERENCES, st.lists(REFERENCES, max_size=2))
def test_cff_reads_back_the_same_fields(one: Reference, sources: list[Reference]) -> None:
    found: dict[str, Any] = yaml.safe_load(FORMATS["cff"](Citation(of=one, sources=tuple(sources))))
    assert found["title"] == one.title
    assert found.get("version") == one.version
    assert found.get("keywords", []) == list(one.keywords)
    assert found.get("date-released") == (None if one.released is None else one.released.isoformat())
    assert [name.get("name") or f"{name['family-names']}, {name['given-names']}" for name in found.get("authors", [])] == [
        author.name for author in one.authors
    ]
    references: list[dict[str, Any]] = found.get("references", [])
    assert [(each["title"], each.get("year")) for each in references] == [(source.title, source.year) for source in sources]
    assert [each.get("journal") for each in references] == [source.journal for source in sources]
    assert [each.get("publisher") for each in references] == [
        None if source.publisher is None else {"name": source.publisher} for source in sources
    ]


@given(st.lists(REFERENCES, min_size=1, max_size=4, unique_by=lambda one: one.key))
def test_every_reference_is_an_entry_of_its_own(references: list[Reference]) -> None:
    citation = Citation(of=references[0], sources=tuple(references[1:]))
    keys = [one.key for one in references]
    assert list(parse_string(FORMATS["bibtex"](citation), "bibtex").entries) == keys
    assert [entry["id"] for entry in rispy.loads(FORMATS["ris"](citation))] == keys
