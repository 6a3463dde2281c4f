"""What the data are for: said by everything that shows or exports them."""

from __future__ import annotations

INTENDED_USE = "An evidence summary, not dosing advice: it records what sources say, and no treatment should be based on it."
