"""The laws of released files: no change goes unseen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence import DigestError, _files
from ketamine_evidence.dataset.releases import checked_files


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the newest release, to be changed and put right again."""
    folder = tmp_path_factory.mktemp("releases") / ke.versions()[-1]
    shutil.copytree(Path(_files.releases(), ke.versions()[-1]), folder)
    yield folder
    checked_files(folder)


def refused(path: Path, content: bytes) -> bool:
    """Whether a release is refused while a file of it has other content."""
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        checked_files(path.parent)
    except DigestError as error:
        return path.name in str(error) or path.name == "SHA256SUMS"
    finally:
        path.write_bytes(before)
    return False


any_release = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@any_release
@given(st.data())
def test_any_byte_that_is_changed_is_found(release: Path, data: st.DataObject) -> None:
    """A release of which one byte of one file is another is refused, and the file is named."""
    path = data.draw(st.sampled_from(sorted(release.iterdir())))
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    assert refused(path, bytes(content))


@any_release
@given(st.data())
def test_a_file_that_was_cut_off_is_found(release: Path, data: st.DataObject) -> None:
    """A release of which one file ends early is refused, and the file is named."""
    path = data.draw(st.sampled_from(sorted(path for path in release.iterdir() if path.name != "SHA256SUMS")))
    content = path.read_bytes()
    assert refused(path, content[: data.draw(st.integers(0, len(content) - 1))])


@any_release
@given(st.data())
def test_files_that_changed_places_are_found(release: Path, data: st.DataObject) -> None:
    """A release in which one file has the content of another is refused, and the file is named."""
    names = sorted(path for path in release.iterdir() if path.name != "SHA256SUMS")
    one, other = data.draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
    assert refused(one, other.read_bytes())


@any_release
@given(st.data())
def test_a_row_too_many_is_found(release: Path, data: st.DataObject) -> None:
    """A release of which one table has a row twice is refused, and the table is named."""
    path = data.draw(st.sampled_from(sorted(release.glob("*.csv"))))
    lines = path.read_bytes().splitlines(keepends=True)
    assert refused(path, b"".join([*lines, data.draw(st.sampled_from(lines))]))
