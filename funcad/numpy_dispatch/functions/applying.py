"""NumPy's functions that apply a user's function: to pieces, to slices, over axes."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.batch import Batch
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives.selection import select


@implements(np.piecewise)
def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Any:
    """Each function sees the entries that are its own; where these differ in a batch, all."""
    x = operand(x)
    conditions = _conditions(x, condlist, len(funclist))
    if any(_is_batched(c) for c in conditions):
        return _selected(x, conditions, funclist, args, kw)
    y = np.zeros_like(x)
    for condition, f in zip(conditions, funclist, strict=True):
        chosen = look(condition, "a condition") if isinstance(condition, Tracer) else condition
        if not isinstance(f, Callable):  # type: ignore[arg-type]
            y[chosen] = f
        elif np.any(chosen):
            y[chosen] = f(x[chosen], *args, **kw)
    return y


def _is_batched(c: Any) -> bool:
    while isinstance(c, Tracer):
        if type(c.trace) is Batch:
            return True
        c = c.value
    return False


def _conditions(x: Any, condlist: Any, count: int) -> list[Any]:
    """The conditions, and the one that holds where no other does if a function is left for it."""
    if _is_one_condition(condlist, x):
        condlist = [condlist]
    conditions = [_truth(c) for c in condlist]
    n = len(conditions)
    if n == count - 1:
        rest = np.logical_not(conditions[0]) if n else np.ones(x.shape, bool)
        for c in conditions[1:]:
            rest = rest & ~c
        return [*conditions, rest]
    if n != count:
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    return conditions


def _is_one_condition(condlist: Any, x: Any) -> bool:
    if not isinstance(condlist, list | tuple):
        rank = np.ndim(condlist)
        return rank == 0 or (rank == 1 and x.ndim != 0)
    first = condlist[0]
    return x.ndim != 0 and not isinstance(first, list) and np.ndim(first) == 0


def _truth(c: Any) -> Any:
    c = operand(c)
    return c if c.dtype == np.bool_ else c != 0


def _selected(x: Any, conditions: Any, funclist: Any, args: Any, kw: Any) -> Any:
    y = np.zeros_like(x)
    for condition, f in zip(conditions, funclist, strict=True):
        value = operand(f(x, *args, **kw) if callable(f) else f)
        y = select(condition, cast(value, x.dtype), y)
    return y


@implements(np.apply_along_axis)
def apply_along_axis(func1d: Any, axis: int, arr: Any, *args: Any, **kwargs: Any) -> Any:
    arr = operand(arr)
    axis = normalize_axis_index(axis, arr.ndim)
    rows = np.moveaxis(arr, axis, -1)
    outer = rows.shape[:-1]
    places = list(product(*map(range, outer)))
    if not places:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    results = [operand(func1d(rows[(*i, ...)], *args, **kwargs)) for i in places]
    inner = results[0].shape
    results = [np.broadcast_to(y, inner) for y in results]  # as NumPy writes them into the first
    whole = np.reshape(
        np.stack(results, dtype=results[0].dtype, casting="unsafe"), (*outer, *inner)
    )
    k = len(outer)
    order = (*range(axis), *range(k, k + len(inner)), *range(axis, k))
    return np.transpose(whole, order)


@implements(np.apply_over_axes)
def apply_over_axes(func: Any, a: Any, axes: Any) -> Any:
    y = a = operand(a)
    for axis in (axes,) if np.ndim(axes) == 0 else axes:
        axis = axis + a.ndim if axis < 0 else axis
        reduced = func(y, axis)
        if reduced.ndim != y.ndim:
            reduced = np.expand_dims(reduced, axis)
            if reduced.ndim != y.ndim:
                raise ValueError("function is not returning an array of the correct shape")
        y = reduced
    return y
