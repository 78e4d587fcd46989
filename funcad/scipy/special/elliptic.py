"""Elliptic integrals and functions, by name."""

from __future__ import annotations

from typing import Any

from funcad.primitives.special import carlson as ca
from funcad.primitives.special import elliptic as el

DERIVATIVES: dict[str, Any] = {
    "ellipk": el.ellipk,
    "ellipkm1": el.ellipkm1,
    "ellipe": el.ellipe,
    "ellipkinc": el.ellipkinc,
    "ellipeinc": el.ellipeinc,
    "ellipj": el.ellipj,
    "elliprc": ca.elliprc,
    "elliprd": ca.elliprd,
    "elliprf": ca.elliprf,
    "elliprg": ca.elliprg,
    "elliprj": ca.elliprj,
}

REFUSED: dict[str, tuple[str, str]] = {
    "_ellip_harm": (
        "SciPy has no derivative of Lamé functions, by ellip_harm",
        "ellip_harm(h2, k2, n, p, funcad.stop_gradient(s))",
    ),
}

FUNCTIONS: dict[str, Any] = {}
