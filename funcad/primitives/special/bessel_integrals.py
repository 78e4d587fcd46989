"""Integrals of Bessel and Struve functions: their derivatives are the integrands.

Those of (1 - J₀)/t, (I₀ - 1)/t and H₀/t need the quotient g(x) = f(x)/x of a function that is 0 at
0; below |x| = 1 that is a power series, and beyond x g⁽ⁿ⁾ + n g⁽ⁿ⁻¹⁾ = f⁽ⁿ⁾.

    besselpoly(a, l, v) = ∫₀¹ t^l J_v(2at) dt
    its derivative in a   ∫₀¹ t^(l+1) (J_{v-1}(2at) - J_{v+1}(2at)) dt
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special import bessel, struve
from funcad.primitives.special.parameters import held
from funcad.primitives.special.series import power_series

TERMS = 12


def _quotient(
    name: str,
    f: Callable[[Any, int], Any],
    coefficient: Callable[[int], float],
    power: Callable[[int], int],
) -> Primitive:
    """f(x)/x = Σ coefficient(k) x^power(k); `f`(x, n) is the n-th derivative of f."""

    def impl(x: Any, n: int = 0) -> Any:
        near = np.abs(x) < 1
        away = np.where(near, 1.0, x)
        y = f(away, 0) / away
        for k in range(1, n + 1):
            y = (f(away, k) - k * y) / away
        if np.any(near):
            y = np.where(near, power_series(coefficient, power, x, n, TERMS), y)
        return np.asarray(y).astype(x.dtype)[()]

    primitive: Primitive = elementwise(
        impl, name=name, jvp=lambda dx, y, x, n=0: dx * primitive(x, n=n + 1)
    )
    return primitive


def _less_one(ufunc: Any, derivatives: Primitive, sign: int) -> Callable[[Any, int], Any]:
    return lambda x, n: sign * (ufunc(x) - 1 if n == 0 else derivatives(0, x, n=n))


def _of_square(sign: int) -> Callable[[int], float]:
    """The series of (I₀ - 1)/x, and with alternating signs of (1 - J₀)/x."""
    return lambda k: sign**k / (4.0 ** (k + 1) * math.factorial(k + 1) ** 2)


j0_quotient = _quotient(
    "(1 - j0(x)) / x",
    _less_one(special.j0, bessel.jv, -1),
    _of_square(-1),
    lambda k: 2 * k + 1,
)
i0_quotient = _quotient(
    "(i0(x) - 1) / x",
    _less_one(special.i0, bessel.iv, 1),
    _of_square(1),
    lambda k: 2 * k + 1,
)
h0_quotient = _quotient(
    "struve(0, x) / x",
    lambda x, n: struve.struve(0, x, n=n),
    lambda k: (-1) ** k * 2 / math.pi / math.prod(2 * j + 1 for j in range(k + 1)) ** 2,
    lambda k: 2 * k,
)


def _part(name: str, k: int, slope: Callable[[Any], Any]) -> Primitive:
    """The k-th result of a ufunc, whose derivative is slope(x)."""
    ufunc = getattr(special, name)
    return elementwise(
        lambda x: ufunc(x)[k], name=f"special.{name}[{k}]", jvp=lambda dx, y, x: dx * slope(x)
    )


def _both(first: Primitive, second: Primitive) -> Callable[[Any], tuple[Any, Any]]:
    return lambda x: (first(x), second(x))


itj0 = _part("itj0y0", 0, lambda x: bessel.jv(0, x))
ity0 = _part("itj0y0", 1, lambda x: bessel.yv(0, x))
iti0 = _part("iti0k0", 0, lambda x: bessel.iv(0, x))
itk0 = _part("iti0k0", 1, lambda x: bessel.kv(0, x))
it2j0 = _part("it2j0y0", 0, j0_quotient)
it2y0 = _part("it2j0y0", 1, lambda x: -bessel.yv(0, x) / x)
it2i0 = _part("it2i0k0", 0, i0_quotient)
it2k0 = _part("it2i0k0", 1, lambda x: -bessel.kv(0, x) / x)
itj0y0, iti0k0 = _both(itj0, ity0), _both(iti0, itk0)
it2j0y0, it2i0k0 = _both(it2j0, it2y0), _both(it2i0, it2k0)


def _of_struve(ufunc: Any, integrand: Primitive) -> Primitive:
    """∫₀ˣ of a Struve function of order 0, which may be in double precision where x is not."""

    def rule(dx: Any, y: Any, x: Any) -> Any:
        return dx * integrand(0, x)

    return elementwise(ufunc, name=f"special.{ufunc.__name__}", jvp=rule, pull=rule)


itstruve0 = _of_struve(special.itstruve0, struve.struve)
itmodstruve0 = _of_struve(special.itmodstruve0, struve.modstruve)
it2struve0 = elementwise(
    special.it2struve0, name="special.it2struve0", jvp=lambda dx, y, x: -dx * h0_quotient(x)
)

besselpoly: Primitive = elementwise(
    special.besselpoly,
    name="special.besselpoly",
    jvp=(
        lambda da, y, a, p, v: da * (besselpoly(a, p + 1, v - 1) - besselpoly(a, p + 1, v + 1)),
        held("besselpoly", "power lmb"),
        held("besselpoly", "order nu"),
    ),
)
