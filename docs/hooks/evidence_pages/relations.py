"""What stands on a claim's page about other records: who names it, who says the same or the opposite, what was traced."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evidence_pages.desk import Desk
from evidence_pages.lookups import SAME, names_ranges
from evidence_pages.markup import heading, link, table, text
from evidence_pages.wording import distance
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import Claim, Factor, ReportedRange, Trace
from ketamine_evidence.records.vocabulary import Tier
from ketamine_evidence.synthesis.conflicts import Conflict
from ketamine_evidence.values.quantities import Quantity

_NAMED = {
    "ranges": "one of its ranges",
    "estimate": "the figure that this is the interval or span of",
    "time_point": "when this was measured",
}
_NAMING = {
    "ranges": "has this among its ranges",
    "estimate": "the interval or span of this figure",
    "time_point": "was measured at this time",
}
"""How a record that names another is called from either side, by the field that names it."""
CHOSEN = frozenset(
    {
        Quantity.INFUSION_LENGTH, Quantity.DOSE, Quantity.DOSE_RATE, Quantity.DAILY_DOSE, Quantity.DOSES_PER_DAY, Quantity.DOSING_INTERVAL,
        Quantity.SESSION_COUNT, Quantity.SERIES_LENGTH, Quantity.SESSION_INTERVAL, Quantity.FOLLOW_UP, Quantity.STUDY_SIZE, Quantity.STUDIES_POOLED,
    }
)  # fmt: skip
"""The quantities that a study chooses, or that say how large it was."""
_OF_CHOICES = " What a study chose to give, how long it looked and how many took part may differ without a contradiction."


def sections(claim: Claim, desk: Desk) -> Iterator[str]:
    """Write every section about other records that there is something to say in."""
    yield from _belonging(claim, desk)
    yield from _same(claim, desk)
    if isinstance(claim, ReportedRange):
        yield from _conflicts(claim, desk)
    if isinstance(claim, Factor):
        yield from _opposites(claim, desk)
    yield from _traces(claim, desk)


def _belonging(claim: Claim, desk: Desk) -> Iterator[str]:
    look = desk.look
    named = [(_NAMED[field], look.claims[id_]) for field, ids in names_ranges(claim).items() for id_ in ids if id_ in look.claims]
    naming = [(_NAMING[one.field], one.claim) for one in look.named_by.get(claim.id, ())]
    gone = [id_ for ids in names_ranges(claim).values() for id_ in ids if id_ not in look.claims]
    restated = look.restated.get(claim.id, ())
    if named or naming or gone or restated:
        yield heading(2, "What belongs to it")
    if named or naming:
        rows = [[desk.short(one), text(why), desk.states(one), text(one.summary)] for why, one in [*named, *naming]]
        yield table(["record", "how", "states", "in our words"], rows)
    if gone:
        yield f"It also names {desk.records(gone)}."
    if restated:
        stretches = ", ".join(f"{one.start} to {one.end}" for one in restated)
        yield f"The text says it again at characters {stretches}, without a record of its own."


def _same(claim: Claim, desk: Desk) -> Iterator[str]:
    others = desk.look.same(claim)
    if others:
        shared = [(field, getattr(claim, field)) for field in SAME[type(claim)]]
        said = [f"{text(field.replace('_', ' '))} ({desk.value(value)})" for field, value in shared if value is not None]
        yield heading(2, "Others on the same")
        more = " What this one leaves open of its context they leave open too." if isinstance(claim, ReportedRange) else ""
        yield f"{_counted(others)} with the same {', '.join(said)}.{more}"
        yield desk.claims(others)


def _counted(claims: Sequence[Claim]) -> str:
    sources = {claim.source for claim in claims}
    return f"{count(len(claims), 'other claim')}, of {count(len(sources), 'source')}"


def _conflicts(claim: ReportedRange, desk: Desk) -> Iterator[str]:
    look = desk.look
    merged, conflicts = look.merged(claim), look.conflicts(claim)
    left_out = next((one.reason for one in merged.not_counted if one.id == claim.id), None)
    yield heading(2, "Conflicts")
    if left_out is not None:
        said = f"It is not set against other claims: {text(left_out)}."
    elif conflicts:
        said = "With this source's, these leave no number in common, each read as widely as its words allow."
        said += _OF_CHOICES if claim.quantity in CHOSEN else ""
    elif len(merged.sources) > 1:
        said = f"None among the {len(merged.sources)} sources that give this quantity in this context, each read as widely as its words allow."
    else:
        said = "None: no other source gives this quantity in this context."
    yield f"{said} See {link('how conflicts are counted', desk.to('explanation/merging.md'))}."
    if conflicts:
        yield table(["source", "says", "apart"], (_conflict(claim, conflict, desk) for conflict in conflicts))


def _conflict(claim: ReportedRange, conflict: Conflict, desk: Desk) -> list[str]:
    others = [source for source in conflict.sources if source != claim.source]
    said = [one for one in desk.look.merged(claim).contributors if one.source in others]
    return [
        " and ".join(map(desk.source, others)),
        "; ".join(f"{desk.phrase(one)} ({desk.short(one)})" for one in said),
        text(distance(conflict.apart, conflict.unit)),
    ]


def _opposites(claim: Factor, desk: Desk) -> Iterator[str]:
    opposites = desk.look.contradicting(claim)
    if opposites:
        yield heading(2, "Conflicts")
        yield "The opposite is said of the same factor and outcome:"
        yield desk.claims(opposites)


def _traces(claim: Claim, desk: Desk) -> Iterator[str]:
    look = desk.look
    traces, resting = look.traces_of.get(claim.id, ()), look.traces_resting_on.get(claim.id, ())
    if traces:
        yield heading(2, "Traced to")
        for trace in traces:
            sides = [["speaks for it", desk.records(trace.supports)], ["speaks against it", desk.records(trace.contradicts)]]
            rows = [["trace", desk.record(trace.id)], *outcome(trace, desk), *(side for side in sides if side[1])]
            yield table(["field", "value"], rows)
    elif look.tier(claim) is Tier.LAY:
        yield heading(2, "Traced to")
        yield "Not looked for: no trace of this claim says on which study it rests, or that none was found."
    if resting:
        yield heading(2, "Lay claims traced to it")
        rows = [
            [
                desk.record(trace.claim),
                _side(trace, claim),
                desk.term(trace.verdict),
                _summary(trace, desk),
                desk.record(trace.id),
            ]
            for trace in resting
        ]
        yield table(["lay claim", "this speaks", "verdict", "in our words", "trace"], rows)


def outcome(trace: Trace, desk: Desk) -> Iterator[list[str]]:
    """Say as rows of a table where a trace leads and what came of it."""
    yield ["study", "none found" if trace.study is None else desk.source(trace.study)]
    for name, member in (("verdict", trace.verdict), ("confidence", trace.confidence)):
        term = desk.look.terms.get((name, member.value))
        yield [name, f"**{desk.term(member)}**{'' if term is None else f': {text(term.definition)}'}"]
    for name, words in (("agrees", trace.agrees), ("does not agree", trace.disagrees)):
        if words is not None:
            yield [name, text(words)]


def _side(trace: Trace, claim: Claim) -> str:
    sides = [side for side, ids in (("for it", trace.supports), ("against it", trace.contradicts)) if claim.id in ids]
    return " and ".join(sides)


def _summary(trace: Trace, desk: Desk) -> str:
    claim = desk.look.claims.get(trace.claim)
    return "" if claim is None else text(claim.summary)
