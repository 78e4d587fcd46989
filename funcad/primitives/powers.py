"""Powers and roots.

x**y has derivative y x**(y-1) in x and x**y log x in y, with these conventions at x = 0: x**0 has
derivative 0 in x, and 0**y has derivative 0 in y for y >= 0.  No logarithm is taken unless y is
traced; for negative x the derivative in y is NaN.  √0 and ∛0 have an infinite derivative.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.primitives.families import elementwise


def _raised(x: Any, n: Any) -> Any:
    """x**n for a number n, by products where they are cheaper than NumPy's power."""
    if n == 1:
        return x
    if n == 2:
        return x * x
    return x * x * x if n == 3 else x**n


def _by_base(dx: Any, z: Any, x: Any, y: Any) -> Any:
    kind = type(y)
    if kind is int or kind is float or isinstance(y, np.number | complex):
        if y == 0:
            return None
        if y == 1:
            return dx
        return dx * (z / x * y) if _is_below_zero(y) else dx * (y * _raised(x, y - 1))
    both_zero = np.logical_and(np.equal(x, 0), np.equal(y, 0))
    return dx * (y * x ** np.where(both_zero, 0, y - 1.0))


def _is_below_zero(y: Any) -> bool:
    return not isinstance(y, complex | np.complexfloating) and bool(y < 0)


def _by_exponent(dy: Any, z: Any, x: Any, y: Any) -> Any:
    if (type(x) is float or type(x) is int) and x > 0:
        return dy * (z * math.log(x))
    vanishes = np.logical_and(np.equal(x, 0), np.greater_equal(np.real(y), 0))
    return dy * (z * np.log(np.where(vanishes, 1, x)))


def _power(x: Any, y: Any) -> Any:
    return x**y


power = elementwise(_power, name="power", jvp=(_by_base, _by_exponent))

square = elementwise(lambda x: x**2, name="square", jvp=lambda dx, y, x: dx * (x + x))
reciprocal = elementwise(np.reciprocal, jvp=lambda dx, y, x: -(dx * y) * y)
sqrt = elementwise(np.sqrt, jvp=lambda dx, y, x: dx / (y + y))
cbrt = elementwise(np.cbrt, jvp=lambda dx, y, x: dx / (3 * y * y))
