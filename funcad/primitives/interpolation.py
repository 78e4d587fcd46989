"""Piecewise linear interpolation, np.interp.   x: any shape   xp, fp: (n,), n > 1, xp increasing

    y = fp_i + s_i (x - xp_i),   s_i = (fp_{i+1} - fp_i) / (xp_{i+1} - xp_i)
    dy = interp(x, xp, dfp) + s_i (dx - interp(x, xp, dxp))

Convention: at a knot it is the slope of the interval that NumPy computes with, the one to its
right; at the last knot that of the last interval.  Beyond the first and the last knot the slope
is 0: y is there fp_0 or fp_{n-1}.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.arithmetic import quotient_or_zero
from funcad.primitives.families import batch_by_loop, constant, nonlinear
from funcad.primitives.index import Slot
from funcad.primitives.indexing import add_entries, gather
from funcad.primitives.selection import clip, select

PICKED = (Slot(0),)


def _interval(x: Any, xp: Any) -> Any:
    at = np.searchsorted(xp, x, side="right") - 1
    return np.minimum(np.maximum(at, 0), len(xp) - 2)


def _batch_x(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, xp = args
    return _loop_interval(args, mapped, size, params) if mapped[1] else interval(x, xp)


# i with xp_i <= x < xp_{i+1}, and the nearest such i for other x
interval = constant(_interval, name="interval", batch=_batch_x)
_loop_interval: Callable[..., Any] = batch_by_loop(interval)


def _at(v: Any, i: Any) -> Any:
    """v[i], also where `i` is batched and `v` a plain array."""
    return gather(v, i, index=PICKED)


def _slope(x: Any, xp: Any, fp: Any) -> Any:
    """s_i, and 0 beyond the ends; NaN where x is."""
    i = interval(x, xp)
    slope = (_at(fp, i + 1) - _at(fp, i)) / (_at(xp, i + 1) - _at(xp, i))
    outside = np.less(x, xp[0]) | np.greater(x, xp[-1])
    return select(np.isnan(x), np.nan, select(outside, 0, slope))


def _spread(ct: Any, x: Any, xp: Any) -> Any:
    """The transpose of interp(x, xp, fp) in fp: each entry of ct to the two knots beside x."""
    i = interval(x, xp)
    left, right = _at(xp, i), _at(xp, i + 1)
    to_left = quotient_or_zero(right - clip(x, xp[0], xp[-1]), right - left) * ct
    knots = np.zeros(xp.shape, ct.dtype)
    knots = add_entries(knots, to_left, i, index=PICKED)
    return add_entries(knots, ct - to_left, i + 1, index=PICKED)


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    return _loop(args, mapped, size, params) if mapped[1] or mapped[2] else interp(*args)


interp: Primitive = nonlinear(
    lambda x, xp, fp: np.interp(x, xp, fp),
    name="interp",
    jvp=(
        lambda dx, y, x, xp, fp: dx * _slope(x, xp, fp),
        lambda dxp, y, x, xp, fp: -_slope(x, xp, fp) * interp(x, xp, dxp),
        lambda dfp, y, x, xp, fp: interp(x, xp, dfp),
    ),
    pull=(
        lambda ct, y, x, xp, fp: ct * _slope(x, xp, fp),
        lambda ct, y, x, xp, fp: _spread(-ct * _slope(x, xp, fp), x, xp),
        lambda ct, y, x, xp, fp: _spread(ct, x, xp),
    ),
    batch=_batch,
    linear_in=(2,),
)
_loop: Callable[..., Any] = batch_by_loop(interp)
