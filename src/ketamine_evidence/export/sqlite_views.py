"""The views of the SQLite export: the questions that are asked most, ready to be selected from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ketamine_evidence.export.sqlite_tables import quoted
from ketamine_evidence.records.evidence import CLAIMS
from ketamine_evidence.records.vocabulary import Substance
from ketamine_evidence.synthesis.counting import KETAMINE


class View(NamedTuple):
    """A view.

    Attributes:
        description: what it shows.
        query: what it selects.
    """

    description: str
    query: str


_OF_CLAIMS = "id, source, span_start, span_end, fingerprint, section, summary, attribution, basis, note"
_ALL_CLAIMS = "\n    UNION ALL ".join(f"SELECT {_OF_CLAIMS} FROM {table}" for table in CLAIMS)

KETAMINE_TERMS = ", ".join(quoted(substance.value) for substance in Substance if substance in KETAMINE)
"""Ketamine and its isomers, as SQL lists them."""
VIEWS: Mapping[str, View] = MappingProxyType(
    {
        "claims": View(
            "Every claim of every table, with its source and tier",
            f"""
  SELECT claim.id, claim_ids.kind, claim.summary, claim.attribution, claim.basis, claim.source, sources.tier, sources.title,
    sources.publisher, sources.kind AS source_kind, sources.interest, sources.year, sources.url, claim.section, claim.span_start, claim.span_end,
    claim.fingerprint, claim.note, claim_ids.number
  FROM (
    {_ALL_CLAIMS}
  ) AS claim
  JOIN claim_ids ON claim_ids.id = claim.id
  JOIN sources ON sources.id = claim.source""",
        ),
        "range_readings": View(
            "Every reported range with the ends of its outer and inner reading, its source and tier",
            """
  SELECT ranges.id, ranges.quantity, ranges.reported, readings.unit, readings.outer_low, readings.outer_high, readings.inner_low,
    readings.inner_high, readings.common_unit, readings.outer_low_common, readings.outer_high_common, readings.inner_low_common,
    readings.inner_high_common, ranges.unbounded_high, ranges.approximate,
    (SELECT group_concat(hedge, '; ') FROM (SELECT hedge FROM range_hedges WHERE range = ranges.id ORDER BY position)) AS hedges,
    ranges.statistic, ranges.spread, ranges.estimate, ranges.time_point, ranges.course, ranges.substance, ranges.protocol,
    ranges.condition, ranges.route, ranges.specimen, ranges.population, ranges.basis, ranges.summary, ranges.attribution,
    ranges.source, sources.tier, sources.interest, ranges.section, ranges.span_start, ranges.span_end
  FROM ranges
  JOIN readings ON readings.range = ranges.id
  JOIN sources ON sources.id = ranges.source""",
        ),
        "relief": View(
            "How long relief is said to last, claim by claim; the ends are in days",
            """
  SELECT protocol, condition, route, tier, reported, outer_low_common AS outer_low_days, outer_high_common AS outer_high_days,
    inner_low_common AS inner_low_days, inner_high_common AS inner_high_days, statistic, estimate, substance,
    attribution, source, id
  FROM range_readings
  WHERE quantity = 'relief_duration'
  ORDER BY protocol IS NULL, protocol, condition IS NULL, condition, tier, id""",
        ),
        "relief_by_protocol": View(
            "How long relief is said to last, by protocol, condition and tier: how many say so, and the widest reading of all, in days;"
            " the high end is NULL where a claim has no bound. As in a merge, intervals around a figure do not count, nor what is not ketamine",
            f"""
  SELECT protocol, condition, tier, count(DISTINCT source) AS sources, count(*) AS claims, min(outer_low_days) AS outer_low_days,
    CASE WHEN count(outer_high_days) = count(*) THEN max(outer_high_days) END AS outer_high_days
  FROM relief
  WHERE estimate IS NULL AND substance IN ({KETAMINE_TERMS})
  GROUP BY protocol, condition, tier
  ORDER BY protocol IS NULL, protocol, condition IS NULL, condition, tier""",
        ),
        "protocol_quantities": View(
            "The quantities of each protocol: dose, frequency, onset, relief",
            """
  SELECT protocols.id, protocols.name, protocols.phase, protocols.route, protocols.setting, protocols.condition, protocols.source,
    range_readings.tier, range_readings.quantity, range_readings.reported, range_readings.unit, range_readings.outer_low,
    range_readings.outer_high, range_readings.id AS range
  FROM protocols
  JOIN protocol_ranges ON protocol_ranges.protocol = protocols.id
  JOIN range_readings ON range_readings.id = protocol_ranges.range
  ORDER BY protocols.id, protocol_ranges.position""",
        ),
        "side_effect_counts": View(
            "How many sources and claims tell of each side effect, by tier",
            """
  SELECT side_effects.effect, sources.tier, count(DISTINCT side_effects.source) AS sources, count(*) AS claims
  FROM side_effects
  JOIN sources ON sources.id = side_effects.source
  GROUP BY side_effects.effect, sources.tier
  ORDER BY sources DESC, claims DESC, side_effects.effect, sources.tier""",
        ),
        "source_counts": View(
            "Each source, how many claims and reported ranges it has, and how many stretches of its text have no record",
            """
  SELECT sources.id, sources.title, sources.tier, sources.publisher, sources.interest,
    (SELECT count(*) FROM claims WHERE claims.source = sources.id) AS claims,
    (SELECT count(*) FROM ranges WHERE ranges.source = sources.id) AS ranges,
    (SELECT count(*) FROM exclusions WHERE exclusions.source = sources.id) AS exclusions
  FROM sources
  ORDER BY sources.id""",
        ),
        "traced_claims": View(
            "Lay claims beside the studies they most probably rest on",
            """
  SELECT traces.id, traces.claim, claims.summary, claims.source, traces.verdict, traces.confidence, traces.study,
    sources.title AS study_title, traces.agrees, traces.disagrees
  FROM traces
  JOIN claims ON claims.id = traces.claim
  LEFT JOIN sources ON sources.id = traces.study
  ORDER BY traces.id""",
        ),
        "identifiers": View(
            "The identifiers of terms in other vocabularies",
            """
  SELECT terms.scheme, terms.id AS term, terms.label, substr(mapping, 1, instr(mapping, ':') - 1) AS vocabulary,
    substr(mapping, instr(mapping, ':') + 1) AS identifier
  FROM terms
  JOIN term_mappings ON term_mappings.scheme = terms.scheme AND term_mappings.term = terms.id
  ORDER BY terms.scheme, terms.id, term_mappings.position""",
        ),
    }
)
"""Every view by its name, each after those that it selects from."""


def statements() -> list[str]:
    """The statements that create the views."""
    return [f"CREATE VIEW {name} AS -- {view.description}{view.query}" for name, view in VIEWS.items()]
