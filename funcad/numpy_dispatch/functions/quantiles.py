"""np.median, np.quantile, np.percentile, and those of them that leave out NaN.

Each is an order statistic, or lies between two neighbours: then its derivative in q is their
distance times the speed of the rank, on a knot that to the right (at q = 1 to the left).  By the
methods that step, and in the weights, it is zero.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple

from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.functions.querying import shown
from funcad.numpy_dispatch.functions.statistics import weights_along
from funcad.numpy_dispatch.operands import axes_of, cast, count_along, flag, operand, store
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import order_statistics as order

Axis = Any

# (α, β) of Hyndman & Fan, "Sample quantiles in statistical packages" (1996): the rank is
# n q + α + q (1 - α - β) - 1, from 0
SMOOTH = {
    "interpolated_inverted_cdf": (0.0, 1.0),
    "hazen": (0.5, 0.5),
    "weibull": (0.0, 0.0),
    "linear": (1.0, 1.0),
    "median_unbiased": (1 / 3, 1 / 3),
    "normal_unbiased": (3 / 8, 3 / 8),
}
WHOLE = ("inverted_cdf", "closest_observation", "lower", "higher", "nearest")  # some entry itself
HALVES = ("averaged_inverted_cdf", "midpoint")  # an entry, or the middle of two


def _axes(axis: Axis, ndim: int) -> tuple[int, ...]:
    if isinstance(axis, tuple):
        axis = normalize_axis_tuple(axis, ndim)  # for what it says of a repeated one
    return axes_of(axis, ndim)


def _rows(a: Any, axes: tuple[int, ...]) -> Any:
    """`axes` flattened to the last axis: (2, 3, 4), axes=(0, 2)  ->  (3, 8)."""
    ndim = a.ndim
    if axes == (ndim - 1,):
        return a
    rest = [i for i in range(ndim) if i not in axes]
    moved = a if axes == tuple(range(ndim)) else np.transpose(a, (*rest, *axes))
    return np.reshape(moved, (*(a.shape[i] for i in rest), count_along(a, axes)))


def _result(y: Any, a: Any, axes: tuple[int, ...], keepdims: Any, q_shape: tuple[int, ...]) -> Any:
    """(*rest, m)  ->  (*q_shape, *rest), with `axes` of length 1 where they are kept."""
    if not q_shape:
        y = y[(*(slice(None),) * (y.ndim - 1), 0)]  # not [..., 0]: that is never a scalar
    kept = flag(keepdims, False)
    rest = [1 if i in axes else n for i, n in enumerate(a.shape) if kept or i not in axes]
    y = y if y.shape == (*rest, *q_shape) else np.reshape(y, (*rest, *q_shape))
    last = range(-len(q_shape), 0)
    return np.moveaxis(y, tuple(last), tuple(range(len(q_shape)))) if q_shape and rest else y


def _count(rows: Any) -> Any:
    """How many entries of each row are not NaN: (..., 1)."""
    return np.count_nonzero(rows == rows, axis=-1, keepdims=True)


@implements(np.median)
def median(
    a: Any,
    axis: Axis = None,
    out: Any = None,
    overwrite_input: bool = False,
    keepdims: Any = False,
) -> Any:
    a = operand(a)
    axes = _axes(axis, a.ndim)
    n = count_along(a, axes)
    if not n:
        return store(
            "np.median", np.median(np.zeros(a.shape, a.dtype), axis, keepdims=keepdims), out
        )
    ranks = np.array([n // 2] if n % 2 else [n // 2 - 1, n // 2])
    y = np.mean(order.order_statistics(_rows(a, axes), ranks), axis=-1, keepdims=True)
    return store("np.median", _result(y, a, axes, keepdims, ()), out)


@implements(np.nanmedian)
def nanmedian(
    a: Any,
    axis: Axis = None,
    out: Any = None,
    overwrite_input: bool = False,
    keepdims: Any = False,
) -> Any:
    a = operand(a)
    axes = _axes(axis, a.ndim)
    if not a.size:
        return store("np.nanmedian", np.nanmean(a, axis, keepdims=flag(keepdims, False)), out)
    rows = _rows(a, axes)
    n = _count(rows)
    ranks = np.concatenate([np.maximum(n - 1, 0) // 2, n // 2], axis=-1)
    y = np.mean(order.order_statistics(rows, ranks, omit=True), axis=-1, keepdims=True)
    return store("np.nanmedian", _result(y, a, axes, keepdims, ()), out)


def _quantile(a: Any, q: Any, axis: Axis, method: str, keepdims: Any, omit: bool) -> Any:
    """Unweighted; `q` from 0 to 1."""
    axes = _axes(axis, a.ndim)
    rows = _rows(a, axes)
    n: Any = rows.shape[-1]
    if not n:
        if omit:
            return np.nanmean(a, axis, keepdims=flag(keepdims, False))
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    if omit:
        n = _count(rows)
    weak = type(q) in (int, float)
    q = operand(q)
    flat = np.reshape(q, (-1,))
    if method in WHOLE or (method == "linear" and q.dtype.kind in "iu"):
        ranks = cast(order.rank(flat, n, method=method), np.intp)
        y = order.order_statistics(rows, ranks, omit=omit)
    elif method in SMOOTH or method in HALVES:
        below, part = _place(flat, n, method)
        above = np.minimum(below + 1, np.maximum(n - 1, 0))
        pair = order.order_statistics(rows, np.concatenate([below, above], axis=-1), omit=omit)
        m = flat.shape[0]
        if weak and rows.dtype.kind == "f":
            part = cast(part, rows.dtype)
        y = order.between(pair[..., :m], pair[..., m:], part)
    else:
        known = ", ".join((*SMOOTH, *WHOLE, *HALVES))
        raise ValueError(f"{method!r} is not a valid method. Use one of: {known}")
    return _result(y, a, axes, keepdims, q.shape)


def _place(q: Any, n: Any, method: str) -> tuple[Any, Any]:
    """The rank below the quantile, and how far it is from there to the next."""
    dtype: Any = q.dtype if q.dtype.kind == "f" else np.float64
    if method in HALVES:
        place: Any = order.rank(q, n, method=method)
        below = np.floor(place)
        return cast(below, np.intp), cast(place - below, dtype)
    count = np.asarray(n, dtype) if type(n) is int else cast(n, dtype)
    alpha, beta = SMOOTH[method]
    if method == "linear":
        place = (count - 1) * q
    else:
        place = count * q + (alpha + q * (1 - alpha - beta)) - 1
    # the last entry is the upper end of the last interval: there is none to its right
    below = np.clip(np.floor(place), 0, np.maximum(count - 2, 0))
    return cast(below, np.intp), np.clip(place, 0, np.maximum(count - 1, 0)) - below


def _weighted(a: Any, q: Any, axis: Axis, weights: Any, keepdims: Any, omit: bool) -> Any:
    axes = _axes(axis, a.ndim)
    weights = operand(weights)
    if weights.shape != a.shape:
        weights = np.broadcast_to(weights_along(weights, a, axis), a.shape)
    rows, weights, q = _rows(a, axes), _rows(weights, axes), operand(q)
    ranks = order.weighted_rank(rows, weights, np.reshape(q, (-1,)), omit=omit)
    y = order.order_statistics(rows, ranks, omit=omit)
    return _result(y, a, axes, keepdims, q.shape)


def _family(f: Any, *, omit: bool, percent: bool) -> None:
    def quantile(
        a: Any,
        q: Any,
        axis: Axis = None,
        out: Any = None,
        overwrite_input: bool = False,
        method: str = "linear",
        keepdims: Any = False,
        *,
        weights: Any = None,
    ) -> Any:
        a = operand(a)
        if a.dtype.kind == "c":
            raise TypeError("a must be an array of real numbers")
        if percent:
            q = q / 100 if type(q) in (int, float) else np.true_divide(operand(q), 100)
        if np.ndim(q) > 2:
            raise ValueError("q must be a scalar or 1d")
        if omit and np.ndim(q) == 2:
            raise UnsupportedOperationError(
                f"np.{f.__name__}",
                "q of two axes, which NumPy puts in places that depend on `axis`",
                "q.ravel(), and a reshape of the result",
            )
        _require_in_range(q, percent)
        if weights is None:
            y = _quantile(a, q, axis, method, keepdims, omit)
        elif method != "inverted_cdf":
            raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
        else:
            y = _weighted(a, q, axis, weights, keepdims, omit)
        return y if out is None else store(f"np.{f.__name__}", y, out)

    implements(f)(quantile)


def _require_in_range(q: Any, percent: bool) -> None:
    q = shown(q)
    if not np.all((q >= 0) & (q <= 1)):
        what = "Percentiles must be in the range [0, 100]" if percent else ""
        raise ValueError(what or "Quantiles must be in the range [0, 1]")


_family(np.quantile, omit=False, percent=False)
_family(np.percentile, omit=False, percent=True)
_family(np.nanquantile, omit=True, percent=False)
_family(np.nanpercentile, omit=True, percent=True)
