"""np.gradient and np.unwrap: differences of neighbours, with their spacing or their jumps."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.operands import any_entry, cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives.selection import select


@implements(np.gradient)
def gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: int = 1) -> Any:
    f = operand(f)
    axes = tuple(range(f.ndim)) if axis is None else normalize_axis_tuple(axis, f.ndim)
    steps = _steps(f, varargs, axes)
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if f.dtype.kind not in "fc":
        f = cast(f, np.float64)
    slopes = [_slope(f, i, h, edge_order) for i, h in zip(axes, steps, strict=True)]
    return slopes[0] if len(axes) == 1 else tuple(slopes)


def _steps(f: Any, given: tuple[Any, ...], axes: tuple[int, ...]) -> list[Any]:
    """For each axis one step, or an array of the steps between its entries."""
    if not given:
        return [1.0] * len(axes)
    if len(given) == 1 and np.ndim(given[0]) == 0:
        return [lift(given[0])] * len(axes)
    if len(given) != len(axes):
        raise TypeError("invalid number of arguments")
    return [_step(f, lift(x), i) for x, i in zip(given, axes, strict=True)]


def _step(f: Any, x: Any, axis: int) -> Any:
    if np.ndim(x) == 0:
        return x
    if x.ndim != 1:
        raise ValueError("distances must be either scalars or 1d")
    if x.shape[0] != f.shape[axis]:
        raise ValueError("when 1d, distances must match the length of the corresponding dimension")
    steps = np.diff(cast(x, np.float64) if x.dtype.kind in "iu" else x)
    # equal steps of a traced array stay apart: each has its own derivative
    if not isinstance(steps, Tracer) and steps.size and bool(np.all(steps == steps[0])):
        return steps[0]
    return steps


def _slope(f: Any, axis: int, h: Any, edge_order: int) -> Any:
    """The derivative along one axis: second order inside, `edge_order` at the ends."""
    n = f.shape[axis]
    if n < edge_order + 1:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, "
            "at least (edge_order + 1) elements are required."
        )

    def entries(start: int, stop: int | None) -> Any:
        return f[(*(slice(None),) * axis, slice(start, stop))]

    first, second, third = entries(0, 1), entries(1, 2), entries(2, 3)
    last, last_but_one, last_but_two = entries(n - 1, n), entries(n - 2, n - 1), entries(-3, n - 2)
    ends = _End(h, 0, 1), _End(h, -1, -2)
    if edge_order == 1:
        left = ends[0].slope(first, second)
        right = ends[1].slope(last_but_one, last)
    else:
        left = ends[0].parabola(first, second, third)
        right = -ends[1].parabola(last, last_but_one, last_but_two)
    inside = _inside(entries(0, -2), entries(1, -1), entries(2, None), h, axis)
    slope = np.concatenate([left, inside, right], axis=axis)
    return cast(slope, f.dtype)  # NumPy's result has the dtype of f, whatever that of h


def _inside(before: Any, here: Any, after: Any, h: Any, axis: int) -> Any:
    if np.ndim(h) == 0:
        return (after - before) / (2.0 * h)
    shape = (-1, *(1,) * (here.ndim - axis - 1))
    left, right = np.reshape(h[:-1], shape), np.reshape(h[1:], shape)
    a = -right / (left * (left + right))
    b = (right - left) / (left * right)
    c = left / (right * (left + right))
    return a * before + b * here + c * after


class _End:
    """The formulas at one end: the step next to it and the one after."""

    def __init__(self, h: Any, near: int, far: int) -> None:
        self.h, self.near, self.far = h, near, far

    def step(self, k: int) -> Any:
        return self.h if np.ndim(self.h) == 0 else self.h[k]

    def slope(self, lower: Any, upper: Any) -> Any:
        return (upper - lower) / self.step(self.near)

    def parabola(self, end: Any, next_: Any, third: Any) -> Any:
        """The slope at the end, inwards, of the parabola through three entries."""
        if np.ndim(self.h) == 0:
            return -1.5 / self.h * end + 2.0 / self.h * next_ - 0.5 / self.h * third
        p, q = self.step(self.near), self.step(self.far)
        a = -(2.0 * p + q) / (p * (p + q))
        b = (p + q) / (p * q)
        c = -p / (q * (p + q))
        return a * end + b * next_ + c * third


@implements(np.unwrap)
def unwrap(p: Any, discont: Any = None, axis: int = -1, *, period: Any = 2 * math.pi) -> Any:
    """A jump is by whole periods, so that dy = dp + (periods added) dperiod, at its edges too."""
    p = operand(p)
    steps = np.diff(p, axis=axis)
    whole = np.result_type(steps.dtype, getattr(period, "dtype", period)).kind in "iu"
    low = -(period // 2) if whole else -(period / 2)
    wrapped = np.mod(steps - low, period) + low
    if not whole or any_entry(period % 2 == 0):  # half a period keeps its sign
        wrapped = select((wrapped == low) & (steps > 0), wrapped + period, wrapped)
    jumps = wrapped - steps
    jumps = select(np.abs(steps) < (period / 2 if discont is None else discont), 0, jumps)
    at = axis % p.ndim
    start = p[(*(slice(None),) * at, slice(1))]
    rest = p[(*(slice(None),) * at, slice(1, None))]
    return np.concatenate([start, rest + np.cumsum(jumps, axis=at)], axis=at)
