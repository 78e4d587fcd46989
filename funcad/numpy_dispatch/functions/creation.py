"""NumPy's functions that make an array like a given one.

Of a traced array they give a buffer: an array of plain numbers into which traced values can be
assigned.  A copy shares nothing with what it was copied from.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.core.tracer import EXCLUSIVE, Buffer, Tracer, snapshot
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.tables import answers, implements


def buffer(x: Any) -> Buffer:
    """A fresh array, which nothing else refers to, as a buffer."""
    made = Buffer(x)
    made.state = EXCLUSIVE
    return made


def _order(order: str | None) -> Any:
    return "F" if order == "F" else "C"


def _shape_like(a: Any, shape: Any) -> Any:
    return a.shape if shape is None else shape


@answers(np.zeros_like)
def zeros_like(
    a: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    return buffer(np.zeros(_shape_like(a, shape), dtype or a.dtype, _order(order), device=device))


@answers(np.ones_like)
def ones_like(
    a: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    return buffer(np.ones(_shape_like(a, shape), dtype or a.dtype, _order(order), device=device))


@answers(np.empty_like)
def empty_like(
    prototype: Any,
    /,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    shape, dtype = _shape_like(prototype, shape), dtype or prototype.dtype
    return buffer(np.empty(shape, dtype, _order(order), device=device))


@implements(np.full_like)
def full_like(
    a: Any,
    fill_value: Any,
    dtype: Any = None,
    order: str = "K",
    subok: bool = True,
    shape: Any = None,
    *,
    device: Any = None,
) -> Any:
    return full_of(_shape_like(a, shape), fill_value, dtype or operand(a).dtype, order, device)


def full_of(shape: Any, fill_value: Any, dtype: Any, order: str, device: Any = None) -> Any:
    """np.full with any fill value, as an array that can be written to."""
    value = operand(fill_value)
    if isinstance(value, Tracer):
        traced: Any = value if dtype is None else cast(value, dtype)
        return copy(np.broadcast_to(traced, shape))
    return buffer(np.full(shape, value, dtype, _order(order), device=device))


@implements(np.copy)
def copy(a: Any, order: str = "K", subok: bool = False) -> Any:
    """Values are never changed where they are while two refer to them, so nothing is copied yet."""
    if subok:
        raise UnsupportedOperationError("np.copy", "subok=True on a traced value", "leave it out")
    return snapshot(operand(a))


@implements(np.astype)
def astype(x: Any, dtype: Any, /, *, copy: bool = True, device: Any = None) -> Any:
    y = cast(x, dtype)
    return snapshot(y) if y is x and copy else y


@implements(np.linspace)
def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
    *,
    device: Any = None,
) -> Any:
    num = num.__index__()
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    div = num - 1 if endpoint else num
    kind = np.result_type(*(getattr(x, "dtype", x) for x in (start, stop)), 0.0)
    start, stop = cast(operand(start), kind), cast(operand(stop), kind)
    delta = stop - start
    steps = np.arange(num, dtype=kind).reshape(-1, *(1,) * delta.ndim)
    step = delta / div if div > 0 else np.nan
    y = start + steps * step if div > 0 else start + steps * delta
    if endpoint and num > 1:
        y[-1] = stop  # exactly
    y = y if axis == 0 else np.moveaxis(y, 0, axis)
    if dtype is not None:
        y = cast(np.floor(y) if np.dtype(dtype).kind in "iu" else y, dtype)
    return (y, step) if retstep else y


@implements(np.logspace)
def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: Any = 10.0,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    if np.ndim(base):
        shape = np.broadcast_shapes(np.shape(start), np.shape(stop), np.shape(base))
        start, stop = np.broadcast_to(start, shape), np.broadcast_to(stop, shape)
        base = np.expand_dims(np.broadcast_to(base, shape), axis)
    y = np.power(base, np.linspace(start, stop, num=num, endpoint=endpoint, axis=axis))
    return y if dtype is None else cast(y, dtype)


@implements(np.geomspace)
def geomspace(
    start: Any, stop: Any, num: int = 50, endpoint: bool = True, dtype: Any = None, axis: int = 0
) -> Any:
    start, stop = operand(start), operand(stop)
    if start.dtype.kind == "c" or stop.dtype.kind == "c":
        raise UnsupportedOperationError("np.geomspace", "complex bounds on a traced value")
    sign = np.sign(start)
    logs = np.linspace(np.log(start * sign), np.log(stop * sign), num, endpoint, axis=axis)
    y = np.exp(logs) * (sign if axis == 0 else np.expand_dims(sign, axis))
    return y if dtype is None else cast(y, dtype)


@implements(np.meshgrid)
def meshgrid(*xi: Any, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> Any:
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    axes = [*range(n)]
    if indexing == "xy" and n > 1:
        axes[:2] = [1, 0]
    shapes = [tuple(-1 if k == axis else 1 for k in range(n)) for axis in axes]
    grids = [np.reshape(operand(x), shape) for x, shape in zip(xi, shapes, strict=True)]
    if not sparse:
        grids = list(np.broadcast_arrays(*grids))
    return tuple(np.copy(g) for g in grids) if copy else tuple(grids)
