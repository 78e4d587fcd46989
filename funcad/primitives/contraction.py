"""Products of matrices and vectors: bilinear, so each transpose is again such a product.

    matmul(x, y)    the last axis of x with the first axis of y, or its last but one; leading axes
                    broadcast, and an argument of one axis is a vector, as in `x @ y`
    cross(x, y)     three-dimensional vectors along the last axis

A transpose of a product with a matrix is one call of BLAS on a transposed view: nothing is copied.
No argument is conjugated here: a cotangent pairs with a tangent as Re(ct · dx).
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.core.liveness import MIXES
from funcad.core.primitive import Primitive
from funcad.primitives.families import batch_elementwise, bilinear


def transposed(x: Any) -> Any:
    """The last two axes swapped: a view."""
    return x.mT if type(x) is np.ndarray else np.swapaxes(x, -1, -2)


def conjugated(x: Any) -> Any:
    """The complex conjugate; a real array as it is."""
    return np.conjugate(x) if x.dtype.kind == "c" else x


def adjoint(x: Any) -> Any:
    """The conjugate transpose of the last two axes."""
    return conjugated(transposed(x))


def _pull_left(ct: Any, x: Any, y: Any) -> Any:
    if y.ndim == 1:  # z = x y: (..., m) from (..., m, k), (k,)
        return ct * y if x.ndim == 1 else np.expand_dims(ct, -1) * y
    if x.ndim > 1:
        return matmul(ct, transposed(y))
    if y.ndim == 2:
        return matmul(y, ct)
    return matmul(y, np.expand_dims(ct, -1))[..., 0]  # the walk sums the leading axes


def _pull_right(ct: Any, x: Any, y: Any) -> Any:
    if x.ndim == 1:  # z = x y: (..., n) from (k,), (..., k, n)
        return ct * x if y.ndim == 1 else np.expand_dims(ct, -2) * np.expand_dims(x, -1)
    if y.ndim == 1:
        return matmul(np.reshape(ct, (-1,)), _rows(x)) if x.ndim > 2 else matmul(ct, x)
    if y.ndim == 2 and x.ndim > 2:  # every example shares y: one product instead of a sum of many
        return matmul(transposed(_rows(x)), _rows(ct))
    return matmul(transposed(x), ct)


def _rows(x: Any) -> Any:
    """(..., m, k)  ->  (... m, k)"""
    rows = 1
    for n in x.shape[:-1]:
        rows *= n
    return np.reshape(x, (rows, x.shape[-1]))


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    x, y = args
    rank_x, rank_y = x.ndim - mapped[0], y.ndim - mapped[1]
    if not mapped[1] and rank_y <= 2:  # (B, ..., k), (k,) or (k, n)
        return matmul(x, y)
    if not mapped[0] and rank_x > 1 and rank_y > 1:  # broadcasts, if x has no more axes than y
        y = np.reshape(y, (size, *(1,) * (rank_x - rank_y), *y.shape[1:])) if rank_x > rank_y else y
        return matmul(x, y)
    if not mapped[0] and rank_x == 2:  # (m, k), (B, k)
        return matmul(y, transposed(x))
    if rank_x == 1:
        x = np.expand_dims(x, -2)
    if rank_y == 1:
        y = np.expand_dims(y, -1)
    rank = max(x.ndim - mapped[0], y.ndim - mapped[1])
    x, y = (
        np.reshape(v, (size, *(1,) * (rank + 1 - v.ndim), *v.shape[1:])) if m else v
        for v, m in zip((x, y), mapped, strict=True)
    )
    z = matmul(x, y)
    if rank_y == 1:
        z = z[..., 0]
        return z[..., 0] if rank_x == 1 else z
    return z[..., 0, :] if rank_x == 1 else z


matmul: Primitive = bilinear(
    operator.matmul, name="matmul", transpose=(_pull_left, _pull_right), batch=_batch, live=MIXES
)

# <ct, a × b> = <a, b × ct> = <b, ct × a>
cross: Primitive = bilinear(
    lambda x, y: np.cross(x, y),
    name="cross",
    transpose=(lambda ct, x, y: cross(y, ct), lambda ct, x, y: cross(ct, x)),
    batch=lambda args, mapped, size, params: _batch_cross(args, mapped, size, params),
)
_batch_cross: Callable[..., Any] = batch_elementwise(cross)
