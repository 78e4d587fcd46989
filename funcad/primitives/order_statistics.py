"""The k-th smallest entries of a row, and interpolation between two of them.

x: (..., n), k: (..., m) ranks from 0   ->   (..., m).  Leading axes broadcast.  Entries that are
equal to a result share its derivative evenly.  A NaN in a row is the result of the row; with
`omit` NaN entries are left out, which the ranks then count without, and carry no derivative.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from funcad.core.liveness import SELECTS
from funcad.core.primitive import Primitive, no
from funcad.core.tape import sweep_selecting
from funcad.primitives.casting import held
from funcad.primitives.families import (
    batch_elementwise,
    constant,
    elementwise,
    linear,
    nonlinear,
)

FEW = 4  # results per row: each is compared with the whole row; more are found in a sorted row


def _isnan(x: Any) -> Any:
    return np.not_equal(x, x)


def _order_statistics(x: Any, k: Any, omit: bool = False) -> Any:
    rows = np.partition(x, np.unique(np.append(k, x.shape[-1] - 1)), axis=-1)
    rows, k = _leading(rows, k)
    y = np.take_along_axis(rows, k, axis=-1)
    if not omit:
        last = rows[..., -1:]
        return np.where(_isnan(last), last, y)
    if np.any(_isnan(y)):
        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=2)
    return y


def _leading(*arrays: Any) -> list[Any]:
    """The arrays with their leading axes broadcast together."""
    shape = np.broadcast_shapes(*(x.shape[:-1] for x in arrays))
    return [np.broadcast_to(x, (*shape, x.shape[-1])) for x in arrays]


def _shares(x: Any, y: Any, omit: bool) -> tuple[Any, Any]:
    """Which entries are the result y: (..., 1), and the part of each."""
    mine = x == y
    if not omit:
        mine = mine | (_isnan(x) & _isnan(y))
    return mine, 1 / np.maximum(np.count_nonzero(mine, axis=-1, keepdims=True), 1)


class _Groups:
    """The groups of equal entries in sorted rows, numbered through all rows."""

    def __init__(self, x: Any, k: Any, omit: bool) -> None:
        self.order = np.argsort(x, axis=-1)
        ordered = np.take_along_axis(x, self.order, axis=-1)
        missing = _isnan(ordered)
        first = np.ones(x.shape, bool)
        first[..., 1:] = (ordered[..., 1:] != ordered[..., :-1]) & ~missing[..., :-1]
        self.starts = np.flatnonzero(first)
        self.number = (np.cumsum(first) - 1).reshape(x.shape)
        self.part = 1 / np.diff(self.starts, append=x.size)
        if omit:
            self.part[missing.ravel()[self.starts]] = 0
        else:
            k = np.where(missing[..., -1:], x.shape[-1] - 1, k)
        self.of_result = np.take_along_axis(self.number, k, axis=-1)


def _mean_of_tied(dx: Any, x: Any, y: Any, k: Any, omit: bool = False) -> Any:
    dx, x, y, k = _leading(dx, x, y, k)
    if y.shape[-1] > FEW and x.size:
        groups = _Groups(x, k, omit)
        sums = np.add.reduceat(np.take_along_axis(dx, groups.order, -1).ravel(), groups.starts)
        sums = np.where(groups.part, sums, 0) * groups.part
        return sums[groups.of_result].astype(dx.dtype)
    dy = np.empty(y.shape, dx.dtype)
    for j in range(y.shape[-1]):
        mine, part = _shares(x, y[..., j : j + 1], omit)
        dy[..., j : j + 1] = np.sum(np.where(mine, dx, 0), axis=-1, keepdims=True) * part
    return dy


def _spread_over_tied(ct: Any, x: Any, y: Any, k: Any, omit: bool = False) -> Any:
    ct, x, y, k = _leading(ct, x, y, k)
    if y.shape[-1] > FEW and x.size:
        groups = _Groups(x, k, omit)
        sums = np.zeros(groups.starts.shape, ct.dtype)
        np.add.at(sums, groups.of_result.ravel(), ct.ravel())
        whole = np.empty(x.shape, ct.dtype)
        np.put_along_axis(whole, groups.order, (sums * groups.part)[groups.number], -1)
        return whole
    whole = np.zeros(x.shape, ct.dtype)
    for j in range(y.shape[-1]):
        mine, part = _shares(x, y[..., j : j + 1], omit)
        whole += np.where(mine, ct[..., j : j + 1] * part, 0)
    return whole


# The mean of dx over the entries of x that are equal to the result y, and its transpose.
mean_of_tied: Primitive = linear(
    _mean_of_tied,
    name="mean_of_tied",
    transpose=lambda ct, dx, x, y, k, omit=False: spread_over_tied(ct, x, y, k, omit=omit),
    batch=lambda *batched: batch_elementwise(mean_of_tied)(*batched),
    lower="Call",
    live=SELECTS,
    sweep=sweep_selecting,
)
spread_over_tied: Primitive = linear(
    _spread_over_tied,
    name="spread_over_tied",
    transpose=lambda d, ct, x, y, k, omit=False: mean_of_tied(d, x, y, k, omit=omit),
    batch=lambda *batched: batch_elementwise(spread_over_tied)(*batched),
    lower="Call",
    live=SELECTS,
    sweep=sweep_selecting,
)
order_statistics: Primitive = nonlinear(
    _order_statistics,
    name="order_statistics",
    jvp=(
        lambda dx, y, x, k, omit=False: mean_of_tied(dx, held(x), held(y), k, omit=omit),
        no("a rank has no derivative"),
    ),
    pull=(
        lambda ct, y, x, k, omit=False: spread_over_tied(ct, held(x), held(y), k, omit=omit),
        no("a rank has no derivative"),
    ),
    batch=lambda *batched: batch_elementwise(order_statistics)(*batched),
    live=SELECTS,
)


def _between(a: Any, b: Any, t: Any) -> Any:
    """a at t = 0, b at t = 1, from the nearer of the two as NumPy does."""
    rise = b - np.where(t == 1, b, a)
    y = np.where(t < 0.5, a + rise * t, b - rise * (1 - t))
    return y.astype(np.result_type(a, b, t), copy=False)[()]


between = elementwise(
    _between,
    name="between",
    jvp=(
        lambda da, y, a, b, t: da * (1 - t),
        lambda db, y, a, b, t: db * t,
        lambda dt, y, a, b, t: dt * (b - a),
    ),
)


def _rank(q: Any, n: Any, method: Any) -> Any:
    """The quantile of the ranks 0 .. n - 1 is the rank of the quantile."""
    if np.ndim(n) == 0:
        return np.quantile(np.arange(n), q, method=method) * 1.0
    ranks = np.zeros(np.broadcast_shapes(np.shape(q), n.shape))
    for v in np.unique(n):
        of_v = np.quantile(np.arange(max(v, 1)), np.ravel(q), method=method)
        np.copyto(ranks, of_v.reshape(np.shape(q)), where=n == v)
    return ranks


# The rank of a quantile by a method whose result steps as q grows: a whole number or a half.
rank: Primitive = constant(_rank, name="rank")


def _weighted_rank(x: Any, w: Any, q: Any, omit: bool = False) -> Any:
    """q: (m,)  ->  (..., m), where weights that step do so at the sorted entries of a row."""
    x, w = np.broadcast_arrays(x, w)
    order = np.argsort(x, axis=-1)
    w = np.take_along_axis(w, order, axis=-1)
    if omit:
        w = np.where(_isnan(np.take_along_axis(x, order, axis=-1)), 0, w)
        w[..., 0] += np.all(_isnan(x), axis=-1)  # some rank, of a row of NaN
    x, q = _leading(x, q)
    ranks = np.empty(q.shape, np.intp)
    for row in np.ndindex(x.shape[:-1]):
        ranks[row] = np.quantile(
            np.arange(x.shape[-1]), q[row], weights=w[row], method="inverted_cdf"
        )
    return ranks


weighted_rank: Primitive = constant(_weighted_rank, name="weighted_rank")
