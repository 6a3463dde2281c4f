"""Numbers with units: units, ranges, reported phrases."""
