"""The page of a source: what it is, all its records, how much of it was accounted for, and what was traced from or to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs

from evidence_pages.addresses import source_page
from evidence_pages.citing import citations, machine_readable, reference
from evidence_pages.claim_pages import load_it
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups
from evidence_pages.markup import bullets, code, heading, link, outward, page, table, text
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import CLAIMS, Claim, Source, Trace
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.vocabulary import Tier

_NAMES = {
    "doi": "DOI",
    "pmid": "PubMed",
    "pmcid": "PubMed Central",
    "url": "address",
    "n": "people studied",
    "text_sha256": "SHA-256 of the text",
}
"""What fields are called here whose names say little."""
_UNDER = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
}
"""The addresses that identifiers lead to."""


def source_page_of(source: Source, look: Lookups) -> str:
    """Write the page of a source."""
    desk = Desk(look, source_page(source.id))
    claims = look.claims_of.get(source.id, ())
    return page(
        [
            heading(1, text(source.title)),
            _what_it_says(source, desk),
            heading(2, "What it is"),
            table(["field", "value"], _fields(source, desk)),
            heading(2, "Its reference", searched=False),
            reference(source),
            heading(2, "How it was accounted for", searched=False),
            *_account(source, claims, desk),
            *_records(claims, desk),
            *_traces_from(claims, desk),
            *_traces_to(source, desk),
            heading(2, "Cite our record of it", searched=False),
            citations(source.id, look),
            heading(2, "Load it", searched=False),
            load_it(source.id, look),
            machine_readable(source.id, look),
        ],
        description=f"{source.title}: what it says of ketamine for pain, each value with its place",
    )


def _what_it_says(source: Source, desk: Desk) -> str:
    who = {
        Tier.LAY: "What patients are told",
        Tier.LITERATURE: "What studies report",
    }[source.tier]
    return f"{who} ({desk.label(source.kind)}). What is recorded of it is what it says, not what is true."


def _fields(source: Source, desk: Desk) -> Iterator[list[str]]:
    for field in attrs.fields(Source):
        value = getattr(source, field.name)
        if field.name != "title" and value not in (None, ()):
            yield [_NAMES.get(field.name, text(field.name.replace("_", " "))), _cell(field.name, value, desk)]


def _cell(field: str, value: object, desk: Desk) -> str:
    if field in _UNDER:
        return outward(_UNDER[field].format(value), str(value))
    if field == "url":
        return outward(str(value))
    if field in {"id", "text_sha256"}:
        return code(value)
    if field == "authors" and isinstance(value, tuple):
        return text("; ".join(value))
    return ", ".join(map(desk.value, value)) if isinstance(value, tuple) else desk.value(value)


def _account(source: Source, claims: Sequence[Claim], desk: Desk) -> Iterator[str]:
    spans = [
        (one.locator.start, one.locator.end) for one in claims if one.locator.start is not None and one.locator.end is not None
    ]
    if source.text_sha256 is None or source.characters is None:
        yield from _read_in(claims, desk)
        return
    exclusions = desk.look.exclusions_of.get(source.id, ())
    covered, left_out = _length(spans), _length((one.start, one.end) for one in exclusions)
    both = _length([*spans, *((one.start, one.end) for one in exclusions)])
    reasons = Counter(one.reason for one in exclusions)
    rows = [
        ["in the spans of records", str(len(set(spans))), f"{covered:,}", ""],
        [
            "in exclusions, which have a reason",
            str(len(exclusions)),
            f"{left_out:,}",
            ", ".join(f"{desk.term(reason)}: {number}" for reason, number in sorted(reasons.items())),
        ],
        ["in either", "", f"{both:,}", f"of {source.characters:,}; what is left lies between them"],
    ]
    yield table(["the text lies", "stretches", "characters", "of these"], rows)
    command = code(f"ketamine-evidence account --texts texts --data-version {desk.look.dataset.version}")
    yield f"Every word lies in one or the other: {command} counts them, with the text in the folder {code('texts')}. See {link('from sentence to number', desk.to('explanation/provenance.md') + '#the-account')}."


def _length(spans: Iterable[tuple[int, int]]) -> int:
    """How many characters lie in some span."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _read_in(claims: Sequence[Claim], desk: Desk) -> Iterator[str]:
    bases = Counter(one.basis for one in claims)
    yield "No text of it is kept: a record names the place where it was read, and no machine holds it to that. What was left out is not listed."
    yield table(["read in", "records"], ([desk.term(basis), str(number)] for basis, number in sorted(bases.items())))


def _records(claims: Sequence[Claim], desk: Desk) -> Iterator[str]:
    yield heading(2, "Its records")
    yield f"{count(len(claims), 'claim')}." if claims else "None."
    for name, kind in CLAIMS.items():
        of_table = [one for one in claims if type(one) is kind]
        if of_table:
            yield heading(3, text(name.replace("_", " ").capitalize()), searched=False)
            yield f"{DESCRIPTIONS[name]}: {len(of_table)}."
            yield desk.claims(of_table, sources=False)


def _traces_from(claims: Sequence[Claim], desk: Desk) -> Iterator[str]:
    traces = [trace for one in claims for trace in desk.look.traces_of.get(one.id, ())]
    if traces:
        verdicts = Counter(trace.verdict for trace in traces)
        yield heading(2, "Its claims traced to studies", searched=False)
        yield bullets(f"{desk.term(verdict)}: {number}" for verdict, number in verdicts.most_common())
        rows = [
            [desk.record(one.claim), _study(one, desk), desk.label(one.verdict), desk.label(one.confidence), desk.record(one.id)]
            for one in traces
        ]
        yield table(["claim", "study", "verdict", "confidence", "trace"], rows)


def _study(trace: Trace, desk: Desk) -> str:
    return "none found" if trace.study is None else desk.source(trace.study)


def _traces_to(source: Source, desk: Desk) -> Iterator[str]:
    traces = desk.look.traces_to.get(source.id, ())
    if traces:
        yield heading(2, "Lay claims traced to it", searched=False)
        rows = [
            [desk.record(one.claim), _said(one, desk), desk.label(one.verdict), desk.label(one.confidence), desk.record(one.id)]
            for one in traces
        ]
        yield table(["lay claim", "in our words", "verdict", "confidence", "trace"], rows)


def _said(trace: Trace, desk: Desk) -> str:
    claim = desk.look.claims.get(trace.claim)
    return "" if claim is None else text(claim.summary)
