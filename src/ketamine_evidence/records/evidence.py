"""The records: one frozen class a table.

All fields are keyword-only. A field that a source does not give is None, or an empty tuple.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from ketamine_evidence.errors import RangeError
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import (
    Action,
    Attribution,
    Basis,
    Condition,
    Confidence,
    Direction,
    Effect,
    ExclusionReason,
    FactorName,
    GuidanceKind,
    Interest,
    Outcome,
    Phase,
    ProtocolName,
    Result,
    Route,
    Setting,
    SourceKind,
    Specimen,
    Statistic,
    StudyDesign,
    Target,
    Tier,
    Topic,
    Verdict,
)
from ketamine_evidence.values.quantities import SIGNED, Quantity, check_dimension
from ketamine_evidence.values.reported import Reported


@attrs.frozen(kw_only=True)
class Source:
    """One article or study.

    Attributes:
        id: its name in this dataset.
        title: its title; see `note` where that is not printed in the text.
        tier: `lay` or `literature`.
        kind: what kind of document it is.
        interest: what its publisher stands to gain, as far as the text shows.
        publisher: who published it, as far as known.
        authors: who signed it; empty where nobody did.
        year: when it was published; None where not known.
        url: where it was read, as far as known.
        doi: its DOI.
        pmid: its PubMed id.
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
    year: int | None = None
    url: str | None = None
    doi: str | None = None
    pmid: str | None = None
    population: str | None = None
    n: int | None = None
    design: str | None = None
    language: str = "en"
    text_sha256: str | None = None
    characters: int | None = None
    note: str | None = None


@attrs.frozen(kw_only=True)
class Claim:
    """What all claims have in common.

    Attributes:
        id: `<source>.<letter><number>`; never used again for anything else.
        source: the id of its source.
        locator: where it was read.
        summary: what it says, in one line of our own words.
        attribution: how the source stands behind it.
        note: what is to be said of the reading.
    """

    id: str
    source: str
    locator: Locator
    summary: str
    attribution: Attribution = Attribution.ASSERTED
    note: str | None = None


@attrs.frozen(kw_only=True)
class ReportedRange(Claim):
    """A quantity that a source gives.

    Attributes:
        quantity: what is measured.
        reported: the phrase as printed, and what it is read as.
        route: how the drug is given.
        protocol: the way of treating that it is said of.
        condition: what is treated.
        specimen: what a detection window is for.
        population: whom or what it is said of, where the closed lists have no word for it.
        statistic: what the figures are.
        basis: where the figure was read.

    Raises:
        DimensionError: where the unit does not fit the quantity.
        RangeError: for a negative end of what cannot be negative.
    """

    quantity: Quantity
    reported: Reported
    statistic: Statistic
    route: Route | None = None
    protocol: ProtocolName | None = None
    condition: Condition | None = None
    specimen: Specimen | None = None
    population: str | None = None
    basis: Basis = Basis.SOURCE_TEXT

    def __attrs_post_init__(self) -> None:
        for end in (self.reported.low, self.reported.high):
            if end is not None:
                check_dimension(self.quantity, end.unit)
                if end.least < 0 and self.quantity not in SIGNED:
                    raise RangeError(f"negative {self.quantity.value}: {end}; expected 0 or more")


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class SideEffect(Claim):
    """An unwanted or accompanying effect.

    Attributes:
        effect: its term.
        frequency: how often, in a word or figure.
        time_course: when it comes and goes.
        severity: how severe.
        reversible: whether the source says that it goes away; None where it does not say.
        ranges: ids of the reported ranges that belong to it.
    """

    effect: Effect
    frequency: str | None = None
    time_course: str | None = None
    severity: str | None = None
    reversible: bool | None = None
    ranges: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
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


@attrs.frozen(kw_only=True)
class Finding(Claim):
    """What a source says that research, or patients, found.

    Attributes:
        design: the design that it names.
        n: how many people.
        condition: what was treated.
        direction: which way the result points.
        effect_size: how large, as printed.
        certainty: how certain, as the source states of it.
        ranges: ids of the reported ranges that belong to it.
    """

    design: StudyDesign | None = None
    n: int | None = None
    condition: Condition | None = None
    direction: Result | None = None
    effect_size: str | None = None
    certainty: str | None = None
    ranges: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Guidance(Claim):
    """A tip, precaution, restriction, interaction, monitoring, indication or contraindication.

    Attributes:
        kind: which of these.
        about: what it is about, in our words.
    """

    kind: GuidanceKind
    about: str


@attrs.frozen(kw_only=True)
class Statement(Claim):
    """Everything else that a source states.

    Attributes:
        topic: what it is about.
    """

    topic: Topic


@attrs.frozen(kw_only=True)
class Trace:
    """A lay claim, and the study it most probably rests on.

    Attributes:
        id: its own id.
        claim: the id of the lay claim.
        study: the id of the source; None where none was found.
        confidence: how sure the identification is.
        verdict: how the claim stands to the study.
        agrees: what agrees, in our words.
        disagrees: what does not.
    """

    id: str
    claim: str
    study: str | None = None
    confidence: Confidence
    verdict: Verdict
    agrees: str | None = None
    disagrees: str | None = None


@attrs.frozen(kw_only=True)
class Exclusion:
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


@attrs.frozen(kw_only=True)
class Term:
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


@attrs.frozen(kw_only=True)
class Withdrawn:
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
