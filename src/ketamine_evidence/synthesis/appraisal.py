"""What studies say of a claim: each report with its relation, its context and its citation."""

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
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import ReportedRange, Source, Trace
from ketamine_evidence.synthesis.comparing_cards import appraisal_card
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.synthesis.reading import Reading
from ketamine_evidence.synthesis.weighing import CONTRADICTS, Relation

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
        for context, title in CONTEXTS.items():
            lines += _section(title, [one for one in self.weighed if one.context == context])
        lines += [f"articles for patients that say likewise: {len(self.alike)}", *(f"- {one}" for one in self.alike), ""]
        if self.left_out:
            lines += [f"not held against it: {count(len(self.left_out), 'report')}", *(f"- {one}" for one in self.left_out), ""]
        places = "Places in studies are named, not machine-checked"
        return "\n".join([*lines, f"{reference(self.dataset.version, self.dataset.released)} {places}.", INTENDED_USE])

    def _repr_html_(self) -> str:
        return appraisal_card(self)

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(self._those(relation))} {relation.value}" for relation in Relation)
        return f"<Appraisal of {self.reading.text!r}: {counts}>"


CONTEXTS: Mapping[str, str] = MappingProxyType(
    {
        "same": "studies of the same context",
        "stated-in-part": "studies that do not state all of the context",
        "another": "studies of another context",
    }
)
"""The contexts of reports, in the order in which they are shown, and their titles."""


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
