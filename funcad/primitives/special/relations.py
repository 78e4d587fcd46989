"""Entropies and losses, elementwise.

entr(0) has slope +∞.  x log(x/y) has slope log(x/y) + 1 in x and -x/y in y; where x and y are close
the logarithm is taken of 1 + (x - y)/y.  Huber's loss has slope clip(r, -δ, δ).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from funcad.primitives.families import elementwise
from funcad.primitives.special.exponentials import share


def _log_ratio(x: Any, y: Any) -> Any:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore", under="ignore"):
        ratio = np.divide(x, y)
        close = (ratio > 0.5) & (ratio < 2)
        near = np.log1p(np.where(close, np.subtract(x, y) / y, 0))
        representable = (ratio > 0) & np.isfinite(ratio)
        far = np.where(representable, np.log(ratio), np.log(x) - np.log(y))
        return np.where(close, near, far)[()]


# log(x/y)
log_ratio = elementwise(
    _log_ratio,
    name="log_ratio",
    jvp=(lambda dx, z, x, y: dx / x, lambda dy, z, x, y: -dy / y),
)


def _excess(x: Any, y: Any) -> Any:
    """(y - x)/y, and 1 where both are 0, since kl_div(0, y) = y."""
    both = (x == 0) & (y == 0)
    return np.where(both, 1, y - x) / np.where(both, 1, y)


entr = elementwise(special.entr, jvp=lambda dx, y, x: -dx * (np.log(x) + 1))
rel_entr = elementwise(
    special.rel_entr,
    jvp=(
        lambda dx, z, x, y: dx * (log_ratio(x, y) + 1),
        lambda dy, z, x, y: -dy * share(x, y),
    ),
)
kl_div = elementwise(
    special.kl_div,
    jvp=(
        lambda dx, z, x, y: dx * log_ratio(x, y),
        lambda dy, z, x, y: dy * _excess(x, y),
    ),
)

huber = elementwise(
    special.huber,
    jvp=(
        lambda dd, z, d, r: dd * np.maximum(np.abs(r) - d, 0),
        lambda dr, z, d, r: dr * np.minimum(np.maximum(r, -d), d),
    ),
)


def _pseudo_by_width(dd: Any, z: Any, d: Any, r: Any) -> Any:
    """(h - δ)²/h with h = √(δ² + r²), and h - δ = r²/(h + δ)."""
    h = np.hypot(d, r)
    part = r / (h + d)
    return dd * (part * part * (r * (r / h)))


# δr/√(δ² + r²)
_slope = elementwise(
    lambda d, r: d * (r / np.hypot(d, r)),
    name="pseudo_huber_slope",
    jvp=(
        lambda dd, z, d, r: dd * (r / np.hypot(d, r)) ** 3,
        lambda dr, z, d, r: dr * (d / np.hypot(d, r)) ** 3,
    ),
)
pseudo_huber = elementwise(
    special.pseudo_huber, jvp=(_pseudo_by_width, lambda dr, z, d, r: dr * _slope(d, r))
)
