"""The public face of the package: its names and its version."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from pathlib import Path

import pytest

import ketamine_evidence as ke
from authored import ROOT

PACKAGE = Path(str(ke.__file__)).parent


def stated(module: str) -> list[str]:
    """`__all__` as it stands in the source of a module."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            value = ast.literal_eval(node.value)
            assert isinstance(value, list)
            return value
    raise AssertionError("no __all__ as a literal list")


def test_all_is_a_literal_list_in_order() -> None:
    assert stated("__init__.py") == ke.__all__
    assert sorted(ke.__all__) == ke.__all__
    assert len(set(ke.__all__)) == len(ke.__all__)


@pytest.mark.parametrize("name", ke.__all__)
def test_every_public_name_is_there(name: str) -> None:
    value = getattr(ke, name)
    assert getattr(ke, name) is value
    assert name in dir(ke)
    home = getattr(value, "__module__", "ketamine_evidence")
    assert getattr(importlib.import_module(home), name) is value


def test_every_lazy_name_is_public_and_typed() -> None:
    assert {*ke._HOMES, *ke._MODULES, "__version__"} == set(ke.__all__)
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = {
        (alias.asname, node.module)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    parts = {(name, "ketamine_evidence") for name in ke._MODULES}
    assert typed == {(name, f"ketamine_evidence.{home}") for name, home in ke._HOMES.items()} | parts


def test_the_module_lists_its_names() -> None:
    assert dir(ke) == sorted(set(dir(ke)))
    assert set(ke.__all__) <= set(dir(ke))


def test_a_name_that_is_not_there() -> None:
    name = "parse_rang"
    with pytest.raises(AttributeError) as raised:
        getattr(ke, name)
    assert str(raised.value) == "module 'ketamine_evidence' has no attribute 'parse_rang'"


def test_a_star_import_gives_every_public_name() -> None:
    namespace: dict[str, object] = {}
    exec("from ketamine_evidence import *", namespace)  # noqa: S102  the star is what is tested
    assert set(ke.__all__) <= set(namespace)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == ke.__version__


def test_the_citation_file_cites_the_newest_data() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^version: *['\"]?([^'\"\n]+)", citation, re.MULTILINE) == [ke.versions()[-1]]
