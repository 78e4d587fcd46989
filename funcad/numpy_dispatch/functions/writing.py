"""NumPy's functions that write into their first argument.

They write into a traced array or a buffer as an assignment does; into a plain ndarray no traced
value can be written.
"""

from __future__ import annotations

import inspect
import sys
from typing import Any

import numpy as np

from funcad.core.tracer import Tracer
from funcad.errors import ReadOnlyError, UnsupportedOperationError
from funcad.numpy_dispatch.functions.gathering import along, as_index, plain, within
from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.tables import implements


def _target(name: str, a: Any) -> Any:
    if not isinstance(a, Tracer):
        raise ReadOnlyError.plain_array(f"{name}(array, ...)")
    return a


def _filled(v: Any, n: int) -> Any:
    """n values from `v`, repeated as often as needed."""
    flat = np.ravel(operand(v))
    if flat.size == n or flat.size == 1:
        return flat
    return np.resize(flat, n)


def _write_flat(a: Any, at: Any, v: Any) -> None:
    a[np.unravel_index(at, a.shape) if a.ndim != 1 else at] = v


# what calls np.copyto into an array that it has made
FILLING = {inspect.unwrap(f).__code__: f.__name__ for f in (np.full_like, np.full)}


@implements(np.copyto)
def copyto(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    if not isinstance(dst, Tracer) and (name := FILLING.get(sys._getframe(2).f_code)):
        raise UnsupportedOperationError(
            f"np.{name}",
            "NumPy makes a plain array, which cannot hold a traced value",
            f"funcad.numpy.{name}, or np.broadcast_to(x, shape)",
        )
    _target("np.copyto", dst)
    src = operand(src)
    if not np.can_cast(src.dtype, dst.dtype, casting):  # type: ignore[arg-type]
        raise TypeError(
            f"Cannot cast array data from {src.dtype!r} to {dst.dtype!r} "
            f"according to the rule {casting!r}"
        )
    dst[...] = src if where is True else np.where(where, src, dst)


@implements(np.put)
def put(a: Any, ind: Any, v: Any, mode: str = "raise") -> None:
    _target("np.put", a)
    at = np.ravel(within(as_index(ind), a.size, mode))
    if mode == "raise":
        if np.any(at >= a.size) or np.any(at < -a.size):
            raise IndexError(f"index out of bounds for array with size {a.size}")
        at = at % max(a.size, 1)
    if at.size and np.size(v):
        _write_flat(a, at, _filled(v, at.size))


@implements(np.place)
def place(arr: Any, mask: Any, vals: Any) -> None:
    _target("np.place", arr)
    at = np.flatnonzero(plain(mask, "the mask of np.place"))
    if not at.size:
        return
    if not np.size(vals):
        raise ValueError("Cannot insert from an empty array!")
    values = np.ravel(operand(vals))
    if values.size > at.size:
        values = values[: at.size]
    _write_flat(arr, at, _filled(values, at.size))


@implements(np.putmask)
def putmask(a: Any, mask: Any, values: Any) -> None:
    _target("np.putmask", a)
    values = operand(values)
    if values.shape != a.shape:
        values = np.reshape(_filled(values, a.size), a.shape if values.size != 1 else ())
    a[...] = np.where(np.reshape(mask, a.shape), values, a)


@implements(np.put_along_axis)
def put_along_axis(arr: Any, indices: Any, values: Any, axis: Any) -> None:
    _target("np.put_along_axis", arr)
    indices = operand(indices)
    if axis is None:
        _write_flat(arr, indices % max(arr.size, 1), values)
        return
    arr[along(arr, indices, axis % arr.ndim)] = values


@implements(np.fill_diagonal)
def fill_diagonal(a: Any, val: Any, wrap: bool = False) -> None:
    _target("np.fill_diagonal", a)
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    if a.ndim == 2:
        step, end = a.shape[1] + 1, None if wrap else a.shape[1] * a.shape[1]
    else:
        if len(set(a.shape)) != 1:
            raise ValueError("All dimensions of input must be of equal length")
        step, end = 1 + int(np.sum(np.cumprod(a.shape[:-1]))), None
    at = np.arange(a.size)[:end:step]
    _write_flat(a, at, _filled(val, at.size))
