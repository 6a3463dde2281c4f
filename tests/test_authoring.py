"""Reading an authored file: each bad input with its message, and what a good file is read as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from authored import DIGEST, GOOD, HEADING, LENGTH, RELIEF, SMALL_TEXT, SOURCE, TEXTS, changed, read, write
from ketamine_evidence.curation.authoring import TABLES, read_authored
from ketamine_evidence.curation.check import check_file
from ketamine_evidence.curation.record_reader import statistic_of
from ketamine_evidence.dataset.texts import Text
from ketamine_evidence.errors import DataError
from ketamine_evidence.records.evidence import Claim, Protocol, ReportedRange
from ketamine_evidence.records.locators import fingerprint
from ketamine_evidence.records.vocabulary import Attribution, Condition, ExclusionReason, Statistic, Tier
from ketamine_evidence.values.phrases import parse_range
from ketamine_evidence.values.quantities import Quantity


def said_of(folder: Path, toml: str, texts: tuple[Text, ...] | None = TEXTS) -> str:
    """Every problem of an authored file, without its folder."""
    with pytest.raises(DataError) as raised:
        read(folder, toml, texts)
    return str(raised.value).replace(f"{folder}/", "")


NO_TEXT = "; offsets hold for that text alone"
BAD = {
    "unknown key": (
        ("name = ", "nane = "),
        (
            "p001: nane: unknown key; expected one of: id, span, summary, attribution, basis, note, name, phase, route, setting, condition,"
            " ranges; did you mean 'name'?\nsmall.toml: p001: name: missing; it has to be given"
        ),
    ),
    "unknown key of an exclusion": (
        ("section = ", "sektion = "),
        "exclusion number 1: sektion: unknown key; expected one of: span, reason, restates, section, note; did you mean 'section'?",
    ),
    "key of another table": (
        ('name = "infusion-series"', 'name = "infusion-series"\nlevel = "higher"'),
        (
            "p001: level: unknown key; expected one of: id, span, summary, attribution, basis, note, name, phase, route, setting, condition,"
            " ranges"
        ),
    ),
    "unknown table": (
        ("[[protocol]]", "[[protocols]]"),
        f"protocols: unknown table; expected one of: source, {', '.join(TABLES)}, exclusion, trace; did you mean 'protocol'?",
    ),
    "unknown value": (
        ('"chronic-pain"', '"chronic-pian"'),
        f"r001: condition: unknown value 'chronic-pian'; expected one of: {', '.join(Condition)}; did you mean 'chronic-pain'?",
    ),
    "unknown quantity": (
        ('"dose_rate"', '"dose-rate"'),
        f"r002: quantity: unknown value 'dose-rate'; expected one of: {', '.join(Quantity)}; did you mean 'dose_rate'?",
    ),
    "unknown tier": (('"lay"', '"press"'), "source: tier: unknown value 'press'; expected one of: lay, literature"),
    "unknown reason": (
        ('"heading"', '"headin"'),
        f"exclusion number 1: reason: unknown value 'headin'; expected one of: {', '.join(ExclusionReason)}; did you mean 'heading'?",
    ),
    "term of the wrong type": (
        ('quantity = "dose_rate"', "quantity = 3"),
        f"r002: quantity: unknown value 3; expected one of: {', '.join(Quantity)}",
    ),
    "title missing": (('title = "How long it lasts"', ""), "source: title: missing; it has to be given"),
    "quantity missing": (('quantity = "dose_rate"', ""), "r002: quantity: missing; it has to be given"),
    "phrase missing": (('reported = "1.5 mg/kg/hour"', ""), "r002: reported: missing; it has to be given"),
    "summary missing": (('summary = "doses over some weeks"', ""), "p001: summary: missing; it has to be given"),
    "reason missing": (('reason = "heading"', ""), "exclusion number 1: reason: missing; it has to be given"),
    "span missing": (("span = [19, 63]", ""), "r001: span: expected two whole numbers [start, end], came nothing"),
    "number for text": (('title = "How long it lasts"', "title = 3"), "source: title: expected text, came 3 (int)"),
    "text for a number": (("= 116", '= "116"'), "source: characters: expected a whole number, came '116' (str)"),
    "decimal for a whole number": (("= 116", "= 116.0"), "source: characters: expected a whole number, came 116.0 (float)"),
    "true for a whole number": (("= 116", "= true"), "source: characters: expected a whole number, came True (bool)"),
    "text for a list": (('["r002", "r003"]', '"r002"'), "p001: ranges: expected a list, came 'r002' (str)"),
    "number in a list": (('"r002", "r003"', '"r002", 3'), "p001: ranges: expected text, came 3 (int)"),
    "number for a restated id": (
        ('section = "title"', "restates = 3"),
        "exclusion number 1: restates: expected text, came 3 (int)",
    ),
    "not a number for a summary": (('"doses over some weeks"', "nan"), "p001: summary: expected text, came nan (float)"),
    "not a number for a phrase": (('"1.5 mg/kg/hour"', "nan"), "r002: reported: expected text, came nan (float)"),
    "not a number in a phrase": (
        ("up to 12 weeks", "nan weeks"),
        "r003: reported: cannot read 'nan weeks': 'nan' at position 0: unknown word",
    ),
    "empty phrase": (('"1.5 mg/kg/hour"', '""'), "r002: reported: cannot read '': it gives no quantity"),
    "reversed range": (
        ("up to 12 weeks", "12 to 4 weeks"),
        "r003: reported: cannot read '12 to 4 weeks': '12' at position 0: low 12 wk is above high 4 wk; swap the ends",
    ),
    "mixed dimensions": (
        ("up to 12 weeks", "4 mg to 12 weeks"),
        "r003: reported: cannot read '4 mg to 12 weeks': '12' at position 8: two different quantities: dose and time",
    ),
    "dimension that does not fit": (
        ("up to 12 weeks", "up to 12 mg"),
        "r003: reported: series_length cannot be given as dose (mg); expected time",
    ),
    "negative duration": (
        ("up to 12 weeks", "-12 weeks"),
        "r003: reported: cannot read '-12 weeks': '-' at position 0: a negative number; write it without a sign",
    ),
    "unknown unit": (
        ("up to 12 weeks", "up to 12 fortnights"),
        "r003: reported: cannot read 'up to 12 fortnights': 'fortnights' at position 9: unknown word",
    ),
    "span outside the text": (("[19, 63]", "[19, 117]"), "r001: span: outside the text: it ends at 117, the text at 116"),
    "exclusion outside the text": (
        ("[0, 17]", "[0, 117]"),
        "exclusion number 1: span: outside the text: it ends at 117, the text at 116",
    ),
    "span reversed": (("[19, 63]", "[63, 19]"), "r001: span: expected 0 <= start < end, came [63, 19]"),
    "span empty": (("[19, 63]", "[19, 19]"), "r001: span: expected 0 <= start < end, came [19, 19]"),
    "span negative": (("[19, 63]", "[-1, 63]"), "r001: span: expected 0 <= start < end, came [-1, 63]"),
    "span as text": (("[19, 63]", '"19-63"'), "r001: span: expected two whole numbers [start, end], came '19-63'"),
    "span of decimals": (("[19, 63]", "[19.0, 63]"), "r001: span: expected two whole numbers [start, end], came [19.0, 63]"),
    "span of one end": (("[19, 63]", "[19]"), "r001: span: expected two whole numbers [start, end], came [19]"),
    "id of another table": (
        ('"r003"\nq', '"p003"\nq'),
        "range number 3: id: expected 'r' and at least three digits such as 'r001', came 'p003'",
    ),
    "id too short": (
        ('"r003"\nq', '"r3"\nq'),
        "range number 3: id: expected 'r' and at least three digits such as 'r001', came 'r3'",
    ),
    "id as a number": (
        ('"r003"\nq', "3\nq"),
        "range number 3: id: expected 'r' and at least three digits such as 'r001', came 3",
    ),
    "id missing": (
        ('id = "p001"', ""),
        "protocol number 1: id: expected 'p' and at least three digits such as 'p001', came nothing",
    ),
    "text with another digest": (
        (DIGEST, "0" * 64),
        f"source: text_sha256: no text with the digest {'0' * 64}; small has {DIGEST}{NO_TEXT}",
    ),
    "single brackets": (
        ("[[protocol]]", "[protocol]"),
        "protocol: expected tables [[protocol]], came a single table; write double brackets",
    ),
    "entries in the place of a list": (
        ('"r002", "r003"', '"r002", 3, 4'),
        "p001: ranges: expected text, came 3 (int)\nsmall.toml: p001: ranges: expected text, came 4 (int)",
    ),
    "number for a digest": ((f'"{DIGEST}"', "3"), "source: text_sha256: expected text, came 3 (int)"),
    "true in a span": (("[19, 63]", "[true, 63]"), "r001: span: expected two whole numbers [start, end], came [True, 63]"),
    "not TOML": (("[source]", "source"), "not TOML: Expected '=' after a key in a key/value pair (at line 1, column 7)"),
}


@pytest.mark.parametrize(("change", "message"), BAD.values(), ids=BAD)
def test_one_bad_input_is_one_exact_message(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    assert said_of(tmp_path, changed(change)) == f"small.toml: {message}"


@pytest.mark.parametrize(
    ("head", "came"),
    [
        pytest.param("", "nothing", id="none"),
        pytest.param('source = "small"', "'small' (str)", id="text"),
        pytest.param("[[source]]", "[{}] (list)", id="double brackets"),
    ],
)
def test_a_file_without_a_source_is_told_once(tmp_path: Path, head: str, came: str) -> None:
    assert said_of(tmp_path, head + LENGTH) == f"small.toml: source: expected a table [source], came {came}"


def test_a_file_without_a_source_has_its_other_problems_told(tmp_path: Path) -> None:
    assert said_of(tmp_path, LENGTH.replace('"series_length"', '"onst"')).splitlines() == [
        "small.toml: source: expected a table [source], came nothing",
        f"small.toml: r003: quantity: unknown value 'onst'; expected one of: {', '.join(Quantity)}; did you mean 'onset'?",
    ]


@pytest.mark.parametrize(
    ("rows", "came"),
    [
        pytest.param("exclusion = 3", "3 (int)", id="number"),
        pytest.param('exclusion = "x"', "'x' (str)", id="text"),
        pytest.param("exclusion = [1]", "[1] (list)", id="list"),
    ],
)
def test_exclusions_that_are_no_tables_are_told_so_once(tmp_path: Path, rows: str, came: str) -> None:
    said = said_of(tmp_path, f"{rows}\n{SOURCE}")
    assert said == f"small.toml: exclusion: expected tables [[exclusion]], came {came}"


def test_a_text_by_another_name_is_not_taken(tmp_path: Path) -> None:
    said = said_of(tmp_path, GOOD, (Text("other", "1" * 64, SMALL_TEXT),))
    assert said == f"small.toml: source: text_sha256: no text with the digest {DIGEST}; none of the texts has it{NO_TEXT}"


def test_a_source_without_a_digest_has_no_text(tmp_path: Path) -> None:
    said = said_of(tmp_path, changed((f'text_sha256 = "{DIGEST}"\n', "")))
    told = "expected the SHA-256 of the text that was read, as 64 hex digits"
    assert said == f"small.toml: source: text_sha256: {told}, came nothing"


def test_a_digest_that_is_none_is_told_without_texts_too(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="as 64 hex digits, came 'xyz'"):
        read_authored(write(tmp_path, changed((DIGEST, "xyz"))))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        pytest.param("[source]", 'id = "other"', id="id of the source"),
        pytest.param('id = "r001"', 'source = "other"', id="source of a record"),
        pytest.param('id = "r001"', "locator = 3", id="locator of a record"),
        pytest.param("[[exclusion]]", 'source = "other"', id="source of an exclusion"),
        pytest.param("[[exclusion]]", "start = 3", id="start of an exclusion"),
        pytest.param("[[exclusion]]", "end = 3", id="end of an exclusion"),
    ],
)
def test_a_key_that_the_reader_fills_in_is_not_dropped_silently(tmp_path: Path, table: str, key: str) -> None:
    said = said_of(tmp_path, changed((table, f"{table}\n{key}")))
    assert f": {key.partition(' ')[0]}: unknown key; expected one of: " in said


@pytest.mark.parametrize("stem", ["Small", "small_text", "small--text", "-small", "small.text", "größe"])
def test_a_file_name_that_cannot_be_an_id(tmp_path: Path, stem: str) -> None:
    path = write(tmp_path, GOOD, f"{stem}.toml")
    with pytest.raises(DataError) as raised:
        read_authored(path, TEXTS)
    said = f"{path}: file name {stem!r} cannot be an id; expected small letters, digits and single hyphens"
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "empty; expected a [source] table and records", id="empty"),
        pytest.param(b" \n\t\n", "empty; expected a [source] table and records", id="white space"),
        pytest.param(b'[source]\ntitle = "caf\xe9"\n', "not UTF-8 at byte 21; save it as UTF-8", id="latin-1"),
        pytest.param(
            b'\xef\xbb\xbf[source]\ntitle = "x"\n',
            "begins with a byte order mark; save it as UTF-8 without one",
            id="byte order mark",
        ),
        pytest.param(b"<html>", "not TOML: Invalid statement (at line 1, column 1)", id="a page"),
    ],
)
def test_a_file_that_is_no_toml(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "small.toml"
    path.write_bytes(content)
    with pytest.raises(DataError) as raised:
        read_authored(path, TEXTS)
    assert str(raised.value) == f"{path}: {message}"


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        read_authored(tmp_path)
    assert str(raised.value) == f"{tmp_path}: a folder; expected a TOML file"
    with pytest.raises(DataError) as raised:
        read_authored(tmp_path / "none.toml")
    assert str(raised.value) == f"{tmp_path}/none.toml: no such file; expected a TOML file"


def test_several_problems_in_one_file_come_all_at_once(tmp_path: Path) -> None:
    toml = changed(
        ('title = "How long it lasts"', ""),
        ('"chronic-pain"', '"chronic-pian"'),
        ("[19, 63]", "[63, 19]"),
        ("1.5 mg/kg/hour", "1.5 parsecs"),
        ("up to 12 weeks", "up to 12 mg"),
        ('name = "infusion-series"', ""),
        ("[0, 17]", "[0, 17.5]"),
    )
    with pytest.raises(DataError) as raised:
        read(tmp_path, toml)
    assert {(problem.record, problem.field) for problem in raised.value.problems} == {
        ("source", "title"),
        ("r001", "condition"),
        ("r001", "span"),
        ("r002", "reported"),
        ("r003", "reported"),
        ("p001", "name"),
        ("exclusion number 1", "span"),
    }


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        pytest.param([('"r003"\nq', '"x003"\nq'), ("12 weeks", "12 parsecs")], ["id", "reported"], id="id"),
        pytest.param([("[0, 17]", "[17, 0]"), ('"heading"', '"headin"')], ["span", "reason"], id="span of an exclusion"),
        pytest.param([('"dose_rate"', '"dose-rate"'), ("/hour", "/parsec")], ["reported", "quantity"], id="quantity"),
        pytest.param(
            [('"dose_rate"', '"dose_rate"\nstatistic = "medain"'), ("/hour", "/parsec")],
            ["reported", "statistic"],
            id="statistic",
        ),
    ],
)
def test_one_problem_does_not_hide_another_of_the_same_record(
    tmp_path: Path, changes: list[tuple[str, str]], fields: list[str]
) -> None:
    with pytest.raises(DataError) as raised:
        read(tmp_path, changed(*changes))
    assert sorted(problem.field for problem in raised.value.problems) == sorted(fields)


def test_a_file_that_cannot_be_read_is_not_called_one_without_text(tmp_path: Path) -> None:
    outcome = check_file(write(tmp_path, changed(('"chronic-pain"', '"chronic-pian"'))), TEXTS)
    assert len(outcome.problems) == 1
    assert (outcome.records, outcome.account) == (None, None)
    assert str(outcome) == "not read: 1 problem"


def test_a_duplicate_id_and_a_dangling_reference_are_problems(tmp_path: Path) -> None:
    path = write(tmp_path, changed(('id = "r003"', 'id = "r001"')))
    assert [str(problem) for problem in check_file(path, TEXTS).problems] == [
        f"{path}: r001: id: given to 2 records; an id belongs to one, take the next free number",
        f"{path}: p001: ranges: names 'r003', which is no range of this file",
    ]


def test_a_good_file_reads_right(tmp_path: Path) -> None:
    authored = read(tmp_path, GOOD)
    assert authored.path == str(tmp_path / "small.toml")
    assert authored.text == SMALL_TEXT
    assert (authored.source.id, authored.source.tier, authored.source.characters) == ("small", Tier.LAY, 116)
    assert [claim.id for claim in authored.all_claims()] == ["small.r001", "small.r002", "small.r003", "small.p001"]
    assert {claim.source for claim in authored.all_claims()} == {"small"}
    assert {claim.attribution for claim in authored.all_claims()} == {Attribution.ASSERTED}
    assert set(authored.claims) == {table for table, _ in TABLES.values()}


def test_numbers_and_statistics_are_those_of_the_phrases(tmp_path: Path) -> None:
    ranges = [claim for claim in read(tmp_path, GOOD).claims["ranges"] if isinstance(claim, ReportedRange)]
    assert [claim.reported for claim in ranges] == [
        parse_range("several days to a few weeks"),
        parse_range("1.5 mg/kg/hour"),
        parse_range("up to 12 weeks"),
    ]
    assert [str(claim.reported.outer) for claim in ranges] == ["[3 d, 5 wk]", "[1.5, 1.5] mg/kg/h", "[0, 12] wk"]
    assert [claim.statistic for claim in ranges] == [Statistic.RANGE, Statistic.VALUE, Statistic.LIMIT]


def test_a_statistic_that_is_given_stays(tmp_path: Path) -> None:
    claim = read(tmp_path, changed(('"dose_rate"', '"dose_rate"\nstatistic = "median"'))).claims["ranges"][1]
    assert isinstance(claim, ReportedRange)
    assert claim.statistic is Statistic.MEDIAN


@pytest.mark.parametrize(
    ("phrase", "statistic"),
    [
        ("4 to 6 weeks", Statistic.RANGE),
        ("several weeks", Statistic.RANGE),
        ("4 weeks", Statistic.VALUE),
        ("4 to 4 weeks", Statistic.VALUE),
        ("up to 4 weeks", Statistic.LIMIT),
        ("at least 4 weeks", Statistic.LIMIT),
    ],
)
def test_the_statistic_is_what_the_phrase_makes_it(phrase: str, statistic: Statistic) -> None:
    assert statistic_of(parse_range(phrase)) is statistic


def test_references_are_prefixed(tmp_path: Path) -> None:
    toml = changed(('"heading"\nsection = "title"', '"restated"\nrestates = "r001"'))
    authored = read(tmp_path, toml)
    protocol = authored.claims["protocols"][0]
    assert isinstance(protocol, Protocol)
    assert protocol.ranges == ("small.r002", "small.r003")
    assert authored.exclusions[0].restates == "small.r001"


def locators_of(claims: list[Claim]) -> list[tuple[int | None, int | None, str | None]]:
    """Where claims were read."""
    return [(claim.locator.start, claim.locator.end, claim.locator.section) for claim in claims]


def test_sections_are_those_of_the_headings_before(tmp_path: Path) -> None:
    doses = '\n[[exclusion]]\nspan = [64, 69]\nreason = "heading"\nsection = "doses"\n'
    early = changed(
        ('id = "p001"', 'id = "p001"\nphase = "single"'), ('[64, 115]\nsummary = "doses', '[0, 63]\nsummary = "doses')
    )
    late_title = changed(("span = [0, 17]", "span = [1, 17]"), text=early)
    assert locators_of(read(tmp_path, late_title + doses).all_claims()) == [
        (19, 63, "title"),
        (64, 115, "doses"),
        (64, 115, "doses"),
        (0, 63, None),
    ]


def test_sections_do_not_depend_on_the_order_in_the_file(tmp_path: Path) -> None:
    doses = '\n[[exclusion]]\nspan = [64, 69]\nreason = "heading"\nsection = "doses"\n'
    first = read(tmp_path, SOURCE + HEADING + doses + RELIEF + LENGTH).all_claims()
    assert read(tmp_path, SOURCE + LENGTH.replace("r003", "r004") + doses + RELIEF + HEADING).all_claims()[1] == first[0]
    assert [claim.locator.section for claim in first] == ["title", "doses"]


def test_fingerprints_are_those_of_the_spans(tmp_path: Path) -> None:
    for claim in read(tmp_path, GOOD).all_claims():
        assert claim.locator.fingerprint == fingerprint(SMALL_TEXT[claim.locator.start : claim.locator.end])


def test_without_texts_there_are_no_fingerprints(tmp_path: Path) -> None:
    authored = read(tmp_path, GOOD, None)
    assert authored.text is None
    assert [claim.locator.fingerprint for claim in authored.all_claims()] == [None] * 4
    assert locators_of(authored.all_claims()) == locators_of(read(tmp_path, GOOD).all_claims())


@pytest.mark.parametrize("key", TABLES)
def test_every_table_has_a_letter_of_its_own(key: str) -> None:
    letters = [letter for _, letter in TABLES.values()]
    assert letters.count(TABLES[key][1]) == 1
    assert re.fullmatch("[a-z]", TABLES[key][1])


def test_a_file_may_hold_every_table(tmp_path: Path) -> None:
    rows = {
        "mechanism": 'target = "nmda-receptor"\naction = "blocks"',
        "side_effect": 'effect = "nausea"\nreversible = true\nranges = ["r001"]',
        "factor": 'factor = "dose"',
        "finding": "n = 20",
        "guidance": 'kind = "tip"\nabout = "driving"',
        "statement": 'topic = "history"',
    }
    common = 'span = [19, 63]\nsummary = "in our words"'
    toml = GOOD + "".join(f'\n[[{key}]]\nid = "{TABLES[key][1]}001"\n{own}\n{common}\n' for key, own in rows.items())
    assert all(read(tmp_path, toml).claims.values())
