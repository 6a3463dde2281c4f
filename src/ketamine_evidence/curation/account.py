"""The account of a source: the words of its text that no record and no exclusion covers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import attrs

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError, Problem
from ketamine_evidence.records.evidence import Claim, Exclusion, Source

_WORD = re.compile(r"\w+")
_Span = tuple[int, int]


@attrs.frozen
class Account:
    """How much of a text is accounted for.

    Attributes:
        source: the id of the source.
        words: how many words its text has; a word is a run of letters and digits.
        covered: how many of them lie whole in the spans of records and exclusions.
        by_claims: how many of them lie in the spans of records.
        uncovered: the stretches that are left, as start and end.
        left: the words of those stretches.
    """

    source: str
    words: int
    covered: int
    by_claims: int
    uncovered: tuple[_Span, ...]
    left: tuple[str, ...]

    @property
    def share(self) -> float:
        """The covered share of the words, from 0 to 1; an empty text is covered."""
        return self.covered / self.words if self.words else 1.0

    def as_dict(self) -> dict[str, Any]:
        """The account as plain data."""
        return attrs.asdict(self) | {"share": self.share}


def account_of(authored: Authored) -> Account:
    """Account for the words of an authored file's text.

    Raises:
        DataError: where the text is not at hand.
    """
    if authored.text is None:
        raise DataError(
            [Problem(authored.path, "source", "text_sha256", "no text at hand with this digest; give the folder of texts")]
        )
    return _account(authored.source.id, authored.text, authored.all_claims(), authored.exclusions)


def account_of_release(dataset: Dataset, texts: Sequence[Text]) -> list[Account]:
    """Account for the words of every source of a release that has a text.

    Raises:
        DataError: where the text of a source is not at hand.
    """
    by_digest = {text.sha256: text.content for text in texts}
    sources = [source for source in dataset.sources if source.text_sha256 is not None]
    problems = [_no_text(source) for source in sources if source.text_sha256 not in by_digest]
    if problems:
        raise DataError(problems)
    return [
        _account(
            source.id,
            by_digest[str(source.text_sha256)],
            [claim for claim in dataset.claims() if claim.source == source.id],
            dataset.exclusions.where(source=source.id),
        )
        for source in sources
    ]


def _no_text(source: Source) -> Problem:
    return Problem(source.id, "", "text_sha256", f"no text at hand with the digest {source.text_sha256}")


def _account(source: str, text: str, claims: Iterable[Claim], exclusions: Iterable[Exclusion]) -> Account:
    read = [(claim.locator.start or 0, claim.locator.end or 0) for claim in claims]
    excluded = [(exclusion.start, exclusion.end) for exclusion in exclusions]
    words = [match.span() for match in _WORD.finditer(text)]
    by_claims = _covered(words, read)
    covered = _covered(words, read + excluded)
    uncovered = tuple(_stretches([word for word in words if word not in covered], words))
    return Account(
        source, len(words), len(covered), len(by_claims), uncovered, tuple(text[start:end] for start, end in uncovered)
    )


def _covered(words: Iterable[_Span], spans: Iterable[_Span]) -> set[_Span]:
    """The words of which every character lies in some span."""
    joined: list[_Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    starts = [start for start, _ in joined]
    found: set[_Span] = set()
    for word in words:
        at = bisect_right(starts, word[0]) - 1
        if at >= 0 and word[1] <= joined[at][1]:
            found.add(word)
    return found


def _stretches(left: Sequence[_Span], words: Sequence[_Span]) -> Iterable[_Span]:
    """Join uncovered words that follow one another."""
    follows = dict(pairwise(words))
    stretch: list[_Span] = []
    for word in left:
        if stretch and follows.get(stretch[-1]) != word:
            yield stretch[0][0], stretch[-1][1]
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch[0][0], stretch[-1][1]
