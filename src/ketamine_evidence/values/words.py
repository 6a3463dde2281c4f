"""Walking over the words of a phrase, with the lexicon at hand, and saying which word is at fault."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from ketamine_evidence.errors import PhraseError, nearest
from ketamine_evidence.values.lexicon import INTERVALS, Lexicon, Words

_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<word>[^\W\d_]+)|(?P<dash>[-\u2010-\u2015\u2212])|(?P<other>\S)",
)
"""Numbers, words and signs; the spaces between them are passed over."""


_NOTHING: Mapping[str, tuple[Words, ...]] = MappingProxyType({})


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
        self._texts: list[str] = [token.text for token in self.tokens]
        openers = lexicon.openers
        self._begun: list[Mapping[str, tuple[Words, ...]]] = [openers.get(text, _NOTHING) for text in self._texts]
        self._begun.append(_NOTHING)  # past the end
        self.at: int = 0

    def go(self, at: int) -> None:
        """Stand at another word."""
        self.at = at

    def text(self, ahead: int = 0) -> str:
        """The word that stands here, or some words ahead; empty past the end."""
        at = self.at + ahead
        return self._texts[at] if at < len(self._texts) else ""

    def next(self) -> str:
        """Step over the word that stands here and give it."""
        self.at += 1
        return self._texts[self.at - 1]

    def imply(self, text: str) -> None:
        """Put a number that is not said before the word that stands here."""
        self.tokens.insert(self.at, self.tokens[self.at]._replace(text=text, kind="number"))
        self._texts.insert(self.at, text)
        self._begun.insert(self.at, _NOTHING)

    @property
    def opens(self) -> bool:
        """Whether the word that stands here begins a phrase of any group."""
        return self._begun[self.at] is not _NOTHING

    def words(self, group: str) -> tuple[str, ...]:
        """The longest phrase of a group that stands here; empty where none does."""
        begun = self._begun[self.at]
        if group in begun:
            for words in begun[group]:
                if len(words) == 1 or tuple(self._texts[self.at : self.at + len(words)]) == words:
                    return words
        return ()

    def interval(self) -> tuple[str, ...]:
        """The longest words for an interval that stand here ("every other day"); empty where none do."""
        return self.words(INTERVALS)

    def take(self, group: str) -> tuple[str, ...]:
        """Step over the phrase of a group that stands here and give it; empty where none does."""
        if self._begun[self.at] is _NOTHING:
            return ()
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
        kind, raw = str(match.lastgroup), match.group()
        found.append(Token("-" if kind == "dash" else raw.casefold(), match.start(), kind, raw))
    return found
