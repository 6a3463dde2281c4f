"""What the theme leaves out for screen readers: its search is a dialog without a name."""

from __future__ import annotations

from typing import Any

UNNAMED = 'data-md-component="search" role="dialog">'
NAMED = 'data-md-component="search" role="dialog" aria-label="Search the docs">'


def on_post_page(output: str, **_: Any) -> str:
    """Name the search of a page."""
    return output.replace(UNNAMED, NAMED, 1)
