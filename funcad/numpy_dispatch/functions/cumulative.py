"""NumPy's running sums and products, and differences of neighbours."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.primitive import Primitive
from funcad.numpy_dispatch.operands import UNSET, axis_or_flat, cast, operand, store
from funcad.numpy_dispatch.tables import implements, newer
from funcad.primitives import cumulative


def _running(name: str, primitive: Primitive, a: Any, axis: Any, dtype: Any, out: Any) -> Any:
    a = operand(a)
    if dtype is not None:
        a = cast(a, dtype)
    flat, at = axis_or_flat(a, axis)
    y = primitive(flat, axis=at)
    return y if out is None else store(name, y, out)


@implements(np.cumsum, method="cumsum")
def cumsum(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    return _running("np.cumsum", cumulative.cumsum, a, axis, dtype, out)


@implements(np.cumprod, method="cumprod")
def cumprod(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
    return _running("np.cumprod", cumulative.cumprod, a, axis, dtype, out)


@implements(*newer("cumulative_sum"))
def cumulative_sum(
    x: Any,
    /,
    *,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    include_initial: bool = False,
) -> Any:
    y = _running("np.cumulative_sum", cumulative.cumsum, *_one_axis(x, axis), dtype, None)
    return store("np.cumulative_sum", _with_initial(y, axis, 0, include_initial), out)


@implements(*newer("cumulative_prod"))
def cumulative_prod(
    x: Any,
    /,
    *,
    axis: Any = None,
    dtype: Any = None,
    out: Any = None,
    include_initial: bool = False,
) -> Any:
    y = _running("np.cumulative_prod", cumulative.cumprod, *_one_axis(x, axis), dtype, None)
    return store("np.cumulative_prod", _with_initial(y, axis, 1, include_initial), out)


def _one_axis(x: Any, axis: Any) -> tuple[Any, int]:
    x = np.atleast_1d(x)
    if axis is not None:
        return x, axis
    if x.ndim != 1:
        raise ValueError(
            "For arrays which have more than one dimension ``axis`` argument is required."
        )
    return x, 0


def _with_initial(y: Any, axis: Any, first: int, include_initial: bool) -> Any:
    if not include_initial:
        return y
    at = normalize_axis_index(0 if axis is None else axis, y.ndim)
    edge = (*y.shape[:at], 1, *y.shape[at + 1 :])
    return np.concatenate([np.full(edge, first, y.dtype), y], axis=at)


@implements(np.diff)
def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    a = operand(a)
    n = n.__index__()
    if n == 0:
        return a
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n!r}")
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    at = normalize_axis_index(axis, a.ndim)
    parts = [_edge(prepend, a, at), a, _edge(append, a, at)]
    parts = [x for x in parts if x is not None]
    if len(parts) > 1:
        a = np.concatenate(parts, axis=at)
    before = (slice(None),) * at
    for _ in range(n):
        later, earlier = a[(*before, slice(1, None))], a[(*before, slice(-1))]
        a = later != earlier if a.dtype == bool else later - earlier
    return a


def _edge(x: Any, a: Any, axis: int) -> Any:
    if x is None or x is UNSET:
        return None
    x = operand(x)
    return x if x.ndim else np.broadcast_to(x, (*a.shape[:axis], 1, *a.shape[axis + 1 :]))


@implements(np.ediff1d)
def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    flat = np.ravel(operand(ary))
    added = {"to_begin": to_begin, "to_end": to_end}
    ends = {name: np.ravel(operand(x)) for name, x in added.items() if x is not None}
    for name, x in ends.items():
        if not np.can_cast(x.dtype, flat.dtype, "same_kind"):
            raise TypeError(
                f"dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
            )
        ends[name] = cast(x, flat.dtype)
    parts: list[Any] = [ends.get("to_begin"), flat[1:] - flat[:-1], ends.get("to_end")]
    parts = [x for x in parts if x is not None]
    return np.concatenate(parts) if len(parts) > 1 else parts[0]


@implements(np.trapezoid, *newer("trapz"))
def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    y = operand(y)
    at = normalize_axis_index(axis, y.ndim)
    before = (slice(None),) * at
    step = dx
    if x is not None:
        x = operand(x)
        step = diff(x, axis=0 if x.ndim == 1 else axis)
        if x.ndim == 1:
            step = np.reshape(step, (-1, *(1,) * (y.ndim - at - 1)))
    later, earlier = y[(*before, slice(1, None))], y[(*before, slice(-1))]
    return np.sum(step * (later + earlier) / 2.0, axis=at)
