"""The sources and the dataset as BibTeX."""

from __future__ import annotations

from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.export.citation import written


def files(dataset: Dataset) -> dict[str, bytes]:
    """Give the dataset and its sources as one file."""
    return {"sources.bib": written("bibtex", dataset)}
