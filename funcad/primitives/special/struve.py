"""Struve functions H_v, L_v in x, of a fixed order v.   n counts derivatives in x

    H_v, L_v = Σ_k (∓1)^k (x/2)^(2k+v+1) / (Γ(k+3/2) Γ(k+v+3/2))      |x| < 1, term by term
    H_v' = H_{v-1} - v H_v / x                                         beyond
    2 L_v' = L_{v-1} + L_{v+1} + (x/2)^v / (√π Γ(v+3/2))               beyond: no term is negative

Source: DLMF 11.2.1, 11.2.2, 11.4.25, 11.4.29.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held

TERMS = 12


def _falling(p: Any, n: int) -> Any:
    """p (p-1) ... (p-n+1)"""
    return math.prod((p - j for j in range(n)), start=1.0)


def _derived_power(p: Any, x: Any, n: int) -> Any:
    """The n-th derivative of (x/2)^p."""
    falling = _falling(p, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        y = falling * 0.5**n * (x / 2) ** (p - float(n))
    return np.where(np.equal(falling, 0), 0, y)


def _series(sign: int, v: Any, x: Any, n: int) -> Any:
    total = 0.0
    for k in range(TERMS):
        scale = sign**k * special.rgamma(k + v + 1.5) / math.gamma(k + 1.5)
        total = total + scale * _derived_power(2 * k + v + 1, x, n)
    return total


def _symmetric(v: Any, x: Any, n: int) -> Any:
    """The n-th derivative of L_v, by its recurrence."""
    if n == 0:
        return special.modstruve(v, x)
    below, above = (_symmetric(v + d, x, n - 1) for d in (-1, 1))
    scale = special.rgamma(v + 1.5) / math.sqrt(math.pi)
    return 0.5 * (below + above + scale * _derived_power(v, x, n - 1))


def _by_quotient(v: Any, x: Any, n: int) -> Any:
    """The n-th derivative of H_v; that of q = H_v / x from x q⁽ᵏ⁾ + k q⁽ᵏ⁻¹⁾ = H_v⁽ᵏ⁾."""
    if n == 0:
        return special.struve(v, x)
    q = special.struve(v, x) / x
    for k in range(1, n):
        q = (_by_quotient(v, x, k) - k * q) / x
    return _by_quotient(v - 1, x, n - 1) - v * q


def _derivative(sign: int, beyond: Any, v: Any, x: Any, n: int) -> Any:
    near = np.abs(x) < 1
    y = beyond(v, np.where(near, 1.0, x), n)
    if np.any(near):
        y = np.where(near, _series(sign, v, np.where(near, x, 0.5), n), y)
    return np.asarray(y).astype(np.result_type(v, x))[()]


def _struve(v: Any, x: Any, n: int = 0) -> Any:
    return special.struve(v, x) if n == 0 else _derivative(-1, _by_quotient, v, x, n)


def _modstruve(v: Any, x: Any, n: int = 0) -> Any:
    return special.modstruve(v, x) if n == 0 else _derivative(1, _symmetric, v, x, n)


struve: Primitive = elementwise(
    _struve,
    name="special.struve",
    jvp=(held("struve", "order"), lambda dx, y, v, x, n=0: dx * struve(v, x, n=n + 1)),
)
modstruve: Primitive = elementwise(
    _modstruve,
    name="special.modstruve",
    jvp=(held("modstruve", "order"), lambda dx, y, v, x, n=0: dx * modstruve(v, x, n=n + 1)),
)
