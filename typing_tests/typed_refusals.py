"""What type checkers have to refuse: for mypy a comment that hides no error is one itself. Nothing here is run."""

from __future__ import annotations

import ketamine_evidence as ke

ke.load(1)  # type: ignore[arg-type]
ke.Range(4, 6)  # type: ignore[call-arg]
ke.Range("4", 6, "wk")  # type: ignore[arg-type]
ke.merge_ranges(ke.load().ranges, "middle")  # type: ignore[call-overload]
ke.merge_ranges(ke.load().findings)  # type: ignore[arg-type]
ke.compare(ke.load(), "relief_duration")  # type: ignore[call-arg]
ke.charts.save(ke.load(), "chart.svg")  # type: ignore[arg-type]
