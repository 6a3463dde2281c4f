"""Lines that fit a width: broken between words, and never within a number, an id, a digest or a range."""

from __future__ import annotations

import re
import textwrap

_END = r"-?(?:∞|[0-9.]+(?:e[+-]?[0-9]+)?)"
_RANGE = re.compile(rf"[\[(]{_END}, {_END}[\])] [^\s,:;]+|[\[(]{_END}(?: [^\s,]+)?, {_END}(?: [^\s,]+)?[\])]")
"""A range as it is printed, with its units: `[0, 12] wk`, `[3 d, 5 wk]`."""
_KEPT = "\x1f"
"""Stands for a space at which no line is broken."""


FURTHER = 4
"""How much further in than it began a broken line goes on."""


def wrap(text: str, width: int, further: int = FURTHER) -> list[str]:
    """Break a line between words.

    Args:
        text: the line. A word that is wider than the width, as a digest can be, is left whole.
        width: how many columns there are.
        further: how much further in than it began the line goes on.

    Examples:
        >>> wrap("small.r001  several days to a few weeks [3 d, 5 wk]", 45)
        ['small.r001  several days to a few weeks', '    [3 d, 5 wk]']
    """
    began = len(text) - len(text.lstrip())
    kept = _RANGE.sub(lambda found: found[0].replace(" ", _KEPT), text)
    broken = textwrap.wrap(kept, width, subsequent_indent=" " * (began + further), break_long_words=False, break_on_hyphens=False)
    return [line.replace(_KEPT, " ") for line in broken] or [""]
