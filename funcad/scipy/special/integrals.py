"""Exponential, trigonometric and hyperbolic integrals, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import integrals as it

DERIVATIVES: dict[str, Any] = {
    "exp1": it.exp1,
    "expi": it.expi,
    "expn": it.expn,
    "spence": it.spence,
    "sici": it.sici,
    "shichi": it.shichi,
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
