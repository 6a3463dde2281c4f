"""The page that a withdrawn record leaves at its address: since when and why it is gone, and what to take instead."""

from __future__ import annotations

from evidence_pages.addresses import record_page, source_page
from evidence_pages.desk import Desk
from evidence_pages.lookups import Lookups
from evidence_pages.markup import heading, link, page, table, text
from ketamine_evidence.dataset.withdrawals import notice, successor_of
from ketamine_evidence.records.evidence import Withdrawn


def address_of(one: Withdrawn) -> str:
    """The address that a withdrawn record had: the id of a claim or a trace has a point in it, that of a source none."""
    return record_page(one.id) if "." in one.id else source_page(one.id)


def withdrawn_page(one: Withdrawn, look: Lookups) -> str:
    """Write the page of a withdrawn record."""
    desk = Desk(look, address_of(one))
    withdrawn = look.dataset.withdrawn
    successor = successor_of(one, withdrawn)
    rows = [
        ["withdrawn in data version", text(one.version)],
        ["reason", text(one.reason)],
        ["take instead", "nothing takes its place" if successor is None else desk.record(successor)],
    ]
    return page(
        [
            heading(1, text(one.id)),
            '!!! warning "This record was withdrawn"',
            f"    {text(notice(one, withdrawn))}.",
            table(["field", "value"], rows),
            (
                "Data versions before that one still have it, unchanged, and its id is never given to another record: "
                f"see {link('versions', desk.to('explanation/versions.md'))}."
            ),
        ],
        description=notice(one, withdrawn),
        searched=False,
    )
