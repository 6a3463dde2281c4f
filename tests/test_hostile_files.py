"""Files that somebody made to break a reader: each smallest one that was found once, and what is said of it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import attrs
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ketamine_evidence as ke
from authored import GOOD, SMALL_TEXT
from exported import dangerous, merged, spoil
from ketamine_evidence import limits
from ketamine_evidence.curation.account import account_of_release
from ketamine_evidence.dataset.pages import visible_text
from ketamine_evidence.dataset.search import FlowedText
from ketamine_evidence.dataset.texts import Text, read_texts
from ketamine_evidence.errors import DataError, DigestError, FileError
from ketamine_evidence.export import sqlite_reading
from ketamine_evidence.export.sqlite_schema import FILE
from ketamine_evidence.records.evidence import Exclusion
from ketamine_evidence.records.locators import fingerprint, holds_phrase
from ketamine_evidence.records.vocabulary import ExclusionReason
from ketamine_evidence.synthesis.cues import find_cues

LONG = 200_000
"""How long texts are that took the square of their length, or worse: at this length that was hours."""


# saved pages


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<![\u2060[b", "a"),
        ("a<![if x]>b<![endif]>c", "abc"),
        ("a<![CDATA[b]]>c", "ac"),
        ("a<", "a<"),
        ("a<1", "a<1"),
        ("a</1>b", "ab"),
        ("a</>b", "ab"),
        ("a<b", "a"),
        ("a<b c='d", "a"),
        ('a<b c="d', "a"),
        ("a<b c=>d", "ad"),
        ("a<b c = d / e>f</b\n>g", "afg"),
        ("a<b/>c", "ac"),
        ('a<b "c>d', "ad"),
        ("a<!-- b", "a"),
        ("a<!-->b", "ab"),
        ("a<!--->b", "ab"),
        ("a<!-- b --!>c", "ac"),
        ("a<!b", "a"),
        ("a<?b>c", "ac"),
        ("a<script>b", "a"),
        ("a<script>b</scriptx></SCRIPT >c", "ac"),
        ("a&#99999999999999999999;b", "a\ufffdb"),
        ("a&#00000000000000065;b&#0;", "aAb\ufffd"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#" + "0" * 5000 + ";", "\ufffd"),
        ("&#x" + "f" * 5000 + ";", "\ufffd"),
        ("a\x00b", "a\x00b"),
    ],
)
def test_a_damaged_page_is_read_as_browsers_read_it(html: str, text: str) -> None:
    assert visible_text(html) == text


@pytest.mark.parametrize(
    "part",
    ["<", "<a", "<a ", "<a b=", '<a b="', "<a b='", "<!", "<!--", "<!-- -", "<![", "<![CDATA[", "<?", "</", "</a", "&#", "&", "<script>", "<style></styl", "<a\n", "<p><!-->"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "<a ", "<script>", "<!--", "<a b='"])
def test_a_damaged_page_takes_time_that_grows_with_its_length(before: str, part: str) -> None:
    assert len(visible_text(before + part * (LONG // len(part)))) <= LONG


def test_texts_and_pages_are_held_to_their_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketamine_evidence.dataset.texts.LARGEST_TEXT", 30)
    (tmp_path / "a.txt").write_text("x" * 31, encoding="utf-8")
    (tmp_path / "b.html").write_text("a" + "\u0300" * 101, encoding="utf-8")
    (tmp_path / "c.txt").write_text("fine", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        read_texts(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path / 'a.txt'}: larger than 30 bytes, which is the most that is read; split it\n"
        f"{tmp_path / 'b.html'}: larger than 30 bytes, which is the most that is read; split it"
    )
    monkeypatch.undo()
    with pytest.raises(DataError) as raised:
        read_texts(tmp_path)
    assert (
        str(raised.value)
        == f"{tmp_path / 'b.html'}: more than 100 combining marks on one letter, at character 101; take them out"
    )


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> Any:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(FileError) as raised:
        read_texts(tmp_path)
    assert str(raised.value) == f"{tmp_path}: cannot be read: Permission denied"


# places in texts


def test_a_span_of_any_length_is_accounted_for_without_counting_it_out() -> None:
    small = ke.Dataset.of(dangerous(text_sha256="0" * 64).tables, "mine")
    far = Exclusion(source="one", start=6, end=limits.LARGEST_INTEGER, reason=ExclusionReason.HEADING)
    dataset = ke.Dataset.of({**small.tables, "exclusions": [far]}, "mine")
    (account,) = account_of_release(dataset, [Text("one", "0" * 64, "three words and more")])
    assert (account.words, account.covered, account.by_claims, account.left) == (4, 4, 1, ())


def test_spans_that_touch_cover_the_word_between_them() -> None:
    small = ke.Dataset.of(dangerous(text_sha256="0" * 64).tables, "mine")
    pieces = [
        Exclusion(source="one", start=start, end=end, reason=ExclusionReason.HEADING) for start, end in ((6, 8), (8, 11), (7, 9))
    ]
    dataset = ke.Dataset.of({**small.tables, "exclusions": pieces}, "mine")
    (account,) = account_of_release(dataset, [Text("one", "0" * 64, "three words and")])
    assert (account.covered, account.left) == (2, ("and",))


def test_a_span_that_is_too_long_is_not_looked_for() -> None:
    text = FlowedText("word " * 3_000)
    digest = fingerprint(text.raw)
    assert text.find({digest: limits.LONGEST_SPAN + 1}) == {}
    assert text.find({fingerprint("word word"): 9, digest: limits.LARGEST_INTEGER})[fingerprint("word word")][0] == (0, 9)


def test_a_phrase_is_looked_for_in_time_that_grows_with_the_text() -> None:
    assert not holds_phrase("5.5." * (LONG // 20), "5")
    assert find_cues("one " + "-" * (LONG // 4))["protocol"] == ()


# SQLite files


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """A folder with an export of merged data to SQLite."""
    return ke.export_to(merged(), "sqlite", tmp_path / "out")


def refusal(folder: Path, kind: str) -> str:
    """What is said of an export that is not read back."""
    with pytest.raises(DataError) as raised:
        ke.read_export(folder, kind)
    return str(raised.value)


def test_an_empty_database_is_refused(exported: Path) -> None:
    (exported / FILE).write_bytes(b"")
    assert refusal(exported, "sqlite") == f"out/{FILE}: not a whole database: empty; export the data again"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS key, 'x' AS value FROM n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"ALTER TABLE metadata RENAME TO m; CREATE VIEW metadata AS {ENDLESS}", "metadata: missing table"),
        ("DROP TABLE origins; CREATE VIRTUAL TABLE origins USING fts5(record, position, part)", "origins: missing table"),
        ("ALTER TABLE terms ADD COLUMN more TEXT AS (hex(zeroblob(1000000)))", "terms: more: unknown column"),
        ("DROP TABLE metadata; CREATE TABLE metadata (key, value); INSERT INTO metadata VALUES (1, 'x'), ('parts', '[]')", "expected text, came 1 (int); export the data again"),
        ("UPDATE metadata SET value = '1' WHERE key = 'parts'", "released, parts: 'int' object is not iterable; export the data again"),
        ("CREATE TABLE x (a TEXT PRIMARY KEY REFERENCES sources (id)) WITHOUT ROWID; INSERT INTO x VALUES ('nowhere')", "a: x names what is not in sources"),
    ],
)  # fmt: skip
def test_a_database_with_something_else_in_it_is_refused(exported: Path, change: str, said: str) -> None:
    with closing(sqlite3.connect(exported / FILE)) as connection:
        connection.executescript(f"PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON; {change}")
        connection.commit()
    assert refusal(exported, "sqlite") == f"out/{FILE}: {said}"


def test_what_a_database_holds_may_not_run_on(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_reading, "MOST_STEPS", 2_000)
    monkeypatch.setattr(sqlite_reading, "_STEPS_A_REST", 1_000)
    assert refusal(exported, "sqlite") == f"out/{FILE}: not a whole database: interrupted; export the data again"


def test_a_table_of_a_database_may_have_as_many_rows_as_the_limit(exported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_reading, "MOST_RECORDS", 1)
    assert refusal(exported, "sqlite").endswith("rows; at most 1 are read; split it")


# Parquet files


@pytest.fixture
def columns(tmp_path: Path) -> Path:
    """A folder with an export of merged data to Parquet."""
    return ke.export_to(merged(), "parquet", tmp_path / "out")


def rewritten(change: Callable[[pa.Table], pa.Table]) -> Callable[[bytes], bytes]:
    """A change of the table of a Parquet file."""

    def write(before: bytes) -> bytes:
        one = pq.read_table(pa.BufferReader(before))
        sink = pa.BufferOutputStream()
        pq.write_table(change(one).replace_schema_metadata(one.schema.metadata), sink)
        return bytes(sink.getvalue())

    return write


def test_origins_of_another_kind_are_refused(columns: Path) -> None:
    spoil(columns, "origins.parquet", rewritten(lambda one: one.rename_columns(["record", "part"])))
    assert refusal(columns, "parquet") == "out/origins.parquet: expected the columns record and parts; export the data again"


def test_a_time_that_no_python_has_is_refused(columns: Path) -> None:
    far = pa.array([2**55], pa.timestamp("ms"))
    spoil(columns, "sources.parquet", rewritten(lambda one: one.set_column(one.column_names.index("title"), "title", far)))
    assert refusal(columns, "parquet").startswith("out/sources.parquet: not the records of an export: ")


def test_what_a_file_says_of_itself_in_no_utf8_is_refused(columns: Path) -> None:
    def wrong(before: bytes) -> bytes:
        one = pq.read_table(pa.BufferReader(before))
        sink = pa.BufferOutputStream()
        pq.write_table(one.replace_schema_metadata({b"version": b"\xff"}), sink)
        return bytes(sink.getvalue())

    spoil(columns, "sources.parquet", wrong)
    assert refusal(columns, "parquet") == "out/sources.parquet: not UTF-8 at byte 0; save it as UTF-8"


def test_a_file_that_unpacks_to_more_than_the_limit_is_refused(columns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ketamine_evidence.export.parquet.LARGEST_FILE", 10)
    assert refusal(columns, "parquet") == "out/sources.parquet: larger than 10 bytes, which is the most that is read; split it"


# releases


def altered(folder: Path, change: Callable[[Any], Any]) -> str:
    """What is said of a saved dataset whose descriptor was changed, and its digest with it."""
    spoil(folder, "datapackage.json", lambda before: json.dumps(change(json.loads(before))).encode())
    with pytest.raises(DigestError) as raised:
        ke.load_folder(folder)
    return str(raised.value).splitlines()[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda _: [],
        lambda _: None,
        lambda said: said | {"version": 1},
        lambda said: said | {"created": 2026},
        lambda said: said | {"notes": ["new"]},
        lambda said: said | {"resources": [{"path": [], "hash": "x"}]},
        lambda said: said | {"resources": 1},
        lambda said: {key: value for key, value in said.items() if key != "parts"},
        lambda said: said | {"parts": [{"name": "one"}]},
        lambda said: said | {"parts": [{"name": "one", "digest": 1}]},
        lambda said: said | {"more": 2**64},
    ],
)
def test_a_descriptor_of_another_kind_is_refused(tmp_path: Path, change: Callable[[Any], Any]) -> None:
    folder = ke.save(merged(), tmp_path / "out")
    assert altered(folder, change) == "out/datapackage.json: altered; it is not the descriptor of a release"


def test_a_descriptor_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    folder = ke.save(merged(), tmp_path / "out")
    spoil(folder, "datapackage.json", lambda _: b"[" * 100_000)
    with pytest.raises(DigestError, match=r"^out/datapackage.json: altered; it is not the descriptor of a release\n"):
        ke.load_folder(folder)


def test_digests_that_are_too_many_or_too_long_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ke.save(merged(), tmp_path / "out")
    sums = (folder / "SHA256SUMS").read_bytes()
    (folder / "SHA256SUMS").write_bytes(sums + b"".join(b"0" * 64 + b"  %d\n" % number for number in range(1_000)))
    with pytest.raises(DataError, match=r"^out: 1,0\d\d files; at most 1,000 are read; split it$"):
        ke.load_folder(folder)
    monkeypatch.setattr("ketamine_evidence.dataset.sums.LARGEST_AUTHORED", 10)
    with pytest.raises(DataError) as raised:
        ke.load_folder(folder)
    assert str(raised.value) == "out/SHA256SUMS: larger than 10 bytes, which is the most that is read; split it"


def test_merged_data_that_do_not_say_where_a_record_came_from_say_so(tmp_path: Path) -> None:
    folder = ke.save(merged(), tmp_path / "out")
    assert ke.load_folder(folder).origins("one.s900") == ()
    assert ke.load_folder(folder).origins("one.r001") == ("one", "mine")


# authored files


def test_an_authored_file_with_a_number_of_very_many_digits_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(GOOD.replace("characters = 116", f"characters = {'9' * 5000}"), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        ke.read_sources(path)
    assert str(raised.value) == f"{path}: not TOML: a number with too many digits"


def test_a_lexicon_that_is_nested_too_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text("a = " + "[" * 5000, encoding="utf-8")
    with pytest.raises(DataError) as raised:
        ke.Lexicon.from_toml(path)
    assert str(raised.value) == f"{path}: not a lexicon: more than 32 tables and lists inside one another; write it flatter"


# charts


def test_a_chart_is_not_wider_than_memory() -> None:
    ranges = ke.load("0.1.0").ranges.where(quantity="onset")
    with pytest.raises(ke.QueryError) as raised:
        ke.charts.ranges(ranges, width=10_001)
    assert str(raised.value) == "a chart is at most 10000 pixels wide, came width=10001"


@pytest.mark.parametrize("scale", [0, -1, 11, float("nan"), float("inf")])
def test_a_chart_is_not_scaled_beyond_memory(tmp_path: Path, scale: float) -> None:
    chart = ke.charts.ranges(ke.load("0.1.0").ranges.where(quantity="onset"))
    with pytest.raises(ke.QueryError) as raised:
        ke.charts.save(chart, tmp_path / "x.png", scale=scale)
    assert str(raised.value) == f"a chart is scaled by more than 0 and at most 10, came scale={scale}"
    assert list(tmp_path.iterdir()) == []


# lists


@pytest.mark.parametrize("entry", ["a|b", ""])
def test_a_list_that_no_cell_can_hold_is_refused_when_it_is_written(tmp_path: Path, entry: str) -> None:
    folder = ke.export_to(dangerous(), "jsonl", tmp_path / "out")
    spoil(folder, "terms.jsonl", lambda before: before.replace(b"HP:0002018", entry.encode()))
    with pytest.raises(DataError) as raised:
        ke.read_export(folder, "jsonl").files()
    assert str(raised.value) == f"'|' or nothing in a list: ('{entry}',); write it another way"


# numbers


@pytest.mark.parametrize(
    ("number", "least"),
    [
        ("-0.0", 0),
        ("0.1", 0.1),
        ("0.30000000000000004", 0.30000000000000004),
        ("1e-400", 0),
        ("5e-324", 5e-324),
        ("1e15", 10**15),
    ],
)
def test_a_number_of_an_export_is_read_as_it_is_written(tmp_path: Path, number: str, least: float) -> None:
    claim = attrs.evolve(dangerous().ranges[0], reported=ke.Reported("x", ke.ImpreciseNumber(7, 7, "1"), None))
    folder = ke.export_to(ke.Dataset.of({**dangerous().tables, "ranges": [claim]}, "mine"), "jsonl", tmp_path / "out")
    spoil(folder, "ranges.jsonl", lambda before: before.replace(b'"least":7,"most":7', f'"least":{number},"most":null'.encode()))
    low = ke.read_export(folder, "jsonl").ranges[0].reported.low
    assert low is not None
    assert low.least == least


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1e400", "infinite end; write None for an unbounded end"),
        ("NaN", "NaN is no JSON number"),
        ("-Infinity", "-Infinity is no JSON number"),
        ("9" * 5000, ""),
    ],
)
def test_what_is_no_number_of_an_export_is_refused(tmp_path: Path, number: str, said: str) -> None:
    claim = attrs.evolve(dangerous().ranges[0], reported=ke.Reported("x", ke.ImpreciseNumber(7, 7, "1"), None))
    folder = ke.export_to(ke.Dataset.of({**dangerous().tables, "ranges": [claim]}, "mine"), "jsonl", tmp_path / "out")
    spoil(folder, "ranges.jsonl", lambda before: before.replace(b'"least":7,"most":7', f'"least":{number},"most":null'.encode()))
    assert said in refusal(folder, "jsonl")


def test_the_text_of_the_small_source_is_what_its_digest_says() -> None:
    assert hashlib.sha256(SMALL_TEXT.encode()).hexdigest() in GOOD
