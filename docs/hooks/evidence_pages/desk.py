"""What every page is written with: links from where it stands, and records and terms named for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import attrs

from evidence_pages import addresses
from evidence_pages.lookups import SCHEME_OF, Lookups
from evidence_pages.markup import code, link, table, text
from evidence_pages.wording import place
from ketamine_evidence.records.evidence import (
    Claim,
    Factor,
    Finding,
    Guidance,
    Mechanism,
    Protocol,
    ReportedRange,
    SideEffect,
    Statement,
    Term,
)
from ketamine_evidence.records.vocabulary import Substance

_NOT_STATED = "–"  # noqa: RUF001  a dash


_GIST: Mapping[type[Claim], tuple[str, ...]] = {
    ReportedRange: ("quantity", "substance"),
    Protocol: ("name", "phase", "route"),
    Mechanism: ("target", "action"),
    SideEffect: ("effect", "frequency"),
    Factor: ("factor", "level", "outcome", "direction"),
    Finding: ("direction", "effect_size"),
    Guidance: ("kind", "about"),
    Statement: ("topic",),
}
"""The fields that say most of a claim, the first of them what it is about."""


@attrs.frozen
class Desk:
    """Where one page is written.

    Attributes:
        look: what the dataset says.
        here: the page.
    """

    look: Lookups
    here: str

    def to(self, page: str) -> str:
        """The way to another page of the site, by its path in the docs."""
        return addresses.relative(page, self.here)

    def record(self, id_: str, label: str | None = None) -> str:
        """Link to the page of any record by its id; one that is not there is named without a link."""
        page = self._page(id_)
        shown = code(id_) if label is None else label
        return shown if page is None else link(shown, self.to(page))

    def _page(self, id_: str) -> str | None:
        look = self.look
        if id_ in look.sources or (id_ in look.withdrawn and "." not in id_):
            return addresses.source_page(id_)
        return addresses.record_page(id_) if id_ in look.claims or id_ in look.traces or id_ in look.withdrawn else None

    def records(self, ids: Iterable[str]) -> str:
        """Links to several records."""
        return ", ".join(map(self.record, ids))

    def short(self, claim: Claim) -> str:
        """Link to a claim where its source is named beside it."""
        return self.record(claim.id, text(claim.id.removeprefix(f"{claim.source}.")))

    def source(self, id_: str) -> str:
        """Link to a source by its title."""
        source = self.look.sources.get(id_)
        return self.record(id_, None if source is None else text(source.title))

    def label(self, member: StrEnum) -> str:
        """How people write a term of a closed list; the term itself where the data have no label for it."""
        term = self.look.terms.get((SCHEME_OF[type(member)], member.value))
        return text(member.value if term is None else term.label)

    def term(self, member: StrEnum) -> str:
        """Link to a term of a closed list."""
        term = self.look.terms.get((SCHEME_OF[type(member)], member.value))
        return self.label(member) if term is None else self.link_term(term)

    def link_term(self, term: Term) -> str:
        """Link to a term by its label."""
        return link(text(term.label), self.to(addresses.term_page(term.scheme, term.id)))

    def value(self, value: object) -> str:
        """Any value of a field that is no list."""
        if isinstance(value, StrEnum):
            return self.term(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return text(value)

    def states(self, claim: Claim) -> str:
        """What a claim states, in a few words, without links."""
        gist = [getattr(claim, field) for field in _GIST[type(claim)]]
        telling = [one for one in gist if one is not None and one is not Substance.KETAMINE]
        about, *rest = [self.label(one) if isinstance(one, StrEnum) else text(one) for one in telling] or [""]
        quoted = self.phrase(claim) if isinstance(claim, ReportedRange) else ""
        return ": ".join(part for part in (about, quoted, ", ".join(rest)) if part)

    def phrase(self, claim: ReportedRange) -> str:
        """The phrase of a range: in quotes what is printed in a text; of a study it is our wording."""
        said = text(claim.reported.text)
        return f"“{said}”" if claim.locator.checkable else said

    def claims(self, claims: Sequence[Claim], *, sources: bool = True) -> str:
        """A table of claims, a row each."""
        head = ["record", "states", "in our words", "source" if sources else "place"]
        rows = [
            [self.short(one), self.states(one), text(one.summary), self.of(one) if sources else text(place(one))]
            for one in claims
        ]  # fmt: skip
        return table(head, rows)

    def of(self, claim: Claim) -> str:
        """Link to the source of a claim, with its tier."""
        tier = self.look.tier(claim)
        return f"{self.source(claim.source)} ({_NOT_STATED if tier is None else self.label(tier)})"
