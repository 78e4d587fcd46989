"""The transformation of Box and Cox, (xᵏ - 1)/k with its limit log x at k = 0, and its inverse.

In terms of L = log x and of exprel, y = L exprel(kL), so that dy/dk = L² exprel'(kL); in terms of
log1prel, log x = y log1prel(ky).  Both hold at k = 0.

Source: G. E. P. Box and D. R. Cox, Journal of the Royal Statistical Society B 26 (1964) 211.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.core.primitive import Primitive
from funcad.primitives.families import elementwise
from funcad.primitives.special.quotients import exprel, log1prel

# L² exprel'(kL), whose slope in L is L exp(kL)
_curve = elementwise(
    lambda log, k: log * log * exprel(k * log, order=1),
    name="boxcox_by_exponent",
    jvp=(
        lambda dl, z, log, k: dl * (log * np.exp(k * log)),
        lambda dk, z, log, k: dk * (log * log * log * exprel(k * log, order=2)),
    ),
)


def _by_exponent(y: Any, log: Any, k: Any) -> Any:
    """dy/dk; where log x is -∞ and k > 0, y is -1/k."""
    at_zero = np.isinf(log)
    return np.where(at_zero, y * y, _curve(np.where(at_zero, 0, log), k))


boxcox = elementwise(
    special.boxcox,
    jvp=(
        lambda dx, y, x, k: dx * np.power(x, k - 1.0),
        lambda dk, y, x, k: dk * _by_exponent(y, np.log(x), k),
    ),
)
boxcox1p = elementwise(
    special.boxcox1p,
    jvp=(
        lambda dx, y, x, k: dx * np.exp((k - 1) * special.log1p(x)),
        lambda dk, y, x, k: dk * _by_exponent(y, special.log1p(x), k),
    ),
)


# log x, from y
_log = elementwise(
    lambda y, k: y * log1prel(k * y, order=0),
    name="inv_boxcox_log",
    jvp=(lambda dy, z, y, k: dy / (1 + k * y), lambda dk, z, y, k: dk * _log_by_k(y, k)),
)
_log_by_k: Primitive = elementwise(
    lambda y, k: y * y * log1prel(k * y, order=1),
    name="inv_boxcox_log_by_exponent",
    jvp=(
        lambda dy, z, y, k: -dy * y / (1 + k * y) / (1 + k * y),
        lambda dk, z, y, k: dk * (y * y * y * log1prel(k * y, order=2)),
    ),
)

inv_boxcox = elementwise(
    special.inv_boxcox,
    jvp=(
        lambda dy, x, y, k: dy * np.exp((1 - k) * _log(y, k)),
        lambda dk, x, y, k: dk * (x * _log_by_k(y, k)),
    ),
)
inv_boxcox1p = elementwise(
    special.inv_boxcox1p,
    jvp=(
        lambda dy, x, y, k: dy * np.exp((1 - k) * _log(y, k)),
        lambda dk, x, y, k: dk * ((1 + x) * _log_by_k(y, k)),
    ),
)
