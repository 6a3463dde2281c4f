"""Texts as somebody holds them: snapshots and saved pages, and what a reader sees of a page."""

# ruff: noqa: RUF001  look-alike quotes, dashes and digits are the point

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ketamine_evidence.dataset.texts import Text, read_texts, visible_text
from ketamine_evidence.errors import DataError


def test_snapshots_are_read_as_they_are(tmp_path: Path) -> None:
    raw = "Up to – 12 weeks\r\n<b>not a page</b>\n".encode()
    (tmp_path / "one.txt").write_bytes(raw)
    assert read_texts(tmp_path) == (Text("one", hashlib.sha256(raw).hexdigest(), "Up to – 12 weeks\r\n<b>not a page</b>\n"),)


@pytest.mark.parametrize("name", ["one.html", "one.htm", "one.HTML"])
def test_of_pages_what_a_reader_sees_is_read(tmp_path: Path, name: str) -> None:
    raw = b"<p>Up to <b>12</b> weeks</p>"
    (tmp_path / name).write_bytes(raw)
    assert read_texts(str(tmp_path)) == (Text("one", hashlib.sha256(raw).hexdigest(), "Up to 12 weeks"),)


def test_texts_come_in_the_order_of_their_names_and_nothing_else_comes(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "C.TXT", "notes.md", "d.pdf", "txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    assert [text.name for text in read_texts(tmp_path)] == ["C", "a", "b"]


def test_a_folder_may_be_empty(tmp_path: Path) -> None:
    assert read_texts(tmp_path) == ()


@pytest.mark.parametrize(("name", "came"), [("nowhere", "nothing"), ("file.txt", "a file")])
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str, came: str) -> None:
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_texts(tmp_path / name)
    assert str(caught.value) == f"{tmp_path / name}: expected a folder of texts (.txt, .html), came {came}"


def test_files_that_are_not_utf8_are_told_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"12 \xb5g")
    (tmp_path / "b.txt").write_text("fine", encoding="utf-8")
    (tmp_path / "c.html").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError) as caught:
        read_texts(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'a.txt'}: not UTF-8 at byte 3; save it as UTF-8\n{tmp_path / 'c.html'}: not UTF-8 at byte 0; save it as UTF-8"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>Up to <b>12</b> weeks</p>", "Up to 12 weeks"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\n\nthree"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>5</td><td>weeks</td></tr></table>", "5\n\nweeks"),
        ("4&ndash;6&nbsp;weeks &lt; 7 &#189;", "4–6\u00a0weeks < 7 ½"),
        ("a<script>if (1 < 2) { x('<p>') }</script>b", "ab"),
        ("a<style>p { }</style>b<noscript>c</noscript><template><p>d</p></template>e", "abe"),
        ("<head><title>no</title></head><body>yes</body>", "yes"),
        ("a</script></style>b", "ab"),
        ("<!doctype html><!-- a remark -->a<!-- <p>b</p> -->c", "ac"),
        ("<template><template>a</template>b</template>c", "c"),
        ("<html><head><title>no</title><body><p>yes</p>", "yes"),
        ("<html><head><meta charset=utf-8><title>no</title><p>yes</p>", "yes"),
        ("<svg><style/></svg><p>yes</p>", "yes"),
    ],
)
def test_a_page_is_read_as_a_reader_sees_it(html: str, text: str) -> None:
    assert visible_text(html) == text
