"""Where a record was read: the span, and a fingerprint by which anyone who holds the text can check it."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import attrs

from ketamine_evidence.errors import RangeError

_QUOTES = dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_UNIFIED = str.maketrans(_QUOTES | _DASHES)


@attrs.frozen(kw_only=True)
class Locator:
    """The place in its source where a record was read.

    Attributes:
        start: where the span begins, in code points counted from 0 in the text as decoded from UTF-8; None where the place is
            not a span of a text that was at hand.
        end: where it ends; the character there is not in it.
        fingerprint: SHA-256, in hex, of the normalised span; None where there is no span.
        section: the part of the source, in our words; of a study the place where it was read.
    """

    start: int | None = None
    end: int | None = None
    fingerprint: str | None = None
    section: str | None = None

    @property
    def checkable(self) -> bool:
        """Whether anyone who holds the text can check the place. A place in a study ("abstract, results") is not machine-checked.

        Examples:
            >>> Locator(section="abstract, results").checkable
            False
        """
        return self.fingerprint is not None

    def __attrs_post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise RangeError("expected both start and end, or neither")
        if self.start is not None and self.end is not None:
            check_span(self.start, self.end)


def check_span(start: int, end: int) -> None:
    """Refuse a stretch of a text that holds nothing, or begins before it.

    Raises:
        RangeError: it says what came.
    """
    if not 0 <= start < end:
        raise RangeError(f"expected 0 <= start < end, came {start} and {end}")


def normalise(text: str) -> str:
    r"""Bring a text to the form that fingerprints are taken of.

    NFKC, case-folded, quotes and dashes unified, white space collapsed to single spaces and trimmed.

    Examples:
        >>> normalise("Several  days – to\n“weeks”")
        'several days - to "weeks"'
    """
    unified = unicodedata.normalize("NFKC", text.translate(_UNIFIED)).translate(_UNIFIED)
    folded = unicodedata.normalize("NFKC", unified.casefold())
    return re.sub(r"\s+", " ", folded).strip()


def fingerprint(text: str) -> str:
    r"""Take the SHA-256, in hex, of the normalised text.

    Examples:
        >>> fingerprint("Up to 12 weeks") == fingerprint("up to  12\nWEEKS")
        True
    """
    return hashlib.sha256(normalise(text).encode()).hexdigest()


# These are compiled when a span is first checked, not when a dataset is loaded: that takes longer than to make all its places.
_NUMBER = r"(?:[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|few|several|many)\b)"
_UNIT = r"(?:second|minute|hour|day|week|month|year|session|infusion)s?"
_CUT_BEFORE = (
    rf"[0-9][.,]$|(?:^|[^\w)])[-+]$|(?:^|[^\w])\.$|[0-9]\s?[/\u2044]$|(?:{_NUMBER}|\b{_UNIT})\s?(?:-|\bto\b|\bor\b)\s?$"
    rf"|\bbetween\s[^.;]{{1,24}}\sand\s$"
)
"""Before a number: the start of that number, its sign, or the other end of a range."""
_CUT_AFTER = rf"[.,][0-9]|\s?%|[/\u2044][0-9]|\s?(?:-|\bto\b)\s?{_NUMBER}"
"""After a number or a unit: the rest of that number, or the other end of a range."""
_CUT_AFTER_AMOUNT = (
    r"\s?/\s?\w|\sper\s(?!dose|session|infusion|treatment|injection)|\san?\s(?:h|hour|min|minute|day|week|month)\b"
    r"|\s(?:hourly|daily|weekly|monthly)\b"
)
"""After a unit of amount: what it is an amount per."""
_AMOUNT = r"(?:\b|[0-9]|/)(?:[mu\u03bck]?g|(?:micro|milli|kilo)?grams?|kilos?)$"
_AROUND = 64
"""How many characters beside a phrase are looked at: more than any of these patterns takes."""
_BEGINS_WITH_NUMBER = rf"[.,]?{_NUMBER}"


def holds_phrase(span: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a span whole.

    `1.5` is not in `-1.5`, `11.5`, `1.55` or `1.5 %`; `day` is not in `days`; `1 mg/kg` is not in `1 mg/kg/hour`; and `8 weeks` is not
    in `2-8 weeks`, of which it is one end. A dash between two numbers is a range, not a sign.

    Examples:
        >>> holds_phrase("within 1.5 hours", "1.5 hours"), holds_phrase("at -1.5 hours", "1.5 hours")
        (True, False)
    """
    wanted, text = normalise(phrase), normalise(span)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if is_whole(text[max(0, at - _AROUND) : at], wanted, text[at + len(wanted) : at + len(wanted) + _AROUND]):
            return True
        at = text.find(wanted, at + 1)
    return False


def is_whole(before: str, phrase: str, after: str) -> bool:
    """Tell whether a phrase between two normalised texts is cut out of no larger word, number, amount or range."""
    if (phrase[0].isalnum() and before[-1:].isalnum()) or (phrase[-1].isalnum() and after[:1].isalnum()):
        return False
    if re.match(_BEGINS_WITH_NUMBER, phrase) and (
        re.search(_CUT_BEFORE, before) or (not phrase[0].isalnum() and before[-1:].isdigit())
    ):
        return False
    if phrase[-1].isalnum() and re.match(_CUT_AFTER, after):
        return False
    return not (re.search(_AMOUNT, phrase) and re.match(_CUT_AFTER_AMOUNT, after))
