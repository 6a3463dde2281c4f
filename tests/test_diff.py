"""What differs between two datasets: added, changed field by field, withdrawn, removed; as text, rows, CSV and Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from authored import GOOD, LENGTH, PROTOCOL, RELIEF, changed, dataset
from ketamine_evidence import Dataset, MergeError, diff
from ketamine_evidence.dataset.diff import Changed
from ketamine_evidence.dataset.notes import LONGEST_LIST, as_csv, as_markdown
from ketamine_evidence.records.evidence import Source, Withdrawn
from ketamine_evidence.records.vocabulary import Interest, SourceKind, Tier

CHANGED = changed(("relief at its shortest and longest", "how *long* it lasts"), ('condition = "chronic-pain"\n', ""))


def with_notice(one: Dataset, successor: str | None = None) -> Dataset:
    """A dataset whose protocol is withdrawn."""
    tables = {name: list(table) for name, table in one.tables.items()}
    tables["protocols"] = []
    tables["withdrawn"] = [Withdrawn(id="small.p001", version="2.0.0", reason="said twice", successor=successor)]
    return Dataset.of(tables, "two")


def test_versions_can_be_given_by_name() -> None:
    assert repr(ke.diff("0.1.0", "0.1.0")) == "<Diff 0.1.0 to 0.1.0: nothing differs>"
    assert not ke.diff("0.1.0", "0.1.0")
    assert as_markdown(ke.diff("0.1.0", "0.1.0")) == "# From data version 0.1.0 to 0.1.0\n\nNothing differs."


def test_a_change_is_told_field_by_field(tmp_path: Path) -> None:
    found = diff(dataset(tmp_path), dataset(tmp_path, CHANGED, "two"))
    assert str(found).splitlines() == [
        "from data version one to two: 1 record changed",
        "changed ranges small.r001",
        "  summary: relief at its shortest and longest -> how *long* it lasts",
        "  condition: chronic-pain -> not stated",
    ]
    assert found.to_dicts()[1] == {
        "change": "changed",
        "table": "ranges",
        "record": "small.r001",
        "field": "condition",
        "before": "chronic-pain",
        "after": "",
    }
    assert as_markdown(found).splitlines()[2:] == [
        "## Changed",
        "",
        "- ranges `small.r001`",
        "    - summary: relief at its shortest and longest → how \\*long\\* it lasts",
        "    - condition: chronic-pain → *not stated*",
    ]
    back = diff(dataset(tmp_path, CHANGED, "two"), dataset(tmp_path))
    assert str(back).splitlines()[-1] == "  condition: not stated -> chronic-pain"
    assert as_markdown(back).splitlines()[-1] == "    - condition: *not stated* → chronic-pain"


def test_records_of_two_tables_differ_in_the_fields_of_both_that_are_stated() -> None:
    gone = Withdrawn(id="a", version="2.0.0", reason="said twice")
    source = Source(id="a", title="A", tier=Tier.LAY, kind=SourceKind.HEALTH_ARTICLE, interest=Interest.UNKNOWN)
    assert Changed(gone, source).fields == (
        ("version", "2.0.0", ""),
        ("reason", "said twice", ""),
        ("title", "", "A"),
        ("tier", "", "lay"),
        ("kind", "", "health-article"),
        ("interest", "", "unknown"),
        ("substance", "", "ketamine"),
        ("language", "", "en"),
    )
    assert [(one.field, one.after, one.before) for one in Changed(source, gone).fields] == [
        *Changed(gone, source).fields[2:],
        *Changed(gone, source).fields[:2],
    ]


def test_what_was_added_and_removed_is_named(tmp_path: Path) -> None:
    less = GOOD.replace(PROTOCOL, "")
    found = diff(dataset(tmp_path, less), dataset(tmp_path, GOOD, "two"))
    assert repr(found) == "<Diff one to two: 1 record added>"
    assert str(found).splitlines()[1:] == ["added protocols small.p001"]
    assert as_csv(found) == "change,table,record,field,before,after\nadded,protocols,small.p001,,,\n"
    assert as_markdown(found).splitlines()[2:] == ["## Added", "", "- 1 protocols", "- `small.p001`: doses over some weeks"]
    back = diff(dataset(tmp_path, GOOD), dataset(tmp_path, less, "two"))
    assert str(back).splitlines()[1:] == ["removed protocols small.p001"]
    assert as_markdown(back).splitlines()[2:] == ["## Removed", "", "- protocols `small.p001`"]
    assert [(row["change"], row["record"]) for row in back.to_dicts()] == [("removed", "small.p001")]
    fewer = diff(dataset(tmp_path, GOOD), dataset(tmp_path, less.replace(LENGTH, ""), "two"))
    assert repr(fewer) == "<Diff one to two: 2 records removed>"
    assert as_markdown(fewer).splitlines()[4:] == ["- ranges `small.r003`", "- protocols `small.p001`"]


def test_what_came_and_what_changed_are_counted_side_by_side(tmp_path: Path) -> None:
    found = diff(dataset(tmp_path, GOOD.replace(PROTOCOL, "")), dataset(tmp_path, CHANGED, "two"))
    assert repr(found) == "<Diff one to two: 1 record added, 1 record changed>"


def test_what_was_withdrawn_is_told_with_its_reason(tmp_path: Path) -> None:
    one = dataset(tmp_path)
    found = diff(one, with_notice(one, "small.r001"))
    assert str(found).splitlines() == [
        "from data version one to two: 1 record withdrawn",
        "withdrawn protocols small.p001: said twice; take small.r001 instead",
    ]
    assert found.to_dicts() == [
        {
            "change": "withdrawn",
            "table": "protocols",
            "record": "small.p001",
            "field": "",
            "before": "said twice",
            "after": "small.r001",
        }
    ]
    assert as_markdown(found).splitlines()[2:] == ["## Withdrawn", "", "- `small.p001`: said twice; take `small.r001` instead"]
    alone = diff(one, with_notice(one))
    assert str(alone).splitlines()[1:] == ["withdrawn protocols small.p001: said twice"]
    assert as_markdown(alone).splitlines()[-1] == "- `small.p001`: said twice"
    assert alone.to_dicts()[0]["after"] == ""
    both: dict[str, Any] = {**with_notice(one).tables, "ranges": one.ranges[1:]}
    both["withdrawn"] = [Withdrawn(id=id_, version="2.0.0", reason="said twice") for id_ in ("small.p001", "small.r001")]
    assert as_markdown(diff(one, Dataset.of(both, "two"))).splitlines()[4:] == [
        "- `small.r001`: said twice",
        "- `small.p001`: said twice",
    ]


def test_what_a_text_says_is_nothing_to_markdown_and_stays_whole_in_csv() -> None:
    said, plain = [
        Dataset.of({"withdrawn": [Withdrawn(id="a", version="2.0.0", reason=reason)]}, name)
        for name, reason in (("one", "<X> *_`~|#!{}[]\\ 1-2."), ("two", "of\r\ntwo lines"))
    ]
    found = diff(said, plain)
    assert "reason: \\<X\\> \\*\\_\\`\\~\\|\\#\\!\\{\\}\\[\\]\\\\ 1-2. → of" in as_markdown(found)
    assert as_csv(found).endswith(',"of\r\ntwo lines"\n')


def test_a_withdrawal_can_be_applied_and_taken_back(tmp_path: Path) -> None:
    one = dataset(tmp_path)
    two = with_notice(one)
    assert not diff(diff(one, two).apply(one), two)
    assert not diff(diff(two, one).apply(two), one)


def test_applying_takes_out_what_was_removed_and_gives_the_version_after(tmp_path: Path) -> None:
    one, less = dataset(tmp_path), dataset(tmp_path, GOOD.replace(PROTOCOL, ""), "two")
    applied = diff(one, less).apply(one)
    assert applied.version == "two"
    assert not diff(applied, less)


def test_notes_name_new_sources_and_so_many_claims_of_old_ones(tmp_path: Path) -> None:
    more = "".join(RELIEF.replace("r001", f"r{number}") for number in range(101, 101 + LONGEST_LIST + 2))
    lines = as_markdown(diff(Dataset.of({}, "one"), dataset(tmp_path, GOOD, "two"))).splitlines()
    assert lines[4:] == ["- 1 sources, 3 ranges, 1 protocols, 1 exclusions", "- source `small`: How long it lasts"]
    lines = as_markdown(diff(dataset(tmp_path), dataset(tmp_path, GOOD + more, "two"))).splitlines()
    assert lines[4] == f"- {LONGEST_LIST + 2} ranges"
    assert lines[-1] == "- and 2 more claims of sources that were here before"
    assert len(lines) == 4 + 1 + LONGEST_LIST + 1
    just = "".join(RELIEF.replace("r001", f"r{number}") for number in range(101, 101 + LONGEST_LIST))
    lines = as_markdown(diff(dataset(tmp_path), dataset(tmp_path, GOOD + just, "two"))).splitlines()
    assert lines[-1] == f"- `small.r{100 + LONGEST_LIST}`: relief at its shortest and longest"


def test_a_diff_fits_only_what_it_was_made_of(tmp_path: Path) -> None:
    one, two = dataset(tmp_path), dataset(tmp_path, CHANGED, "two")
    with pytest.raises(MergeError) as caught:
        diff(one, two).apply(two)
    assert str(caught.value) == ("the changes from one to two do not fit data version two\nsmall.r001: not there as it was")
    with pytest.raises(MergeError) as caught:
        diff(dataset(tmp_path, GOOD.replace(PROTOCOL, "")), one).apply(two)
    assert str(caught.value) == "the changes from one to one do not fit data version two\nsmall.p001: there already"


def test_an_id_given_to_two_records_is_told() -> None:
    two = [Withdrawn(id="a", version="2.0.0", reason=reason) for reason in ("said twice", "read again")]
    twice, nothing = Dataset.of({"withdrawn": two}, "one"), Dataset.of({}, "two")
    for compared in (lambda: diff(twice, nothing), lambda: diff(nothing, twice), lambda: diff(nothing, nothing).apply(twice)):
        with pytest.raises(MergeError) as caught:
            compared()
        assert str(caught.value) == "one: a is given to two records; an id belongs to one"
