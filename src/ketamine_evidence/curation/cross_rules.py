"""The rules over all authored files together. A release keeps them; a user's own folder need not, since what it names may be in a release."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.curation.rule import problem, written
from ketamine_evidence.errors import Problem

CrossRule = Callable[[Sequence[Authored]], Iterator[Problem]]
"""A rule over all authored files."""
TRACED = ("ranges", "findings", "mechanisms")
"""The tables of which every lay claim states something that a study could bear out."""


def cross_problems(authored: Sequence[Authored]) -> list[Problem]:
    """Every rule that authored files break together."""
    return [found for rule in CROSS_RULES for found in rule(authored)]


def an_identifier_belongs_to_one_source(authored: Sequence[Authored]) -> Iterator[Problem]:
    """No two sources have one DOI, PubMed id or PubMed Central id."""
    for field in ("doi", "pmid", "pmcid"):
        seen: dict[str, str] = {}
        for one in authored:
            value = getattr(one.source, field)
            if value is not None and (first := seen.setdefault(value.casefold(), one.source.id)) != one.source.id:
                yield problem(one, "source", field, f"{value!r} is that of {first} too; an identifier belongs to one source")


def a_trace_leads_to_literature(authored: Sequence[Authored]) -> Iterator[Problem]:
    """The study of a trace is one of the studies, and what supports or contradicts a lay claim is a claim of one."""
    studies = {one.source.id for one in authored if one.is_literature}
    claims = {claim.id for one in authored if one.is_literature for claim in one.all_claims()}
    for one in authored:
        for trace in one.traces:
            if trace.study is not None and trace.study not in studies:
                yield problem(one, trace.id, "study", f"names {trace.study!r}, which is no study here")
            for field in ("supports", "contradicts"):
                for id_ in getattr(trace, field):
                    if id_ not in claims:
                        yield problem(one, trace.id, field, f"names {id_!r}, which is no record of a study here")


def every_checkable_lay_claim_is_traced(authored: Sequence[Authored]) -> Iterator[Problem]:
    """Once there are studies, every lay range, finding and mechanism has a trace, if only one that finds no source."""
    if not any(one.is_literature for one in authored):
        return
    for one in authored:
        traced = {trace.claim for trace in one.traces}
        for table in () if one.is_literature else TRACED:
            for claim in one.claims[table]:
                if claim.id not in traced:
                    name = written(one, claim.id)
                    yield problem(
                        one,
                        claim.id,
                        "trace",
                        f"no trace names {name!r}; add one, with the verdict no-source-found where there is none",
                    )


CROSS_RULES: tuple[CrossRule, ...] = (
    an_identifier_belongs_to_one_source,
    a_trace_leads_to_literature,
    every_checkable_lay_claim_is_traced,
)
"""Every rule over all files."""
