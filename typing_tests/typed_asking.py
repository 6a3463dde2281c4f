"""What merging, comparing, appraising and citing give, as type checkers see it. Nothing here is run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, assert_type

import altair as alt
import pandas as pd

import ketamine_evidence as ke
from ketamine_evidence.dataset.merging import Clash
from ketamine_evidence.records.evidence import ReportedRange
from ketamine_evidence.synthesis.appraisal import Weighed
from ketamine_evidence.synthesis.compared import ComparedGroup
from ketamine_evidence.synthesis.conflicts import Conflict, Conflicts
from ketamine_evidence.synthesis.profile import Stretch

dataset = ke.load()
relief = dataset.ranges.where(quantity="relief_duration")

merged = ke.merge_ranges(relief)
assert_type(merged, ke.Merged)
assert_type(ke.merge_ranges(relief, "inner"), ke.Merged)
assert_type(ke.merge_ranges(relief, view="inner", strict=True), ke.Merged)
assert_type(merged.hull, ke.Range | None)
assert_type(merged.overlap, ke.RangeSet)
assert_type(merged.consensus(2), ke.RangeSet)
assert_type(merged.consensus(share=0.5), ke.RangeSet)
assert_type(merged.support, tuple[Stretch, ...])
assert_type(merged.best, tuple[Stretch, ...])
assert_type(merged.conflicts, Conflicts)
assert_type(merged.conflicts[0], Conflict)
assert_type(merged.covers, Mapping[str, ke.RangeSet])
assert_type(merged.contributors, tuple[ReportedRange, ...])
assert_type(merged.to_pandas(), pd.DataFrame)

groups = ke.merge_ranges(relief, by="protocol")
assert_type(groups, ke.MergedGroups)
assert_type(ke.merge_ranges(relief, by=["protocol", "condition"]), ke.MergedGroups)
assert_type(groups["single-infusion"], ke.Merged)
assert_type(iter(groups), Iterator[Any])

compared = ke.compare(dataset, quantity="relief_duration", by="protocol")
assert_type(compared, ke.Comparison)
assert_type(compared["single-infusion"], ComparedGroup)
assert_type(compared.to_dicts(), list[dict[str, Any]])
assert_type(compared.lines(), list[str])

appraisal = ke.check_claim("relief lasts up to 6 months", condition="chronic-pain")
assert_type(appraisal, ke.Appraisal)
assert_type(appraisal.supports, tuple[Weighed, ...])
assert_type(appraisal.contradicts, tuple[Weighed, ...])

assert_type(ke.cite("0.3.0", format="bibtex"), str)
assert_type(ke.cite(relief[0]), str)
assert_type(ke.verify(texts="texts"), ke.Verification)
assert_type(ke.agreement(dataset.mechanisms), ke.Agreement)
assert_type(ke.diff("0.1.0", "0.2.0"), ke.Diff)
both = ke.merge(dataset, ke.read_sources("mine"), on_conflict="error")
assert_type(both, ke.MergeResult)
assert_type(both.dataset, ke.Dataset)
assert_type(both.conflicts, tuple[Clash, ...])
assert_type(ke.merge3(dataset, dataset, dataset), ke.MergeResult)
assert_type(ke.export_to(dataset, "csv", "out"), Path)
assert_type(ke.read_export("out", "csv"), ke.Dataset)
assert_type(ke.save(dataset, "out"), Path)
assert_type(ke.charts.ranges(relief), alt.LayerChart)
