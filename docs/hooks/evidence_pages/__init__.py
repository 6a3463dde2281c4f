"""A page for every source, claim, trace and term of a dataset, and for every id that was withdrawn.

What is written is plain Markdown by its path in the docs, with relative links; nothing here knows the tool that makes a site of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evidence_pages.addresses import RECORDS, SOURCES, TERMS, record_page, source_page, term_page
from evidence_pages.claim_pages import claim_page
from evidence_pages.index_pages import records_page, sources_page, terms_page
from evidence_pages.lookups import Lookups
from evidence_pages.source_pages import source_page_of
from evidence_pages.term_pages import term_page_of
from evidence_pages.trace_pages import trace_page
from evidence_pages.withdrawn_pages import address_of, withdrawn_page
from ketamine_evidence import Dataset

INDEXES = (SOURCES, RECORDS, TERMS)
"""The pages that list the others, which alone stand in the navigation."""


def pages(dataset: Dataset, *, explore: bool = False) -> Mapping[str, str]:
    """Write every page of a dataset.

    Args:
        dataset: any version.
        explore: whether the site has the page on which claims are explored, for the pages of claims to lead there.

    Returns:
        Markdown by the path of its file, such as `records/biologyinsights-infusion.r004.md`.

    Raises:
        ValueError: where two pages would have one address.
    """
    written: dict[str, str] = {}
    for path, content in _pages(Lookups(dataset, explore=explore)):
        if path in written:
            raise ValueError(f"two pages at {path}; give every record an id of its own")
        written[path] = content
    return written


def _pages(look: Lookups) -> Iterator[tuple[str, str]]:
    yield SOURCES, sources_page(look)
    yield RECORDS, records_page(look)
    yield TERMS, terms_page(look)
    for source in look.dataset.sources:
        yield source_page(source.id), source_page_of(source, look)
    for claim in look.dataset.claims():
        yield record_page(claim.id), claim_page(claim, look)
    for trace in look.dataset.traces:
        yield record_page(trace.id), trace_page(trace, look)
    for term in look.dataset.terms:
        yield term_page(term.scheme, term.id), term_page_of(term, look)
    for one in look.dataset.withdrawn:
        yield address_of(one), withdrawn_page(one, look)
