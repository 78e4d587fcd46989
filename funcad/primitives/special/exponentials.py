"""SciPy's exponentials, logarithms, roots and trigonometry in degrees; Lambert's function.

Where NumPy has the function too, the rule is that of NumPy's.  Products with a logarithm take
0 · log 0 for 0: xlogy(0, 0) has slope log 0 = -∞ in x and 0 in y.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from scipy import special
from scipy.special import _ufuncs

from funcad.core.primitive import Primitive, zero
from funcad.primitives import exponential, powers
from funcad.primitives.families import constant, elementwise
from funcad.primitives.special.error_functions import is_complex

DEGREE = math.pi / 180
LN10 = math.log(10.0)

log1p = elementwise(special.log1p, jvp=exponential.log1p.jvp)
expm1 = elementwise(special.expm1, jvp=exponential.expm1.jvp)
exp2 = elementwise(special.exp2, jvp=exponential.exp2.jvp)
exp10 = elementwise(special.exp10, jvp=lambda dx, y, x: dx * (LN10 * y))
cbrt = elementwise(special.cbrt, jvp=powers.cbrt.jvp)
cosm1 = elementwise(special.cosm1, jvp=lambda dx, y, x: -dx * np.sin(x))
round = constant(special.round)


def _share(x: Any, y: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.equal(x, 0), 0, np.divide(x, y))[()]


# x / y, which at x = 0 is 0 whatever y
share: Primitive = elementwise(
    _share,
    name="share",
    jvp=(lambda dx, z, x, y: dx / y, lambda dy, z, x, y: -dy * share(z, y)),
)

xlogy = elementwise(
    special.xlogy,
    jvp=(lambda dx, z, x, y: dx * np.log(y), lambda dy, z, x, y: dy * share(x, y)),
)
xlog1py = elementwise(
    special.xlog1py,
    jvp=(lambda dx, z, x, y: dx * special.log1p(y), lambda dy, z, x, y: dy * share(x, 1 + y)),
)
powm1 = elementwise(
    special.powm1,
    jvp=(
        lambda dx, z, x, y: powers.power.jvp[0](dx, x**y, x, y),
        lambda dy, z, x, y: powers.power.jvp[1](dy, x**y, x, y),
    ),
)

sindg = elementwise(special.sindg, jvp=lambda dx, y, x: dx * (DEGREE * special.cosdg(x)))
cosdg = elementwise(special.cosdg, jvp=lambda dx, y, x: dx * (-DEGREE * special.sindg(x)))
tandg = elementwise(special.tandg, jvp=lambda dx, y, x: dx * (DEGREE * (1 + y * y)))
# SciPy's cotangent of a small angle has few right digits, its sine has all
cotdg = elementwise(special.cotdg, jvp=lambda dx, y, x: -dx * (DEGREE / sindg(x) ** 2))
radian = elementwise(
    special.radian,
    jvp=(
        lambda dd, y, d, m, s: dd * DEGREE,
        lambda dm, y, d, m, s: dm * (DEGREE / 60),
        lambda ds, y, d, m, s: ds * (DEGREE / 3600),
    ),
)


def _by_second(db: Any, m: Any, a: Any, b: Any) -> Any:
    """1/M is 2/π R_F(0, a², b²), and R_F's slope in b² is -R_D(0, a², b²)/6 (DLMF 19.18.1)."""
    ratio = a / b
    part = m / b
    return db * (2 / (3 * math.pi) * part * part * special.elliprd(0.0, ratio * ratio, 1.0))


agm = elementwise(special.agm, jvp=(lambda da, m, a, b: _by_second(da, m, b, a), _by_second))

# W' = W / (x (1 + W)), written so that it holds at 0
lambert = elementwise(
    lambda x, k, tol: _ufuncs._lambertw(x, k, tol),
    name="lambertw",
    jvp=(lambda dx, w, x, k, tol: dx * (np.exp(-w) / (1 + w)), zero, zero),
)


def lambertw(x: Any, k: Any, tol: Any) -> Any:
    return lambert(x if is_complex(x) else x + np.complex128(0), k, tol)


# w / (1 + w); by the quotient rule its slope would cancel where w is large
saturation = elementwise(
    lambda w: w / (1 + w), name="saturation", jvp=lambda dw, y, w: dw / (1 + w) / (1 + w)
)
wrightomega = elementwise(special.wrightomega, jvp=lambda dz, w, z: dz * saturation(w))
