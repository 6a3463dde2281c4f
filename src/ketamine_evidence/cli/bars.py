"""Ranges as bars of characters, one under the other on one axis.

Times are on a log axis from a minute to a year, everything else on a linear one. The outer reading is drawn light and the inner one
solid. An end without bound is an arrow beyond the axis, and so is a low end of zero, which has no place on a log axis, a 0.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from ketamine_evidence.cli.axes import Axis, linear_axis, time_axis
from ketamine_evidence.cli.wrapping import wrap
from ketamine_evidence.values.number_sets import NumberSet
from ketamine_evidence.values.range_sets import RangeSet
from ketamine_evidence.values.units import unit_of

LEAST = 48
"""The fewest columns that bars have beside short labels and notes."""
SPLIT = 120
"""From this width on, bars stand beside longer ones too, which are broken into lines; below it they stand under them."""
MANY = 10
"""With more bars than these the axis is shown again below."""
COLOURS: Mapping[str, str] = MappingProxyType({"lay": "color(32)", "literature": "color(166)"})
"""The colour of a mark and its bar: the blue and the vermillion of the charts, in shades that stand out from black and from white."""
_GAP = "  "
_EDGES = 2
"""A column at either end of a bar is kept for what lies beyond its axis."""


class Signs(NamedTuple):
    """The characters that bars are drawn with."""

    outer: str
    inner: str
    below: str
    above: str
    guide: str


BLOCKS = Signs(outer="░", inner="█", below="◄", above="►", guide="·")
ASCII = Signs(outer="-", inner="#", below="<", above=">", guide=".")
"""For an output that cannot show the others."""


class Bar(NamedTuple):
    """What a bar shows and what it is called.

    Attributes:
        label: what stands before it, such as the id of a record.
        outer: the widest reading; a set of ranges is drawn with its gaps.
        inner: what every reading shares; None where there is nothing.
        mark: what kind it is, in a word; "lay" and "literature" also have a colour.
        note: what else there is to say, such as the phrase.
    """

    label: str
    outer: NumberSet
    inner: NumberSet | None = None
    mark: str = ""
    note: str = ""


def draw_bars(bars: Sequence[Bar], width: int, signs: Signs = BLOCKS) -> list[Text]:
    """Draw ranges of one dimension as bars on one axis.

    Args:
        bars: what to draw, in order.
        width: how many columns there are. Where they are few, labels and notes stand above their bars.
        signs: what to draw with.

    Returns:
        Lines that fit the width: the axis, the bars, and where these are many the axis again; none for no bars.

    Raises:
        DimensionError: where the bars measure different things.

    Examples:
        >>> from ketamine_evidence import Range
        >>> for line in draw_bars([Bar("a day or more", Range(1, None, "d"), note="[1, ∞) d")], 76, ASCII):
        ...     print(line.plain)
                        1 min         1 h   6 h  1 day  1 wk         1 yr
        a day or more   .              .     .     ---------------------->  [1, ∞) d
    """
    if not bars:
        return []
    RangeSet(_readings(bars))  # refuses to mix dimensions
    layout = _layout(bars, width)
    axis = _axis(bars, layout.track - _EDGES)
    lines = [Text(" " * (layout.before + 1) + _labels(axis, layout.track - _EDGES), "dim")]
    for bar in bars:
        lines += _bar_lines(bar, axis, layout, signs)
    for line in lines:
        line.rstrip()
    return [*lines, lines[0]] if len(bars) > MANY else lines


def legend(signs: Signs = BLOCKS) -> str:
    """What the signs mean, in a line."""
    return f"{signs.outer} widest reading   {signs.inner} what all readings share   {signs.above} no upper end   0 from zero"


class _Layout(NamedTuple):
    """Where everything stands: how wide the names are, what is before a bar, and the bar; and whether all of it is on one line."""

    width: int
    names: int
    before: int
    track: int
    beside: bool


def _layout(bars: Sequence[Bar], width: int) -> _Layout:
    names, marks, notes = (_column(texts) for texts in zip(*((bar.label, bar.mark, bar.note) for bar in bars), strict=True))
    room = width - names - marks - notes
    if room >= LEAST:
        return _Layout(width, names, names + marks, room, beside=True)
    before = width // 2 if width >= SPLIT else len(_GAP)
    return _Layout(width, names, before, max(_EDGES + 1, width - before), beside=False)


def _bar_lines(bar: Bar, axis: Axis, layout: _Layout, signs: Signs) -> list[Text]:
    drawn = _drawn(bar, axis, layout.track, signs)
    if layout.beside:
        left = _coloured(bar, bar.label.ljust(layout.names) + bar.mark, layout.names)
        return [_padded(left, layout.before) + drawn + Text(_GAP + bar.note)]
    if layout.width < SPLIT:
        return [*_said(bar, layout.width), Text(_GAP) + drawn]
    first, *more = _said(bar, layout.before - len(_GAP))
    guides = Text.assemble(*_guides(axis, layout.track, signs))
    return [_padded(first, layout.before) + drawn, *(_padded(line, layout.before) + guides for line in more)]


def _column(texts: Sequence[str]) -> int:
    """How wide a column of texts is, with the gap beside it; no column where there is nothing in it."""
    widest = max(map(cell_len, texts))
    return widest + len(_GAP) if widest else 0


def _said(bar: Bar, width: int) -> list[Text]:
    """What a bar is called and what there is to say of it, in lines."""
    first, *more = wrap(_GAP.join(part for part in (bar.label, bar.mark, bar.note) if part), width)
    return [_coloured(bar, first, len(bar.label) + len(_GAP)), *map(Text, more)]


def _coloured(bar: Bar, text: str, start: int) -> Text:
    """A line that begins with the label, and whose mark, which begins at `start`, has the colour of the bar."""
    line = Text(text)
    line.stylize("bold", 0, len(bar.label))
    line.stylize(COLOURS.get(bar.mark, ""), start, start + len(bar.mark))
    return line


def _padded(line: Text, width: int) -> Text:
    return line + " " * (width - line.cell_len)


def _readings(bars: Sequence[Bar]) -> list[NumberSet]:
    return [one for bar in bars for one in (bar.outer, bar.inner) if one is not None]


def _axis(bars: Sequence[Bar], width: int) -> Axis:
    """The axis that has room for all bars, in the unit that most of them have."""
    readings = _readings(bars)
    ends = [float(end) for one in readings for low, high in one.cut_pieces for end in (low[0], high[0])]
    values = [end for end in ends if math.isfinite(end)]
    units = Counter(one.unit for one in readings if one.unit is not None)
    unit = units.most_common(1)[0][0] if units else "1"
    return time_axis(values) if unit_of(unit).dimension == "time" else linear_axis(values, unit, width)


def _labels(axis: Axis, width: int) -> str:
    line = ""
    for tick in axis.placed(width):
        line = line.ljust(tick.start) + tick.label
    return line


def _guides(axis: Axis, track: int, signs: Signs) -> list[tuple[str, str]]:
    """The characters of a line without a bar, each with its style: a guide at each tick, and an edge at either end."""
    cells = [(" ", "")] * track
    for tick in axis.placed(track - _EDGES):
        cells[tick.column + 1] = (signs.guide, "dim")
    return cells


def _drawn(bar: Bar, axis: Axis, track: int, signs: Signs) -> Text:
    """The line of a bar: the outer reading over the guides, the inner one over that, and on the edges what lies beyond the axis."""
    style = COLOURS.get(bar.mark, "")
    cells = _guides(axis, track, signs)
    for reading, sign in ((bar.outer, signs.outer), (bar.inner, signs.inner)):
        for (low, _), (high, _) in reading.cut_pieces if reading is not None else ():
            first, last = (axis.column(float(end), track - _EDGES) + 1 for end in (low, high))
            cells[first : last + 1] = [(sign, style)] * (last + 1 - first)
    for (low, _), (high, _) in bar.outer.cut_pieces:
        if low == -math.inf:
            cells[0] = (signs.below, style)
        elif axis.is_log and low == 0:
            cells[0] = ("0", style)
        if high == math.inf:
            cells[-1] = (signs.above, style)
    return Text.assemble(*cells)
