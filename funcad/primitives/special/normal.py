"""The normal distribution: its distribution function, that of its logarithm, their inverses.

φ(x) = exp(-x²/2)/√2π.  The slope of log Φ is the inverse Mills ratio m = φ/Φ, whose own slope is
-m (x + m): in the left tail m is close to -x, and their sum is a primitive that does not cancel.

Source: DLMF 7.8; D. B. Owen, Annals of Mathematical Statistics 27 (1956) 1075.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special import faddeeva
from funcad.primitives.special.error_functions import bell, erf, erfcx, is_complex

ROOT_HALF = math.sqrt(0.5)
PEAK = 1 / math.sqrt(2 * math.pi)
ROOT_TWO_PI = math.sqrt(2 * math.pi)
FAR = 1e8


def phi(x: Any) -> Any:
    return PEAK * bell(x * ROOT_HALF)


def _mills(x: Any) -> Any:
    left = np.minimum(x, 0)
    right = np.maximum(x, 0)
    tail = 2 * PEAK / special.erfcx(left * -ROOT_HALF)
    return np.where(np.less(x, 0), tail, phi(right) / special.ndtr(right))[()]


def _excess(x: Any) -> Any:
    """x + φ/Φ: how far the mean of what lies below x is from x; far out -1/x (1 - 2/x² + ...)."""
    left = np.clip(x, -FAR, -1) * -ROOT_HALF
    right = np.maximum(x, -1)
    tail = -ROOT_HALF * faddeeva.erfcx.impl(left, order=1) / special.erfcx(left)
    tail = np.where(np.less(x, -FAR), -1 / np.minimum(x, -FAR), tail)
    return np.where(np.less(x, -1), tail, right + _mills(right))[()]


mills: Primitive = elementwise(
    _mills, name="inverse_mills", jvp=lambda dx, m, x: dx * (-m * excess(np.minimum(x, 40)))
)
excess: Primitive = elementwise(
    _excess, name="normal_excess", jvp=lambda dx, y, x: dx * (1 - mills(x) * y)
)


def _log_ndtr_slope(x: Any) -> Any:
    return 2 * PEAK / erfcx(x * -ROOT_HALF) if is_complex(x) else mills(x)


ndtr = elementwise(special.ndtr, jvp=lambda dx, y, x: dx * phi(x))
log_ndtr = elementwise(special.log_ndtr, jvp=lambda dx, y, x: dx * _log_ndtr_slope(x))
ndtri = elementwise(special.ndtri, jvp=lambda dp, x, p: dp * (ROOT_TWO_PI * np.exp(x * x / 2)))
ndtri_exp = elementwise(special.ndtri_exp, jvp=lambda dp, x, p: dp / mills(x))


def _by_aperture(da: Any, t: Any, h: Any, a: Any) -> Any:
    length = np.hypot(1, a)
    across = h * np.where(np.isinf(a), 1, a)
    return da * (bell(h * ROOT_HALF) * bell(across * ROOT_HALF) / length / length / (2 * math.pi))


owens_t = elementwise(
    special.owens_t,
    jvp=(lambda dh, t, h, a: dh * (phi(h) * erf(a * h * ROOT_HALF) / -2), _by_aperture),
)
