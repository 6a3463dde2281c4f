"""Which formats there are, and writing one of them into a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.package import write_files
from ketamine_evidence.errors import MissingExtraError, QueryError, nearest

Files = Mapping[str, bytes]
"""The files of an export by name, relative to its folder, with "/" between folders."""


class Format(NamedTuple):
    """A format that a dataset can be exported to.

    Attributes:
        title: what it is, in a line.
        module: the module of `ketamine_evidence.export` that writes it, whose function `files` gives the files of a dataset.
        extra: the extra that it needs; empty where it needs none.
    """

    title: str
    module: str
    extra: str = ""

    @property
    def files(self) -> Callable[[Dataset], Files]:
        """The function that gives the files of a dataset."""
        found: Callable[[Dataset], Files] = import_module(f"ketamine_evidence.export.{self.module}").files
        return found


FORMATS: Mapping[str, Format] = MappingProxyType({})
"""Every format by its name."""


def export_to(dataset: Dataset, name: str, folder: str | Path) -> Path:
    """Write a dataset in another format into a new folder, whole or not at all.

    Args:
        dataset: what to write.
        name: the format, one of `FORMATS`.
        folder: where to; it may be there already with the same content.

    Returns:
        The folder.

    Raises:
        QueryError: for a format that there is not; it names the nearest.
        MissingExtraError: where what the format needs is not installed; it says what to install.
        DataError: where the folder has other content.
    """
    return write_files(export_files(dataset, name), Path(folder))


def export_files(dataset: Dataset, name: str) -> Files:
    """Give a dataset in another format as files by name, without writing them; see `export_to`."""
    if name not in FORMATS:
        raise QueryError(f"no format {name!r}; there are: {', '.join(FORMATS)}{nearest(name, FORMATS)}")
    chosen = FORMATS[name]
    try:
        return chosen.files(dataset)
    except ModuleNotFoundError as error:
        if not chosen.extra or str(error.name).startswith("ketamine_evidence"):
            raise
        raise MissingExtraError(
            f"{name} needs {error.name}, which is not installed: pip install 'ketamine-evidence[{chosen.extra}]'"
        ) from error
