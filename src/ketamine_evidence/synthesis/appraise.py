"""A reviewer's question: what do studies say of this claim? Never a bare yes or no."""

from __future__ import annotations

from collections.abc import Iterable

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.records.evidence import ReportedRange, Source
from ketamine_evidence.records.vocabulary import Tier
from ketamine_evidence.synthesis.appraisal import CONTEXTS, Appraisal, SaidAlike, Weighed
from ketamine_evidence.synthesis.counting import NotCounted, why_no_figure
from ketamine_evidence.synthesis.evidence_kinds import NO_RESULTS
from ketamine_evidence.synthesis.reading import Reading, read_claim
from ketamine_evidence.synthesis.weighing import Relation, core_of, weigh
from ketamine_evidence.values.quantities import Quantity


def check_claim(  # noqa: PLR0913  a claim's context has that many sides
    claim: str,
    dataset: Dataset | None = None,
    *,
    quantity: str | None = None,
    phrase: str | None = None,
    protocol: str | None = None,
    route: str | None = None,
    condition: str | None = None,
    specimen: str | None = None,
) -> Appraisal:
    """Hold a claim against what studies report: what supports it, what contradicts it, and what leaves it open.

    The figure and the words around it are read by conventions that the answer shows; what you state goes before them. A study counts in
    its own context: what it says of another condition, protocol, route or specimen is listed apart. How long relief lasts is also held
    against the times at which studies found relief still there, or gone.

    Args:
        claim: one sentence with a figure, such as "relief lasts up to 6 months after one infusion".
        dataset: the data to ask; the newest release when left out.
        quantity: what the figure measures, where the words do not tell.
        phrase: the part of the claim with the figure that is meant, where it has several.
        protocol: the way of treating that it speaks of.
        route: how the drug is given.
        condition: what is treated.
        specimen: where the drug is looked for.

    Returns:
        Every report, with its relation to the claim, its context, its place and its citation. There is no verdict.

    Examples:
        >>> import ketamine_evidence as ke
        >>> answer = ke.check_claim("relief lasts up to 6 months after one infusion", ke.load("0.2.0"))
        >>> answer.reading.quantity, answer.reading.context
        (<Quantity.RELIEF_DURATION: 'relief_duration'>, {'protocol': ('single-infusion',), 'route': ('intravenous',)})

    Raises:
        PhraseError: for a claim without a figure, or one that denies.
        QueryError: where it cannot be told what is measured or which figure is meant, or for a term that there is not.
    """
    reading = read_claim(
        claim, quantity=quantity, phrase=phrase, protocol=protocol, route=route, condition=condition, specimen=specimen
    )
    dataset = dataset if dataset is not None else load()
    weighed: list[Weighed] = []
    left_out: list[NotCounted] = []
    for record in _reports(dataset, reading.quantity, Tier.LITERATURE):
        source = dataset.sources[record.source]
        reason = NO_RESULTS.get(source.kind) or why_no_figure(record)
        if reason is None and record.reported.dimension != reading.reported.dimension:
            reason = f"given as {record.reported.dimension}, the claim as {reading.reported.dimension}"
        if reason is not None:
            left_out.append(NotCounted(record.id, reason))
            continue
        weighed.append(Weighed(record, source, *weigh(reading.reported, record), *_context(reading, record, source)))
    weighed.sort(key=lambda one: (list(CONTEXTS).index(one.context), list(Relation).index(one.relation), one.record.id))
    return Appraisal(reading, tuple(weighed), tuple(_alike(dataset, reading)), tuple(left_out), dataset)


def _reports(dataset: Dataset, quantity: Quantity, tier: Tier) -> Iterable[ReportedRange]:
    """What a tier reports of a quantity; of how long relief lasts also the times at which it was looked for."""
    asked = [quantity] if quantity is not Quantity.RELIEF_DURATION else [quantity, Quantity.RELIEF_TIME_POINT]
    return dataset.ranges.where(quantity=asked, tier=tier)


def _context(reading: Reading, record: ReportedRange, source: Source) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where a report speaks of something else than a claim, and of what it says nothing."""
    differs: list[str] = []
    not_stated: list[str] = []
    for field, wanted in reading.context.items():
        stated = getattr(record, field)
        terms = (
            {str(stated)} if stated is not None else {str(one) for one in source.conditions} if field == "condition" else set()
        )
        if not terms:
            not_stated.append(field)
        elif terms.isdisjoint(wanted):
            differs.append(f"{field}: {', '.join(sorted(terms))}")
    return tuple(differs), tuple(not_stated)


def _alike(dataset: Dataset, reading: Reading) -> Iterable[SaidAlike]:
    """The lay claims of a claim's context, as far as they state theirs, that can be read as what it says."""
    for record in dataset.ranges.where(quantity=reading.quantity, tier=Tier.LAY):
        differs, _ = _context(reading, record, dataset.sources[record.source])
        if differs or record.reported.dimension != reading.reported.dimension:
            continue
        if core_of(reading.reported).overlaps(record.reported.outer):
            yield SaidAlike(record, tuple(dataset.traces.where(claim=record.id)))
