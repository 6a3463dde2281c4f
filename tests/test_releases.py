"""Releases: which there are, and that what is loaded is what was released, to the byte and to the cell."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from ketamine_evidence import _files
from ketamine_evidence.dataset.names import DESCRIPTOR
from ketamine_evidence.dataset.releases import Version, load_folder, save, version_key
from ketamine_evidence.dataset.sums import SUMS
from ketamine_evidence.errors import DataError, DigestError, VersionError
from ketamine_evidence.records.evidence import TABLES, Exclusion
from ketamine_evidence.records.rows import columns
from ketamine_evidence.records.schemas import SCHEMA_VERSION, layout
from ketamine_evidence.records.vocabulary import Attribution, Basis, Substance, Topic

RELEASED = {
    "0.1.0": "40798524cc47d035e41b04197b4156def9e9ba200111058e21ab1283c1d092b6",
    "0.2.0": "36151a158b508a2a64a59239c593ef534347650c28c713af12c951cbbf9f89ed",
    "0.3.0": "5475e9b66358214c3b28bf8fbe272674fdec4e385fd8f00aec04492d4455b03d",
}
"""The digest of every version that was ever released. A line is added with each, and none is ever changed."""
REMEDY = "reinstall the package to get the released files back"
HEADER = list(layout(1)["statements"])
GOOD = dict.fromkeys(HEADER, "") | {
    "id": "one.s001",
    "source": "one",
    "start": "0",
    "end": "5",
    "summary": "a line",
    "attribution": "asserted",
    "topic": "use",
}


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A copy of a release, to spoil."""
    return Path(shutil.copytree(Path(_files.releases(), "0.1.0"), tmp_path / "0.1.0"))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip(path: Path, at: int) -> None:
    """Change one bit of one byte."""
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def sign(folder: Path) -> None:
    """Make all digests of a release those of its files as they are now."""
    descriptor = json.loads((folder / DESCRIPTOR).read_bytes())
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        resource |= {"bytes": path.stat().st_size, "hash": f"sha256:{digest(path)}"}
    (folder / DESCRIPTOR).write_text(json.dumps(descriptor, indent=2), encoding="utf-8")
    sign_sums(folder)


def sign_sums(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    (folder / SUMS).write_text("".join(f"{digest(folder / name)}  {name}\n" for name in names), encoding="utf-8")


def table_of(rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def cells(**changed: str) -> list[str]:
    return list((GOOD | changed).values())


def statements_error(folder: Path, content: bytes) -> str:
    """What loading says of a table of statements."""
    (folder / "statements.csv").write_bytes(content)
    sign(folder)
    with pytest.raises(DataError) as caught:
        load_folder(folder).statements  # noqa: B018
    return str(caught.value)


def installed(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(_files, "releases", lambda: str(folder))


# Which versions there are


def test_the_newest_version_is_loaded_when_none_is_given() -> None:
    assert ke.load().version == ke.versions()[-1]


@pytest.mark.parametrize("version", ke.versions())
def test_every_version_is_the_one_that_was_released(version: str) -> None:
    assert ke.load(version).digest == RELEASED[version], "a released version never changes; publish a higher one"


@pytest.mark.parametrize("version", ke.versions())
def test_every_version_here_loads_whole(version: str) -> None:
    ds = ke.load(version)
    folder = Path(_files.releases(), version)
    assert ds.version == version
    assert ds.digest == digest(folder / DESCRIPTOR)
    described = json.loads((folder / DESCRIPTOR).read_bytes())
    assert str(ds.released) == described["created"][:10]
    there = layout(described["schemaVersion"])
    assert all(len(ds.tables[name]) == (_rows(folder / f"{name}.csv") if name in there else 0) for name in TABLES)


@pytest.mark.parametrize("version", ke.versions())
def test_a_version_knows_its_date_counts_and_notes(version: Version) -> None:
    described = json.loads(Path(_files.releases(), version, DESCRIPTOR).read_bytes())
    assert str(version.released) == described["created"][:10]
    assert version.counts == {name: len(table) for name, table in ke.load(version).tables.items()}
    assert version.notes == described.get("notes", "")


def test_the_newest_is_the_last_of_any_number(monkeypatch: pytest.MonkeyPatch, release: Path) -> None:
    installed(monkeypatch, release.parent)
    assert ke.load().version == "0.1.0"
    for later in ("0.0.1", "0.0.2"):
        (release.parent / later).mkdir()
    assert ke.load().version == "0.1.0"
    (release.parent / "0.2.0").mkdir()
    assert (ke.versions()[-1], str(ke.versions()[-2].released)) == ("0.2.0", "2026-11-22")


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def test_versions_are_in_the_order_of_their_numbers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("0.10.0", "0.2.0", "1.0.0", "1.0", "01.0.0", "1.0.0-rc1", "v1.0.0", ".0.3.0-x", "notes"):
        (tmp_path / name).mkdir()
    installed(monkeypatch, tmp_path)
    assert ke.versions() == ("0.2.0", "0.10.0", "1.0.0")


def test_a_version_is_ordered_by_its_numbers() -> None:
    assert version_key("0.10.2") == (0, 10, 2) > version_key("0.9.11")


@pytest.mark.parametrize(
    "version",
    [
        "../x",
        "../0.1.0",
        "0.1.0/../0.1.0",
        "0.1",
        "0.1.0.0",
        "v0.1.0",
        "00.1.0",
        "0.1.0\n",
        " 0.1.0",
        "0.1.0-rc1",
        "\u0660.\u0661.\u0660",
        "",
        "latest",
    ],
)
def test_what_is_no_version_is_refused(version: str) -> None:
    for ask in (version_key, ke.load):
        with pytest.raises(VersionError) as caught:
            ask(version)
        assert str(caught.value) == f"not a data version: {version!r}; expected three numbers such as '0.1.0'"


@pytest.mark.parametrize("version", [1, 0.1, ("0", "1", "0"), Path("0.1.0")])
def test_a_version_is_a_text(version: Any) -> None:
    with pytest.raises(VersionError) as caught:
        ke.load(version)
    assert str(caught.value) == f"not a data version: {version!r}; expected three numbers such as '0.1.0'"


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("0.1.1", "no data version '0.1.1'; here are: 0.1.0; did you mean '0.1.0'?"),
        ("72.33.5", "no data version '72.33.5'; here are: 0.1.0"),
    ],
)
def test_a_version_that_is_not_here_is_refused(
    monkeypatch: pytest.MonkeyPatch, release: Path, version: str, message: str
) -> None:
    installed(monkeypatch, release.parent)
    with pytest.raises(VersionError) as caught:
        ke.load(version)
    assert str(caught.value) == message


def test_all_versions_that_are_here_are_listed(monkeypatch: pytest.MonkeyPatch, release: Path) -> None:
    (release.parent / "0.2.0").mkdir()
    installed(monkeypatch, release.parent)
    with pytest.raises(VersionError) as caught:
        ke.load("72.33.5")
    assert str(caught.value) == "no data version '72.33.5'; here are: 0.1.0, 0.2.0"


def test_a_package_without_data_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed(monkeypatch, tmp_path)
    with pytest.raises(VersionError) as caught:
        ke.load()
    assert str(caught.value) == "no data version is installed; reinstall the package"
    with pytest.raises(VersionError) as caught:
        ke.load("0.1.0")
    assert str(caught.value) == "no data version '0.1.0'; here are: none"


def test_a_package_without_the_folder_of_releases_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed(monkeypatch, tmp_path / "nowhere")
    with pytest.raises(VersionError) as caught:
        ke.load()
    assert str(caught.value) == "no data version is installed; reinstall the package"


@pytest.mark.parametrize("installed_there", [True, False], ids=["installed", "checkout"])
def test_data_are_found_in_the_package_or_the_checkout(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    installed_there: bool,  # noqa: FBT001
) -> None:
    package, checkout = tmp_path / "package", tmp_path / "data"
    (checkout / "releases").mkdir(parents=True)
    if installed_there:
        (package / "releases").mkdir(parents=True)
    monkeypatch.setattr(_files, "_PACKAGE", str(package))
    monkeypatch.setattr(_files, "_CHECKOUT", str(checkout))
    assert _files.releases() == str((package if installed_there else checkout) / "releases")


# To the byte


def test_a_copy_loads_as_the_release_does(release: Path) -> None:
    copy, original = load_folder(release), ke.load("0.1.0")
    assert (copy.version, copy.released, copy.digest) == (original.version, original.released, original.digest)
    assert copy.tables == original.tables


def test_signing_again_changes_no_record(release: Path) -> None:
    sign(release)
    assert load_folder(release).tables == ke.load("0.1.0").tables


def digest_error(folder: Path) -> str:
    with pytest.raises(DigestError) as caught:
        load_folder(folder)
    return str(caught.value)


@pytest.mark.parametrize("name", ["ranges.csv", "traces.csv", DESCRIPTOR])
@pytest.mark.parametrize("at", [0, -1])
def test_a_flipped_bit_is_found(release: Path, name: str, at: int) -> None:
    expected = digest(release / name)
    flip(release / name, at)
    found = digest(release / name)
    assert digest_error(release) == f"0.1.0/{name}: altered; expected SHA-256 {expected}, found {found}\n{REMEDY}"


def test_a_flipped_bit_in_a_digest_is_found(release: Path) -> None:
    (line,) = [line for line in (release / SUMS).read_text(encoding="utf-8").splitlines() if line.endswith("  ranges.csv")]
    true = digest(release / "ranges.csv")
    false = f"{'0' if true[0] != '0' else '1'}{true[1:]}"
    sums = (release / SUMS).read_text(encoding="utf-8").replace(line, line.replace(true, false))
    (release / SUMS).write_text(sums, encoding="utf-8")
    assert digest_error(release) == f"0.1.0/ranges.csv: altered; expected SHA-256 {false}, found {true}\n{REMEDY}"


def test_a_flipped_bit_in_a_name_is_found(release: Path) -> None:
    sums = (release / SUMS).read_text(encoding="utf-8").replace("  ranges.csv", "  sanges.csv")
    (release / SUMS).write_text(sums, encoding="utf-8")
    assert digest_error(release) == (
        "0.1.0/ranges.csv: not part of the release\n"
        f"0.1.0/sanges.csv: missing; expected SHA-256 {digest(release / 'ranges.csv')}\n{REMEDY}"
    )


def test_digests_that_are_no_text_are_found(release: Path) -> None:
    (release / SUMS).write_bytes(b"\xff\xfe")
    assert digest_error(release) == f"0.1.0/{SUMS}: no digest of {DESCRIPTOR}; {REMEDY}"


def test_a_missing_table_is_found(release: Path) -> None:
    expected = digest(release / "factors.csv")
    (release / "factors.csv").unlink()
    assert digest_error(release) == f"0.1.0/factors.csv: missing; expected SHA-256 {expected}\n{REMEDY}"


def test_missing_digests_are_found(release: Path) -> None:
    (release / SUMS).unlink()
    assert digest_error(release) == f"0.1.0/{SUMS}: missing; {REMEDY}"


@pytest.mark.parametrize("name", ["more.csv", ".hidden"])
def test_a_file_too_many_is_found(release: Path, name: str) -> None:
    (release / name).write_text("x", encoding="utf-8")
    assert digest_error(release) == f"0.1.0/{name}: not part of the release\n{REMEDY}"


def test_swapped_files_are_found(release: Path) -> None:
    factors, findings = digest(release / "factors.csv"), digest(release / "findings.csv")
    (release / "factors.csv").rename(release / "x")
    (release / "findings.csv").rename(release / "factors.csv")
    (release / "x").rename(release / "findings.csv")
    assert digest_error(release) == (
        f"0.1.0/factors.csv: altered; expected SHA-256 {factors}, found {findings}\n"
        f"0.1.0/findings.csv: altered; expected SHA-256 {findings}, found {factors}\n{REMEDY}"
    )


def test_all_that_is_wrong_is_told_at_once(release: Path) -> None:
    factors, ranges = digest(release / "factors.csv"), digest(release / "ranges.csv")
    (release / "factors.csv").unlink()
    flip(release / "ranges.csv", 5)
    (release / "more").mkdir()
    (release / "more" / "notes.txt").touch()
    assert digest_error(release) == (
        f"0.1.0/factors.csv: missing; expected SHA-256 {factors}\n"
        f"0.1.0/more/notes.txt: not part of the release\n"
        f"0.1.0/ranges.csv: altered; expected SHA-256 {ranges}, found {digest(release / 'ranges.csv')}\n{REMEDY}"
    )


def test_the_digests_in_the_descriptor_are_checked_too(release: Path) -> None:
    # `ds.digest` is that of the descriptor and stands for all files: it must not stand for other ones
    expected = digest(release / "statements.csv")
    flip(release / "statements.csv", -2)
    sign_sums(release)
    assert digest_error(release) == (
        f"0.1.0/statements.csv: altered; {DESCRIPTOR} expects sha256:{expected}, found sha256:{digest(release / 'statements.csv')}\n"
        f"{REMEDY}"
    )


def test_a_file_that_the_descriptor_does_not_name_is_found(release: Path) -> None:
    (release / "more.csv").write_text("x", encoding="utf-8")
    sign_sums(release)
    found = digest(release / "more.csv")
    assert digest_error(release) == (
        f"0.1.0/more.csv: altered; {DESCRIPTOR} expects no such file, found sha256:{found}\n{REMEDY}"
    )


def test_a_file_that_only_the_descriptor_names_is_found(release: Path) -> None:
    descriptor = json.loads((release / DESCRIPTOR).read_bytes())
    descriptor["resources"].append({"path": "more.csv", "hash": "sha256:00"})
    (release / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    sign_sums(release)
    assert digest_error(release) == f"0.1.0/more.csv: altered; {DESCRIPTOR} expects sha256:00, found none\n{REMEDY}"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"resources": [{}]}', '{"resources": 3}'])
def test_a_descriptor_that_is_none_is_found(release: Path, content: str) -> None:
    (release / DESCRIPTOR).write_text(content, encoding="utf-8")
    sign_sums(release)
    assert digest_error(release) == f"0.1.0/{DESCRIPTOR}: altered; it is not the descriptor of a release\n{REMEDY}"


@pytest.mark.parametrize("missing", ["version", "schemaVersion", "resources"])
def test_a_descriptor_without_what_describes_it_is_found(release: Path, missing: str) -> None:
    descriptor = json.loads((release / DESCRIPTOR).read_bytes())
    del descriptor[missing]
    (release / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    sign_sums(release)
    assert digest_error(release) == f"0.1.0/{DESCRIPTOR}: altered; it is not the descriptor of a release\n{REMEDY}"


def test_a_version_in_the_folder_of_another_is_refused(monkeypatch: pytest.MonkeyPatch, release: Path) -> None:
    release.rename(release.parent / "0.2.0")
    installed(monkeypatch, release.parent)
    with pytest.raises(DigestError) as caught:
        ke.load("0.2.0")
    assert str(caught.value) == f"0.2.0/{DESCRIPTOR}: altered; it describes data version 0.1.0 of 2026-11-22; {REMEDY}"


def test_a_release_has_its_date(monkeypatch: pytest.MonkeyPatch, release: Path) -> None:
    descriptor = json.loads((release / DESCRIPTOR).read_bytes())
    del descriptor["created"]
    (release / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    sign_sums(release)
    installed(monkeypatch, release.parent)
    with pytest.raises(DigestError) as caught:
        ke.load("0.1.0")
    assert str(caught.value) == f"0.1.0/{DESCRIPTOR}: altered; it describes data version 0.1.0 of no date; {REMEDY}"


def test_a_schema_of_a_later_package_is_told(release: Path) -> None:
    descriptor = json.loads((release / DESCRIPTOR).read_bytes())
    descriptor["schemaVersion"] = SCHEMA_VERSION + 1
    (release / DESCRIPTOR).write_text(json.dumps(descriptor), encoding="utf-8")
    sign_sums(release)
    with pytest.raises(VersionError) as caught:
        load_folder(release)
    assert str(caught.value) == (
        f"not a schema version that this package reads: {SCHEMA_VERSION + 1}; expected 1 to {SCHEMA_VERSION}; update ketamine-evidence"
    )


# To the cell


def test_a_good_table_is_read(release: Path) -> None:
    (release / "statements.csv").write_bytes(table_of([HEADER, cells()]))
    sign(release)
    (statement,) = load_folder(release).statements
    assert (statement.id, statement.locator.end, statement.topic, statement.note) == ("one.s001", 5, Topic.USE, None)


def test_a_table_without_rows_is_empty(release: Path) -> None:
    (release / "statements.csv").write_bytes(table_of([HEADER]))
    sign(release)
    assert len(load_folder(release).statements) == 0


def test_one_bad_table_leaves_the_others_readable(release: Path) -> None:
    statements_error(release, table_of([HEADER, cells(topic="?")]))
    ds = load_folder(release)
    assert ds.ranges == ke.load("0.1.0").ranges


TOPICS = ", ".join(Topic)


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        ([HEADER[:-1], cells()[:-1]], ["topic: missing column"]),
        ([[*HEADER, "colour"], [*cells(), "red"]], ["colour: unknown column"]),
        ([["Id", *HEADER[1:]], cells()], ["id: missing column", "Id: unknown column"]),
        ([HEADER, [*cells(), "more"]], ["line 2: expected 10 cells, came 11"]),
        ([HEADER, [*cells(), "more", ""]], ["line 2: expected 10 cells, came 12"]),
        ([HEADER, cells(), cells()[:-1]], ["line 3: expected 10 cells, came 9"]),
        ([HEADER, ["one.s001"]], ["line 2: expected 10 cells, came 1"]),
        ([[*HEADER, "colour"], cells()], ["colour: unknown column", "line 2: expected 11 cells, came 10"]),
        ([HEADER, cells(topic="uses")], [f"one.s001: topic: unknown value 'uses'; expected one of: {TOPICS}; did you mean 'use'?"]),
        ([HEADER, cells(topic="?")], [f"one.s001: topic: unknown value '?'; expected one of: {TOPICS}"]),
        ([HEADER, cells(topic="")], ["one.s001: topic: missing; it has to be given"]),
        ([HEADER, cells(source="")], ["one.s001: source: missing; it has to be given"]),
        ([HEADER, cells(id="")], ["line 2: id: missing; it has to be given"]),
        ([HEADER, cells(attribution="")], ["one.s001: attribution: missing; it has to be given"]),
        ([HEADER, cells(start="x")], ["one.s001: start: expected a whole number, came 'x'"]),
        (
            [HEADER, cells(start="x"), cells(id="one.s002"), cells(id="one.s003", summary="")],
            ["one.s001: start: expected a whole number, came 'x'", "one.s003: summary: missing; it has to be given"],
        ),
        (
            [HEADER, cells(source="lost", attribution="?", topic="?")],
            [
                "one.s001: attribution: unknown value '?'; expected one of: " + ", ".join(Attribution),
                f"one.s001: topic: unknown value '?'; expected one of: {TOPICS}",
            ],
        ),
        (
            [HEADER, cells(start="x", end="y")],
            ["one.s001: start: expected a whole number, came 'x'", "one.s001: end: expected a whole number, came 'y'"],
        ),
        (
            [HEADER, cells(start="x", summary="")],
            ["one.s001: start: expected a whole number, came 'x'", "one.s001: summary: missing; it has to be given"],
        ),
    ],
    ids=[
        "missing column", "unknown column", "misnamed column", "extra cell", "extra cells", "missing cell", "one cell",
        "columns and cells", "near term", "far term", "no term", "no source", "no id", "no attribution", "no integer", "two rows",
        "two fields", "two cells", "a cell and a field",
    ],
)  # fmt: skip
def test_a_wrong_table_is_told_to_the_cell(release: Path, rows: list[list[str]], messages: list[str]) -> None:
    assert statements_error(release, table_of(rows)).splitlines() == [f"0.1.0/statements.csv: {message}" for message in messages]


def test_what_a_later_schema_added_reads_as_where_nothing_is_written(release: Path) -> None:
    ds = load_folder(release)
    assert {claim.basis for claim in ds.claims()} == {Basis.SOURCE_TEXT}
    assert {claim.substance for claim in ds.ranges} == {Substance.KETAMINE}
    assert {source.substance for source in ds.sources} == {Substance.KETAMINE}
    assert {source.conditions + source.comparators for source in ds.sources} == {()}
    assert {(claim.course, claim.time_point, claim.estimate, claim.spread) for claim in ds.ranges} == {(None,) * 4}


def test_a_column_that_a_later_schema_has_is_missed_in_it(tmp_path: Path) -> None:
    folder = save(ke.load("0.1.0"), tmp_path / "later")
    with (folder / "statements.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    at = header.index("basis")
    (folder / "statements.csv").write_bytes(table_of([row[:at] + row[at + 1 :] for row in (header, *rows)]))
    sign(folder)
    with pytest.raises(DataError) as caught:
        load_folder(folder).statements  # noqa: B018
    assert str(caught.value) == "later/statements.csv: basis: missing column"


def test_an_empty_file_lacks_all_columns(release: Path) -> None:
    expected = [f"0.1.0/statements.csv: {name}: missing column" for name in HEADER]
    assert statements_error(release, b"").splitlines() == expected


def test_a_column_that_is_there_twice_is_refused(release: Path) -> None:
    message = statements_error(release, table_of([[*HEADER, "topic"], [*cells(), "history"]]))
    assert message == "0.1.0/statements.csv: topic: there 2 times; a column is there once"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id\xff", "not UTF-8 at byte 2; save it as UTF-8"),
        (b'id,"so\n', "not CSV: unexpected end of data"),
        (b'id\n"a"b\n', "not CSV: ',' expected after '\"'"),
    ],
    ids=["not UTF-8", "an open quote", "a quote inside"],
)
def test_a_file_that_is_no_csv_is_refused(release: Path, content: bytes, message: str) -> None:
    assert statements_error(release, content) == f"0.1.0/statements.csv: {message}"


def test_a_row_is_known_by_the_line_that_it_ends_on(release: Path) -> None:
    header = [column.name for column in columns(Exclusion)]
    rows = [header, ["one", "0", "5", "heading", "", "", "two\nlines"], ["one", "x", "9", "heading", "", "", ""]]
    (release / "exclusions.csv").write_bytes(table_of(rows))
    sign(release)
    with pytest.raises(DataError) as caught:
        load_folder(release).exclusions  # noqa: B018
    assert str(caught.value) == "0.1.0/exclusions.csv: line 4: start: expected a whole number, came 'x'"


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("unbounded_high", "", "unbounded_high: missing; it has to be given"),
        ("approximate", "", "approximate: missing; it has to be given"),
        ("reported", "", "reported: missing; it has to be given"),
        ("high_most", "few", "high_most: expected a number, came 'few'"),
        ("low_least", "", "reported: expected a number, came None (NoneType)"),
        ("low_unit", "", "reported: no unit given; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        ("low_unit", "hours", "reported: unknown unit: 'hours'; expected a UCUM code such as 'd', 'wk', 'mg/kg'"),
        ("low_least", "9", "reported: reversed number: least 9 is above most 7 d; swap them"),
        ("end", "", "locator: expected both start and end, or neither"),
    ],
)
def test_a_wrong_cell_of_a_part_of_a_record_is_told(release: Path, column: str, cell: str, message: str) -> None:
    with (release / "ranges.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    row = next(row for row in rows if row[0] == "biologyinsights-infusion.r004")
    row[header.index(column)] = cell
    (release / "ranges.csv").write_bytes(table_of([header, row]))
    sign(release)
    with pytest.raises(DataError) as caught:
        load_folder(release).ranges  # noqa: B018
    assert str(caught.value) == f"0.1.0/ranges.csv: biologyinsights-infusion.r004: {message}"
