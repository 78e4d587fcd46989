"""Sums, products, quotients and absolute values of real numbers.

x and y broadcast; dx and dy are their tangents.  At a kink the derivative is that of the middle:
the absolute value and the sign have derivative 0 at 0.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, zero
from funcad.primitives.families import elementwise

add = elementwise(
    operator.add,
    name="add",
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: dy),
    linear="jointly",
)
subtract = elementwise(
    operator.sub,
    name="subtract",
    jvp=(lambda dx, z, x, y: dx, lambda dy, z, x, y: -dy),
    linear="jointly",
)
multiply = elementwise(
    operator.mul,
    name="multiply",
    jvp=(lambda dx, z, x, y: dx * y, lambda dy, z, x, y: x * dy),
    linear="separately",
)
divide = elementwise(
    operator.truediv,
    name="divide",
    jvp=(lambda dx, z, x, y: dx / y, lambda dy, z, x, y: -(dy * z) / y),
    linear="separately",
    linear_in=(0,),
)
negative = elementwise(operator.neg, name="negative", jvp=lambda dx, y, x: -dx, linear="jointly")
positive = elementwise(operator.pos, name="positive", jvp=lambda dx, y, x: dx, linear="jointly")
absolute = elementwise(operator.abs, name="absolute", jvp=lambda dx, y, x: dx * np.sign(x))

fabs = elementwise(np.fabs, jvp=lambda dx, y, x: dx * np.sign(x))


def _quotient_or_zero(x: Any, y: Any) -> Any:
    at_zero = np.equal(y, 0)
    if not np.any(at_zero):
        return x / y
    return np.where(at_zero, 0, x / np.where(at_zero, 1, y))[()]


# x / y, and 0 with all derivatives where y is 0: x over its own length, at 0
quotient_or_zero: Primitive = elementwise(
    _quotient_or_zero,
    name="quotient_or_zero",
    jvp=(
        lambda dx, z, x, y: quotient_or_zero(dx, y),
        lambda dy, z, x, y: -quotient_or_zero(dy * z, y),
    ),
    linear="separately",
    linear_in=(0,),
)


def _complement(x: Any) -> Any:
    if x.dtype.kind == "c":
        return -(x - 1) * (1 + x)  # 1 - x would give +0j for either sign of the zero
    return (1 - x) * (1 + x)


# 1 - x², right also where x is near ±1, and its derivative where x is near 0; beyond ±1 complex
# numbers are on the side of the cut that the sign of the zero says
complement = elementwise(_complement, name="complement", jvp=lambda dx, y, x: -dx * (x + x))


def _over_root(x: Any, sign: int, times: bool = False) -> Any:
    if sign < 0:
        r = np.sqrt(x - 1) * np.sqrt(x + 1)
    else:
        moderate = np.vdot(x, x) < 1e30  # also float32 holds the squares; hypot costs much more
        r = np.sqrt(1 + x * x) if moderate else np.hypot(1, x)
    if not times:
        return 1 / r
    with np.errstate(invalid="ignore"):
        return np.where(np.isinf(x), np.sign(x), x / r)[()]


def _over_root_jvp(dx: Any, y: Any, x: Any, sign: int, times: bool = False) -> Any:
    if times:
        return dx * (sign * over_root(x, sign=sign) ** 3)
    return -dx * (over_root(x, sign=sign, times=True) * (y * y))


# u = 1/√(x² ± 1) and, `times`, v = x u, for real x:  du = -v u² dx and dv = ± u³ dx, without x²
over_root: Primitive = elementwise(_over_root, name="over_root", jvp=_over_root_jvp)

# |x| with the sign of y; by the sign alone it depends on y
copysign = elementwise(
    np.copysign,
    jvp=(lambda dx, z, x, y: dx * (np.sign(x) * np.copysign(1.0, y)), zero),
)
