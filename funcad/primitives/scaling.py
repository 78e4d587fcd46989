"""Powers of two that bring vectors to a size where their squares neither over- nor underflow.

A vector is what lies along `axes`, and `y` its length, or of that size, however badly it came out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive, zero
from funcad.primitives.families import constant, elementwise


@lru_cache
def _range(dtype: Any) -> tuple[float, float]:
    """The lengths whose squares, and those of their entries, keep their digits."""
    limits = np.finfo(dtype)
    return float(limits.tiny / limits.eps) ** 0.5, float(limits.max) ** 0.5 / 16


def is_moderate(y: Any) -> bool:
    low, high = _range(y.dtype)
    if not y.ndim:
        return bool(low < y < high)
    return bool(np.all((y > low) & (y < high)))


def _factor(x: Any, y: Any, axes: tuple[int, ...]) -> Any:
    """1 if all lengths y are moderate, else one factor for each, with the reduced axes kept."""
    if is_moderate(y):
        return 1.0
    size = np.maximum(np.abs(x.real), np.abs(x.imag)) if x.dtype.kind == "c" else np.abs(x)
    largest = np.max(size, axis=axes, keepdims=True, initial=0)
    most = np.finfo(largest.dtype).maxexp - 24
    c = np.ldexp(np.ones_like(largest), np.clip(-np.frexp(largest)[1], -most, most))
    infinite = np.count_nonzero(size == np.inf, axis=axes, keepdims=True)
    limit = np.where(infinite == 1, 0, np.nan)
    return np.where(np.isinf(largest), limit, np.where(largest > 0, c, 1)).astype(c.dtype)


def _batch_factor(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    c = factor(*args, axes=tuple(a + 1 for a in params["axes"]))
    return np.ones((size, *(1,) * (args[0].ndim - 1))) if type(c) is float else c


# A power of two for each length that makes its entries moderate; 0 where one entry is infinite
factor: Primitive = constant(_factor, name="factor", batch=_batch_factor)


def _rescaled(x: Any, c: Any) -> Any:
    if type(c) is float or np.all(c == 1):
        return x
    with np.errstate(invalid="ignore"):
        return np.where(c == 0, np.where(np.isinf(x), np.sign(x), 0), x * c).astype(x.dtype)


# c x; where c is 0 the limit of x / |x|, which no finite change of x moves
rescaled: Primitive = elementwise(
    _rescaled, name="rescaled", jvp=(lambda dx, y, x, c: dx * c, zero)
)
