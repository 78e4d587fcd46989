"""Products with a sparse matrix of constants.   A: (m, n)   x: (n,) or (n, k)  ->  (m,) or (m, k)

The matrix is given by its compressed arrays, by rows ("csr") or by columns ("csc").  What lists the
rows of A lists the columns of its transpose: going back, the arrays stay as they are.
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
from scipy import sparse

from funcad.core.primitive import Primitive
from funcad.primitives.families import linear

KINDS = {"csr": sparse.csr_array, "csc": sparse.csc_array}
OTHER = {"csr": "csc", "csc": "csr"}


def _product(x: Any, data: Any, indices: Any, indptr: Any, by: str, shape: tuple[int, int]) -> Any:
    return KINDS[by]((data, indices, indptr), shape=shape) @ x


def _transpose(
    ct: Any, x: Any, data: Any, indices: Any, indptr: Any, by: str, shape: tuple[int, int]
) -> Any:
    return product(ct, data, indices, indptr, by=OTHER[by], shape=shape[::-1])


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    """The examples are columns:   (B, n, ...)  ->  (n, ... B)  ->  (m, ... B)  ->  (B, m, ...)"""
    x = np.moveaxis(args[0], 0, -1)
    rows, *columns = x.shape
    y = product(np.reshape(x, (rows, prod(columns))), *args[1:], **params)
    return np.moveaxis(np.reshape(y, (y.shape[0], *columns)), -1, 0)


product: Primitive = linear(
    _product, name="A @ x", transpose=_transpose, batch=_batch, lower="Call"
)
