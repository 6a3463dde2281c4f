"""What differs between two datasets: added, changed field by field, withdrawn, removed; as text, rows, CSV and Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

import ketamine_evidence as ke
from authored import GOOD, PROTOCOL, RELIEF, changed, dataset
from ketamine_evidence import Dataset, MergeError, diff
from ketamine_evidence.dataset.notes import LONGEST_LIST, as_csv, as_markdown
from ketamine_evidence.records.evidence import Withdrawn

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


def test_a_withdrawal_can_be_applied_and_taken_back(tmp_path: Path) -> None:
    one = dataset(tmp_path)
    two = with_notice(one)
    assert not diff(diff(one, two).apply(one), two)
    assert not diff(diff(two, one).apply(two), one)


def test_notes_name_new_sources_and_so_many_claims_of_old_ones(tmp_path: Path) -> None:
    more = "".join(RELIEF.replace("r001", f"r{number}") for number in range(101, 101 + LONGEST_LIST + 2))
    lines = as_markdown(diff(Dataset.of({}, "one"), dataset(tmp_path, GOOD, "two"))).splitlines()
    assert lines[4:] == ["- 1 sources, 3 ranges, 1 protocols, 1 exclusions", "- source `small`: How long it lasts"]
    lines = as_markdown(diff(dataset(tmp_path), dataset(tmp_path, GOOD + more, "two"))).splitlines()
    assert lines[4] == f"- {LONGEST_LIST + 2} ranges"
    assert lines[-1] == "- and 2 more claims of sources that were here before"
    assert len(lines) == 4 + 1 + LONGEST_LIST + 1


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
    with pytest.raises(MergeError) as caught:
        diff(Dataset.of({"withdrawn": two}, "one"), Dataset.of({}, "two"))
    assert str(caught.value) == "one: a is given to two records; an id belongs to one"
