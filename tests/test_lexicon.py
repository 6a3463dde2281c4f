"""A user's own lexicon is read from a TOML file; a broken one is refused, naming the file and what is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from ketamine_evidence import DataError, Lexicon, PhraseError, UnitError, _files, parse_range
from ketamine_evidence.values.lexicon import DEFAULT

SMALL = """
[quantifiers]
"etliche" = [3, 9]
"viele" = [5]
[bare_plural]
least = 2
most = { d = "wk" }
[numbers]
"zwei" = 2
[units.singular]
d = ["tag"]
wk = ["woche"]
mg = ["mg"]
mL = ["ml"]
[units.plural]
d = ["tage"]
wk = ["wochen"]
[counted]
singular = ["sitzung"]
plural = ["sitzungen"]
[intervals]
"jeden zweiten tag" = [2, "d"]
[times]
"zweimal" = 2
[words]
high_only = ["bis zu"]
low_only = ["mindestens"]
silent_before_two_ends = []
approximate = ["etwa"]
approximate_after = []
unbounded = ["oder mehr"]
every = ["alle"]
between = ["zwischen"]
and = ["und"]
or = ["oder"]
and_a_half = []
joins = ["bis"]
per = ["pro"]
articles = ["ein", "eine"]
hedges = ["oft"]
fillers = []
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    """What is said of a broken lexicon, without the file that it begins with."""
    with pytest.raises(DataError) as raised:
        Lexicon.from_toml(path)
    (problem,) = raised.value.problems
    assert (problem.file, problem.record, problem.field) == (str(path), "", "")
    assert str(raised.value) == f"{path}: {problem.message}"
    return problem.message


@pytest.mark.parametrize(
    ("phrase", "shown"),
    [
        ("etliche Tage", "[3, 9] d"),
        ("viele Wochen", "[5, \N{INFINITY}) wk"),
        ("Tage", "[2, 7] d"),
        ("Wochen", "[2, \N{INFINITY}) wk"),
        ("zwei bis 4 Wochen", "[2, 4] wk"),
        ("zwischen zwei und 4 Wochen", "[2, 4] wk"),
        ("bis zu eine Woche", "[0, 1] wk"),
        ("oft mindestens etwa 2 Tage oder mehr", "[2, \N{INFINITY}) d"),
        ("alle 2 Tage", "[2, 2] d"),
        ("jeden zweiten Tag", "[2, 2] d"),
        ("zweimal pro Tag", "[2, 2] /d"),
        ("4 mg/ml", None),
        ("zwei mg pro ml", "[2, 2] mg/mL"),
    ],
)
def test_a_lexicon_of_ones_own_is_read_and_used(tmp_path: Path, phrase: str, shown: str | None) -> None:
    lexicon = Lexicon.from_toml(write(tmp_path, SMALL))
    if shown is None:  # "/" is not among its words
        with pytest.raises(PhraseError):
            parse_range(phrase, lexicon=lexicon)
    else:
        assert str(parse_range(phrase, lexicon=lexicon).outer) == shown


def test_a_hedge_of_several_words_is_kept_whole(tmp_path: Path) -> None:
    lexicon = Lexicon.from_toml(write(tmp_path, SMALL.replace('"oft"', '"im allgemeinen"')))
    assert parse_range("im  Allgemeinen 2 Tage", lexicon=lexicon).hedges == ("im allgemeinen",)


def test_the_path_of_a_lexicon_may_be_text(tmp_path: Path) -> None:
    assert Lexicon.from_toml(str(write(tmp_path, SMALL))) == Lexicon.from_toml(write(tmp_path, SMALL))


def test_one_word_of_the_default_can_be_read_otherwise(tmp_path: Path) -> None:
    text = Path(_files.vocabulary(), "lexicon.toml").read_text(encoding="utf-8")
    lexicon = Lexicon.from_toml(write(tmp_path, text.replace('"few" = [2, 5]', '"few" = [3, 4]')))
    assert str(parse_range("a few weeks", lexicon=lexicon).outer) == "[3, 4] wk"
    assert str(parse_range("several weeks", lexicon=lexicon).outer) == "[3, 7] wk"
    assert str(parse_range("a few weeks").outer) == "[2, 5] wk"


@pytest.mark.parametrize(("spelling", "phrase"), [("Woche", "eine Woche"), ("\N{MICRO SIGN}woche", "eine \N{MICRO SIGN}woche")])
def test_words_of_a_lexicon_match_in_any_case(tmp_path: Path, spelling: str, phrase: str) -> None:
    lexicon = Lexicon.from_toml(write(tmp_path, SMALL.replace('"woche"', f'"{spelling}"')))
    assert str(parse_range(phrase, lexicon=lexicon).outer) == "[1, 1] wk"


def test_the_default_is_the_file_of_the_package() -> None:
    assert Lexicon.from_toml(Path(_files.vocabulary(), "lexicon.toml")) == DEFAULT


@pytest.mark.parametrize(
    ("part", "missing"),
    [
        (r"\[quantifiers\]\n.*\n.*\n", "quantifiers"),
        (r"\[bare_plural\]\n.*\n.*\n", "bare_plural"),
        (r"least = 2\n", "least"),
        (r"\[numbers\]\n.*\n", "numbers"),
        (r"\[units.plural\]\n.*\n.*\n", "plural"),
        (r"\[counted\]\n.*\n.*\n", "counted"),
        (r"\[intervals\]\n.*\n", "intervals"),
        (r"\[times\]\n.*\n", "times"),
        (r"fillers = \[\]\n", "fillers"),
    ],
    ids=lambda value: str(value) if str(value).isidentifier() else "",
)
def test_a_missing_part_is_named(tmp_path: Path, part: str, missing: str) -> None:
    text, found = re.subn(part, "", SMALL)
    assert found == 1
    assert refusal(write(tmp_path, text)) == f"not a lexicon: missing part '{missing}'"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"zwei" = 2', '"zwei" = "2"', "expected a number, came '2' (str)"),
        ('"zwei" = 2', '"zwei" = nan', "not a number: NaN; leave out what is not known"),
        (
            'wk = ["woche"]',
            'week = ["woche"]',
            "unknown unit: 'week'; expected a UCUM code such as 'd', 'wk', 'mg/kg'",
        ),
        (
            '[2, "d"]',
            '[2, "day"]',
            "unknown unit: 'day'; expected a UCUM code such as 'd', 'wk', 'mg/kg'",
        ),
    ],
    ids=["text", "nan", "unit", "interval"],
)
def test_a_wrong_value_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    assert refusal(write(tmp_path, SMALL.replace(old, new))) == f"not a lexicon: {message}"


TWO_ENDS = "quantifiers.etliche: expected the least and the most, or the least alone"
INTERVAL = "intervals.jeden zweiten tag: expected a number above 0 and its unit"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('joins = ["bis"]', 'joins = "bis"', "words.joins: expected a list of words, came 'bis'"),
        ('joins = ["bis"]', 'joins = ["bis", 1]', "words.joins: expected a list of words, came ['bis', 1]"),
        ('wk = ["wochen"]', 'wk = "wochen"', "units.plural.wk: expected a list of words, came 'wochen'"),
        ('singular = ["sitzung"]', 'singular = "sitzung"', "counted.singular: expected a list of words, came 'sitzung'"),
        ("[3, 9]", "[9, 3]", "quantifiers.etliche: the least is above the most in [9, 3]; swap them"),
        ("[3, 9]", "[3, 5, 9]", f"{TWO_ENDS}, came [3, 5, 9]"),
        ("[3, 9]", "[]", f"{TWO_ENDS}, came []"),
        ("[3, 9]", "3", f"{TWO_ENDS}, came 3"),
        ('{ d = "wk" }', '{ d = "weeks" }', "unknown unit: 'weeks'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        ('{ d = "wk" }', '{ d = "h" }', "bare_plural.most.d: expected a larger unit than d, came 'h'"),
        ('{ d = "wk" }', '{ d = "d" }', "bare_plural.most.d: expected a larger unit than d, came 'd'"),
        (
            '{ d = "wk" }',
            '{ d = "mg" }',
            "dose (mg) and time (d) are different dimensions; put together only what measures the same thing",
        ),
        ('[2, "d"]', "2", f"{INTERVAL}, came 2"),
        ('[2, "d"]', "[2]", f"{INTERVAL}, came [2]"),
        ('[2, "d"]', '[0, "d"]', f"{INTERVAL}, came [0, 'd']"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_would_be_misread_later_is_refused_at_once(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in SMALL
    assert refusal(write(tmp_path, SMALL.replace(old, new))) == f"not a lexicon: {message}"


def test_spellings_are_kept_case_folded() -> None:
    words = ("zwei", "zweimal", "viele", "woche", "wochen", "jeden zweiten tag", "bis zu", "sitzung")
    shouted = SMALL
    for word in words:
        shouted = shouted.replace(f'"{word}"', f'"{word.upper()}"')
    assert Lexicon.from_dict(tomllib.loads(shouted)) == Lexicon.from_dict(tomllib.loads(SMALL))


def test_the_words_of_a_lexicon_are_all_that_mean_something() -> None:
    assert {"couple", "half", "weeks", "sessions", "alternate", "twice", "up", "apart", "%", "/", "-"} <= DEFAULT.words
    assert not {"", "over", "hundred"} & DEFAULT.words


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[words\n", "not TOML: Expected ']' at the end of a table declaration (at line 1, column 7)"),
        ("numbers = [1]\n" + SMALL.replace('[numbers]\n"zwei" = 2\n', ""), "'list' object has no attribute 'items'"),
    ],
    ids=["toml", "list"],
)
def test_what_is_no_lexicon_is_refused_with_its_cause(tmp_path: Path, text: str, why: str) -> None:
    assert refusal(write(tmp_path, text)) == f"not a lexicon: {why}"


def test_a_file_that_is_not_there_or_not_utf8_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.toml") == "not a lexicon: cannot be read: No such file or directory"
    (tmp_path / "latin.toml").write_bytes(b"\xe9 = 1")
    assert refusal(tmp_path / "latin.toml") == "not a lexicon: not UTF-8 at byte 0; save it as UTF-8"


def test_from_dict_raises_the_bare_error() -> None:
    with pytest.raises(KeyError, match="counted"):
        Lexicon.from_dict({})
    with pytest.raises(UnitError, match=r"^unknown unit: 'week'"):
        Lexicon.from_dict(tomllib.loads(SMALL) | {"units": {"singular": {"week": ["week"]}, "plural": {}}})
