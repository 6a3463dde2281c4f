"""The rules about traces: what a lay claim rests on, and whether the verdict says what its fields say."""

from __future__ import annotations

from collections.abc import Iterator

from ketamine_evidence.curation.authoring import Authored
from ketamine_evidence.curation.rule import Rule, problem, written
from ketamine_evidence.errors import Problem
from ketamine_evidence.records.evidence import Trace
from ketamine_evidence.records.vocabulary import Confidence, Verdict

_NEEDS_DISAGREES = frozenset({Verdict.OVERSTATED, Verdict.CONTRADICTED, Verdict.DIFFERENT_POPULATION, Verdict.DIFFERENT_DOSE})


def only_lay_claims_are_traced(authored: Authored) -> Iterator[Problem]:
    """A trace leads from what patients are told; a study is where it leads to."""
    if authored.is_literature and authored.traces:
        yield problem(authored, "trace", "", "a study is not traced; write the trace in the file of the lay source")


def a_verdict_fits_its_trace(authored: Authored) -> Iterator[Problem]:
    """No source found, no study and no confidence go together; any other verdict says what agrees, or what does not."""
    for trace in authored.traces:
        for field, message in _unfit(trace):
            yield problem(authored, trace.id, field, message)


def _unfit(trace: Trace) -> Iterator[tuple[str, str]]:
    none = trace.verdict is Verdict.NO_SOURCE_FOUND
    if none and trace.study is not None:
        yield "study", f"{trace.study!r} came with the verdict no-source-found; leave one out"
    if not none and trace.study is None:
        yield "study", f"missing; the verdict {trace.verdict.value} is about one"
    if none != (trace.confidence is Confidence.NONE):
        yield (
            "confidence",
            f"'none' goes with no-source-found, always and only; came {trace.confidence.value!r} with {trace.verdict.value}",
        )
    if trace.verdict is Verdict.SUPPORTED and trace.agrees is None:
        yield "agrees", "missing; say what agrees"
    if trace.verdict in _NEEDS_DISAGREES and trace.disagrees is None:
        yield "disagrees", f"missing; say what makes it {trace.verdict.value}"


def traces_of_a_claim_differ(authored: Authored) -> Iterator[Problem]:
    """A claim is traced to a study once, and where one was found no trace says that none was."""
    seen: dict[tuple[str, str | None], str] = {}
    for trace in authored.traces:
        first = seen.setdefault((trace.claim, trace.study), trace.id)
        if first != trace.id:
            name = written(authored, first)
            yield problem(
                authored, trace.id, "study", f"{written(authored, trace.claim)!r} is traced to the same by {name!r}; keep one"
            )
    with_study = {trace.claim for trace in authored.traces if trace.study is not None}
    for trace in authored.traces:
        if trace.study is None and trace.claim in with_study:
            yield problem(
                authored, trace.id, "study", f"{written(authored, trace.claim)!r} has a trace to a study; leave this one out"
            )


def nothing_both_supports_and_contradicts(authored: Authored) -> Iterator[Problem]:
    """A claim of a study speaks for a lay claim or against it."""
    for trace in authored.traces:
        for id_ in sorted({*trace.supports} & {*trace.contradicts}):
            yield problem(authored, trace.id, "contradicts", f"{id_!r} also supports it; keep one")


TRACE_RULES: tuple[Rule, ...] = (
    only_lay_claims_are_traced,
    a_verdict_fits_its_trace,
    traces_of_a_claim_differ,
    nothing_both_supports_and_contradicts,
)
"""Every rule about traces of one file."""
