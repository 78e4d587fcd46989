"""np.linalg's norms and condition numbers, with NumPy's signatures.

A norm of zero has the derivative zero, as abs has; among equal largest entries the derivative is
split as `np.max` splits it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple
from numpy.linalg import LinAlgError

from funcad.core.batch import times_differentiated
from funcad.core.lengths import length_of
from funcad.numpy_dispatch.functions.linalg import singular
from funcad.numpy_dispatch.functions.reduction import root
from funcad.numpy_dispatch.lengths import first_kink
from funcad.numpy_dispatch.operands import operand
from funcad.numpy_dispatch.tables import implements
from funcad.primitives.linalg.norms import euclidean
from funcad.primitives.linalg.solving import inv


@implements(np.linalg.norm)
def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    x = operand(x)
    rank = x.ndim
    if axis is None:
        axes = tuple(range(rank))
        if ord is None or (rank == 1 and ord == 2):
            return _kept(_euclidean(x, axes), x, axes, keepdims)
    else:
        if not isinstance(axis, tuple):
            try:
                axis = (int(axis),)
            except Exception as error:
                raise TypeError("'axis' must be None, an integer or a tuple of integers") from error
        axes = tuple(normalize_axis_index(i, rank) for i in axis)
    if len(axes) == 1:
        y = _vector_norm(x, ord, axes)
    elif len(axes) == 2:
        if axes[0] == axes[1]:
            raise ValueError("Duplicate axes given.")
        y = _matrix_norm(x, ord, *axes)
    else:
        raise ValueError("Improper number of dimensions to norm.")
    return _kept(y, x, axes, keepdims)


def _euclidean(x: Any, axes: tuple[int, ...]) -> Any:
    if times_differentiated(x) > 1:
        if length_of(x) is not None:
            return root(np.sum(np.square(x), axis=axes), 0.0)
        return euclidean(x, axes=axes, split=first_kink(x))
    return euclidean(x, axes=axes)


def _kept(y: Any, x: Any, axes: tuple[int, ...], keepdims: bool) -> Any:
    """`y` with the reduced axes as axes of size 1, if wanted."""
    if not keepdims:
        return y
    return np.reshape(y, tuple(1 if i in axes else n for i, n in enumerate(x.shape)))


def _vector_norm(x: Any, ord: Any, axes: tuple[int, ...]) -> Any:
    if ord is None or (not isinstance(ord, str) and ord == 2):
        return _euclidean(x, axes)
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    if ord == np.inf:
        return _largest(np.abs(x), axes)
    if ord == -np.inf:
        return np.min(np.abs(x), axis=axes)
    if ord == 0:
        return np.sum(x != 0, axis=axes, dtype=np.finfo(x.dtype).dtype)
    if ord == 1:
        return np.sum(np.abs(x), axis=axes)
    if ord < 0:
        return np.sum(np.abs(x) ** ord, axis=axes) ** (1 / ord)
    # of a zero vector, whose norm has a kink, not even an infinity comes back
    zero = np.max(np.abs(x), axis=axes, keepdims=True, initial=0) == 0
    length = np.sum(np.abs(np.where(zero, 1, x)) ** ord, axis=axes) ** (1 / ord)
    return np.where(np.reshape(zero, length.shape), 0, length)


def _singular_values(x: Any) -> Any:
    return singular(x, False)[1]


def _extreme_singular_value(s: Any, largest: bool) -> Any:
    """The largest or the smallest; those that differ from it by rounding share the derivative."""
    if not s.shape[-1]:
        return _largest(s, -1) if largest else np.min(s, axis=-1)
    rounding = s.shape[-1] * np.finfo(s.dtype).eps
    tied = s >= s[..., :1] * (1 - rounding) if largest else s <= s[..., -1:] * (1 + rounding)
    return np.sum(s * tied, axis=-1) / np.sum(tied, axis=-1).astype(s.dtype)


def _largest(x: Any, axes: Any) -> Any:
    return np.max(x, axis=axes) if x.size else np.max(x, axis=axes, initial=0)


def _matrix_norm(x: Any, ord: Any, row: int, column: int) -> Any:
    if ord is None or ord in ("fro", "f"):
        return _euclidean(x, tuple(sorted((row, column))))
    if ord in (2, -2, "nuc"):
        s = _singular_values(np.moveaxis(x, (row, column), (-2, -1)))
        if ord == "nuc":
            return np.sum(s, axis=-1)
        return _extreme_singular_value(s, ord == 2)
    if ord in (1, -1):
        summed, other = row, column
    elif ord in (np.inf, -np.inf):
        summed, other = column, row
    else:
        raise ValueError("Invalid norm order for matrices.")
    sums = np.sum(np.abs(x), axis=summed)
    other -= other > summed
    return _largest(sums, other) if ord > 0 else np.min(sums, axis=other)


@implements(np.linalg.vector_norm)
def vector_norm(x: Any, /, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    x = operand(x)
    axes = tuple(range(x.ndim)) if axis is None else normalize_axis_tuple(axis, x.ndim)
    return _kept(_vector_norm(x, ord, axes), x, axes, keepdims)


@implements(np.linalg.matrix_norm)
def matrix_norm(x: Any, /, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    return norm(x, ord, (-2, -1), keepdims)


@implements(np.linalg.cond)
def cond(x: Any, p: Any = None) -> Any:
    x = operand(x)
    if 0 in x.shape[-2:]:
        raise LinAlgError("cond is not defined on empty arrays")
    with np.errstate(all="ignore"):
        if p is None or p in (2, -2):
            s = _singular_values(x)
            high, low = (_extreme_singular_value(s, largest) for largest in (True, False))
            y = low / high if p == -2 else high / low
        else:
            y = norm(x, p, (-2, -1)) * _norm_of_inverse(x, p)
    known = np.isnan(x).any(axis=(-2, -1))  # a NaN of the matrix stays, 0/0 is infinite
    return np.where(np.isnan(y) & np.logical_not(known), np.inf, y)


def _norm_of_inverse(x: Any, p: Any) -> Any:
    try:
        return norm(inv(x), p, (-2, -1))
    except LinAlgError:
        if x.ndim > 2:
            raise
        return np.inf
