"""Bessel functions in z, of a fixed order v.   n counts derivatives in z

    2 C_v' = C_{v-1} - C_{v+1}     C = J, Y, H⁽¹⁾, H⁽²⁾
    2 I_v' = I_{v-1} + I_{v+1}
   -2 K_v' = K_{v-1} + K_{v+1}

so that the n-th derivative is 2⁻ⁿ times a binomial sum over the orders v-n, v-n+2, ..., v+n:
nothing is divided by z, and at z = 0 each sum has its limit.  j0, y1, ... have the rules of jv,
yv, ..., which lose no digits at large z.

Source: DLMF 10.6.1, 10.29.1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.parameters import held

Function = Callable[[Any, Any], Any]


def binomial_sum(f: Function, down: int, up: int, v: Any, z: Any, n: int) -> Any:
    """The n-th derivative of f(v, z), where 2 f_v' = down f_{v-1} + up f_{v+1}."""
    total = 0.5**n * down**n * f(v - n, z)
    for k in range(1, n + 1):
        total = total + 0.5**n * math.comb(n, k) * down ** (n - k) * up**k * f(v - n + 2 * k, z)
    return total


def of_order(ufunc: Any, down: int, up: int, at_zero: Function | None = None) -> Primitive:
    """The primitive f(v, z, n=0).  `at_zero`(v, n) is its value at a real z = 0 and n > 0."""
    name = ufunc.__name__

    def impl(v: Any, z: Any, n: int = 0) -> Any:
        if n == 0:
            return ufunc(v, z)
        with np.errstate(invalid="ignore"):  # ∞ - ∞ at a pole
            y = binomial_sum(ufunc, down, up, v, z, n)
        if at_zero is None or np.iscomplexobj(z) or np.all(z):
            return y
        return np.where(np.equal(z, 0), at_zero(v, n), y).astype(y.dtype)[()]

    primitive: Primitive = elementwise(
        impl,
        name=f"special.{name}",
        jvp=(held(name, "order"), lambda dz, y, v, z, n=0: dz * primitive(v, z, n=n + 1)),
    )
    return primitive


def _second_kind_at_zero(v: Any, n: int) -> Any:
    """Y_v falls to -∞ like -z⁻ᵛ, or log z."""
    return special.yv(v, 0.0) * (-1.0) ** n


def _i_at_zero(v: Any, n: int) -> Any:
    """I_v and J_v begin with the same power of z; here SciPy has its sign for J_v only."""
    with np.errstate(invalid="ignore"):
        return binomial_sum(lambda v, z: special.jv(v, z), 1, 1, v, 0.0, n)


jv = of_order(special.jv, 1, -1)
yv = of_order(special.yv, 1, -1, _second_kind_at_zero)
iv = of_order(special.iv, 1, 1, _i_at_zero)
kv = of_order(special.kv, -1, -1)
hankel1 = of_order(special.hankel1, 1, -1)
hankel2 = of_order(special.hankel2, 1, -1)


def of_fixed_order(ufunc: Any, general: Primitive, v: int) -> Primitive:
    return elementwise(
        ufunc,
        name=f"special.{ufunc.__name__}",
        jvp=lambda dx, y, x: dx * general(v, x, n=1),
    )


j0 = of_fixed_order(special.j0, jv, 0)
j1 = of_fixed_order(special.j1, jv, 1)
y0 = of_fixed_order(special.y0, yv, 0)
y1 = of_fixed_order(special.y1, yv, 1)
i0 = of_fixed_order(special.i0, iv, 0)
i1 = of_fixed_order(special.i1, iv, 1)

# by each other: SciPy's kv underflows before them
k0: Primitive = elementwise(special.k0, name="special.k0", jvp=lambda dx, y, x: dx * -k1(x))
k1: Primitive = elementwise(
    special.k1, name="special.k1", jvp=lambda dx, y, x: dx * -(k0(x) + y / x)
)

yn = elementwise(
    special.yn,
    name="special.yn",
    jvp=(held("yn", "order"), lambda dz, y, v, z: dz * yv(v, z, n=1)),
)
kn = elementwise(
    special.kn,
    name="special.kn",
    jvp=(held("kn", "order"), lambda dz, y, v, z: dz * kv(v, z, n=1)),
)
