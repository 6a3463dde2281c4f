"""Reading a reviewer's sentence: the figure in it, what that measures, and of what it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from ketamine_evidence.errors import PhraseError, QueryError, nearest
from ketamine_evidence.synthesis.cues import CONTEXT, DENIAL, QUANTITY, Cue, find_cues
from ketamine_evidence.values.finding import Found, find_ranges
from ketamine_evidence.values.quantities import DIMENSIONS, Quantity, quantity_of
from ketamine_evidence.values.reported import Reported

STATED = "what was stated"


@attrs.frozen
class Reading:
    """A claim as it was read.

    Attributes:
        text: the sentence.
        quantity: what its figure measures.
        reported: the figure.
        context: for each field that the claim speaks of, the terms; a field that is not here is not stated.
        read_from: for the quantity and each field, the words that say so.
    """

    text: str
    quantity: Quantity
    reported: Reported
    context: Mapping[str, tuple[str, ...]]
    read_from: Mapping[str, str]

    def __str__(self) -> str:
        said = [f"{self.quantity.value} {self.reported.text!r} {self.reported.outer} (from {self.read_from[QUANTITY]})"]
        said += [f"{field} {' or '.join(terms)} (from {self.read_from[field]})" for field, terms in self.context.items()]
        silent = [field for field in CONTEXT if field not in self.context]
        return "; ".join(said) + (f"; {', '.join(silent)} not stated" if silent else "")


def read_claim(text: str, *, quantity: str | None, phrase: str | None, **context: str | None) -> Reading:
    """Read a sentence; what the caller states goes before what its words say.

    Raises:
        PhraseError: for a sentence without a figure, or one that denies.
        QueryError: where what the figure measures, or which of several figures is meant, cannot be told.
    """
    if not isinstance(text, str):
        raise PhraseError(f"expected a claim (str), came {type(text).__name__}")
    cues = find_cues(text)
    if denial := cues[DENIAL]:
        raise PhraseError(
            f"cannot weigh {text!r}: {denial[0].words!r} at position {denial[0].start} denies; state what is claimed without it",
            text, denial[0].words, denial[0].start,
        )  # fmt: skip
    figures = find_ranges(text)
    if phrase is not None:
        figures = _those_in(phrase, text, figures)
    if not figures:
        raise PhraseError(f"no figure in {text!r}; write one, such as 'up to 6 weeks' or '0.5 mg/kg'", text)
    measured, words = _quantity(text, quantity, cues[QUANTITY], figures)
    stated = {field: (_term(field, term),) for field, term in context.items() if term is not None}
    found = {field: tuple(dict.fromkeys(cue.term for cue in cues[field])) for field in CONTEXT}
    read = {field: stated.get(field) or found[field] for field in CONTEXT if stated.get(field) or found[field]}
    said = {field: STATED if field in stated else _words(cues[field]) for field in read}
    contextual = [cue for field in CONTEXT for cue in cues[field]]
    return Reading(text, measured, _figure(text, measured, figures, contextual), read, {QUANTITY: words, **said})


def _those_in(phrase: str, text: str, figures: Iterable[Found]) -> tuple[Found, ...]:
    start = text.find(phrase)
    if start < 0 or not phrase:
        raise QueryError(f"phrase is part of the claim, came {phrase!r}; the claim is {text!r}")
    return tuple(one for one in figures if start <= one.start and one.end <= start + len(phrase))


def _quantity(text: str, given: str | None, cues: tuple[Cue, ...], figures: Iterable[Found]) -> tuple[Quantity, str]:
    """What the figure measures: as stated, or by the longest words that go with the dimension of a figure."""
    if given is not None:
        return quantity_of(given), STATED
    dimensions = {one.reported.dimension for one in figures}
    possible = [cue for cue in cues if DIMENSIONS[Quantity(cue.term)] & dimensions]
    longest = max((len(cue.words) for cue in possible), default=0)
    best = {cue.term: cue for cue in possible if len(cue.words) == longest}
    if len(best) == 1:
        (cue,) = best.values()
        return Quantity(cue.term), repr(cue.words)
    choices = list(best) or [one.value for one in Quantity if DIMENSIONS[one] & dimensions]
    raise QueryError(f"what is measured in {text!r} cannot be told; give quantity=, one of: {', '.join(choices)}")


def _figure(text: str, quantity: Quantity, figures: Iterable[Found], contextual: Iterable[Cue]) -> Reported:
    """The one figure that can be of a quantity and does not say of what the claim speaks, as "one infusion" does."""
    fitting = [one for one in figures if one.reported.dimension in DIMENSIONS[quantity]]
    fitting = [one for one in fitting if not any(cue.start < one.end and one.start < cue.end for cue in contextual)] or fitting
    if len(fitting) == 1:
        return fitting[0].reported
    if not fitting:
        raise PhraseError(
            f"no figure of {quantity.value} in {text!r}; expected {' or '.join(sorted(DIMENSIONS[quantity]))}", text
        )
    shown = ", ".join(repr(one.reported.text) for one in fitting)
    raise QueryError(
        f"{len(fitting)} figures of {text!r} can be {quantity.value}: {shown}; give the one that is meant as phrase="
    )


def _term(field: str, term: str) -> str:
    terms = [member.value for member in CONTEXT[field]]
    if term not in terms:
        raise QueryError(f"{field} is never {term!r}; it is one of: {', '.join(terms)}{nearest(str(term), terms)}")
    return term


def _words(cues: Iterable[Cue]) -> str:
    return ", ".join(dict.fromkeys(repr(cue.words) for cue in cues))
