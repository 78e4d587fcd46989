"""Hyperbolic functions and their inverses.

1 - tanh² loses its digits where tanh is near ±1, and 1 + x² overflows long before arcsinh does: the
derivatives are written so that they keep their relative accuracy.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import zero
from funcad.primitives.families import elementwise

TAIL = 1e-3  # where 1 - tanh² is smaller than this it has lost three digits


def _slope(x: Any, y: Any) -> Any:
    if type(y) is not np.ndarray:
        s = 1 - y * y
        return _slope_of_tail(x) if s.dtype.kind == "f" and s < TAIL else s
    s = y * y
    np.subtract(1, s, out=s)
    if s.dtype.kind == "f" and s.size and np.minimum.reduce(s, axis=None) < TAIL:
        in_tail = np.nonzero(s < TAIL)
        s[in_tail] = _slope_of_tail(x[in_tail])
    return s


def _slope_of_tail(x: Any) -> Any:
    e = np.exp(-2 * np.abs(x))
    return 4 * e / ((1 + e) * (1 + e))


# 1 - y² for y = tanh x: x is there for accuracy alone, all dependence is through y
tanh_slope = elementwise(_slope, name="tanh_slope", jvp=(zero, lambda dy, s, x, y: dy * (-2 * y)))

sinh = elementwise(np.sinh, jvp=lambda dx, y, x: dx * np.cosh(x))
cosh = elementwise(np.cosh, jvp=lambda dx, y, x: dx * np.sinh(x))
tanh = elementwise(np.tanh, jvp=lambda dx, y, x: dx * tanh_slope(x, y))
arcsinh = elementwise(np.arcsinh, jvp=lambda dx, y, x: dx / np.cosh(y))  # cosh y = √(1 + x²)
arccosh = elementwise(np.arccosh, jvp=lambda dx, y, x: dx / (np.sqrt(x - 1) * np.sqrt(x + 1)))
arctanh = elementwise(np.arctanh, jvp=lambda dx, y, x: dx / ((1 - x) * (1 + x)))
