"""The pages that list the others: all sources, all terms by vocabulary, and how records are addressed."""

from __future__ import annotations

from collections import Counter

from evidence_pages.addresses import RECORDS, SOURCES, TERMS
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups, grouped
from evidence_pages.markup import bullets, code, heading, link, page, table, text
from ketamine_evidence.dataset.withdrawals import notice
from ketamine_evidence.errors import count
from ketamine_evidence.records.evidence import CLAIMS, Source
from ketamine_evidence.records.fields import DESCRIPTIONS
from ketamine_evidence.records.vocabulary import Tier


def sources_page(look: Lookups) -> str:
    """Write the page that lists every source."""
    desk = Desk(look, SOURCES)
    blocks = [
        heading(1, "Sources"),
        f"The {count(len(look.sources), 'source')} of data version {text(look.dataset.version)}, each with a page of its own.",
    ]
    for tier, title in ((Tier.LAY, "What patients are told"), (Tier.LITERATURE, "What studies report")):
        sources = [one for one in look.sources.values() if one.tier is tier]
        blocks += [heading(2, title), _table(sources, desk) if sources else "None in this data version."]
    return page(blocks, description="Every source, with what it is and how many claims it makes")


def _table(sources: list[Source], desk: Desk) -> str:
    rows = [
        [
            desk.source(one.id),
            desk.label(one.kind),
            "" if one.year is None else str(one.year),
            str(len(desk.look.claims_of.get(one.id, ()))),
            _traces(one, desk),
        ]
        for one in sources
    ]
    return table(["source", "kind", "year", "claims", "traces"], rows)


def _traces(source: Source, desk: Desk) -> str:
    look = desk.look
    own = [claim.id for claim in look.claims_of.get(source.id, ())]
    number = sum(len(look.traces_of.get(id_, ())) for id_ in own) + len(look.traces_to.get(source.id, ()))
    return str(number) if number else ""


def terms_page(look: Lookups) -> str:
    """Write the page that lists every term."""
    desk = Desk(look, TERMS)
    blocks = [
        heading(1, "Terms"),
        f"The {count(len(look.terms), 'term')} of data version {text(look.dataset.version)} by vocabulary, and under *lexicon* how imprecise words were read.",
    ]
    for scheme, terms in grouped(look.terms.values(), lambda term: [term.scheme]).items():
        rows = [[desk.link_term(one), text(one.definition), str(len(look.uses(one))) if look.uses(one) else ""] for one in terms]
        blocks += [heading(2, text(scheme)), table(["term", "definition", "records"], rows)]
    return page(blocks, description="Every term of the closed lists, with its meaning and the records that use it")


def records_page(look: Lookups) -> str:
    """Write the page that says which records there are and how each is addressed."""
    desk = Desk(look, RECORDS)
    numbers = Counter((look.tier(claim), type(claim)) for claim in look.claims.values())
    rows = [
        [text(name.replace("_", " ")), DESCRIPTIONS[name], *(str(numbers[tier, kind]) for tier in Tier)] for name, kind in CLAIMS.items()
    ]  # fmt: skip
    traces = Counter(look.tier(trace) for trace in look.traces.values())
    rows.append(["traces", DESCRIPTIONS["traces"], *(str(traces[tier]) for tier in Tier)])
    gone = [f"{desk.record(one.id)}: {text(notice(one, look.dataset.withdrawn))}" for one in look.dataset.withdrawn]
    return page(
        [
            heading(1, "Records"),
            (
                f"Each of the {count(len(look.claims), 'claim')} and {count(len(look.traces), 'trace')} of data version {text(look.dataset.version)} has a page of its own, "
                f"found through {link('its source', desk.to(SOURCES))} or {link('a term', desk.to(TERMS))} that it uses."
            ),
            table(["records", "what they are", *(f"{tier.value}" for tier in Tier)], rows),
            heading(2, "Permanent addresses"),
            (
                "A page's address is made of the id of what it shows, and an id is never given to anything else. So a link to a record stays good, "
                f"whatever becomes of it: {link('how to link to a record', desk.to('how-to/link-to-a-record.md'))}."
            ),
            table(
                ["address", "what is there"],
                [
                    [
                        code("records/ID/"),
                        "a claim or a trace: what it states, where that was read, how to check it, how to cite it",
                    ],
                    [code("sources/ID/"), "a source with all its records"],
                    [code("terms/VOCABULARY/ID/"), "a term with all records that use it"],
                ],
            ),
            heading(2, "Withdrawn"),
            bullets(gone)
            if gone
            else "No record was ever withdrawn. One that is keeps its page, which says why it is gone and what to take instead.",
        ],
        description="How claims and traces are addressed, for good",
    )
