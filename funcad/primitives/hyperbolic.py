"""Hyperbolic functions and their inverses.

1 - tanh² loses its digits where tanh is near ±1, and 1 + x² overflows long before arcsinh does: the
derivatives are written so that they keep their relative accuracy.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import zero
from funcad.primitives.arithmetic import complement, over_root
from funcad.primitives.families import elementwise

TAIL = 1e-4  # where 1 - tanh² is smaller than this it has lost four digits


def _slope(x: Any, y: Any) -> Any:
    if type(y) is not np.ndarray or not y.ndim:
        s = 1 - y * y
        if s.dtype.kind != "f" or not s < TAIL:
            return s
        return _slope_by_cosh(np.reshape(x, 1), np.empty(1, s.dtype))[0]
    s = y * y
    np.subtract(1, s, out=s)
    if s.dtype.kind != "f" or not s.size or np.minimum.reduce(s, axis=None) >= TAIL:
        return s
    in_tail = s < TAIL
    if np.count_nonzero(in_tail) > s.size // 8:
        return _slope_by_cosh(x, s)
    at = np.nonzero(in_tail)
    s[at] = _slope_by_cosh(x[at], s[at])
    return s


def _slope_by_cosh(x: Any, out: Any) -> Any:
    """1 / cosh² x, right everywhere; cosh is kept from overflowing, and then its square is 0."""
    np.abs(x, out=out)
    np.minimum(out, np.floor(np.log(np.finfo(out.dtype).max)), out=out)
    np.cosh(out, out=out)
    np.divide(1, out, out=out)
    out *= out
    return out


# 1 - y² for y = tanh x: x is there for accuracy alone, all dependence is through y
tanh_slope = elementwise(_slope, name="tanh_slope", jvp=(zero, lambda dy, s, x, y: dy * (-2 * y)))

sinh = elementwise(np.sinh, jvp=lambda dx, y, x: dx * np.cosh(x))
cosh = elementwise(np.cosh, jvp=lambda dx, y, x: dx * np.sinh(x))
tanh = elementwise(np.tanh, jvp=lambda dx, y, x: dx * tanh_slope(x, y))


def _arcsinh_jvp(dx: Any, y: Any, x: Any) -> Any:
    return dx / np.cosh(y) if x.dtype.kind == "c" else dx * over_root(x, sign=1)


def _arccosh_jvp(dx: Any, y: Any, x: Any) -> Any:
    if x.dtype.kind == "c":
        return dx / (np.sqrt(x - 1) * np.sqrt(x + 1))
    return dx * over_root(x, sign=-1)


arcsinh = elementwise(np.arcsinh, jvp=_arcsinh_jvp)
arccosh = elementwise(np.arccosh, jvp=_arccosh_jvp)
arctanh = elementwise(np.arctanh, jvp=lambda dx, y, x: dx / complement(x))
