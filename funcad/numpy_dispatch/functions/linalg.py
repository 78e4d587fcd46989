"""np.linalg: decompositions, inverses and solvers, with NumPy's signatures.

Matrices are the last two axes, leading axes are stacks, and errors are NumPy's own LinAlgError.
"""

from __future__ import annotations

import operator
from typing import Any

import numpy as np
from numpy.linalg import LinAlgError

from funcad.core.batch import is_differentiated, times_differentiated
from funcad.core.tracer import Tracer
from funcad.errors import UnsupportedOperationError
from funcad.numpy_dispatch.conversion import look
from funcad.numpy_dispatch.functions import contraction as products
from funcad.numpy_dispatch.operands import UNSET, operand
from funcad.numpy_dispatch.tables import answers, implements
from funcad.primitives.contraction import adjoint, matmul
from funcad.primitives.linalg import cholesky as cholesky_
from funcad.primitives.linalg import determinant, eigen, least_squares, ranks, solving
from funcad.primitives.linalg import qr as qr_
from funcad.primitives.linalg import svd as svd_
from funcad.primitives.linalg.clusters import free_signs, shared

ONE = np.ones((1, 1))
EighResult: Any = type(np.linalg.eigh(ONE))  # NumPy's named tuples have no public names
EigResult: Any = type(np.linalg.eig(ONE))
QRResult: Any = type(np.linalg.qr(ONE))
SlogdetResult: Any = type(np.linalg.slogdet(ONE))
SVDResult: Any = type(np.linalg.svd(ONE))


@implements(np.linalg.solve)
def solve(a: Any, b: Any) -> Any:
    a, b = operand(a), operand(b)
    if b.ndim == 1 and a.ndim > 2:  # one vector for a stack of matrices
        return solving.solve(a, np.expand_dims(b, -1))[..., 0]
    return solving.solve(a, b)


@implements(np.linalg.inv)
def inv(a: Any) -> Any:
    return solving.inv(operand(a))


@implements(np.linalg.tensorsolve)
def tensorsolve(a: Any, b: Any, axes: Any = None) -> Any:
    a, b = operand(a), operand(b)
    if axes is not None:
        order = [i for i in range(a.ndim) if i not in axes]
        a = np.transpose(a, (*order, *axes))
    rest = a.shape[b.ndim - a.ndim :] if a.ndim > b.ndim else ()
    n = int(np.prod(rest, dtype=np.intp))
    if a.size != n * n:
        raise LinAlgError(
            "Input arrays must satisfy the requirement "
            "prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])"
        )
    return np.reshape(solving.solve(np.reshape(a, (n, n)), np.reshape(b, (-1,))), rest)


@implements(np.linalg.tensorinv)
def tensorinv(a: Any, ind: int = 2) -> Any:
    a = operand(a)
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    n = int(np.prod(a.shape[ind:], dtype=np.intp))
    return np.reshape(solving.inv(np.reshape(a, (n, -1))), (*a.shape[ind:], *a.shape[:ind]))


@implements(np.linalg.matrix_power)
def matrix_power(a: Any, n: Any) -> Any:
    a = operand(a)
    _require_square(a)
    try:
        n = operator.index(n)
    except TypeError as error:
        raise TypeError("exponent must be an integer") from error
    if n == 0:
        return np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape).copy()
    if n < 0:
        a, n = solving.inv(a), -n
    square, result = a, None
    while True:
        n, odd = divmod(n, 2)
        if odd:
            result = square if result is None else matmul(result, square)
        if not n:
            return result
        square = matmul(square, square)


def _require_square(a: Any) -> None:
    if a.ndim < 2:
        raise LinAlgError(
            f"{a.ndim}-dimensional array given. Array must be at least two-dimensional"
        )
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")


@implements(np.linalg.det)
def det(a: Any) -> Any:
    return determinant.det(operand(a))


@implements(np.linalg.slogdet)
def slogdet(a: Any) -> Any:
    return SlogdetResult(*determinant.slogdet(operand(a)))


@implements(np.linalg.cholesky)
def cholesky(a: Any, /, *, upper: bool = False) -> Any:
    a = operand(a)
    _require_square(a)
    return adjoint(cholesky_.cholesky(adjoint(a))) if upper else cholesky_.cholesky(a)


def _with_split(primitive: Any, a: Any, **params: Any) -> Any:
    """A decomposition, which needs to know whether derivatives will be taken."""
    a = operand(a)
    return primitive(a, split=is_differentiated(a), **params)


def singular(a: Any, full_matrices: bool) -> Any:
    """U, s and Vᴴ."""
    return _with_split(svd_.svd, a, full_matrices=full_matrices)


def _shared(w: Any, a: Any) -> Any:
    """Values of a, of which equal ones share their first derivative; they have no second one."""
    return shared(w) if times_differentiated(a) == 1 else w


@implements(np.linalg.eigh)
def eigh(a: Any, UPLO: str = "L") -> Any:
    return EighResult(*_with_split(eigen.eigh, a, UPLO=_triangle(UPLO)))


@implements(np.linalg.eigvalsh)
def eigvalsh(a: Any, UPLO: str = "L") -> Any:
    a = operand(a)
    return _shared(eigh(a, UPLO)[0], a)


def _triangle(UPLO: str) -> str:
    if UPLO.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return UPLO.upper()


@implements(np.linalg.eig)
def eig(a: Any) -> Any:
    return EigResult(*_with_split(eigen.eig, a))


@implements(np.linalg.eigvals)
def eigvals(a: Any) -> Any:
    return _with_split(eigen.eig, a)[0]


@implements(np.linalg.svd)
def svd(
    a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    a = operand(a)
    if not hermitian:
        if not compute_uv:
            return svdvals(a)
        return SVDResult(*singular(a, bool(full_matrices)))
    w, v = eigh(a)
    order = np.flip(np.argsort(np.abs(w), axis=-1), -1)
    signs = np.take_along_axis(free_signs(w, split=is_differentiated(w)), order, -1)
    s = np.take_along_axis(w, order, -1) * signs
    if not compute_uv:
        return _shared(s, a)
    u = np.take_along_axis(v, order[..., None, :], -1)
    return SVDResult(u, s, adjoint(u * signs[..., None, :]))


@implements(np.linalg.svdvals)
def svdvals(x: Any, /) -> Any:
    x = operand(x)
    return _shared(singular(x, False)[1], x)


@implements(np.linalg.qr)
def qr(a: Any, mode: str = "reduced") -> Any:
    if mode not in ("reduced", "complete", "r", "raw"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    a = operand(a)
    if mode == "raw":
        raise UnsupportedOperationError(
            "np.linalg.qr", "mode='raw' gives LAPACK's own encoding of Q", "mode='reduced'"
        )
    q, r = qr_.qr(a)
    rest = a.shape[-2] - q.shape[-1]
    if mode == "complete" and rest:
        q = np.concatenate([q, qr_.complement(q)], axis=-1)
        r = np.concatenate([r, np.zeros((*a.shape[:-2], rest, a.shape[-1]), a.dtype)], axis=-2)
    return r if mode == "r" else QRResult(q, r)


@implements(np.linalg.pinv)
def pinv(a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = UNSET) -> Any:
    a = operand(a)
    if rcond is not None and rtol is not UNSET:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    if rcond is None:
        if rtol is None:
            rcond = max(a.shape[-2:]) * np.finfo(a.dtype).eps
        else:
            rcond = 1e-15 if rtol is UNSET else rtol
    return least_squares.pinv(a, rcond=rcond, hermitian=bool(hermitian))


@implements(np.linalg.lstsq)
def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    a, b = operand(a), operand(b)
    if a.ndim != 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    m, n = a.shape
    if isinstance(rcond, Tracer):
        rcond = look(rcond, "rcond of np.linalg.lstsq")
    eps = float(np.finfo(np.result_type(a.dtype, b.dtype)).eps)
    cutoff = eps * max(m, n) if rcond is None else eps if rcond < 0 else rcond
    x = least_squares.lstsq(a, b, rcond=cutoff)
    s = svdvals(a)
    rank = np.sum(s > cutoff * np.max(s, initial=0), dtype=np.int32)
    # under vmap the rank may differ by example, but a shape may not: full rank is taken for granted
    full = m > n and (isinstance(rank, Tracer) or rank == n)
    residuals = b - matmul(a, x)
    if not full:
        return x, np.empty(0, s.dtype), rank, s
    if b.ndim == 1:
        residuals = np.expand_dims(residuals, -1)
    return x, np.sum(np.abs(residuals) ** 2, axis=0), rank, s


@answers(np.linalg.matrix_rank)
def matrix_rank(A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    return ranks.matrix_rank(operand(A), tol=tol, hermitian=hermitian, rtol=rtol)


@implements(np.linalg.matmul)
def linalg_matmul(x1: Any, x2: Any, /) -> Any:
    return matmul(operand(x1), operand(x2))


@implements(np.linalg.outer)
def outer(x1: Any, x2: Any, /) -> Any:
    x1, x2 = operand(x1), operand(x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(
            f"Input arrays must be one-dimensional, but they are {x1.ndim=} and {x2.ndim=}."
        )
    return products.outer(x1, x2)


@implements(np.linalg.vecdot)
def vecdot(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    x1, x2 = operand(x1), operand(x2)
    if axis != -1:
        x1, x2 = np.moveaxis(x1, axis, -1), np.moveaxis(x2, axis, -1)
    return products.vecdot(x1, x2)


@implements(np.linalg.cross)
def cross(x1: Any, x2: Any, /, *, axis: int = -1) -> Any:
    x1, x2 = operand(x1), operand(x2)
    if x1.shape[axis] != 3 or x2.shape[axis] != 3:
        raise ValueError(
            "Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
            f"{x1.shape[axis]} and {x2.shape[axis]} dimensional instead."
        )
    return products.cross(x1, x2, axis=axis)


@implements(np.linalg.matrix_transpose)
def matrix_transpose(x: Any, /) -> Any:
    x = operand(x)
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return np.swapaxes(x, -1, -2)


@implements(np.linalg.trace)
def trace(x: Any, /, *, offset: int = 0, dtype: Any = None) -> Any:
    return np.trace(x, offset, axis1=-2, axis2=-1, dtype=dtype)


@implements(np.linalg.diagonal)
def diagonal(x: Any, /, *, offset: int = 0) -> Any:
    return np.diagonal(x, offset, axis1=-2, axis2=-1)
