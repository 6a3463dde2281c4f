"""A reviewer's question: what do studies say of this claim? Never a bare yes or no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.dataset.citations import cite
from ketamine_evidence.dataset.cite import INTENDED_USE, reference
from ketamine_evidence.dataset.columns import LIST, STRING, Kind
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.frames import Frame, Framed
from ketamine_evidence.dataset.releases import load
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.records.vocabulary import Tier
from ketamine_evidence.synthesis.counting import NotCounted, why_not_evidence
from ketamine_evidence.synthesis.reading import Reading, read_claim
from ketamine_evidence.synthesis.weighing import CONTRADICTS, Relation, core_of, weigh
from ketamine_evidence.values.quantities import Quantity

COLUMNS: Mapping[str, Kind] = MappingProxyType(
    {
        "relation": STRING,
        "context": STRING,
        "record": STRING,
        "source": STRING,
        "kind": STRING,
        "phrase": STRING,
        "why": STRING,
        "differs": LIST,
        "not_stated": LIST,
        "basis": STRING,
        "citation": STRING,
    }
)
"""What the columns of an appraisal hold, as a frame."""


@attrs.frozen
class Weighed:
    """What one study reports, held against a claim.

    Attributes:
        record: the report.
        source: the study.
        relation: how it stands to the claim.
        why: the same in a few words.
        differs: where it speaks of something else than the claim, each with what it speaks of ("condition: crps").
        not_stated: what the claim says of its context and the study does not.
    """

    record: ReportedRange
    source: Source
    relation: Relation
    why: str
    differs: tuple[str, ...]
    not_stated: tuple[str, ...]

    @property
    def context(self) -> str:
        """Whether it speaks of the `same` context as the claim, of one `stated-in-part`, or of `another`."""
        return "another" if self.differs else "stated-in-part" if self.not_stated else "same"

    def __str__(self) -> str:
        course = f"{self.record.course.value} " if self.record.course is not None else ""
        place = f"{self.record.locator.section}, {self.record.basis.value.replace('-', ' ')}"
        return f"{self.relation.value}: {course}{self.record.reported.text}: {self.why} ({self.record.id}; {place})"


@attrs.frozen
class SaidAlike:
    """A lay claim that says what was asked about, and what it was traced to.

    Attributes:
        record: the claim.
        traces: its traces.
    """

    record: ReportedRange
    traces: tuple[Trace, ...]

    def __str__(self) -> str:
        traced = "; ".join(
            f"{trace.verdict.value} ({trace.study or 'no study'}, {trace.confidence.value})" for trace in self.traces
        )
        return f"{self.record.id}: {self.record.reported.text} {self.record.reported.outer}: {traced or 'not traced'}"


@attrs.frozen(repr=False)
class Appraisal(Framed):
    """What studies say of a claim, and which articles for patients say likewise. It has no verdict: whoever asks judges.

    As a frame it has a row for each report of a study.

    Attributes:
        reading: the claim as it was read.
        weighed: each report of a study that was held against it: those of its own context first.
        alike: the lay claims that say likewise.
        left_out: reports that were not held against it, each with the reason.
        dataset: the data that were asked.
    """

    reading: Reading
    weighed: tuple[Weighed, ...]
    alike: tuple[SaidAlike, ...]
    left_out: tuple[NotCounted, ...]
    dataset: Dataset = attrs.field(eq=False)

    @property
    def supports(self) -> tuple[Weighed, ...]:
        """The reports that support the claim, in whatever context."""
        return self._those(Relation.SUPPORTS)

    @property
    def contradicts(self) -> tuple[Weighed, ...]:
        """The reports of less or more than is claimed, in whatever context."""
        return self._those(*CONTRADICTS)

    @property
    def leaves_open(self) -> tuple[Weighed, ...]:
        """The reports that leave the claim open, in whatever context."""
        return self._those(Relation.LEAVES_OPEN)

    def _those(self, *relations: Relation) -> tuple[Weighed, ...]:
        return tuple(one for one in self.weighed if one.relation in relations)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give each report as plain data, with its citation."""
        return [
            {
                "relation": one.relation.value,
                "context": one.context,
                "record": one.record.id,
                "source": one.source.id,
                "kind": one.source.kind.value,
                "phrase": one.record.reported.text,
                "why": one.why,
                "differs": list(one.differs),
                "not_stated": list(one.not_stated),
                "basis": one.record.basis.value,
                "citation": cite(one.source.id, version=self.dataset).splitlines()[-1],
            }
            for one in self.weighed
        ]

    def to_dict(self) -> dict[str, Any]:
        """Give all of it as plain data, as JSON holds it."""
        reading = self.reading
        return {
            "claim": reading.text,
            "read_as": {
                "quantity": reading.quantity.value,
                "phrase": reading.reported.text,
                "outer": str(reading.reported.outer),
            },
            "context": {field: list(terms) for field, terms in reading.context.items()},
            "read_from": dict(reading.read_from),
            "studies": self.to_dicts(),
            "alike": [
                {
                    "record": one.record.id,
                    "phrase": one.record.reported.text,
                    "traces": [{"id": trace.id, "study": trace.study, "verdict": trace.verdict.value} for trace in one.traces],
                }
                for one in self.alike
            ],
            "left_out": [{"record": one.id, "reason": one.reason} for one in self.left_out],
            "data_version": self.dataset.version,
            "intended_use": INTENDED_USE,
        }

    def _frame(self) -> Frame:
        return Frame(COLUMNS, self.to_dicts())

    def __str__(self) -> str:
        lines = [f"claim: {self.reading.text}", f"read as: {self.reading}", ""]
        for context, title in _TITLES.items():
            lines += _section(title, [one for one in self.weighed if one.context == context])
        lines += [f"articles for patients that say likewise: {len(self.alike)}", *(f"- {one}" for one in self.alike), ""]
        if self.left_out:
            lines += [f"not held against it: {count(len(self.left_out), 'report')}", *(f"- {one}" for one in self.left_out), ""]
        places = "Places in studies are named, not machine-checked"
        return "\n".join([*lines, f"{reference(self.dataset.version, self.dataset.released)} {places}.", INTENDED_USE])

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._those(relation))} {relation.value}" for relation in Relation)
        return f"<Appraisal of {self.reading.text!r}: {counts}>"


_TITLES = {
    "same": "studies of the same context",
    "stated-in-part": "studies that do not state all of the context",
    "another": "studies of another context",
}


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
        reason = why_not_evidence(record, source)
        if reason is None and record.reported.dimension != reading.reported.dimension:
            reason = f"given as {record.reported.dimension}, the claim as {reading.reported.dimension}"
        if reason is not None:
            left_out.append(NotCounted(record.id, reason))
            continue
        weighed.append(Weighed(record, source, *weigh(reading.reported, record), *_context(reading, record, source)))
    weighed.sort(key=lambda one: (list(_TITLES).index(one.context), list(Relation).index(one.relation), one.record.id))
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


def _section(title: str, weighed: list[Weighed]) -> list[str]:
    """The reports of one context, by study."""
    if not weighed:
        return [f"{title}: none", ""]
    found = {relation: {one.source.id for one in weighed if one.relation is relation} for relation in Relation}
    lines = [f"{title}, by source: {', '.join(f'{len(sources)} {relation.value}' for relation, sources in found.items())}"]
    for reports in _by_study(weighed):
        apart = "; ".join([*reports[0].differs, *(f"{field} not stated" for field in reports[0].not_stated)])
        lines += [f"- {_short(reports[0].source)}{f' [{apart}]' if apart else ''}", *(f"  {one}" for one in reports)]
    return [*lines, ""]


def _by_study(weighed: list[Weighed]) -> Iterable[list[Weighed]]:
    """Reports of one study and context together, in the order of the first of them."""
    groups: dict[tuple[str, ...], list[Weighed]] = {}
    for one in weighed:
        groups.setdefault((one.source.id, *one.differs, *one.not_stated), []).append(one)
    return groups.values()


def _short(source: Source) -> str:
    """A study in a few words: who, when, what kind, how many people, where to find it, and whom it studied."""
    who = source.authors[0].split(",")[0] if source.authors else source.title
    others = " and others" if len(source.authors) > 1 else ""
    size = f", n = {source.n}" if source.n is not None else ""
    whom = f": {source.population}" if source.population else ""
    where = f"doi:{source.doi}" if source.doi else f"PMID {source.pmid}" if source.pmid else source.url or "no identifier known"
    return f"{who}{others} {source.year or 'n.d.'}, {source.kind.value}{size}, {where}{whom}"
