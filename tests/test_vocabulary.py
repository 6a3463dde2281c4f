"""The closed lists: enums and vocabulary files hold the same terms, and each term is well formed."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from ketamine_evidence import _files
from ketamine_evidence.records.vocabulary import SCHEMES

WITHOUT_ENUM = {"lexicon"}
FOLDER = Path(_files.vocabulary())
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))
IDENTIFIERS = {
    "hpo": r"HP:[0-9]{7}",
    "icd11": r"[0-9A-Z]{4}(\.[0-9A-Z]{1,2})?",
    "ncit": r"C[0-9]{4,6}",
    "mesh": r"[CD][0-9]{6,9}",
    "unii": r"[0-9A-Z]{10}",
    "pubchem": r"[0-9]+",
    "chebi": r"CHEBI:[0-9]+",
    "atc": r"[A-Z][0-9]{2}[A-Z]{2}[0-9]{2}",
    "rxnorm": r"[0-9]+",
}
"""How the identifiers of each vocabulary that terms are mapped to are written. Those that are not free are not among them."""


def terms(scheme: str) -> list[dict[str, Any]]:
    with (FOLDER / f"{scheme}.toml").open("rb") as file:
        data = tomllib.load(file)
    assert set(data) == {"term"}, f"{scheme}.toml: expected [[term]] tables and nothing else"
    found: list[dict[str, Any]] = data["term"]
    return found


TERMS = [pytest.param(term, id=f"{scheme}:{term['id']}") for scheme in FILES if scheme != "lexicon" for term in terms(scheme)]


@pytest.mark.parametrize(("scheme", "enum"), SCHEMES.items(), ids=list(SCHEMES))
def test_an_enum_has_the_terms_of_its_file_in_their_order(scheme: str, enum: type[StrEnum]) -> None:
    assert [member.value for member in enum] == [term["id"] for term in terms(scheme)]


def test_every_file_has_an_enum() -> None:
    assert set(FILES) - WITHOUT_ENUM == set(SCHEMES)


def test_every_file_is_read_as_a_vocabulary() -> None:
    assert set(FILES) >= WITHOUT_ENUM


@pytest.mark.parametrize(("scheme", "enum"), SCHEMES.items(), ids=list(SCHEMES))
def test_members_are_named_after_their_terms(scheme: str, enum: type[StrEnum]) -> None:
    assert [member.name for member in enum] == [member.value.upper().replace("-", "_") for member in enum], scheme


@pytest.mark.parametrize("scheme", [name for name in FILES if name != "lexicon"])
def test_no_term_is_there_twice(scheme: str) -> None:
    ids = [term["id"] for term in terms(scheme)]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("scheme", [name for name in FILES if name != "lexicon"])
def test_terms_are_written_one_way(scheme: str) -> None:
    separator = "_" if scheme == "quantity" else "-"
    for term in terms(scheme):
        assert re.fullmatch(rf"[a-z][a-z0-9]*({separator}[a-z0-9]+)*", term["id"]), f"{term['id']}: write it in lower case"


@pytest.mark.parametrize("term", TERMS)
def test_a_term_has_a_label_and_a_definition(term: dict[str, Any]) -> None:
    assert set(term) <= {"id", "label", "definition", "mappings"}
    for field in ("label", "definition"):
        assert isinstance(term[field], str)
        assert term[field] == term[field].strip() != ""
    assert term["definition"].endswith(".")


@pytest.mark.parametrize("term", TERMS)
def test_mappings_look_like_the_identifiers_they_are(term: dict[str, Any]) -> None:
    for scheme, identifier in term.get("mappings", {}).items():
        assert scheme in IDENTIFIERS, f"{term['id']}: {scheme} is not a vocabulary that may be mapped to"
        assert re.fullmatch(IDENTIFIERS[scheme], identifier), f"{term['id']}: {identifier} is no identifier of {scheme}"


def test_no_identifier_is_given_to_two_terms_of_a_scheme() -> None:
    for scheme in FILES:
        if scheme == "lexicon":
            continue
        given = [pair for term in terms(scheme) for pair in term.get("mappings", {}).items()]
        assert sorted(set(given)) == sorted(given), scheme


def test_the_schemes_cannot_be_changed() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        SCHEMES["more"] = StrEnum  # type: ignore[index]
