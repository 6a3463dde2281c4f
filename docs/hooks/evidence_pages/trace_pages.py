"""The page of a trace: a lay claim, the study that it most probably rests on, and how the two stand to each other."""

from __future__ import annotations

from collections.abc import Iterator

from evidence_pages import relations
from evidence_pages.addresses import record_page
from evidence_pages.citing import citations, machine_readable
from evidence_pages.claim_pages import load_it
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups
from evidence_pages.markup import heading, page, table, text
from ketamine_evidence.records.evidence import Trace


def trace_page(trace: Trace, look: Lookups) -> str:
    """Write the page of a trace."""
    desk = Desk(look, record_page(trace.id))
    claim = look.claims.get(trace.claim)
    about = text(trace.verdict.value) if claim is None else f"{text(claim.summary)}: {desk.label(trace.verdict)}"
    return page(
        [
            heading(1, text(trace.id)),
            f"**{about}**",
            "A trace says on which study a claim of an article for patients most probably rests, how sure that is, and whether the study says it.",
            heading(2, "What it states"),
            table(["field", "value"], _stated(trace, desk)),
            *_sides(trace, desk),
            heading(2, "Cite this"),
            citations(trace.id, look),
            heading(2, "Load it"),
            load_it(trace.id, look),
            machine_readable(trace.id, look),
        ],
        description=f"{trace.id}: {trace.claim} traced to {trace.study or 'no study'}: {trace.verdict.value}",
        searched=False,
    )


def _stated(trace: Trace, desk: Desk) -> Iterator[list[str]]:
    look = desk.look
    claim = look.claims.get(trace.claim)
    said = "" if claim is None else f": {desk.states(claim)}, of {desk.source(claim.source)}"
    yield ["lay claim", f"{desk.record(trace.claim)}{said}"]
    yield from relations.outcome(trace, desk)


def _sides(trace: Trace, desk: Desk) -> Iterator[str]:
    for title, ids in (("What speaks for it", trace.supports), ("What speaks against it", trace.contradicts)):
        if ids:
            known = [desk.look.claims[id_] for id_ in ids if id_ in desk.look.claims]
            gone = [id_ for id_ in ids if id_ not in desk.look.claims]
            yield heading(2, title)
            yield desk.claims(known) if known else ""
            yield f"Also {desk.records(gone)}." if gone else ""
