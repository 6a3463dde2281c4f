"""How values show themselves in a notebook: markup that is always whole, and in which text stays text.

A class shows itself by a method `_repr_html_` that gives a `card` of tables. Markup is only ever made by `element`, which closes what it
opens and escapes whatever is not markup already. There is no script in it and no address, it brings its own style, and it takes its
colours from the page around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ketamine_evidence._purpose import INTENDED_USE

SHOWN = 10
"""How many rows of a table are shown where nothing else is asked for."""
LONG = 20
"""How many rows are shown of a report."""


class Html(str):
    """Markup. Whatever is not of this class is text, and is escaped when it is put into an element."""

    __slots__ = ()


def element(tag: str, *children: object, **attributes: object) -> Html:
    """Make an element.

    Args:
        tag: its name.
        children: what is in it: markup as it is, anything else as text.
        attributes: its attributes; an underscore stands for a hyphen, and one at the end for nothing.

    Examples:
        >>> element("b", "1 < 2", element("i", "!"), class_="ke", aria_hidden="true")
        '<b class="ke" aria-hidden="true">1 &lt; 2<i>!</i></b>'
    """
    given = "".join(f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"' for name, value in attributes.items())
    inside = "".join(child if isinstance(child, Html) else escape(str(child)) for child in children)
    return Html(f"<{tag}{given}>{inside}</{tag}>")


NOT_STATED = element("abbr", "–", title="not stated")  # noqa: RUF001  a dash as printed
"""What stands in a table where a source does not state something."""


def cell(value: object) -> Html:
    """Write a value for people: a list with commas, yes or no, and a dash for what is not stated.

    Examples:
        >>> cell(("often", "<b>")), cell(True)
        ('often, &lt;b&gt;', 'yes')
    """
    if isinstance(value, Html):
        return value
    if value is None or value == ():
        return NOT_STATED
    if isinstance(value, bool):
        return Html("yes" if value else "no")
    return Html(escape(", ".join(map(str, value)) if isinstance(value, tuple) else str(value)))


def table(caption: str, heads: Sequence[object], rows: Sequence[Sequence[object]], *, shown: int = SHOWN, kind: str = "") -> Html:
    """Make a table of the first rows, and say how many there are.

    Args:
        caption: what it is a table of.
        heads: the heads of its columns.
        rows: its cells, row by row, as `cell` takes them; the first of a row is its head.
        shown: how many rows are shown.
        kind: a further class for its style.
    """
    body = [[cell(value) for value in row] for row in rows[:shown]]
    said = [f"… {len(body)} of {len(rows)} shown"] if len(rows) > len(body) else []
    said += ["– not stated"] if any(NOT_STATED in row for row in body) else []  # noqa: RUF001  the dash of `NOT_STATED`
    foot = [element("tfoot", element("tr", element("td", "; ".join(said), colspan=len(heads))))] if said else []
    return _grid(
        caption,
        element("thead", element("tr", *(element("th", head, scope="col") for head in heads))),
        element("tbody", *map(_row, body)),
        *foot,
        kind=kind,
    )


def fields(caption: str, pairs: Iterable[tuple[object, object]]) -> Html:
    """Make a table of names and values, a pair a row."""
    return _grid(caption, element("tbody", *(_row([cell(name), cell(value)]) for name, value in pairs)), kind="ke-fields")


def folded(caption: str, heads: Sequence[object], rows: Sequence[Sequence[object]]) -> list[Html]:
    """Make a table that is closed until the reader opens it; none where there is nothing in it."""
    if not rows:
        return []
    summary = element("summary", f"{caption}: {len(rows)}")
    return [element("details", summary, table(caption, heads, rows, shown=LONG))]


def scrolled(name: str, part: Html) -> Html:
    """Let a part scroll by itself where it is wider than the page, by keyboard too."""
    return element("div", part, class_="ke-scroll", role="group", tabindex="0", aria_label=name)


def unbroken(text: object) -> Html:
    """Keep a short text, such as a range, on one line."""
    return element("span", text, class_="ke-unbroken")


def code(text: object) -> Html:
    """Show a text as code."""
    return element("code", text)


def card(*parts: Html, foot: str | None = INTENDED_USE) -> str:
    """Put parts together to what a notebook shows.

    Args:
        parts: tables and other markup.
        foot: what stands below: what the data are for, where nothing else is given.

    MathJax, which Jupyter runs over what it shows, is told to leave it alone: a price is no formula.
    """
    below = [element("p", foot, class_="ke-foot")] if foot else []
    return element("div", element("style", _STYLE), *parts, *below, class_="ketamine-evidence tex2jax_ignore mathjax_ignore")


def _row(cells: Sequence[Html]) -> Html:
    head, *others = cells
    return element("tr", element("th", head, scope="row"), *(element("td", one) for one in others))


def _grid(caption: str, *parts: Html, kind: str) -> Html:
    return scrolled(caption, element("table", element("caption", caption), *parts, class_=f"ke-table {kind}".rstrip()))


_STYLE = Html(
    """
.ketamine-evidence{--ke-line:var(--jp-border-color2,rgba(128,128,128,.45));color:inherit;background:transparent;font-size:.9em;line-height:1.4}
.ketamine-evidence .ke-scroll{overflow-x:auto;max-width:100%;margin:0 0 .6em}
.ketamine-evidence table.ke-table{border-collapse:collapse;border:0;margin:0;color:inherit;background:transparent;font-size:inherit;width:auto;min-width:min(100%,34em);table-layout:auto}
.ketamine-evidence .ke-table caption{caption-side:top;text-align:left;font-weight:600;color:inherit;padding:.2em 0 .4em}
.ketamine-evidence .ke-table tr{background:transparent}
.ketamine-evidence .ke-table th,.ketamine-evidence .ke-table td{border:0;border-bottom:1px solid var(--ke-line);padding:.25em .8em .25em 0;text-align:left;vertical-align:top;color:inherit;background:transparent;font-size:inherit;min-width:0;max-width:24em;white-space:normal}
.ketamine-evidence .ke-table thead th{font-weight:600;vertical-align:bottom;border-bottom-width:2px}
.ketamine-evidence .ke-table tbody th{font-weight:400;min-width:8em}
.ketamine-evidence .ke-fields tbody th{opacity:.75;white-space:nowrap}
.ketamine-evidence .ke-fields td{max-width:44em;overflow-wrap:anywhere}
.ketamine-evidence .ke-table tfoot td{border-bottom:0;opacity:.75;max-width:none;text-align:left}
.ketamine-evidence .ke-unbroken{white-space:nowrap}
.ketamine-evidence .ke-matrix thead th{writing-mode:vertical-rl;transform:rotate(180deg);padding:.4em .2em;border-bottom:0;white-space:nowrap}
.ketamine-evidence .ke-matrix thead th:first-child{writing-mode:horizontal-tb;transform:none;padding-left:0}
.ketamine-evidence .ke-matrix tbody td{text-align:center;padding:.25em .4em;white-space:nowrap}
.ketamine-evidence .ke-matrix tbody th{min-width:12em}
.ketamine-evidence abbr{text-decoration:none;border:0;opacity:.6;cursor:default}
.ketamine-evidence code{font-family:var(--jp-code-font-family,monospace);font-size:.95em;color:inherit;background:transparent;padding:0;overflow-wrap:anywhere}
.ketamine-evidence details{margin:0 0 .4em}
.ketamine-evidence summary{cursor:pointer}
.ketamine-evidence .ke-foot{margin:.2em 0 0;opacity:.75;font-size:.92em}
.ketamine-evidence svg{display:block;max-width:none;color:inherit}
.ketamine-evidence svg text{fill:currentColor;font-size:11px;font-weight:400;font-family:inherit}
.ketamine-evidence svg g{fill:var(--jp-brand-color1,currentColor);opacity:.55}
.ketamine-evidence svg line{stroke:currentColor;stroke-opacity:.3}
"""
)
"""Every rule is held to what is inside; colours are those of the page, so that it reads in light and in dark."""
