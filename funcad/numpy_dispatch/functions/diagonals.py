"""NumPy's diagonals and triangles of matrices."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index

from funcad.core.primitive import writable
from funcad.numpy_dispatch.operands import cast, operand, store
from funcad.numpy_dispatch.tables import implements
from funcad.primitives import shaping
from funcad.primitives.indexing import set_entries
from funcad.primitives.views import as_view


@implements(np.diagonal, method="diagonal")
def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    a = operand(a)
    if a.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    i, j = normalize_axis_index(axis1, a.ndim), normalize_axis_index(axis2, a.ndim)
    if i == j:
        raise ValueError("axis1 and axis2 cannot be the same")
    if (i, j) != (a.ndim - 2, a.ndim - 1):
        order = (*(k for k in range(a.ndim) if k not in (i, j)), i, j)
        a = as_view(shaping.transpose, a, axes=order)
    return as_view(shaping.diagonal, a, offset=int(offset))


@implements(np.trace)
def trace(
    a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None, out: Any = None
) -> Any:
    return store("np.trace", np.sum(diagonal(a, offset, axis1, axis2), axis=-1, dtype=dtype), out)


@implements(np.diag)
def diag(v: Any, k: int = 0) -> Any:
    v = operand(v)
    if v.ndim == 2:
        return diagonal(v, k)
    if v.ndim != 1:
        raise ValueError("Input must be 1- or 2-d.")
    n = v.shape[0] + abs(k)
    whole = np.zeros((n, n), v.dtype)
    return set_entries(whole, v, index=shaping.diagonal_index((n, n), k)[1:])


@implements(np.diagflat)
def diagflat(v: Any, k: int = 0) -> Any:
    return diag(np.ravel(operand(v)), k)


@implements(np.tril)
def tril(m: Any, k: int = 0) -> Any:
    m = np.atleast_1d(operand(m))
    rows, columns = m.shape[-2:] if m.ndim > 1 else (m.shape[0],) * 2
    return shaping.keep(m, np.tri(rows, columns, k=k, dtype=bool))


@implements(np.triu)
def triu(m: Any, k: int = 0) -> Any:
    m = np.atleast_1d(operand(m))
    rows, columns = m.shape[-2:] if m.ndim > 1 else (m.shape[0],) * 2
    return shaping.keep(m, ~np.tri(rows, columns, k=k - 1, dtype=bool))


@implements(np.vander)
def vander(x: Any, N: Any = None, increasing: bool = False) -> Any:
    x = operand(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    n = x.shape[0] if N is None else N
    kind = np.promote_types(x.dtype, np.int64)
    if n == 0:
        return writable(np.zeros((x.shape[0], 0), kind))
    columns = [np.ones(x.shape, kind)]
    for _ in range(n - 1):
        columns.append(columns[-1] * x)
    return np.stack([cast(operand(c), kind) for c in columns][:: 1 if increasing else -1], axis=1)
