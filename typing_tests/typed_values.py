"""What the algebra of ranges gives, as type checkers see it. Nothing here is run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_type

from hypothesis import strategies as st

import ketamine_evidence as ke
from ketamine_evidence import strategies
from ketamine_evidence.values.reported import ImpreciseNumber

weeks = ke.Range(4, 6, "wk")
days = ke.Range(28, None, "d")
assert_type(weeks.low, int | float | None)
assert_type(weeks.unit, str)
assert_type(weeks & days, ke.RangeSet)
assert_type(weeks | days, ke.RangeSet)
assert_type(weeks - days, ke.RangeSet)
assert_type(~weeks, ke.RangeSet)
assert_type(weeks.intersection(days), ke.RangeSet)
assert_type(weeks.hull(days), ke.Range)
assert_type(weeks.to("d"), ke.Range)
assert_type(weeks.overlaps(days), bool)
assert_type(weeks == days, bool)
assert_type(5 in weeks, bool)

both = ke.RangeSet([weeks, days])
assert_type(both, ke.RangeSet)
assert_type(iter(both), Iterator[ke.Range])
assert_type(both & weeks, ke.RangeSet)
assert_type(both.complement(), ke.RangeSet)
assert_type(both.to("d"), ke.RangeSet)
assert_type(both.hull(), ke.Range)
assert_type(both.measure(), int | float | None)
assert_type(both.is_empty, bool)

reported = ke.parse_range("a few weeks", quantity="relief_duration")
assert_type(reported, ke.Reported)
assert_type(reported.low, ImpreciseNumber | None)
assert_type(reported.hedges, tuple[str, ...])

assert_type(strategies.ranges(), st.SearchStrategy[ke.Range])
assert_type(strategies.range_sets(max_size=2), st.SearchStrategy[ke.RangeSet])
assert_type(strategies.datasets(), st.SearchStrategy[ke.Dataset])
