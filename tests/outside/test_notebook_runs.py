"""The notebooks of the docs: kept without outputs, run from top to bottom by nbclient, and shown as pages that call no other host."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient.exceptions import CellExecutionError
from nbformat import v4

from authored import ROOT
from hooks import hook
from ketamine_evidence.dataset.cite import INTENDED_USE

NOTEBOOKS = sorted((ROOT / "docs").rglob("*.ipynb"))
HOOK = vars(hook("notebooks"))
SHOWN = 7
"""How many cells of the first look end in a value that shows itself as a table or a picture."""


@pytest.fixture(scope="module")
def first_look() -> Any:
    """The first look, run."""
    return HOOK["executed"](ROOT / "docs" / "tutorial" / "first-look.ipynb")


def code(notebook: Any) -> list[Any]:
    """The cells of a notebook that hold code."""
    return [one for one in notebook.cells if one.cell_type == "code"]


def is_skipped(one: Any) -> bool:
    """Whether a cell is shown and not run."""
    return HOOK["SKIPPED"] in one.metadata.get("tags", [])


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_valid_and_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert [one.source for one in code(notebook) if one.outputs or one.execution_count is not None] == []
    assert set(notebook.metadata) == {"kernelspec", "language_info"}, "nothing of the machine that it was written on"


def test_only_the_cell_that_installs_is_not_run(first_look: Any) -> None:
    skipped = [one for one in code(first_look) if is_skipped(one)]
    assert [one.source for one in skipped] == ["%pip install 'ketamine-evidence[pandas]'"]
    assert code(first_look)[0] is skipped[0]
    assert skipped[0].outputs == []


def test_every_other_cell_runs_and_shows_something(first_look: Any) -> None:
    cells = [one for one in code(first_look) if not is_skipped(one)]
    assert [one.source for one in cells if not one.outputs] == []
    kinds = {output.output_type for one in cells for output in one.outputs}
    assert kinds <= {"execute_result", "stream"}, "an error, or a warning in the reader's face"
    assert {output.name for one in cells for output in one.outputs if output.output_type == "stream"} == {"stdout"}


def test_jupyter_asks_our_values_for_their_markup_and_gets_it(first_look: Any) -> None:
    markup = [
        output.data.get("text/html", "")
        for one in code(first_look)
        for output in one.outputs
        if output.output_type == "execute_result"
    ]
    ours = [one for one in markup if one.startswith('<div class="ketamine-evidence')]
    assert len(ours) == SHOWN
    assert sum(INTENDED_USE in one for one in ours) == SHOWN - 1, "a phrase alone is no evidence"
    assert sum("<svg" in one for one in ours) == 2
    assert sum('class="dataframe"' in one for one in markup) == 1


def test_a_cell_that_fails_stops_the_build(tmp_path: Path) -> None:
    notebook = v4.new_notebook(cells=[v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, tmp_path / "broken.ipynb")
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        HOOK["executed"](tmp_path / "broken.ipynb")


class Addresses(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "link", "iframe", "img", "object", "embed"}:
            self.found.append(tag)
        self.found += [f"{tag} {name}={value}" for name, value in attrs if name in {"src", "href"} or name.startswith("on")]


def test_the_page_of_a_notebook_loads_and_runs_nothing(first_look: Any) -> None:
    page = HOOK["markdown"](first_look)
    reader = Addresses()
    reader.feed(page)
    assert reader.found == []
    assert not re.search(r"url\(|@import", page)
    assert page.startswith("# A first look, in a notebook\n")
    assert page.count('<div style="overflow-x: auto" tabindex="0">') == 1, "a frame may be wider than a phone"
    links = re.findall(r"\]\(([^)]+)\)", page)
    assert links
    assert [link for link in links if not (ROOT / "docs" / "tutorial" / link).is_file()] == []
