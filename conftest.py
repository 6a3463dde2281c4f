"""The examples in the documentation and in docstrings run as tests."""

from __future__ import annotations

import tempfile
from doctest import ELLIPSIS
from typing import Any

from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser


def _folder(namespace: dict[str, Any]) -> None:
    """Give examples that write a file a folder to write it to."""
    namespace["_kept"] = tempfile.TemporaryDirectory()
    namespace["folder"] = namespace["_kept"].name


def _tidy(namespace: dict[str, Any]) -> None:
    namespace["_kept"].cleanup()


documents = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "docs/*.md", "docs/*/*.md"],
    setup=_folder,
    teardown=_tidy,
)
docstrings = Sybil(
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    patterns=["src/*/*.py", "src/*/*/*.py"],
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (documents + docstrings).pytest()
