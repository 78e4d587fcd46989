"""The slopes of the incomplete beta function in its shapes, where one is small and x is near 0.

If a is small, nearly all of the density lies at t so small that no integration rule sees it.  With
Γ(z) = Γ(1 + z)/z the large parts are rational and cancel exactly:

I = b/(a + b) · W · T,    W = xᵃ Γ(1 + a + b) / (Γ(1 + a) Γ(1 + b)),
T = 1 + a Σ cₖ xᵏ/(a + k) over k > 0,    cₖ = (1 - b)(2 - b) … (k - b)/k!

Source: DLMF 8.17.7.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.primitives.special.polygamma import polygamma, psi_rise

LARGEST = 0.5  # the smaller of a and b, and the ratio of a term to the one before it
TERMS = 60  # LARGEST ** TERMS < 1e-18


def serves(a: Any, b: Any, x: Any) -> Any:
    return (np.minimum(a, b) <= LARGEST) & (x * np.maximum(b, 1) <= LARGEST)


def _trigamma_rise(z: Any, m: Any) -> Any:
    """ψ'(z + m) - ψ'(z), by Taylor's series for small m."""
    series: Any = 0.0
    for k in (5, 4, 3, 2, 1):
        series = m / math.factorial(k) * polygamma(z, n=k + 1) * m ** (k - 1) + series
    return np.where(m < 1e-3, series, polygamma(z + m, n=1) - polygamma(z, n=1))


def _sums(a: Any, b: Any, x: Any) -> tuple[Any, ...]:
    """T, and its derivatives by a, b, aa, bb and ab."""
    t: Any = np.ones_like(x)
    t_a, t_b, t_aa, t_bb, t_ab = (np.zeros_like(x) for _ in range(5))
    c, c_b, c_bb = np.ones_like(x), np.zeros_like(x), np.zeros_like(x)  # with the power of x
    for k in range(1, TERMS + 1):
        step = x / k
        c, c_b, c_bb = (
            (k - b) * step * c,
            step * ((k - b) * c_b - c),
            step * ((k - b) * c_bb - 2 * c_b),
        )
        weight, weight_a = a / (a + k), k / (a + k) ** 2
        t = t + c * weight
        t_a, t_b = t_a + c * weight_a, t_b + c_b * weight
        t_aa = t_aa - 2 * c * weight_a / (a + k)
        t_bb, t_ab = t_bb + c_bb * weight, t_ab + c_b * weight_a
    return t, t_a, t_b, t_aa, t_bb, t_ab


def by_shape(a: Any, b: Any, x: Any, na: int, nb: int) -> Any:
    """The derivative of I, na times by a and nb times by b, one or two together."""
    t, t_a, t_b, t_aa, t_bb, t_ab = _sums(a, b, x)
    w = np.exp(a * np.log(x) - special.betaln(1 + a, 1 + b)) / (1 + a + b)
    by_a, by_b = np.log(x) + psi_rise.impl(1 + a, b), psi_rise.impl(1 + b, a)  # of log W
    f, f_a, f_b = w * t, w * (t * by_a + t_a), w * (t * by_b + t_b)
    s = a + b
    share, share_a, share_b = b / s, -b / s / s, a / s / s
    if (na, nb) == (1, 0):
        return share_a * f + share * f_a
    if (na, nb) == (0, 1):
        return share_b * f + share * f_b
    if (na, nb) == (2, 0):
        f_aa = w * (t * (by_a**2 + _trigamma_rise(1 + a, b)) + 2 * t_a * by_a + t_aa)
        return 2 * b / s / s / s * f + 2 * share_a * f_a + share * f_aa
    if (na, nb) == (0, 2):
        f_bb = w * (t * (by_b**2 + _trigamma_rise(1 + b, a)) + 2 * t_b * by_b + t_bb)
        return -2 * a / s / s / s * f + 2 * share_b * f_b + share * f_bb
    cross = by_a * by_b + polygamma(1 + s, n=1)
    f_ab = w * (t * cross + t_a * by_b + t_b * by_a + t_ab)
    return (b - a) / s / s / s * f + share_a * f_b + share_b * f_a + share * f_ab
