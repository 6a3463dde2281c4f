"""How to cite a dataset and its sources, in the formats that others read.

`CITATION.cff` and `datacite.json` are what a repository such as Zenodo takes in when the data are deposited there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ketamine_evidence.dataset.citations import cite
from ketamine_evidence.dataset.dataset import Dataset

NAMES: Mapping[str, str] = MappingProxyType(
    {"CITATION.cff": "cff", "datacite.json": "datacite", "schema-org.jsonld": "schema.org", "apa.txt": "apa"}
)
"""The files and the format of each."""


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give the citation of a dataset and of all its sources, one file a format."""
    return {name: written(format_, dataset) for name, format_ in NAMES.items()}


def written(format_: str, dataset: Dataset) -> bytes:
    """Write the citation of a dataset and of all its sources as the bytes of a file."""
    return f"{cite(dataset.sources, format_)}\n".encode()
