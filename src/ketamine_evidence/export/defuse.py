r"""Cells that spreadsheets would run as formulas, made harmless so that it can be undone.

A spreadsheet takes a cell of a CSV file as a formula, whoever wrote it, where it begins with `=`, `+`, `-` or `@` (in their wide forms too)
or with a tab or line end before them. Such a text gets an apostrophe before it. So does one that begins with apostrophes before such a
sign, for else nobody could tell which apostrophe was there first. All other texts stay as they are.
"""

from __future__ import annotations

import re

_SIGN = "[=+\\-@\t\r\n\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}]"
_FUSED = re.compile(f"'*{_SIGN}")
_DEFUSED = re.compile(f"'+{_SIGN}")


def defuse(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take as a formula.

    Examples:
        >>> defuse("=1+1"), defuse("'t is a phrase"), defuse("4 to 6 weeks")
        ("'=1+1", "'t is a phrase", '4 to 6 weeks')
    """
    return f"'{text}" if _FUSED.match(text) else text


def undefuse(text: str) -> str:
    """Take the apostrophe away again.

    Examples:
        >>> undefuse("'=1+1"), undefuse("'t is a phrase"), undefuse("4 to 6 weeks")
        ('=1+1', "'t is a phrase", '4 to 6 weeks')
    """
    return text[1:] if _DEFUSED.match(text) else text
