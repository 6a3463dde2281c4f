"""What a new data version may be called."""

from __future__ import annotations

from pathlib import Path

import pytest

from authored import GOOD, HEADING, LENGTH, PROTOCOL, changed, dataset
from ketamine_evidence import Dataset, VersionError, diff
from ketamine_evidence.curation.semver import Step, check_step, step_needed, step_taken
from ketamine_evidence.records.evidence import Term, Withdrawn

LESS = GOOD.replace(PROTOCOL, "")
CHANGED = changed(("relief at its shortest and longest", "how long it lasts"))
NOTICE = Withdrawn(id="small.p001", version="2.0.0", reason="said twice")
TERM = Term(scheme="route", id="oral", label="by mouth", definition="Swallowed.")


def withdrawn(folder: Path, version: str) -> Dataset:
    return Dataset.of({**dataset(folder, LESS).tables, "withdrawn": [NOTICE]}, version)


def refused(before: Dataset, after: Dataset) -> str:
    with pytest.raises(VersionError) as caught:
        check_step(diff(before, after))
    return str(caught.value)


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        ("1.2.3", "1.2.4", Step.PATCH),
        ("1.2.3", "1.3.0", Step.MINOR),
        ("1.2.3", "2.0.0", Step.MAJOR),
        ("0.1.0", "0.1.1", Step.PATCH),
        ("0.1.0", "0.2.0", Step.MAJOR),
        ("0.9.0", "1.0.0", Step.MAJOR),
    ],
)
def test_steps_are_counted(before: str, after: str, step: Step) -> None:
    assert step_taken(before, after) is step


def test_corrections_are_a_patch(tmp_path: Path) -> None:
    found = diff(dataset(tmp_path, GOOD, "1.0.0"), dataset(tmp_path, CHANGED, "1.0.1"))
    assert step_needed(found) is Step.PATCH
    check_step(found)


def test_new_records_are_a_minor_step(tmp_path: Path) -> None:
    before = dataset(tmp_path, LESS, "1.0.0")
    assert step_needed(diff(before, dataset(tmp_path, GOOD, "1.1.0"))) is Step.MINOR
    check_step(diff(before, dataset(tmp_path, GOOD, "1.1.0")))
    assert (
        refused(before, dataset(tmp_path, GOOD, "1.0.1"))
        == "from 1.0.0 to 1.0.1 is a patch step, but 1 record came: publish 1.1.0"
    )


def test_withdrawing_is_a_major_step(tmp_path: Path) -> None:
    before = dataset(tmp_path, GOOD, "1.0.0")
    check_step(diff(before, withdrawn(tmp_path, "2.0.0")))
    assert (
        refused(before, withdrawn(tmp_path, "1.1.0")) == "from 1.0.0 to 1.1.0 is a minor step, but 1 record went: publish 2.0.0"
    )
    early = dataset(tmp_path, GOOD, "0.1.0")
    check_step(diff(early, withdrawn(tmp_path, "0.2.0")))
    assert refused(early, withdrawn(tmp_path, "0.1.1")) == "from 0.1.0 to 0.1.1 is a patch step, but 1 record went: publish 0.2.0"


def test_a_term_may_go_with_a_major_step() -> None:
    before = Dataset.of({"terms": [TERM]}, "1.0.0")
    check_step(diff(before, Dataset.of({}, "2.0.0")))
    assert refused(before, Dataset.of({}, "1.0.1")) == "from 1.0.0 to 1.0.1 is a patch step, but 1 record went: publish 2.0.0"


def test_exclusions_do_not_count(tmp_path: Path) -> None:
    before = dataset(tmp_path, GOOD, "1.0.0")
    check_step(diff(before, dataset(tmp_path, GOOD.replace(HEADING, ""), "1.0.1")))
    check_step(diff(dataset(tmp_path, GOOD.replace(HEADING, ""), "1.0.0"), dataset(tmp_path, GOOD, "1.0.1")))


def test_a_record_does_not_go_without_a_word(tmp_path: Path) -> None:
    assert refused(dataset(tmp_path, GOOD, "1.0.0"), dataset(tmp_path, LESS, "2.0.0")) == (
        "small.p001 of 1.0.0 is gone without a word; list it in withdrawn.toml, with its reason"
    )
    assert refused(dataset(tmp_path, GOOD, "1.0.0"), dataset(tmp_path, LESS.replace(LENGTH, ""), "2.0.0")) == (
        "small.r003 of 1.0.0 is gone without a word; list it in withdrawn.toml, with its reason\n"
        "small.p001 of 1.0.0 is gone without a word; list it in withdrawn.toml, with its reason"
    )


def test_a_withdrawn_id_is_not_given_again(tmp_path: Path) -> None:
    assert refused(withdrawn(tmp_path, "1.0.0"), dataset(tmp_path, GOOD, "2.0.0")) == (
        "small.p001 was withdrawn in 2.0.0, and its id is given again; take a new id"
    )


def test_a_version_goes_up(tmp_path: Path) -> None:
    one = dataset(tmp_path, GOOD, "1.0.0")
    assert refused(one, one) == "1.0.0 is not above 1.0.0, the version before; give a higher version"
