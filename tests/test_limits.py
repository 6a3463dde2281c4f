"""What is too large, too deep or too many is refused, with the limit and the remedy, and what is just within is taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from authored import GOOD
from ketamine_evidence import limits
from ketamine_evidence._reading import is_file, is_folder, plain_json, plain_toml, read_file, reading
from ketamine_evidence.curation.toml import read_toml
from ketamine_evidence.errors import DataError, FileError
from ketamine_evidence.export.strict import structured
from ketamine_evidence.limits import check_count, check_plain, check_size, check_text
from ketamine_evidence.records.evidence import Term
from ketamine_evidence.records.locators import Locator


def refused(toml: str) -> str:
    """What is said of a TOML file that is not taken."""
    with pytest.raises(DataError) as raised:
        plain_toml(toml.encode(), "a.toml")
    return str(raised.value)


def nested(value: Any, times: int) -> Any:
    """A value in lists inside one another."""
    for _ in range(times):
        value = [value]
    return value


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"12345")
    assert read_file(path, 5) == b"12345"
    with pytest.raises(DataError) as raised:
        read_file(path, 4, "mine/a.csv")
    assert str(raised.value) == "mine/a.csv: larger than 4 bytes, which is the most that is read; split it"


def test_a_file_that_says_that_it_is_empty_is_read_all_the_same() -> None:
    if not Path("/proc/self/status").is_file():
        pytest.skip("no such file on this system")
    assert read_file(Path("/proc/self/status"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError) as raised:
        read_file(tmp_path / "a.csv")
    assert str(raised.value) == f"{tmp_path / 'a.csv'}: cannot be read: No such file or directory"
    assert raised.value.errno == 2


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(FileError) as raised:
        read_file(Path("a\0b"))
    assert str(raised.value) == "a\0b: cannot be read: embedded null byte"


@pytest.mark.parametrize("ask", [is_file, is_folder, read_toml])
def test_a_name_that_is_too_long_is_told(ask: Any) -> None:
    name = "a" * 5000
    with pytest.raises(FileError) as raised:
        ask(Path(name))
    assert str(raised.value) == f"{name}: cannot be read: File name too long"


def test_an_error_of_ours_stays_what_it_is_while_reading() -> None:
    with pytest.raises(ke.VersionError), reading(Path("x")):
        raise ke.VersionError("no version")


def test_sizes_and_counts_are_held_to_their_limits() -> None:
    check_size(2, 2, "a")
    check_count(2, 2, "records", "a")
    with pytest.raises(DataError) as raised:
        check_size(2_001, 2_000, "a.csv")
    assert str(raised.value) == "a.csv: larger than 2,000 bytes, which is the most that is read; split it"
    with pytest.raises(DataError) as raised:
        check_count(2_001, 2_000, "records", "a.csv")
    assert str(raised.value) == "a.csv: 2,001 records; at most 2,000 are read; split it"


def test_plain_data_may_be_nested_as_deep_as_the_limit() -> None:
    check_plain(nested(1, limits.DEEPEST), "a.json")
    with pytest.raises(DataError) as raised:
        check_plain({"a": nested(1, limits.DEEPEST)}, "a.json", "line 1")
    assert str(raised.value) == "a.json: line 1: more than 32 tables and lists inside one another; write it flatter"


@pytest.mark.parametrize("value", [2**63, -(2**63)])
def test_a_whole_number_that_other_formats_cannot_hold_is_refused(value: int) -> None:
    check_plain([limits.LARGEST_INTEGER], "a.json")
    with pytest.raises(DataError) as raised:
        check_plain({"a": [value]}, "a.json")
    assert str(raised.value) == "a.json: a whole number beyond 9223372036854775807; write a smaller one"


def test_a_text_is_held_to_its_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LONGEST_TEXT", 3)
    check_text("abc", "a.txt")
    with pytest.raises(DataError) as raised:
        check_text("abcd", "a.txt")
    assert str(raised.value) == "a.txt: 4 characters; at most 3 are read; split it"


def test_marks_that_are_heaped_on_a_letter_are_refused() -> None:
    heap = "a" + "\u0300\u0327" * (limits.MOST_MARKS // 2)
    check_text(f"x{heap} {heap}", "a.txt")
    with pytest.raises(DataError) as raised:
        check_text(f"x{heap}\u0300", "a.txt")
    assert str(raised.value) == "a.txt: more than 100 combining marks on one letter, at character 102; take them out"


@pytest.mark.parametrize(
    "deep", ["a = " + "[" * 100 + "]" * 100, "a = " + "[" * 5000, "a = " + "{b = " * 40 + "1" + "}" * 40, "a." * 40 + "b = 1"]
)
def test_toml_that_is_nested_too_deep_is_refused(deep: str) -> None:
    assert refused(deep) == "a.toml: more than 32 tables and lists inside one another; write it flatter"


@pytest.mark.parametrize("key", ["a.", "a . ", '"a".', "'a'.", '"a\\".".'])
def test_a_key_of_very_many_parts_is_refused_before_it_is_read(key: str) -> None:
    assert refused(key * 200_000 + "b = 1") == "a.toml: more than 32 tables and lists inside one another; write it flatter"


def test_a_key_of_many_parts_is_read() -> None:
    assert plain_toml(("a." * 31 + "b = 1").encode(), "a.toml")["a"]["a"]


def test_numbers_of_too_many_digits_are_refused() -> None:
    assert refused("a = " + "9" * 5000) == "a.toml: not TOML: a number with too many digits"
    assert refused("a = 0x" + "f" * 5000) == "a.toml: a whole number beyond 9223372036854775807; write a smaller one"


def test_json_that_is_nested_too_deep_says_so() -> None:
    with pytest.raises(ValueError, match=r"^more than 32 lists and objects inside one another$"):
        plain_json(b"[" * 100_000)


def test_an_authored_file_may_have_as_many_records_as_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "small.toml"
    path.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr("ketamine_evidence.curation.toml.MOST_RECORDS", 3)
    assert len(ke.read_sources(path).ranges) == 3
    monkeypatch.setattr("ketamine_evidence.curation.toml.MOST_RECORDS", 2)
    with pytest.raises(DataError) as raised:
        ke.read_sources(path)
    assert str(raised.value) == f"{path}: 3 tables [[range]]; at most 2 are read; split it"


def test_a_folder_may_have_as_many_texts_as_the_limit(small_text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketamine_evidence.dataset.texts.MOST_FILES", 0)
    with pytest.raises(DataError) as raised:
        ke.verify(ke.Dataset.of({}, "none"), texts=small_text)
    assert str(raised.value) == f"{small_text}: 1 texts; at most 0 are read; split it"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_a_table_of_an_export_may_have_as_many_records_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = ke.export_to(ke.load("0.1.0"), kind, tmp_path / kind)
    module = {"csv": "dataset.reading", "jsonl": "export.json_lines", "parquet": "export.parquet"}[kind]
    monkeypatch.setattr(f"ketamine_evidence.{module}.MOST_RECORDS", 138)
    with pytest.raises(DataError, match=rf"^{kind}/\w+\.\w+: \d+ records; at most 138 are read; split it"):
        len(ke.read_export(folder, kind).factors)


def test_text_that_no_file_can_hold_is_no_text() -> None:
    term = {"scheme": "route", "id": "oral", "label": "half \ud800", "definition": "x", "mappings": []}
    with pytest.raises(DataError) as raised:
        structured(term, Term, "a.jsonl", "line 1")
    assert str(raised.value) == r"a.jsonl: line 1: label: expected text, came half a character in 'half \ud800'; write it whole"


def test_a_place_beyond_every_format_is_no_place() -> None:
    with pytest.raises(DataError) as raised:
        structured({"start": 0, "end": 2**63, "fingerprint": None, "section": None}, Locator, "a.jsonl")
    assert str(raised.value) == "a.jsonl: end: expected a whole number up to 9223372036854775807, came a larger one"


def test_a_version_of_very_many_digits_is_none() -> None:
    with pytest.raises(ke.VersionError, match=r"^not a data version: '1{5000}\.0\.0'; expected three numbers such as '0\.1\.0'$"):
        ke.load("1" * 5000 + ".0.0")


def test_a_phrase_may_be_as_long_as_the_limit() -> None:
    assert ke.parse_range("4 weeks" + " " * 993).text == "4 weeks"
    with pytest.raises(ke.PhraseError) as raised:
        ke.parse_range("4 weeks" + " " * 994)
    assert str(raised.value) == "a phrase of 1,001 characters; at most 1,000 are read; give the figure alone"
