"""How much room the parts of a chart have."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from ketamine_evidence.errors import QueryError

WIDTH = 760
"""How wide a chart is where nothing else is asked for, in pixels."""
LABEL_LETTER = 5.4
"""About how wide a letter of a label is, in pixels."""
ROW = 17
"""How high a row is, in pixels."""
LEAST = 240
"""How wide a chart is at the least, in pixels."""
LEAST_PLOT = 150
"""How wide the place of the marks is at the least, in pixels."""
WIDEST = 10_000
"""The most, in pixels: a picture of it still fits into memory."""
WIDE = 560
"""How wide a chart has to be for the phrases to stand beside its rows."""
GAP = 24
GLYPH = 14
"""How far left of the marks the sign of a row's tier is."""
TALL = 24
"""How many rows a chart has to have for a second axis above them."""


@attrs.frozen
class Layout:
    """How wide the parts of a chart are, in pixels.

    Attributes:
        labels: the labels of the rows.
        plot: the place of the marks.
        notes: the text beside the rows; 0 where there is none.
    """

    labels: int
    plot: int
    notes: int

    @property
    def whole(self) -> int:
        """The whole chart."""
        return self.labels + self.plot + self.notes + 2 * GAP

    @property
    def wide(self) -> bool:
        """Whether the chart has room for a line of legends."""
        return self.whole >= WIDE


def layout_of(width: int, labels: Iterable[str], notes: Iterable[str] = (), *, most: float = 0.42) -> Layout:
    """Share a width out among labels, marks and notes; notes are left away from a narrow chart.

    Args:
        width: the width, in pixels.
        labels: the labels of the rows.
        notes: the texts beside the rows.
        most: the greatest share of the width that labels get; what does not fit is cut.

    Raises:
        QueryError: for a width that no chart fits in.
    """
    if width < LEAST:
        raise QueryError(f"a chart is at least {LEAST} pixels wide, came width={width}")
    if width > WIDEST:
        raise QueryError(f"a chart is at most {WIDEST} pixels wide, came width={width}")
    for_labels = min(_width_of(labels), int(width * most))
    for_notes = min(_width_of(notes), int(width * 0.27)) if width >= WIDE else 0
    return Layout(for_labels, max(LEAST_PLOT, width - for_labels - for_notes - 2 * GAP), for_notes)


def _width_of(texts: Iterable[str]) -> int:
    return int(max(map(len, texts), default=0) * LABEL_LETTER) + 1
