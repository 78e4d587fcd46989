"""NumPy's functions that read entries by index arrays, masks and windows: np.take, np.pad, ..."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import axis_or_flat, operand, store
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


GATHERED = ("edge", "reflect", "symmetric", "wrap")
STATISTICS: dict[str, Any] = {
    "maximum": np.max,
    "minimum": np.min,
    "mean": np.mean,
    "median": np.median,
}
OPTIONS = {
    "constant": {"constant_values"},
    "linear_ramp": {"end_values"},
    "reflect": {"reflect_type"},
    "symmetric": {"reflect_type"},
    **{name: {"stat_length"} for name in STATISTICS},
}


@implements(np.pad)
def pad(array: Any, pad_width: Any, mode: Any = "constant", **kwargs: Any) -> Any:
    if not isinstance(mode, str):
        raise UnsupportedOperationError(
            "np.pad", "a function as mode on a traced value", "np.concatenate of the parts"
        )
    known = {*GATHERED, *STATISTICS, "constant", "linear_ramp", "empty"}
    if mode not in known:
        raise ValueError(f"mode '{mode}' is not supported")
    strange = set(kwargs) - OPTIONS.get(mode, set())
    if strange:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {strange}")
    x = operand(array)
    widths = _widths(pad_width, x.ndim)
    if mode == "constant" and np.ndim(value := kwargs.get("constant_values", 0)) == 0:
        return _in_constant(x, widths, value)
    for axis, (before, after) in enumerate(widths):
        if before or after:
            x = _pad_axis(x, axis, before, after, mode, kwargs)
    return x if x is not array else np.copy(x)


def _widths(pad_width: Any, ndim: int) -> list[tuple[int, int]]:
    if isinstance(pad_width, dict):
        by_axis: list[Any] = [(0, 0)] * ndim
        for axis, width in pad_width.items():
            by_axis[axis] = (width, width) if isinstance(width, int) else width
        pad_width = by_axis
    widths = np.asarray(pad_width)
    if widths.dtype.kind not in "iu":
        raise TypeError("`pad_width` must be of integral type.")
    if np.any(widths < 0):
        raise ValueError("index can't contain negative values")
    return [(int(a), int(b)) for a, b in np.broadcast_to(widths, (ndim, 2))]


def _in_constant(x: Any, widths: list[tuple[int, int]], value: Any) -> Any:
    shape = tuple(n + a + b for n, (a, b) in zip(x.shape, widths, strict=True))
    whole = np.full_like(x, value, shape=shape)
    whole[tuple(slice(a, a + n) for n, (a, _) in zip(x.shape, widths, strict=True))] = x
    return whole


def _pad_axis(x: Any, axis: int, before: int, after: int, mode: str, kwargs: Any) -> Any:
    n = x.shape[axis]
    if mode in GATHERED:
        return _gathered(x, axis, before, after, mode, kwargs.get("reflect_type", "even"))
    if not n and mode not in ("constant", "empty"):
        raise ValueError(
            f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
        )
    front, back = _edges(x, axis, before, after, mode, kwargs)
    parts = [_widened(front, x, axis, before), x, _widened(back, x, axis, after)]
    return np.concatenate(parts, axis=axis)


def _widened(part: Any, x: Any, axis: int, width: int) -> Any:
    part = operand(part)
    part = part if part.dtype == x.dtype else part.astype(x.dtype)
    return np.broadcast_to(part, (*x.shape[:axis], width, *x.shape[axis + 1 :]))


def _per_side(value: Any, ndim: int, axis: int) -> tuple[Any, Any]:
    pairs = np.broadcast_to(operand(value), (ndim, 2))
    return pairs[axis, 0], pairs[axis, 1]


def _edges(x: Any, axis: int, before: int, after: int, mode: str, kwargs: Any) -> tuple[Any, Any]:
    """What stands before and after `x`, with as many places along `axis` or one for all."""
    if mode == "empty":
        return 0, 0
    if mode == "constant":
        return _per_side(kwargs["constant_values"], x.ndim, axis)
    left, right = (*(slice(None),) * axis, slice(0, 1)), (*(slice(None),) * axis, slice(-1, None))
    if mode == "linear_ramp":
        first, last = _per_side(kwargs.get("end_values", 0), x.ndim, axis)
        tail = (1,) * (x.ndim - axis - 1)
        rise = (np.arange(before) / max(before, 1)).reshape(-1, *tail)
        fall = (np.arange(after, 0, -1) / max(after, 1) - 1 / max(after, 1)).reshape(-1, *tail)
        return first + (x[left] - first) * rise, last + (x[right] - last) * fall
    length = kwargs.get("stat_length")
    n = x.shape[axis]
    sizes = (n, n) if length is None else _per_side(length, x.ndim, axis)
    spans = (slice(0, min(int(sizes[0]), n)), slice(n - min(int(sizes[1]), n), None))
    chunks = [x[(*(slice(None),) * axis, span)] for span in spans]
    f = STATISTICS[mode]
    return f(chunks[0], axis=axis, keepdims=True), f(chunks[1], axis=axis, keepdims=True)


def _gathered(x: Any, axis: int, before: int, after: int, mode: str, reflect_type: str) -> Any:
    """NumPy pads the places 0 .. n - 1; the entries follow."""
    n = x.shape[axis]
    places = np.pad(np.arange(n), (before, after), mode=mode)  # type: ignore[call-overload]
    whole = (slice(None),) * axis
    y = x[(*whole, places)]
    if mode not in ("reflect", "symmetric") or reflect_type == "even":
        return y
    raise UnsupportedOperationError(
        "np.pad", "reflect_type='odd' on a traced value", "2 * edge - the even reflection"
    )
