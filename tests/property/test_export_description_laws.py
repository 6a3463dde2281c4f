"""Exports that describe the CSV files beside them: Croissant, CSV on the Web, RO-Crate."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given

import ketamine_evidence as ke
from ketamine_evidence.export import croissant, csvw, rocrate
from ketamine_evidence.strategies import datasets

DESCRIBED = {croissant: croissant.CROISSANT, csvw: csvw.METADATA, rocrate: rocrate.METADATA}


def said_of_files(name: str, described: Mapping[str, Any]) -> dict[str, str]:
    """The digest of each file, as a description has it."""
    if name == croissant.CROISSANT:
        return {one["contentUrl"]: one["sha256"] for one in described["distribution"]}
    if name == csvw.METADATA:
        return {one["url"]: one["schema:sha256"] for one in described["tables"]}
    return {one["@id"]: one["sha256"] for one in described["@graph"] if "sha256" in one}


@pytest.mark.parametrize("form", DESCRIBED, ids=lambda form: str(form.__name__).rpartition(".")[2])
@given(dataset=datasets())
def test_the_files_are_those_of_the_data_package(form: Any, dataset: ke.Dataset) -> None:
    """An export is the data package, byte for byte, and one file more."""
    files = form.files(dataset)
    described = files.pop(DESCRIBED[form])
    assert files == dataset.files()
    assert json.loads(described)


@pytest.mark.parametrize("form", DESCRIBED, ids=lambda form: str(form.__name__).rpartition(".")[2])
@given(dataset=datasets())
def test_every_file_has_the_digest_that_is_said_of_it(form: Any, dataset: ke.Dataset) -> None:
    """What an export says of its files is said of each table, and the digest is the file's."""
    files = form.files(dataset)
    said = said_of_files(DESCRIBED[form], json.loads(files[DESCRIBED[form]]))
    assert {name for name in files if name.endswith(".csv")} <= said.keys()
    assert said == {name: hashlib.sha256(files[name]).hexdigest() for name in said}


@given(datasets())
def test_every_column_is_described_in_its_place(dataset: ke.Dataset) -> None:
    """Croissant and CSV on the Web have the columns of each table in the order of its header."""
    files = csvw.files(dataset) | croissant.files(dataset)
    tables = {
        one["url"]: [column["titles"] for column in one["tableSchema"]["columns"]]
        for one in json.loads(files[csvw.METADATA])["tables"]
    }
    sets = {
        f"{one['@id']}.csv": [field["source"]["extract"]["column"] for field in one["field"]]
        for one in json.loads(files[croissant.CROISSANT])["recordSet"]
    }
    headers = {
        name: next(csv.reader(io.StringIO(content.decode(), newline="")))
        for name, content in files.items()
        if name.endswith(".csv")
    }
    assert tables == sets == headers
