"""np.histogram and its kin, np.bincount, np.digitize: how many entries, or what weight, per bin.

A count changes by steps: it carries no derivative.  A sum of weights is linear in them.  Edges that
follow the data (no range= given) move with the smallest and the largest entry, and so does a
density, which is divided by their distances.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from funcad.core.lift import lift
from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.functions.querying import shown
from funcad.numpy_dispatch.operands import cast, operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import binning

Range = Any  # None or (low, high)


def _ends(a: Any, range: Range) -> tuple[Any, Any]:
    """The outer edges: as given, else the smallest and the largest entry."""
    if range is not None:
        low, high = map(lift, range)  # Python numbers adapt to the dtype of `a`
        said = "supplied"
        if np.any(shown(low) > shown(high)):
            raise ValueError("max must be larger than min in range parameter.")
    elif a.size == 0:
        return 0, 1
    else:
        low, high, said = np.min(a), np.max(a), "autodetected"
    if not np.all(np.isfinite(shown(low)) & np.isfinite(shown(high))):
        raise ValueError(f"{said} range of [{shown(low)}, {shown(high)}] is not finite")
    if not np.any(shown(low) == shown(high)):
        return low, high
    if not isinstance(low, Tracer) and not isinstance(high, Tracer):
        return low - 0.5, high + 0.5
    half: Any = (low == high) * np.asarray(0.5, np.result_type(low, high, np.float16))
    return low - half, high + half


def _edges(a: Any, bins: Any, range: Range, weights: Any) -> Any:
    """The edges of one histogram of the flat array `a`."""
    if isinstance(bins, str):
        if weights is not None:
            raise TypeError(
                "Automated estimation of the number of bins is not supported for weighted data"
            )
        plain = look(a, "the number of bins") if isinstance(a, Tracer) else a
        ends = range if range is None else tuple(map(shown, range))
        count = len(np.histogram_bin_edges(plain, bins, ends)) - 1
    elif np.ndim(bins) == 0:
        count = _as_count(bins, "`bins` must be an integer, a string, or an array")
        if count < 1:
            raise ValueError("`bins` must be positive, when an integer")
    else:
        return _given_edges(bins, "`bins` must be 1d, when an array", _NOT_RISING)
    low, high = _ends(a, range)
    dtype: Any = np.result_type(low, high, a)
    dtype = np.result_type(dtype, float) if dtype.kind in "iub" else dtype
    edges = np.linspace(low, high, count + 1, dtype=dtype)
    plain = shown(edges)
    if np.any(plain[..., :-1] >= plain[..., 1:]):
        raise ValueError(f"Too many bins for data range. Cannot create {count} finite-sized bins.")
    return edges


_NOT_RISING = "`bins` must increase monotonically, when an array"


def _as_count(bins: Any, otherwise: str) -> int:
    try:
        return operator.index(bins)
    except TypeError as e:
        raise TypeError(otherwise) from e


def _given_edges(bins: Any, wrong_rank: str, not_rising: str) -> Any:
    edges = operand(bins)
    if edges.ndim != 1:
        raise ValueError(wrong_rank)
    plain = shown(edges)
    if np.any(plain[..., :-1] > plain[..., 1:]):
        raise ValueError(not_rising)
    return edges


def _flat(a: Any, weights: Any) -> tuple[Any, Any]:
    a = operand(a)
    a = cast(a, np.uint8) if a.dtype == bool else a
    if weights is not None:
        weights = operand(weights)
        if weights.shape != a.shape:
            raise ValueError("weights should have the same shape as a.")
        weights = np.ravel(weights)
    return np.ravel(a), weights


@implements(np.histogram_bin_edges)
def histogram_bin_edges(a: Any, bins: Any = 10, range: Range = None, weights: Any = None) -> Any:
    a, weights = _flat(a, weights)
    return _edges(a, bins, range, weights)


@implements(np.histogram)
def histogram(
    a: Any, bins: Any = 10, range: Range = None, density: Any = None, weights: Any = None
) -> Any:
    a, weights = _flat(a, weights)
    edges = _edges(a, bins, range, weights)
    count = edges.shape[0] - 1
    place = binning.bin_of(a, edges)
    counted = weights is None
    n = binning.count_at(place, size=count) if counted else _sum_at(weights, place, count)
    if density:
        n = n / cast(np.diff(edges), float) / np.sum(n)
    return n, edges


def _sum_at(w: Any, place: Any, size: int) -> Any:
    if w.dtype.kind not in "iub":
        return binning.sum_at(w, place, size=size)
    return cast(binning.sum_at(cast(w, np.float64), place, size=size), w.dtype)


@implements(np.histogramdd)
def histogramdd(
    sample: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None
) -> Any:
    sample = operand(sample) if hasattr(sample, "shape") else np.atleast_2d(operand(sample)).T
    if sample.ndim != 2:
        sample = np.atleast_2d(sample).T
    dims = sample.shape[1]
    bins = _per_dimension(bins, dims)
    ranges = (None,) * dims if range is None else range
    if len(ranges) != dims:
        raise ValueError("range argument must have one entry per dimension")
    each = enumerate(zip(bins, ranges, strict=True))
    edges = [_edges_of(i, sample[:, i], b, r) for i, (b, r) in each]
    shape = tuple(e.shape[0] - 1 for e in edges)
    place: Any = 0
    outside: Any = False
    for i, e in enumerate(edges):
        at = binning.bin_of(sample[:, i], e)
        place = place * shape[i] + at
        outside = outside | (at == shape[i])
    size = int(np.prod(shape))
    place = np.where(outside, size, place)
    if weights is None:
        total: Any = cast(binning.count_at(place, size=size), np.float64)
    else:
        total = binning.sum_at(cast(np.ravel(operand(weights)), np.float64), place, size=size)
    hist = np.reshape(total, shape)
    if density:
        whole = np.sum(hist)
        for i, e in enumerate(edges):
            hist = hist / np.reshape(np.diff(e), (-1, *(1,) * (dims - i - 1)))
        hist = hist / whole
    return hist, edges


def _per_dimension(bins: Any, dims: int) -> Any:
    count = _length(bins)
    if not count:
        return [bins] * dims
    if count != dims:
        raise ValueError("The dimension of bins must be equal to the dimension of the sample x.")
    return bins


def _length(bins: Any) -> int:
    """How many entries; 0 for a number."""
    try:
        return len(bins)
    except TypeError:
        return 0


def _edges_of(i: int, column: Any, bins: Any, range: Range) -> Any:
    if np.ndim(bins):
        return _given_edges(
            bins,
            f"`bins[{i}]` must be a scalar or 1d array",
            f"`bins[{i}]` must be monotonically increasing, when an array",
        )
    if bins < 1:
        raise ValueError(f"`bins[{i}]` must be positive, when an integer")
    low, high = _ends(column, range)
    count = _as_count(bins, f"`bins[{i}]` must be an integer, when a scalar")
    return np.linspace(low, high, count + 1)


@implements(np.histogram2d)
def histogram2d(
    x: Any,
    y: Any,
    bins: Any = 10,
    range: Any = None,
    density: Any = None,
    weights: Any = None,
) -> Any:
    x, y = operand(x), operand(y)
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    if _length(bins) > 2:
        bins = [operand(bins)] * 2  # the edges of both
    hist, edges = histogramdd(np.stack([x, y], axis=1), bins, range, density, weights)
    return hist, edges[0], edges[1]


@implements(np.bincount)
def bincount(x: Any, /, weights: Any = None, minlength: int = 0) -> Any:
    x = operand(x)
    plain = look(x, "the number of bins") if isinstance(x, Tracer) else x
    size = len(np.bincount(plain, minlength=minlength))
    if weights is None:
        return binning.count_at(x, size=size)
    weights = operand(weights)
    if weights.shape != x.shape:
        raise ValueError("The weights and list don't have the same length.")
    if weights.dtype.kind == "c":
        raise TypeError(
            f"Cannot cast array data from {weights.dtype!r} to dtype('float64') "
            "according to the rule 'safe'"
        )
    return binning.sum_at(cast(weights, np.float64), x, size=size)
