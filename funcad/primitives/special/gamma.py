"""The gamma function and its relations: Γ' = Γ ψ.

1/Γ is entire: left of 1/2 its slope is taken from 1/Γ(x) = Γ(1 - x) sin(πx)/π, which holds at the
poles of Γ.  Γ itself and log Γ have no derivative there (NaN).

Source: DLMF 5.2, 5.5, 5.12.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import constant, elementwise
from funcad.primitives.special.error_functions import is_complex
from funcad.primitives.special.polygamma import psi, psi_rise

gamma: Primitive = elementwise(special.gamma, jvp=lambda dx, y, x: dx * (y * psi(x)))
gammaln = elementwise(special.gammaln, jvp=lambda dx, y, x: dx * psi(x))
gammasgn = constant(special.gammasgn)


def _loggamma_slope(x: Any) -> Any:
    """ψ(x); a negative real number has no logarithm."""
    return psi(x) if is_complex(x) else psi(np.where(x < 0, np.nan, x))


loggamma = elementwise(special.loggamma, jvp=lambda dx, y, x: dx * _loggamma_slope(x))


def _half_turns(x: Any, quarter: int) -> Any:
    """sin(πx + quarter · π/2), with whole turns dropped first."""
    whole = np.rint(x)
    angle = math.pi * (x - whole)
    sign = 1 - 2 * np.mod(whole + quarter // 2, 2)
    return sign * (np.sin, np.cos)[quarter % 2](angle)


half_turns: Primitive = elementwise(
    _half_turns,
    name="sin_of_half_turns",
    jvp=lambda dx, y, x, quarter: dx * (math.pi * half_turns(x, quarter=quarter + 1)),
)


def _rgamma_slope(y: Any, x: Any) -> Any:
    if is_complex(x):
        return -y * psi(x)
    left = x < 0.5
    reflected = 1 - np.where(left, x, 0.5)
    wave = half_turns(x, quarter=1) - psi(reflected) * half_turns(x, quarter=0) / math.pi
    return np.where(left, gamma(reflected) * wave, -y * psi(np.where(left, 0.5, x)))


rgamma = elementwise(special.rgamma, jvp=lambda dx, y, x: dx * _rgamma_slope(y, x))

beta = elementwise(
    special.beta,
    jvp=(
        lambda da, y, a, b: da * (-y * psi_rise(a, b)),
        lambda db, y, a, b: db * (-y * psi_rise(b, a)),
    ),
)
betaln = elementwise(
    special.betaln,
    jvp=(
        lambda da, y, a, b: da * -psi_rise(a, b),
        lambda db, y, a, b: db * -psi_rise(b, a),
    ),
)


def _is_pole(x: Any) -> Any:
    """Where Γ has a pole: at 0, -1, -2, ..."""
    return np.logical_and(np.less_equal(x, 0), np.equal(x, np.floor(x)))


def _wave(x: Any, rise: Any) -> Any:
    """The slope of f sin(πx)/π where f has the slope f · rise, over f: also where it is zero."""
    return half_turns(x, quarter=1) + rise * half_turns(x, quarter=0) / math.pi


def _poch_by_z(dz: Any, y: Any, z: Any, m: Any) -> Any:
    """Γ(z + m)/Γ(z) = Γ(z + m) Γ(1 - z) sin(πz)/π: 0 where only Γ(z) has a pole."""
    zero = np.logical_and(_is_pole(z), np.logical_not(_is_pole(z + m)))
    at, up = np.where(zero, z, -1), np.where(zero, z + m, 1)
    steep = gamma(1 - at) * gamma(up) * _wave(at, psi(up) - psi(1 - at))
    return dz * np.where(zero, steep, y * psi_rise(np.where(zero, 1, z), m))


poch = elementwise(special.poch, jvp=(_poch_by_z, lambda dm, y, z, m: dm * (y * psi(z + m))))


def _over_the_top(n: Any, k: Any) -> tuple[Any, Any, Any]:
    """Where k - n = 1, 2, ..., so that B(n + 1, k - n) sin(π (n - k + 1))/π is 0; n and k there."""
    zero = np.logical_and(_is_pole(n - k + 1), np.greater(n, -1))
    return zero, np.where(zero, n, 0), np.where(zero, k, 1)


def _binom_by_n(dn: Any, y: Any, n: Any, k: Any) -> Any:
    zero, top, count = _over_the_top(n, k)
    rise = psi(top + 1) - psi(count - top)
    steep = beta(top + 1, count - top) * _wave(top - count + 1, rise)
    low = np.where(zero, 1, n - k + 1)
    return dn * np.where(zero, steep, y * psi_rise(low, np.where(zero, 0, k)))


def _binom_by_k(dk: Any, y: Any, n: Any, k: Any) -> Any:
    """The same, and B(n + 1, -k) sin(π (k + 1))/π for k = -1, -2, ..."""
    zero, top, count = _over_the_top(n, k)
    rise = psi(count + 1) - psi(count - top)
    steep = -beta(top + 1, count - top) * _wave(top - count + 1, rise)
    below = np.logical_and(_is_pole(k + 1), np.logical_and(np.greater(n, -1), ~zero))
    top, count = np.where(below, n, 0), np.where(below, k, -1)
    rise = psi(top - count + 1) - psi(-count)
    steep = np.where(below, beta(top + 1, -count) * _wave(count + 1, rise), steep)
    zero = np.logical_or(zero, below)
    low, rise = np.where(zero, 1, k + 1), np.where(zero, 0, n - 2 * k)
    return dk * np.where(zero, steep, y * psi_rise(low, rise))


binom = elementwise(special.binom, jvp=(_binom_by_n, _binom_by_k))
