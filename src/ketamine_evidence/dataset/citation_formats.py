"""Citations as reference managers and people write them: APA, BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ketamine_evidence.dataset.bibliography import Author, Citation, Kind, Reference
from ketamine_evidence.dataset.escapes import bibtex as tex
from ketamine_evidence.dataset.escapes import bibtex_key, bibtex_verbatim, one_line

OTHERS = "et al."
_MOST_AUTHORS = 20
"""How many authors APA names; of more, all but the last are cut to one fewer."""


def apa(citation: Citation) -> str:
    """Write the references in APA's style (7th edition), one a line.

    Examples:
        >>> apa(Citation(of=Reference(key="a", kind=Kind.PAGE, title="How long?", url="https://example.org")))
        'How long? (n.d.). https://example.org'
    """
    return "\n".join(_apa(one) for one in citation.references)


def _apa(one: Reference) -> str:
    title = one_line(one.title)
    if one.version is not None:
        title += f" (Version {one_line(one.version)})"
    if one.kind is Kind.DATASET:
        title += " [Data set]"
    year = f"({one.year if one.year is not None else 'n.d.'})"
    authors = _apa_authors([_apa_author(author) for author in one.authors])
    parts = [_stopped(authors), f"{year}.", _stopped(title)] if authors else [_stopped(title), f"{year}."]
    if place := _apa_journal(one) or one_line(one.publisher or ""):
        parts.append(_stopped(place))
    if one.sha256 is not None:
        parts.append(f"SHA-256: {one.sha256}.")
    if one.doi is not None or one.url is not None:
        parts.append(one_line(f"https://doi.org/{one.doi}" if one.doi is not None else one.url or ""))
    return " ".join(parts)


def _apa_journal(one: Reference) -> str:
    """Where in a journal it is, as far as known."""
    issue = f"({one.issue})" if one.issue is not None else ""
    pages = "–".join(page for page in one.span_of_pages or () if page is not None)  # noqa: RUF001  APA's dash
    return one_line(", ".join(part for part in (one.journal, f"{one.volume or ''}{issue}", pages) if part))


def _apa_author(author: Author) -> str:
    if author.is_others:
        return OTHERS
    if author.family is None:
        return one_line(author.name)
    initials = re.sub(r"\.(?=[A-Z])", ". ", author.given or "")
    return f"{one_line(author.family)}, {initials}"


def _apa_authors(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    if names[-1] == OTHERS:
        return ", ".join(names)
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, . . . {names[-1]}"
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _stopped(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def bibtex(citation: Citation) -> str:
    """Write the references as BibTeX, with the entry types of biblatex where BibTeX has none (`@dataset`, `@online`)."""
    return "\n\n".join(_bibtex(one) for one in citation.references)


_ENTRIES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "dataset", Kind.ARTICLE: "article", Kind.PAGE: "online", Kind.DOCUMENT: "misc"}
)


def _bibtex(one: Reference) -> str:
    fields = {
        "author": " and ".join(_bibtex_author(author) for author in one.authors),
        "title": f"{{{tex(one.title)}}}",  # the second braces keep its capitals
        "journal": tex(one.journal or ""),
        "year": str(one.year) if one.year is not None else "",
        "month": str(one.released.month) if one.released is not None else "",
        "volume": tex(one.volume or ""),
        "number": tex(one.issue or ""),
        "pages": "--".join(tex(page) for page in one.span_of_pages or () if page is not None),
        "publisher" if one.kind is Kind.ARTICLE else "organization": tex(one.publisher or ""),
        "version": tex(one.version or ""),
        "url": bibtex_verbatim(one.url or ""),
        "doi": bibtex_verbatim(one.doi or ""),
        "eprint": bibtex_verbatim(one.pmid or ""),
        "eprinttype": "pubmed" if one.pmid is not None else "",
        "pmcid": tex(one.pmcid or ""),
        "language": tex(one.language or ""),
        "keywords": ", ".join(tex(word) for word in one.keywords),
        "abstract": tex(one.description or ""),
        "note": tex(" ".join(_notes(one))),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_ENTRIES[one.kind]}{{{bibtex_key(one.key)},", *lines, "}"])


def _bibtex_author(author: Author) -> str:
    if author.is_others:
        return "others"
    parts = [tex(part) for part in (author.family, author.given) if part is not None]
    if len(parts) < 2 or re.search(r"\band\b", author.name, re.IGNORECASE):
        return f"{{{tex(author.name)}}}"
    return ", ".join(parts)


def _notes(one: Reference) -> Iterator[str]:
    if one.sha256 is not None:
        yield f"SHA-256: {one.sha256}."
    if one.licence is not None:
        yield f"Licence: {one.licence}."
    yield from (one_line(note) for note in one.notes)


def ris(citation: Citation) -> str:
    """Write the references as RIS."""
    return "\n\n".join(_ris(one) for one in citation.references)


_RIS_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "DATA", Kind.ARTICLE: "JOUR", Kind.PAGE: "ELEC", Kind.DOCUMENT: "GEN"}
)


def _ris(one: Reference) -> str:
    tags: list[tuple[str, str]] = [
        ("TY", _RIS_TYPES[one.kind]),
        ("ID", one.key),
        *(("AU", author.name if author.family is None else f"{author.family}, {author.given}") for author in one.authors),
        ("TI", one.title),
        ("PY", str(one.year) if one.year is not None else ""),
        ("DA", f"{one.released:%Y/%m/%d}" if one.released is not None else ""),
        ("T2", one.journal or ""),
        ("VL", one.volume or ""),
        ("IS", one.issue or ""),
        *zip(("SP", "EP"), (page or "" for page in one.span_of_pages or ()), strict=False),
        ("PB", one.publisher or ""),
        ("ET", one.version or ""),
        ("DO", one.doi or ""),
        ("UR", one.url or ""),
        ("AN", one.pmid or ""),
        ("DB", "PubMed" if one.pmid is not None else ""),
        ("C2", one.pmcid or ""),
        ("LA", one.language or ""),
        ("AB", one.description or ""),
        *(("KW", word) for word in one.keywords),
        *(("N1", note) for note in _notes(one)),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in tags if one_line(value)]
    return "\n".join([*lines, "ER  - "])


def csl_json(citation: Citation) -> str:
    """Write the references as CSL-JSON, which citation processors read."""
    return json.dumps([csl_item(one) for one in citation.references], indent=2, ensure_ascii=False)


_CSL_TYPES: Mapping[Kind, str] = MappingProxyType(
    {Kind.DATASET: "dataset", Kind.ARTICLE: "article-journal", Kind.PAGE: "webpage", Kind.DOCUMENT: "document"}
)


def csl_item(one: Reference) -> dict[str, Any]:
    """Give a reference as an item of CSL-JSON.

    Examples:
        >>> csl_item(Reference(key="a", kind=Kind.DOCUMENT, title="How long?"))
        {'id': 'a', 'type': 'document', 'title': 'How long?'}
    """
    day = [one.released.year, one.released.month, one.released.day] if one.released is not None else [one.year]
    fields: dict[str, Any] = {
        "id": one.key,
        "type": _CSL_TYPES[one.kind],
        "title": one.title,
        "author": [_csl_author(author) for author in one.authors],
        "issued": {"date-parts": [day]} if day != [None] else None,
        "container-title": one.journal,
        "volume": one.volume,
        "issue": one.issue,
        "page": one.pages,
        "publisher": one.publisher,
        "version": one.version,
        "URL": one.url,
        "DOI": one.doi,
        "PMID": one.pmid,
        "PMCID": one.pmcid,
        "language": one.language,
        "abstract": one.description,
        "keyword": ", ".join(one.keywords),
        "note": " ".join(_notes(one)),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_author(author: Author) -> dict[str, str]:
    if author.is_others:
        return {"literal": "others"}
    if author.family is None:
        return {"literal": author.name}
    return {"family": author.family, "given": author.given or ""}


FORMATS: Mapping[str, Callable[[Citation], str]] = MappingProxyType(
    {"apa": apa, "bibtex": bibtex, "ris": ris, "csl-json": csl_json}
)
"""The formats of this module by name."""
