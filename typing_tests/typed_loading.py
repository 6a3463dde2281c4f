"""What loading, choosing and grouping give, as type checkers see it. Nothing here is run: mypy and pyright read it, both strict."""

from __future__ import annotations

from datetime import date
from typing import Any, assert_type

import pandas as pd
import polars as pl
import pyarrow as pa

import ketamine_evidence as ke
from ketamine_evidence.dataset.releases import Version
from ketamine_evidence.records.evidence import Finding, ReportedRange, Source, Trace
from ketamine_evidence.records.locators import Locator
from ketamine_evidence.values.quantities import Quantity

dataset = ke.load()
assert_type(dataset, ke.Dataset)
assert_type(ke.load("0.3.0"), ke.Dataset)
assert_type(ke.versions(), tuple[Version, ...])
assert_type(ke.load_folder("release"), ke.Dataset)
assert_type(dataset.version, str)
assert_type(dataset.released, date | None)
assert_type(dataset.digest, str)
assert_type(dataset.ranges, ke.Table[ReportedRange])
assert_type(dataset.findings, ke.Table[Finding])
assert_type(dataset.traces, ke.Table[Trace])
assert_type(dataset.sources, ke.Table[Source])
assert_type(dataset["biologyinsights-infusion.r004"], Any)

relief = dataset.ranges.where(quantity="relief_duration", tier="lay")
assert_type(relief, ke.Table[ReportedRange])
assert_type(dataset.ranges.where(lambda claim: claim.quantity is Quantity.DOSE), ke.Table[ReportedRange])
assert_type(relief[0], ReportedRange)
assert_type(relief["biologyinsights-infusion.r004"], ReportedRange)
assert_type(relief[:2], ke.Table[ReportedRange])
assert_type([claim.id for claim in relief], list[str])
assert_type(relief.by("protocol"), dict[Any, ke.Table[ReportedRange]])
assert_type(relief.ids, tuple[str, ...])
assert_type(len(relief), int)

claim = relief[0]
assert_type(claim.reported, ke.Reported)
assert_type(claim.reported.outer, ke.Range)
assert_type(claim.reported.inner, ke.Range | None)
assert_type(claim.locator, Locator)
assert_type(claim.locator.start, int | None)
assert_type(claim.source, str)

assert_type(relief.to_pandas(), pd.DataFrame)
assert_type(relief.to_polars(), pl.DataFrame)
assert_type(relief.to_arrow(), pa.Table)
assert_type(relief.to_dicts(), list[dict[str, Any]])
