"""The strategies that users get: what they make is well formed, fits together, shrinks small, and is known to hypothesis by type."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import attrs
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from ketamine_evidence import Dataset, ImpreciseNumber, Range, RangeSet, Reported, hypothesis_entry, strategies
from ketamine_evidence.dataset.keys import entries
from ketamine_evidence.dataset.references import broken_references
from ketamine_evidence.records.codec import CONVERTER
from ketamine_evidence.records.evidence import KEYS, TABLES, Factor, ReportedRange
from ketamine_evidence.records.rows import from_row, to_row
from ketamine_evidence.values.quantities import DIMENSIONS

hypothesis_entry.register()


@given(strategies.ranges(units=("mg/kg", "ug/kg"), min_value=0, max_value=3, allow_open=False, allow_unbounded=False))
def test_ranges_keep_to_what_was_asked(one: Range) -> None:
    assert one.low_closed
    assert one.high_closed
    assert one in Range(0, 3, "mg/kg")


@given(strategies.range_sets(min_size=1, max_size=2))
def test_range_sets_keep_to_their_sizes(one: RangeSet) -> None:
    assert 1 <= len(one) <= 2


@given(strategies.imprecise_numbers(allow_unbounded=False))
def test_imprecise_numbers_have_an_upper_reading_where_asked(number: ImpreciseNumber) -> None:
    assert number.most is not None


@given(strategies.records())
def test_records_survive_plain_data_and_rows(record: attrs.AttrsInstance) -> None:
    kind = type(record)
    assert CONVERTER.structure(CONVERTER.unstructure(record), kind) == record
    assert CONVERTER.structure(from_row(to_row(record), kind), kind) == record


@given(strategies.records(ReportedRange))
def test_reported_ranges_fit_their_quantity(record: ReportedRange) -> None:
    assert record.reported.dimension in DIMENSIONS[record.quantity]


@given(strategies.records(Factor, id="one.f001", level=None))
def test_fields_that_are_given_are_not_drawn(record: Factor) -> None:
    assert (record.id, record.level) == ("one.f001", None)


@given(strategies.datasets(max_sources=3))
def test_datasets_fit_together(dataset: Dataset) -> None:
    claims = list(dataset.claims())
    assert len({claim.id for claim in claims}) == len(claims)
    for claim in claims:
        assert claim.source in dataset.sources.ids
        assert dataset[claim.id] is claim
        for id_ in getattr(claim, "ranges", ()):
            assert dataset[id_].source == claim.source
    assert broken_references(entries(dataset.tables, dataset.version)) == set()
    for name, table in dataset.tables.items():
        keys = [tuple(getattr(record, field) for field in KEYS.get(name, ("id",))) for record in table]
        assert keys == sorted(keys)


def test_figures_name_figures_and_traces_lead_to_claims() -> None:
    named = find(
        strategies.datasets(), lambda ds: any(one.estimate for one in ds.ranges) and any(one.supports for one in ds.traces)
    )
    assert len(named.ranges) > 1


def test_a_dataset_may_be_empty() -> None:
    dataset = find(strategies.datasets(min_sources=0), lambda _: True)
    assert len(dataset.sources) == 0
    assert list(dataset.claims()) == []


@pytest.mark.parametrize(
    ("strategy", "shrunk"),
    [
        pytest.param(strategies.ranges(), Range(0, 0, "d"), id="ranges"),
        pytest.param(strategies.range_sets(), RangeSet(), id="range_sets"),
        pytest.param(strategies.imprecise_numbers(), ImpreciseNumber(0, 0, "d"), id="imprecise_numbers"),
    ],
)
def test_values_shrink_to_the_simplest(strategy: st.SearchStrategy[object], shrunk: object) -> None:
    assert find(strategy, lambda _: True, settings=settings(database=None)) == shrunk


@pytest.mark.parametrize("kind", [Range, RangeSet, ImpreciseNumber, Reported, Dataset, *TABLES.values()])
def test_types_are_known_to_hypothesis(kind: type) -> None:
    made: st.SearchStrategy[object] = st.from_type(kind)

    @settings(max_examples=2)
    @given(made)
    def check(one: object) -> None:
        assert isinstance(one, kind)

    check()


def test_hypothesis_finds_the_strategies_by_itself() -> None:
    (found,) = entry_points(group="hypothesis", name="ketamine-evidence")
    assert found.load() is hypothesis_entry.register


@pytest.mark.parametrize("first", ["ketamine_evidence.strategies", "hypothesis", "ketamine_evidence"])
def test_whatever_is_imported_first(first: str) -> None:
    code = f"import {first}; from hypothesis import strategies as st; from ketamine_evidence import Range; st.from_type(Range).example()"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  the code is ours


@given(strategies.texts())
def test_texts_are_one_line_without_the_separator(text: str) -> None:
    assert text.isprintable()
    assert text.strip()
    assert "|" not in text
