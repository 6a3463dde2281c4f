"""A support profile as a small picture: how many sources cover which numbers, as bars on a logarithmic axis.

Zero and infinity have no place on such an axis: what reaches there is drawn into the margin that is named so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ketamine_evidence._html import Html, element
from ketamine_evidence.errors import count
from ketamine_evidence.synthesis.first_few import few
from ketamine_evidence.synthesis.profile_axis import Axis, axis_over
from ketamine_evidence.values.units import unit_of

if TYPE_CHECKING:
    from ketamine_evidence.synthesis.consensus import Merged

_TICKS = 16
"""How high a line of labels is."""
_THINNEST = 2.0
"""How thin a bar may be; a single number has no width of its own."""


def axis_of(merges: Sequence[Merged], width: float) -> Axis | None:
    """Give the axis on which all of some merges can be drawn.

    Returns:
        The axis; None where there is none: nothing to draw, several dimensions, ends below zero, or none above it.
    """
    pieces = [stretch.range.cut_pieces[0] for merged in merges for stretch in merged.support]
    units = {unit_of(stretch.range.unit) for merged in merges for stretch in merged.support}
    if len({unit.dimension for unit in units}) != 1:
        return None
    return axis_over([end for piece in pieces for end, _ in piece], min(units, key=lambda one: one.factor), width)


def profile_svg(merged: Merged, axis: Axis) -> Html:
    """Draw the support profile of a merge, with its axes."""
    height, top = 70, 16
    bottom = top + height
    names = [
        element("text", count(merged.depth, "source"), x=0, y=top - 4),
        element("text", axis.unit, x=f"{axis.width:g}", y=top - 4, text_anchor="end"),
    ]
    lines = [_line(0, top, axis.width, top), _line(0, bottom, axis.width, bottom), *_grid(axis, top, bottom)]
    bars = _bars(merged, axis, bottom, height / merged.depth)
    return _picture(axis, bottom + _TICKS, _told(merged), *names, *lines, bars, *_labels(axis, bottom + 12))


def strip_svg(merged: Merged, axis: Axis, depth: int) -> Html:
    """Draw the support profile of a merge as a strip, to stand below others on the same axis.

    Args:
        merged: the merge.
        axis: where its numbers stand.
        depth: how many sources the whole height stands for.
    """
    height = 24
    lines = [_line(0, height, axis.width, height), *_grid(axis, 0, height)]
    return _picture(axis, height + 1, _told(merged), *lines, _bars(merged, axis, height, height / depth))


def axis_svg(axis: Axis) -> Html:
    """Draw the labels of an axis alone."""
    return _picture(axis, _TICKS, "axis: " + ", ".join(label for _, label in axis.ticks), *_labels(axis, 12))


def _told(merged: Merged) -> str:
    """What the picture shows, in words."""
    if not merged.best:
        return f"support profile of {merged.quantity.value}: nothing is counted"
    best = few([str(stretch.range.in_natural_units()) for stretch in merged.best])
    return (
        f"support profile of {merged.quantity.value}: at most {merged.depth} of {count(len(merged.sources), 'source')}, at {best}"
    )


def _picture(axis: Axis, height: float, told: str, *parts: Html) -> Html:
    size = {"viewBox": f"0 0 {axis.width:g} {height:g}", "width": f"{axis.width:g}", "height": f"{height:g}"}
    return element("svg", *parts, **size, role="img", aria_label=told)


def _bars(merged: Merged, axis: Axis, bottom: float, each: float) -> Html:
    """A bar for each stretch; one that is too thin to be seen is widened about its middle."""
    bars: list[Html] = []
    for stretch in merged.support:
        (low, _), (high, _) = stretch.range.cut_pieces[0]
        left, right = axis.x(low), axis.x(high)
        more = max(0.0, _THINNEST - (right - left)) / 2
        tall = each * stretch.support
        bars.append(
            element(
                "rect",
                x=f"{left - more:.1f}",
                y=f"{bottom - tall:.1f}",
                width=f"{right - left + 2 * more:.1f}",
                height=f"{tall:.1f}",
            )
        )
    return element("g", *bars)  # shaded as one, so that a thin bar before another is no darker


def _grid(axis: Axis, top: float, bottom: float) -> list[Html]:
    return [_line(x, top, x, bottom) for x, _ in axis.ticks]


def _line(x1: float, y1: float, x2: float, y2: float) -> Html:
    return element("line", x1=f"{x1:.1f}", y1=f"{y1:g}", x2=f"{x2:.1f}", y2=f"{y2:g}")


def _labels(axis: Axis, y: float) -> list[Html]:
    ends = [element("text", "0", x=0, y=y), element("text", "∞", x=f"{axis.width:g}", y=y, text_anchor="end")]
    return ends + [element("text", label, x=f"{x:.1f}", y=y, text_anchor="middle") for x, label in axis.ticks]
