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
poch = elementwise(
    special.poch,
    jvp=(
        lambda dz, y, z, m: dz * (y * psi_rise(z, m)),
        lambda dm, y, z, m: dm * (y * psi(z + m)),
    ),
)
binom = elementwise(
    special.binom,
    jvp=(
        lambda dn, y, n, k: dn * (y * psi_rise(n - k + 1, k)),
        lambda dk, y, n, k: dk * (y * psi_rise(k + 1, n - 2 * k)),
    ),
)
