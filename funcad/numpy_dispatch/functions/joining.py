"""NumPy's functions that join arrays, split them, and put entries in or take them out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from funcad.core.tracer import Tracer
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import cast, operand, store
from funcad.numpy_dispatch.tables import implements, newer
from funcad.numpy_dispatch.trimming import poly1d_asks
from funcad.primitives import joining


def _operands(arrays: Any) -> list[Any]:
    """The parts; those of a traced array are its rows."""
    return [operand(x) for x in arrays]


def _as_dtype(name: str, xs: list[Any], dtype: Any, casting: Any) -> list[Any]:
    """The parts, cast as `dtype` and `casting` ask."""
    if dtype is None and casting == "same_kind":
        return xs
    target = np.dtype(dtype) if dtype is not None else np.result_type(*(x.dtype for x in xs))
    for x in xs:
        if not np.can_cast(x.dtype, target, casting):
            raise TypeError(
                f"{name}: cannot cast array data from {x.dtype!r} to {target!r} "
                f"according to the rule {casting!r}"
            )
    return [cast(x, target) for x in xs]


@implements(np.concatenate)
def concatenate(
    arrays: Any,
    /,
    axis: int | None = 0,
    out: Any = None,
    *,
    dtype: Any = None,
    casting: str = "same_kind",
) -> Any:
    xs = _as_dtype("np.concatenate", _operands(arrays), dtype, casting)
    if axis is None:
        xs, axis = [np.ravel(x) for x in xs], 0
    rank = xs[0].ndim if xs else 0
    if not -rank <= axis < rank:
        _raise_numpys_error(xs, axis)
    try:
        y = joining.concatenate(*xs, axis=axis % rank)
    except ValueError:
        _raise_numpys_error(xs, axis)
        raise
    return y if out is None else store("np.concatenate", y, out)


def _raise_numpys_error(xs: list[Any], axis: int) -> None:
    """What NumPy says of arrays of these shapes: under vmap they are those of one example."""
    np.concatenate([np.empty(x.shape, x.dtype) for x in xs], axis)


@implements(np.stack)
def stack(
    arrays: Any, axis: int = 0, out: Any = None, *, dtype: Any = None, casting: str = "same_kind"
) -> Any:
    xs = _as_dtype("np.stack", _operands(arrays), dtype, casting)
    if not xs:
        raise ValueError("need at least one array to stack")
    if len({x.shape for x in xs}) != 1:
        raise ValueError("all input arrays must have the same shape")
    y = joining.stack(*xs, axis=normalize_axis_index(axis, xs[0].ndim + 1))
    return y if out is None else store("np.stack", y, out)


@implements(*newer("unstack"))
def unstack(x: Any, /, *, axis: int = 0) -> tuple[Any, ...]:
    x = operand(x)
    if x.ndim == 0:
        raise ValueError("Input array must be at least 1-d.")
    before = (slice(None),) * normalize_axis_index(axis, x.ndim)
    return tuple(x[(*before, k)] for k in range(x.shape[len(before)]))


@implements(np.vstack)
def vstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    xs = [np.atleast_2d(x) for x in _operands(tup)]
    return concatenate(xs, 0, dtype=dtype, casting=casting)


@implements(np.hstack)
def hstack(tup: Any, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    xs = [np.atleast_1d(x) for x in _operands(tup)]
    axis = 0 if xs and xs[0].ndim == 1 else 1
    return concatenate(xs, axis, dtype=dtype, casting=casting)


@implements(np.dstack)
def dstack(tup: Any) -> Any:
    return concatenate([np.atleast_3d(x) for x in _operands(tup)], 2)


@implements(np.column_stack)
def column_stack(tup: Any) -> Any:
    xs = _operands(tup)
    return concatenate([x if x.ndim > 1 else np.reshape(x, (-1, 1)) for x in xs], 1)


@implements(np.block)
def block(arrays: Any) -> Any:
    rank = max(_depth(arrays), _rank(arrays))
    return _block(arrays, rank, _depth(arrays))


def _depth(arrays: Any) -> int:
    if not isinstance(arrays, list):
        return 0
    if not arrays:
        raise ValueError("List at arrays cannot be empty")
    depths = {_depth(x) for x in arrays}
    if len(depths) > 1:
        raise ValueError("List depths are mismatched.")
    return 1 + depths.pop()


def _rank(arrays: Any) -> int:
    return max(map(_rank, arrays)) if isinstance(arrays, list) else int(np.ndim(arrays))


def _block(arrays: Any, rank: int, depth: int) -> Any:
    if not isinstance(arrays, list):
        x = operand(arrays)
        return np.reshape(x, (1,) * (rank - x.ndim) + tuple(x.shape))
    return concatenate([_block(x, rank, depth - 1) for x in arrays], -depth)


@implements(np.array_split)
def array_split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    ary = operand(ary)
    axis = normalize_axis_index(axis, ary.ndim)
    n = ary.shape[axis]
    if np.ndim(indices_or_sections):
        ends = [0, *(i.__index__() for i in indices_or_sections), n]
    else:
        count = int(indices_or_sections)
        if count <= 0:
            raise ValueError("number sections must be larger than 0.")
        small, longer = divmod(n, count)
        ends = [k * small + min(k, longer) for k in range(count + 1)]
    before = (slice(None),) * axis
    return [ary[(*before, slice(a, b))] for a, b in pairwise(ends)]


@implements(np.split)
def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    ary = operand(ary)
    if not np.ndim(indices_or_sections) and ary.shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


@implements(np.hsplit)
def hsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    ary = operand(ary)
    if ary.ndim == 0:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


@implements(np.vsplit)
def vsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    ary = operand(ary)
    if ary.ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


@implements(np.dsplit)
def dsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    ary = operand(ary)
    if ary.ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return split(ary, indices_or_sections, 2)


@implements(np.append)
def append(arr: Any, values: Any, axis: int | None = None) -> Any:
    arr, values = operand(arr), operand(values)
    if axis is None:
        return concatenate([np.ravel(arr), np.ravel(values)])
    return concatenate([arr, values], axis)


def _places(obj: Any) -> Any:
    """Which entries to insert at or delete: a look at the numbers of a traced array of them."""
    return look(obj, "a place to insert or delete") if isinstance(obj, Tracer) else obj


@implements(np.delete)
def delete(arr: Any, obj: Any, axis: int | None = None) -> Any:
    arr = operand(arr)
    if axis is None:
        arr, axis = np.ravel(arr), 0
    axis = normalize_axis_index(axis, arr.ndim)
    kept = np.delete(np.arange(arr.shape[axis]), _places(obj))
    return arr[(*(slice(None),) * axis, kept)]


@implements(np.insert)
def insert(arr: Any, obj: Any, values: Any, axis: int | None = None) -> Any:
    """The places come from NumPy itself: negative ones are those of the new values, in order."""
    obj = _places(obj)
    arr, values = operand(arr), operand(values)
    if axis is None:
        arr, axis = np.ravel(arr), 0
    axis = normalize_axis_index(axis, arr.ndim)
    n = arr.shape[axis]
    scalar = not isinstance(obj, slice) and np.ndim(obj) == 0
    if scalar:
        obj = obj.__index__()
        if not -n <= obj <= n:
            raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {n}")
        values = np.array(values, ndmin=arr.ndim) if not isinstance(values, Tracer) else values
        if values.ndim < arr.ndim:
            values = np.reshape(values, (1,) * (arr.ndim - values.ndim) + tuple(values.shape))
        if np.ndim(values):
            values = np.moveaxis(values, 0, axis)
        count = values.shape[axis]
        source = np.insert(np.arange(n), [obj] * count, np.arange(-count, 0))
    else:
        places = np.arange(n)[obj] if isinstance(obj, slice) else np.asarray(obj)
        count = int(np.sum(places)) if places.dtype == bool else places.size
        source = np.insert(np.arange(n), obj, np.arange(-count, 0))
    target = (*arr.shape[:axis], count, *arr.shape[axis + 1 :])
    values = np.broadcast_to(cast(values, arr.dtype), target)
    whole = concatenate([arr, values], axis)
    return whole[(*(slice(None),) * axis, np.where(source < 0, source + n + count, source))]


@implements(np.trim_zeros)
def trim_zeros(filt: Any, trim: str = "fb", axis: Any = None) -> Any:
    """Which entries are zero is looked at; under vmap that has no one answer."""
    if poly1d_asks():
        return filt
    from_nonzero = np.argwhere(filt)
    filt = operand(filt)
    trim = trim.lower()
    if trim not in ("fb", "bf", "f", "b"):
        raise ValueError(f"unexpected character(s) in `trim`: {trim!r}")
    if axis is None:
        axes: Any = range(filt.ndim)
    else:
        axes = normalize_axis_tuple(axis, filt.ndim, argname="axis")
    index = [slice(None)] * filt.ndim
    for i in axes:
        if not len(from_nonzero):
            index[i] = slice(0, 0)
            continue
        first, last = from_nonzero[:, i].min(), from_nonzero[:, i].max()
        start = int(first) if "f" in trim else None
        index[i] = slice(start, int(last) + 1 if "b" in trim else None)
    return filt[tuple(index)]
