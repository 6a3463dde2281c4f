"""Finding the phrases in a sentence that give a quantity: "up to 6 months" in "relief lasts up to 6 months after one infusion"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ketamine_evidence.errors import KetamineEvidenceError
from ketamine_evidence.values.lexicon import DEFAULT, Lexicon
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity, quantity_of
from ketamine_evidence.values.reported import Reported
from ketamine_evidence.values.words import Token, WordCursor

LONGEST_PHRASE = 16
"""How many words and numbers a phrase may have; it keeps the work in proportion to the sentence."""


class Found(NamedTuple):
    """A phrase that gives a quantity, and where it stands.

    Attributes:
        start: where it begins in the text, in code points from 0.
        end: where it ends.
        reported: what it is read as.
    """

    start: int
    end: int
    reported: Reported


def find_ranges(text: str, *, quantity: str | None = None, lexicon: Lexicon = DEFAULT) -> tuple[Found, ...]:
    """Find the phrases of a text that `parse_range` can read, each as long as it can be, from left to right.

    Args:
        text: a sentence, or a few.
        quantity: what is looked for; phrases whose unit does not fit it are passed over.
        lexicon: how the words are read.

    Examples:
        >>> [found.reported for found in find_ranges("4 to 6 infusions, then relief for up to 12 weeks")]
        [<Reported '4 to 6 infusions' [4, 6] 1>, <Reported 'up to 12 weeks' [0, 12] wk>]

    Raises:
        QueryError: for a `quantity` that is not known.
        PhraseError: for what is no text.
    """
    measured = None if quantity is None else quantity_of(quantity)
    return tuple(_find(text, WordCursor(text, lexicon).tokens, measured, lexicon))


def _find(text: str, tokens: list[Token], quantity: Quantity | None, lexicon: Lexicon) -> Iterator[Found]:
    at = 0
    while at < len(tokens):
        found = _longest(text, tokens[at : at + LONGEST_PHRASE], quantity, lexicon)
        if found is None:
            at += 1
        else:
            yield found
            at = next((i for i in range(at, len(tokens)) if tokens[i].at >= found.end), len(tokens))


def _longest(text: str, tokens: list[Token], quantity: Quantity | None, lexicon: Lexicon) -> Found | None:
    """The longest phrase that begins with the first of some words; None where none does."""
    known = next((i for i, token in enumerate(tokens) if not _is_known(token, lexicon)), len(tokens))
    if not known or _is_filler(tokens[0], lexicon):
        return None
    start = tokens[0].at
    for last in reversed(tokens[:known]):
        end = last.at + len(last.raw)
        if last.kind != "dash" and not _is_filler(last, lexicon, "articles"):
            try:
                return Found(start, end, parse_range(text[start:end], quantity=quantity, lexicon=lexicon))
            except KetamineEvidenceError:
                continue  # not a phrase, or not of this quantity: a shorter one may be
    return None


def _is_known(token: Token, lexicon: Lexicon) -> bool:
    return token.kind in {"number", "dash"} or token.text in lexicon.words


def _is_filler(token: Token, lexicon: Lexicon, *more: str) -> bool:
    """Whether a word means nothing at the edge of a phrase: a filler, or of more groups."""
    return any((token.text,) in lexicon.groups[group] for group in ("fillers", *more))
