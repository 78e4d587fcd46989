"""NumPy's functions that give the same entries another shape.

What NumPy returns as a view is tied to its argument: a write through one shows in the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.operands import operand, refuse_subok
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import shaping
from funcad.primitives.views import as_view


def innermost(a: Any) -> Any:
    """An array laid out in memory as `a` is: the value of one example where `a` is a batch."""
    value = a
    while isinstance(value, Tracer):
        value = value.value
    while value.ndim > a.ndim:
        value = value[0] if len(value) else np.empty(value.shape[1:])
    return value


def resolved_shape(a: Any, shape: Any) -> tuple[int, ...]:
    """The shape with its -1 filled in, or NumPy's error."""
    if type(shape) is int:
        shape = (shape,)
    if not np.iterable(shape) or isinstance(shape, Tracer):
        given: Any = shape
        shape = np.broadcast_to(np.int8(0), a.shape).reshape(given).shape  # or NumPy's error
    target = tuple([n if type(n) is int else n.__index__() for n in shape])
    total = 1
    for n in target:
        total *= n
    if total != a.size or total < 0 or (total == 0 and any(n < 0 for n in target)):
        target = np.broadcast_to(np.int8(0), a.shape).reshape(target).shape
    return target


@implements(np.reshape)
def reshape(a: Any, /, shape: Any, order: str | None = "C", *, copy: bool | None = None) -> Any:
    a = operand(a)
    target = resolved_shape(a, shape)
    if order != "C" and _is_fortran(a, order):
        y = as_view(shaping.reshape, a, shape=target, order="F")
    else:
        y = as_view(shaping.reshape, a, shape=target)
    if copy:
        return np.copy(y)
    if copy is False and isinstance(y, Tracer) and y.state is None:
        raise ValueError("Unable to avoid creating a copy while reshaping.")
    return y


def _is_fortran(a: Any, order: str | None) -> bool:
    """Whether `order` means first axis fastest, for this array."""
    if order == "A":
        flags = innermost(a).flags
        return bool(flags.f_contiguous and not flags.c_contiguous)
    if order not in ("C", "F", None):
        raise ValueError(f"order must be one of 'C', 'F', 'A', or 'K' (got '{order}')")
    return order == "F"


@implements(np.ravel)
def ravel(a: Any, order: str = "C") -> Any:
    a = operand(a)
    if order == "K":
        strides = innermost(a).strides
        a = transpose(a, sorted(range(a.ndim), key=lambda i: -abs(strides[i])))
        order = "C"
    return reshape(a, (a.size,), order)


@implements(np.transpose)
def transpose(a: Any, axes: Any = None) -> Any:
    a = operand(a)
    if axes is None:
        order = tuple(range(a.ndim))[::-1]
    else:
        order = normalize_axis_tuple(axes, a.ndim, allow_duplicate=True)
        if len(order) != a.ndim:
            raise ValueError("axes don't match array")
        if len(set(order)) != len(order):
            raise ValueError("repeated axis in transpose")
    return as_view(shaping.transpose, a, axes=order)


implements(np.permute_dims)(transpose)


@implements(np.matrix_transpose)
def matrix_transpose(x: Any, /) -> Any:
    x = operand(x)
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return swapaxes(x, -1, -2)


@implements(np.swapaxes, method="swapaxes")
def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    a = operand(a)
    axes = list(range(a.ndim))
    i, j = (
        normalize_axis_index(axis1, a.ndim, "axis1"),
        normalize_axis_index(axis2, a.ndim, "axis2"),
    )
    axes[i], axes[j] = axes[j], axes[i]
    return as_view(shaping.transpose, a, axes=tuple(axes))


@implements(np.moveaxis)
def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    a = operand(a)
    source = normalize_axis_tuple(source, a.ndim, "source")
    destination = normalize_axis_tuple(destination, a.ndim, "destination")
    if len(source) != len(destination):
        raise ValueError(
            "`source` and `destination` arguments must have the same number of elements"
        )
    order = [i for i in range(a.ndim) if i not in source]
    for to, at in sorted(zip(destination, source, strict=True)):
        order.insert(to, at)
    return as_view(shaping.transpose, a, axes=tuple(order))


@implements(np.rollaxis)
def rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    a = operand(a)
    axis = normalize_axis_index(axis, a.ndim)
    if not -a.ndim <= start <= a.ndim:
        np.rollaxis(np.empty((1,) * a.ndim), axis, start)  # raises NumPy's error
    start += a.ndim * (start < 0)
    order = [i for i in range(a.ndim) if i != axis]
    order.insert(start - (axis < start), axis)
    return as_view(shaping.transpose, a, axes=tuple(order))


@implements(np.squeeze, method="squeeze")
def squeeze(a: Any, axis: Any = None) -> Any:
    a = operand(a)
    shape = a.shape
    if axis is None:
        return as_view(shaping.reshape, a, shape=tuple(n for n in shape if n != 1))
    axes = normalize_axis_tuple(axis, len(shape))
    if any(shape[i] != 1 for i in axes):
        raise ValueError("cannot select an axis to squeeze out which has size not equal to one")
    kept = tuple(n for i, n in enumerate(shape) if i not in axes)
    return as_view(shaping.reshape, a, shape=kept)


@implements(np.expand_dims)
def expand_dims(a: Any, axis: Any) -> Any:
    a = operand(a)
    axes = axis if isinstance(axis, tuple | list) else (axis,)
    rank = a.ndim + len(axes)
    at = normalize_axis_tuple(axes, rank)
    rest = iter(a.shape)
    shape = tuple([1 if i in at else next(rest) for i in range(rank)])
    return as_view(shaping.reshape, a, shape=shape)


@implements(np.ix_)
def ix_(*args: Any) -> tuple[Any, ...]:
    n, grid = len(args), []
    for k, given in enumerate(args):
        x = operand(given)
        if x.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if isinstance(given, list | tuple) and not given:
            x = x.astype(np.intp)
        if x.dtype == bool:
            (x,) = np.nonzero(x)
        grid.append(np.reshape(x, (*(1,) * k, x.size, *(1,) * (n - k - 1))))
    return tuple(grid)


@implements(np.broadcast_to)
def broadcast_to(array: Any, shape: Any, subok: bool = False) -> Any:
    refuse_subok("np.broadcast_to", subok)
    shape = (shape,) if isinstance(shape, int | np.integer) else tuple(shape)
    return as_view(shaping.broadcast_to, operand(array), shape=shape)


@implements(np.broadcast_arrays)
def broadcast_arrays(*args: Any, subok: bool = False) -> tuple[Any, ...]:
    refuse_subok("np.broadcast_arrays", subok)
    xs = [operand(x) for x in args]
    shape = np.broadcast_shapes(*(x.shape for x in xs))
    return tuple(x if x.shape == shape else np.broadcast_to(x, shape) for x in xs)


@implements(np.flip)
def flip(m: Any, axis: Any = None) -> Any:
    m = operand(m)
    axes = range(m.ndim) if axis is None else normalize_axis_tuple(axis, m.ndim)
    backward = slice(None, None, -1)
    return m[(*(backward if i in axes else slice(None) for i in range(m.ndim)), ...)]


@implements(np.flipud)
def flipud(m: Any) -> Any:
    m = operand(m)
    if m.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return flip(m, 0)


@implements(np.fliplr)
def fliplr(m: Any) -> Any:
    m = operand(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


@implements(np.rot90)
def rot90(m: Any, k: int = 1, axes: Sequence[int] = (0, 1)) -> Any:
    m = operand(m)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    i, j = (normalize_axis_index(a, m.ndim) for a in axes)
    if i == j:
        raise ValueError("Axes must be different.")
    k %= 4
    if k == 0:
        return m[...]
    if k == 2:
        return flip(m, (i, j))
    return swapaxes(flip(m, j), i, j) if k == 1 else flip(swapaxes(m, i, j), j)


def _at_least(rank: int, place: Any, arys: Any) -> Any:
    results = []
    for x in arys:
        x = operand(x)
        results.append(x if x.ndim >= rank else as_view(shaping.reshape, x, shape=place(x.shape)))
    return results[0] if len(results) == 1 else tuple(results)


@implements(np.atleast_1d)
def atleast_1d(*arys: Any) -> Any:
    return _at_least(1, lambda shape: (1,), arys)


@implements(np.atleast_2d)
def atleast_2d(*arys: Any) -> Any:
    return _at_least(2, lambda shape: (1, *shape) if shape else (1, 1), arys)


def _as_third(shape: tuple[int, ...]) -> tuple[int, ...]:
    if not shape:
        return (1, 1, 1)
    return (1, *shape, 1) if len(shape) == 1 else (*shape, 1)


@implements(np.atleast_3d)
def atleast_3d(*arys: Any) -> Any:
    return _at_least(3, _as_third, arys)


@implements(np.roll)
def roll(a: Any, shift: Any, axis: Any = None) -> Any:
    a = operand(a)
    if axis is None:
        return np.reshape(roll(np.ravel(a), shift, 0), a.shape)
    axes = normalize_axis_tuple(axis, a.ndim, allow_duplicate=True)
    if isinstance(shift, Tracer):
        shift = look(shift, "the shift of np.roll")
    pairs = np.broadcast(shift, axes)
    if pairs.ndim > 1:
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    total = dict.fromkeys(axes, 0)
    for s, i in pairs:
        total[int(i)] += int(s)
    return shaping.roll(a, shift=tuple(total.values()), axis=tuple(total))


@implements(np.repeat, method="repeat")
def repeat(a: Any, repeats: Any, axis: Any = None) -> Any:
    a = operand(a)
    if isinstance(repeats, Tracer):
        raise UnsupportedOperationError(
            "np.repeat",
            "the shape of the result would depend on a traced value",
            "plain integers for the counts, the same in every example of a batch",
        )
    if axis is None:
        a, axis = np.ravel(a), 0
    axis = normalize_axis_index(axis, a.ndim)
    counts = np.asarray(repeats)
    n = a.shape[axis]
    if (
        counts.dtype.kind not in "iub"
        or counts.ndim > 1
        or counts.size not in (1, n)
        or np.any(counts < 0)
    ):
        np.repeat(np.empty(n), repeats)  # raises NumPy's error
    counts = np.array(np.broadcast_to(counts.astype(np.intp), (n,)))
    return shaping.repeat(a, repeats=counts, axis=axis)


@implements(np.tile)
def tile(A: Any, reps: Any) -> Any:
    a = operand(A)
    reps = tuple(reps) if np.iterable(reps) else (reps,)
    reps = tuple(r.__index__() for r in reps)
    rank = max(a.ndim, len(reps))
    reps = (1,) * (rank - len(reps)) + reps
    shape = (1,) * (rank - a.ndim) + tuple(a.shape)
    if all(r == 1 for r in reps):
        return np.copy(np.reshape(a, shape))
    between = [n for pair in zip((1,) * rank, shape, strict=True) for n in pair]
    wide = [n for pair in zip(reps, shape, strict=True) for n in pair]
    whole = np.broadcast_to(np.reshape(a, between), wide)
    return np.copy(np.reshape(whole, tuple(r * n for r, n in zip(reps, shape, strict=True))))


@implements(np.resize)
def resize(a: Any, new_shape: Any) -> Any:
    flat = np.ravel(operand(a))
    shape = (new_shape,) if isinstance(new_shape, int | np.integer) else tuple(new_shape)
    size = int(np.prod(shape, dtype=np.intp))
    if any(n < 0 for n in shape):
        raise ValueError("all elements of `new_shape` must be non-negative")
    if not size or not flat.size:
        return np.zeros_like(flat, shape=shape)
    times = -(-size // flat.size)
    whole = np.concatenate((flat,) * times)[:size] if times > 1 else np.copy(flat[:size])
    return np.reshape(whole, shape)
