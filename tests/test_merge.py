"""Putting datasets together: what is alike, what is in conflict, what may be chosen, and that all of it is said."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, cast

import attrs
import pytest

import ketamine_evidence as ke
from authored import DIGEST, GOOD, PROTOCOL, SMALL_TEXT, changed, dataset, write
from ketamine_evidence import DataError, Dataset, MergeError, QueryError, UnknownRecordError, merge, merge3
from ketamine_evidence.curation.authoring import Authored, read_authored
from ketamine_evidence.curation.publish import tables_of
from ketamine_evidence.dataset.keys import by_table, entries, key_of, key_text
from ketamine_evidence.dataset.merging import Clash, Said
from ketamine_evidence.dataset.references import broken_references
from ketamine_evidence.dataset.variants import joined, variant
from ketamine_evidence.records.evidence import Claim, Exclusion, Source, Term, Trace, Withdrawn
from ketamine_evidence.records.vocabulary import Confidence, ExclusionReason, Verdict

CHANGED = changed(("relief at its shortest and longest", "how long it lasts"))
VARIANT = "small.r001~"


def renamed(folder: Path, slug: str, toml: str = GOOD, name: str = "two") -> Dataset:
    """The dataset of one authored file under another id of its source."""
    return Dataset.of(tables_of([read_as(folder, toml, slug)]), name)


def read_as(folder: Path, toml: str, slug: str) -> Authored:
    return read_authored(write(folder, toml, f"{slug}.toml"))


def everything(ds: Dataset) -> list[Any]:
    return [record for table in ds.tables.values() for record in table]


def test_an_overlay_adds_to_a_release(tmp_path: Path) -> None:
    release = ke.load("0.1.0")
    mine = ke.read_sources(write(tmp_path / "my_sources", GOOD).parent)
    both = merge(release, mine)
    assert repr(both.dataset).startswith("<Dataset 0.1.0+my_sources: 6 sources, 109 ranges, 46 protocols")
    assert [part.name for part in both.dataset.parts] == ["0.1.0", "my_sources"]
    assert both.dataset.parts[0].digest == release.digest
    assert both.dataset.origins("small.r001") == ("my_sources",)
    assert both.dataset.origins("biologyinsights-infusion.r004") == ("0.1.0",)
    assert [one.id for one in both.added if isinstance(one, (Source, Claim))] == [
        "small", "small.r001", "small.r002", "small.r003", "small.p001"
    ]  # fmt: skip
    assert str(both) == "data version 0.1.0+my_sources: 0 identical, 6 added, 0 compatible, 0 conflicts"
    assert repr(both) == "<MergeResult 0.1.0+my_sources: 0 conflicts>"
    assert release.version == "0.1.0"
    assert len(release.sources) == 5


def test_what_merged_data_say_of_their_records(tmp_path: Path) -> None:
    both = merge(dataset(tmp_path), dataset(tmp_path, CHANGED, "two"), on_conflict="first").dataset
    assert both.origins(both["small.p001"]) == ("one", "two")
    assert both.origins(both.exclusions[0]) == ("one", "two")
    with pytest.raises(UnknownRecordError) as caught:
        both.origins("small.r01")
    assert str(caught.value) == "no record 'small.r01' in data version one+two; did you mean 'small.r001'?"
    alone = dataset(tmp_path)
    assert alone.origins("small.r001") == ("one",)


def test_different_content_under_one_id_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MergeError) as caught:
        merge(dataset(tmp_path), dataset(tmp_path, CHANGED, "two"))
    assert str(caught.value) == (
        "1 conflict between one and two; mend them, or choose on_conflict='keep-both', 'first' or 'last':\n"
        "small.r001: one, two differ in summary"
    )


@pytest.mark.parametrize(
    ("choice", "kept", "dropped"), [("first", "relief at its shortest and longest", "two"), ("last", "how long it lasts", "one")]
)
def test_one_of_two_can_be_chosen(tmp_path: Path, choice: Any, kept: str, dropped: str) -> None:
    result = merge(dataset(tmp_path), dataset(tmp_path, CHANGED, "two"), on_conflict=choice)
    assert result.dataset["small.r001"].summary == kept
    assert str(result).splitlines()[1:] == [
        "conflict: small.r001: one, two differ in summary; kept 1",
        f"dropped: small.r001 from {dropped}",
    ]
    assert {"what": "dropped", "record": "small.r001", "detail": f"from {dropped}"} in result.to_dicts()
    assert {"what": "identical", "record": "small.p001", "detail": ""} in result.to_dicts()
    detail = "small.r001: one, two differ in summary"
    assert {"what": "conflict", "record": "small.r001", "detail": detail} in result.to_dicts()


def test_what_is_said_again_last_is_what_is_taken(tmp_path: Path) -> None:
    one, two, again = dataset(tmp_path), dataset(tmp_path, CHANGED, "two"), dataset(tmp_path, GOOD, "again")
    assert merge(one, two, again, on_conflict="last").dataset["small.r001"].summary == "relief at its shortest and longest"
    assert merge(two, one, two, on_conflict="first").dataset["small.r001"].summary == "how long it lasts"
    assert merge(two, one, two, on_conflict="keep-both").dataset["small.r001"].summary == "how long it lasts"


def test_variants_are_known_again_where_both_are_kept_and_else_are_records_like_others(tmp_path: Path) -> None:
    one, two = dataset(tmp_path), dataset(tmp_path, CHANGED, "two")
    both = merge(one, two, on_conflict="keep-both").dataset
    assert merge(both, two, on_conflict="keep-both").dataset.ranges.ids == both.ranges.ids
    assert len(merge(two, both, on_conflict="keep-both").dataset.ranges) == len(both.ranges)
    for choice in ("first", "last"):
        assert merge(both, one, on_conflict=cast("Any", choice)).dataset.ranges.ids == both.ranges.ids
    assert merge(both, one).dataset.ranges.ids == both.ranges.ids


def test_a_variant_is_named_by_the_digest_of_its_row() -> None:
    row = '{"id": "small.r001", "version": "2.0.0", "reason": "½ said twice", "successor": ""}'
    named: Any = variant(Withdrawn(id="small.r001", version="2.0.0", reason="½ said twice"))
    assert named.id == f"small.r001~{hashlib.sha256(row.encode()).hexdigest()[:8]}"


def test_the_key_of_a_record_without_an_id_of_its_own_is_what_it_says() -> None:
    term = Term(scheme="route", id="½", label="by mouth", definition="Swallowed.")
    stretch = Exclusion(source="small", start=0, end=17, reason=ExclusionReason.HEADING, section="title")
    assert key_text(key_of(term)) == '["term", "route", "½"]'
    assert key_text(key_of(stretch)) == '["exclusion", "small", "0", "17", "heading", "", "title", ""]'
    assert key_text(key_of(Withdrawn(id="a", version="2.0.0", reason="said twice"))) == "a"


def test_both_can_be_kept(tmp_path: Path) -> None:
    result = merge(dataset(tmp_path), dataset(tmp_path, CHANGED, "two"), on_conflict="keep-both")
    first, second = [one for one in result.dataset.ranges if one.id.startswith("small.r001")]
    assert (first.id, first.summary) == ("small.r001", "relief at its shortest and longest")
    assert second.id.startswith(VARIANT)
    assert second.summary == "how long it lasts"
    assert second.source == "small"
    assert result.dataset.origins(second.id) == ("two",)
    assert not result.dropped
    assert {"what": "added", "record": second.id, "detail": "ranges"} in result.to_dicts()
    assert [(clash.key, clash.kept) for clash in result.conflicts] == [("small.r001", (first, second))]


def test_two_reasons_for_leaving_out_one_stretch_stand_beside_each_other(tmp_path: Path) -> None:
    other = dataset(tmp_path, changed(('section = "title"\n', 'section = "title"\nnote = "in bold"\n')), "two")
    result = merge(dataset(tmp_path), other)
    assert len(result.dataset.exclusions) == 2
    ke.save(result.dataset, tmp_path / "saved")
    assert ke.load_folder(tmp_path / "saved").exclusions == result.dataset.exclusions


def test_what_one_knows_of_a_source_is_joined_with_what_another_knows(tmp_path: Path) -> None:
    one = dataset(tmp_path, changed(('tier = "lay"', 'tier = "lay"\nyear = 2020')))
    two = dataset(tmp_path, changed(('tier = "lay"', 'tier = "lay"\npublisher = "Small"')), "two")
    result = merge(one, two)
    joined = result.dataset["small"]
    assert (joined.year, joined.publisher) == (2020, "Small")
    assert result.dataset.origins("small") == ("one", "two")
    assert [str(clash) for clash in result.compatible] == ["small: one, two differ in publisher, year"]
    assert not result.dropped
    assert not result.conflicts
    assert result.to_dicts()[-1] == {"what": "compatible", "record": "small", "detail": str(result.compatible[0])}


def test_what_a_claim_does_not_state_is_not_filled_in(tmp_path: Path) -> None:
    other = dataset(tmp_path, changed(('condition = "chronic-pain"\n', "")), "two")
    with pytest.raises(MergeError, match=r"small\.r001: one, two differ in condition"):
        merge(dataset(tmp_path), other)


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ('doi = "10.1000/Abc"', "doi 10.1000/abc"),
        ('pmid = "123"', "pmid 123"),
        (None, None),
    ],
)
def test_one_source_under_two_ids_is_refused(tmp_path: Path, line: str | None, by: str | None) -> None:
    digest = dataset(tmp_path).sources[0].text_sha256
    toml = (
        GOOD
        if line is None
        else changed(('tier = "lay"', f'tier = "lay"\n{line}'), (f'text_sha256 = "{digest}"', f'text_sha256 = "{"0" * 64}"'))
    )
    other = GOOD if line is None else changed(('tier = "lay"', f'tier = "lay"\n{line.replace("10.", "https://doi.org/10.")}'))
    with pytest.raises(MergeError) as caught:
        merge(renamed(tmp_path, "small", other, "one"), renamed(tmp_path, "little", toml))
    assert caught.value.conflicts == (f"small and little: the same source by its {by or f'text_sha256 {digest}'}",)


def test_of_a_source_under_two_ids_one_can_be_chosen_with_its_records(tmp_path: Path) -> None:
    trace = Trace(id="t1", claim="other.r001", study="little", confidence=next(iter(Confidence)), verdict=next(iter(Verdict)))
    of_little = Trace(id="t2", claim="little.r001", study=None, confidence=next(iter(Confidence)), verdict=next(iter(Verdict)))
    two = Dataset.of(by_table([*everything(renamed(tmp_path, "little")), trace, of_little]), "two")
    result = merge(renamed(tmp_path, "small", name="one"), two, on_conflict="first")
    assert result.dataset.sources.ids == ("small",)
    assert {one.source for one in result.dataset.claims()} == {"small"}
    assert [(one.id, one.study) for one in result.dataset.traces] == [("t1", "small")]
    assert [str(one) for one in result.same_sources] == [
        f"small and little: the same source by its text_sha256 {two.sources[0].text_sha256}"
    ]
    assert result.same_sources[0].kept == ("small",)
    assert {one.record for one in result.dropped} == set(everything(two))
    assert "kept small" in str(result)
    last = merge(renamed(tmp_path, "small", name="one"), two, on_conflict="last")
    assert last.dataset.sources.ids == ("little",)
    both = merge(renamed(tmp_path, "small", name="one"), two, on_conflict="keep-both")
    assert both.dataset.sources.ids == ("little", "small")
    assert str(both).splitlines()[1] == f"same source: {both.same_sources[0]}; kept small, little"
    assert {"what": "same-source", "record": "small", "detail": str(both.same_sources[0])} in both.to_dicts()


def test_of_each_source_under_several_ids_the_first_or_last_is_kept(tmp_path: Path) -> None:
    another = changed((DIGEST, "1" * 64))
    parts = [
        Dataset.of(tables_of([read_as(tmp_path, GOOD, one), read_as(tmp_path, another, other)]), name)
        for one, other, name in (("small", "far", "one"), ("little", "near", "two"), ("tiny", "there", "three"))
    ]
    assert merge(*parts, on_conflict="first").dataset.sources.ids == ("far", "small")
    assert merge(*parts, on_conflict="last").dataset.sources.ids == ("there", "tiny")


def test_what_names_a_record_that_gave_way_is_broken(tmp_path: Path) -> None:
    confidence, verdict = next(iter(Confidence)), next(iter(Verdict))
    trace = Trace(id="t1", claim="else.r001", confidence=confidence, verdict=verdict, supports=("little.r001",))
    lay = [
        read_as(tmp_path, GOOD, "little"),
        read_as(tmp_path, changed((DIGEST, "1" * 64)), "else"),
    ]
    two = Dataset.of({**tables_of(lay), "traces": [trace]}, "two")
    result = merge(renamed(tmp_path, "small", name="one"), two, on_conflict="first")
    assert result.broken == ("t1: supports names 'little.r001', which is not there",)


def test_what_comes_to_one_of_the_datasets_is_that_one(tmp_path: Path) -> None:
    one = dataset(tmp_path)
    nothing = Dataset.of({}, "nothing")
    assert merge(one, one).dataset is one
    assert merge(nothing, one).dataset is one
    assert merge(one, nothing).dataset is one
    assert merge(one, dataset(tmp_path, GOOD, "two")).dataset.version == "one+two"


def test_nothing_left_of_three_goes_by_the_name_of_ours() -> None:
    a, b = (Withdrawn(id=id_, version="2.0.0", reason="said twice") for id_ in ("a", "b"))
    base, ours, theirs = (
        Dataset.of({"withdrawn": gone}, name) for gone, name in (([a, b], "base"), ([a], "ours"), ([b], "theirs"))
    )
    merged = merge3(base, ours, theirs).dataset
    assert (repr(merged), merged.parts) == ("<Dataset ours: empty>", ())


def test_sources_that_stand_beside_each_other_already_are_their_own_affair(tmp_path: Path) -> None:
    one = Dataset.of(tables_of([read_as(tmp_path, GOOD, "small"), read_as(tmp_path, GOOD, "little")]), "one")
    assert not merge(one, renamed(tmp_path, "small", name="two")).same_sources


def test_a_reference_that_leads_nowhere_after_merging_is_refused(tmp_path: Path) -> None:
    base = dataset(tmp_path)
    without = Dataset.of(
        {name: [one for one in table if getattr(one, "id", "") != "small.r003"] for name, table in base.tables.items()}, "less"
    )
    more = Dataset.of({**base.tables, "protocols": [attrs.evolve(base.protocols[0], id="small.p002"), *base.protocols]}, "more")
    less = Dataset.of({**without.tables, "protocols": []}, "less")
    with pytest.raises(MergeError) as caught:
        merge3(base, less, more)
    assert caught.value.conflicts == ("small.p002: ranges names 'small.r003', which is not there",)
    result = merge3(base, less, more, on_conflict="first")
    assert result.broken == caught.value.conflicts
    assert str(result).splitlines()[-1] == f"broken: {result.broken[0]}"
    assert result.to_dicts()[-1] == {"what": "broken", "record": "small.p002", "detail": result.broken[0]}


def test_every_kind_of_reference_is_followed(tmp_path: Path) -> None:
    confidence, verdict = next(iter(Confidence)), next(iter(Verdict))
    claim = dataset(tmp_path).ranges[0]
    odd: list[Any] = [
        claim,
        Exclusion(source="small", start=0, end=1, reason=dataset(tmp_path).exclusions[0].reason, restates="small.s001"),
        Trace(id="t1", claim="small.r009", study="study", confidence=confidence, verdict=verdict),
        Withdrawn(id="small.r005", version="2.0.0", reason="said twice", successor="small.r006"),
        *(Withdrawn(id=one, version="2.0.0", reason="said twice", successor=other) for one, other in ("ab", "ba")),
        attrs.evolve(claim, id="small.r010", estimate="small.r011", time_point="small.r012"),
    ]
    assert not broken_references(entries(dataset(tmp_path).tables, "one"))
    assert broken_references(entries(by_table(odd), "odd")) == {
        "small.r001: source names 'small', which is not there",
        "exclusion [0, 1] of small: source names 'small', which is not there",
        "exclusion [0, 1] of small: restates names 'small.s001', which is not there",
        "t1: claim names 'small.r009', which is not there",
        "t1: study names 'study', which is not there",
        "small.r005: successor names 'small.r006', which is not there",
        "a: its successors go round in a circle: a to b to a",
        "small.r010: source names 'small', which is not there",
        "small.r010: estimate names 'small.r011', which is not there",
        "small.r010: time_point names 'small.r012', which is not there",
    }


def test_successors_that_go_round_in_a_circle_are_refused_whatever_is_chosen() -> None:
    one = Dataset.of({"withdrawn": [Withdrawn(id="a", version="2.0.0", reason="said twice", successor="b")]}, "one")
    two = Dataset.of({"withdrawn": [Withdrawn(id="b", version="2.0.0", reason="said twice", successor="a")]}, "two")
    with pytest.raises(MergeError) as caught:
        merge(one, two, on_conflict="keep-both")
    assert str(caught.value) == (
        "successors of withdrawn records go round in a circle; name the record that is there\na to b to a"
    )


def test_a_record_that_one_withdrew_and_another_has_is_in_conflict(tmp_path: Path) -> None:
    one = dataset(tmp_path)
    gone = Withdrawn(id="small.p001", version="2.0.0", reason="said twice")
    two = Dataset.of({**one.tables, "protocols": [], "withdrawn": [gone]}, "two")
    with pytest.raises(MergeError) as caught:
        merge(one, two)
    assert caught.value.conflicts == ("small.p001: withdrawn by two, still there in others of one, two",)
    assert not merge3(one, one, two).dataset.protocols


def test_parts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    one, two = (
        dataset(tmp_path, GOOD, "mine"),
        renamed(tmp_path, "little", changed((f"characters = {len(SMALL_TEXT)}\n", "")), "mine"),
    )
    result = merge(one, two, on_conflict="keep-both").dataset
    assert result.version == f"mine+mine~{two.digest[:8]}"
    assert result.origins("little.r001") == (f"mine~{two.digest[:8]}",)
    assert merge(result, two, on_conflict="keep-both").dataset.parts == result.parts


@pytest.mark.parametrize(
    ("datasets", "choice", "message"),
    [
        ([], "error", "no datasets to merge; give at least one"),
        (["0.1.0"], "error", "expected datasets, came str; give ke.load(...) or ke.read_sources(...)"),
        ([], "fist", "on_conflict is one of: error, keep-both, first, last; came 'fist'; did you mean 'first'?"),
    ],
)
def test_what_cannot_be_merged_is_said(datasets: list[Any], choice: Any, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        merge(*datasets, on_conflict=choice)
    assert str(caught.value) == message


def test_an_id_given_to_two_records_of_one_dataset_is_told() -> None:
    two = [Withdrawn(id="a", version="2.0.0", reason=reason) for reason in ("said twice", "read again")]
    with pytest.raises(MergeError) as caught:
        merge(Dataset.of({"withdrawn": two}, "mine"))
    assert str(caught.value) == "mine: a is given to two records; an id belongs to one"


def test_three_take_the_changes_of_both_sides(tmp_path: Path) -> None:
    base = dataset(tmp_path)
    ours = dataset(tmp_path, CHANGED, "ours")
    theirs = dataset(tmp_path, GOOD.replace(PROTOCOL, ""), "theirs")
    result = merge3(base, ours, theirs)
    assert result.dataset["small.r001"].summary == "how long it lasts"
    assert not result.dataset.protocols
    assert [str(one.record) for one in result.dropped] == [str(base["small.r001"]), str(base["small.p001"])]
    assert result.dataset.origins("small.r002") == ("ours", "theirs", "one")


def test_three_refuse_where_both_sides_changed_one_record(tmp_path: Path) -> None:
    base = dataset(tmp_path)
    ours = dataset(tmp_path, CHANGED, "ours")
    theirs = dataset(tmp_path, changed(('condition = "chronic-pain"\n', "")), "theirs")
    with pytest.raises(MergeError) as caught:
        merge3(base, ours, theirs)
    assert caught.value.conflicts == ("small.r001: ours, theirs differ in summary, condition",)
    both = merge3(base, ours, theirs, on_conflict="keep-both").dataset
    assert [one.summary for one in both.ranges if one.id.startswith("small.r001")] == [
        "how long it lasts",
        "relief at its shortest and longest",
    ]


def test_three_report_what_is_alike_and_what_became_of_the_rest(tmp_path: Path) -> None:
    base = dataset(tmp_path)
    ours = dataset(tmp_path, CHANGED, "ours")
    theirs = dataset(tmp_path, changed(('condition = "chronic-pain"\n', "")), "theirs")
    result = merge3(base, ours, theirs, on_conflict="keep-both")
    second = next(one for one in result.dataset.ranges if one.id.startswith(VARIANT))
    assert [clash.kept for clash in result.conflicts] == [(ours["small.r001"], second)]
    assert result.added == (second,)
    assert result.dataset.origins(second.id) == ("theirs",)
    assert [one.record for one in result.dropped] == [base["small.r001"]]
    alike = [key_text(key_of(one)) for one in everything(base)]
    assert sorted(result.identical) == sorted(key for key in alike if key != "small.r001")


@pytest.mark.parametrize(("choice", "left"), [("first", 0), ("last", 1), ("keep-both", 1)])
def test_what_one_side_took_out_and_the_other_changed_is_in_conflict(tmp_path: Path, choice: Any, left: int) -> None:
    base = dataset(tmp_path)
    ours = dataset(tmp_path, GOOD.replace(PROTOCOL, ""), "ours")
    theirs = dataset(tmp_path, changed(("doses over some weeks", "some weeks of doses")), "theirs")
    with pytest.raises(MergeError) as caught:
        merge3(base, ours, theirs)
    assert caught.value.conflicts == ("small.p001: changed by theirs, taken out by another",)
    for mine, other in ((ours, theirs), (theirs, ours)) if choice == "keep-both" else ((ours, theirs),):
        result = merge3(base, mine, other, on_conflict=choice)
        assert result.dataset.protocols.ids == ("small.p001",) * left
        assert [clash.key for clash in result.conflicts] == ["small.p001"]


def test_different_records_under_one_id_differ_in_every_field_of_either() -> None:
    one = Withdrawn(id="a", version="2.0.0", reason="said twice")
    two = Source(id="a", title="A", **cast("Any", {"tier": "lay", "kind": "other", "interest": "unknown"}))
    assert (
        str(Clash("a", (Said(one, ("one",)), Said(two, ("two",))), ()))
        == "a: withdrawn by one, still there in others of one, two"
    )


def test_who_has_withdrawn_a_record_is_named_and_else_what_its_notices_differ_in() -> None:
    one, two = (Withdrawn(id="a", version="2.0.0", reason=reason) for reason in ("said twice", "read again"))
    source = Source(id="a", title="A", **cast("Any", {"tier": "lay", "kind": "other", "interest": "unknown"}))
    said = (Said(one, ("one",)), Said(two, ("two", "three")), Said(source, ("four",)))
    assert str(Clash("a", said[:2], ())) == "a: one, two and three differ in reason"
    assert str(Clash("a", said, ())) == "a: withdrawn by one, two and three, still there in others of one, two and three, four"


def test_a_source_that_another_has_withdrawn_is_not_joined_with_its_notice() -> None:
    source = Source(id="a", title="A", **cast("Any", {"tier": "lay", "kind": "other", "interest": "unknown"}))
    notice = Withdrawn(id="a", version="2.0.0", reason="said twice")
    assert joined(source, notice) is None
    assert joined(notice, source) is None


def test_users_sources_are_held_to_the_rules(tmp_path: Path) -> None:
    path = write(tmp_path / "mine", changed(("several days to a few weeks", "some time")), "small.toml")
    write(tmp_path / "mine", GOOD.replace('id = "p001"', 'id = "r001"'), "other.toml")
    with pytest.raises(DataError) as caught:
        ke.read_sources(path.parent)
    files = [problem.file for problem in caught.value.problems]
    assert files == sorted(files)
    assert set(files) == {str(path), str(path.parent / "other.toml")}
    with pytest.raises(DataError) as caught:
        ke.read_sources(write(tmp_path / "one", changed(("relief at its shortest and longest", "x" * 161))))
    assert str(caught.value).endswith("small.toml: r001: summary: 161 characters; at most 160, say it shorter")


def test_users_sources_are_read_with_their_texts_and_verify(tmp_path: Path, small_text: Path) -> None:
    mine = ke.read_sources(write(tmp_path / "mine", GOOD), texts=small_text)
    assert repr(mine) == "<Dataset small: 1 sources, 3 ranges, 1 protocols>"
    both = merge(ke.load("0.1.0"), mine).dataset
    outcome = ke.verify(both, texts=small_text)
    assert (outcome.checked, outcome.ok) == (4, True)
    without = ke.read_sources(write(tmp_path / "mine", GOOD))
    assert not ke.verify(without, texts=small_text).checked


def test_saving_over_something_else_is_refused(tmp_path: Path) -> None:
    one = dataset(tmp_path / "a")
    folder = ke.save(one, tmp_path / "saved")
    assert ke.save(one, folder) == folder
    with pytest.raises(DataError) as caught:
        ke.save(dataset(tmp_path / "a", CHANGED), folder)
    assert str(caught.value) == (
        f"{folder}: there with other content (SHA256SUMS, datapackage.json, ranges.csv differ); give a new folder"
    )
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataError, match="there with other content"):
        ke.save(one, tmp_path / "file")
    (tmp_path / "empty").mkdir()
    assert ke.load_folder(ke.save(one, tmp_path / "empty")).version == "one"


def test_a_saved_dataset_that_was_altered_is_refused(tmp_path: Path) -> None:
    both = merge(ke.load("0.1.0"), dataset(tmp_path)).dataset
    folder = ke.save(both, tmp_path / "saved")
    path = folder / "origins.csv"
    path.write_bytes(path.read_bytes().replace(b"one", b"two"))
    with pytest.raises(ke.DigestError, match=r"^saved/origins\.csv: altered; expected SHA-256 "):
        ke.load_folder(folder)
