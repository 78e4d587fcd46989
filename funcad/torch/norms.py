"""Norms of vectors and matrices, and the condition number."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from funcad.torch.contraction import labelled
from funcad.torch.dtypes import np_dtype
from funcad.torch.factorization import require_matrices
from funcad.torch.reductions import axes_of
from funcad.torch.registry import add
from funcad.torch.shapes import in_dtype, normalized
from funcad.torch.tensor import Tensor, applied


def _require_floats(name: str, x: Tensor) -> None:
    if x._value.dtype.kind not in "fc":
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got {x.dtype.title}"
        )


def vector_norm(
    x: Tensor, ord: float = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of the entries as of one vector, or of vectors along dimensions."""
    _require_floats("linalg.vector_norm", x)
    x = x if dtype is None else in_dtype(x, np_dtype(dtype))
    axes = axes_of(dim, x)

    def f(h: Any) -> Any:
        if axes is None:
            y = np.linalg.norm(np.reshape(h, -1), ord)
            return np.reshape(y, (1,) * len(h.shape)) if keepdim else y
        return np.linalg.vector_norm(h, ord=ord, axis=axes, keepdims=keepdim)

    return applied(f, (x,), "LinalgVectorNormBackward0")


NODES = {"fro": "LinalgVectorNormBackward0", "nuc": "SumBackward1", 2: "AmaxBackward0"}
NODES |= {-2: "AminBackward0", 1: "AmaxBackward0", -1: "AminBackward0"}
NODES |= {math.inf: "AmaxBackward0", -math.inf: "AminBackward0"}


def matrix_norm(
    A: Tensor, ord: Any = "fro", dim: Any = (-2, -1), keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of matrices: "fro", "nuc", 1, 2, inf or their negatives.

    >>> torch.linalg.matrix_norm(torch.tensor([[3.0, 0.0], [0.0, 4.0]]), "nuc")
    tensor(7.)
    """
    require_matrices("linalg.matrix_norm", A)
    _require_floats("linalg.matrix_norm", A)
    if ord not in NODES:
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    A = A if dtype is None else in_dtype(A, np_dtype(dtype))
    rows, columns = (normalized(d, len(A.shape)) for d in dim)

    def f(h: Any) -> Any:
        if ord == "fro":
            return np.linalg.vector_norm(h, axis=(rows, columns), keepdims=keepdim)
        y = np.linalg.matrix_norm(np.moveaxis(h, (rows, columns), (-2, -1)), ord=ord)
        return np.expand_dims(y, (rows, columns)) if keepdim else y

    return applied(f, (A,), NODES[ord])


def norm(
    A: Tensor, ord: Any = None, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of a vector or of matrices, by the number of dimensions."""
    if ord is None:
        return vector_norm(A, 2, dim, keepdim, dtype=dtype)
    is_matrix = len(A.shape) == 2 if dim is None else not isinstance(dim, int) and len(dim) == 2
    if is_matrix:
        return matrix_norm(A, ord, (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    if isinstance(ord, str):
        raise RuntimeError(f"linalg.norm: order {ord} is one of matrices; A must be 2-dimensional")
    if dim is None and len(A.shape) > 2:
        raise RuntimeError(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. "
            f"Got {len(A.shape)}D."
        )
    return vector_norm(A, ord, dim, keepdim, dtype=dtype)


def cond(A: Tensor, p: Any = None) -> Any:
    """The norm of a matrix times that of its inverse: in the 2-norm, unless said otherwise."""
    if p in (None, 2, -2):

        def f(h: Any) -> Any:
            s = np.linalg.svdvals(h)
            return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]

        return applied(f, (A,), "DivBackward0")
    inverse = applied(np.linalg.inv, (A,), "LinalgInvExBackward0")
    return labelled(matrix_norm(A, p) * matrix_norm(inverse, p), "MulBackward0")


def old_norm(
    x: Tensor, p: Any = "fro", dim: Any = None, keepdim: bool = False, dtype: Any = None
) -> Any:
    """torch.norm: of the entries as of one vector, or of vectors along dimensions."""
    if p == "nuc":
        return matrix_norm(x, "nuc", (-2, -1) if dim is None else dim, keepdim, dtype=dtype)
    return vector_norm(x, 2 if p in ("fro", None) else float(p), dim, keepdim, dtype=dtype)


add("norm", old_norm)
