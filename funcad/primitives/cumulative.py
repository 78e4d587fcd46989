"""Running sums and products.  `axis` is a non-negative int; the shape stays.

A batch rule shifts the axis by one, for the mapped axis in front.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.liveness import MOVES, OWN, Selected, handed_on, is_finite, settled
from funcad.core.primitive import Primitive
from funcad.core.transpose import derived_pull
from funcad.primitives.families import linear, nonlinear


def shifted_axis(primitive_of: Callable[[], Primitive]) -> Callable[..., Any]:
    """The batch rule of a function of one array with `axis`."""

    def batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
        return primitive_of()(*args, **{**params, "axis": params["axis"] + 1})

    return batch


def _along(axis: int, part: slice) -> tuple[slice, ...]:
    return (*(slice(None),) * axis, part)


def _reverse(x: Any, axis: int) -> Any:
    return x[_along(axis, slice(None, None, -1))]


cumsum: Primitive = linear(
    lambda x, axis: np.add.accumulate(x, axis=axis),
    name="cumsum",
    # each entry is in every sum from its own on: a running sum from the other end
    transpose=lambda ct, x, axis: _reverse(cumsum(_reverse(ct, axis), axis=axis), axis),
    batch=shifted_axis(lambda: cumsum),
    lower="Call",
    live=MOVES,
)


def _cumprod_jvp(dx: Any, y: Any, x: Any, axis: int) -> Any:
    """Pairs of neighbours are a problem of half the size, without division: zeros are no trouble.

    At the second of a pair stands the pairs' own running product; at the first of the next pair,
    that times one more entry.
    """
    n = x.shape[axis]
    if n < 2:
        return dx
    first, second = _along(axis, slice(0, n - 1, 2)), _along(axis, slice(1, None, 2))
    following = _along(axis, slice(2, None, 2))
    a, b = x[first], x[second]
    ends = y[second]
    dends = _cumprod_jvp(dx[first] * b + a * dx[second], ends, a * b, axis)
    before = _along(axis, slice((n - 1) // 2))
    dfollowing = dends[before] * x[following] + ends[before] * dx[following]
    return _interleaved(np.concatenate([dx[_along(axis, slice(1))], dfollowing], axis), dends, axis)


def _interleaved(first: Any, second: Any, axis: int) -> Any:
    """first[0], second[0], first[1], ...; `first` may have one entry more."""
    n, m = first.shape[axis], second.shape[axis]
    pairs = np.stack([first[_along(axis, slice(m))], second], axis=axis + 1)
    whole = np.reshape(pairs, (*second.shape[:axis], 2 * m, *second.shape[axis + 1 :]))
    if n == m:
        return whole
    return np.concatenate([whole, first[_along(axis, slice(m, None))]], axis=axis)


_transposed = derived_pull(0, _cumprod_jvp)


def _entries(axis: int, *arrays: Any) -> list[tuple[Any, ...]]:
    """The entries along an axis, which is kept with length 1."""
    n = arrays[0].shape[axis]
    return [tuple(x[_along(axis, slice(k, k + 1))] for x in arrays) for k in range(n)]


def _cumprod_push(dx: Any, y: Any, x: Any, axis: int) -> Any:
    """Where a dead zero may meet what is not finite, one by one:  dyₖ = dyₖ₋₁ xₖ + yₖ₋₁ dxₖ"""
    with np.errstate(invalid="ignore"):
        dy = _cumprod_jvp(settled(dx), y, x, axis)
        if type(dx) is Selected and x.shape[axis] and not is_finite(dy):
            live = np.broadcast_to(dx.live.get(), x.shape)
            dys: list[Any] = []
            before: Any = 1.0
            total: Any = 0.0
            some: Any = False
            for xk, yk, dxk, here in _entries(axis, x, y, settled(dx), live):
                total = np.where(some, total * xk, 0) + np.where(here, before * dxk, 0)
                before, some = yk, np.logical_or(some, here)
                dys.append(total)
            dy = np.concatenate(dys, axis=axis)
    return handed_on(dy, dx, lambda live: np.logical_or.accumulate(live, axis=axis))


def _cumprod_pull(ct: Any, y: Any, x: Any, axis: int) -> Any:
    """The same from the other end:  yₖ₋₁ cₖ with cₖ = ctₖ + xₖ₊₁ cₖ₊₁"""
    with np.errstate(invalid="ignore"):
        g = _transposed(settled(ct), y, x, axis=axis)
        if type(ct) is Selected and x.shape[axis] and not is_finite(g):
            live = np.broadcast_to(ct.live.get(), x.shape)
            before = np.concatenate([np.ones_like(y[_along(axis, slice(1))]), y], axis=axis)
            gs: list[Any] = []
            after: Any = 1.0
            total: Any = 0.0
            some: Any = False
            parts = _entries(axis, x, before[_along(axis, slice(-1))], settled(ct), live)
            for xk, yk, ctk, here in reversed(parts):
                total = np.where(some, after * total, 0) + np.where(here, ctk, 0)
                after, some = xk, np.logical_or(some, here)
                gs.append(np.where(some, yk * total, 0))
            g = np.concatenate(gs[::-1], axis=axis)

    def any_later(live: Any) -> Any:
        return _reverse(np.logical_or.accumulate(_reverse(live, axis), axis=axis), axis)

    return handed_on(g, ct, any_later)


cumprod: Primitive = nonlinear(
    lambda x, axis: np.multiply.accumulate(x, axis=axis),
    name="cumprod",
    jvp=_cumprod_push,
    pull=_cumprod_pull,
    batch=shifted_axis(lambda: cumprod),
    live=OWN,
)


def _shifted_equal(y: Any, axis: int) -> Any:
    """Whether an entry equals the one before it; a NaN is like a NaN."""
    later, earlier = y[_along(axis, slice(1, None))], y[_along(axis, slice(-1))]
    same = (later == earlier) | ((later != later) & (earlier != earlier))
    start = y[_along(axis, slice(1))] == y[_along(axis, slice(1))]
    return np.concatenate([start != start, same], axis=axis)


def _running_extreme_jvp(dx: Any, y: Any, x: Any, axis: int) -> Any:
    """That of the entry that set the record, or the mean over those that have tied with it.

    What ties is added to the first as a difference from it, so that no other entry is involved.
    """
    if not x.shape[axis]:
        return dx
    kept = _shifted_equal(y, axis)
    places = np.reshape(np.arange(x.shape[axis]), (-1, *(1,) * (x.ndim - axis - 1)))
    first = np.maximum.accumulate(np.where(kept, 0, places), axis=axis)
    tied = kept & (x == y)
    ties = np.cumsum(tied, axis=axis)
    count = 1 + ties - np.take_along_axis(ties, first, axis)
    of_first = np.take_along_axis(dx, first, axis)
    more = np.cumsum(np.where(tied, dx - of_first, 0), axis=axis)
    return of_first + (more - np.take_along_axis(more, first, axis)) / count.astype(x.real.dtype)


running_max: Primitive = nonlinear(
    lambda x, axis: np.maximum.accumulate(x, axis=axis),
    name="running_max",
    jvp=_running_extreme_jvp,
    batch=shifted_axis(lambda: running_max),
)
running_min: Primitive = nonlinear(
    lambda x, axis: np.minimum.accumulate(x, axis=axis),
    name="running_min",
    jvp=_running_extreme_jvp,
    batch=shifted_axis(lambda: running_min),
)
