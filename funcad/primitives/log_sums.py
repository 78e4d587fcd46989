"""log Σ exp over axes, by logaddexp.reduce; its derivative is each entry's share of the sum.

`base` is 0 for e, or 2.  Infinite entries that are the result share evenly, as in logaddexp.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import constant, nonlinear
from funcad.primitives.reduction import reduction, shifted_axes, sum_axes

LN2 = float(np.log(2.0))


def _shares(x: Any, axes: tuple[int, ...], base: int = 0) -> Any:
    top = np.max(x, axis=axes, keepdims=True, initial=-np.inf)
    with np.errstate(invalid="ignore", under="ignore"):
        below = np.where(x == top, 0, x - top)  # ∞ - ∞ is a tie
        parts = np.exp2(below) if base == 2 else np.exp(below)
    return parts / np.sum(parts, axis=axes, keepdims=True)


def _leading(x: Any, axes: tuple[int, ...]) -> Any:
    """1 at the largest entry, split evenly among equals, and 0."""
    is_top = x == np.max(x, axis=axes, keepdims=True, initial=-np.inf)
    return is_top / np.count_nonzero(is_top, axis=axes, keepdims=True).astype(x.dtype)


leading: Primitive = constant(_leading, name="leading", batch=shifted_axes(lambda: leading))


def _shares_jvp(dx: Any, s: Any, x: Any, axes: tuple[int, ...], base: int = 0) -> Any:
    """ds = s (dx - Σ s dx), of dx less that of the largest entry, so that 1 - s does not cancel."""
    d = dx - sum_axes(dx * leading(x, axes=axes), axes=axes, keepdims=True)
    slope = s * (d - sum_axes(s * d, axes=axes, keepdims=True))
    return slope * LN2 if base == 2 else slope


# exp(x) / Σ exp(x), the softmax
shares: Primitive = nonlinear(
    _shares, jvp=_shares_jvp, batch=shifted_axes(lambda: shares), name="shares"
)


def _log_sum(x: Any, axes: tuple[int, ...], keepdims: bool = False, base: int = 0) -> Any:
    ufunc: Any = np.logaddexp2 if base == 2 else np.logaddexp
    return ufunc.reduce(x, axis=axes, keepdims=keepdims)


log_sum: Primitive = reduction(
    _log_sum,
    partials=lambda y, x, axes, base=0: (shares(x, axes=axes, base=base), 1),
    name="log_sum",
)
