"""Quotients with a removable singularity, and their derivatives: f(x)/x, where f(0) = 0.

exprel       (exp(x) - 1) / x          its n-th derivative is ∫ tⁿ exp(xt) dt over [0, 1]
log1prel     log(1 + u) / u            its n-th derivative (-1)ⁿ n! ∫ tⁿ / (1 + tu)ⁿ⁺¹ dt
logrel       log(x) / (x - 1)          the same function of x = 1 + u, exact where x is small
sincrel      sin(x) / x
sinhrel      sinh(x) / x

Near the singularity the power series; away from it Leibniz' rule for x · q(x) = f(x), which gives
each derivative from the one before: x qₙ + n qₙ₋₁ = fₙ.  param: order.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise

Numeric = Callable[[Any, int], Any]


def family(name: str, numeric: Numeric) -> Primitive:
    """The primitive of all derivatives of a function, `numeric` in double precision."""

    def impl(x: Any, order: int) -> Any:
        given = np.asarray(x)
        wide = given.astype("D" if given.dtype.kind == "c" else "d")
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            y = numeric(wide, order)
        single = given.dtype.kind in "fc" and given.dtype.itemsize <= wide.dtype.itemsize // 2
        return y.astype("F" if y.dtype.kind == "c" else "f")[()] if single else y[()]

    primitive: Primitive = elementwise(
        impl, name=name, jvp=lambda dx, y, x, order: dx * primitive(x, order=order + 1)
    )
    return primitive


def _by_region(x: Any, near: Any, inner: Numeric, outer: Numeric, order: int) -> Any:
    y = np.empty_like(x)
    y[near] = inner(x[near], order)
    y[~near] = outer(x[~near], order)
    return y


def _exprel_series(x: Any, order: int) -> Any:
    """exp(min(x, 0)) times a series in |x| whose terms are positive."""
    up, down = np.zeros_like(x), np.zeros_like(x)
    size = np.abs(x)
    for k in range(40, -1, -1):
        up = up * size / (k + 1) + 1 / (order + k + 1)
        down = down * size / (order + k + 2) + 1
    return np.where(x < 0, np.exp(x) * down / (order + 1), up)


def _exprel_far(x: Any, order: int) -> Any:
    y = special.exprel(x)
    for n in range(1, order + 1):
        y = np.exp(x) / x - n * (y / x)
    return y


def _exprel(x: Any, order: int) -> Any:
    if order == 0:
        return np.asarray(special.exprel(x))
    return _by_region(x, np.abs(x) < 2 + order, _exprel_series, _exprel_far, order)


def _log_series(u: Any, order: int) -> Any:
    """Σ (-1)ᵐ m! / ((m - n)! (m + 1)) uᵐ⁻ⁿ over m >= n, for |u| < 1/4."""
    y = np.zeros_like(u)
    for m in range(order + 34 + 2 * order, order - 1, -1):
        y = y * u + (-1) ** m * math.perm(m, order) / (m + 1)
    return y


def _log_far(log: Any, u: Any, base: Any, order: int) -> Any:
    y = log / u
    for n in range(1, order + 1):
        y = ((-1) ** (n - 1) * math.factorial(n - 1) / base**n - n * y) / u
    return y


def _log1prel(u: Any, order: int) -> Any:
    def far(u: Any, order: int) -> Any:
        return _log_far(special.log1p(u), u, 1 + u, order)

    return _by_region(u, np.abs(u) < 0.25, _log_series, far, order)


def _logrel(x: Any, order: int) -> Any:
    def near(x: Any, order: int) -> Any:
        return _log_series(x - 1, order)

    def far(x: Any, order: int) -> Any:
        return _log_far(np.log(x), x - 1, x, order)

    return _by_region(x, np.abs(x - 1) < 0.25, near, far, order)


def _even_series(x: Any, order: int, sign: int) -> Any:
    """Σ signᵐ x²ᵐ⁻ⁿ / ((2m + 1) (2m - n)!) over 2m >= n."""
    y = np.zeros_like(x)
    first = (order + 1) // 2
    for m in range(first + 14 + order, first - 1, -1):
        k = 2 * m - order
        y = y + sign**m * x**k / ((2 * m + 1) * math.factorial(k))
    return y


def _sincrel(x: Any, order: int) -> Any:
    def far(x: Any, order: int) -> Any:
        y = np.sin(x) / x
        waves = (np.sin(x), np.cos(x))
        for n in range(1, order + 1):
            y = ((-1) ** (n // 2) * waves[n % 2] - n * y) / x
        return y

    near = np.abs(x) < (0.5 + order)
    return _by_region(x, near, lambda x, n: _even_series(x, n, -1), far, order)


def _sinhrel(x: Any, order: int) -> Any:
    def far(x: Any, order: int) -> Any:
        y = np.sinh(x) / x
        waves = (np.sinh(x), np.cosh(x))
        for n in range(1, order + 1):
            y = waves[n % 2] / x - n * (y / x)
        return y

    near = np.abs(x) < 2 + order
    return _by_region(x, near, lambda x, n: _even_series(x, n, 1), far, order)


exprel = family("exprel", _exprel)
log1prel = family("log1prel", _log1prel)
logrel = family("logrel", _logrel)
sincrel = family("sincrel", _sincrel)
sinhrel = family("sinhrel", _sinhrel)
