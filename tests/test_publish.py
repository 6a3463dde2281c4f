"""Publishing: the same bytes each time, whole or not at all, never over what is there."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from authored import GOOD, LEXICON, RELIEF, SMALL_TEXT, SOURCE, TEXTS, changed, read, vocabulary, write
from ketamine_evidence.curation.publish import compile_release, publish, read_all
from ketamine_evidence.curation.vocabularies import read_terms
from ketamine_evidence.dataset.package import package_files
from ketamine_evidence.dataset.releases import load_folder
from ketamine_evidence.errors import DataError, VersionError
from ketamine_evidence.records.evidence import KEYS, TABLES, Term

VERSION = "1.2.3"
DAY = date(2026, 1, 2)


def files_of(folder: Path, *tomls: str) -> Mapping[str, bytes]:
    """The files of a release of authored files, by default the good one."""
    authored = [read(folder / f"{number}", toml) for number, toml in enumerate(tomls or (GOOD,))]
    return package_files(compile_release(authored, vocabulary(folder / "vocabulary")), VERSION, DAY)


def rows(files: Mapping[str, bytes], table: str) -> list[dict[str, str]]:
    """The rows of a table."""
    return list(csv.DictReader(io.StringIO(files[f"{table}.csv"].decode())))


def descriptor(files: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor of a release."""
    found = json.loads(files["datapackage.json"])
    assert isinstance(found, dict)
    return found


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_publishing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    first = publish(VERSION, files_of(tmp_path / "a"), tmp_path / "first")
    second = publish(VERSION, files_of(tmp_path / "b"), tmp_path / "second")
    assert first == tmp_path / "first" / VERSION
    assert content_of(first) == content_of(second)
    assert set(content_of(first)) == {"datapackage.json", "SHA256SUMS", *(f"{table}.csv" for table in TABLES)}


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    target = publish(VERSION, files, tmp_path / "releases")
    before = {path: path.stat().st_mtime_ns for path in target.iterdir()}
    assert publish(VERSION, files, tmp_path / "releases") == target
    assert {path: path.stat().st_mtime_ns for path in target.iterdir()} == before


def test_a_version_is_never_published_with_other_content(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    target = publish(VERSION, files, tmp_path / "releases")
    other = files_of(tmp_path, changed(("doses over some weeks", "doses over a while")))
    with pytest.raises(VersionError) as raised:
        publish(VERSION, other, tmp_path / "releases")
    assert str(raised.value) == (
        "data version 1.2.3 is released and stays as it is (SHA256SUMS, datapackage.json, protocols.csv differ);"
        " publish a higher version"
    )
    assert content_of(target) == files


def test_a_file_too_many_is_other_content(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    write(publish(VERSION, files, tmp_path / "releases"), "", "more.csv")
    with pytest.raises(VersionError, match=r"\(more\.csv differ\)"):
        publish(VERSION, files, tmp_path / "releases")


@pytest.mark.parametrize("version", ["", "1.2", "v1.2.3", "1.2.3-rc1", "../1.2.3", "01.2.3"])
def test_only_a_version_is_published(tmp_path: Path, version: str) -> None:
    with pytest.raises(VersionError) as raised:
        publish(version, {"a.csv": b""}, tmp_path)
    assert str(raised.value) == f"not a data version: {version!r}; expected three numbers such as '0.1.0'"
    assert list(tmp_path.iterdir()) == []


def failing(count: int) -> Callable[[Path, bytes], int]:
    """A way of writing bytes that fails at the file of this number."""
    written: list[Path] = []
    write_bytes = Path.write_bytes

    def write_some(self: Path, data: bytes) -> int:
        written.append(self)
        if len(written) == count:
            raise OSError("no space left")
        return write_bytes(self, data)

    return write_some


@pytest.mark.parametrize("count", [1, 5, len(TABLES) + 2])
def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    files = files_of(tmp_path)
    publish("1.0.0", files, tmp_path / "releases")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", failing(count))
        with pytest.raises(OSError, match="no space left"):
            publish(VERSION, files, tmp_path / "releases")
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["1.0.0"]
    assert content_of(publish(VERSION, files, tmp_path / "releases")) == files


def test_what_is_published_can_be_loaded(tmp_path: Path) -> None:
    dataset = load_folder(publish(VERSION, files_of(tmp_path), tmp_path / "releases"))
    assert (dataset.version, dataset.released) == (VERSION, DAY)
    assert list(dataset.claims()) == read(tmp_path, GOOD).all_claims()
    assert list(dataset.exclusions) == list(read(tmp_path, GOOD).exclusions)


@pytest.mark.parametrize("note", ['a \\"b\\", c', " one ", "1|2", "=1+1", "-"], ids=str)
def test_a_note_is_released_as_it_was_written(tmp_path: Path, note: str) -> None:
    toml = changed(("doses over some weeks", f'doses over some weeks"\nnote = "{note}'))
    dataset = load_folder(publish(VERSION, files_of(tmp_path, toml), tmp_path / "releases"))
    assert list(dataset.protocols) == list(read(tmp_path, toml).claims["protocols"])


@pytest.mark.parametrize(
    ("change", "place"),
    [
        pytest.param(('title = "How long it lasts"', 'title = ""'), "source: title: ", id="empty title"),
        pytest.param(("over some weeks", 'over some weeks"\nnote = "'), "p001: note: ", id="empty note"),
        pytest.param(("= 116", '= 116\nauthors = ["One|Two"]'), "source: authors: ", id="separator in a list"),
        pytest.param(("= 116", '= 116\nauthors = [""]'), "source: authors: ", id="nothing in a list"),
    ],
)
def test_what_a_release_cannot_hold_is_a_problem_of_its_file(tmp_path: Path, change: tuple[str, str], place: str) -> None:
    path = write(tmp_path / "sources", changed(change))
    with pytest.raises(DataError) as raised:
        compile_release(read_all(tmp_path / "sources", TEXTS), vocabulary(tmp_path / "vocabulary"))
    assert [str(problem).startswith(f"{path}: {place}") for problem in raised.value.problems] == [True]


def test_words_that_are_left_are_refused(tmp_path: Path) -> None:
    authored = read(tmp_path, SOURCE + RELIEF)
    with pytest.raises(DataError) as raised:
        compile_release([authored], vocabulary(tmp_path / "vocabulary"))
    assert str(raised.value) == (
        f"{authored.path}: words not accounted for at [0, 17]: 'How long it lasts'; add a record or an exclusion\n"
        f"{authored.path}: words not accounted for at [64, 114]: {SMALL_TEXT[64:114]!r};"
        " add a record or an exclusion"
    )


def test_a_file_without_its_text_is_refused(tmp_path: Path) -> None:
    authored = read(tmp_path, GOOD, None)
    with pytest.raises(DataError) as raised:
        compile_release([authored], vocabulary(tmp_path / "vocabulary"))
    assert str(raised.value) == (
        f"{authored.path}: source: text_sha256: no text at hand with this digest; give the folder of texts"
    )


def test_the_descriptor_says_what_a_release_is(tmp_path: Path) -> None:
    found = descriptor(files_of(tmp_path))
    assert found["version"] == VERSION
    assert found["created"] == "2026-01-02T00:00:00Z"
    assert [licence["name"] for licence in found["licenses"]] == ["CC0-1.0"]
    assert found["citation"] == (
        "The ketamine-evidence contributors (2026). ketamine-evidence: what is written about ketamine for pain"
        " (data version 1.2.3) [Data set]."
    )
    assert found["intendedUse"].startswith("An evidence summary, not dosing advice")
    assert found["intendedUse"] in found["description"]


@pytest.mark.parametrize("table", TABLES)
def test_the_descriptor_holds_sizes_hashes_and_columns(tmp_path: Path, table: str) -> None:
    files = files_of(tmp_path)
    resource = next(one for one in descriptor(files)["resources"] if one["name"] == table)
    content = files[resource["path"]]
    assert resource["bytes"] == len(content)
    assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    header = content.decode().partition("\n")[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert all(field["description"] for field in resource["schema"]["fields"])
    assert resource["schema"]["primaryKey"] == list(KEYS.get(table, ("id",)))
    assert ("foreignKeys" in resource["schema"]) == ("source" in header)


def test_the_descriptor_says_of_columns_what_they_hold(tmp_path: Path) -> None:
    resources = {one["name"]: one for one in descriptor(files_of(tmp_path))["resources"]}
    fields = {field["name"]: field for field in resources["ranges"]["schema"]["fields"]}
    assert fields["hedges"] | {"description": ""} == {
        "name": "hedges", "type": "list", "description": "", "delimiter": "|", "itemType": "string",
    }  # fmt: skip
    assert fields["approximate"]["trueValues"] == ["true"]
    assert fields["approximate"]["constraints"] == {"required": True}
    assert "intravenous" in fields["route"]["constraints"]["enum"]
    assert "required" not in fields["route"]["constraints"]
    assert "constraints" not in fields["note"]


def test_the_digests_are_those_of_the_files(tmp_path: Path) -> None:
    files = files_of(tmp_path)
    lines = [line.split("  ") for line in files["SHA256SUMS"].decode().splitlines()]
    assert {name: digest for digest, name in lines} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "SHA256SUMS"
    }
    assert [name for _, name in lines] == sorted(files.keys() - {"SHA256SUMS"})


def test_files_are_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    summary = "doses \u2013 \u201cover\u201d weeks, 100 %"
    toml = changed(("doses over some weeks", summary))
    for content in files_of(tmp_path, toml).values():
        assert b"\r" not in content
        assert content.endswith(b"\n")
    assert rows(files_of(tmp_path, toml), "protocols")[0]["summary"] == summary


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_sorted_by_their_keys(tmp_path: Path, table: str) -> None:
    parts = GOOD.removeprefix(SOURCE).split("\n[[")[1:]
    backwards = SOURCE + "".join(f"\n[[{part}" for part in reversed(parts))
    tables = compile_release([read(tmp_path, backwards)], vocabulary(tmp_path / "vocabulary"))
    keys = [tuple(getattr(record, field) for field in KEYS.get(table, ("id",))) for record in tables[table]]
    assert keys == sorted(keys)
    assert tables == compile_release([read(tmp_path, GOOD)], vocabulary(tmp_path / "vocabulary"))


def test_sources_are_sorted_whatever_the_order_of_files(tmp_path: Path) -> None:
    write(tmp_path / "sources", GOOD, "b.toml")
    write(tmp_path / "sources", GOOD, "a.toml")
    authored = read_all(tmp_path / "sources", TEXTS)
    terms = vocabulary(tmp_path / "vocabulary")
    assert [one.source.id for one in authored] == ["a", "b"]
    tables = compile_release(authored[::-1], terms)
    assert package_files(tables, VERSION, DAY) == package_files(compile_release(authored, terms), VERSION, DAY)


def test_no_key_is_released_twice(tmp_path: Path) -> None:
    again = '\n[[exclusion]]\nspan = [0, 17]\nreason = "navigation"\n'
    write(tmp_path / "sources", GOOD + again)
    with pytest.raises(DataError, match=r"\[0, 17\]"):
        compile_release(read_all(tmp_path / "sources", TEXTS), vocabulary(tmp_path / "vocabulary"))


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write(folder, changed(("= 116", "= 117")), "a.toml")
    write(folder, changed(('id = "p001"', 'id = "1"')), "b.toml")
    write(folder, GOOD, "c.toml")
    with pytest.raises(DataError) as raised:
        read_all(folder, TEXTS)
    assert str(raised.value) == (
        f"{folder}/a.toml: source: characters: expected 116, came 117\n"
        f"{folder}/b.toml: protocol number 1: id: expected 'p' and at least three digits such as 'p001', came '1'"
    )


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_without_authored_files(tmp_path: Path, there: bool) -> None:  # noqa: FBT001  pytest passes it
    folder = tmp_path / "sources"
    if there:
        folder.mkdir()
    with pytest.raises(DataError) as raised:
        read_all(folder, TEXTS)
    assert str(raised.value) == f"{folder}: no authored files (*.toml) here"


def test_vocabularies_and_conventions_are_terms(tmp_path: Path) -> None:
    lexicon = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    plural = lexicon["bare_plural"]
    bare = [
        (f"bare-plural-{unit}", f"bare plural of {unit}", f"{plural['least']} {unit} up to 1 {larger}")
        for unit, larger in plural["most"].items()
    ]
    ends = {word: f"{ends[0]} to {ends[-1]}" for word, ends in lexicon["quantifiers"].items()}
    vague = [(word, word, reading) for word, reading in (ends | {"couple": "2", "many": "4 or more, no upper reading"}).items()]
    assert read_terms(vocabulary(tmp_path)) == [
        *(Term(scheme="lexicon", id=id_, label=label, definition=reading) for id_, label, reading in bare + vague),
        Term(scheme="route", id="oral", label="by mouth", definition="Swallowed.", mappings=("NCIt:C38288",)),
    ]


def test_conventions_are_those_of_a_lexicon_that_was_changed(tmp_path: Path) -> None:
    text = changed(('"couple" = [2, 2]', '"couple" = [2, 2.5]'), text=LEXICON.read_text(encoding="utf-8"))
    write(tmp_path, text, "lexicon.toml")
    readings = {term.id: term.definition for term in read_terms(tmp_path)}
    assert readings["couple"] == "2 to 2.5"


TERM = '[[term]]\nid = "oral"\nlabel = "by mouth"\ndefinition = "Swallowed."\n'


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        pytest.param(TERM.replace('label = "by mouth"\n', ""), "oral: label: missing; it has to be given", id="label missing"),
        pytest.param(TERM.replace('"by mouth"', "3"), "oral: label: expected text, came 3 (int)", id="wrong type"),
        pytest.param(
            TERM + 'lable = "x"\n',
            "oral: lable: unknown key; expected one of: id, label, definition, mappings; did you mean 'label'?",
            id="unknown key",
        ),
        pytest.param(TERM.replace('id = "oral"\n', ""), "?: id: missing; it has to be given", id="id missing"),
        pytest.param(
            TERM + "mappings = { NCIt = 3 }\n", "oral: mappings: expected text, came 3 (int)", id="mapping of the wrong type"
        ),
        pytest.param(
            TERM + 'mappings = ["NCIt:C38288"]\n',
            "oral: mappings: expected a table, came ['NCIt:C38288'] (list)",
            id="mappings as a list",
        ),
        pytest.param(
            TERM.replace("[[term]]", "[[terms]]"),
            "terms: unknown table; expected one of: term; did you mean 'term'?",
            id="unknown table",
        ),
        pytest.param(
            TERM.replace("[[term]]", "[term]"),
            "term: expected tables [[term]], came a single table; write double brackets",
            id="single brackets",
        ),
        pytest.param(TERM + TERM, "oral: id: given to 2 terms; an id belongs to one", id="duplicate id"),
    ],
)
def test_a_bad_vocabulary_is_one_exact_message(tmp_path: Path, toml: str, message: str) -> None:
    path = write(tmp_path, toml, "route.toml")
    with pytest.raises(DataError) as raised:
        read_terms(tmp_path)
    assert str(raised.value) == f"{path}: {message}"


def test_problems_of_all_vocabularies_come_at_once(tmp_path: Path) -> None:
    write(tmp_path, "[[term]", "a.toml")
    write(tmp_path, TERM.replace('label = "by mouth"\n', ""), "b.toml")
    with pytest.raises(DataError) as raised:
        read_terms(tmp_path)
    assert [Path(problem.file).name for problem in raised.value.problems] == ["a.toml", "b.toml"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(("[bare_plural]", "[plural]"), "not a lexicon: missing part 'bare_plural'", id="part missing"),
        pytest.param(
            ('"few" = [2, 5]', '"few" = [5, 2]'),
            "not a lexicon: quantifiers.few: the least is above the most in [5, 2]; swap them",
            id="part that cannot be",
        ),
        pytest.param(
            ("[numbers]", "[numbers"),
            "not TOML: Expected ']' at the end of a table declaration (at line 17, column 9)",
            id="not TOML",
        ),
    ],
)
def test_a_bad_lexicon_is_one_exact_message(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    path = write(tmp_path, changed(change, text=LEXICON.read_text(encoding="utf-8")), "lexicon.toml")
    with pytest.raises(DataError) as raised:
        read_terms(tmp_path)
    assert str(raised.value) == f"{path}: {message}"
