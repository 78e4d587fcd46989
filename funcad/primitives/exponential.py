"""Exponentials and logarithms.

A derivative keeps its relative accuracy where the function saturates or cancels: expm1 has exp(x),
not 1 + y, and logaddexp has each argument's share of the sum, taken from the difference alone.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise

LN2 = math.log(2.0)
LN10 = math.log(10.0)

exp = elementwise(np.exp, jvp=lambda dx, y, x: dx * y)
exp2 = elementwise(np.exp2, jvp=lambda dx, y, x: dx * (LN2 * y))
expm1 = elementwise(np.expm1, jvp=lambda dx, y, x: dx * np.exp(x))
log = elementwise(np.log, jvp=lambda dx, y, x: dx / x)
log2 = elementwise(np.log2, jvp=lambda dx, y, x: dx / (LN2 * x))
log10 = elementwise(np.log10, jvp=lambda dx, y, x: dx / (LN10 * x))
log1p = elementwise(np.log1p, jvp=lambda dx, y, x: dx / (1 + x))


def _share(x: Any, y: Any, base: int = 0) -> Any:
    exp = np.exp2 if base == 2 else np.exp
    with np.errstate(invalid="ignore", under="ignore"):
        d = np.subtract(x, y)
        if np.isnan(d).any():
            d = np.where(np.equal(x, y), 0, d)[()]  # ∞ - ∞ is a tie
        return exp(np.minimum(d, 0)) / (1 + exp(-np.abs(d)))


def _share_slope(s: Any, x: Any, y: Any, base: int = 0) -> Any:
    slope = s * share(y, x, base=base)
    return slope * LN2 if base == 2 else slope


# eˣ / (eˣ + eʸ), or with 2 for e; it depends on x - y alone; the shares of x and y add up to 1
share: Primitive = elementwise(
    _share,
    name="share",
    jvp=(
        lambda dx, s, x, y, base=0: dx * _share_slope(s, x, y, base),
        lambda dy, s, x, y, base=0: -dy * _share_slope(s, x, y, base),
    ),
)

logaddexp = elementwise(
    np.logaddexp,
    jvp=(lambda dx, z, x, y: dx * share(x, y), lambda dy, z, x, y: dy * share(y, x)),
)
logaddexp2 = elementwise(
    np.logaddexp2,
    jvp=(
        lambda dx, z, x, y: dx * share(x, y, base=2),
        lambda dy, z, x, y: dy * share(y, x, base=2),
    ),
)
