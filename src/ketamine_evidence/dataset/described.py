"""Reading the descriptor of a release: what it has to say, before anything is taken from it."""

from __future__ import annotations

from typing import Any

from ketamine_evidence._reading import plain_json
from ketamine_evidence.limits import check_plain

_PARTS = ("name", "digest")


def read_descriptor(content: bytes, *, merged: bool) -> dict[str, Any]:
    """Read a descriptor, its kinds of values checked; what they say is not.

    Args:
        content: the file.
        merged: whether it is of merged data, which were made of parts.

    Raises:
        ValueError: where it is no JSON, or beyond a limit.
        LookupError: where something is missing.
        TypeError: where something is of another kind.

    Examples:
        >>> read_descriptor(b'{"version": "mine", "schemaVersion": 2, "resources": []}', merged=False)["version"]
        'mine'
    """
    data = plain_json(content)
    check_plain(data, "")
    texts = [data["version"], data.get("created", ""), data.get("notes", "")]
    texts += [one[key] for one in data["resources"] for key in ("path", "hash")]
    texts += [one[key] for one in (data["parts"] if merged else ()) for key in _PARTS]
    if not all(type(text) is str for text in texts):
        raise TypeError("expected text")
    found: dict[str, Any] = data
    return found
