"""Every error is the builtin that a caller would expect, keeps its attributes through pickling, and says what it should."""

from __future__ import annotations

import copy
import pickle

import pytest

import ketamine_evidence as ke
from ketamine_evidence import errors
from ketamine_evidence.errors import DataError, KetamineEvidenceError, PhraseError, Problem, count, nearest

PROBLEM = Problem("a.toml", "r001", "span", "ends before it begins")

ERRORS: list[tuple[KetamineEvidenceError, type[Exception]]] = [
    (errors.UnitError("unknown unit"), ValueError),
    (errors.DimensionError("time and dose"), TypeError),
    (errors.RangeError("reversed"), ValueError),
    (PhraseError("cannot read 'x'", "x", "x", 0), ValueError),
    (DataError([PROBLEM]), ValueError),
    (errors.WithdrawnError("a.r001 was withdrawn", "a.r001", "a.r002"), KeyError),
    (errors.MergeError("cannot be put together", ["a.r001: differs"]), ValueError),
    (errors.ConflictError(["a / b: 1 d apart"], ["a: [1, 1] d", "b: [2, 2] d"]), ValueError),
    (errors.DigestError("ranges.csv differs"), ValueError),
    (errors.VersionError("no version 9"), LookupError),
    (errors.UnknownRecordError("no record 'a.r009'"), KeyError),
    (errors.QueryError("no field 'x'"), ValueError),
    (errors.FileError(28, "cannot be written: No space left on device", "a.csv"), OSError),
    (errors.MissingExtraError("install ketamine-evidence[cli]"), ImportError),
]
each_error = pytest.mark.parametrize(
    ("error", "builtin"), ERRORS, ids=lambda value: getattr(value, "__name__", type(value).__name__)
)


def test_the_table_above_has_every_error() -> None:
    defined = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, KetamineEvidenceError)}
    assert defined == {KetamineEvidenceError, *(type(error) for error, _ in ERRORS)}


@each_error
def test_an_error_is_its_builtin_and_the_root(error: KetamineEvidenceError, builtin: type[Exception]) -> None:
    with pytest.raises(builtin) as raised:
        raise error
    assert isinstance(raised.value, KetamineEvidenceError)


@each_error
def test_an_error_survives_pickling_and_copying(error: KetamineEvidenceError, builtin: type[Exception]) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):  # noqa: S301
        assert type(again) is type(error)
        assert isinstance(again, builtin)
        assert str(again) == str(error)
        assert vars(again) == vars(error)


@each_error
def test_an_error_can_be_had_from_the_package(error: KetamineEvidenceError, builtin: type[Exception]) -> None:
    assert issubclass(type(error), builtin)
    assert getattr(ke, type(error).__name__) is type(error)


def test_an_unknown_record_is_shown_without_the_quotes_of_a_key_error() -> None:
    assert str(errors.UnknownRecordError("no record 'a.r009'")) == "no record 'a.r009'"


def test_a_phrase_error_keeps_phrase_word_and_position() -> None:
    error = PhraseError("cannot read '4 weks'", "4 weks", "weks", 2)
    assert (str(error), error.phrase, error.word, error.position) == ("cannot read '4 weks'", "4 weks", "weks", 2)


def test_a_phrase_error_of_the_whole_phrase_names_no_word() -> None:
    error = PhraseError("it gives no quantity")
    assert (error.phrase, error.word, error.position) == ("", "", 0)


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (PROBLEM, "a.toml: r001: span: ends before it begins"),
        (Problem("a.toml", "", "", "not TOML"), "a.toml: not TOML"),
        (Problem("a.toml", "", "title", "is missing"), "a.toml: title: is missing"),
        (Problem("", "", "", "no files"), "no files"),
    ],
)
def test_a_problem_names_the_places_that_are_known(problem: Problem, message: str) -> None:
    assert str(problem) == message


def test_a_data_error_gives_all_problems_a_line_each() -> None:
    other = Problem("b.toml", "", "", "not TOML")
    error = DataError([PROBLEM, other])
    assert error.problems == (PROBLEM, other)
    assert str(error) == "a.toml: r001: span: ends before it begins\nb.toml: not TOML"


@pytest.mark.parametrize(
    ("word", "tail"),
    [("intravenus", "; did you mean 'intravenous'?"), ("orally", "; did you mean 'oral'?"), ("rectal", ""), ("", "")],
)
def test_nearest_names_a_close_choice_or_none(word: str, tail: str) -> None:
    assert nearest(word, iter(["oral", "intravenous"])) == tail


@pytest.mark.parametrize(("number", "text"), [(0, "0 records"), (1, "1 record"), (2, "2 records")], ids=["none", "one", "more"])
def test_a_count_has_a_singular(number: int, text: str) -> None:
    assert count(number, "record") == text
