"""Which sources report which term: by example, and the real release. The laws are in `property/test_merge_laws.py`."""

from __future__ import annotations

from typing import Any

import pytest

import ketamine_evidence as ke
from ketamine_evidence import QueryError, agreement
from ketamine_evidence.records.evidence import Factor, Mechanism, SideEffect
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Action, Direction, Effect, FactorName, Outcome, Target
from ketamine_evidence.synthesis.agreement import TermSupport


def common(key: str) -> dict[str, Any]:
    return {"id": key, "source": key.partition(".")[0], "locator": Locator(start=1, end=2), "summary": "what it says"}


def factor(
    key: str,
    direction: Direction | None = None,
    *,
    name: FactorName = FactorName.DOSE,
    level: str | None = None,
    outcome: Outcome | None = Outcome.RELIEF_DURATION,
) -> Factor:
    return Factor(**common(key), factor=name, level=level, outcome=outcome, direction=direction)


def effect(key: str, name: Effect, frequency: str | None = None) -> SideEffect:
    return SideEffect(**common(key), effect=name, frequency=frequency)


def mechanism(key: str, target: Target, action: Action) -> Mechanism:
    return Mechanism(**common(key), target=target, action=action)


def test_terms_of_most_sources_come_first_and_a_source_counts_once() -> None:
    found = agreement(
        [
            effect("a.s002", Effect.NAUSEA, "rare"),
            effect("a.s001", Effect.NAUSEA, "common"),
            effect("a.s003", Effect.NAUSEA, "common"),
            effect("c.s001", Effect.DIZZINESS),
            effect("b.s001", Effect.DIZZINESS, "common"),
            effect("b.s002", Effect.CONFUSION),
        ]
    )
    assert found.sources == ("a", "b", "c")
    assert found.terms == (
        TermSupport("dizziness", {"b": ("b.s001",), "c": ("c.s001",)}, {"b": ("common",), "c": ()}, ()),
        TermSupport("confusion", {"b": ("b.s002",)}, {"b": ()}, ()),
        TermSupport("nausea", {"a": ("a.s001", "a.s002", "a.s003")}, {"a": ("common", "rare")}, ()),
    )
    assert [term.support for term in found.terms] == [2, 1, 1]
    assert found.contradictions == ()
    assert str(found) == "dizziness: 2 sources: b (common), c\nconfusion: 1 source: b\nnausea: 1 source: a (common, rare)"
    assert found.to_dicts() == [
        {"term": "dizziness", "support": 2, "claims": {"a": 0, "b": 1, "c": 1}},
        {"term": "confusion", "support": 1, "claims": {"a": 0, "b": 1, "c": 0}},
        {"term": "nausea", "support": 1, "claims": {"a": 3, "b": 0, "c": 0}},
    ]


def test_mechanisms_are_set_side_by_side_by_their_target() -> None:
    found = agreement(
        [
            mechanism("a.m001", Target.NMDA_RECEPTOR, Action.BLOCKS),
            mechanism("b.m001", Target.NMDA_RECEPTOR, Action.MODULATES),
        ]
    )
    assert str(found) == "nmda-receptor: 2 sources: a (blocks), b (modulates)"
    assert found.contradictions == ()


@pytest.mark.parametrize(
    ("level", "outcome", "term"),
    [
        (None, Outcome.RELIEF_DURATION, "dose on relief-duration"),
        ("higher", Outcome.RELIEF_DURATION, "dose (higher) on relief-duration"),
        (None, None, "dose on an outcome not stated"),
        ("higher", None, "dose (higher) on an outcome not stated"),
    ],
    ids=["factor", "level", "no outcome", "level, no outcome"],
)
def test_a_factor_is_named_with_its_level_and_outcome(level: str | None, outcome: Outcome | None, term: str) -> None:
    assert [one.term for one in agreement([factor("a.a001", level=level, outcome=outcome)]).terms] == [term]


def test_other_levels_do_not_contradict() -> None:
    found = agreement([factor("a.a001", Direction.LONGER, level="higher"), factor("b.a001", Direction.SHORTER, level="lower")])
    assert len(found.terms) == 2
    assert found.contradictions == ()


@pytest.mark.parametrize(
    ("this", "that"),
    [
        ("longer", "shorter"),
        ("more-relief", "less-relief"),
        ("more-frequent-sessions", "fewer-sessions"),
        ("more-side-effects", "fewer-side-effects"),
    ],
)
def test_sources_that_say_the_opposite_contradict_each_other_either_way_round(this: str, that: str) -> None:
    for one, other in ((this, that), (that, this)):
        found = agreement([factor("b.a001", Direction(other)), factor("a.a001", Direction(one)), factor("c.a001")])
        assert [term.contradictions for term in found.contradictions] == [(("a", one, "b", other),)]
        assert str(found) == (
            f"dose on relief-duration: 3 sources: a ({one}), b ({other}), c\n  contradiction: a says {one}, b says {other}"
        )


def test_a_source_may_contradict_itself_and_is_told_once() -> None:
    for said in (("longer", "shorter"), ("shorter", "longer")):
        found = agreement([factor(f"a.a00{number}", Direction(way)) for number, way in enumerate(said)])
        assert found.terms[0].contradictions == (("a", "longer", "a", "shorter"),)


@pytest.mark.parametrize("other", [Direction.LONGER, Direction.VARIES, Direction.LESS_RELIEF, Direction.BETTER, None], ids=str)
def test_what_is_not_opposite_does_not_contradict(other: Direction | None) -> None:
    assert agreement([factor("a.a001", Direction.LONGER), factor("b.a001", other)]).contradictions == ()


@pytest.mark.parametrize("source", ["term", "support"])
def test_a_row_keeps_term_and_support_whatever_a_source_is_called(source: str) -> None:
    row = agreement([effect(f"{source}.s001", Effect.NAUSEA), effect("b.s001", Effect.NAUSEA)]).to_dicts()[0]
    assert (row["term"], row["support"]) == ("nausea", 2)


@pytest.mark.parametrize(
    ("claims", "named"),
    [
        ([], "nothing"),
        ([factor("a.a001"), effect("a.s001", Effect.NAUSEA)], "Factor, SideEffect"),
        ([Locator(start=1, end=2)], "Locator"),
        ([5], "int"),
    ],
    ids=["none", "several kinds", "no claim", "number"],
)
def test_what_has_no_terms_is_refused(claims: list[Any], named: str) -> None:
    with pytest.raises(QueryError) as raised:
        agreement(claims)
    assert str(raised.value) == f"expected mechanisms, side effects or factors, one kind of them, came {named}"


# the real release


@pytest.fixture(scope="module")
def ds() -> ke.Dataset:
    return ke.load("0.1.0")


@pytest.mark.parametrize(
    ("table", "term", "support"),
    [("mechanisms", "nmda-receptor", 4), ("side_effects", "dizziness", 3), ("factors", "dose on relief-duration", 5)],
)
def test_the_release_agrees_most_on(ds: ke.Dataset, table: str, term: str, support: int) -> None:
    claims = getattr(ds, table)
    found = agreement(claims)
    assert (found.terms[0].term, found.terms[0].support) == (term, support)
    assert found.contradictions == ()
    placed = [one for row in found.terms for ids in row.claims.values() for one in ids]
    assert sorted(placed) == sorted(one.id for one in claims)


def test_ranges_of_the_release_have_no_terms(ds: ke.Dataset) -> None:
    with pytest.raises(QueryError) as raised:
        agreement(ds.ranges)
    assert str(raised.value) == "expected mechanisms, side effects or factors, one kind of them, came ReportedRange"
