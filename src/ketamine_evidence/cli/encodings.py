"""Outputs that cannot show every character, such as a file that is written on Windows: what is written instead."""

from __future__ import annotations

import codecs
import io
import sys

_SPELLED = str.maketrans(
    {
        "\N{INFINITY}": "inf",
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "\N{MICRO SIGN}": "u",
        "\N{GREEK SMALL LETTER MU}": "u",
    }
)
_ERRORS = "ketamine_evidence.spelled"


def can_show(text: str) -> bool:
    """Whether the encoding of the standard output has every character of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def spell_what_cannot_be_shown() -> None:
    """Let the standard output spell the characters that its encoding lacks, instead of failing at the first of them."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors=_ERRORS)


def _spell(error: UnicodeError) -> tuple[str, int]:
    """Give the characters that an encoding lacks in ASCII: a few that are well known as others, the rest by their code points."""
    assert isinstance(error, UnicodeEncodeError)
    lacking = error.object[error.start : error.end].translate(_SPELLED)
    return lacking.encode("ascii", "backslashreplace").decode("ascii"), error.end


codecs.register_error(_ERRORS, _spell)
