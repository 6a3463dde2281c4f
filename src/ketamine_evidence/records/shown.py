"""What records have in common: how they show themselves, as text and in a notebook."""

from __future__ import annotations

import attrs


class Shown:
    """A record that shows itself.

    One `__repr__` for all takes the place of those that attrs would compile for each class, which is a thirtieth of loading every record.
    """

    __slots__ = ()

    def __repr__(self: attrs.AttrsInstance) -> str:
        fields = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in attrs.fields(type(self)))
        return f"{type(self).__name__}({fields})"

    def _repr_html_(self: attrs.AttrsInstance) -> str:
        from ketamine_evidence.records.cards import record_card  # not before one is shown in a notebook

        return record_card(self)
