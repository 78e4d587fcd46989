"""NumPy's functions that read entries by index arrays and masks: np.take, np.compress, ..."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import axis_or_flat, operand, refuse_subok, store
from funcad.numpy_dispatch.tables import answers, implements
from funcad.primitives.access import read


def as_index(indices: Any) -> Any:
    indices = operand(indices)
    if indices.dtype.kind not in "iub":
        raise TypeError(
            f"Cannot cast array data from {indices.dtype!r} to dtype('int64') "
            "according to the rule 'safe'"
        )
    return indices.astype(np.intp) if indices.dtype == bool else indices


def within(indices: Any, n: int, mode: str) -> Any:
    """Index arrays as `mode` understands those that are out of range."""
    if mode == "raise":
        return indices
    if mode == "wrap":
        return indices % n
    if mode == "clip":
        return np.minimum(np.maximum(indices, 0), n - 1)
    raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{mode}')")


@implements(np.take, method="take")
def take(a: Any, indices: Any, axis: Any = None, out: Any = None, mode: str = "raise") -> Any:
    a, at = axis_or_flat(operand(a), axis)
    index = within(as_index(indices), a.shape[at], mode)
    if isinstance(index, np.ndarray) and index.ndim == 0:
        index = int(index)
    y = read(a, (*(slice(None),) * at, index) if at else index)
    if isinstance(y, Tracer) and type(y.state) is tuple:  # NumPy copies
        y = np.copy(y)  # type: ignore[call-overload]
    return y if out is None else store("np.take", y, out)


def along(a: Any, indices: Any, axis: int) -> tuple[Any, ...]:
    """The index that picks, for each place of `indices`, along `axis`."""
    if indices.ndim != a.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    open_axes = [
        np.arange(n).reshape((1,) * i + (n,) + (1,) * (a.ndim - i - 1)) if i != axis else indices
        for i, n in enumerate(a.shape)
    ]
    return tuple(open_axes)


@implements(np.take_along_axis)
def take_along_axis(arr: Any, indices: Any, axis: Any = -1) -> Any:
    arr, indices = operand(arr), operand(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        return read(np.ravel(arr), indices)
    axis = normalize_axis_index(axis, arr.ndim)
    if indices.dtype.kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    return read(arr, along(arr, indices, axis))


@implements(np.compress)
def compress(condition: Any, a: Any, axis: Any = None, out: Any = None) -> Any:
    condition = plain(condition, "the condition of np.compress")
    if condition.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    return store("np.compress", take(a, np.flatnonzero(condition), axis), out)


@implements(np.extract)
def extract(condition: Any, arr: Any) -> Any:
    return take(arr, np.flatnonzero(plain(condition, "the condition of np.extract")))


def plain(x: Any, asked: str) -> Any:
    """The numbers of a condition: how many hold decides a shape."""
    return look(x, asked) if isinstance(x, Tracer) else np.asarray(operand(x))


@answers(np.nonzero, method="nonzero")
def nonzero(a: Any) -> Any:
    return np.nonzero(plain(a, "the number of nonzero entries"))


@answers(np.argwhere)
def argwhere(a: Any) -> Any:
    return np.argwhere(plain(a, "the number of nonzero entries"))


@answers(np.flatnonzero)
def flatnonzero(a: Any) -> Any:
    return np.flatnonzero(plain(a, "the number of nonzero entries"))


@implements(np.lib.stride_tricks.sliding_window_view)
def sliding_window_view(
    x: Any, window_shape: Any, axis: Any = None, *, subok: bool = False, writeable: bool = False
) -> Any:
    """A copy, where NumPy's is a view that may not be written to."""
    name = "np.lib.stride_tricks.sliding_window_view"
    refuse_subok(name, subok)
    if writeable:
        raise UnsupportedOperationError(
            name, "writeable=True on a traced value", "leave it out, and write to x"
        )
    x = operand(x)
    sizes = tuple(window_shape) if np.iterable(window_shape) else (window_shape,)
    axes = range(x.ndim) if axis is None else normalize_axis_tuple(axis, x.ndim, None, True)
    if len(sizes) != len(axes) or any(n < 0 for n in sizes):
        np.lib.stride_tricks.sliding_window_view(np.empty(x.shape), sizes, axis)  # raises
    for i, n in zip(axes, sizes, strict=True):
        count = x.shape[i] - n + 1
        if count < 1:
            raise ValueError("window shape cannot be larger than input array shape")
        windows = np.take(x, np.arange(count)[:, None] + np.arange(n), axis=i)
        x = np.moveaxis(windows, i + 1, -1)
    return x
