"""Which sources report which term: mechanisms, side effects and factors, a table of terms by sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from ketamine_evidence.dataset.columns import INTEGER, LIST, STRING, Kind
from ketamine_evidence.dataset.frames import Frame, Framed
from ketamine_evidence.dataset.tables import Table
from ketamine_evidence.errors import QueryError, count
from ketamine_evidence.records.evidence import Claim, Factor, Mechanism, SideEffect
from ketamine_evidence.records.vocabulary import Direction
from ketamine_evidence.synthesis.cards import agreement_card

OPPOSITE = frozenset(
    frozenset(pair)
    for pair in (
        (Direction.LONGER, Direction.SHORTER),
        (Direction.MORE_RELIEF, Direction.LESS_RELIEF),
        (Direction.MORE_FREQUENT_SESSIONS, Direction.FEWER_SESSIONS),
        (Direction.MORE_SIDE_EFFECTS, Direction.FEWER_SIDE_EFFECTS),
    )
)
"""The directions that contradict each other."""
COLUMNS: Mapping[str, Kind] = MappingProxyType(
    {"term": STRING, "support": INTEGER, "source": STRING, "claims": INTEGER, "ids": LIST, "said": LIST, "contradicted_by": LIST}
)
"""What the columns of an agreement hold, as a frame."""


@attrs.frozen
class TermSupport:
    """What sources say of one term.

    Attributes:
        term: the term; of a factor, with the level and the outcome that are spoken of, as far as they are stated.
        claims: the ids of the claims, by source.
        said: what each source says of it: the actions of a mechanism, the directions of a factor, the frequencies of a side effect.
        contradictions: pairs of sources that say the opposite, and what each says.
    """

    term: str
    claims: dict[str, tuple[str, ...]]
    said: dict[str, tuple[str, ...]]
    contradictions: tuple[tuple[str, str, str, str], ...]

    @property
    def support(self) -> int:
        """How many sources report it; a source counts once."""
        return len(self.claims)

    def contradicted_by(self, source: str) -> list[str]:
        """The sources, sorted, that say the opposite of something that a source says; itself, where it contradicts itself."""
        pairs = [(one, other) for one, _, other, _ in self.contradictions]
        return sorted({other for one, other in pairs if one == source} | {one for one, other in pairs if other == source})

    def __str__(self) -> str:
        sources = ", ".join(f"{source} ({', '.join(said)})" if said else source for source, said in self.said.items())
        lines = [f"{self.term}: {count(self.support, 'source')}: {sources}"]
        lines += [f"  contradiction: {one} says {this}, {other} says {that}" for one, this, other, that in self.contradictions]
        return "\n".join(lines)


@attrs.frozen
class Agreement(Framed):
    """A table of terms by sources, the terms of most sources first.

    As a frame it has a row for each term and source, also where that source does not report the term: how many `claims` it makes, their
    `ids`, what is `said` in them, and the sources that it is `contradicted_by`.

    Attributes:
        sources: the sources that report any of the terms, sorted.
        terms: what is said of each term.
        version: the data version that the claims are from; None where that is not known.
    """

    sources: tuple[str, ...]
    terms: tuple[TermSupport, ...]
    version: str | None = attrs.field(default=None, eq=False)

    @property
    def contradictions(self) -> tuple[TermSupport, ...]:
        """The terms of which sources say the opposite."""
        return tuple(term for term in self.terms if term.contradictions)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the table as plain data: a term a row, with the number of sources and, for each source, how many claims it makes."""
        return [
            {
                "term": term.term,
                "support": term.support,
                "claims": {source: len(term.claims.get(source, ())) for source in self.sources},
            }
            for term in self.terms
        ]

    def _frame(self) -> Frame:
        rows = [
            {
                "term": term.term,
                "support": term.support,
                "source": source,
                "claims": len(term.claims.get(source, ())),
                "ids": list(term.claims.get(source, ())),
                "said": list(term.said.get(source, ())),
                "contradicted_by": term.contradicted_by(source),
            }
            for term in self.terms
            for source in self.sources
        ]
        return Frame(COLUMNS, rows)

    def __str__(self) -> str:
        return "\n".join(map(str, self.terms))

    def _repr_html_(self) -> str:
        return agreement_card(self)


def agreement(claims: Iterable[Claim]) -> Agreement:
    """Tell which sources report each mechanism target, side effect or factor, and where they contradict each other.

    Args:
        claims: mechanisms, side effects or factors, one kind of them, such as `ds.factors`.

    Factors are set side by side where they speak of the same factor, level and outcome: that higher doses bring longer relief does not
    contradict that lower doses bring shorter.

    Examples:
        >>> import ketamine_evidence as ke
        >>> found = ke.agreement(ke.load("0.1.0").mechanisms)
        >>> found.terms[0].term, found.terms[0].support
        ('nmda-receptor', 4)

    Raises:
        QueryError: for no claims, claims of several kinds, or of a kind that has no terms.
    """
    version = claims.version if isinstance(claims, Table) else None
    claims = list(claims)
    kinds = {type(claim) for claim in claims}
    if len(kinds) != 1 or not kinds <= set(_KINDS):
        named = ", ".join(sorted(kind.__name__ for kind in kinds)) or "nothing"
        raise QueryError(f"expected mechanisms, side effects or factors, one kind of them, came {named}")
    term_of, said_of = _KINDS[kinds.pop()]
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(term_of(claim), []).append(claim)
    terms = [_support(term, group, said_of) for term, group in groups.items()]
    terms.sort(key=lambda term: (-term.support, term.term))
    return Agreement(tuple(sorted({claim.source for claim in claims})), tuple(terms), version)


def _support(term: str, claims: Sequence[Claim], said_of: Callable[[Any], str | None]) -> TermSupport:
    by_source: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        by_source.setdefault(claim.source, []).append(claim)
    said = {source: tuple(dict.fromkeys(s for claim in made if (s := said_of(claim)))) for source, made in by_source.items()}
    return TermSupport(
        term,
        {source: tuple(claim.id for claim in made) for source, made in by_source.items()},
        said,
        tuple(_contradictions(said)),
    )


def _contradictions(said: dict[str, tuple[str, ...]]) -> Iterable[tuple[str, str, str, str]]:
    sources = list(said)
    for i, one in enumerate(sources):
        for other in sources[i:]:
            for this in said[one]:
                for that in said[other]:
                    if frozenset({this, that}) in OPPOSITE and (one != other or this < that):
                        yield one, this, other, that


def _factor_term(factor: Factor) -> str:
    level = f" ({factor.level})" if factor.level else ""
    return f"{factor.factor.value}{level} on {factor.outcome.value if factor.outcome else 'an outcome not stated'}"


def _value(term: str | None) -> str | None:
    return None if term is None else str(term)


_KINDS: dict[type[Claim], tuple[Callable[[Any], str], Callable[[Any], str | None]]] = {
    Mechanism: (lambda one: one.target.value, lambda one: one.action.value),
    SideEffect: (lambda one: one.effect.value, lambda one: one.frequency),
    Factor: (_factor_term, lambda one: _value(one.direction)),
}
"""For each kind: its term, and what is said of it."""
