"""The page of a claim: what it states, where that was read and how to check it, and how to cite it."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from evidence_pages import relations, wording
from evidence_pages.addresses import record_page
from evidence_pages.citing import citations, machine_readable
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups
from evidence_pages.markup import code, fenced, heading, link, outward, page, table, text, to_explore
from ketamine_evidence.dataset.keys import table_of
from ketamine_evidence.records.evidence import Claim, ReportedRange, Source
from ketamine_evidence.records.vocabulary import Basis
from ketamine_evidence.values.ranges import Range

_ELSEWHERE = {"id", "source", "locator", "summary", "reported", "ranges", "estimate", "time_point"}
"""The fields that have a place of their own on the page."""


_EXACT = "All that any way to understand the phrase allows, and what every way has in common, are the same here."
_IMPRECISE = (
    "The *widest reading* is all that any way to understand the phrase allows, the *shared reading* what every way has in common."
)


def claim_page(claim: Claim, look: Lookups) -> str:
    """Write the page of a claim."""
    desk = Desk(look, record_page(claim.id))
    return page(
        [
            heading(1, text(claim.id)),
            f"**{text(claim.summary)}**",
            _head(claim, desk),
            heading(2, "What it states"),
            table(["field", "value"], _stated(claim, desk)),
            _explained(claim, desk),
            heading(2, "Where it was read"),
            *_place(claim, desk),
            *relations.sections(claim, desk),
            heading(2, "Cite this"),
            citations(claim.id, look),
            heading(2, "Load it"),
            load_it(claim.id, look),
            machine_readable(claim.id, look),
        ],
        description=f"{claim.id}: {claim.summary}",
        searched=False,
    )


def _head(claim: Claim, desk: Desk) -> str:
    source = desk.look.sources.get(claim.source)
    kind = "" if source is None else f" ({desk.label(source.kind)}, {desk.label(source.tier)} tier)"
    shown = f" {to_explore(claim.id)}" if desk.look.explore else ""
    return f"One of the {text(table_of(claim).replace('_', ' '))} of {desk.source(claim.source)}{kind}.{shown}"


def _stated(claim: Claim, desk: Desk) -> Iterator[list[str]]:
    if isinstance(claim, ReportedRange):
        yield from _reading(claim, desk)
    common = [field.name for field in attrs.fields(Claim)]
    own = [field.name for field in attrs.fields(type(claim)) if field.name not in common]
    for field in [*own, *common]:
        value = getattr(claim, field)
        if field not in _ELSEWHERE and value is not None:
            yield [text(field.replace("_", " ")), desk.value(value)]


def _reading(claim: ReportedRange, desk: Desk) -> Iterator[list[str]]:
    said = claim.reported
    yield ["phrase", desk.phrase(claim)] if claim.locator.checkable else ["figure, in our wording", desk.phrase(claim)]
    if said.inner == said.outer:
        yield ["reading", _both_ways(said.outer)]
    else:
        yield ["widest reading", _both_ways(said.outer)]
        yield ["shared reading", "none: no value is common to all readings" if said.inner is None else _both_ways(said.inner)]
        ends = (("number", said.low),) if said.low == said.high else (("low end", said.low), ("high end", said.high))
        for name, end in ends:
            yield [name, "not stated" if end is None else text(wording.imprecise(end))]
    if said.unbounded_high:
        yield ["left open above", "yes"]
    if said.approximate:
        yield ["approximate", "yes: the phrase says *about* or the like"]
    if said.hedges:
        yield ["weakened by", text(", ".join(said.hedges))]


def _both_ways(reading: Range) -> str:
    """A reading in words and as the package writes it."""
    return f"**{text(wording.reading(reading))}** {code(reading)}"


def _explained(claim: Claim, desk: Desk) -> str:
    """What the readings are, and the reading of each imprecise word of the phrase."""
    if not isinstance(claim, ReportedRange):
        return ""
    exact = claim.reported.inner == claim.reported.outer
    words = wording.words_read(claim.reported.text, desk.look.terms)
    said = ", ".join(f"*{desk.link_term(term)}* is {text(term.definition)}" for term in words)
    conventions = f" In this phrase {said}." if words else ""
    return f"{_EXACT if exact else _IMPRECISE}{conventions} See {link('how imprecise words are read', desk.to('explanation/imprecise-words.md'))}."


def _place(claim: Claim, desk: Desk) -> list[str]:
    source = desk.look.sources.get(claim.source)
    return _in_a_text(claim, source, desk) if claim.locator.checkable else _in_a_study(claim, source, desk)


def _in_a_text(claim: Claim, source: Source | None, desk: Desk) -> list[str]:
    where = claim.locator
    rows = [
        ["source", desk.source(claim.source)],
        ["section", text(where.section or "not stated")],
        ["span", f"characters **{where.start}** to **{where.end}**, counted from 0, the last not in it"],
        ["fingerprint", code(where.fingerprint)],
    ]
    if source is not None and source.text_sha256 is not None:
        rows.append(["text", f"{source.characters} characters, SHA-256 {code(source.text_sha256)}"])
    version = desk.look.dataset.version
    saved = code(f"{claim.source}.html")
    return [
        table(["field", "value"], rows),
        heading(3, "How to check it"),
        (
            f"The text is its publisher's and not here. Put it into a folder {code('texts')}: the snapshot with that SHA-256, or the page, saved from a "
            f"browser as {saved}. This checks every span of it, and says of each whether it is there with its numbers whole:"
        ),
        fenced(f"ketamine-evidence verify --texts texts --data-version {version}", "sh"),
        "This says it of this record alone:",
        fenced(
            "import ketamine_evidence as ke\n"
            f'id = "{claim.id}"\n'
            f'found = ke.verify(ke.load("{version}"), texts="texts")\n'
            "print(*(span for span in found.spans if span.id == id))",
            "python",
        ),
        f"See {link('from sentence to number', desk.to('explanation/provenance.md'))}.",
    ]


def _in_a_study(claim: Claim, source: Source | None, desk: Desk) -> list[str]:
    rows = [
        ["source", desk.source(claim.source)],
        ["place", text(claim.locator.section or "not stated")],
        ["read in", desk.term(claim.basis)],
    ]
    if source is not None and source.url is not None:
        rows.append(["address", outward(source.url)])
    careful = " The wording is what others print of it, not the source itself." if claim.basis is not Basis.SOURCE_TEXT else ""
    return [
        table(["field", "value"], rows),
        '!!! note "Place not machine-checked"',
        (
            f"    No text of this source is kept, so no span and no fingerprint can be given: whoever wants to check the record has to look the place up.{careful}"
        ),
    ]


def load_it(id_: str, look: Lookups) -> str:
    """The code that gives the record from the version shown."""
    version = look.dataset.version
    return "\n\n".join(
        [
            fenced(f'import ketamine_evidence as ke\nrecord = ke.load("{version}")["{id_}"]', "python"),
            fenced(f"ketamine-evidence show {id_} --data-version {version}", "sh"),
        ]
    )
