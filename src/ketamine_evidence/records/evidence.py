"""The records: one frozen class a table.

All fields are keyword-only. A field that a source does not give is None, or an empty tuple.

Each shows itself as `Shown` does. Their annotations are types, not texts: there is no `from __future__ import annotations`. Texts would have
to be compiled to be read, which takes longer than to make the records of most tables.
"""

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.records.locators import Locator, check_span
from ketamine_evidence.records.shown import Shown
from ketamine_evidence.records.vocabulary import (
    Action,
    Attribution,
    Basis,
    Comparator,
    Condition,
    Confidence,
    Course,
    Direction,
    Effect,
    ExclusionReason,
    FactorName,
    GuidanceKind,
    Interest,
    Outcome,
    PainCourse,
    Phase,
    ProtocolName,
    Result,
    Route,
    Setting,
    SourceKind,
    Specimen,
    Statistic,
    StudyDesign,
    Substance,
    Target,
    Tier,
    Topic,
    Verdict,
)
from ketamine_evidence.values.quantities import SIGNED, Quantity, check_dimension
from ketamine_evidence.values.reported import Reported


@attrs.frozen(kw_only=True, repr=False)
class Source(Shown):
    """One article or study.

    Attributes:
        id: its name in this dataset.
        title: its title; see `note` where that is not printed in the text.
        tier: `lay` or `literature`.
        kind: what kind of document it is.
        interest: what its publisher stands to gain, as far as the text shows.
        publisher: who published it, as far as known.
        authors: who signed it; empty where nobody did.
        journal: the journal that it is in.
        year: when it was published; None where not known.
        volume: the volume of the journal.
        issue: the issue of the volume.
        pages: its pages, or its number where it has none.
        url: where it was read, as far as known.
        doi: its DOI.
        pmid: its PubMed id.
        pmcid: its PubMed Central id.
        registry: its number in a registry of trials.
        substance: what its figures are of, where a record does not say otherwise.
        conditions: what was treated.
        pain_course: whether the pain was acute or chronic; None where no pain was treated.
        comparators: what treatments were held against.
        population: whom it studied.
        n: how many it studied.
        design: how.
        language: its language, as a BCP 47 tag.
        text_sha256: SHA-256, in hex, of the bytes of the snapshot that was read.
        characters: the length of that snapshot in code points.
        note: what else is to be said of it.
    """

    id: str
    title: str
    tier: Tier
    kind: SourceKind
    interest: Interest
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    registry: str | None = None
    substance: Substance = Substance.KETAMINE
    conditions: tuple[Condition, ...] = ()
    pain_course: PainCourse | None = None
    comparators: tuple[Comparator, ...] = ()
    population: str | None = None
    n: int | None = None
    design: str | None = None
    language: str = "en"
    text_sha256: str | None = None
    characters: int | None = None
    note: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class Claim(Shown):
    """What all claims have in common.

    Attributes:
        id: `<source>.<letter><number>`; never used again for anything else.
        source: the id of its source.
        locator: where it was read.
        summary: what it says, in one line of our own words.
        attribution: how the source stands behind it.
        basis: whether it was read in the source itself or in what others print of it.
        note: what is to be said of the reading.
    """

    id: str
    source: str
    locator: Locator
    summary: str
    attribution: Attribution = Attribution.ASSERTED
    basis: Basis = Basis.SOURCE_TEXT
    note: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class ReportedRange(Claim):
    """A quantity that a source gives.

    Attributes:
        quantity: what is measured.
        reported: the phrase as printed, of a study our wording of its figure, and what it is read as.
        statistic: what the figures are.
        spread: how far the values scatter, such as "SD 2.0 mg/h"; it widens no range.
        estimate: of an interval or span, the id of the range that it belongs to.
        time_point: the id of the range that says when it was measured.
        course: of a `relief_time_point`, whether the relief was there.
        substance: what was given, or found.
        route: how the drug is given.
        protocol: the way of treating that it is said of.
        condition: what is treated.
        specimen: what a detection window is for.
        population: whom or what it is said of, where the closed lists have no word for it.

    Raises:
        DimensionError: where the unit does not fit the quantity.
        RangeError: for a negative end of what cannot be negative.
    """

    quantity: Quantity
    reported: Reported
    statistic: Statistic
    spread: str | None = None
    estimate: str | None = None
    time_point: str | None = None
    course: Course | None = None
    substance: Substance = Substance.KETAMINE
    route: Route | None = None
    protocol: ProtocolName | None = None
    condition: Condition | None = None
    specimen: Specimen | None = None
    population: str | None = None

    def __attrs_post_init__(self) -> None:
        for end in (self.reported.low, self.reported.high):
            if end is not None:
                check_dimension(self.quantity, end.unit)
                if end.least < 0 and self.quantity not in SIGNED:
                    raise RangeError(f"negative {self.quantity.value}: {end}; expected 0 or more")


@attrs.frozen(kw_only=True, repr=False)
class Protocol(Claim):
    """A way of treating that a source describes.

    Attributes:
        name: its term.
        phase: the part of a treatment that it covers.
        route: how the drug is given.
        setting: where.
        condition: what for.
        ranges: ids of the reported ranges that belong to it.
    """

    name: ProtocolName
    phase: Phase | None = None
    route: Route | None = None
    setting: Setting | None = None
    condition: Condition | None = None
    ranges: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Mechanism(Claim):
    """What the drug is said to do in the body.

    Attributes:
        target: what it acts on.
        action: what it does to it.
        effect: what follows, in our words.
        site: where in the body.
    """

    target: Target
    action: Action
    effect: str | None = None
    site: str | None = None


@attrs.frozen(kw_only=True, repr=False)
class SideEffect(Claim):
    """An unwanted or accompanying effect.

    Attributes:
        effect: its term.
        frequency: how often, in a word or figure.
        time_course: when it comes and goes.
        severity: how severe.
        reversible: whether the source says that it goes away; None where it does not say.
        p: the p value of a comparison, as printed.
        ranges: ids of the reported ranges that belong to it.
    """

    effect: Effect
    frequency: str | None = None
    time_course: str | None = None
    severity: str | None = None
    reversible: bool | None = None
    p: str | None = None
    ranges: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Factor(Claim):
    """What is said to bear on the outcome.

    Attributes:
        factor: what bears on it.
        level: which level or kind of it ("higher"), in our words.
        outcome: on what; None where the source says "results" or the like.
        direction: which way.
    """

    factor: FactorName
    level: str | None = None
    outcome: Outcome | None = None
    direction: Direction | None = None


@attrs.frozen(kw_only=True, repr=False)
class Finding(Claim):
    """What a source says that research, or patients, found.

    Attributes:
        design: the design that it names.
        n: how many people.
        condition: what was treated.
        comparator: what the treatment was held against.
        direction: which way the result points.
        effect_size: how large, as printed.
        p: the p value, as printed.
        certainty: how certain, as the source states of it.
        ranges: ids of the reported ranges that belong to it.
    """

    design: StudyDesign | None = None
    n: int | None = None
    condition: Condition | None = None
    comparator: Comparator | None = None
    direction: Result | None = None
    effect_size: str | None = None
    p: str | None = None
    certainty: str | None = None
    ranges: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Guidance(Claim):
    """A tip, precaution, restriction, interaction, monitoring, indication or contraindication.

    Attributes:
        kind: which of these.
        about: what it is about, in our words.
    """

    kind: GuidanceKind
    about: str


@attrs.frozen(kw_only=True, repr=False)
class Statement(Claim):
    """Everything else that a source states.

    Attributes:
        topic: what it is about.
    """

    topic: Topic


@attrs.frozen(kw_only=True, repr=False)
class Trace(Shown):
    """A lay claim, and the study it most probably rests on.

    Attributes:
        id: its own id.
        claim: the id of the lay claim.
        study: the id of the source; None where none was found.
        confidence: how sure the identification is.
        verdict: how the claim stands to the study.
        agrees: what agrees, in our words.
        disagrees: what does not.
        supports: ids of the claims of studies that speak for it.
        contradicts: ids of the claims of studies that speak against it.
    """

    id: str
    claim: str
    study: str | None = None
    confidence: Confidence
    verdict: Verdict
    agrees: str | None = None
    disagrees: str | None = None
    supports: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Exclusion(Shown):
    """A stretch of a source that has no record, and why.

    Attributes:
        source: the id of the source.
        start: where it begins, in code points from 0.
        end: where it ends.
        reason: why it has no record.
        restates: the id of the record that says the same, for `restated`.
        section: the section that a heading opens, in our words.
        note: what is to be said of it.
    """

    source: str
    start: int
    end: int
    reason: ExclusionReason
    restates: str | None = None
    section: str | None = None
    note: str | None = None

    def __attrs_post_init__(self) -> None:
        check_span(self.start, self.end)


@attrs.frozen(kw_only=True, repr=False)
class Term(Shown):
    """A term of a vocabulary.

    Attributes:
        scheme: which vocabulary.
        id: the term, as the data use it.
        label: how people write it.
        definition: what it means here.
        mappings: its identifiers elsewhere, as `scheme:identifier`.
    """

    scheme: str
    id: str
    label: str
    definition: str
    mappings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True, repr=False)
class Withdrawn(Shown):
    """A record that is no longer in the data. Its id stays, and is never given to another.

    Attributes:
        id: the id that it had.
        version: the data version from which it is gone.
        reason: why.
        successor: the id of the record that took its place; None where none did.
    """

    id: str
    version: str
    reason: str
    successor: str | None = None


CLAIMS: Mapping[str, type[Claim]] = MappingProxyType(
    {
        "ranges": ReportedRange,
        "protocols": Protocol,
        "mechanisms": Mechanism,
        "side_effects": SideEffect,
        "factors": Factor,
        "findings": Finding,
        "guidance": Guidance,
        "statements": Statement,
    }
)
"""The tables of claims and their records."""

TABLES: Mapping[str, type[attrs.AttrsInstance]] = MappingProxyType(
    {"sources": Source, **CLAIMS, "traces": Trace, "exclusions": Exclusion, "terms": Term, "withdrawn": Withdrawn}
)
"""Every table of a dataset and its records."""

KEYS: Mapping[str, tuple[str, ...]] = MappingProxyType({"exclusions": ("source", "start", "end"), "terms": ("scheme", "id")})
"""The fields that tell a table's records apart, where that is not `id` alone."""
