"""Checking every span of a dataset against the texts that it was read from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import attrs

from ketamine_evidence.dataset.cards import verification_card
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.dataset.search import FlowedText
from ketamine_evidence.dataset.texts import Text, read_texts
from ketamine_evidence.records.evidence import Claim, ReportedRange
from ketamine_evidence.records.locators import fingerprint, holds_phrase, is_whole, normalise

_Span = tuple[int, int]
_AROUND = 40
"""How many characters beside a span are looked at, to see that it is not cut out of a larger number."""


class Status(StrEnum):
    """What became of a span."""

    EXACT = "exact"
    MOVED = "moved"
    MISSING = "missing"
    PHRASE_MISSING = "phrase-missing"
    MISATTRIBUTED = "misattributed"
    NO_TEXT = "no-text"
    NO_SPAN = "no-span"


GOOD = frozenset({Status.EXACT, Status.MOVED})
UNCHECKED = frozenset({Status.NO_TEXT, Status.NO_SPAN})


class Checked(NamedTuple):
    """One span, checked.

    Attributes:
        id: the record.
        status: what became of its span.
        start: where it is now; None where it was not found.
        end: where it ends now.
        message: what is to be said of it; empty where all is well.
    """

    id: str
    status: Status
    start: int | None
    end: int | None
    message: str


@attrs.frozen
class Verification:
    """The outcome of a check.

    Attributes:
        version: the data version that was checked.
        spans: every span, checked or not.
    """

    version: str
    spans: tuple[Checked, ...]

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many spans came to each status."""
        return Counter(span.status for span in self.spans)

    @property
    def checked(self) -> int:
        """How many spans were checked at all."""
        return sum(span.status not in UNCHECKED for span in self.spans)

    @property
    def wrong(self) -> tuple[Checked, ...]:
        """The spans that were checked and not found whole in their source."""
        return tuple(span for span in self.spans if span.status not in GOOD | UNCHECKED)

    @property
    def ok(self) -> bool:
        """Whether spans were checked and none is wrong. Nothing checked is not well."""
        return self.checked > 0 and not self.wrong

    def __str__(self) -> str:
        lines = [
            f"{span.id}: {span.status.value}: {span.message}"
            for span in self.spans
            if span.message and span.status not in UNCHECKED
        ]
        counts = ", ".join(f"{self.counts[status]} {status.value}" for status in Status if self.counts.get(status))
        verdict = "all well" if self.ok else "nothing was checked" if not self.checked else f"{len(self.wrong)} wrong"
        return "\n".join(
            [
                *lines,
                f"data version {self.version}: {self.checked} of {len(self.spans)} spans checked: {counts or 'none'}: {verdict}",
            ]
        )

    def _repr_html_(self) -> str:
        return verification_card(self)


def verify(dataset: Dataset | None = None, *, texts: str | Path, progress: Callable[[str], None] | None = None) -> Verification:
    """Check every span of a dataset against texts.

    At its offsets a span has to have its fingerprint, and hold its phrase with the numbers whole. A span that is not at its offsets
    is looked for by its fingerprint, so that a re-flowed page is no error.

    Args:
        dataset: what to check; the newest release when left out.
        texts: a folder of `.txt` snapshots or saved `.html` pages. A file belongs to the source whose snapshot it is to the byte, or
            else to the source whose id is its name.
        progress: called with the id of each source before it is checked.

    Raises:
        DataError: where the folder is none, or a file is not UTF-8.
    """
    dataset = load() if dataset is None else dataset
    at_hand = _assign(dataset, read_texts(texts))
    flowed = {source: FlowedText(text.content) for source, text in at_hand.items()}
    claims: dict[str, list[Claim]] = {}
    for claim in dataset.claims():
        claims.setdefault(claim.source, []).append(claim)
    results: list[Checked] = []
    for source, made in claims.items():
        if progress is not None:
            progress(source)
        results += _check_source(made, source, flowed)
    return Verification(dataset.version, tuple(results))


def _assign(dataset: Dataset, texts: Sequence[Text]) -> dict[str, Text]:
    by_name = {text.name: text for text in texts}
    by_digest = {text.sha256: text for text in texts}
    found: dict[str, Text] = {}
    for source in dataset.sources:
        text = by_digest.get(source.text_sha256 or "") or by_name.get(source.id)
        if text is not None:
            found[source.id] = text
    return found


def _check_source(claims: Sequence[Claim], source: str, texts: Mapping[str, FlowedText]) -> list[Checked]:
    results = [_at_offsets(claim, texts.get(source)) for claim in claims]
    lost = {claim.id: claim for claim, result in zip(claims, results, strict=True) if result.status is Status.MISSING}
    if not lost:
        return results
    wanted = {str(claim.locator.fingerprint): _length(claim) for claim in lost.values()}
    places = texts[source].find(wanted)
    return [_elsewhere(lost[result.id], places, texts) if result.id in lost else result for result in results]


def _length(claim: Claim) -> int:
    return (claim.locator.end or 0) - (claim.locator.start or 0)


def _at_offsets(claim: Claim, text: FlowedText | None) -> Checked:
    place = claim.locator
    if place.fingerprint is None or place.start is None or place.end is None:
        return Checked(claim.id, Status.NO_SPAN, None, None, "it has no span to check")
    if text is None:
        return Checked(claim.id, Status.NO_TEXT, None, None, f"no text of {claim.source} at hand")
    span = text.raw[place.start : place.end]
    if fingerprint(span) != place.fingerprint:
        return Checked(claim.id, Status.MISSING, None, None, "not at its offsets")
    return _with_phrase(claim, Status.EXACT, (place.start, place.end), text.raw, "")


def _with_phrase(claim: Claim, status: Status, place: _Span, text: str, message: str) -> Checked:
    start, end = place
    span = text[start:end]
    if not is_whole(
        normalise(text[max(0, start - _AROUND) : start] + "|")[:-1],
        normalise(span),
        normalise("|" + text[end : end + _AROUND])[1:],
    ):
        return Checked(claim.id, Status.PHRASE_MISSING, *place, "its span is cut out of a larger number or word")
    if isinstance(claim, ReportedRange) and not holds_phrase(span, claim.reported.text):
        return Checked(claim.id, Status.PHRASE_MISSING, *place, f"its span does not hold {claim.reported.text!r} whole")
    return Checked(claim.id, status, *place, message)


def _elsewhere(claim: Claim, places: Mapping[str, list[_Span]], texts: Mapping[str, FlowedText]) -> Checked:
    own = texts[claim.source]
    was = claim.locator.start or 0
    if found := places.get(str(claim.locator.fingerprint)):
        start, end = min(found, key=lambda place: abs(place[0] - was))
        return _with_phrase(claim, Status.MOVED, (start, end), own.raw, f"now at {start}-{end}")
    others = [name for name, text in texts.items() if name != claim.source and _has(text, claim)]
    if others and not (isinstance(claim, ReportedRange) and holds_phrase(own.raw, claim.reported.text)):
        return Checked(claim.id, Status.MISATTRIBUTED, None, None, f"found only in {', '.join(others)}")
    return Checked(claim.id, Status.MISSING, None, None, "its span is nowhere in the text")


def _has(text: FlowedText, claim: Claim) -> bool:
    if isinstance(claim, ReportedRange):
        return holds_phrase(text.raw, claim.reported.text)
    return bool(text.find({str(claim.locator.fingerprint): _length(claim)}))
