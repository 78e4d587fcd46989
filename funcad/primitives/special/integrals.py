"""Exponential, logarithmic, trigonometric and hyperbolic integrals.

E₁' = -exp(-x)/x, Ei' = exp(x)/x, Eₙ' = -Eₙ₋₁, Si' = sin(x)/x, Ci' = cos(x)/x, the dilogarithm's
log(x)/(1 - x).

Source: DLMF 6.2, 8.19, 25.12.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive, no
from funcad.primitives.families import elementwise
from funcad.primitives.special.quotients import logrel, sincrel, sinhrel

exp1 = elementwise(special.exp1, jvp=lambda dx, y, x: -dx * (np.exp(-x) / x))
expi = elementwise(special.expi, jvp=lambda dx, y, x: dx * (np.exp(x) / x))
spence = elementwise(special.spence, jvp=lambda dx, y, x: -dx * logrel(x, order=0))


def _expn(n: Any, x: Any) -> Any:
    """Eₙ(x), which for n < 0 is m! exp(-x) / xᵐ⁺¹ · Σ xᵏ/k!  with k <= m = -n."""
    y = special.expn(np.maximum(n, 0), x)
    if not np.less(n, 0).any():
        return y
    m, x = np.broadcast_arrays(-np.asarray(n), np.asarray(x))
    term = total = np.ones_like(y)
    for k in range(1, int(m.max()) + 1):
        term = term * (x / k)
        total = np.where(k <= m, total + term, total)
    with np.errstate(divide="ignore", invalid="ignore"):
        closed = special.gamma(m + 1.0) * np.exp(-x) / x ** (m + 1.0) * total
    return np.where(m > 0, closed, y).astype(y.dtype)[()]


expn: Primitive = elementwise(
    _expn,
    name="expn",
    jvp=(
        no("expn has a derivative in x only, not in its order n"),
        lambda dx, y, n, x: -dx * expn(n - 1, x),
    ),
)

si = elementwise(
    lambda x: special.sici(x)[0], name="sici", jvp=lambda dx, y, x: dx * sincrel(x, order=0)
)
ci = elementwise(
    lambda x: special.sici(x)[1], name="sici", jvp=lambda dx, y, x: dx * (np.cos(x) / x)
)
shi = elementwise(
    lambda x: special.shichi(x)[0], name="shichi", jvp=lambda dx, y, x: dx * sinhrel(x, order=0)
)
chi = elementwise(
    lambda x: special.shichi(x)[1], name="shichi", jvp=lambda dx, y, x: dx * (np.cosh(x) / x)
)


def sici(x: Any) -> Any:
    return si(x), ci(x)


def shichi(x: Any) -> Any:
    return shi(x), chi(x)
