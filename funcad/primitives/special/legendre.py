"""Associated Legendre functions P_v^m of order m, an integer, and degree v, for |x| <= 1.

With the phase (-1)^m, and k = |m|,

    P_v^k = (-1)^k (2k-1)!! (1-x²)^(k/2) C_{v-k}^(k+1/2)        (Gegenbauer's C)
    P_v^-k = (-1)^k P_v^k Γ(v-k+1) / Γ(v+k+1)

A weight times a polynomial has such products for derivatives, which are right at x = ±1 too:

    W(p, a, d) = (1-x²)^p C_d^(a)        W' = -2px W(p-1, a, d) + 2a W(p, a+1, d-1)

Source: DLMF 14.3.21, 14.9.3, 18.9.19.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import constant, elementwise
from funcad.primitives.special.parameters import held


def _weighted(p: Any, a: Any, d: Any, x: Any) -> Any:
    whole = np.rint(d)
    if np.all(whole == d):  # SciPy has a recurrence for integers only
        c = special.eval_gegenbauer(np.maximum(whole, 0).astype(np.int64), a, x)
    else:
        c = special.eval_gegenbauer(d, a, x)
    with np.errstate(divide="ignore", invalid="ignore"):
        y = ((1 - x) * (1 + x)) ** p * c
    return np.where(np.logical_and(d < 0, whole == d), 0, y)[()]


def _weighted_slope(p: Any, a: Any, d: Any, x: Any) -> Any:
    lower = p - 1.0 + np.equal(p, 0)  # where p = 0 the term is 0
    return -2 * p * x * weighted(lower, a, d, x) + 2 * a * weighted(p, a + 1, d - 1, x)


weighted: Primitive = elementwise(
    _weighted,
    name="weighted Gegenbauer function",
    jvp=(
        *(held("lpmv", name) for name in ("order m", "order m", "degree v")),
        lambda dx, y, p, a, d, x: dx * _weighted_slope(p, a, d, x),
    ),
)


def _factor(m: Any, v: Any) -> Any:
    """P_v^m over its weighted Gegenbauer function."""
    k = np.abs(np.asarray(m, dtype=float))
    positive = 2.0**k * special.gamma(k + 0.5) / math.sqrt(math.pi)
    below = np.less(m, 0)
    sign = np.where(below, 1, (-1.0) ** k)
    return (sign * positive / np.where(below, special.poch(v - k + 1, 2 * k), 1))[()]


factor = constant(_factor, name="lpmv over weighted Gegenbauer function")


def _by_x(dx: Any, y: Any, m: Any, v: Any, x: Any) -> Any:
    k = np.abs(m)
    return dx * (factor(m, v) * _weighted_slope(0.5 * k, k + 0.5, v - k, x))


lpmv = elementwise(
    special.lpmv,
    name="special.lpmv",
    jvp=(held("lpmv", "order m"), held("lpmv", "degree v"), _by_x),
)
