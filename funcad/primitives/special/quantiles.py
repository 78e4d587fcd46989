"""Distributions known by their quantiles: Tukey's lambda, and the normal one solved for μ and σ.

Tukey's F solves x = (Fᵏ - (1 - F)ᵏ)/k; 1 - F is taken as F(-x), which is accurate in its tail.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.normal import ndtri
from funcad.primitives.special.quotients import exprel


def _tukey_slope(y: Any, x: Any, k: Any) -> Any:
    """1 / (Fᵏ⁻¹ + (1 - F)ᵏ⁻¹), which is 0 beyond ±1/k."""
    rest = tklmbda(-x, k)
    inside = np.logical_and(np.greater(y, 0), np.greater(rest, 0))
    p, q = np.where(inside, y, 0.5), np.where(inside, rest, 0.5)
    return np.where(inside, 1 / (p ** (k - 1.0) + q ** (k - 1.0)), 0)


def _tukey_by_power(dk: Any, y: Any, x: Any, k: Any) -> Any:
    """The quantile's slope in k is log²F exprel′(k log F), less the same of 1 - F."""
    rest = tklmbda(-x, k)
    inside = np.logical_and(np.greater(y, 0), np.greater(rest, 0))
    p, q = np.log(np.where(inside, y, 0.5)), np.log(np.where(inside, rest, 0.5))
    rise = p * p * exprel(k * p, order=1) - q * q * exprel(k * q, order=1)
    return dk * (-rise * _tukey_slope(y, x, k))


tklmbda: Primitive = elementwise(
    special.tklmbda,
    jvp=(lambda dx, y, x, k: dx * _tukey_slope(y, x, k), _tukey_by_power),
)

# the mean, and the standard deviation, with which F(x) is p
nrdtrimn = elementwise(
    special.nrdtrimn,
    jvp=(
        lambda dp, m, p, s, x: ndtri.jvp[0](-dp * s, special.ndtri(p), p),
        lambda ds, m, p, s, x: -ds * special.ndtri(p),
        lambda dx, m, p, s, x: dx,
    ),
)
nrdtrisd = elementwise(
    special.nrdtrisd,
    jvp=(
        lambda dm, s, m, p, x: -dm / special.ndtri(p),
        lambda dp, s, m, p, x: ndtri.jvp[0](-dp * s, special.ndtri(p), p) / special.ndtri(p),
        lambda dx, s, m, p, x: dx / special.ndtri(p),
    ),
)
