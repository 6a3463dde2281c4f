"""The rules about what a source says of itself: identifiers, year, tier, and what a study has and has not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.curation.rule import Rule, problem
from ketamine_evidence.errors import Problem
from ketamine_evidence.records.evidence import Finding
from ketamine_evidence.records.vocabulary import Attribution, Basis, Comparator, SourceKind, Tier

FIRST_YEAR = 1960
"""Ketamine was not known before."""
LAY_KINDS = frozenset({SourceKind.HEALTH_ARTICLE, SourceKind.CLINIC_ARTICLE, SourceKind.PRODUCT_ARTICLE})
"""The kinds of sources that tell patients; all others are literature."""
IDENTIFIERS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "doi": (r"10\.[0-9]{4,9}/\S+", "a DOI without its address, such as '10.1000/182'"),
        "pmid": (r"[1-9][0-9]{0,7}", "a PubMed id of one to eight digits"),
        "pmcid": (r"PMC[1-9][0-9]*", "a PubMed Central id such as 'PMC123'"),
        "registry": (
            r"NCT[0-9]{8}|ISRCTN[0-9]{8}|ACTRN[0-9]{14}|DRKS[0-9]{8}|(NTR|NL)[0-9]+|[0-9]{4}-[0-9]{6}-[0-9]{2}|CRD[0-9]{11}",
            "a number of a registry such as 'NCT01234567'",
        ),
    }
)
"""How the identifiers of a source are written, and what they are called."""
_OF_ANOTHER = re.compile(
    r"\b(?:news report|news summary|second-hand|quotation|page summary|of the paper|later [\w-]+ paper|[a-z]+-(?:19|20)[0-9]{2})\b"
)
"""Words of a place that is not in the source itself."""


def identifiers_look_like_themselves(authored: Authored) -> Iterator[Problem]:
    """A DOI, a PubMed id, a PubMed Central id and a registry number each have their form."""
    for field, (pattern, name) in IDENTIFIERS.items():
        value = getattr(authored.source, field)
        if value is not None and not re.fullmatch(pattern, value):
            yield problem(authored, "source", field, f"expected {name}, came {value!r}; leave out what is not known")


def years_are_plausible(authored: Authored) -> Iterator[Problem]:
    """A source was published after ketamine was found and before tomorrow."""
    year, this_year = authored.source.year, datetime.now(tz=UTC).year
    if year is not None and not FIRST_YEAR <= year <= this_year:
        yield problem(authored, "source", "year", f"expected {FIRST_YEAR} to {this_year}, came {year}")


def n_is_positive(authored: Authored) -> Iterator[Problem]:
    """A number of people is at least one."""
    found = [("source", authored.source.n)]
    found += [(claim.id, claim.n) for claim in authored.claims["findings"] if isinstance(claim, Finding)]
    for name, n in found:
        if n is not None and n < 1:
            yield problem(authored, name, "n", f"expected at least 1, came {n}; leave it out where it is not known")


def kinds_go_with_the_tier(authored: Authored) -> Iterator[Problem]:
    """Articles for patients are lay; studies and what is made of them are literature."""
    source = authored.source
    expected = Tier.LAY if source.kind in LAY_KINDS else Tier.LITERATURE
    if source.tier is not expected:
        yield problem(
            authored, "source", "kind", f"{source.kind.value} goes with the tier {expected.value}, came {source.tier.value}"
        )


def no_text_is_claimed(authored: Authored) -> Iterator[Problem]:
    """A study has no text of ours: no digest, no length, no exclusions."""
    if not authored.is_literature:
        return
    for field in ("text_sha256", "characters"):
        if getattr(authored.source, field) is not None:
            yield problem(authored, "source", field, "a study has places, no text; leave it out")
    if authored.exclusions:
        yield problem(authored, "exclusion", "", "a study has places, no text; leave the exclusions out")


def lay_is_read_in_the_text(authored: Authored) -> Iterator[Problem]:
    """A lay claim was read in the article itself."""
    for claim in authored.all_claims():
        if not authored.is_literature and claim.basis is not Basis.SOURCE_TEXT:
            yield problem(
                authored, claim.id, "basis", f"a lay claim is read in its text, came {claim.basis.value!r}; leave it out"
            )


def facts_of_others_are_marked(authored: Authored) -> Iterator[Problem]:
    """What was read in a report about a study is not called read in the study."""
    for claim in authored.all_claims():
        place = claim.locator.section or ""
        if authored.is_literature and claim.basis is Basis.SOURCE_TEXT and _OF_ANOTHER.search(place):
            yield problem(
                authored, claim.id, "basis", f"{place!r} is not in the source itself; write 'reproduction' or 'secondary-report'"
            )


def comparisons_name_a_comparator_of_the_source(authored: Authored) -> Iterator[Problem]:
    """What a study's finding was held against is among what the study was."""
    known = {*authored.source.comparators, Comparator.OWN_BASELINE}
    for claim in authored.claims["findings"]:
        own = claim.attribution is Attribution.ASSERTED
        if own and isinstance(claim, Finding) and claim.comparator is not None and claim.comparator not in known:
            yield problem(
                authored,
                claim.id,
                "comparator",
                f"{claim.comparator.value!r} is not among the comparators of the source; add it there, or mark what others found",
            )


SOURCE_RULES: tuple[Rule, ...] = (
    identifiers_look_like_themselves,
    years_are_plausible,
    n_is_positive,
    kinds_go_with_the_tier,
    no_text_is_claimed,
    lay_is_read_in_the_text,
    facts_of_others_are_marked,
    comparisons_name_a_comparator_of_the_source,
)
"""Every rule about sources."""
