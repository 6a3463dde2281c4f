"""The laws of comparing, merging, saving and loading datasets."""

from __future__ import annotations

import tempfile
from functools import reduce
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketamine_evidence import Dataset, MergeError, diff, load_folder, merge, merge3, save
from ketamine_evidence.dataset.keys import entries, key_text
from ketamine_evidence.dataset.merging import OnConflict
from ketamine_evidence.dataset.variants import bare, joined, variant
from ketamine_evidence.records.evidence import Source
from ketamine_evidence.strategies import datasets, records

from .datasets import EMPTY, Copies, all_records, contents, copies, same

choices: st.SearchStrategy[OnConflict] = st.sampled_from(["keep-both", "first", "last"])
small = datasets(max_claims=1)


@given(small)
def test_a_dataset_does_not_differ_from_itself(one: Dataset) -> None:
    """diff(a, a) is empty."""
    assert not diff(one, one)


@given(copies())
def test_applying_a_diff_gives_the_other_side(drawn: Copies) -> None:
    """diff(a, b).apply(a) = b."""
    one, other = drawn.copies
    assert same(diff(one, other).apply(one), other)


@given(copies())
def test_a_diff_backwards_takes_out_what_it_added(drawn: Copies) -> None:
    """What diff(a, b) adds, diff(b, a) removes, and both change the same records."""
    there, back = diff(*drawn.copies), diff(*reversed(drawn.copies))
    assert (there.added, there.removed) == (back.removed, back.added)
    assert [(one.before, one.after) for one in there.changed] == [(one.after, one.before) for one in back.changed]


@given(copies())
def test_a_diff_names_every_record_that_differs(drawn: Copies) -> None:
    """The records of a and b that diff(a, b) does not name are the same."""
    one, other = (set(all_records(each)) for each in drawn.copies)
    found = diff(*drawn.copies)
    assert {*found.removed, *(two.before for two in found.changed)} == one - other
    assert {*found.added, *(two.after for two in found.changed)} == other - one
    assert all(two.fields for two in found.changed)


@given(small)
def test_merging_a_dataset_with_itself_changes_nothing(one: Dataset) -> None:
    """merge(a, a) = a."""
    assert merge(one, one).dataset is one


@given(copies(), choices)
def test_merging_in_a_dataset_again_changes_nothing(drawn: Copies, choice: OnConflict) -> None:
    """merge(merge(a, b), b) = merge(a, b), and with a likewise, where both are kept."""
    once = merge(*drawn.copies, on_conflict=choice).dataset
    again = drawn.copies if choice == "keep-both" else [drawn.copies[0 if choice == "first" else 1]]
    for one in again:
        order = (one, once) if choice == "first" else (once, one)
        assert same(merge(*order, on_conflict=choice).dataset, once) or choice == "keep-both"
        assert contents(merge(*order, on_conflict=choice).dataset) == contents(once)


@given(small, choices)
def test_the_empty_dataset_adds_nothing(one: Dataset, choice: OnConflict) -> None:
    """merge(a, empty) = a = merge(empty, a)."""
    assert merge(one, EMPTY, on_conflict=choice).dataset is one
    assert same(merge(EMPTY, one, on_conflict=choice).dataset, one)


@given(copies())
def test_keeping_both_is_commutative_up_to_order(drawn: Copies) -> None:
    """merge(a, b) and merge(b, a) say the same; which content has the plain id is a matter of order."""
    one, other = drawn.copies
    assert contents(merge(one, other, on_conflict="keep-both").dataset) == contents(
        merge(other, one, on_conflict="keep-both").dataset
    )


@given(copies(size=3), choices)
def test_merging_is_associative(drawn: Copies, choice: OnConflict) -> None:
    """merge(merge(a, b), c) = merge(a, merge(b, c)) = merge(a, b, c)."""
    a, b, c = drawn.copies
    left = merge(merge(a, b, on_conflict=choice).dataset, c, on_conflict=choice).dataset
    right = merge(a, merge(b, c, on_conflict=choice).dataset, on_conflict=choice).dataset
    assert same(left, right)
    assert same(left, merge(a, b, c, on_conflict=choice).dataset)


@given(copies())
def test_the_first_of_two_is_the_last_of_them_turned_round(drawn: Copies) -> None:
    """merge(a, b) taking the first = merge(b, a) taking the last."""
    one, other = drawn.copies
    assert same(merge(one, other, on_conflict="first").dataset, merge(other, one, on_conflict="last").dataset)


@given(copies(size=3), choices)
def test_nothing_is_lost(drawn: Copies, choice: OnConflict) -> None:
    """Every record of every dataset is in the result or named in the report."""
    result = merge(*drawn.copies, on_conflict=choice)
    for one in drawn.copies:
        assert contents(one) <= contents(result.dataset) | {one.record for one in result.dropped}
    if choice == "keep-both":
        assert not result.dropped


@given(copies(size=3), choices)
def test_nothing_is_made_up(drawn: Copies, choice: OnConflict) -> None:
    """Every record of the result is in one of the datasets."""
    result = merge(*drawn.copies, on_conflict=choice)
    assert contents(result.dataset) <= {record for one in drawn.copies for record in contents(one)}


@given(copies())
def test_an_error_is_raised_where_and_only_where_something_is_in_conflict(drawn: Copies) -> None:
    """merge(a, b) raises where and only where an id has contents that cannot be joined, or a reference leads nowhere."""
    gentle = merge(*drawn.copies, on_conflict="first")
    hard = {str(clash) for clash in gentle.conflicts if joined(*(one.record for one in clash.said)) is None}
    if hard or gentle.broken:
        with pytest.raises(MergeError) as caught:
            merge(*drawn.copies)
        assert set(caught.value.conflicts) == (hard or set(gentle.broken))
    else:
        result = merge(*drawn.copies)
        assert contents(result.dataset) - {clash.kept[0] for clash in result.compatible} <= contents(gentle.dataset)
        assert {clash.key for clash in result.compatible} == {clash.key for clash in gentle.conflicts}


@given(copies(), choices)
def test_every_record_knows_the_parts_that_it_was_in(drawn: Copies, choice: OnConflict) -> None:
    """A record's origins are the datasets that say it."""
    result = merge(*drawn.copies, on_conflict=choice)
    by_name = {part.name: one for one in drawn.copies for part in one.parts}
    for record in all_records(result.dataset):
        assert set(result.dataset.origins(record)) == {name for name, one in by_name.items() if bare(record) in contents(one)}


@given(copies())
def test_of_two_sides_only_the_changed_one_counts(drawn: Copies) -> None:
    """merge3(a, a, b) = b = merge3(a, b, a)."""
    base, (ours, _) = drawn
    assert same(merge3(base, base, ours).dataset, ours)
    assert same(merge3(base, ours, base).dataset, ours)


@given(copies())
def test_two_sides_that_agree_are_taken(drawn: Copies) -> None:
    """merge3(a, b, b) = b."""
    base, (ours, _) = drawn
    assert same(merge3(base, ours, ours).dataset, ours)


@given(copies())
def test_ours_first_is_theirs_last_turned_round(drawn: Copies) -> None:
    """merge3(base, a, b) taking the first = merge3(base, b, a) taking the last."""
    base, (ours, theirs) = drawn
    assert same(merge3(base, ours, theirs, on_conflict="first").dataset, merge3(base, theirs, ours, on_conflict="last").dataset)


@given(copies())
def test_both_sides_changes_are_made(drawn: Copies) -> None:
    """Where no side contradicts the other, merge3 makes the changes of both."""
    base, (ours, theirs) = drawn
    result = merge3(base, ours, theirs, on_conflict="first")
    there, mine, other, was = (entries(one.tables, "") for one in (result.dataset, ours, theirs, base))
    conflicts = {clash.key for clash in result.conflicts}
    for key in {**was, **mine, **other}:
        if key_text(key) in conflicts:
            assert mine.get(key) != other.get(key)
            assert was.get(key) not in (mine.get(key), other.get(key))
            assert there.get(key) == mine.get(key)
        else:
            assert there.get(key) == (mine.get(key) if mine.get(key) != was.get(key) else other.get(key))


@given(copies(), choices)
def test_merging_three_loses_nothing(drawn: Copies, choice: OnConflict) -> None:
    """Every record of merge3's three datasets is in the result or named in the report."""
    base, (ours, theirs) = drawn
    result = merge3(base, ours, theirs, on_conflict=choice)
    for one in (base, ours, theirs):
        assert contents(one) <= contents(result.dataset) | {one.record for one in result.dropped}


@given(copies(), choices)
def test_with_nothing_in_common_before_three_merge_like_two(drawn: Copies, choice: OnConflict) -> None:
    """merge3(empty, a, b) = merge(a, b)."""
    ours, theirs = drawn.copies
    two = merge(ours, theirs, on_conflict=choice).dataset
    assert same(merge3(EMPTY, ours, theirs, on_conflict=choice).dataset, two)


@given(small, copies(), choices)
def test_saving_and_loading_gives_an_equal_dataset(any_one: Dataset, drawn: Copies, choice: OnConflict) -> None:
    """load_folder(save(a)) has the tables, version, date, digest, parts and origins of a."""
    for one in (any_one, merge(*drawn.copies, on_conflict=choice).dataset):
        with tempfile.TemporaryDirectory() as folder:
            again = load_folder(save(one, Path(folder) / "saved"))
            assert same(again, one)
            assert (again.version, again.released, again.digest, again.parts) == (
                one.version,
                one.released,
                one.digest,
                one.parts,
            )
            assert all(again.origins(record) == one.origins(record) for record in all_records(one))


@given(records(Source, id="a"), records(Source, id="a"))
def test_joining_is_commutative(one: Source, other: Source) -> None:
    """joined(a, b) = joined(b, a)."""
    assert joined(one, other) == joined(other, one)


@given(records(Source, id="a"), st.data())
def test_a_source_joined_with_less_of_itself_is_itself(one: Source, data: st.DataObject) -> None:
    """joined(a, a with some fields not known) = a."""
    empty: dict[str, Any] = {field.name: field.default for field in attrs.fields(Source) if field.default in {None, ()}}
    some = data.draw(st.lists(st.sampled_from(sorted(empty)), unique=True))
    less = attrs.evolve(one, **{name: empty[name] for name in some})
    assert joined(one, less) == joined(less, one) == one


@given(small)
def test_a_variant_is_its_record_under_another_id(one: Dataset) -> None:
    """bare(variant(r)) = r, and variants of the same content have the same id."""
    named: list[Any] = [*one.sources, *one.claims(), *one.terms]
    for record in named:
        assert bare(variant(record)) == record
        assert variant(record) == variant(attrs.evolve(record))


@given(copies(size=3))
def test_merging_several_is_merging_one_after_another(drawn: Copies) -> None:
    """merge(a, b, c) keeping both = reduce(merge, [a, b, c])."""

    def both(one: Dataset, other: Dataset) -> Dataset:
        return merge(one, other, on_conflict="keep-both").dataset

    assert same(reduce(both, drawn.copies), merge(*drawn.copies, on_conflict="keep-both").dataset)
