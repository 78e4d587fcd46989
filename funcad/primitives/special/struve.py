"""Struve functions H_v, L_v in x, of a fixed order v.   n counts derivatives in x

    p(x) = (x/2)^v / (√π Γ(v+3/2))

    2 H_v' = H_{v-1} - H_{v+1} + p     |x| < 1
    H_v'   = H_{v-1} - v H_v / x       beyond, where the first would cancel
    2 L_v' = L_{v-1} + L_{v+1} + p     everywhere: no term is negative

Source: DLMF 11.4.25, 11.4.27, 11.4.29.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held


def _power(v: Any, x: Any, n: int) -> Any:
    """The n-th derivative of p."""
    falling = math.prod((v - j) / 2 for j in range(n))
    with np.errstate(divide="ignore", invalid="ignore"):
        y = falling * special.rgamma(v + 1.5) / math.sqrt(math.pi) * (x / 2) ** (v - float(n))
    return np.where(np.equal(falling, 0), 0, y)


def _symmetric(ufunc: Any, sign: int, v: Any, x: Any, n: int) -> Any:
    """The n-th derivative, where 2 f_v' = f_{v-1} + sign f_{v+1} + p."""
    if n == 0:
        return ufunc(v, x)
    below, above = (_symmetric(ufunc, sign, v + d, x, n - 1) for d in (-1, 1))
    return 0.5 * (below + sign * above + _power(v, x, n - 1))


def _by_quotient(v: Any, x: Any, n: int) -> Any:
    """The n-th derivative of H_v; that of q = H_v / x from x q⁽ᵏ⁾ + k q⁽ᵏ⁻¹⁾ = H_v⁽ᵏ⁾."""
    if n == 0:
        return special.struve(v, x)
    q = special.struve(v, x) / x
    for k in range(1, n):
        q = (_by_quotient(v, x, k) - k * q) / x
    return _by_quotient(v - 1, x, n - 1) - v * q


def _struve(v: Any, x: Any, n: int = 0) -> Any:
    if n == 0:
        return special.struve(v, x)
    near = np.abs(x) < 1
    y = _by_quotient(v, np.where(near, 1.0, x), n)
    if np.any(near):
        y = np.where(near, _symmetric(special.struve, -1, v, np.where(near, x, 0.5), n), y)
    return np.asarray(y).astype(np.result_type(v, x))[()]


def _modstruve(v: Any, x: Any, n: int = 0) -> Any:
    if n == 0:
        return special.modstruve(v, x)
    y = _symmetric(special.modstruve, 1, v, x, n)
    return np.asarray(y).astype(np.result_type(v, x))[()]


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
