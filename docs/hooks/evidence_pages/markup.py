"""Markdown in which whatever the data say stands as it is: no text of theirs is ever taken for Markdown or HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from ketamine_evidence.dataset.escapes import one_line

_MEANT = re.compile(r"[!-$&*+\-.:<-@\[-`{-~]")
"""The characters that Markdown or HTML could take for more than themselves, but for those that do so only behind another of them."""
_ADDRESS = re.compile(r"https?://[^/]+.*", re.IGNORECASE)
_SAFE_IN_ADDRESS = ":/?#@!$&+,;=%-._~"


def text(value: object) -> str:
    """Write any value as text in one line.

    Examples:
        >>> text("less | *more*")
        'less &#124; &#42;more&#42;'
    """
    return _MEANT.sub(lambda found: f"&#{ord(found[0])};", one_line(str(value)))


def code(value: object) -> str:
    """Write any value in one line as code; backticks would not stand for themselves between backticks."""
    return f"<code>{text(value)}</code>"


def link(label: str, target: str) -> str:
    """Link a label, which is Markdown already, to a place that is ours."""
    return f"[{label}]({target})"


def to_explore(id_: str) -> str:
    """Link from the page of a claim to where it stands among all others.

    The Explore page reads what to show from behind the "#", which builders of sites would take for a heading and miss: so this is HTML.

    Examples:
        >>> to_explore("a.r001")
        '<a href="../../explore/#record=a.r001">Explore it among all claims.</a>'
    """
    return f'<a href="../../explore/#record={quote(id_, safe="")}">Explore it among all claims.</a>'


def outward(address: str, label: str | None = None) -> str:
    """Link to an address of the web that the data give; what is no such address stays text.

    Examples:
        >>> outward("https://example.org/a_(b)")
        '[https&#58;//example&#46;org/a&#95;(b)](https://example.org/a_%28b%29)'
        >>> outward("javascript:alert(1)")
        'javascript&#58;alert(1)'
    """
    shown = text(address if label is None else label)
    address = one_line(address)
    return link(shown, quote(address, safe=_SAFE_IN_ADDRESS)) if _ADDRESS.fullmatch(address) else shown


def heading(level: int, title: str, *, searched: bool = True) -> str:
    """Write a heading.

    Args:
        level: from 1.
        title: Markdown already.
        searched: whether the site's own search finds what stands under it, up to the next heading.
    """
    return f"{'#' * level} {title}{'' if searched else ' { data-search-exclude }'}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table of cells that are Markdown already."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *rows])


def bullets(items: Iterable[str]) -> str:
    """Write a list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def fenced(content: str, language: str = "text", kind: str = "") -> str:
    """Write a block of code.

    Args:
        content: what stands in it, whatever it is.
        language: what it is coloured as.
        kind: a class for its style; none when left out.
    """
    longest = max((len(run) for run in re.findall("`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence} {{ .{language}{f' .{kind}' if kind else ''} }}\n{content}\n{fence}"


def tabs(parts: Mapping[str, str]) -> str:
    """Write parts of which one is seen at a time, each under its name."""
    return "\n\n".join(f'=== "{name}"\n\n{_indented(part)}' for name, part in parts.items())


def _indented(part: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in part.split("\n"))


def linked_data(document: str) -> str:
    """Write a JSON-LD document for machines that read the page; no text in it can end the script."""
    compact = json.dumps(json.loads(document), ensure_ascii=True, separators=(",", ":"))
    safe = compact.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{safe}</script>'


def page(blocks: Iterable[str], *, description: str, searched: bool = True) -> str:
    """Put a page together.

    Args:
        blocks: what stands on it, one under the other.
        description: what search engines show of it.
        searched: whether the site's own search finds it.
    """
    head = ["---", f"description: {json.dumps(html.escape(one_line(description)))}"]
    if not searched:
        head += ["search:", "  exclude: true"]
    return "\n\n".join(["\n".join([*head, "---"]), *(block for block in blocks if block)]) + "\n"
