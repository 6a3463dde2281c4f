"""Show the notebooks as pages of the site: each is run when the site is built, and written as Markdown, in the site's own style.

MkDocs calls this by itself (`hooks` in mkdocs.yml). A notebook is kept without outputs, so that none can be out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbclient import NotebookClient
from nbconvert import MarkdownExporter

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

SKIPPED = "skip-execution"
"""The tag of a cell that is shown and not run; nbclient knows it by this name."""
QUIET = ["--HistoryManager.enabled=False", "--log-level=ERROR"]
"""For the kernel: keep no history in the home of whoever builds the site, and say nothing of its connection to this process."""

FRAME, SCROLLED = "<div>\n<style scoped>", '<div style="overflow-x: auto" tabindex="0">\n<style scoped>'
"""How a frame of pandas begins, and how it does where it may be wider than the page, as on a phone."""


def executed(path: Path) -> nbformat.NotebookNode:
    """Run a notebook from top to bottom in a process of its own.

    Raises:
        CellExecutionError: where a cell fails.
    """
    notebook: nbformat.NotebookNode = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", extra_arguments=QUIET, skip_cells_with_tag=SKIPPED).execute()
    return notebook


def markdown(notebook: nbformat.NotebookNode) -> str:
    """Write a notebook as Markdown, with the outputs that it has."""
    body, _ = MarkdownExporter().from_notebook_node(notebook)
    return str(body).replace(FRAME, SCROLLED)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each notebook; the notebook itself stays beside it, to be downloaded."""
    from mkdocs.structure.files import File  # noqa: PLC0415  whoever only runs the notebooks needs no MkDocs

    for file in [one for one in files if one.src_uri.endswith(".ipynb")]:
        page = file.src_uri.removesuffix(".ipynb") + ".md"
        files.append(File.generated(config, page, content=markdown(executed(Path(str(file.abs_src_path))))))
    return files
