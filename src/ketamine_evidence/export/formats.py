"""Which formats there are, and writing one of them into a folder."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from types import MappingProxyType, ModuleType
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
        module: the module of `ketamine_evidence.export` that writes it, whose function `files` gives the files of a dataset, and where it
            has a function `read`, that reads a folder of such files back.
        extra: the extra that it needs; empty where it needs none.
    """

    title: str
    module: str
    extra: str = ""

    @property
    def files(self) -> Callable[[Dataset], Files]:
        """The function that gives the files of a dataset."""
        found: Callable[[Dataset], Files] = self._import().files
        return found

    @property
    def read(self) -> Callable[[str | Path], Dataset] | None:
        """The function that reads a folder back as a dataset; None where the format cannot be read back."""
        found: Callable[[str | Path], Dataset] | None = getattr(self._import(), "read", None)
        return found

    def _import(self) -> ModuleType:
        return import_module(f"ketamine_evidence.export.{self.module}")


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format("CSV files in a Frictionless Data Package, safe to open in a spreadsheet", "csv_package"),
        "jsonl": Format("JSON Lines with a JSON Schema for each table", "json_lines"),
        "xlsx": Format("Excel workbook, a sheet a table", "workbook", "export"),
        "bibtex": Format("BibTeX: the dataset and its sources", "bibtex"),
        "ris": Format("RIS: the dataset and its sources", "ris"),
        "csl": Format("CSL-JSON: the dataset and its sources", "csl"),
        "citation": Format("The dataset's citation: CITATION.cff, DataCite JSON, schema.org and APA", "citation"),
        "fhir": Format("FHIR R5: a Bundle of Citation, Evidence and ArtifactAssessment", "fhir"),
        "sqlite": Format("one SQLite file with keys, views and full-text search, and its metadata for Datasette", "sqlite"),
        "parquet": Format("one typed Parquet file a table, with nested ranges", "parquet", "export"),
        "duckdb": Format("the Parquet files and a script that makes a DuckDB schema of them", "duckdb", "export"),
        "croissant": Format("Croissant 1.1: JSON-LD beside the CSV files, with the types of their fields", "croissant"),
        "csvw": Format("CSV on the Web: W3C metadata beside the CSV files", "csvw"),
        "linked": Format("linked data: JSON-LD and Turtle of one graph, and its SHACL shapes", "linked", "export"),
        "rocrate": Format("RO-Crate 1.1: JSON-LD that makes a research object of the CSV files", "rocrate"),
    }
)
"""Every format by its name."""


def export_to(dataset: Dataset, name: str, folder: str | Path) -> Path:
    """Write a dataset in another format into a new folder, whole or not at all.

    Args:
        dataset: what to write.
        name: the format, one of `FORMATS`.
        folder: where to; it may be there already, empty or with the same content.

    Returns:
        The folder.

    Raises:
        QueryError: for a format that there is not; it names the nearest.
        MissingExtraError: where what the format needs is not installed; it says what to install.
        DataError: where the folder has other content, or the format cannot hold the data.

    Examples:
        >>> import tempfile
        >>> import ketamine_evidence as ke
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = export_to(ke.load("0.1.0"), "jsonl", f"{folder}/jsonl")
        ...     sorted(path.name for path in written.iterdir())[:3]
        ['SHA256SUMS', 'dataset.json', 'exclusions.jsonl']
    """
    return write_files(export_files(dataset, name), Path(folder))


def export_files(dataset: Dataset, name: str) -> Files:
    """Give a dataset in another format as files by name, without writing them; see `export_to`."""
    chosen = _format(name)
    with _said_what_to_install(name):
        return chosen.files(dataset)


def read_export(folder: str | Path, name: str) -> Dataset:
    """Read a dataset back from what `export_to` wrote, every file checked.

    Args:
        folder: the folder of the export.
        name: its format, one of `FORMATS` that can be read back.

    Returns:
        A dataset with the same records, version and date.

    Raises:
        QueryError: for a format that there is not, or that cannot be read back.
        MissingExtraError: where what the format needs is not installed; it says what to install.
        DataError: where a file is missing, altered or not well formed; it names the file.

    Examples:
        >>> import tempfile
        >>> import ketamine_evidence as ke
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     read_export(export_to(ke.load("0.1.0"), "csv", f"{folder}/csv"), "csv").version
        '0.1.0'
    """
    chosen = _format(name)
    with _said_what_to_install(name):
        read = chosen.read
    if read is None:
        raise QueryError(f"{name} cannot be read back; export to another format, such as jsonl, to read the data again")
    return read(folder)


def _format(name: str) -> Format:
    if name not in FORMATS:
        raise QueryError(f"no format {name!r}; there are: {', '.join(FORMATS)}{nearest(name, FORMATS)}")
    return FORMATS[name]


@contextmanager
def _said_what_to_install(name: str) -> Generator[None, None, None]:
    """Turn a missing library of a format into an error that says what to install."""
    try:
        yield
    except ModuleNotFoundError as error:
        extra = FORMATS[name].extra
        if not extra or str(error.name).startswith("ketamine_evidence"):
            raise
        raise MissingExtraError(
            f"{name} needs {error.name}, which is not installed: pip install 'ketamine-evidence[{extra}]'"
        ) from error
