"""Airy functions and their integrals, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import airy as ai

DERIVATIVES: dict[str, Any] = {
    "airy": ai.airy,
    "airye": ai.airye,
    "itairy": ai.itairy,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
