"""np.pad: entries before and after an array, in each of NumPy's modes or by a function.

Axes are padded one after the other, so that the corners are made from what is padded already.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.tables import implements

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
    x = operand(array)
    widths = _widths(pad_width, x.ndim)
    if callable(mode):
        return _by_function(x, widths, mode, kwargs)
    known = {*GATHERED, *STATISTICS, "constant", "linear_ramp", "empty"}
    if mode not in known:
        raise ValueError(f"mode '{mode}' is not supported")
    strange = set(kwargs) - OPTIONS.get(mode, set())
    if strange:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {strange}")
    if mode == "constant" and np.ndim(value := kwargs.get("constant_values", 0)) == 0:
        return _in_constant(x, widths, value)
    for axis, (before, after) in enumerate(widths):
        if before or after:
            x = _pad_axis(x, axis, before, after, mode, kwargs)
    return x if x is not array else np.copy(x)


def _by_function(x: Any, widths: list[tuple[int, int]], f: Any, kwargs: Any) -> Any:
    """`f` writes into one row after the other, which are views of the result."""
    y = _in_constant(x, widths, 0)
    for axis in range(x.ndim):
        rows = np.moveaxis(y, axis, -1)
        for at in np.ndindex(rows.shape[:-1]):
            f(rows[at], widths[axis], axis, kwargs)
    return y


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
    if not x.shape[axis] and mode not in ("constant", "empty"):
        raise ValueError(
            f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
        )
    if mode in GATHERED:
        return _gathered(x, axis, before, after, mode, kwargs.get("reflect_type", "even"))
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
    if min(sizes) < 0:
        raise ValueError("index can't contain negative values")
    if min(sizes) == 0 and mode in ("maximum", "minimum"):
        raise ValueError("stat_length of 0 yields no value for padding")
    spans = (slice(0, min(int(sizes[0]), n)), slice(n - min(int(sizes[1]), n), None))
    chunks = [x[(*(slice(None),) * axis, span)] for span in spans]
    f = STATISTICS[mode]
    return f(chunks[0], axis=axis, keepdims=True), f(chunks[1], axis=axis, keepdims=True)


def _gathered(x: Any, axis: int, before: int, after: int, mode: str, reflect_type: str) -> Any:
    """NumPy pads the places 0 .. n - 1; the entries follow."""
    n = x.shape[axis]
    if reflect_type == "odd" and mode in ("reflect", "symmetric") and n > 1:
        period = n - 1 if mode == "reflect" else n
        left, right = (
            [_turned(x, axis, *chunk) for chunk in _chunks(start, stop, period)]
            for start, stop in ((-before, 0), (n, n + after))
        )
        return np.concatenate([*left, x, *right], axis=axis)
    places = np.pad(np.arange(n), (before, after), mode=mode)  # type: ignore[call-overload]
    return x[(*(slice(None),) * axis, places)]


def _chunks(start: int, stop: int, period: int) -> list[tuple[int, int, int]]:
    """The places start .. stop - 1 by period: (its number, first and last place within it)."""
    chunks = []
    while start < stop:
        k, first = divmod(start, period)
        last = min(stop - k * period, period) - 1
        chunks.append((k, first, last))
        start = k * period + last + 1
    return chunks


def _turned(x: Any, axis: int, k: int, first: int, last: int) -> Any:
    """The places of the k-th period of x turned by half about both its ends, again and again.

    Each pair of turns moves x by twice the distance of its ends.
    """
    n = x.shape[axis]
    before = (slice(None),) * axis
    if k % 2 == 0:
        y, ends = x[(*before, slice(first, last + 1))], (-k, k)
    else:
        y, ends = -np.flip(x[(*before, slice(n - 1 - last, n - first))], axis), (1 - k, 1 + k)
    for times, end in zip(ends, (slice(0, 1), slice(n - 1, n)), strict=True):
        if times:
            y = y + times * x[(*before, end)]
    return y
