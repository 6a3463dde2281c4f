"""Laying what patients are told beside what studies report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ketamine_evidence.dataset.cite import INTENDED_USE
from ketamine_evidence.dataset.columns import nested_columns
from ketamine_evidence.dataset.dataset import Dataset
from ketamine_evidence.dataset.frames import Frame, Framed
from ketamine_evidence.errors import QueryError, count, nearest
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.records.vocabulary import Tier
from ketamine_evidence.synthesis import compared_data, compared_text
from ketamine_evidence.synthesis.beside import Beside
from ketamine_evidence.synthesis.compared import ComparedGroup
from ketamine_evidence.synthesis.comparing_cards import comparison_card
from ketamine_evidence.synthesis.counting import View, check_view
from ketamine_evidence.synthesis.grouping import fields_of, in_order, in_words, key_of, named
from ketamine_evidence.synthesis.time_points import CONTEXT
from ketamine_evidence.values.quantities import Quantity, quantity_of

OF_BOTH = (*CONTEXT, "statistic", "attribution", "basis")
"""The fields that claims of either tier may have alike; what tells one tier's sources from the other's is not among them."""


class Comparison(Framed, Mapping[Any, ComparedGroup]):
    """What lay claims come to beside those of the literature, group by group.

    Made by `compare`. A mapping from the value, or tuple of values, that a group shares to what is said in it; compared by no field it
    has the one group `()`. As a frame it has a row for every range in it: of each tier the hull in the `outer` and in the `inner` view,
    that of each kind of evidence, each piece of the `overlap` and of the `excess`, and each time point of relief.

    Attributes:
        quantity: what is compared.
        by: the fields that make the groups.
        view: how the lay claims are read where they are held against the literature.
        where: which claims alone were asked for, in words; empty for all.
        version: the data version.
    """

    def __init__(  # noqa: PLR0913  it says what was asked
        self,
        groups: Mapping[Any, ComparedGroup],
        *,
        quantity: Quantity,
        by: tuple[str, ...],
        view: View,
        where: str,
        version: str,
    ) -> None:
        self.quantity: Quantity = quantity
        self.by: tuple[str, ...] = by
        self.view: View = view
        self.where: str = where
        self.version: str = version
        self._groups: dict[Any, ComparedGroup] = dict(groups)

    def __getitem__(self, key: Any) -> ComparedGroup:
        return self._groups[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def name(self, key: Any) -> str:
        """A group in words."""
        return in_words(self.by, key)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Give the comparison as plain data, a group an entry."""
        return [{"group": named(self.by, key), **compared_data.plain(group)} for key, group in self.items()]

    def _frame(self) -> Frame:
        kinds = nested_columns(ReportedRange)
        rows = [{**named(self.by, key), **row} for key, group in self.items() for row in compared_data.rows(group)]
        return Frame({**{name: kinds[name] for name in self.by}, **compared_data.COLUMNS}, rows)

    @property
    def title(self) -> str:
        """What is compared, in one line."""
        by = f" by {' and '.join(self.by)}" if self.by else ""
        return f"{self.quantity.value}{by}{self.where}: lay beside literature, {self.view} view, data version {self.version}"

    @property
    def notes(self) -> list[str]:
        """How the comparison is to be taken, each in one line."""
        return compared_text.notes(list(self.values()))

    def lines(self) -> list[str]:
        """Give the comparison in words, line by line, without what it is for."""
        found = [self.title]
        for key, group in self.items():
            found += ["", *([self.name(key)] if self.by else []), *compared_text.lines(group, self.by)]
        return [*found, "", *self.notes]

    def __str__(self) -> str:
        return "\n".join([*self.lines(), INTENDED_USE])

    def _repr_html_(self) -> str:
        return comparison_card(self)

    def __repr__(self) -> str:
        by = f" by {', '.join(self.by)}" if self.by else ""
        return f"<Comparison of {self.quantity.value}{by}: {count(len(self), 'group')}>"


def compare(  # noqa: PLR0913  each says something else about the question
    dataset: Dataset,
    *,
    quantity: str,
    by: str | Sequence[str] | None = None,
    view: View = "outer",
    lay: Mapping[str, Any] | None = None,
    literature: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Comparison:
    """Lay what patients are told beside what studies report.

    Args:
        dataset: the dataset.
        quantity: what to compare, such as "relief_duration"; with it come the time points at which relief was still there or gone.
        by: a field, or several, of what claims are said of: `substance`, `route`, `protocol`, `condition`, `specimen`, `population`.
            Claims are compared where they state the same; what is not stated is a group of its own.
        view: how lay claims are read where they are held against the literature: "outer", as widely as their words allow, or "inner",
            as what all their readings share. The literature is always read as widely as its words allow.
        lay: conditions, as of `Table.where`, for lay claims alone, such as `{"publisher": "..."}`.
        literature: conditions for claims of the literature alone, such as `{"pain_course": "chronic"}`.
        fields: conditions for both, such as `route="intravenous"`: the fields above, `statistic`, `attribution`, `basis`.

    Returns:
        For each group what lay claims and the literature come to, where they overlap, and what lay claims say beyond the literature.

    Examples:
        >>> import ketamine_evidence as ke
        >>> compared = ke.compare(ke.load("0.2.0"), quantity="detection_window", specimen="urine")
        >>> compared[()].lay.hull, compared[()].literature.hull, compared[()].excess
        (<Range [0, 14] d>, None, None)

    Raises:
        QueryError: for a quantity, field, view or value that does not exist, a condition for both tiers that only one can meet, or
            where there is no claim to compare.
    """
    asked = quantity_of(quantity)
    if asked is Quantity.RELIEF_TIME_POINT:
        raise QueryError("relief_time_point is shown with relief_duration, apart from it; compare relief_duration")
    check_view(view)
    names = () if by is None else fields_of(by, CONTEXT, "compared")
    _check_both(fields)
    own = {Tier.LAY: lay or {}, Tier.LITERATURE: literature or {}}
    where = compared_text.conditions({"": fields, **{f"{tier.value} ": asked_of_it for tier, asked_of_it in own.items()}})
    groups: dict[Any, list[ReportedRange]] = {}
    for tier in Tier:
        for claim in dataset.ranges.where(tier=tier, quantity=_with_time_points(asked)).where(**fields).where(**own[tier]):
            groups.setdefault(key_of(claim, names), []).append(claim)
    if not groups:
        raise QueryError(f"no claims about {asked.value}{where} in data version {dataset.version}")
    beside = Beside(dataset, view)
    found = {key: beside.group(groups[key]) for key in in_order(groups)}
    return Comparison(found, quantity=asked, by=names, view=view, where=where, version=dataset.version)


def _check_both(fields: Iterable[str]) -> None:
    """Refuse what only the claims of one tier can meet: the other would seem to say nothing."""
    for name in fields:
        if name not in OF_BOTH:
            raise QueryError(
                f"claims of both tiers cannot be chosen by {name!r}; expected of: {', '.join(OF_BOTH)}; by another field choose those"
                f" of one tier, lay or literature{nearest(name, OF_BOTH)}"
            )


def _with_time_points(quantity: Quantity) -> list[Quantity]:
    return [quantity, *([Quantity.RELIEF_TIME_POINT] if quantity is Quantity.RELIEF_DURATION else [])]
