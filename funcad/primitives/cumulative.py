"""Running sums and products.  `axis` is a non-negative int; the shape stays.

A batch rule shifts the axis by one, for the mapped axis in front.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.families import linear, nonlinear


def shifted_axis(primitive_of: Callable[[], Primitive]) -> Callable[..., Any]:
    """The batch rule of a function of one array with `axis`."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        return primitive_of()(*args, **{**params, "axis": params["axis"] + 1})

    return batch


def _along(axis: int, part: slice) -> tuple[slice, ...]:
    return (*(slice(None),) * axis, part)


def _reverse(x: Any, axis: int) -> Any:
    return x[_along(axis, slice(None, None, -1))]


cumsum = linear(
    lambda x, axis: np.add.accumulate(x, axis=axis),
    name="cumsum",
    # each entry is in every sum from its own on: a running sum from the other end
    transpose=lambda ct, x, axis: _reverse(cumsum(_reverse(ct, axis), axis=axis), axis),
    batch=shifted_axis(lambda: cumsum),
    lower="Call",
)


def _cumprod_jvp(dx: Any, y: Any, x: Any, axis: int) -> Any:
    """Windows of twice the length at each step, without division, so that zeros are no trouble.

    p[i] is the product of the last `step` entries up to i;   p[i] p[i - step] of the last 2 `step`.
    """
    p, dp = x, dx
    step, n = 1, x.shape[axis]
    while step < n:
        head, tail = _along(axis, slice(step)), _along(axis, slice(step, None))
        earlier = _along(axis, slice(-step))
        dtail = dp[tail] * p[earlier] + p[tail] * dp[earlier]
        dp = np.concatenate([dp[head], dtail], axis=axis)
        p = np.concatenate([p[head], p[tail] * p[earlier]], axis=axis)
        step *= 2
    return dp


cumprod = nonlinear(
    lambda x, axis: np.multiply.accumulate(x, axis=axis),
    name="cumprod",
    jvp=_cumprod_jvp,
    batch=shifted_axis(lambda: cumprod),
)
