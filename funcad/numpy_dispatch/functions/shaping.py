"""NumPy's functions that move entries."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from funcad.core.tracer import Buffer, Tracer
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import shaping
from funcad.primitives.views import as_view


@implements(np.reshape)
def reshape(a: Any, /, shape: Any = None, order: str = "C", *, copy: Any = None) -> Any:
    target = np.empty(a.shape, np.int8).reshape(shape).shape
    return as_view(shaping.reshape, a, shape=target, order="F" if order == "F" else "C")


@implements(np.transpose)
def transpose(a: Any, axes: Any = None) -> Any:
    axes = tuple(range(a.ndim))[::-1] if axes is None else tuple(normalize_axis_tuple(axes, a.ndim))
    return as_view(shaping.transpose, a, axes=axes)


@implements(np.broadcast_to)
def broadcast_to(array: Any, shape: Any, subok: bool = False) -> Any:
    shape = (shape,) if isinstance(shape, int | np.integer) else tuple(shape)
    return as_view(shaping.broadcast_to, array, shape=shape)


@implements(np.expand_dims)
def expand_dims(a: Any, axis: Any) -> Any:
    axes = axis if isinstance(axis, tuple | list) else (axis,)
    rank = a.ndim + len(axes)
    at = normalize_axis_tuple(axes, rank)
    rest = iter(a.shape)
    return reshape(a, tuple(1 if i in at else next(rest) for i in range(rank)))


@implements(np.moveaxis)
def moveaxis(a: Any, source: Any, destination: Any) -> Any:
    source, destination = normalize_axis_tuple(source, a.ndim), normalize_axis_tuple(destination, a.ndim)
    order = [i for i in range(a.ndim) if i not in source]
    for to, at in sorted(zip(destination, source, strict=True)):
        order.insert(to, at)
    return transpose(a, order)


@implements(np.swapaxes, method="swapaxes")
def swapaxes(a: Any, axis1: int, axis2: int) -> Any:
    axes = list(range(a.ndim))
    i, j = normalize_axis_index(axis1, a.ndim), normalize_axis_index(axis2, a.ndim)
    axes[i], axes[j] = axes[j], axes[i]
    return transpose(a, axes)


@implements(np.stack)
def stack(arrays: Any, axis: int = 0, out: Any = None, *, dtype: Any = None, casting: str = "same_kind") -> Any:
    from funcad.primitives.joining import stack as join
    return join(list(arrays), axis)
