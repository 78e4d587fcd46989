"""Powers and roots.

x**y has derivative y x**(y-1) in x and x**y log x in y; at x = 0 they and all higher ones are what
these tend to as x falls to 0.  By convention 0**y has derivative 0 in y at y = 0 as well.  No
logarithm is taken unless y is traced; for negative x the derivative in y is NaN.  √0 and ∛0 have an
infinite derivative.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np

from funcad.core.edges import edged, has_no_zero
from funcad.core.primitive import Primitive, zero
from funcad.core.tracer import Tracer
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
    return dx * slope(z, x, y, m=1, n=0)


def _is_below_zero(y: Any) -> bool:
    return not isinstance(y, complex | np.complexfloating) and bool(y < 0)


def _by_exponent(dy: Any, z: Any, x: Any, y: Any) -> Any:
    if (type(x) is float or type(x) is int) and 0 < x < math.inf:
        return dy * (z * math.log(x))
    return dy * slope(z, x, y, m=0, n=1)


def _slope(z: Any, x: Any, y: Any, m: int, n: int) -> Any:
    """∂ᵐ/∂xᵐ ∂ⁿ/∂yⁿ of z = xʸ:   xʸ⁻ᵐ Σₖ cₖ(y) logᵏ x,   where cₖ is a polynomial."""
    x, y = _as_precise(x, z.dtype), _as_precise(y, z.real.dtype)
    if np.count_nonzero(x) == np.size(x):
        _, s = _product(z, x, y, m, n)
        if np.isfinite(np.vdot(s, s)):
            return s
    with np.errstate(all="ignore"):
        power_of_x, s = _product(z, x, y, m, n)
        return _limit(s, power_of_x, x, y, m, _coefficients(m, n))


def _as_precise(x: Any, dtype: Any) -> Any:
    """A base or an exponent in the type of the power: NumPy's log of small integers is coarse."""
    if type(x) is int:
        return float(x)
    kind = getattr(x, "dtype", dtype)
    return x if kind == dtype or kind.kind == "c" else x.astype(dtype)


def _product(z: Any, x: Any, y: Any, m: int, n: int) -> tuple[Any, Any]:
    """xʸ⁻ᵐ, and the same times the sum."""
    power_of_x = x ** (y - float(m)) if m else z
    *lower, highest = _coefficients(m, n)
    total = _polynomial(highest, y)
    if n:
        log = np.log(x)
        total = log if highest == [1] else total * log
        for i in range(n - 1, -1, -1):
            if any(lower[i]):
                total = total + _polynomial(lower[i], y)
            if i:
                total = total * log
    return power_of_x, power_of_x * total


def _limit(s: Any, power_of_x: Any, x: Any, y: Any, m: int, terms: list[list[int]]) -> Any:
    """What `s` tends to as x tends to 0 or ∞, where it may be ∞ - ∞ or 0 · ∞; elsewhere `s`."""
    excess = np.real(y) - m
    at_zero, at_infinity = np.equal(x, 0), np.equal(x, np.inf)
    vanishes = (at_zero & (excess > 0)) | (at_infinity & (excess < 0))
    if m == 0:
        vanishes = vanishes | (at_zero & np.equal(y, 0))
    log, limit = np.log(x), np.zeros_like(s)
    for k, c in enumerate(terms):  # the highest power of the logarithm decides
        factor = _polynomial(c, y)
        limit = np.where(np.equal(factor, 0), limit, factor * (power_of_x * log**k))
    limit = np.where(vanishes, 0, limit)
    return np.where(at_zero | at_infinity, limit, s)[()]


def _polynomial(coefficients: list[int], y: Any) -> Any:
    """Σ coefficients[i] yⁱ"""
    highest, *lower = coefficients[::-1]
    total: Any = highest
    for i, c in enumerate(lower):
        total = y if not i and highest == 1 else total * y
        if c:
            total = total + c
    return total


@cache
def _coefficients(m: int, n: int) -> list[list[int]]:
    """For each power k of the logarithm: C(n, k) times the (n - k)-th derivative of the polynomial
    y (y - 1) ... (y - m + 1)."""
    falling = [1]
    for i in range(m):
        falling = [a - i * b for a, b in zip([0, *falling], [*falling, 0], strict=True)]
    terms: list[list[int]] = []
    for k in range(n, -1, -1):
        terms.insert(0, [math.comb(n, k) * c for c in falling] or [0])
        falling = [i * c for i, c in enumerate(falling)][1:]
    return terms


# any partial derivative of z = xʸ; z is there for speed alone, all dependence is through x and y
slope: Primitive = elementwise(
    _slope,
    name="slope of a power",
    jvp=(
        zero,
        lambda dx, s, z, x, y, m, n: dx * slope(z, x, y, m=m + 1, n=n),
        lambda dy, s, z, x, y, m, n: dy * slope(z, x, y, m=m, n=n + 1),
    ),
)


def _power(x: Any, y: Any) -> Any:
    return x**y


power = elementwise(_power, name="power", jvp=(_by_base, _by_exponent))

square = elementwise(lambda x: x**2, name="square", jvp=lambda dx, y, x: dx * (x + x))
reciprocal = elementwise(np.reciprocal, jvp=lambda dx, y, x: -(dx * y) * y)


def _root_tangent(dx: Any, y: Any) -> Any:
    if has_no_zero(y):
        return dx / (y + y)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.equal(dx, 0) & np.equal(y, 0), 0, dx / (y + y))[()]


# that of y = √x for dx, and 0 for 0 also where y is 0
root_tangent: Primitive = edged(
    elementwise(
        _root_tangent,
        name="root_tangent",
        jvp=(
            lambda ddx, t, dx, y: root_tangent(ddx, y),
            lambda dy, t, dx, y: -(dy * t) / y,
        ),
        pull=(lambda ct, t, dx, y: ct / (y + y), lambda ct, t, dx, y: -(ct * t) / y),
        linear="separately",
        linear_in=(0,),
    ),
    lambda t, dx, y: y,
)


def _sqrt_jvp(dx: Any, y: Any, x: Any) -> Any:
    if type(y) is not Tracer and has_no_zero(y):  # the same, at once
        return dx / (y + y)
    return root_tangent(dx, y)


sqrt = edged(
    elementwise(np.sqrt, jvp=_sqrt_jvp, pull=lambda ct, y, x: ct / (y + y)), lambda y, x: y
)
cbrt = elementwise(np.cbrt, jvp=lambda dx, y, x: dx / (3 * y * y))
