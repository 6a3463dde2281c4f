"""Which datasets the records of merged data came from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs


@attrs.frozen
class Part:
    """A dataset that merged data were made of.

    Attributes:
        name: its version, such as "0.1.0", or the name of an overlay.
        digest: SHA-256, in hex, of its descriptor.
    """

    name: str
    digest: str

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Provenance:
    """Where the records of merged data came from.

    Attributes:
        parts: the datasets that they were made of.
        origins: the names of the parts that each record was in, by the text of its key.
    """

    parts: tuple[Part, ...]
    origins: Mapping[str, tuple[str, ...]] = MappingProxyType({})
