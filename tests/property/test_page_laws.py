"""The laws of the pages of records."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from hooks import hook
from ketamine_evidence import Dataset
from ketamine_evidence.dataset.escapes import one_line
from ketamine_evidence.strategies import datasets
from made_pages import dead_links, evidence_pages, pages

markup = hook("evidence_pages.markup")
small = datasets(max_claims=2)


@given(small)
def test_every_record_and_term_has_one_page(one: Dataset) -> None:
    """There are as many pages as sources, claims, traces, terms and withdrawn ids, and the three that list them."""
    records = [*one.sources, *one.claims(), *one.traces, *one.terms, *one.withdrawn]
    assert len(pages(one)) == len(records) + len(evidence_pages.INDEXES)


@given(small)
def test_every_link_of_a_page_leads_to_a_page(one: Dataset) -> None:
    """Whatever the records say."""
    assert list(dead_links(pages(one))) == []


@given(st.text())
def test_a_text_on_a_page_stands_for_itself(one: str) -> None:
    """In one line, and with no character that Markdown or HTML takes for more than itself."""
    written = markup.text(one)
    assert html.unescape(written) == one_line(one)
    assert not set('`*_{}[]<>!|~\\"') & set(written)


@given(st.text(), st.text())
def test_two_ids_never_share_an_address(one: str, other: str) -> None:
    """Also where files are told apart by small letters alone."""
    paths = {evidence_pages.record_page(id_).lower() for id_ in (one, other)}
    assert len(paths) == len({one, other})
