"""The transformation of Box and Cox, (xᵏ - 1)/k with its limit log x at k = 0, and its inverse.

In terms of L = log x and of exprel, y = L exprel(kL), so that dy/dk = L² exprel'(kL); in terms of
log1prel, log x = y log1prel(ky).  Both hold at k = 0.

Source: G. E. P. Box and D. R. Cox, Journal of the Royal Statistical Society B 26 (1964) 211.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.primitives.families import elementwise
from funcad.primitives.special.quotients import exprel, log1prel


def _by_log(y: Any, log: Any, k: Any) -> Any:
    """dy/dk; where log x is -∞ and k > 0, y is -1/k."""
    at_zero = np.isinf(log)
    safe = np.where(at_zero, 0, log)
    return np.where(at_zero, y * y, safe * safe * exprel(k * safe, order=1))


boxcox = elementwise(
    special.boxcox,
    jvp=(
        lambda dx, y, x, k: dx * np.power(x, k - 1.0),
        lambda dk, y, x, k: dk * _by_log(y, np.log(x), k),
    ),
)
boxcox1p = elementwise(
    special.boxcox1p,
    jvp=(
        lambda dx, y, x, k: dx * np.exp((k - 1) * special.log1p(x)),
        lambda dk, y, x, k: dk * _by_log(y, special.log1p(x), k),
    ),
)


def _log(y: Any, k: Any) -> Any:
    return y * log1prel(k * y, order=0)


def _log_by_k(y: Any, k: Any) -> Any:
    return y * y * log1prel(k * y, order=1)


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
