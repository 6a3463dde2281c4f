"""The views of the DuckDB export: the same questions as in the SQLite export, asked of nested tables."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ketamine_evidence.export.sqlite_views import KETAMINE_TERMS, View
from ketamine_evidence.export.sqlite_views import VIEWS as IN_SQLITE
from ketamine_evidence.records.evidence import CLAIMS

SCHEMA = "ketamine_evidence"
_OF_CLAIMS = "id, source, locator, summary, attribution, basis, note"
_ALL_CLAIMS = "\n    UNION ALL BY NAME ".join(f"SELECT {_OF_CLAIMS}, '{table}' AS kind FROM {SCHEMA}.{table}" for table in CLAIMS)
_QUERIES: Mapping[str, str] = MappingProxyType(
    {
        "claims": f"""
  SELECT claim.id, claim.kind, claim.summary, claim.attribution, claim.basis, claim.source, sources.tier, sources.title,
    sources.publisher, sources.kind AS source_kind, sources.interest, sources.year, sources.url, claim.locator.section AS section,
    claim.locator.start AS span_start, claim.locator."end" AS span_end, claim.locator.fingerprint AS fingerprint, claim.note
  FROM (
    {_ALL_CLAIMS}
  ) AS claim
  JOIN {SCHEMA}.sources ON sources.id = claim.source""",
        "range_readings": f"""
  SELECT ranges.id, ranges.quantity, ranges.reported.text AS reported, ranges.unit, ranges.outer_low, ranges.outer_high,
    ranges.inner_low, ranges.inner_high, ranges.common_unit, ranges.outer_low_common, ranges.outer_high_common,
    ranges.inner_low_common, ranges.inner_high_common, ranges.reported.unbounded_high AS unbounded_high,
    ranges.reported.approximate AS approximate, ranges.reported.hedges AS hedges, ranges.statistic, ranges.spread, ranges.estimate,
    ranges.time_point, ranges.course, ranges.substance, ranges.protocol, ranges.condition, ranges.route, ranges.specimen,
    ranges.population, ranges.basis, ranges.summary, ranges.attribution, ranges.source, sources.tier, sources.interest,
    ranges.locator.section AS section, ranges.locator.start AS span_start, ranges.locator."end" AS span_end
  FROM {SCHEMA}.ranges
  JOIN {SCHEMA}.sources ON sources.id = ranges.source""",
        "relief": f"""
  SELECT protocol, condition, route, tier, reported, outer_low_common AS outer_low_days, outer_high_common AS outer_high_days,
    inner_low_common AS inner_low_days, inner_high_common AS inner_high_days, statistic, estimate, substance,
    attribution, source, id
  FROM {SCHEMA}.range_readings
  WHERE quantity = 'relief_duration'
  ORDER BY protocol NULLS LAST, condition NULLS LAST, tier, id""",
        "relief_by_protocol": f"""
  SELECT protocol, condition, tier, count(DISTINCT source) AS sources, count(*) AS claims, min(outer_low_days) AS outer_low_days,
    CASE WHEN count(outer_high_days) = count(*) THEN max(outer_high_days) END AS outer_high_days
  FROM {SCHEMA}.relief
  WHERE estimate IS NULL AND substance IN ({KETAMINE_TERMS})
  GROUP BY protocol, condition, tier
  ORDER BY protocol NULLS LAST, condition NULLS LAST, tier""",
        "protocol_quantities": f"""
  SELECT protocols.id, protocols.name, protocols.phase, protocols.route, protocols.setting, protocols.condition, protocols.source,
    range_readings.tier, range_readings.quantity, range_readings.reported, range_readings.unit, range_readings.outer_low,
    range_readings.outer_high, range_readings.id AS range
  FROM (SELECT *, unnest(ranges) AS listed, generate_subscripts(ranges, 1) AS position FROM {SCHEMA}.protocols) AS protocols
  JOIN {SCHEMA}.range_readings ON range_readings.id = protocols.listed
  ORDER BY protocols.id, protocols.position""",
        "side_effect_counts": f"""
  SELECT side_effects.effect, sources.tier, count(DISTINCT side_effects.source) AS sources, count(*) AS claims
  FROM {SCHEMA}.side_effects
  JOIN {SCHEMA}.sources ON sources.id = side_effects.source
  GROUP BY side_effects.effect, sources.tier
  ORDER BY count(DISTINCT side_effects.source) DESC, claims DESC, side_effects.effect, sources.tier""",
        "source_counts": f"""
  SELECT sources.id, sources.title, sources.tier, sources.publisher, sources.interest,
    (SELECT count(*) FROM {SCHEMA}.claims WHERE claims.source = sources.id) AS claims,
    (SELECT count(*) FROM {SCHEMA}.ranges WHERE ranges.source = sources.id) AS ranges,
    (SELECT count(*) FROM {SCHEMA}.exclusions WHERE exclusions.source = sources.id) AS exclusions
  FROM {SCHEMA}.sources
  ORDER BY sources.id""",
        "traced_claims": f"""
  SELECT traces.id, traces.claim, claims.summary, claims.source, traces.verdict, traces.confidence, traces.study,
    sources.title AS study_title, traces.agrees, traces.disagrees
  FROM {SCHEMA}.traces
  JOIN {SCHEMA}.claims ON claims.id = traces.claim
  LEFT JOIN {SCHEMA}.sources ON sources.id = traces.study
  ORDER BY traces.id""",
        "identifiers": f"""
  SELECT terms.scheme, terms.id AS term, terms.label, split_part(mapping, ':', 1) AS vocabulary,
    substr(mapping, strpos(mapping, ':') + 1) AS identifier
  FROM (SELECT *, unnest(mappings) AS mapping, generate_subscripts(mappings, 1) AS position FROM {SCHEMA}.terms) AS terms
  ORDER BY terms.scheme, terms.id, terms.position""",
    }
)
VIEWS: Mapping[str, View] = MappingProxyType({name: View(view.description, _QUERIES[name]) for name, view in IN_SQLITE.items()})
"""Every view by its name, each after those that it selects from."""
