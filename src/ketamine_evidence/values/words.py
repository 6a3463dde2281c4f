"""Walking over the words of a phrase, with the lexicon at hand, and saying which word is at fault."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from ketamine_evidence.errors import PhraseError, nearest
from ketamine_evidence.values.lexicon import Lexicon

_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<word>[^\W\d_]+)|(?P<dash>[-\u2010-\u2015\u2212])|(?P<space>\s+)|(?P<other>.)",
)


class Token(NamedTuple):
    """A word, number or sign of a phrase."""

    text: str  # case-folded; every dash is "-"
    at: int
    kind: str
    raw: str  # as it stands in the phrase


class WordCursor:
    """A place in the words of one phrase.

    Args:
        phrase: the phrase as it came.
        lexicon: what its words mean.
    """

    def __init__(self, phrase: str, lexicon: Lexicon) -> None:
        self.phrase = phrase
        self.lexicon = lexicon
        self.tokens: list[Token] = _tokens(phrase)
        self.at: int = 0

    def go(self, at: int) -> None:
        """Stand at another word."""
        self.at = at

    def text(self, ahead: int = 0) -> str:
        """The word that stands here, or some words ahead; empty past the end."""
        at = self.at + ahead
        return self.tokens[at].text if at < len(self.tokens) else ""

    def next(self) -> str:
        """Step over the word that stands here and give it."""
        self.at += 1
        return self.tokens[self.at - 1].text

    def words(self, group: str) -> tuple[str, ...]:
        """The phrase of a group that stands here; empty where none does."""
        return next((words for words in self.lexicon.groups[group] if self._stands(words)), ())

    def interval(self) -> tuple[str, ...]:
        """The longest words for an interval that stand here ("every other day"); empty where none do."""
        return max((words for words in self.lexicon.intervals if self._stands(words)), key=len, default=())

    def _stands(self, words: Sequence[str]) -> bool:
        return all(self.text(i) == word for i, word in enumerate(words))

    def take(self, group: str) -> tuple[str, ...]:
        """Step over the phrase of a group that stands here and give it; empty where none does."""
        words = self.words(group)
        self.at += len(words)
        return words

    def refuse(self) -> NoReturn:
        """Say what is wrong with the word that stands here."""
        token = self.tokens[self.at]
        if token.kind == "dash" and self.at == 0:
            self.fail("a negative number; write it without a sign")
        if token.kind == "number" or token.text in self.lexicon.units or token.text in self.lexicon.numbers:
            self.fail("a second quantity; give each quantity by itself")
        if token.text in self.lexicon.words:
            self.fail("out of place")
        known = {*self.lexicon.units, *self.lexicon.numbers, *self.lexicon.quantifiers}
        self.fail(f"unknown word{nearest(token.text, known)}")

    def fail(self, why: str, token: Token | None = None) -> NoReturn:
        """Raise, naming a word and its position: the one given, or the one that stands here."""
        if token is None and self.at < len(self.tokens):
            token = self.tokens[self.at]
        if token is None:
            raise PhraseError(f"cannot read {self.phrase!r}: {why}", self.phrase, "", len(self.phrase))
        raise PhraseError(
            f"cannot read {self.phrase!r}: {token.raw!r} at position {token.at}: {why}", self.phrase, token.raw, token.at
        )


def _tokens(phrase: str) -> list[Token]:
    if not isinstance(phrase, str):
        raise PhraseError(f"expected a phrase (str), came {type(phrase).__name__}")
    found: list[Token] = []
    for match in _TOKEN.finditer(phrase):
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(Token("-" if kind == "dash" else match.group().casefold(), match.start(), kind, match.group()))
    return found
