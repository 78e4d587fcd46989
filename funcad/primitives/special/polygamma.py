"""The polygamma functions ψ⁽ⁿ⁾, and differences of the digamma function that do not cancel.

For real x, ψ⁽ⁿ⁾(x) = (-1)ⁿ⁺¹ n! ζ(n + 1, x).  For complex x: upwards by the recurrence, and from
there the asymptotic series.

Source: DLMF 5.11, 5.15.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.error_functions import is_complex

BERNOULLI = (1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510)  # B₂, B₄, …
ASYMPTOTIC_FROM = 15.0
LEAST = -1000.0  # the real part from which the recurrence is followed


def _polygamma_of_complex(z: Any, n: int) -> Any:
    single = np.asarray(z).dtype == np.dtype("c8")
    z = np.asarray(z, "D")
    z = np.where(z.real > LEAST, z, np.nan)
    total = np.zeros_like(z)
    steps = math.ceil(max(0.0, ASYMPTOTIC_FROM - np.min(z.real, initial=np.inf, where=z == z)))
    for _ in range(steps):
        total = total + math.factorial(n) / z ** (n + 1)
        z = z + 1
    total = total + math.factorial(n - 1) / z**n + math.factorial(n) / 2 / z ** (n + 1)
    for k, b in enumerate(BERNOULLI, 1):
        total = total + b * math.factorial(2 * k + n - 1) / math.factorial(2 * k) / z ** (2 * k + n)
    return ((-1) ** (n + 1) * total).astype("F" if single else "D")[()]


def _polygamma(x: Any, n: int) -> Any:
    if n == 0:
        return special.psi(x)
    if is_complex(x):
        return _polygamma_of_complex(x, n)
    return (-1) ** (n + 1) * math.factorial(n) * special.zeta(n + 1.0, x)


polygamma: Primitive = elementwise(
    _polygamma, name="polygamma", jvp=lambda dx, y, x, n: dx * polygamma(x, n=n + 1)
)
psi = elementwise(special.psi, jvp=lambda dx, y, x: dx * polygamma(x, n=1))


def _reflected(z: Any, m: Any) -> Any:
    """Whole steps left of 0, where the poles of ψ(z + m) and ψ(z) = ψ(1 - z) - π cot πz cancel."""
    left = np.logical_and(np.less_equal(z, 0), np.less_equal(z + m, 0))
    return np.logical_and(left, np.equal(m, np.floor(m)))


def _psi_rise(z: Any, m: Any, slope: bool = False) -> Any:
    """ψ(z + m) - ψ(z), or its slope: of each step of the recurrence and each term of the series."""
    dtype = np.result_type(np.asarray(z), np.asarray(m), np.float32)
    z, m = np.broadcast_arrays(np.asarray(z, "d"), np.asarray(m, "d"))
    reflected = _reflected(z, m)  # ψ(1 - z - m) - ψ(1 - z)
    z, m = np.where(reflected, 1 - z, z), np.where(reflected, -m, m)
    positive = (z > 0) & (z + m > 0)
    n = 1 if slope else 0
    with np.errstate(divide="ignore", invalid="ignore"):
        plain = _polygamma(z + m, n) - _polygamma(z, n)
    z, m = np.where(positive, z, 1), np.where(positive, m, 0)
    total = np.zeros(z.shape)
    for _ in range(round(ASYMPTOTIC_FROM)):
        total = total + _fall(z, m, n)
        z = z + 1
    log = np.log1p(m / z)
    total = total + (-m / z / (z + m) if slope else log) + _fall(z, m, n) / 2
    for k, b in enumerate(BERNOULLI, 1):
        scale = b if slope else -b / (2 * k)
        total = total + scale * np.expm1(-(2 * k + n) * log) / z ** (2 * k + n)
    y = np.where(positive, total, plain)
    y = np.where(reflected, -y, y) if slope else y
    return y.astype("f" if dtype == np.dtype("f4") else "d")[()]


def _fall(z: Any, m: Any, n: int) -> Any:
    """1/z - 1/(z + m), or its slope."""
    fall = m / z / (z + m)
    return fall * -(1 / z + 1 / (z + m)) if n else fall


def _slope_of_slope(z: Any, m: Any) -> Any:
    reflected = _reflected(z, m)
    after, before = np.where(reflected, 1 - z - m, z + m), np.where(reflected, 1 - z, z)
    return polygamma(after, n=2) - polygamma(before, n=2)


slope_of_rise: Primitive = elementwise(
    lambda z, m: _psi_rise(z, m, slope=True),
    name="slope_of_psi_rise",
    jvp=(
        lambda dz, y, z, m: dz * _slope_of_slope(z, m),
        lambda dm, y, z, m: dm * polygamma(z + m, n=2),
    ),
)
psi_rise: Primitive = elementwise(
    _psi_rise,
    name="psi_rise",
    jvp=(
        lambda dz, y, z, m: dz * slope_of_rise(z, m),
        lambda dm, y, z, m: dm * polygamma(z + m, n=1),
    ),
)
