"""What a notebook shows, read back as a browser would: its elements, its texts, its tables."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import attrs

ELEMENTS = {
    "abbr", "caption", "code", "details", "div", "g", "line", "p", "rect", "span", "strong", "style", "summary", "svg", "table",
    "tbody", "td", "text", "tfoot", "th", "thead", "tr",
}  # fmt: skip
"""Every element that is shown: none of them runs anything or loads anything."""
ATTRIBUTES = {
    "aria-label", "class", "colspan", "height", "role", "scope", "tabindex", "text-anchor", "title", "viewbox", "width", "x", "x1",
    "x2", "y", "y1", "y2",
}  # fmt: skip
"""Every attribute: none is an address, a style or a handler."""


@attrs.define
class Grid:
    """A table: its caption, and its rows from top to bottom, heads and foot among them."""

    caption: str = ""
    rows: list[list[str]] = attrs.Factory(list)

    @property
    def pairs(self) -> dict[str, str]:
        """The rows of a table of two columns."""
        return {row[0]: row[1] for row in self.rows}


class Shown(HTMLParser):
    """Markup, read; it is refused where an element is not closed, or closed twice, or is none of those that are shown."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text: str = ""
        self.style: str = ""
        self.tables: list[Grid] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == [], f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # as html.parser calls it
        assert tag in ELEMENTS, tag
        assert {name for name, _ in attrs} <= ATTRIBUTES, attrs
        self._open.append(tag)
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "table":
            self.tables.append(Grid())
        elif tag == "tr":
            self.tables[-1].rows.append([])
        elif tag in {"td", "th"}:
            self.tables[-1].rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1] == "style":
            self.style += data
            return
        self.text += data
        if "caption" in self._open:
            self.tables[-1].caption += data
        elif "td" in self._open or "th" in self._open:
            self.tables[-1].rows[-1][-1] += data

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError((tag, attrs))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a name."""
        return [given for name, given in self.elements if name == tag]


def shown(value: Any) -> Shown:
    """What a value shows of itself."""
    return Shown(value._repr_html_())
