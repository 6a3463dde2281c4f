"""What is written is written whole or not at all, and never through a symbolic link; many may read and write at once."""

from __future__ import annotations

import errno
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import ketamine_evidence as ke
from authored import ROOT
from exported import content
from ketamine_evidence._writing import refuse_link, write_file
from ketamine_evidence.dataset.package import write_files
from ketamine_evidence.errors import DataError, FileError
from ketamine_evidence.export.formats import FORMATS

FILES = {"a.csv": b"one", "b/c.csv": b"two", "SHA256SUMS": b"three"}


def there(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def failing(monkeypatch: pytest.MonkeyPatch, number: int, fault: int) -> None:
    """Let the disk fail at one of the files that are written, after half of it."""
    writes, write = count(1), Path.write_bytes

    def failing_write(path: Path, data: Any) -> int:
        if next(writes) == number:
            write(path, data[: len(data) // 2])
            raise OSError(fault, "No space left on device" if fault == errno.ENOSPC else "Input/output error", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", failing_write)


# disks that fail


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("before", ["empty", "nothing"])
def test_on_a_full_disk_nothing_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, before: str
) -> None:
    target = tmp_path / "out"
    if before == "empty":
        target.mkdir()
    failing(monkeypatch, number, errno.ENOSPC)
    with pytest.raises(FileError) as raised:
        write_files(FILES, target)
    assert str(raised.value) == f"{target}: cannot be written: No space left on device"
    assert raised.value.errno == errno.ENOSPC
    assert there(tmp_path) == {}
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if before == "empty" else [])


NEEDED = {"linked": "rdflib", "xlsx": "xlsxwriter"}
"""What a format needs that not every environment has which the suite runs in."""


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_on_a_full_disk_no_format_leaves_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name in NEEDED:
        pytest.importorskip(NEEDED[name], reason="not installed; pip install -e '.[export]'")
    failing(monkeypatch, 1, errno.ENOSPC)
    with pytest.raises(FileError, match=r"cannot be written: No space left on device$"):
        ke.export_to(ke.Dataset.of({}, "mine"), name, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_file_that_was_there_stays_where_the_new_one_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "chart.svg"
    write_file(target, b"old")
    failing(monkeypatch, 1, errno.EIO)
    with pytest.raises(FileError) as raised:
        write_file(target, b"new")
    assert str(raised.value) == f"{target}: cannot be written: Input/output error"
    assert there(tmp_path) == {"chart.svg": b"old"}


def test_a_write_that_is_interrupted_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path, __: bytes) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_files(FILES, tmp_path / "out")
    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "x.svg", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full and /proc are those of Linux")
@pytest.mark.parametrize("target", ["/proc/out", "/sys/out", "/dev/null/out"])
def test_a_place_that_takes_no_files_is_told(target: str) -> None:
    with pytest.raises(FileError, match=f"^{target}: cannot be written: "):
        write_files(FILES, Path(target))
    with pytest.raises(FileError, match=f"^{target}: cannot be written: "):
        write_file(Path(target), b"x")


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)  # for root no folder is closed
    with pytest.raises(FileError) as raised:
        ke.save(ke.Dataset.of({}, "mine"), tmp_path / "out")
    assert str(raised.value) == f"{tmp_path / 'out'}: cannot be written: Permission denied"


@pytest.mark.parametrize(("name", "said"), [("a\0b", "embedded null "), ("a" * 5000, "File name too long")])
@pytest.mark.parametrize("write", [lambda path: write_files(FILES, path), lambda path: write_file(path, b"x")])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str, said: str, write: Callable[[Path], object]) -> None:
    with pytest.raises(FileError) as raised:
        write(tmp_path / name)
    assert str(raised.value).startswith(f"{tmp_path / name}: cannot be written: ")
    assert said in str(raised.value)  # the system's own words, which differ from one Python to the next


# symbolic links and other places


@pytest.mark.parametrize("to", ["elsewhere", "nowhere"])
@pytest.mark.parametrize("write", [lambda path: write_files(FILES, path), lambda path: write_file(path, b"x"), refuse_link])
def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path, to: str, write: Callable[[Path], object]) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "out"
    target.symlink_to(tmp_path / to)
    with pytest.raises(FileError) as raised:
        write(target)
    assert str(raised.value) == f"{target}: cannot be written: a symbolic link; give the place that it leads to"
    assert there(tmp_path) == {}


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", "..\\x", "C:\\x", "\\\\host\\x", "", ".", "a/..", "C:x"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    target = tmp_path / "inside" / "out"
    with pytest.raises(DataError) as raised:
        write_files({"a.csv": b"one", name: b"two"}, target)
    assert str(raised.value) == f"{target}: {name!r}: no file inside the folder; nothing was written"
    assert list(tmp_path.iterdir()) == []


# two who write to one place


def test_whoever_comes_second_with_the_same_files_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quicker(monkeypatch, tmp_path / "out", FILES)
    assert write_files(FILES, tmp_path / "out") == tmp_path / "out"
    assert there(tmp_path) == {f"out/{name}": data for name, data in FILES.items()}


def test_whoever_comes_second_with_other_files_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quicker(monkeypatch, tmp_path / "out", {"a.csv": b"other"})
    with pytest.raises(DataError) as raised:
        write_files(FILES, tmp_path / "out")
    assert (
        str(raised.value)
        == f"{tmp_path / 'out'}: there with other content (SHA256SUMS, a.csv, b/c.csv differ); give a new folder"
    )
    assert there(tmp_path) == {"out/a.csv": b"other"}


def quicker(monkeypatch: pytest.MonkeyPatch, target: Path, files: dict[str, bytes]) -> None:
    """Let somebody else put files into the folder while ours are written."""
    make = tempfile.mkdtemp

    def made(**given: Any) -> str:
        for name, data in files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
        return str(make(**given))

    monkeypatch.setattr(tempfile, "mkdtemp", made)


def test_into_one_empty_folder_only_one_may_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    quicker(monkeypatch, tmp_path / "out", {"theirs.csv": b"theirs"})
    with pytest.raises(DataError) as raised:
        write_files(FILES, tmp_path / "out")
    assert str(raised.value) == f"{tmp_path / 'out'}: something else is being written there (theirs.csv); give a new folder"
    assert there(tmp_path) == {"out/theirs.csv": b"theirs"}


def test_a_folder_that_cannot_be_given_its_name_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path, __: Path) -> Path:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(FileError) as raised:
        write_files(FILES, tmp_path / "out")
    assert str(raised.value) == f"{tmp_path / 'out'}: cannot be written: Input/output error"
    assert list(tmp_path.iterdir()) == []


def test_digests_come_last_into_a_folder_that_was_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    named: list[str] = []
    rename = Path.rename

    def noted(path: Path, to: Path) -> Path:
        named.append(path.name)
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", noted)
    write_files(FILES, tmp_path / "out")
    assert named == ["a.csv", "b", "SHA256SUMS"]


def test_processes_that_export_to_one_place_leave_one_whole_export(tmp_path: Path) -> None:
    script = "import sys, ketamine_evidence as ke\nke.export_to(ke.load('0.1.0'), 'csv', sys.argv[1])"
    command = [sys.executable, "-c", script, str(tmp_path / "out")]
    running = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(4)]  # noqa: S603  our own code
    ends = [(one.communicate()[1], one.returncode) for one in running]
    assert ends == [(b"", 0)] * 4
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert content(ke.read_export(tmp_path / "out", "csv")) == content(ke.load("0.1.0"))


# many at once


def test_many_threads_load_and_ask_at_once() -> None:
    def ask(_: int) -> str:
        dataset = ke.load("0.2.0")
        merged = ke.merge_ranges(dataset.ranges.where(quantity="relief_duration"))
        found = ke.check_claim("relief lasts up to 6 months after one infusion", dataset)
        said = f"{merged.hull} {dataset.digest} {ke.parse_range('several days to a few weeks')} {found} {dataset['biologyinsights-infusion.r004']}"
        return hashlib.sha256(said.encode()).hexdigest()

    with ThreadPoolExecutor(32) as threads:
        assert len(set(threads.map(ask, range(32)))) == 1


def test_many_threads_may_share_one_dataset() -> None:
    shared = ke.load("0.2.0")

    def ask(number: int) -> tuple[int, ...]:
        names = list(shared.tables)
        order = names[number % len(names) :] + names[: number % len(names)]
        counts = {name: len(getattr(shared, name)) for name in order}
        return tuple(counts[name] for name in names)

    with ThreadPoolExecutor(32) as threads:
        assert set(threads.map(ask, range(64))) == {tuple(len(table) for table in ke.load("0.2.0").tables.values())}
