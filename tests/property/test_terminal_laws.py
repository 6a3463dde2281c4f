"""Laws of the terminal: of bars and their axes, and of lines and tables that fit."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ketamine_evidence.cli.axes import Axis, linear_axis, time_axis
from ketamine_evidence.cli.bars import ASCII, BLOCKS, Bar, draw_bars
from ketamine_evidence.cli.grids import grid_lines
from ketamine_evidence.cli.wrapping import wrap
from ketamine_evidence.strategies import ranges, reported
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.ranges import Range
from ketamine_evidence.values.reported import Reported

WIDTHS = st.integers(20, 220)
WORDS = st.text("abc019.-", min_size=1, max_size=12)
LINES = st.lists(WORDS, max_size=12).map(" ".join)
BARS = st.builds(
    lambda said, label, mark, note: Bar(label, said.outer, said.inner, mark, note),
    reported(),
    WORDS,
    st.sampled_from(["", "lay", "literature"]),
    LINES,
)
NUMBERS = st.floats(0, 1e10)
AXES = st.one_of(
    st.lists(NUMBERS, max_size=4).map(time_axis),
    st.tuples(
        st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), max_size=4), st.sampled_from(["1", "%", "{score}"]), WIDTHS
    ).map(lambda made: linear_axis(*made)),
)


def cells(drawn: NumberSet, *all_of_them: NumberSet) -> set[int]:
    """The columns that a set of numbers fills where it is drawn on an axis with others."""
    bars = [Bar("x", one) for one in (drawn, *all_of_them)]
    line = draw_bars(bars, 100, BLOCKS._replace(guide=" "))[1].plain[3:]
    return {column for column, sign in enumerate(line) if sign != " "}


@given(st.lists(BARS, max_size=12), WIDTHS)
def test_bars_fit_the_width(bars: list[Bar], width: int) -> None:
    """However many there are and whatever is said of them, no line of bars is wider than the width."""
    assert all(line.cell_len <= width for line in draw_bars(bars, width))


@given(ranges(min_value=0), ranges(min_value=0))
def test_a_part_is_drawn_within_the_whole(one: Range, other: Range) -> None:
    """cells(a) ⊆ cells(a ∪ b)."""
    whole = one.union(other)
    assert cells(one, whole) <= cells(whole, one)


@given(reported())
def test_the_inner_reading_is_drawn_within_the_outer(said: Reported) -> None:
    """With its inner reading a bar fills the same cells as without."""
    with_inner, without = (draw_bars([Bar("x", said.outer, one)], 100, BLOCKS)[1].plain for one in (said.inner, None))
    assert with_inner.replace(BLOCKS.inner, BLOCKS.outer) == without


@given(st.lists(BARS, min_size=1, max_size=3), WIDTHS)
def test_ascii_says_the_same(bars: list[Bar], width: int) -> None:
    """Bars of ASCII characters are those of blocks, sign for sign."""
    bars = [bar._replace(label="x", mark="", note="") for bar in bars]
    blocks, others = (["".join(line.plain) for line in draw_bars(bars, width, signs)] for signs in (BLOCKS, ASCII))
    assert [line.translate(str.maketrans("".join(BLOCKS), "".join(ASCII))) for line in blocks] == others


@given(AXES, st.lists(NUMBERS, min_size=2, max_size=2), WIDTHS)
def test_an_axis_keeps_the_order_of_numbers(axis: Axis, numbers: list[float], width: int) -> None:
    """a ≤ b ⟹ column(a) ≤ column(b), and both lie on the line."""
    low, high = (axis.column(number, width) for number in sorted(numbers))
    assert 0 <= low <= high < width


@given(AXES, WIDTHS)
def test_labels_of_an_axis_stand_apart(axis: Axis, width: int) -> None:
    """The labels of an axis lie on its line, in the order of their ticks, with two spaces between them."""
    placed = axis.placed(width)
    assert all(tick.start >= 0 and tick.start + len(tick.label) <= width for tick in placed)
    assert all(one.start + len(one.label) + 2 <= two.start for one, two in pairwise(placed))
    assert sorted(placed, key=lambda tick: tick.start) == placed


@given(LINES, WIDTHS)
def test_a_broken_line_says_the_same(text: str, width: int) -> None:
    """Breaking a line loses no word and cuts none, and only a word that is too wide stands out."""
    lines = wrap(text, width)
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width or len(line.split()) == 1 for line in lines)


@given(ranges(), LINES, WIDTHS)
def test_a_range_is_never_broken(one: Range, text: str, width: int) -> None:
    """A range with its unit stands whole on one line."""
    assert any(str(one) in line for line in wrap(f"{text} {one}", width))


@given(st.lists(st.tuples(WORDS, LINES, LINES), min_size=1, max_size=4), st.integers(24, 220))
def test_a_table_loses_nothing(rows: list[tuple[str, str, str]], width: int) -> None:
    """A table fits the width, as a list where it has to be, and each word of each cell stands whole in it."""
    lines = [line.plain for line in grid_lines(["first", "second", "third"], rows, width)]
    said = Counter(word for row in rows for cell in row for word in cell.split())
    shown = Counter(" ".join(lines).split())
    assert all(len(line) <= width for line in lines)
    assert said <= shown
    assert {word for word in shown if not said[word]} <= {"first", "second", "third"}
    assert not any(re.search(r"\s$", line) for line in lines)
