"""Words that place a sentence: what its figure measures, and of which route, protocol, condition or specimen it speaks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from ketamine_evidence.records.vocabulary import Condition, ProtocolName, Route, Specimen
from ketamine_evidence.values.quantities import Quantity

CONTEXT: Mapping[str, type[StrEnum]] = MappingProxyType(
    {"protocol": ProtocolName, "route": Route, "condition": Condition, "specimen": Specimen}
)
"""The fields that say of what a figure speaks, and their terms."""
QUANTITY = "quantity"
TERMS: Mapping[str, type[StrEnum]] = MappingProxyType({QUANTITY: Quantity, **CONTEXT})
"""What a sentence can be known to speak of, and the terms of each."""
DENIAL = "denial"
AT_MOST = "at_most"


class Cue(NamedTuple):
    """Words that were found in a sentence.

    Attributes:
        term: what they stand for; of a denial or a limit, the words themselves.
        words: the words as they stand there.
        start: where they begin, in code points from 0.
        end: where they end.
    """

    term: str
    words: str
    start: int
    end: int


def find_cues(text: str) -> dict[str, tuple[Cue, ...]]:
    """Find the words that place a sentence, for each kind of place; of two that overlap, the longer.

    Examples:
        >>> found = find_cues("relief lasts up to 6 months after one infusion")
        >>> found["quantity"][0].term, found["protocol"][0].words
        ('relief_duration', 'one infusion')
    """
    return {kind: tuple(_cue(match, terms) for match in pattern.finditer(text)) for kind, (pattern, terms) in _patterns().items()}


def says_at_most(phrase: str) -> bool:
    """Whether a phrase with one end says that nothing lies above it; "up to" says that it is reached.

    Examples:
        >>> says_at_most("within 2 hours"), says_at_most("up to 2 hours")
        (True, False)
    """
    pattern, _ = _patterns()[AT_MOST]
    return pattern.search(phrase) is not None


def _cue(match: re.Match[str], terms: Mapping[str, str]) -> Cue:
    return Cue(terms[_plain(match.group())], match.group(), *match.span())


@cache
def _patterns() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    """For each kind, what finds its words, and which term each of them stands for."""
    written = tomllib.loads(resources.files("ketamine_evidence.synthesis").joinpath("cues.toml").read_text(encoding="utf-8"))
    kinds = {kind: {_plain(words): words for words in written[kind]["words"]} for kind in (DENIAL, AT_MOST)}
    for kind, named in TERMS.items():
        kinds[kind] = {_plain(term.value): term.value for term in named}
        kinds[kind] |= {_plain(words): term for term, cues in written.get(kind, {}).items() for words in cues}
    return {kind: (_pattern(terms), terms) for kind, terms in kinds.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda one: (-len(one), one))
    spelled = "|".join(r"[\s_-]+".join(map(re.escape, one.split())) for one in longest_first)
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def _plain(words: str) -> str:
    return " ".join(re.split(r"[\s_-]+", words.casefold()))
