"""The methods of ufuncs on traced values: reduce, accumulate, reduceat, at.

Those that are one of NumPy's functions are handed to it.  For every other ufunc there is what the
method says: the ufunc, entry after entry.  `outer` is a call, see protocols.py.
"""

from __future__ import annotations

from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.tracer import Tracer
from funcad.errors import ReadOnlyError
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import UNSET, axes_of, cast, operand
from funcad.numpy_dispatch.protocols import GENERIC, REDUCTIONS
from funcad.numpy_dispatch.tables import FUNCTIONS
from funcad.primitives import cumulative, log_sums
from funcad.primitives.access import write
from funcad.primitives.index import freeze
from funcad.primitives.indexing import add_entries


def _axis(x: Any, axis: Any) -> Any:
    """The axis of a reduction; that of a number may be called its first or last."""
    return () if not x.ndim and (axis == 0 or axis == -1) else axis


def _reducing(function: Callable[..., Any]) -> Callable[..., Any]:
    """ufunc.reduce, whose axis is the first unless said otherwise."""

    def reduce(x: Any, axis: Any = 0, dtype: Any = None, initial: Any = UNSET, **more: Any) -> Any:
        x = operand(x) if dtype is None else cast(operand(x), dtype)
        if initial is not UNSET and initial is not None:
            more["initial"] = initial
        # not function(x, ...): NumPy would come back where x is plain and where= is traced
        return FUNCTIONS[function](x, axis=_axis(x, axis), **more)

    return reduce


def _deciding(ufunc: np.ufunc, function: Callable[..., Any]) -> Callable[..., Any]:
    """The reduction of a logical ufunc."""

    def reduce(x: Any, axis: Any = 0, dtype: Any = None, initial: Any = UNSET, **more: Any) -> Any:
        x = operand(x)
        if dtype is not None:
            _checked(ufunc.reduce, x, dtype=dtype)
        y = function(x, axis=_axis(x, axis), **more)
        return y if initial is UNSET or initial is None else ufunc(y, initial)

    return reduce


def _log_of_sum(combine: np.ufunc, base: int) -> Callable[..., Any]:
    """The reduction of logaddexp, with the shares of all entries at once."""

    def reduce(
        x: Any,
        axis: Any = 0,
        dtype: Any = None,
        keepdims: bool = False,
        initial: Any = UNSET,
        where: Any = True,
    ) -> Any:
        x = operand(x)
        x = cast(x, combine.resolve_dtypes((x.dtype, x.dtype, None))[0] if dtype is None else dtype)
        if where is not True:
            x = np.where(where, x, -np.inf)
        axes = axes_of(_axis(x, axis), x.ndim)
        y = log_sums.log_sum(x, axes=axes, keepdims=keepdims, base=base)
        return y if initial is UNSET or initial is None else combine(y, initial)

    return reduce


def _accumulating(function: Callable[..., Any]) -> Callable[..., Any]:
    def accumulate(x: Any, axis: Any = 0, dtype: Any = None) -> Any:
        x = operand(x) if dtype is None else cast(operand(x), dtype)
        if not x.ndim:
            raise TypeError("cannot accumulate on a scalar")
        return function(x, axis=normalize_axis_index(axis, x.ndim))

    return accumulate


def _adding_at(name: str, signed: Callable[[Any], Any]) -> Callable[..., None]:
    """np.add.at(x, index, v): x[index] += v where an index that is repeated counts every time."""

    def at(x: Any, index: Any, v: Any) -> None:
        if not isinstance(x, Tracer):
            raise ReadOnlyError.plain_array(f"np.{name}")
        index, arrays = freeze(index)
        write(x, ..., add_entries(x, signed(operand(v)), *arrays, index=index))

    return at


REDUCTIONS.update(
    {
        (np.add, "reduce"): _reducing(np.sum),
        (np.multiply, "reduce"): _reducing(np.prod),
        (np.maximum, "reduce"): _reducing(np.max),
        (np.minimum, "reduce"): _reducing(np.min),
        (np.logical_and, "reduce"): _deciding(np.logical_and, np.all),
        (np.logical_or, "reduce"): _deciding(np.logical_or, np.any),
        (np.logaddexp, "reduce"): _log_of_sum(np.logaddexp, base=0),
        (np.logaddexp2, "reduce"): _log_of_sum(np.logaddexp2, base=2),
        (np.add, "accumulate"): _accumulating(np.cumsum),
        (np.multiply, "accumulate"): _accumulating(np.cumprod),
        (np.maximum, "accumulate"): _accumulating(cumulative.running_max),
        (np.minimum, "accumulate"): _accumulating(cumulative.running_min),
        (np.add, "at"): _adding_at("add.at", lambda v: v),
        (np.subtract, "at"): _adding_at("subtract.at", np.negative),
    }
)


def _like(x: Any) -> Any:
    """Ones of the same shape and type: NumPy says of them what is wrong with a call."""
    return np.ones(x.shape, x.dtype) if isinstance(x, Tracer) else x


def _checked(method: Callable[..., Any], x: Any, *args: Any, **options: Any) -> Any:
    """What NumPy gives for an array like `x`: its shape and type are those of the result."""
    with np.errstate(all="ignore"):
        return method(np.ones(x.shape, x.dtype), *args, **options)


def _reduce(
    ufunc: np.ufunc,
    f: Callable[..., Any],
    x: Any,
    axis: Any = 0,
    dtype: Any = None,
    keepdims: bool = False,
    initial: Any = UNSET,
    where: Any = True,
) -> Any:
    x = operand(x)
    options = {"axis": axis, "dtype": dtype, "keepdims": keepdims}
    if initial is UNSET:
        initial = ufunc.identity
    elif initial is not None:
        options["initial"] = _like(operand(initial))[()]
    like = _checked(ufunc.reduce, x, **options, where=_like(where))
    axes = axes_of(_axis(x, axis), x.ndim)
    rows = _rows(x if dtype is None else cast(x, dtype), axes)
    masks = None if where is True else _rows(np.broadcast_to(where, x.shape), axes)
    if initial is None:
        y, start = rows[0], 1
    else:
        y = np.broadcast_to(cast(operand(initial), like.dtype), rows.shape[1:])
        start = 0
    for k in range(start, rows.shape[0]):
        new = f(y, rows[k])
        y = new if masks is None else np.where(masks[k], new, y)
    return cast(np.reshape(y, np.shape(like)), getattr(like, "dtype", y.dtype))


def _rows(x: Any, axes: tuple[int, ...]) -> Any:
    """The axes in front and as one.   (2, 3, 4), axes=(0, 2)  ->  (8, 3)"""
    kept = tuple(i for i in range(x.ndim) if i not in axes)
    length = prod(x.shape[i] for i in axes)
    return np.reshape(np.transpose(x, (*axes, *kept)), (length, *(x.shape[i] for i in kept)))


def _accumulate(
    ufunc: np.ufunc, f: Callable[..., Any], x: Any, axis: Any = 0, dtype: Any = None
) -> Any:
    x = operand(x)
    like = _checked(ufunc.accumulate, x, axis=axis, dtype=dtype)
    rows = np.moveaxis(cast(x, like.dtype), axis, 0)
    running = [rows[0]] if len(rows) else []
    for k in range(1, len(rows)):
        running.append(f(running[-1], rows[k]))
    return np.stack(running, axis) if running else like


def _reduceat(
    ufunc: np.ufunc,
    f: Callable[..., Any],
    x: Any,
    indices: Any,
    axis: Any = 0,
    dtype: Any = None,
) -> Any:
    """From each index to the next; where the next is not larger, the entry itself."""
    x, indices = operand(x), operand(_plain(indices))
    like = _checked(ufunc.reduceat, x, indices, axis=axis, dtype=dtype)
    rows = np.moveaxis(x if dtype is None else cast(x, dtype), axis, 0)
    ends = [*indices[1:], rows.shape[0]] if indices.size else []
    special = REDUCTIONS.get((ufunc, "reduce"))
    parts = [
        cast(rows[start], like.dtype)
        if end <= start
        else special(rows[start:end])
        if special
        else _reduce(ufunc, f, rows[start:end], initial=None)
        for start, end in zip(map(int, indices), map(int, ends), strict=True)
    ]
    return np.stack(parts, normalize_axis_index(axis, x.ndim)) if parts else like


def _at(ufunc: np.ufunc, f: Callable[..., Any], target: Any, index: Any, *v: Any) -> None:
    """x[index] = f(x[index], v), as often as an index occurs."""
    if not isinstance(target, Tracer):
        raise ReadOnlyError.plain_array(f"np.{ufunc.__name__}.at")
    x: Any = target
    places = np.arange(x.size).reshape(x.shape)[_plain(index)]
    v = tuple(np.ravel(np.broadcast_to(operand(w), np.shape(places))) for w in v)
    places = np.ravel(places)
    order = np.argsort(places, kind="stable")
    inorder = places[order]
    occurrence = np.arange(places.size) - np.searchsorted(inorder, inorder)
    for k in range(int(np.max(occurrence, initial=-1)) + 1):
        some = order[occurrence == k]  # each place once
        at = np.unravel_index(places[some], x.shape) if x.shape else ...
        old = x[at] if x.shape else np.reshape(x, (1,))
        new = f(old, *(w[some] for w in v))
        x[at] = new if x.shape else np.reshape(new, ())


def _plain(index: Any) -> Any:
    if isinstance(index, tuple):
        return tuple(map(_plain, index))
    return look(index, "an index") if isinstance(index, Tracer) else index


GENERIC.update(reduce=_reduce, accumulate=_accumulate, reduceat=_reduceat, at=_at)
