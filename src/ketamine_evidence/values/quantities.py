"""What a reported range measures, and in which dimensions it may be given."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from ketamine_evidence.errors import DimensionError, QueryError, nearest
from ketamine_evidence.values.units import unit_of


class Quantity(StrEnum):
    """A measured quantity; the definitions are in the vocabulary `quantity`."""

    RELIEF_DURATION = "relief_duration"
    ONSET = "onset"
    PEAK = "peak"
    ACUTE_EFFECT_DURATION = "acute_effect_duration"
    INFUSION_LENGTH = "infusion_length"
    DOSE = "dose"
    DOSE_RATE = "dose_rate"
    DAILY_DOSE = "daily_dose"
    DOSES_PER_DAY = "doses_per_day"
    DOSING_INTERVAL = "dosing_interval"
    SESSION_COUNT = "session_count"
    SERIES_LENGTH = "series_length"
    SESSION_INTERVAL = "session_interval"
    BOOSTER_INTERVAL = "booster_interval"
    DETECTION_WINDOW = "detection_window"
    RESTRICTION_TIME = "restriction_time"
    FOLLOW_UP = "follow_up"
    STUDY_SIZE = "study_size"
    STUDIES_POOLED = "studies_pooled"
    BIOAVAILABILITY = "bioavailability"
    HALF_LIFE = "half_life"
    EFFECT_SIZE = "effect_size"
    RESPONSE_RATE = "response_rate"
    RISK_RATIO = "risk_ratio"
    PAIN_SCORE = "pain_score"
    RELIEF_TIME_POINT = "relief_time_point"
    INCIDENCE = "incidence"
    PATIENT_SHARE = "patient_share"
    PEAK_LEVEL = "peak_level"
    PEAK_LEVEL_TIME = "peak_level_time"
    CUT_OFF = "cut_off"


_TIME = frozenset({"time"})
_COUNT = frozenset({"count"})
_DOSE = frozenset({"dose", "dose per body weight"})
_RATE = frozenset({"dose rate", "dose rate per body weight"})
_SHARE = frozenset({"percentage", "count"})

DIMENSIONS: Mapping[Quantity, frozenset[str]] = MappingProxyType(
    {
        Quantity.RELIEF_DURATION: _TIME,
        Quantity.ONSET: _TIME | _COUNT,  # also counted in sessions
        Quantity.PEAK: _TIME,
        Quantity.ACUTE_EFFECT_DURATION: _TIME,
        Quantity.INFUSION_LENGTH: _TIME,
        Quantity.DOSE: _DOSE,
        Quantity.DOSE_RATE: _RATE,
        Quantity.DAILY_DOSE: _RATE,
        Quantity.DOSES_PER_DAY: frozenset({"frequency"}),
        Quantity.DOSING_INTERVAL: _TIME,
        Quantity.SESSION_COUNT: _COUNT,
        Quantity.SERIES_LENGTH: _TIME,
        Quantity.SESSION_INTERVAL: _TIME,
        Quantity.BOOSTER_INTERVAL: _TIME,
        Quantity.DETECTION_WINDOW: _TIME,
        Quantity.RESTRICTION_TIME: _TIME,
        Quantity.FOLLOW_UP: _TIME,
        Quantity.STUDY_SIZE: _COUNT,
        Quantity.STUDIES_POOLED: _COUNT,
        Quantity.BIOAVAILABILITY: _SHARE,
        Quantity.HALF_LIFE: _TIME,
        Quantity.EFFECT_SIZE: _COUNT | frozenset({"percentage", "score"}),
        Quantity.RESPONSE_RATE: _SHARE,
        Quantity.RISK_RATIO: _COUNT,
        Quantity.PAIN_SCORE: frozenset({"score"}),
        Quantity.RELIEF_TIME_POINT: _TIME,
        Quantity.INCIDENCE: _SHARE,
        Quantity.PATIENT_SHARE: _SHARE,
        Quantity.PEAK_LEVEL: frozenset({"concentration"}),
        Quantity.PEAK_LEVEL_TIME: _TIME,
        Quantity.CUT_OFF: frozenset({"concentration", "mass fraction"}),
    }
)
"""The dimensions in which each quantity may be given."""

SIGNED = frozenset({Quantity.EFFECT_SIZE})
"""The quantities that may lie below zero."""
PURE = frozenset({Quantity.EFFECT_SIZE, Quantity.RISK_RATIO})
"""The quantities that may be numbers without a unit."""


def quantity_of(name: str) -> Quantity:
    """Look a quantity up by its name.

    Examples:
        >>> quantity_of("onset")
        <Quantity.ONSET: 'onset'>

    Raises:
        QueryError: where there is none; it names the nearest.
    """
    try:
        return Quantity(name)
    except ValueError:
        raise QueryError(f"unknown quantity: {name!r}{nearest(str(name), [q.value for q in Quantity])}") from None


def check_dimension(quantity: Quantity, unit: str) -> None:
    """Refuse a unit in which a quantity cannot be given.

    Raises:
        DimensionError: it names the quantity, the unit and what was expected.
    """
    dimension = unit_of(unit).dimension
    if dimension not in DIMENSIONS[quantity]:
        expected = " or ".join(sorted(DIMENSIONS[quantity]))
        raise DimensionError(f"{quantity.value} cannot be given as {dimension} ({unit}); expected {expected}")
