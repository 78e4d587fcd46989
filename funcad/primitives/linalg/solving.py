"""The solution X of A X = B, and the inverse.   A: (..., n, n)   B, X: (..., n, k), or (n,)

    dX = A⁻¹ (dB - dA X)            Giles, Collected matrix derivative results (2008), 2.3.1
    dY = -Y dA Y,  Y = A⁻¹

A vector B goes with a single matrix A.  The reverse rules are written by hand: derived ones factor
A once more, for a tangent of zero (measured: three to seven times the time at n = 5, twice at 200).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np

from funcad.core.primitive import Primitive
from funcad.primitives.contraction import matmul, transposed
from funcad.primitives.families import batch_elementwise, matrix_function, nonlinear


def _pull_matrix(ct: Any, X: Any, A: Any, B: Any) -> Any:
    ct_B = solve(transposed(A), ct)
    if X.ndim == 1:
        return -np.expand_dims(ct_B, -1) * X
    return -matmul(ct_B, transposed(X))


def _batch(args: list[Any], mapped: list[bool], size: int, params: dict[str, Any]) -> Any:
    A, B = args
    if B.ndim - mapped[1] > 1:
        if mapped[0] or A.ndim > 2 or B.ndim > 3:
            return _batch_stacks(args, mapped, size, params)
        n, k = B.shape[1:]  # one A for all: its columns side by side, one factorization
        columns = np.reshape(np.moveaxis(B, 0, 1), (n, size * k))
        return np.moveaxis(np.reshape(solve(A, columns), (n, size, k)), 1, 0)
    if not mapped[0]:  # (n, n), (B, n)
        return transposed(solve(A, transposed(B)))
    return solve(A, np.expand_dims(B, -1))[..., 0]


solve: Primitive = nonlinear(
    lambda A, B: np.linalg.solve(A, B),
    name="solve",
    jvp=(
        lambda dA, X, A, B: -solve(A, matmul(dA, X)),
        lambda dB, X, A, B: solve(A, dB),
    ),
    pull=(_pull_matrix, lambda ct, X, A, B: solve(transposed(A), ct)),
    batch=_batch,
    linear_in=(1,),
)
_batch_stacks = batch_elementwise(solve)


def _pull_inverse(ct: Any, Y: Any, A: Any) -> Any:
    Yt = transposed(Y)
    return -(Yt @ ct @ Yt)


inv = matrix_function(
    lambda A: np.linalg.inv(A),
    name="inv",
    jvp=lambda dA, Y, A: -(Y @ dA @ Y),
    pull=_pull_inverse,
)


def _inverse_where_regular(A: Any) -> Any:
    try:
        return np.linalg.inv(A)
    except np.linalg.LinAlgError:
        Y = np.full_like(A, np.nan)
    for i in np.ndindex(A.shape[:-2]):
        with suppress(np.linalg.LinAlgError):
            Y[i] = np.linalg.inv(A[i])
    return Y


inverse_where_regular = matrix_function(  # NaN for those of a stack that are singular
    _inverse_where_regular,
    name="inverse_where_regular",
    jvp=lambda dA, Y, A: -(Y @ dA @ Y),
    pull=_pull_inverse,
)


LEAF = 48  # rows: below, one call of LAPACK is as fast


def _inverse_lower(L: Any) -> Any:
    """By halves: [[A, 0], [C, B]]⁻¹ = [[A⁻¹, 0], [-B⁻¹ C A⁻¹, B⁻¹]], almost all of it products."""
    n = L.shape[-1]
    if n <= LEAF:
        return np.linalg.inv(L)
    half = n // 2
    A, B = _inverse_lower(L[..., :half, :half]), _inverse_lower(L[..., half:, half:])
    Y = np.zeros_like(L)
    Y[..., :half, :half], Y[..., half:, half:] = A, B
    Y[..., half:, :half] = -(B @ L[..., half:, :half]) @ A
    return Y


inverse_lower: Primitive = matrix_function(  # of a lower triangular matrix
    _inverse_lower,
    name="inverse_lower",
    jvp=lambda dL, Y, L: -(Y @ np.tril(dL) @ Y),
    pull=lambda ct, Y, L: np.tril(_pull_inverse(ct, Y, L)),
)
