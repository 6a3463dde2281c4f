"""A user's own sources, to be merged over a release."""

from __future__ import annotations

from pathlib import Path

from ketamine_evidence.curation.authoring import read_authored
from ketamine_evidence.curation.publish import read_all, tables_of
from ketamine_evidence.curation.rules import problems_of
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.texts import read_texts
from ketamine_evidence.errors import DataError


def read_sources(path: str | Path, *, texts: str | Path | None = None) -> Dataset:
    """Read authored files of your own, in the format and by the rules of the sources of a release.

    Args:
        path: a folder of `<source id>.toml` files, or one such file. The dataset is called by its name.
        texts: a folder of the texts that they were read from. With it spans and phrases are held to the texts and records get their
            fingerprints; without it they can be merged, but not verified.

    Raises:
        DataError: everything that is wrong in any of the files, at once.
    """
    path = Path(path)
    at_hand = read_texts(texts) if texts is not None else None
    if path.is_dir():
        return Dataset.of(tables_of(read_all(path, at_hand)), path.resolve().name)
    authored = read_authored(path, at_hand)
    if problems := problems_of(authored):
        raise DataError(problems)
    return Dataset.of(tables_of([authored]), path.stem)
