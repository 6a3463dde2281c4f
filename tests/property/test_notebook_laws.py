"""What notebooks show: markup that is whole, in which text stays text, and pictures that are in order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_type_hints

import attrs
from hypothesis import given
from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence import Reported
from ketamine_evidence._html import element
from ketamine_evidence.dataset.keys import table_of
from ketamine_evidence.records.evidence import ReportedRange, Withdrawn
from ketamine_evidence.records.hints import bare
from ketamine_evidence.strategies import datasets, records, reported, texts
from ketamine_evidence.synthesis.profile_axis import axis_over
from ketamine_evidence.synthesis.profile_chart import axis_of, profile_svg
from ketamine_evidence.values.quantities import Quantity
from ketamine_evidence.values.units import unit_of
from shown import Shown, shown
from small_dataset import SMALL

RELIEF = next(one for one in SMALL.ranges if one.quantity is Quantity.RELIEF_DURATION)
markup_like = st.text(st.sampled_from("<>&\"'/=!-;#ab"), min_size=1, max_size=16) | texts()
"""Texts, many of which would be markup if they were let."""


@st.composite
def hostile(draw: st.DrawFn) -> Any:
    """Records of any kind, each of whose texts looks like markup."""
    record: Any = draw(records())
    hints = get_type_hints(type(record))
    names = [field.name for field in attrs.fields(type(record)) if bare(hints[field.name]) is str]
    changed = attrs.evolve(record, **{name: draw(markup_like) for name in names})
    if isinstance(changed, ReportedRange):
        return attrs.evolve(changed, reported=attrs.evolve(changed.reported, text=draw(markup_like)))
    return changed


@given(text=markup_like)
def test_text_in_an_element_is_that_text(text: str) -> None:
    """What is read back from an element that was given a text is the text, in its content and in its attributes."""
    found = Shown(element("p", text, title=text))
    assert (found.text, found.of("p")) == (text, [{"title": text}])


@given(record=hostile())
def test_every_text_of_a_record_is_shown_as_it_is(record: Any) -> None:
    """Each text of a record stands in the cell of its field, character by character, and nowhere does it become markup."""
    found = shown(record)
    (grid,) = found.tables
    for name, kind in get_type_hints(type(record)).items():
        value = getattr(record, name)
        if name == "id":
            assert grid.caption.startswith(value)
        elif value is not None and bare(kind) is str:
            assert grid.pairs[name.replace("_", " ")] == value
        elif isinstance(value, Reported):
            assert grid.pairs["reported"] == f"“{value.text}”"


@given(dataset=datasets())
def test_every_table_is_whole_and_has_a_row_a_record(dataset: ke.Dataset) -> None:
    """A dataset and its tables show whole markup; a table of at most ten records has a row for each, below its heads."""
    assert len(shown(dataset).tables[0].rows) == 1 + len(dataset.tables)
    for table in dataset.tables.values():
        (grid,) = shown(table).tables
        rows = [row for row in grid.rows[1:] if len(row) == len(grid.rows[0])]
        assert len(rows) == len(table)


still_there = hostile().filter(lambda record: not isinstance(record, Withdrawn))
"""Records that name no successor, with which two that are drawn could go round in a circle."""


@given(record=still_there, other=still_there)
def test_reports_of_hostile_records_are_whole(record: Any, other: Any) -> None:
    """A diff of, and a merge with, records whose texts look like markup show whole markup."""
    one, two = (ke.Dataset.of({table_of(each): [each]}, "v") for each in (record, other))
    assert shown(ke.diff(one, two)).tables
    assert shown(ke.merge(one, two, on_conflict="keep-both")).tables


@given(ends=st.lists(st.fractions(0, 10**6), min_size=1, max_size=6))
def test_an_axis_keeps_the_order_of_numbers(ends: list[Fraction]) -> None:
    """Of two numbers the larger never stands to the left, and zero and infinity stand at the edges."""
    axis = axis_over(ends, unit_of("s"), 300)
    assert (axis is None) == (max(ends) == 0)
    if axis is not None:
        places = [axis.x(end) for end in sorted(ends)]
        assert places == sorted(places)
        assert axis.x(Fraction(0)) == 0 <= places[0] <= places[-1] < axis.x(float("inf")) == 300


@given(stated=st.lists(reported(), min_size=1, max_size=4))
def test_a_picture_has_a_bar_for_each_stretch_and_none_out_of_place(stated: list[Reported]) -> None:
    """Each stretch of a support profile has its bar, as high as its support, within the picture and no thinner than can be seen."""
    claims = [claim(f"s{number}.r001", one) for number, one in enumerate(stated)]
    merged = ke.merge_ranges(claims)
    axis = axis_of([merged], 600)
    if axis is None:
        assert shown(merged).of("svg") == []
        return
    bars = Shown(profile_svg(merged, axis)).of("rect")
    assert len(bars) == len(merged.support)
    for bar, stretch in zip(bars, merged.support, strict=True):
        left, right = float(bar["x"]), float(bar["x"]) + float(bar["width"])
        assert -1 <= left < right <= 601
        assert float(bar["width"]) >= 2
        assert abs(float(bar["height"]) - 70 * stretch.support / merged.depth) <= 0.1


def claim(key: str, stated: Reported) -> ReportedRange:
    """A claim about how long relief lasts."""
    return attrs.evolve(RELIEF, id=key, source=key.partition(".")[0], reported=stated)
