"""What records have in common: they show themselves in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import attrs


class Shown:
    """A record that shows itself in a notebook; what that takes is imported when one is shown."""

    __slots__ = ()

    def _repr_html_(self: attrs.AttrsInstance) -> str:
        from ketamine_evidence.records.cards import record_card

        return record_card(self)
