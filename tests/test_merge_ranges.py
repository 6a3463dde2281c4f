"""Merging reported ranges: what a person would try, and the real release. The laws are in `property/test_merge_laws.py`."""

from __future__ import annotations

import copy
import itertools
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn

import attrs
import pytest

import ketamine_evidence as ke
from ketamine_evidence import ConflictError, DimensionError, ImpreciseNumber, Merged, QueryError, Range, RangeSet, merge_ranges
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.records.vocabulary import Condition, ProtocolName, Statistic
from ketamine_evidence.synthesis import conflicts, profile
from ketamine_evidence.synthesis.conflicts import Conflict, Conflicts
from ketamine_evidence.synthesis.counting import NotCounted
from ketamine_evidence.synthesis.first_few import few, few_lines
from ketamine_evidence.synthesis.profile import Stretch, SupportProfile
from ketamine_evidence.synthesis.stabbing import Stabbing
from ketamine_evidence.values.quantities import Quantity


def claim(
    key: str,
    phrase: str,
    *,
    quantity: Quantity = Quantity.RELIEF_DURATION,
    protocol: ProtocolName | None = None,
    condition: Condition | None = None,
) -> ReportedRange:
    return ReportedRange(
        id=key,
        source=key.partition(".")[0],
        locator=Locator(start=1, end=2),
        summary=f"of {phrase}",
        quantity=quantity,
        reported=ke.parse_range(phrase),
        statistic=Statistic.RANGE,
        protocol=protocol,
        condition=condition,
    )


A = claim("a.r001", "1 to 4 weeks", protocol=ProtocolName.INDUCTION)
B = claim("b.r001", "14 to 42 days", protocol=ProtocolName.INDUCTION, condition=Condition.CRPS)
B_AGAIN = claim("b.r002", "3 to 5 weeks", protocol=ProtocolName.SINGLE_INFUSION, condition=Condition.CRPS)
C = claim("c.r001", "8 weeks")
ALL = (A, B, B_AGAIN, C)
MERGED = merge_ranges(ALL)

PRINTED = """\
relief_duration, outer view: 4 claims from 3 sources
hull: [1, 8] wk
in common to all: nothing
deepest support: [2, 4] wk: 2 (a, b)
conflict: a / c: 4 wk apart
conflict: b / c: 2 wk apart"""


def test_a_merge_tells_hull_overlap_support_and_conflicts() -> None:
    assert MERGED.quantity is Quantity.RELIEF_DURATION
    assert MERGED.view == "outer"
    assert MERGED.hull == Range(1, 8, "wk")
    assert MERGED.overlap.is_empty
    assert MERGED.sources == ("a", "b", "c")
    assert dict(MERGED.covers) == {"a": Range(1, 4, "wk"), "b": Range(2, 6, "wk"), "c": Range(8, 8, "wk")}
    assert MERGED.support == (
        Stretch(Range(1, 2, "wk", high_closed=False), ("a",)),
        Stretch(Range(2, 4, "wk"), ("a", "b")),
        Stretch(Range(4, 6, "wk", low_closed=False), ("b",)),
        Stretch(Range(8, 8, "wk"), ("c",)),
    )
    assert (MERGED.depth, MERGED.best) == (2, (Stretch(Range(2, 4, "wk"), ("a", "b")),))
    assert [(conflict.sources, conflict.apart, conflict.unit) for conflict in MERGED.conflicts] == [
        (("a", "c"), 28, "d"),
        (("b", "c"), 14, "d"),
    ]
    assert MERGED.contributors == ALL
    assert MERGED.not_counted == ()


def test_a_merge_is_in_the_smallest_unit_of_its_claims() -> None:
    merged = merge_ranges([claim("a.r001", "1 to 2 days"), claim("b.r001", "3 to 5 hours"), claim("c.r001", "1 week")])
    assert merged.hull is not None
    assert (merged.hull.low, merged.hull.high, merged.hull.unit) == (3, 168, "h")


def test_a_merge_prints_what_it_found() -> None:
    assert str(MERGED) == PRINTED
    assert repr(MERGED) == "<Merged relief_duration, outer: 3 sources, hull [1, 8] wk>"


def test_a_merge_of_one_claim() -> None:
    one = merge_ranges(iter([A]))
    assert one.hull == one.overlap == Range(1, 4, "wk")
    assert str(one) == (
        "relief_duration, outer view: 1 claim from 1 source\n"
        "hull: [1, 4] wk\nin common to all: [1, 4] wk\ndeepest support: [1, 4] wk: 1 (a)"
    )
    assert repr(one) == "<Merged relief_duration, outer: 1 source, hull [1, 4] wk>"


def test_a_merge_gives_its_support_as_dicts() -> None:
    assert merge_ranges([A, C, claim("d.r001", "at least 8 weeks")]).to_dicts() == [
        {"low": 1, "high": 4, "unit": "wk", "low_closed": True, "high_closed": True, "support": 1, "sources": ["a"]},
        {"low": 8, "high": 8, "unit": "wk", "low_closed": True, "high_closed": True, "support": 2, "sources": ["c", "d"]},
        {"low": 8, "high": None, "unit": "wk", "low_closed": False, "high_closed": False, "support": 1, "sources": ["d"]},
    ]


@pytest.mark.parametrize(
    ("consensus", "expected"),
    [
        (lambda: MERGED.consensus(1), RangeSet([Range(1, 6, "wk"), Range(8, 8, "wk")])),
        (lambda: MERGED.consensus(2), Range(2, 4, "wk")),
        (lambda: MERGED.consensus(3), RangeSet()),
        (lambda: MERGED.consensus(99), RangeSet()),
        (lambda: MERGED.consensus(share=0.1), RangeSet([Range(1, 6, "wk"), Range(8, 8, "wk")])),
        (lambda: MERGED.consensus(share=1 / 3), RangeSet([Range(1, 6, "wk"), Range(8, 8, "wk")])),
        (lambda: MERGED.consensus(share=0.5), Range(2, 4, "wk")),
        (lambda: MERGED.consensus(share=2 / 3), Range(2, 4, "wk")),
        (lambda: MERGED.consensus(share=0.67), RangeSet()),
        (lambda: MERGED.consensus(share=1), RangeSet()),
    ],
    ids=["1", "2", "3", "99", "0.1", "third", "half", "two thirds", "more", "all"],
)
def test_consensus_by_number_and_by_share(consensus: Callable[[], RangeSet], expected: Range | RangeSet) -> None:
    assert consensus() == expected
    assert consensus().unit == "d"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "consensus() takes a number of sources or share=, one of them"),
        ({"k": 1, "share": 0.5}, "consensus() takes a number of sources or share=, one of them"),
        ({"k": 0}, "a number of sources is a whole number from 1, came 0"),
        ({"k": -1}, "a number of sources is a whole number from 1, came -1"),
        ({"k": 2.0}, "a number of sources is a whole number from 1, came 2.0"),
        ({"k": True}, "a number of sources is a whole number from 1, came True"),
        ({"k": "2"}, "a number of sources is a whole number from 1, came '2'"),
        ({"share": 0}, "share is above 0 and at most 1, came 0"),
        ({"share": 1.5}, "share is above 0 and at most 1, came 1.5"),
        ({"share": float("nan")}, "share is above 0 and at most 1, came nan"),
        ({"share": "half"}, "share is above 0 and at most 1, came 'half'"),
    ],
    ids=str,
)
def test_a_consensus_that_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError) as raised:
        MERGED.consensus(**given)
    assert str(raised.value) == message


# what is not counted


SESSIONS = claim("d.r001", "1 session", quantity=Quantity.ONSET)
DAYS = claim("a.r001", "1 to 2 days", quantity=Quantity.ONSET)
HOURS = claim("b.r001", "hours to a few days", quantity=Quantity.ONSET)


def test_a_claim_of_another_dimension_is_not_counted_and_told() -> None:
    merged = merge_ranges([DAYS, SESSIONS, HOURS])
    assert merged.contributors == (DAYS, HOURS)
    assert merged.not_counted == (NotCounted("d.r001", "given as count, the others as time"),)
    assert str(merged.not_counted[0]) == "d.r001: given as count, the others as time"
    assert str(merged).splitlines()[-1] == "not counted: d.r001: given as count, the others as time"


def test_a_claim_without_an_inner_range_is_not_counted_and_told() -> None:
    vague = claim("c.r001", "several weeks", quantity=Quantity.ONSET)
    merged = merge_ranges([DAYS, vague], view="inner")
    assert merged.hull == Range(1, 2, "d")
    assert merged.not_counted == (NotCounted("c.r001", "no value is common to all its readings"),)


def test_a_merge_in_which_nothing_counts_is_empty() -> None:
    merged = merge_ranges([claim("c.r001", "several weeks")], "inner", strict=True)
    assert merged.hull is None
    assert all(found == () for found in (merged.sources, merged.support, merged.best, merged.conflicts, merged.contributors))
    assert (merged.depth, merged.overlap, merged.consensus(1), merged.consensus(share=1)) == (0, *[RangeSet()] * 3)
    assert merged.to_dicts() == []
    assert str(merged) == (
        "relief_duration, inner view: 0 claims from 0 sources\nhull: none\nin common to all: nothing\n"
        "not counted: c.r001: no value is common to all its readings"
    )
    assert repr(merged) == "<Merged relief_duration, inner: 0 sources, hull None>"


def test_what_counts_does_not_depend_on_how_often_a_source_says_it() -> None:
    again = [attrs.evolve(SESSIONS, id=f"d.r00{number}") for number in range(2, 5)]
    assert merge_ranges([DAYS, HOURS, SESSIONS, *again]).sources == ("a", "b")


def test_claims_of_one_id_with_other_contents_are_not_lost() -> None:
    other = claim("a.r001", "9 to 10 weeks")
    assert merge_ranges([A, other]).covers["a"] == RangeSet([Range(1, 4, "wk"), Range(9, 10, "wk")])


# conflicts


def days(*ends: tuple[int, int]) -> RangeSet:
    return RangeSet([Range(low, high, "d") for low, high in ends])


def profile_of(covers: dict[str, RangeSet], unit: str) -> SupportProfile:
    return SupportProfile({source: cover.cut_pieces for source, cover in covers.items()}, unit)


def conflicts_of(covers: dict[str, RangeSet], unit: str) -> Conflicts:
    return Conflicts(profile_of(covers, unit))


def test_three_sources_may_conflict_though_each_two_meet() -> None:
    said = {"a": ("0 to 1 days", "10 days"), "b": ("1 to 2 days", "20 days"), "c": ("10 days", "20 days")}
    made = [claim(f"{source}.r00{i}", phrase) for source, phrases in said.items() for i, phrase in enumerate(phrases)]
    merged = merge_ranges(made)
    assert [(conflict.sources, conflict.apart, conflict.unit) for conflict in merged.conflicts] == [(("a", "b", "c"), 8, "d")]
    assert str(merged.conflicts[0]) == "a / b / c: 8 d apart"


@pytest.mark.parametrize(
    ("apart", "unit", "shown"),
    [(Fraction(47), "h", "47 h"), (Fraction(48), "h", "2 d"), (Fraction(1, 2), "h", "30 min"), (Fraction(3, 2), "1", "1.5 1")],
    ids=["hours", "days", "minutes", "count"],
)
def test_a_conflict_prints_how_far_apart_in_the_largest_whole_unit(apart: Fraction, unit: str, shown: str) -> None:
    conflict = Conflict(("a", "b"), apart, unit)
    assert str(conflict) == f"a / b: {shown} apart"
    assert conflict.apart == apart


def test_pairs_in_conflict_come_before_larger_groups() -> None:
    covers = {"a": days((0, 1), (10, 10)), "b": days((1, 2), (20, 20)), "c": days((10, 10), (20, 20)), "d": days((30, 30))}
    expected = [("a", "d"), ("b", "d"), ("c", "d"), ("a", "b", "c")]
    assert [conflict.sources for conflict in conflicts_of(covers, "d")] == expected


def test_conflicts_reach_past_unbounded_ranges() -> None:
    covers = {"a": RangeSet([Range(None, 1, "d")]), "b": RangeSet([Range(3, None, "d")]), "c": days((0, 4))}
    found = conflicts_of(covers, "h")
    assert found == [Conflict(("a", "b"), Fraction(48), "h")]


def test_sources_that_only_open_ends_keep_apart_are_no_distance_apart() -> None:
    covers = {"a": RangeSet([Range(1, 2, "d", high_closed=False)]), "b": days((2, 3))}
    assert conflicts_of(covers, "d") == [Conflict(("a", "b"), Fraction(0), "d")]


def refuse(*_: object) -> NoReturn:
    raise AssertionError("this is not to be done")


def test_sources_that_agree_are_merged_without_looking_for_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    for search in ("outside_all", "DisjointPairs"):
        monkeypatch.setattr(conflicts, search, refuse)
    twice = [
        claim(f"s{number:02}.r{again}", phrase) for number in range(40) for again, phrase in enumerate(("1 week", "3 weeks"))
    ]
    for some in (twice, twice[::2]):
        merged = merge_ranges(some, strict=True)
        assert not merged.conflicts
        assert merged.conflicts == ()


def in_a_row(number: int) -> Merged:
    """Sources that each give one whole number of days, all of them different."""
    days_each = [ImpreciseNumber(day, day, "d") for day in range(number)]
    return merge_ranges(
        attrs.evolve(A, id=f"s{day:05}.r1", source=f"s{day:05}", reported=ke.Reported("stated", low, low))
        for day, low in enumerate(days_each)
    )


def test_conflicts_of_many_sources_are_counted_and_read_without_being_listed() -> None:
    found = in_a_row(5_000).conflicts
    assert len(found) == 5_000 * 4_999 // 2
    assert [one.sources for one in found[:2]] == [("s00000", "s00001"), ("s00000", "s00002")]
    assert found[1] == next(itertools.islice(found, 1, None))
    assert str(found[4_999]) == "s00001 / s00002: 1 d apart"


def test_conflicts_are_read_as_a_sequence() -> None:
    found = in_a_row(3).conflicts
    assert [one.sources for one in found] == [("s00000", "s00001"), ("s00000", "s00002"), ("s00001", "s00002")]
    everything = tuple(found)
    assert found == everything
    assert found == merge_ranges(in_a_row(3).contributors).conflicts
    with pytest.raises(TypeError, match="unhashable"):
        hash(found)
    assert (found[-1], found[1:], found[::-1]) == (everything[-1], everything[1:], everything[::-1])
    assert found != everything[:2]
    assert found != everything[::-1]
    assert found != {*everything}
    with pytest.raises(IndexError):
        found[3]
    assert repr(found) == ("<Conflicts: s00000 / s00001: 1 d apart; s00000 / s00002: 2 d apart; s00001 / s00002: 1 d apart>")
    assert repr(in_a_row(1).conflicts) == "<Conflicts: none>"


def test_a_large_merge_prints_the_first_few_and_counts_the_rest() -> None:
    lines = str(in_a_row(300)).splitlines()
    assert lines[:4] == [
        "relief_duration, outer view: 300 claims from 300 sources",
        "hull: [0, 299] d",
        "in common to all: nothing",
        "deepest support: [0, 0] d: 1 (s00000)",
    ]
    assert len(lines) == 3 + 2 * 21
    assert lines[23] == "and 280 more such stretches"
    assert lines[-1] == "conflict: and 44,830 more conflicts"


def test_the_card_of_a_large_merge_shows_the_first_few() -> None:
    shown = in_a_row(300)._repr_html_()
    assert ", and 280 more" in shown
    assert "[20, 20]" not in shown


def test_one_more_is_printed_rather_than_counted() -> None:
    assert list(few_lines(iter("abcdefghijklmnopqrstu"), 21, "letters")) == list("abcdefghijklmnopqrstu")
    assert few("abcdefghijklmnopqrstu").endswith("t, u")
    assert few("abcdefghijklmnopqrstuv").endswith("s, t, and 2 more")


def test_a_strict_merge_of_many_sources_names_the_first_few() -> None:
    with pytest.raises(ConflictError) as raised:
        merge_ranges(in_a_row(300).contributors, strict=True)
    assert len(raised.value.conflicts) == len(raised.value.candidates) == 21
    assert raised.value.conflicts[-1] == "and 44,830 more conflicts"
    assert raised.value.candidates[-2:] == ("s00019: [19, 19] d", "and 280 more candidates")


TOO_MANY = (
    "the conflicts of 400 sources, some of which cover several pieces, are too many to look for; "
    "merge fewer of them, or in groups: by='protocol'"
)


def test_conflicts_that_are_too_many_to_look_for_are_refused_and_the_rest_of_the_merge_is_not() -> None:
    row = in_a_row(400).contributors
    again = [
        attrs.evolve(one, id=f"{one.source}.r2", reported=ke.parse_range(f"{1000 + 2 * i} days")) for i, one in enumerate(row)
    ]
    merged = merge_ranges([*row, *again])
    assert merged.conflicts
    for read in (len, list, lambda found: found[0]):
        with pytest.raises(QueryError) as raised:
            read(merged.conflicts)
        assert str(raised.value) == TOO_MANY
    assert str(merged).splitlines()[-1] == f"conflict: {TOO_MANY}"
    with pytest.raises(ConflictError) as refused:
        merge_ranges([*row, *again], strict=True)
    assert refused.value.conflicts == (TOO_MANY,)
    assert "too many to look for" in merged._repr_html_()


def test_a_merge_counts_without_asking_who(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile, "Stabbing", refuse)
    merged = in_a_row(50)
    assert (merged.depth, len(merged.best), len(merged.support), merged.overlap) == (1, 50, 50, RangeSet())
    assert len(merged.consensus(1)) == 50
    assert [stretch.support for stretch in merged.support] == [1] * 50
    assert len(merged.conflicts) == 1225
    with pytest.raises(AssertionError, match="not to be done"):
        merged.support[0].sources  # noqa: B018


def test_who_covers_a_stretch_is_found_without_looking_at_every_source() -> None:
    asked = 0

    class Counted(list[Any]):
        def __getitem__(self, index: Any) -> Any:
            nonlocal asked
            asked += 1
            return super().__getitem__(index)

    stabbing = Stabbing({f"s{number}": (((number, 0), (number, 1)),) for number in range(10_000)})
    stabbing._reach = Counted(stabbing._reach)
    assert stabbing.holding((5_000, 0)) == ("s5000",)
    assert asked < 60


def test_stretches_are_equal_where_their_sources_are() -> None:
    found = MERGED.support[1]
    assert {found, Stretch(Range(14, 28, "d"), ("a", "b"))} == {found}
    assert found != Stretch(Range(14, 28, "d"), ("a", "c"))
    assert found != "[2, 4] wk: 2 (a, b)"
    assert repr(found) == "<Stretch [2, 4] wk: 2 (a, b)>"


def test_a_profile_leaves_out_what_no_source_covers() -> None:
    profile = tuple(profile_of({"a": days((1, 2), (4, 5)), "b": days((4, 5))}, "d").stretches())
    assert profile == (Stretch(Range(1, 2, "d"), ("a",)), Stretch(Range(4, 5, "d"), ("a", "b")))
    assert [str(stretch) for stretch in profile] == ["[1, 2] d: 1 (a)", "[4, 5] d: 2 (a, b)"]
    assert list(SupportProfile({}, "d").stretches()) == []


FIELDS = "expected of: source, summary, attribution, basis, note, quantity, statistic, spread, estimate, time_point, course, substance, route, protocol, condition, specimen, population"
CONFLICT_TEXT = """\
sources conflict: a / c: 4 wk apart; b / c: 2 wk apart
candidates:
a: [1, 4] wk
b: [2, 6] wk
c: [8, 8] wk"""


def test_strict_refuses_to_choose_and_lists_the_candidates() -> None:
    with pytest.raises(ConflictError) as raised:
        merge_ranges([A, claim("b.r001", "2 to 6 weeks"), C], strict=True)
    error = raised.value
    assert isinstance(error, ValueError)
    assert error.conflicts == ("a / c: 4 wk apart", "b / c: 2 wk apart")
    assert error.candidates == ("a: [1, 4] wk", "b: [2, 6] wk", "c: [8, 8] wk")
    assert str(error) == CONFLICT_TEXT
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(again) is ConflictError
        assert (str(again), again.conflicts, again.candidates) == (CONFLICT_TEXT, error.conflicts, error.candidates)


def test_strict_gives_the_merge_where_sources_agree() -> None:
    assert merge_ranges([A, B], strict=True).overlap == Range(2, 4, "wk")


# groups


def test_groups_are_a_mapping_from_what_they_share() -> None:
    groups = merge_ranges(ALL, by="protocol")
    assert list(groups) == [ProtocolName.INDUCTION, ProtocolName.SINGLE_INFUSION, None]
    assert len(groups) == 3
    assert groups["induction"].contributors == (A, B)
    assert groups[None].hull == Range(8, 8, "wk")
    assert "at-home" not in groups
    assert repr(groups) == "<MergedGroups by protocol: 3 groups>"


def test_groups_by_several_fields() -> None:
    groups = merge_ranges(ALL, by=("protocol", "condition"))
    assert groups.by == ("protocol", "condition")
    assert groups["induction", "crps"].contributors == (B,)
    assert groups[None, None].contributors == (C,)
    assert repr(groups) == "<MergedGroups by protocol, condition: 4 groups>"
    row = {"low": 8, "high": 8, "unit": "wk", "low_closed": True, "high_closed": True, "support": 1, "sources": ["c"]}
    assert groups.to_dicts()[-1] == {"protocol": None, "condition": None, **row}
    assert list(map(type, groups.to_dicts()[0].values()))[:2] == [str, type(None)]
    assert repr(merge_ranges([A], by=["source"])) == "<MergedGroups by source: 1 group>"


def test_groups_print_one_after_another() -> None:
    assert str(merge_ranges([B, C], by=("protocol", "condition"))) == (
        "protocol: induction, condition: crps\nrelief_duration, outer view: 1 claim from 1 source\n"
        "hull: [2, 6] wk\nin common to all: [2, 6] wk\ndeepest support: [2, 6] wk: 1 (b)\n\n"
        "protocol: not stated, condition: not stated\nrelief_duration, outer view: 1 claim from 1 source\n"
        "hull: [8, 8] wk\nin common to all: [8, 8] wk\ndeepest support: [8, 8] wk: 1 (c)"
    )


def test_strict_refuses_conflicts_within_a_group_alone() -> None:
    assert len(merge_ranges(ALL, by="protocol", strict=True)) == 3
    apart = claim("d.r001", "9 weeks")
    with pytest.raises(ConflictError) as raised:
        merge_ranges([*ALL, apart], by="protocol", strict=True)
    assert raised.value.conflicts == ("protocol: not stated: c / d: 1 wk apart",)


# bad input


@pytest.mark.parametrize(
    ("claims", "options", "error", "message"),
    [
        ([], {}, QueryError, "no claims to merge; give at least one"),
        ([], {"by": "protocol"}, QueryError, "no claims to merge; give at least one"),
        ([A], {"view": "middle"}, QueryError, "view is 'outer' or 'inner', came 'middle'"),
        ([A], {"view": None}, QueryError, "view is 'outer' or 'inner', came None"),
        ([A, 5], {}, QueryError, "expected reported ranges, came int; give ds.ranges.where(...)"),
        ([Range(1, 2, "d")], {}, QueryError, "expected reported ranges, came Range; give ds.ranges.where(...)"),
        (
            [A, B, DAYS],
            {},
            DimensionError,
            "a.r001 is about relief_duration and a.r001 about onset; merge one quantity at a time",
        ),
        (
            [B, SESSIONS],
            {"by": "quantity"},
            DimensionError,
            "b.r001 is about relief_duration and d.r001 about onset; merge one quantity at a time",
        ),
        ([A], {"by": "protocl"}, QueryError, f"claims cannot be merged by 'protocl'; {FIELDS}; did you mean 'protocol'?"),
        ([A], {"by": ("protocol", "locator")}, QueryError, f"claims cannot be merged by 'locator'; {FIELDS}"),
        ([A], {"by": "reported"}, QueryError, f"claims cannot be merged by 'reported'; {FIELDS}"),
    ],
    ids=["none", "none by", "view", "no view", "number", "range", "quantities", "quantities by", "field", "locator", "reported"],
)
def test_what_cannot_be_merged_is_refused(
    claims: list[Any], options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        merge_ranges(claims, **options)
    assert str(raised.value) == message


@pytest.mark.parametrize("by", [(), []], ids=repr)
def test_merging_by_no_field_is_refused_in_words(by: Any) -> None:
    with pytest.raises(QueryError, match=r"^by "):
        merge_ranges([A], by=by)


# the real release


@pytest.fixture(scope="module")
def ds() -> ke.Dataset:
    return ke.load("0.1.0")


def test_all_sources_of_the_release_agree_on_six_sessions(ds: ke.Dataset) -> None:
    merged = merge_ranges(ds.ranges.where(quantity="session_count"))
    assert str(merged.overlap) == "{[6, 6] 1}"
    assert merged.overlap == Range(6, 6, "1")
    assert merged.sources == ("baysidedental-onset", "biologyinsights-infusion", "unnamed-publisher-duration")
    assert merged.conflicts == ()


def test_onset_in_the_release_leaves_out_the_claim_given_in_sessions(ds: ke.Dataset) -> None:
    table = ds.ranges.where(quantity="onset")
    merged = merge_ranges(table)
    assert merged.not_counted == (NotCounted("unnamed-publisher-duration.r012", "given as count, the others as time"),)
    assert len(merged.contributors) == len(table) - 1
    assert [str(conflict) for conflict in merged.conflicts] == [
        "baysidedental-onset / funwithdizzies-duration: 47 h apart",
        "biologyinsights-infusion / funwithdizzies-duration: 1 d apart",
        "funwithdizzies-duration / unnamed-publisher-duration: 1 d apart",
    ]


def test_relief_in_the_release_is_agreed_on_in_the_outer_view_and_not_in_the_inner(ds: ke.Dataset) -> None:
    table = ds.ranges.where(quantity="relief_duration")
    outer, inner = merge_ranges(table), merge_ranges(table, "inner")
    assert len(outer.sources) == 5
    assert outer.overlap == RangeSet([Range(120, 43830, "min")])
    assert inner.overlap.is_empty
    assert list(map(str, inner.conflicts)) == ["baysidedental-onset / biologyinsights-infusion: 4 d apart"]


def test_groups_of_the_release_take_every_claim_once(ds: ke.Dataset) -> None:
    table = ds.ranges.where(quantity="booster_interval")
    groups = merge_ranges(table, by=("protocol", "condition", "route"))
    placed = [one.id for merged in groups.values() for one in merged.contributors]
    placed += [one.id for merged in groups.values() for one in merged.not_counted]
    assert sorted(placed) == sorted(one.id for one in table)


def test_unequal_conflicts_hash_apart() -> None:
    assert len({hash(Conflict(("a", "b"), Fraction(apart), "d")) for apart in range(100)}) > 90


def test_equal_conflicts_are_one_across_units() -> None:
    same = {
        Conflict(("a", "b"), Fraction(24), "h"),
        Conflict(("a", "b"), Fraction(1), "d"),
        Conflict(("a", "b"), Fraction(2), "d"),
    }
    assert len(same) == 2
    assert Conflict(("a", "b"), Fraction(1), "d") != "a / b: 1 d apart"
