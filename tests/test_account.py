"""The account of a text: which of its words lie in records and exclusions, and which are left."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from authored import (
    DIGEST,
    DOSE,
    GOOD,
    HEADING,
    LENGTH,
    PROTOCOL,
    RELIEF,
    SMALL_TEXT,
    SOURCE,
    TEXTS,
    changed,
    read,
    vocabulary,
    write,
)
from ketamine_evidence.curation.account import Account, account_of, account_of_release
from ketamine_evidence.curation.check import check_file
from ketamine_evidence.curation.publish import compile_release
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.package import package_files
from ketamine_evidence.dataset.releases import load_folder
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError


def test_a_text_that_is_accounted_for(tmp_path: Path) -> None:
    account = account_of(read(tmp_path, GOOD))
    assert account == Account("small", words=26, covered=26, by_claims=22, uncovered=(), left=())
    assert account.share == 1.0


def test_words_that_follow_one_another_are_one_stretch(tmp_path: Path) -> None:
    account = account_of(read(tmp_path, SOURCE + RELIEF))
    assert account.uncovered == ((0, 17), (64, 114))
    assert account.left == ("How long it lasts", SMALL_TEXT[64:114])
    assert (account.words, account.covered, account.by_claims) == (26, 9, 9)
    assert account.share == 9 / 26


def test_words_apart_are_stretches_of_their_own(tmp_path: Path) -> None:
    toml = SOURCE + HEADING.replace("[0, 17]", "[4, 8]") + RELIEF + DOSE + LENGTH
    account = account_of(read(tmp_path, toml))
    assert account.left == ("How", "it lasts")


def test_a_word_that_is_cut_is_not_covered(tmp_path: Path) -> None:
    account = account_of(read(tmp_path, changed(("[19, 63]", "[20, 62]"))))
    assert account.left == ("Relief",)
    assert account_of(read(tmp_path, changed(("[19, 63]", "[19, 61]")))).left == ("weeks",)


def test_two_spans_may_cover_a_word_together(tmp_path: Path) -> None:
    more = HEADING.replace("[0, 17]", "[61, 63]").replace('section = "title"', "")
    assert account_of(read(tmp_path, changed(("[19, 63]", "[19, 61]")) + more)).uncovered == ()


def test_marks_and_spaces_are_no_words(tmp_path: Path) -> None:
    assert account_of(read(tmp_path, changed(("[19, 63]", "[19, 62]")))).uncovered == ()


def test_an_empty_text_is_accounted_for(tmp_path: Path) -> None:
    empty = hashlib.sha256(b"").hexdigest()
    account = account_of(read(tmp_path, SOURCE.replace(DIGEST, empty), (Text("small", empty, ""),)))
    assert (account.words, account.share, account.uncovered) == (0, 1.0, ())


def test_an_account_as_plain_data(tmp_path: Path) -> None:
    account = account_of(read(tmp_path, SOURCE + RELIEF + DOSE + LENGTH + PROTOCOL))
    assert account.as_dict() == {
        "source": "small",
        "words": 26,
        "covered": 22,
        "by_claims": 22,
        "uncovered": ((0, 17),),
        "left": ("How long it lasts",),
        "share": 22 / 26,
    }


def test_without_the_text_there_is_no_account(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        account_of(read(tmp_path, GOOD, None))
    said = f"{tmp_path}/small.toml: source: text_sha256: no text at hand with this digest; give the folder of texts"
    assert str(raised.value) == said


def released(folder: Path) -> Dataset:
    """The good file as a release."""
    tables = compile_release([read(folder, GOOD)], vocabulary(folder / "vocabulary"))
    for name, content in package_files(tables, "1.0.0", date(2026, 1, 2)).items():
        write(folder / "1.0.0", content.decode(), name)
    return load_folder(folder / "1.0.0")


def test_a_release_has_the_account_of_its_files(tmp_path: Path) -> None:
    assert account_of_release(released(tmp_path), TEXTS) == [account_of(read(tmp_path, GOOD))]


def test_a_release_without_its_texts_has_no_account(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        account_of_release(released(tmp_path), (Text("small", "1" * 64, "another text"),))
    assert str(raised.value) == f"small: text_sha256: no text at hand with the digest {DIGEST}"


def test_a_check_says_what_is_accounted_for(tmp_path: Path) -> None:
    assert str(check_file(write(tmp_path, GOOD), TEXTS)) == "4 records, 100.00% of the words accounted for: well"


def test_a_check_without_the_text_says_what_it_did_not_check(tmp_path: Path) -> None:
    outcome = check_file(write(tmp_path, GOOD), None)
    assert str(outcome) == "4 records, text not at hand: spans, phrases and account not checked: well"
    assert outcome.account is None


def test_a_check_names_the_words_that_are_left(tmp_path: Path) -> None:
    path = write(tmp_path, SOURCE + RELIEF + DOSE + LENGTH + PROTOCOL)
    outcome = check_file(path, TEXTS)
    said = f"{path}: words not accounted for at [0, 17]: 'How long it lasts'; add a record or an exclusion"
    assert [str(problem) for problem in outcome.problems] == [said]
    assert str(outcome) == "4 records, 84.62% of the words accounted for: 1 problem"


def test_counts_of_a_check_have_a_singular(tmp_path: Path) -> None:
    outcome = check_file(write(tmp_path, SOURCE + RELIEF), TEXTS)
    assert str(outcome) == "1 record, 34.62% of the words accounted for: 2 problems"


def test_a_long_stretch_is_named_by_its_beginning(tmp_path: Path) -> None:
    outcome = check_file(write(tmp_path, SOURCE + HEADING), TEXTS)
    beginning = "Relief may last several days to a few weeks. Doses of 1.5 mg/kg/hour"[:60]
    assert outcome.problems[0].message == f"words not accounted for at [19, 114]: {beginning!r}; add a record or an exclusion"
