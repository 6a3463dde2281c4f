"""Kinds of evidence: what a claim of the literature stands on, and which sources report no result."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ketamine_evidence.records.evidence import Claim, Source
from ketamine_evidence.records.vocabulary import Attribution, SourceKind


class EvidenceKind(StrEnum):
    """What a claim of the literature stands on. The order is that of print, no ranking."""

    GUIDELINE = "guideline"
    META_ANALYSIS = "meta-analysis"
    TRIAL = "trial"
    COHORT = "cohort"
    OTHER = "other"


KINDS: Mapping[SourceKind, EvidenceKind] = MappingProxyType(
    {
        SourceKind.GUIDELINE: EvidenceKind.GUIDELINE,
        SourceKind.META_ANALYSIS: EvidenceKind.META_ANALYSIS,
        SourceKind.SYSTEMATIC_REVIEW: EvidenceKind.META_ANALYSIS,
        SourceKind.RANDOMIZED_TRIAL: EvidenceKind.TRIAL,
        SourceKind.OPEN_LABEL_TRIAL: EvidenceKind.TRIAL,
        SourceKind.PROSPECTIVE_COHORT: EvidenceKind.COHORT,
        SourceKind.RETROSPECTIVE_COHORT: EvidenceKind.COHORT,
        SourceKind.CASE_SERIES: EvidenceKind.COHORT,
        SourceKind.SURVEY: EvidenceKind.COHORT,
    }
)
"""The kind of evidence that a source gives; of those not listed, `other`."""
NO_RESULTS: Mapping[SourceKind, str] = MappingProxyType(
    {
        SourceKind.TRIAL_PROTOCOL: "from a trial protocol, which reports no results",
        SourceKind.ANIMAL_STUDY: "from a study of animals",
    }
)
"""The sources that say nothing of how patients fared, and why."""


def evidence_kind(claim: Claim, source: Source) -> EvidenceKind:
    """Tell what a claim stands on.

    Args:
        claim: the claim.
        source: its source.

    What a source reports of the research of others is `other`, whatever the source is itself: a review that tells of a trial is not that trial.
    """
    if claim.attribution is Attribution.ATTRIBUTED_TO_RESEARCH:
        return EvidenceKind.OTHER
    return KINDS.get(source.kind, EvidenceKind.OTHER)
