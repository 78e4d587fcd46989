"""Hypergeometric and Wright functions, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import hypergeometric as hy

DERIVATIVES: dict[str, Any] = {
    "hyp0f1": hy.hyp0f1,
    "hyp1f1": hy.hyp1f1,
    "hyp2f1": hy.hyp2f1,
    "hyperu": hy.hyperu,
    "wright_bessel": hy.wright_bessel,
    "log_wright_bessel": getattr(hy, "log_wright_bessel", None),
}

REFUSED: dict[str, tuple[str, str]] = {}

FUNCTIONS: dict[str, Any] = {}
