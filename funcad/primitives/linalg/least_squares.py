"""The pseudoinverse P of A, and least squares.   A: (..., m, n)   P: (..., n, m)

    dP = -P dA P + P Pᴴ dAᴴ (I - A P) + (I - P A) dAᴴ Pᴴ P
    dX = P (dB - dA X) + P Pᴴ dAᴴ (B - A X) + (I - P A) dAᴴ Pᴴ X        X = P B

They hold where the rank does not change: for full rank, and for a deficient rank that dA keeps.
Singular values below `rcond` times the largest count as zero.
Source: Golub & Pereyra, SIAM J. Numer. Anal. 10 (1973), theorem 4.3.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from funcad.primitives.contraction import adjoint, conjugated
from funcad.primitives.families import batch_by_loop, matrix_function, nonlinear
from funcad.primitives.linalg.cholesky import hermitian_part


def _pinv_jvp(dA: Any, P: Any, A: Any, rcond: Any, hermitian: bool = False) -> Any:
    if hermitian:
        A, dA = hermitian_part(A), hermitian_part(dA)
    Ph, dAh = adjoint(P), adjoint(dA)
    out_of_range = dAh - (dAh @ A) @ P
    out_of_rows = dAh @ (Ph @ P)
    return -(P @ dA @ P) + P @ (Ph @ out_of_range) + out_of_rows - P @ (A @ out_of_rows)


def _product(X: Any, Y: Any, Z: Any) -> Any:
    """X Y Z of the shapes (m, n), (n, m), (m, n), the cheaper way round."""
    return (X @ Y) @ Z if X.shape[-2] < X.shape[-1] else X @ (Y @ Z)


def _pinv_pull(ct: Any, P: Any, A: Any, rcond: Any, hermitian: bool = False) -> Any:
    """The projections act on the cotangent, not on its products with P Pᴴ, which may underflow."""
    G, Ph = adjoint(conjugated(ct)), adjoint(P)
    if hermitian:
        A = hermitian_part(A)
    out_of_range = G - _product(A, P, G)
    out_of_rows = G - _product(G, P, A)
    change = _product(out_of_range, P, Ph) + _product(Ph, P, out_of_rows)
    change = change - _product(Ph, adjoint(G), Ph)
    return conjugated(hermitian_part(change) if hermitian else change)


pinv = matrix_function(
    lambda A, **options: np.linalg.pinv(A, **options),
    name="pinv",
    jvp=_pinv_jvp,
    pull=_pinv_pull,
)


def _lstsq_jvp_matrix(dA: Any, X: Any, A: Any, B: Any, rcond: float) -> Any:
    P, dAh = pinv(A, rcond=rcond), adjoint(dA)
    Ph = adjoint(P)
    out_of_rows = dAh @ (Ph @ X)
    inside = Ph @ (dAh @ (B - A @ X)) - dA @ X - A @ out_of_rows
    return P @ inside + out_of_rows


def _lstsq_jvp_right(dB: Any, X: Any, A: Any, B: Any, rcond: float) -> Any:
    return pinv(A, rcond=rcond) @ dB


lstsq = nonlinear(
    lambda A, B, rcond: np.linalg.lstsq(A, B, rcond)[0],
    name="lstsq",
    jvp=(_lstsq_jvp_matrix, _lstsq_jvp_right),
    batch=lambda args, mapped, size, params: _batch(args, mapped, size, params),
    linear_in=(1,),
)
_batch: Callable[..., Any] = batch_by_loop(lstsq)
