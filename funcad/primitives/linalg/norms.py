"""The Euclidean norm over `axes`, which are dropped.   y² = Σ |x|²

dy = Re Σ conj(x) dx / y,   and 0 where y is 0, as abs has
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.contraction import conjugated
from funcad.primitives.families import nonlinear
from funcad.primitives.reduction import shifted_axes


def _euclidean(x: Any, axes: tuple[int, ...]) -> Any:
    if x.dtype.kind == "c":
        return np.sqrt(np.add.reduce(x.real**2 + x.imag**2, axis=axes))
    if len(axes) == x.ndim:
        flat = x.ravel(order="K")
        return np.sqrt(flat.dot(flat))
    return np.sqrt(np.add.reduce(x * x, axis=axes))


def _inverse(y: Any) -> Any:
    """1 / y, and 0 where y is 0."""
    return (y != 0) / (y + (y == 0))


def _jvp(dx: Any, y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    share = conjugated(x) * dx
    return np.sum(np.real(share) if share.dtype.kind == "c" else share, axis=axes) * _inverse(y)


def _pull(ct: Any, y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    return np.expand_dims(ct * _inverse(y), axes) * conjugated(x)


euclidean: Primitive = nonlinear(
    _euclidean,
    name="euclidean",
    jvp=_jvp,
    pull=_pull,
    batch=shifted_axes(lambda: euclidean),
)
