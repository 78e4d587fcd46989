"""Reductions over axes.  `axes` is a tuple of non-negative ints; the reduced axes are dropped.

A batch rule shifts the axes by one, for the mapped axis in front.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import linear


def spread(y: Any, x: Any, axes: tuple[int, ...]) -> Any:
    """`y`, reduced from `x` over `axes`, back in the shape of x."""
    if type(y) is np.float64:
        return np.full(x.shape, y)
    kept = tuple(1 if i in axes else n for i, n in enumerate(x.shape))
    return np.broadcast_to(np.reshape(y, kept), x.shape)


def shifted_axes(primitive_of: Any) -> Any:
    """The batch rule of a function of one array with `axes`."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        axes = tuple(a + 1 for a in params["axes"])
        primitive: Primitive = primitive_of()
        return primitive(*args, **{**params, "axes": axes})

    return batch


sum_axes = linear(
    lambda x, axes: np.add.reduce(x, axis=axes),  # (2, 3, 4), axes=(1,)  ->  (2, 4)
    name="sum",
    transpose=lambda ct, x, axes: spread(ct, x, axes),
    batch=shifted_axes(lambda: sum_axes),
    lower="Fold",
)
