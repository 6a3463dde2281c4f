"""What every export says of the data in it: version, date, licence, citation, digest, and what they are for."""

from __future__ import annotations

from collections.abc import Mapping

from ketamine_evidence.dataset.cite import DESCRIPTION, INTENDED_USE, LICENCE, LICENCE_URL, TITLE, reference
from ketamine_evidence.dataset.dataset import Dataset


def about(dataset: Dataset) -> Mapping[str, str]:
    """Say of a dataset what every export of it carries; `released` is empty for data that never were.

    Examples:
        >>> import ketamine_evidence as ke
        >>> about(ke.load("0.1.0"))["version"]
        '0.1.0'
    """
    return {
        "title": TITLE,
        "description": DESCRIPTION,
        "version": dataset.version,
        "released": str(dataset.released or ""),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "citation": reference(dataset.version, dataset.released),
        "intended_use": INTENDED_USE,
        "sha256": dataset.digest,
    }
