"""Exports in general: which formats there are, what writing and reading one refuses, and that a folder gets all of it or nothing."""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from exported import content, dangerous, merged, spoil
from ketamine_evidence.dataset.cite import INTENDED_USE, LICENCE, reference
from ketamine_evidence.dataset.package import csv_bytes, differing, write_files
from ketamine_evidence.dataset.provenance import Provenance
from ketamine_evidence.dataset.sums import SUMS, digest_of
from ketamine_evidence.errors import DataError, MissingExtraError, QueryError
from ketamine_evidence.export import formats
from ketamine_evidence.export.formats import FORMATS, Format, export_files, export_to, read_export

PLAIN = ["csv", "jsonl"]
"""The formats of this module's tests: those that need no library."""


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_title_and_a_module(name: str) -> None:
    assert FORMATS[name].title
    package = formats.__file__
    assert package is not None
    assert (Path(package).parent / f"{FORMATS[name].module}.py").is_file()


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("version", ke.versions())
def test_every_release_is_read_back_from_an_export(tmp_path: Path, name: str, version: str) -> None:
    ds = ke.load(version)
    back = read_export(export_to(ds, name, tmp_path / name), name)
    assert content(back) == content(ds)
    assert (back.version, back.released) == (ds.version, ds.released)


@pytest.mark.parametrize("name", PLAIN)
def test_what_is_read_back_has_the_digest_of_the_data_as_they_would_be_saved(tmp_path: Path, name: str) -> None:
    saved = digest_of(ke.load("0.1.0").files())
    assert read_export(export_to(ke.load("0.1.0"), name, tmp_path / name), name).digest == saved


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("make", [dangerous, merged])
def test_dangerous_and_merged_data_are_read_back(tmp_path: Path, name: str, make: Callable[[], ke.Dataset]) -> None:
    ds = make()
    back = read_export(export_to(ds, name, tmp_path / name), name)
    assert content(back) == content(ds)
    assert (back.version, back.released, back.digest, back.parts) == (ds.version, ds.released, ds.digest, ds.parts)
    assert back.origins("one.r001") == ds.origins("one.r001")


@pytest.mark.parametrize("name", PLAIN)
def test_merged_data_without_records_stay_merged(tmp_path: Path, name: str) -> None:
    parts = merged().parts
    ds = ke.Dataset.of({}, "nothing", None, Provenance(parts))
    assert read_export(export_to(ds, name, tmp_path / name), name).parts == parts


@pytest.mark.parametrize("name", PLAIN)
def test_an_export_is_the_same_each_time(name: str) -> None:
    assert export_files(dangerous(), name) == export_files(dangerous(), name)


@pytest.mark.parametrize(("name", "file"), [("csv", "datapackage.json"), ("jsonl", "dataset.json")])
def test_an_export_says_what_it_is(name: str, file: str) -> None:
    ds = ke.load()
    said = export_files(ds, name)[file].decode()
    for words in (ds.version, str(ds.released), LICENCE, reference(ds.version, ds.released), INTENDED_USE, ds.digest):
        assert json.dumps(words, ensure_ascii=False)[1:-1] in said


@pytest.mark.parametrize("name", PLAIN)
def test_every_file_of_an_export_has_its_digest(name: str) -> None:
    files = export_files(ke.load(), name)
    sums = {line[66:]: line[:64] for line in files[SUMS].decode().splitlines()}
    assert sums == {file: hashlib.sha256(written).hexdigest() for file, written in files.items() if file != SUMS}


# What is refused


def test_a_format_that_there_is_not() -> None:
    for call in (
        lambda: export_files(ke.load(), "json"),
        lambda: export_to(ke.load(), "json", "x"),
        lambda: read_export("x", "json"),
    ):
        with pytest.raises(QueryError) as raised:
            call()
        assert str(raised.value) == f"no format 'json'; there are: {', '.join(FORMATS)}; did you mean 'jsonl'?"
    assert not Path("x").exists()


@pytest.fixture
def no_xlsxwriter(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the library for workbooks was not installed."""
    monkeypatch.delitem(sys.modules, "ketamine_evidence.export.workbook", raising=False)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)


@pytest.mark.usefixtures("no_xlsxwriter")
def test_a_missing_extra_is_told(tmp_path: Path) -> None:
    for call in (lambda: export_to(ke.load(), "xlsx", tmp_path / "xlsx"), lambda: read_export(tmp_path, "xlsx")):
        with pytest.raises(MissingExtraError) as raised:
            call()
        assert str(raised.value) == "xlsx needs xlsxwriter, which is not installed: pip install 'ketamine-evidence[export]'"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("one", "missing"),
    [
        (Format("no extra", "workbook"), "xlsxwriter"),
        (Format("no module", "nowhere", "export"), "ketamine_evidence.export.nowhere"),
    ],
)
@pytest.mark.usefixtures("no_xlsxwriter")
def test_what_no_extra_brings_is_not_told_as_an_extra(monkeypatch: pytest.MonkeyPatch, one: Format, missing: str) -> None:
    monkeypatch.setattr(formats, "FORMATS", {"broken": one})
    with pytest.raises(ModuleNotFoundError) as raised:
        export_files(ke.load(), "broken")
    assert not isinstance(raised.value, MissingExtraError)
    assert raised.value.name == missing


def test_a_format_that_cannot_be_read_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", {"about": Format("what an export says", "about")})
    with pytest.raises(QueryError) as raised:
        read_export("x", "about")
    assert str(raised.value) == "about cannot be read back; export to another format, such as jsonl, to read the data again"


# The folder


@pytest.mark.parametrize("name", PLAIN)
def test_an_export_makes_its_folder_and_those_above(tmp_path: Path, name: str) -> None:
    folder = export_to(dangerous(), name, str(tmp_path / "a" / "b"))
    assert folder == tmp_path / "a" / "b"
    assert differing(export_files(dangerous(), name), folder) == []
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_an_empty_folder_is_filled_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir(mode=0o700)
    before = folder.stat()
    assert export_to(dangerous(), "jsonl", folder) == folder
    assert differing(export_files(dangerous(), "jsonl"), folder) == []
    assert (folder.stat().st_ino, folder.stat().st_mode) == (before.st_ino, before.st_mode)


def test_the_folder_that_one_stands_in_is_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    export_to(dangerous(), "jsonl", ".")
    assert differing(export_files(dangerous(), "jsonl"), tmp_path) == []


def test_the_same_export_again_changes_nothing(tmp_path: Path) -> None:
    folder = export_to(dangerous(), "csv", tmp_path / "csv")
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert export_to(dangerous(), "csv", folder) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"a.txt": b"2"}, "a.txt differ"),
        ({"b/c.txt": None}, "b/c.txt differ"),
        ({"d.txt": b"3", "a.txt": b"2"}, "a.txt, d.txt differ"),
        ({f"{number}.txt": b"" for number in range(5)}, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt differ"),
        ({f"{number}.txt": b"" for number in range(7)}, "0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more differ"),
    ],
)
def test_a_folder_with_other_content_stays_as_it_is(tmp_path: Path, change: dict[str, bytes | None], said: str) -> None:
    files = {"a.txt": b"1", "b/c.txt": b"2"}
    folder = write_files(files, tmp_path / "x")
    for name, new in change.items():
        if new is None:
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(new)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(DataError) as raised:
        write_files(files, folder)
    assert str(raised.value) == f"{folder}: there with other content ({said}); give a new folder"
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"mine")
    with pytest.raises(DataError) as raised:
        write_files({"a.txt": b"1"}, tmp_path / "x")
    assert str(raised.value) == f"{tmp_path / 'x'}: there with other content (a.txt differ); give a new folder"
    assert (tmp_path / "x").read_bytes() == b"mine"


def test_files_that_are_not_ours_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.txt").write_bytes(b"mine")

    def read(path: Path) -> bytes:
        raise AssertionError(f"read {path}")

    monkeypatch.setattr(Path, "read_bytes", read)
    assert differing({"a.txt": b"1"}, tmp_path) == ["a.txt", "mine.txt"]


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "b/../../a.txt", "b/..", "/a.txt", "//host/a.txt", "..\\a.txt", "\\a.txt", "C:a.txt", "C:/a.txt", "", ".", ".."],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str, there: bool) -> None:  # noqa: FBT001  one of two
    folder = tmp_path / "a" / "b"
    if there:
        folder.mkdir(parents=True)
    with pytest.raises(DataError) as raised:
        write_files({"good.txt": b"", name: b""}, folder)
    assert str(raised.value) == f"{folder}: {name!r}: no file inside the folder; nothing was written"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_all_names_that_lead_out_are_told() -> None:
    with pytest.raises(DataError) as raised:
        write_files({"../a": b"", "/b": b""}, Path("x"))
    assert [problem.field for problem in raised.value.problems] == ["'../a'", "'/b'"]


@pytest.mark.parametrize("there", [True, False])
def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:  # noqa: FBT001  one of two
    folder = tmp_path / "x"
    if there:
        folder.mkdir()

    def write(path: Path, content: bytes) -> int:
        if path.name == "b.txt":
            raise OSError("no space left")
        with path.open("wb") as file:
            return file.write(content)

    monkeypatch.setattr(Path, "write_bytes", write)
    with pytest.raises(OSError, match="no space left"):
        write_files({"a.txt": b"1", "b.txt": b"2"}, folder)
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])


# What is read back


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    for name in PLAIN:
        with pytest.raises(DataError) as raised:
            read_export(tmp_path / "x", name)
        assert str(raised.value) == f"{tmp_path / 'x'}: no such folder; give the folder of an export"


@pytest.fixture(params=PLAIN)
def exported(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An export, in a folder of the name of its format."""
    return export_to(dangerous(), str(request.param), tmp_path / str(request.param))


def refusal(folder: Path) -> str:
    """What reading an export says is wrong."""
    with pytest.raises(DataError) as raised:
        read_export(folder, folder.name)
    return str(raised.value)


def test_an_export_without_digests(exported: Path) -> None:
    (exported / SUMS).unlink()
    assert refusal(exported) == f"{exported.name}/SHA256SUMS: missing; export the data again"


def test_all_that_is_altered_missing_or_too_much_is_told(exported: Path) -> None:
    kind = exported.name
    sums = {line[66:]: line[:64] for line in (exported / SUMS).read_text(encoding="utf-8").splitlines()}
    (exported / f"factors.{kind}").unlink()
    (exported / "more").mkdir()
    (exported / "more" / "x.txt").write_bytes(b"")
    ranges = exported / f"ranges.{kind}"
    ranges.write_bytes(ranges.read_bytes()[:-1])
    assert refusal(exported).splitlines() == [
        f"{kind}/factors.{kind}: missing; expected SHA-256 {sums[f'factors.{kind}']}; export the data again",
        f"{kind}/more/x.txt: not part of the export; move it away",
        (
            f"{kind}/ranges.{kind}: altered; expected SHA-256 {sums[f'ranges.{kind}']}, "
            f"found {hashlib.sha256(ranges.read_bytes()).hexdigest()}; export the data again"
        ),
    ]


def test_a_file_that_has_to_be_there(exported: Path) -> None:
    spoil(exported, f"ranges.{exported.name}", None)
    assert refusal(exported) == f"{exported.name}/ranges.{exported.name}: missing; export the data again"


def test_an_export_of_the_other_kind(tmp_path: Path) -> None:
    for one, other, file in (("csv", "jsonl", "dataset.json"), ("jsonl", "csv", "datapackage.json")):
        export_to(dangerous(), one, tmp_path / one)
        with pytest.raises(DataError) as raised:
            read_export(tmp_path / one, other)
        assert str(raised.value) == f"{one}/{file}: missing; export the data again"


# CSV cells with line ends, in the files of a release too


@pytest.mark.parametrize("text", ["a\rb", "a\nb", "a\r\nb", "\r", "\n", 'a,"b"'])
def test_any_line_end_in_a_cell_is_quoted(text: str) -> None:
    quoted = text.replace('"', '""')
    assert csv_bytes(["id", "note"], [["1", text], ["2", "c"]]) == f'id,note\n1,"{quoted}"\n2,c\n'.encode()


def test_a_saved_dataset_keeps_its_line_ends(tmp_path: Path) -> None:
    ds = dangerous(note="two\rlines")
    assert content(ke.load_folder(ke.save(ds, tmp_path / "x"))) == content(ds)


def test_the_helper_spoils(tmp_path: Path) -> None:
    files: dict[str, Any] = {"a.txt": b"1"}
    folder = write_files(files, tmp_path / "x")
    spoil(folder, "a.txt", lambda _: b"2")
    assert (folder / SUMS).read_text(encoding="utf-8") == f"{hashlib.sha256(b'2').hexdigest()}  a.txt\n"


def test_folders_are_made_as_deep_as_the_names_lead(tmp_path: Path) -> None:
    folder = write_files({"a/b/c.txt": b"1", "a/b/d.txt": b"2"}, tmp_path / "one" / "two" / "three")
    assert (folder / "a" / "b" / "c.txt").read_bytes() == b"1"
    assert not differing({"a/b/c.txt": b"1", "a/b/d.txt": b"2"}, folder)


def test_files_are_written_on_the_disk_where_they_will_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is put in its place by renaming it, which only works on one disk; unfinished ones are hidden."""
    asked: list[dict[str, object]] = []
    make = tempfile.mkdtemp

    def mkdtemp(**where: Any) -> str:
        asked.append(where)
        return str(make(**where))

    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    (tmp_path / "empty").mkdir()
    write_files({"a.txt": b"1"}, tmp_path / "new")
    write_files({"a.txt": b"1"}, tmp_path / "empty")
    assert asked == [{"prefix": ".unfinished-", "dir": tmp_path}, {"prefix": ".unfinished-", "dir": tmp_path / "empty"}]
